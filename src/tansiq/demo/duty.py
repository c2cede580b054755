"""Who stands by: the roster of the nights to come, the reviews of accounts, one approval by phone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tansiq.demo import cast, characters, second_factor
from tansiq.demo.holdings import WADI, propose, report, terms
from tansiq.demo.stage import Stage, ago
from tansiq.desk.views.roster import night_of
from tansiq.kernel.access import actions
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.decisions.errors import WrongPhoneCode

NIGHTS = 3
HEAD_OF_ROOM = "demo-watch"
# Whose review is due: every other account was reviewed a month ago.
DUE = "demo-coast2"
# Head who plans; handle, function, on call. Between Mahra and Shabwa nobody of a third agency validates: the one gap.
ROSTER = (
    ("demo-watch", "demo-watch", "watch_officer", False),
    ("demo-custody", "demo-custody", "custody_officer", False),
    ("demo-approver", "demo-owner", "releaser", True),
    ("demo-approver", "demo-owner", "analyst", True),
    ("demo-approver", "demo-approver", "approver", True),
    ("demo-wadi2", "demo-wadi", "releaser", True),
    ("demo-wadi2", "demo-wadi", "analyst", True),
    ("demo-wadi2", "demo-wadi2", "approver", True),
    ("demo-shabwa2", "demo-shabwa", "releaser", True),
    ("demo-shabwa2", "demo-shabwa", "analyst", True),
    ("demo-shabwa2", "demo-shabwa2", "approver", True),
    ("demo-shabwa2", "demo-shabwa2", "validator", True),
    ("demo-information2", "demo-information", "releaser", True),
    ("demo-information2", "demo-information", "analyst", True),
    ("demo-information2", "demo-information2", "approver", True),
    ("demo-mahra3", "demo-mahra2", "releaser", True),
    ("demo-mahra3", "demo-mahra2", "analyst", True),
    ("demo-mahra3", "demo-mahra3", "approver", True),
    ("demo-mahra3", "demo-validator", "validator", False),
)


def stand_by(stage: Stage) -> None:
    """Reviews and roster; runs with everybody enrolled."""
    _reviews(stage)
    for night in range(NIGHTS):
        _roster(stage, timedelta(days=night))


def _reviews(stage: Stage) -> None:
    """The accreditor reviewed everybody a month ago, but for one account; the head of the joint room reviewed him."""
    for row in cast.MEMBERS:
        if row.handle in (DUE, "demo-coastguard"):
            continue
        reviewer = HEAD_OF_ROOM if row.handle == cast.ACCREDITOR else cast.ACCREDITOR
        stage.do(
            reviewer, actions.review_account, ago(days=30), kept=list(row.roles), reason="الأدوار ما زالت لازمة لعمله",
            member_id=stage.actor(row.handle).member,
        )  # fmt: skip


def _roster(stage: Stage, later: timedelta) -> None:
    since, until = (moment + later for moment in night_of(stage.now))
    for head, handle, function, is_on_call in ROSTER:
        stage.do(
            head, actions.plan_shift, ago(), member_id=stage.actor(handle).member, function=function, starts_at=since,
            ends_at=until, is_on_call=is_on_call,
        )  # fmt: skip


def by_phone(stage: Stage) -> None:
    """An approver of the Wadi accepted by phone an hour ago and has not confirmed it yet."""
    said = "نقل ذخيرة إلى مخزن خارج المدينة لهجوم"
    tip = report(stage, WADI, ago(days=1, hours=2), f"ذكر مصدر أن {characters.BY_PHONE.full} {said}.", "و-12")
    row = propose(
        stage, WADI, characters.BY_PHONE, ago(hours=2), act="LOGISTICS", words=said, reports=(tip.id,),
        terms=terms(WADI, 1),
    )  # fmt: skip
    stage.do("demo-checkpoint", actions.go_on_duty, ago(hours=2), until=stage.now + ago(hours=5))
    given: dict[str, Any] = {"act": "intelligence.accept", "subject_id": row.id, "handle": "demo-wadi2"}
    reasons = "قُرئ عليّ رقم المقترح وسنده، وأقبله لأن الخطر قائم الليلة"
    for last in (False, True):  # a code may end between being made and being typed
        try:
            with second_factor.passing(given["handle"]) as code:
                given |= {"reasons": reasons, "code": code}
                stage.do("demo-checkpoint", decisions.approve_by_phone, ago(hours=1), **given)
        except WrongPhoneCode:
            if last:
                raise
        else:
            return
