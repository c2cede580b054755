"""Stops: prison and prosecution learn that a court must speak first, and nothing of why.

The words are the same for every cause. A stop frees nobody and orders nothing: what cannot be undone waits. Nobody here
knows who holds the person: every agency that may hold or prosecute gets one of its own, with its own clock.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction

from tansiq.gateway import known_cases, passages
from tansiq.gateway.errors import AlreadyDecided
from tansiq.gateway.models import Stop
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks import queries as running
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, existing
from tansiq.people.rules import new_number

log = logging.getLogger(__name__)
# Who is told, and the clock within which each has it in hand; when it is late that one and the inspector hear of it.
ACKNOWLEDGE = {"custody_officer": "HOLD-ACKNOWLEDGE-PRISON", "prosecutor": "HOLD-ACKNOWLEDGE"}
UNPLACED = "STOP-UNPLACED"
# In the place of an agency, where none has anybody of the role: the stop holds all the same, and the inspector is told.
NOBODY = UUID(int=0)
# Stops of which one run tells more; the next run tells the rest.
MOST_SPREAD, LONGEST_TOLD = 500, 60


@dataclass(frozen=True)
class _Sign:
    """What all who are told of one stop have in common."""

    id: UUID
    reference: str
    raised_at: datetime
    owner_id: UUID


@transaction.atomic
def raise_stop(*, actor: Actor, now: datetime, reference: str, owner_id: UUID) -> list[UUID]:
    """Tell prison and prosecution that everything irreversible about a case waits for the court.

    Args:
        actor: of whichever room; nobody who is told learns which.
        reference: of the case against the accused, as prison and prosecution know it. Where no case bears it the
            inspector is told, and nobody else: not even the room that raised it learns which cases there are.
        owner_id: agency that must see to it that all have it in hand within the hour.

    Returns:
        Ids of the stops, one for each agency and role that is told.
    """
    room = actor.through("gateway")
    sign = _Sign(uuid4(), reference, now, owner_id)
    with acting_as(room):
        rows = [
            _deliver(sign, told, agency_id, actor=room, now=now)
            for told in ACKNOWLEDGE
            for agency_id in access.agencies_with(told) or [NOBODY]
        ]
        if not known_cases.is_known(reference):  # rule: Q-23
            subject = ("gateway.stop", rows[0].id)
            clocks.tell(UNPLACED, role="inspector", now=now, reference=reference[:LONGEST_TOLD], subject=subject)
    return [row.id for row in rows]


def _deliver(sign: _Sign, told: str, agency_id: UUID, *, actor: Actor, now: datetime) -> Stop:
    """Tell the members of one role in one agency; whoever else is told does not stand in it."""
    row = Stop(
        number=new_number("stop"), told=told, agency_id=agency_id, sign_id=sign.id, reference=sign.reference,
        key=known_cases.key(sign.reference), raised_at=sign.raised_at, due_at=clocks.due_of(ACKNOWLEDGE[told], now),
    )  # fmt: skip
    row.save(force_insert=True)  # rule: Q-23
    clocks.start(
        ACKNOWLEDGE[told], row, owner_id=sign.owner_id, reference=row.number, now=now, due_at=row.due_at,
        waiting_id=agency_id,
    )  # fmt: skip
    passages.cross("stop", passages.StopSign(stop=row.number), actor=actor, now=now, owner_id=sign.owner_id)
    audit.record("gateway.stop_raised", row, actor=actor, at=now, reference=row.number, owner_id=sign.owner_id)
    return row


def _hold(sign_id: UUID) -> None:
    """Tell more of one stop, or lift it, one after the other until the transaction ends: none is told of what fell."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"stop {sign_id}"])


@transaction.atomic
def spread_stops(*, actor: Actor, now: datetime) -> int:
    """Tell agencies that came to have somebody of the role since a stop was raised: a stop that stands holds for all.

    Returns:
        How many were told.
    """
    there = {told: frozenset(access.agencies_with(told)) for told in ACKNOWLEDGE}
    rows = Stop.objects.filter(lifted_at=None).order_by("raised_at", "sign_id")
    known: dict[UUID, set[tuple[str, UUID]]] = {}
    for sign_id, told, agency_id in rows.values_list("sign_id", "told", "agency_id").iterator():
        known.setdefault(sign_id, set()).add((told, agency_id))
    wanted = {(told, agency_id) for told, agencies in there.items() for agency_id in agencies}
    lacking = [sign_id for sign_id, has in known.items() if wanted - has]
    return sum(_spread(sign_id, wanted, actor=actor, now=now) for sign_id in lacking[:MOST_SPREAD])


def _spread(sign_id: UUID, wanted: Collection[tuple[str, UUID]], *, actor: Actor, now: datetime) -> int:
    """Tell those who lack one stop, as it stands once nobody can lift it meanwhile; a fault leaves the others alone."""
    try:
        with transaction.atomic():
            _hold(sign_id)
            rows = list(Stop.objects.filter(sign_id=sign_id).order_by("raised_at", "id"))
            if not rows or any(row.lifted_at is not None for row in rows):
                return 0
            first, clock = rows[0], next((one for row in rows for one in running.of_subject(row.id)), None)
            missing = sorted(set(wanted) - {(row.told, row.agency_id) for row in rows})
            for told, agency_id in missing:
                owner_id = clock.owner_id if clock else agency_id  # clocks of those taken long ago are erased
                sign = _Sign(sign_id, first.reference, first.raised_at, owner_id)
                _deliver(sign, told, agency_id, actor=actor, now=now)
            return len(missing)
    except IntegrityError:
        log.exception("stop not spread", extra={"sign": str(sign_id)})
        return 0


@transaction.atomic
def lift_stops(*, actor: Actor, now: datetime, stop_ids: Collection[UUID], owner_id: UUID) -> None:
    """A judge has ruled: the room that raised these stops takes them off, for every agency that was told since."""
    room = actor.through("gateway")
    with acting_as(room):
        signs = sorted(set(Stop.objects.filter(id__in=list(stop_ids)).values_list("sign_id", flat=True)))
        for sign_id in signs:  # in one order, so that two who lift the same never wait for each other
            _hold(sign_id)
        for row in Stop.objects.filter(sign_id__in=signs, lifted_at=None):
            row.lifted_at = now
            row.save(update_fields=["lifted_at"])
            clocks.stop_all(row.id, now=now)
            audit.record("gateway.stop_lifted", row, actor=room, at=now, reference=row.number, owner_id=owner_id)


@transaction.atomic
def acknowledge_stop(*, actor: Actor, now: datetime, stop_id: UUID, heard_from: str, on_paper: bool) -> Stop:
    """One agency that was told has it in hand: by voice, with the name of the caller, and on paper.

    It speaks for itself alone: the stops of all others stay open with their clocks.

    Raises:
        NotFound: no such stop for the actor's role in the actor's agency.
        NotPermitted: the actor takes no stops.
        AlreadyDecided: acknowledged before.
        Invalid: nobody is named who said it, or the paper is not in hand.
    """
    row = existing(Stop.objects.select_for_update().filter(id=stop_id))
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
