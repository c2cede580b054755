"""What casework tells the register of statements, and what the register tells back of a doubt about one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tansiq.compartments.custody.actions.writing import append
from tansiq.compartments.custody.models import Detention, Event
from tansiq.gateway import passages
from tansiq.gateway.passage_payloads import StatementDoubted, StatementJudged, StatementTaken
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as

UNKNOWN = "HEARD_AND_NOT_REGISTERED"


def receive_statement(actor: Actor, now: datetime, payload: StatementTaken) -> None:
    """Write into the register that he was heard. Whoever sent it does not learn whether there is such a record; where
    there is none, the inspector does: somebody was heard as held of whom the register knows nothing (EVD-06)."""
    row = _found(payload.detention, actor)
    if row is None:
        with acting_as(actor.through("gateway")):
            clocks.tell(UNKNOWN, role="inspector", now=now, reference=payload.statement)  # rule: EVD-06
        return
    fields = {
        "statement": payload.statement, "place": payload.place or row.place or "?", "counsel": payload.counsel,
        "recorded": payload.recorded, "guardian": payload.guardian,
        "longest_stretch_minutes": payload.longest_stretch_minutes,
    }  # fmt: skip
    _write(row, "statement", fields, payload.at, actor=actor, now=now)


def receive_judged(actor: Actor, now: datetime, payload: StatementJudged) -> None:
    """Write into the register that it may come from ill-treatment, or what a judge ruled."""
    row = _found(payload.detention, actor)
    if row is None:
        return
    fields: dict[str, Any] = {"statement": payload.statement}
    if payload.kind == "taint_alleged":
        fields |= {"indicator": payload.indicator}
    else:
        fields |= {"result": payload.result, "record": payload.record}
    _write(row, payload.kind, fields, payload.at, actor=actor, now=now)


def _found(number: str, actor: Actor) -> Detention | None:
    with acting_as(actor.through("custody")):
        return Detention.objects.select_for_update().filter(number=number).first()


def _write(row: Detention, kind: str, fields: dict[str, Any], at: str, *, actor: Actor, now: datetime) -> None:
    room = actor.through("custody")
    with acting_as(room):
        append(row, kind, actor=room, now=now, at=datetime.fromisoformat(at), fields=fields)


def tell_of_doubt(row: Detention, event: Event, *, actor: Actor, now: datetime) -> None:
    """Casework learns that a statement may come from ill-treatment, whether or not the register knows the statement:
    it and all that derives from it is read by nobody until a judge has ruled. Nothing comes back."""
    payload = StatementDoubted(
        detention=row.number, statement=str(event.fields["statement"]), at=event.at.isoformat(),
        indicator=str(event.fields["indicator"]), words=str(event.details.get("words", "")),
    )  # fmt: skip
    with acting_as(actor.through("gateway")):
        passages.cross("statement_doubted", payload, actor=actor, now=now, owner_id=row.owner_id)
