"""A release: ordered, a task at the gate at once, carried out, and what follows for whoever was cleared (G17, G18)."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from tansiq.compartments.custody.actions import tasks
from tansiq.compartments.custody.actions.writing import append, found, happened_at, require_any, witness
from tansiq.compartments.custody.models import Detention, Event, Task
from tansiq.gateway import actions as gateway
from tansiq.gateway.passage_payloads import CourtRelease
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid

# Why somebody is released, and which of these clear him: the last is on everybody's list of records to put right.
GROUNDS: Final = ("acquitted", "dropped", "mistaken", "bail", "served", "unlawful", "other")
CLEARS: Final = frozenset({"acquitted", "dropped", "mistaken"})
UNPLACED = "RELEASE-UNPLACED"


@transaction.atomic
def order_release(
    *, actor: Actor, now: datetime, detention_id: UUID, ground: str, by: str = "", number: str = "",
    spoken: bool = False, words: str = "", at: datetime | None = None,
) -> Event:  # fmt: skip
    """A release was ordered: it is on the gate's desk at once. One spoken in court counts like a paper (Q-26).

    A prosecutor or a court orders it with reasons; whoever was there, or brings the paper, writes it down as a fact.

    Args:
        ground: a code of `GROUNDS`.
        by: who ordered it, in words.
        at: when it was spoken or signed; the clocks run from it.

    Raises:
        NotFound, NotPermitted: as ever.
        ThinReasons: a prosecutor or a court gives no reasons.
        Invalid: an unknown ground, or a moment ahead.
        Reauthenticate: it opens the gate, and the last proof of who acts is too old.
    """
    row = found(detention_id, actor=actor)
    require_any(actor, "custody.record", "custody.order", "custody.court")
    actor.require_fresh()
    if ground not in GROUNDS:
        raise Invalid(errors=[{"field": "ground", "code": "UNKNOWN" if ground else "MISSING"}])
    moment = happened_at(at, now)
    is_ordered = actor.has("custody.order") or actor.has("custody.court")
    decision_id = _decided(row, ground, words, is_ordered=is_ordered, actor=actor, now=now)
    fields = {"by": by.strip() or actor.agency_name, "number": number.strip() or None, "spoken": spoken}
    event = append(
        row, "release_ordered", actor=actor, now=now, at=moment, fields=fields, decision_id=decision_id,
        details={"ground": ground, "words": words, "is_ordered": is_ordered},
    )  # fmt: skip
    if is_ordered and ground in CLEARS and row.state == Detention.State.RELEASED:
        # He had gone on the word of the gate: what only a court or the prosecution can end falls now.
        _propagate(row, actor=actor, now=now, decision_id=decision_id)
    return event


def _decided(row: Detention, ground: str, words: str, *, is_ordered: bool, actor: Actor, now: datetime) -> UUID:
    """The decision of a prosecutor or a court, with reasons; of anybody else the fact that somebody ordered it."""
    if not is_ordered:
        return witness(row, "release_ordered", actor=actor, now=now, outcome=ground, words=words, flags=[])
    permission = "custody.court" if actor.has("custody.court") else "custody.order"
    return decisions.authorise(
        "custody.release", row, actor=actor, now=now, permission=permission, outcome=ground, owner_id=row.owner_id,
        reasons=words, party_ids=[UUID(str(one)) for one in row.party_ids],
    ).id  # fmt: skip


def take_court_release(actor: Actor, now: datetime, payload: CourtRelease) -> None:
    """A court set somebody free: the order is at the gate at once, whatever the register says of him (JUD-09, G17).

    Comes through the passage `court_release`; spoken without a number it counts like a paper (Q-26). A number that no
    detention has is told to the inspector: nobody is forgotten because somebody mistyped.
    """
    room = actor.through("custody")
    with acting_as(room):
        row = Detention.objects.select_for_update().filter(number=payload.detention.strip().upper()).first()
        if row is not None:
            at = happened_at(datetime.fromisoformat(payload.said_at), now)
            append(
                row, "release_ordered", actor=room, now=now, at=at,
                fields={"by": payload.by, "number": payload.order or None, "spoken": not payload.order},
                details={"ground": payload.ground, "is_ordered": True, "name": payload.name},
                decision_id=UUID(payload.decision),
            )  # fmt: skip
    if row is None:
        with acting_as(actor.through("gateway")):
            clocks.tell(UNPLACED, role="inspector", now=now, reference=payload.detention[:20])
    elif payload.ground in CLEARS and row.state == Detention.State.RELEASED:
        _propagate(row, actor=actor, now=now, decision_id=UUID(payload.decision))


@transaction.atomic
def record_release(
    *, actor: Actor, now: datetime, detention_id: UUID, words: str = "", at: datetime | None = None
) -> Detention:
    """He walked out. If he was cleared, whoever was ever told of him hears it, and he gets a number that protects.

    Raises:
        NotFound, NotPermitted: as ever.
        Invalid: a moment ahead.
    """
    row = found(detention_id, actor=actor)
    actor.require("custody.record")
    fact = witness(row, "released", actor=actor, now=now, outcome="released", words=words, flags=[])
    append(row, "released", actor=actor, now=now, at=happened_at(at, now), details={"words": words}, decision_id=fact)
    if clearing_order(row) is not None:
        _propagate(row, actor=actor, now=now, decision_id=fact)
    elif row.order_number:
        gateway.hold_order(actor=actor, now=now, order_number=row.order_number)  # rule: Q-26
    return row


def clearing_order(row: Detention) -> Event | None:
    """The order that clears him, None where he was released on another ground."""
    ordered = Event.objects.filter(detention_id=row.id, kind="release_ordered").order_by("-at")
    return next((one for one in ordered if one.details.get("ground") in CLEARS), None)


def _propagate(row: Detention, *, actor: Actor, now: datetime, decision_id: UUID) -> None:
    """Copies are recalled, orders of arrest fall, he is protected from the same mistake, a slip can be issued."""
    ordered = clearing_order(row)
    is_ordered = ordered is not None and bool(ordered.details.get("is_ordered"))
    number = gateway.exonerate(
        actor=actor,
        now=now,
        kit_id=row.kit_id,
        order_number=row.order_number,
        reference=row.number,
        owner_id=row.owner_id,
        decision_id=decision_id,
        is_ordered=is_ordered,
        is_numbered=bool(row.redress_number),
    )  # rule: G17, JOC-08 -> number = None
    if not is_ordered:
        with acting_as(actor.through("gateway")):
            for role in ("inspector", "prosecutor"):
                clocks.tell(
                    "RELEASE_UNCONFIRMED", role=role, now=now, reference=row.number,
                    subject=("custody.detention", row.id),
                )  # fmt: skip
    if number is not None:
        row.redress_number = number.number
        with acting_as(actor.through("custody")):
            row.save(update_fields=["redress_number"])
    tasks.open_task(row, Task.Kind.SLIP, actor=actor, now=now)
