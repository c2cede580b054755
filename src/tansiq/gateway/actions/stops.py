"""Stops: prison and prosecution learn that a court must speak first, and nothing of why.

The words are the same for every cause. A stop frees nobody and orders nothing: what cannot be undone waits.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.gateway import passages
from tansiq.gateway.errors import AlreadyDecided
from tansiq.gateway.models import Stop
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound
from tansiq.people.rules import new_number

# Who is told, and the clock within which each has it in hand; when it is late that one and the inspector hear of it.
ACKNOWLEDGE = {"custody_officer": "HOLD-ACKNOWLEDGE-PRISON", "prosecutor": "HOLD-ACKNOWLEDGE"}


@transaction.atomic
def raise_stop(*, actor: Actor, now: datetime, reference: str, owner_id: UUID) -> list[UUID]:
    """Tell prison and prosecution that everything irreversible about a case waits for the court.

    Args:
        actor: of whichever room; nobody who is told learns which.
        reference: of the case against the accused, as prison and prosecution know it.
        owner_id: agency that must see to it that both have it in hand within the hour.
    """
    room = actor.through("gateway")
    found = []
    with acting_as(room):
        for told, clock in ACKNOWLEDGE.items():
            row = Stop(
                number=new_number("stop"), told=told, reference=reference, raised_at=now,
                due_at=clocks.due_of(clock, now),
            )  # fmt: skip
            row.save(force_insert=True)
            clocks.start(clock, row, owner_id=owner_id, reference=row.number, now=now, due_at=row.due_at)
            passages.cross("stop", passages.StopSign(stop=row.number), actor=room, now=now, owner_id=owner_id)
            audit.record("gateway.stop_raised", row, actor=room, at=now, reference=row.number, owner_id=owner_id)
            found.append(row.id)
    return found


@transaction.atomic
def lift_stops(*, actor: Actor, now: datetime, stop_ids: Collection[UUID], owner_id: UUID) -> None:
    """A judge has ruled: the room that raised these stops takes them off."""
    room = actor.through("gateway")
    with acting_as(room):
        for row in Stop.objects.filter(id__in=list(stop_ids), lifted_at=None):
            row.lifted_at = now
            row.save(update_fields=["lifted_at"])
            clocks.stop_all(row.id, now=now)
            audit.record("gateway.stop_lifted", row, actor=room, at=now, reference=row.number, owner_id=owner_id)


@transaction.atomic
def acknowledge_stop(*, actor: Actor, now: datetime, stop_id: UUID, heard_from: str, on_paper: bool) -> Stop:
    """Whoever was told has it in hand: by voice, with the name of the caller, and on paper.

    Raises:
        NotFound: no such stop for the actor's role.
        NotPermitted: the actor takes no stops.
        AlreadyDecided: acknowledged before.
        Invalid: nobody is named who said it, or the paper is not in hand.
    """
    row = Stop.objects.select_for_update().filter(id=stop_id).first()
    if row is None:
        raise NotFound
    actor.require("gateway.take_stop")
    if row.acknowledged_at is not None:
        raise AlreadyDecided
    words = heard_from.replace("\0", "").strip()[:120]
    missing = [name for name, is_there in (("heard_from", words), ("on_paper", on_paper)) if not is_there]
    if missing:  # rule: Q-23
        raise Invalid(errors=[{"field": name, "code": "MISSING"} for name in missing])
    row.acknowledged_at, row.acknowledged_by, row.heard_from = now, actor.user, words
    row.save(update_fields=["acknowledged_at", "acknowledged_by", "heard_from"])
    clock = ACKNOWLEDGE[row.told]
    with acting_as(actor.through("gateway")):
        clocks.meet(clock, row.id, now=now)
    clocks.answer_alarms(clock, row.id, actor=actor, now=now, done=words)  # the inspector closes his own (G14)
    audit.record("gateway.stop_acknowledged", row, actor=actor, at=now, reference=row.number)
    return row
