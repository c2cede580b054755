"""What patrols are told of the devices of Mukalla: one bulletin that went out, one that waits for a second person."""

from __future__ import annotations

from typing import Any

from tansiq.compartments.casework import actions, queries
from tansiq.demo.stage import Stage, ago
from tansiq.gateway import actions as gateway
from tansiq.gateway import queries as gateway_queries

SAPPER, PROSECUTOR, TELLS_UNITS = "demo-eod", "demo-prosecutor", "demo-owner"
RECIPIENTS = ("demo-coast", "demo-wadi", "demo-shabwa")


def play(stage: Stage, case: Any) -> None:
    """Three bulletins: sent and acknowledged by one agency, waiting to be sent, waiting for its picture's approval."""
    first, second = stage.see(SAPPER, queries.devices, case_id=case.id)
    _sent(stage, first)
    stage.do(
        SAPPER, actions.draft_bulletin, ago(hours=8), device_id=second.id, delivery="BURIED",
        looks_like="تراب مقلوب على حافة الطريق الترابي بجانب علامة من حجرين، ولا أثر لعجلات عليه",
    )  # fmt: skip
    picture = stage.see(SAPPER, queries.photographs_of_case, case_id=case.id)[-1]
    stage.do(
        SAPPER, actions.draft_bulletin, ago(hours=7), device_id=first.id, delivery="CACHE", photograph_id=picture.id,
        looks_like="لفافة طويلة داكنة داخل حقيبة خلف خزانة في غرفة لا يسكنها أحد",
        advice="لا تُفتح الخزائن في دار مهجورة قبل وصول ضابط المتفجرات",
    )  # fmt: skip


def _sent(stage: Stage, device: Any) -> None:
    row = stage.do(
        SAPPER, actions.draft_bulletin, ago(hours=22), device_id=device.id,
        looks_like="حقيبة ظهر سوداء متروكة على سطح دار مطلّ على طريق تمرّ منه الدوريات، وحولها غطاء قماشي جديد",
        advice="تُغيّر الدورية طريقها وتُبلغ عن الموضع بالوصف لا بالوقوف عنده",
    )  # fmt: skip
    stage.do(
        PROSECUTOR, actions.send_bulletin, ago(hours=20), bulletin_id=row.id,
        recipient_ids=[stage.agency(code) for code in RECIPIENTS],
        reasons="قد تصادف دوريات المحافظات الثلاث مثلها، وليس في النشرة شيء من القضية",
    )  # fmt: skip
    mine = stage.actor(TELLS_UNITS).agency_ids
    copies = stage.see(TELLS_UNITS, gateway_queries.disclosures, recipient_ids=mine)
    copy = next(one for one in copies if one.subject_id == row.id)
    stage.do(TELLS_UNITS, gateway.read_disclosure, ago(hours=19), disclosure_id=copy.id)
    stage.do(
        TELLS_UNITS, gateway.acknowledge_bulletin, ago(hours=18), disclosure_id=copy.id,
        words="قُرئت في طابور الصباح على أربع نقاط وعُلّقت في كل منها",
    )  # fmt: skip
