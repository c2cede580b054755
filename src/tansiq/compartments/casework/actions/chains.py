"""Adding to a chain of custody: the one place where its lines are made and signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from tansiq.compartments.casework import chain
from tansiq.compartments.casework.errors import ChainEnded, NotInYourHands
from tansiq.compartments.casework.models import Exhibit, ExhibitEvent
from tansiq.kernel import keys
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.problems import existing

# What each kind of event makes of the piece; the others leave its state as it is.
STATES = {
    "found": "found", "divided_from": "found", "photographed": "photographed", "rendered_safe": "rendered_safe",
    "left_in_place": "left_in_place", "sealed": "sealed", "transferred": "transferred", "analysed": "analysed",
    "in_court": "in_court", "returned": "returned", "destroyed": "destroyed",
}  # fmt: skip


def installation_key() -> Ed25519PrivateKey:
    """The key by which this installation signs what it carries out of its exhibit rooms."""
    return keys.signing_key(settings.TANSIQ_DATA_DIR, "exhibits")


def installation_name() -> str:
    """What a chain calls this installation: the place of its charter, and the beginning of its key."""
    return f"tansiq/{charter.current().jurisdiction.code}/{chain.public_hex(installation_key())[:8]}"


def hand(actor: Actor) -> str:
    """What a chain calls the actor: the staff number, which says whose hand it is and outlives a name."""
    return actor.staff_number


def signature(actor: Actor, event: Mapping[str, Any], now: datetime) -> dict[str, str]:
    """The actor's own signature, by a key that only the master key opens.

    Raises:
        Reauthenticate: the last proof of who acts is too old to sign.
    """
    actor.require_fresh()
    key = keys.member_key(settings.TANSIQ_DATA_DIR, actor.member)
    return chain.sign(key, event, hand=hand(actor), at=now)


def official(actor: Actor) -> dict[str, str]:
    """Who acts, as a court wants to read it: name and agency beside the hand."""
    return {"name": actor.name, "agency": actor.agency_name}


def locked(exhibit_id: UUID) -> Exhibit:
    """The piece, locked, that exists for the actor.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Exhibit.objects.select_for_update(of=("self",)).filter(id=exhibit_id))


def require_held(row: Exhibit, actor: Actor) -> None:
    """Refuse whoever does not have the piece.

    Raises:
        ChainEnded: it has left the room.
        NotInYourHands: somebody else has it (EVD-02).
    """
    if row.has_ended:
        raise ChainEnded
    if row.holder_id != actor.member_id:  # rule: EVD-02
        raise NotInYourHands


def next_event(row: Exhibit, kind: str, data: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """The event that would come next, unsigned."""
    return chain.body(seq=row.count + 1, at=at, kind=kind, data=data, before=_last_line(row).encode())


def _last_line(row: Exhibit) -> str:
    last = ExhibitEvent.objects.filter(exhibit_id=row.id).order_by("-seq").first() if row.count else None
    return last.line if last else row.header


def append(
    row: Exhibit, event: Mapping[str, Any], signatures: Sequence[Mapping[str, str]], *, actor: Actor, now: datetime
) -> ExhibitEvent:
    """Add a signed event; the piece itself is saved by whoever calls. Any transfer that waits lapses."""
    line = chain.line(event, signatures)
    row.count, row.head = event["seq"], chain.digest(line)
    row.state = STATES.get(event["kind"], row.state)
    row.has_ended = event["kind"] in chain.ENDS
    row.taker_id, row.offer = None, None
    return ExhibitEvent(
        exhibit=row, owner_id=row.owner_id, seq=event["seq"], at=now, kind=event["kind"], line=line.decode(),
        member_id=actor.member,
    )  # fmt: skip


CHANGED = ("count", "head", "state", "has_ended", "taker_id", "offer")


def act(
    row: Exhibit, kind: str, data: Mapping[str, Any], *, actor: Actor, now: datetime, changed: Sequence[str] = ()
) -> ExhibitEvent:
    """Let whoever has the piece add an event about it, signed by that hand.

    Raises:
        ChainEnded, NotInYourHands: as `require_held`.
        Reauthenticate: the last proof of who acts is too old to sign.
    """
    require_held(row, actor)
    event = next_event(row, kind, {**data, "by": official(actor)}, now)
    entry = append(row, event, [signature(actor, event, now)], actor=actor, now=now)
    entry.save(force_insert=True)
    row.save(update_fields=[*CHANGED, *changed])
    return entry
