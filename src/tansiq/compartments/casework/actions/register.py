"""What the register of detentions learns of statements: by a passage, numbers and conditions, never what was said."""

from __future__ import annotations

from datetime import datetime

from tansiq.compartments.casework.models import Statement
from tansiq.gateway import passages
from tansiq.gateway.passage_payloads import CasePayload, StatementJudged, StatementTaken
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.db import acting_as


def heard(row: Statement, *, actor: Actor, now: datetime) -> None:
    """Somebody who is held was heard."""
    payload = StatementTaken(
        detention=row.detention, statement=row.number, at=row.began_at.isoformat(),
        place="" if row.is_place_listed else row.place, counsel=row.counsel == Statement.Counsel.ATTENDED,
        recorded=row.is_recorded, guardian=row.has_guardian, longest_stretch_minutes=row.longest_stretch_minutes,
    )  # fmt: skip
    _cross("statement", payload, row, actor, now)


def judged(
    row: Statement, kind: str, *, actor: Actor, now: datetime, indicator: str = "", result: str = "", record: str = ""
) -> None:
    """His statement may come from ill-treatment, or a judge has ruled on it."""
    payload = StatementJudged(
        detention=row.detention, statement=row.number, at=now.isoformat(), kind=kind, indicator=indicator,
        result=result, record=record,
    )  # fmt: skip
    _cross("statement_judged", payload, row, actor, now)


def _cross(passage: str, payload: CasePayload, row: Statement, actor: Actor, now: datetime) -> None:
    # What a court heard is the court's; of somebody who is free the register has nothing to learn.
    if not row.detention or row.kind == Statement.Kind.COURT_RECORD:
        return
    with acting_as(actor.through("gateway")):
        passages.cross(passage, payload, actor=actor, now=now, owner_id=row.owner_id)  # rule: EVD-04
