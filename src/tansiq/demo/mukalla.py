"""An arrest in Mukalla as that of September 2021: a house, two devices, a rifle. Everybody in it is invented.

The file was on paper and was entered a day later, with the times of then: what was sealed late says so.
"""

from __future__ import annotations

import struct
import zlib
from datetime import timedelta
from typing import Any

from tansiq.compartments.casework import actions, queries
from tansiq.compartments.casework.drafts import ExhibitDraft
from tansiq.demo import bulletins, mukalla_court, mukalla_proof
from tansiq.demo.mukalla_days import dawn
from tansiq.demo.stage import Stage, ago
from tansiq.kernel.charter import queries as charter

DETECTIVE, STORE, SAPPER, LAB, PROSECUTOR = (
    "demo-investigator", "demo-exhibits", "demo-eod", "demo-lab", "demo-prosecutor",
)  # fmt: skip
WITNESSES = ("الرقيب صلاح عمر", "الجندي وهيب سالم")


def play(stage: Stage) -> None:
    """The case of the cell, as far as it has come."""
    case = _case(stage)
    incident = _operation(stage, case)
    rifle = _rifle(stage, incident)
    _notebook(stage, incident)
    _devices(stage, incident)
    _phone(stage, incident)
    mukalla_proof.play(stage, case, incident)
    mukalla_court.play(stage, case)
    bulletins.play(stage, case)
    _waiting(stage, rifle)


def number_of(stage: Stage, handle: str) -> str:
    return stage.actor(handle).staff_number


def _case(stage: Stage) -> Any:
    district = next(row for row in charter.current().districts() if row.name("en") in ("Al Mukalla City", "Al Mukalla"))
    case = stage.do(
        DETECTIVE, actions.open_case, ago(days=12), title="خلية خططت لتفجير مركبة دورية في المكلا",
        district=district.pcode, legal_basis="JOINT-EXCHANGE", prosecution_id=stage.agency("demo-prosecution"),
    )  # fmt: skip
    stage.do(PROSECUTOR, actions.name_worker, ago(days=12), case_id=case.id, staff_number=number_of(stage, SAPPER))
    return case


def _operation(stage: Stage, case: Any) -> Any:
    row = stage.do(
        DETECTIVE, actions.record_incident, ago(days=12), case_id=case.id, kind="OPERATION", happened_at=dawn(stage),
        district=case.district, place="دار من طابقين في حي السلام", order_number=f"311/{dawn(stage).year}",
        words="دُهمت الدار فجرًا بأمر النيابة. قُبض على ثلاثة رجال، وعُثر على عبوتين وبندقية ودفتر وهاتف.",
    )  # fmt: skip
    told = (
        ("ENTERED", 0, "دخل ستة من الباب الشرقي بقيادة الرائد فهد، وبقي اثنان عند الباب."),
        ("CHILDREN", 4, "طفلان دون العاشرة مع أمهما في الطابق الأعلى. أُخرجوا أولًا وسُلّموا إلى الجدة."),
        ("FORCE", 6, "دُفع رجل حاول الوصول إلى غرفة العبوتين فسقط، ولم تُستعمل أسلحة."),
        ("INJURY", 9, "خدش في يد المقبوض عليه الثاني، صُوِّر وعولج في المكان."),
        ("DAMAGE", 15, "كُسر قفل الباب الشرقي. لصاحب الدار أن يطلب التعويض."),
        ("CORRECTION", 20, "تصحيح للسطر الأول: كان عند الباب ثلاثة لا اثنان."),
    )
    for kind, minutes, words in told:
        stage.do(
            DETECTIVE, actions.add_entry, ago(days=12), incident_id=row.id, kind=kind, words=words,
            happened_at=dawn(stage) + timedelta(minutes=minutes),
        )  # fmt: skip
    return row


def _find(stage: Stage, incident: Any, before: timedelta, *, by: str = DETECTIVE, **given: Any) -> Any:
    told: dict[str, Any] = {
        "found_at": dawn(stage) + timedelta(minutes=30), "finder": "الرقيب صلاح عمر", "witnesses": WITNESSES,
        "place": "البحث الجنائي، خزانة القضايا",
    } | given  # fmt: skip
    return stage.do(by, actions.find_exhibit, before, incident_id=incident.id, draft=ExhibitDraft(**told))


def _give(stage: Stage, row: Any, before: timedelta, giver: str, taker: str, place: str, purpose: str) -> None:
    stage.do(
        giver, actions.offer_transfer, before, exhibit_id=row.id, staff_number=number_of(stage, taker), place=place,
        purpose=purpose, is_seal_intact=True, magazine="",
    )  # fmt: skip
    stage.do(taker, actions.take_over, before - ago(minutes=6), exhibit_id=row.id)


def _seal(stage: Stage, row: Any, before: timedelta, by: str, seal: str, packaging: str) -> None:
    stage.do(by, actions.seal_exhibit, before, exhibit_id=row.id, seal=seal, packaging=packaging)


def _rifle(stage: Stage, incident: Any) -> Any:
    """From the house to the room, to the laboratory, a night in nobody's hand, and back."""
    row = _find(
        stage, incident, ago(days=11, hours=20), mark="B-1", category="WPN", found_where="الغرفة الثانية، خلف الخزانة",
        description="بندقية آلية رقمها مطموس، ومخزن فارغ",
    )  # fmt: skip
    stage.do(
        DETECTIVE, actions.add_photograph, ago(days=11, hours=19), exhibit_id=row.id, content=picture(), has_scale=True,
        is_before_moving=True, words="البندقية حيث وُجدت",
    )  # fmt: skip
    _seal(stage, row, ago(days=11, hours=18), DETECTIVE, "S-2231", "صندوق خشبي")
    _give(stage, row, ago(days=11, hours=16), DETECTIVE, STORE, "غرفة المضبوطات، رف ٣", "حفظ")
    _give(stage, row, ago(days=9), STORE, LAB, "المختبر الجنائي", "إظهار الرقم المطموس")
    for kind, words in (("opened", "فُضّ الختم أمام الشاهدين للفحص"), ("analysed", "لم يظهر الرقم، وأثر الطرق واضح")):
        stage.do(LAB, actions.note_event, ago(days=8, hours=20), exhibit_id=row.id, kind=kind, words=words)
    _seal(stage, row, ago(days=8, hours=19), LAB, "S-2232", "صندوق خشبي")
    stage.do(
        DETECTIVE, actions.declare_gap, ago(days=7), exhibit_id=row.id, since=stage.now - ago(days=7, hours=14),
        place="البحث الجنائي، خزانة القضايا", reason="تُركت عند الحراسة ليلة كاملة ولم يوقّع عليها أحد حتى الصباح",
    )  # fmt: skip
    return row


def _notebook(stage: Stage, incident: Any) -> None:
    row = _find(
        stage, incident, ago(days=11, hours=20), mark="B-2", category="DOC", found_where="الغرفة الأولى، على الطاولة",
        description="دفتر فيه أوقات مرور ورسم لشارع",
    )  # fmt: skip
    _seal(stage, row, ago(days=11, hours=18), DETECTIVE, "S-2233", "كيس")
    stage.do(
        DETECTIVE, actions.divide_exhibit, ago(days=10), exhibit_id=row.id, mark="B-2/1", description="ورقة الرسم وحدها"
    )


def _devices(stage: Stage, incident: Any) -> None:
    """One was made safe; the other is live, and stays where it is."""
    safe = _find(
        stage, incident, ago(days=11, hours=22), by=SAPPER, mark="B-3", category="EXP", place="الدار، غرفة السطح",
        found_where="غرفة السطح", description="جسم في حقيبة، أُبطل خطره في مكانه",
    )  # fmt: skip
    stage.do(
        SAPPER, actions.make_safe, ago(days=11, hours=21), exhibit_id=safe.id, certificate=f"EOD-17/{dawn(stage).year}",
        words="أُبطل خطره في مكانه وأُخذت عيّنتان بحضور الشاهدين",
    )  # fmt: skip
    stage.do(
        SAPPER, actions.add_photograph, ago(days=11, hours=20, minutes=30), exhibit_id=safe.id, content=picture(),
        has_scale=True, is_before_moving=True, words="الحقيبة من خارجها قبل رفعها",
    )  # fmt: skip
    _seal(stage, safe, ago(days=11, hours=20), SAPPER, "S-2240", "صندوق معدني")
    stage.do(
        SAPPER, actions.offer_transfer, ago(hours=5), exhibit_id=safe.id, staff_number=number_of(stage, STORE),
        place="مخزن المتفجرات المرخّص", purpose="حفظ حتى أمر الإتلاف", is_seal_intact=False, magazine="MAG-04/2020",
    )  # fmt: skip
    _find(
        stage, incident, ago(days=11, hours=22), by=SAPPER, mark="B-4", category="EXP", is_live=True,
        place="الدار، تحت الدرج", found_where="تحت الدرج", description="جسم ثانٍ لم يقل أحد إنه لن ينفجر",
    )  # fmt: skip


def _phone(stage: Stage, incident: Any) -> None:
    """Collected by soldiers at the checkpoint: the prosecution has not yet authenticated it."""
    row = _find(
        stage, incident, ago(days=10), mark="B-5", category="DEV", found_where="جيب الرجل الثالث عند النقطة",
        finder="العريف ماهر", description="هاتف محمول شاشته مكسورة", witnesses=("الجندي وهيب سالم",),
        collector="اللواء المرابط عند النقطة الشرقية، العريف ماهر، عند الفرار",
    )  # fmt: skip
    _seal(stage, row, ago(days=9, hours=20), DETECTIVE, "S-2234", "كيس مانع")
    _give(stage, row, ago(days=9, hours=12), DETECTIVE, STORE, "غرفة المضبوطات، خزانة الأجهزة", "حفظ")


def _waiting(stage: Stage, rifle: Any) -> None:
    """What waits now: the rifle for the room's signature; and the room has counted what it holds."""
    stage.do(
        DETECTIVE, actions.offer_transfer, ago(hours=3), exhibit_id=rifle.id, staff_number=number_of(stage, STORE),
        place="غرفة المضبوطات، رف ٣", purpose="عودة إلى الحفظ", is_seal_intact=True,
    )  # fmt: skip
    keeper = stage.actor(STORE)
    held = [row for row in stage.see(STORE, queries.exhibits, actor=keeper) if row.holder_id == keeper.member_id]
    stage.do(STORE, actions.count, ago(hours=2), found={row.id: "there" for row in held}, witness="المساعد ثابت عمر")


def picture() -> bytes:
    """A drawn picture: a long dark shape on a light ground, and a scale under it."""
    width, height = 320, 180

    def dot(x: int, y: int) -> int:
        if (70 < y < 90 and 40 < x < 280) or (90 <= y < 120 and 120 < x < 140):
            return 40
        if 150 < y < 160 and 40 < x < 280:
            return 0 if (x - 40) // 24 % 2 else 255
        return 215

    rows = b"".join(b"\0" + bytes(dot(x, y) for x in range(width)) for y in range(height))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
