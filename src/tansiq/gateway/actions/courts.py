"""What a court said, on its way to the gate and to the victims' office."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.gateway import passages
from tansiq.gateway.models import Crossing
from tansiq.gateway.passage_payloads import CooperationNotice, CourtRelease, HearingNotice, RulingNotice
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.db import acting_as


@transaction.atomic
def pass_release(
    *,
    actor: Actor,
    now: datetime,
    detention: str,
    ground: str,
    order: str,
    said_at: datetime,
    by: str,
    name: str,
    owner_id: UUID,
    decision_id: UUID,
) -> Crossing:
    """Let an order of release pass to the register of detentions, where it is a task at the gate (JUD-09, JOC-08).

    Args:
        detention: number in the register.
        ground: `acquitted`, `dropped` or `other`; the register knows which of them clear somebody.
        order: number of the paper; empty while it was only spoken, which counts all the same (Q-26).
        by: who said it, as far as it was written down.
        name: whom the court named; the gate holds it against the register, for a number is mistyped easily.
    """
    room = actor.through("gateway")
    payload = CourtRelease(
        detention=detention, ground=ground, order=order, said_at=said_at.isoformat(), by=by, name=name,
        decision=str(decision_id),
    )  # fmt: skip
    with acting_as(room):
        return passages.cross("court_release", payload, actor=room, now=now, owner_id=owner_id, decision_id=decision_id)


@transaction.atomic
def pass_hearing(
    *,
    actor: Actor,
    now: datetime,
    heirs_record: str,
    hearing: str,
    starts_at: datetime,
    place: str,
    owner_id: UUID,
    said: str = "set",
) -> Crossing:
    """Let hour and place of a hearing pass to the victims' room, whose office reaches heirs by their safe way (G10).

    Args:
        said: `set`, `moved` to this hour, or `cancelled`.

    Which office it is, that room finds out by itself; nothing of it comes back.
    """
    room = actor.through("gateway")
    payload = HearingNotice(
        heirs_record=heirs_record, hearing=hearing, starts_at=starts_at.isoformat(), place=place, said=said
    )
    with acting_as(room):
        return passages.cross("hearing_notice", payload, actor=room, now=now, owner_id=owner_id)


@transaction.atomic
def pass_ruling(*, actor: Actor, now: datetime, cases: list[str], heirs_records: list[str], owner_id: UUID) -> Crossing:
    """Let it pass that something was ruled in a case: its numbers and those of heirs' files, and nothing of the ruling.

    Which office keeps a file the victims' room finds out by itself; nothing of it comes back.
    """
    room = actor.through("gateway")
    payload = RulingNotice(cases=cases, heirs_records=heirs_records, at=now.isoformat())
    with acting_as(room):
        return passages.cross("ruling_notice", payload, actor=room, now=now, owner_id=owner_id)


@transaction.atomic
def pass_cooperation(*, actor: Actor, now: datetime, reference: str, owner_id: UUID, decision_id: UUID) -> Crossing:
    """Let it pass that somebody accused speaks to the prosecution: the reference of the case, and nothing of the file.

    Whose heirs it concerns the victims' room finds out by itself; nothing of that comes back (REP-01).
    """
    room = actor.through("gateway")
    payload = CooperationNotice(case=reference, told_at=now.isoformat())
    with acting_as(room):
        return passages.cross(
            "cooperation_notice", payload, actor=room, now=now, owner_id=owner_id, decision_id=decision_id
        )
