"""From hand to hand: offered and signed by whoever has a piece, taken and signed by the other, on the phone of each.

Until it is taken a piece is where it was; there is no moment at which it is in two hands or in none. Where nobody
signed for it, the break is shown as a break with its reason, and nothing is ever put into it (EVD-02).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework import chain
from tansiq.compartments.casework.actions import chains, exhibits, terms
from tansiq.compartments.casework.actions.cases import hand_of
from tansiq.compartments.casework.errors import ChainEnded, LiveDevice, NotAHand, NothingOffered, NotInYourHands
from tansiq.compartments.casework.models import Exhibit, ExhibitEvent
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.problems import Invalid, Together

GAP, IRREGULAR = "CUSTODY-GAP", "LIVE-DEVICE-MOVED"


@transaction.atomic
def offer_transfer(
    *, actor: Actor, now: datetime, exhibit_id: UUID, staff_number: str, place: str, purpose: str, is_seal_intact: bool,
    magazine: str = "",
) -> Exhibit:  # fmt: skip
    """Offer a piece to another hand, signed. It stays in the giver's until the other has signed.

    Args:
        staff_number: of whoever is to take it, as on the card.
        place: where it is to lie then.
        magazine: number of the licence of the magazine, for explosives and what was taken out of a device.

    Raises:
        NotFound, NotPermitted, NotInYourHands, ChainEnded: it is not for the actor to give.
        LiveDevice: it may still go off, or it is explosive and goes to no licensed magazine (EVD-01).
        NotAHand: nobody has this number, or it is the giver's own.
        Invalid: no place, or no purpose.
    """
    row = chains.locked(exhibit_id)
    actor.require("casework.exhibit")
    exhibits.require_safe(row, chain.TRANSFER)
    chains.require_held(row, actor)
    asked, given = Together(), {"place": place, "purpose": purpose, "magazine": magazine}
    told = asked.ask(lambda: terms.require_fields(now, given, may_be_empty=("magazine",))) or {}
    if exhibits.is_explosive(row.category) and not magazine.strip():  # rule: EVD-01
        asked.refuse(
            LiveDevice(errors=[{"field": "magazine", "code": "MISSING"}], subject=("casework.exhibit", row.id))
        )
    taker_id = asked.ask(lambda: _taker(staff_number, actor))
    asked.settle()
    data = {
        "from": chains.hand(actor), "to": staff_number.strip().upper(), "by": chains.official(actor), **told,
        "seal": row.seal, "seal_intact": is_seal_intact,
    }  # fmt: skip
    event = chains.next_event(row, chain.TRANSFER, data, now)
    row.taker_id = taker_id
    row.offer = {"event": event, "signature": chains.signature(actor, event, now)}
    row.save(update_fields=["taker_id", "offer"])
    audit.record("casework.transfer_offered", row, actor=actor, at=now, reference=row.number)
    return row


def _taker(staff_number: str, actor: Actor) -> UUID:
    taker_id, _agency = hand_of(staff_number)
    if taker_id == actor.member_id:
        raise NotAHand(errors=[{"field": "staff_number", "code": "SAME_PERSON"}])
    return taker_id


@transaction.atomic
def withdraw_offer(*, actor: Actor, now: datetime, exhibit_id: UUID) -> Exhibit:
    """Take an offer back before the other hand has signed.

    Raises:
        NotFound, NotPermitted, NotInYourHands, ChainEnded: it is not the actor's.
        NothingOffered: none waits.
    """
    row = chains.locked(exhibit_id)
    actor.require("casework.exhibit")
    chains.require_held(row, actor)
    if row.offer is None:
        raise NothingOffered
    row.taker_id, row.offer = None, None
    row.save(update_fields=["taker_id", "offer"])
    audit.record("casework.transfer_withdrawn", row, actor=actor, at=now, reference=row.number)
    return row


@transaction.atomic
def take_over(*, actor: Actor, now: datetime, exhibit_id: UUID) -> ExhibitEvent:
    """Sign for a piece that was offered: from this moment it is in the actor's hand.

    Raises:
        NotFound, NotPermitted: no such piece, or the actor handles none.
        NothingOffered: none was offered to the actor, or the chain has gone on since.
        LiveDevice: meanwhile it was found to be live (EVD-01).
    """
    row = chains.locked(exhibit_id)
    actor.require("casework.exhibit")
    if row.offer is None or row.taker_id != actor.member_id:
        raise NothingOffered
    exhibits.require_safe(row, chain.TRANSFER)
    event, giver = row.offer["event"], row.offer["signature"]
    if event != chains.next_event(row, chain.TRANSFER, event["data"], datetime.fromisoformat(event["at"])):
        raise NothingOffered
    entry = chains.append(row, event, [giver, chains.signature(actor, event, now)], actor=actor, now=now)
    row.holder_id, row.holder_hand, row.place = actor.member, chains.hand(actor), event["data"]["place"]
    entry.save(force_insert=True)
    row.save(update_fields=[*chains.CHANGED, "holder_id", "holder_hand", "place"])
    audit.record("casework.transfer_taken", row, actor=actor, at=now, reference=row.number)
    return entry


@transaction.atomic
def declare_gap(
    *, actor: Actor, now: datetime, exhibit_id: UUID, since: datetime, reason: str, place: str
) -> ExhibitEvent:
    """Say that a piece is in one's hand though nobody handed it over, since when nobody signed for it, and why.

    Recording it is never refused for being irregular, nor for how the reason is worded (W-4): the inspector is told.

    Raises:
        NotFound, NotPermitted: no such piece, or the actor handles none.
        ChainEnded, Invalid: it has left the room; it is in the actor's hand by its chain; a reason under ten
            characters, or no place.
    """
    row = chains.locked(exhibit_id)
    actor.require("casework.exhibit")
    if row.has_ended:
        raise ChainEnded
    if row.holder_id == actor.member_id:
        raise Invalid(errors=[{"field": "reason", "code": "SAME_PERSON"}])
    told = terms.require_fields(now, {"since": since, "place": place})
    words = terms.require_length(reason, "reason")
    data = {
        "from": row.holder_hand, "to": chains.hand(actor), "since": since.isoformat(), "reason": words,
        "place": told["place"], "by": chains.official(actor),
    }  # fmt: skip
    event = chains.next_event(row, chain.GAP, data, now)
    entry = chains.append(row, event, [chains.signature(actor, event, now)], actor=actor, now=now)
    row.holder_id, row.holder_hand, row.place = actor.member, chains.hand(actor), told["place"]
    entry.save(force_insert=True)
    row.save(update_fields=[*chains.CHANGED, "holder_id", "holder_hand", "place"])
    clocks.tell(GAP, role="inspector", now=now, reference=row.number, subject=("casework.exhibit", row.id))
    audit.record("casework.gap_declared", row, actor=actor, at=now, reference=row.number)
    return entry


@transaction.atomic
def record_irregular(*, actor: Actor, now: datetime, exhibit_id: UUID, place: str, words: str) -> ExhibitEvent:
    """Write down that a live device was moved or stored, though nobody may: a fact is never refused (W-4).

    Raises:
        NotFound, NotPermitted, NotInYourHands, ChainEnded: it is not in the actor's hand; a gap says so first.
        Invalid: no place, or no words.
    """
    row = chains.locked(exhibit_id)
    actor.require("casework.exhibit")
    told = terms.require_fields(now, {"place": place, "words": words})
    row.place, row.flags = told["place"], sorted({*row.flags, "LIVE_MOVED"})
    entry = chains.act(row, "irregular", told, actor=actor, now=now, changed=("place", "flags"))
    clocks.tell(IRREGULAR, role="inspector", now=now, reference=row.number, subject=("casework.exhibit", row.id))
    audit.record("casework.live_device_moved", row, actor=actor, at=now, reference=row.number)
    return entry


def offer_all(
    *,
    actor: Actor,
    now: datetime,
    exhibit_ids: list[UUID],
    staff_number: str,
    place: str,
    purpose: str,
    magazine: str = "",
) -> list[Exhibit]:
    """Offer what a place holds to the hand that takes the place over: each piece by itself, each signed for (EVD-14).

    What is still live is left out and stays where it is; what the other does not sign for stays with the giver.

    Raises:
        NotInYourHands, NotAHand, Invalid: as `offer_transfer`.
    """
    offered = []
    for exhibit_id in sorted(set(exhibit_ids)):  # rule: EVD-14 -> for exhibit_id in sorted(set(exhibit_ids))[:1]:
        row = Exhibit.objects.filter(id=exhibit_id).first()
        if row is None or row.holder_id != actor.member_id:
            raise NotInYourHands
        if row.is_live or (exhibits.is_explosive(row.category) and not magazine.strip()):
            continue
        offered.append(
            offer_transfer(
                actor=actor, now=now, exhibit_id=exhibit_id, staff_number=staff_number, place=place, purpose=purpose,
                is_seal_intact=True, magazine=magazine,
            )
        )  # fmt: skip
    return offered
