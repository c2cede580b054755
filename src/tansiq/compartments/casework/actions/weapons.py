"""Weapons with their marks, and questions to whoever made or sold them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, Unpack
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework.actions import telling, terms
from tansiq.compartments.casework.actions.quarantine import record_of
from tansiq.compartments.casework.drafts import WeaponMarks
from tansiq.compartments.casework.models import Exhibit, Incident, TraceRequest, Weapon
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, Together, existing
from tansiq.people.rules import canonical, new_number

TWICE = "WEAPON-SERIAL-TWICE"
SERIAL_LENGTHS = range(4, 16)
READ: Final = ("maker", "country", "calibre", "serial", "marks", "lot")


def _flags(serial: str, serial_state: str) -> list[str]:
    odd = bool(serial) and len(serial) not in SERIAL_LENGTHS
    return [
        *(["SERIAL_OF_ODD_LENGTH"] if odd else []),
        *(["SERIAL_OBLITERATED"] if serial_state == "obliterated" else []),
    ]


def _marks(given: WeaponMarks, now: datetime) -> dict[str, Any]:
    """Marks as they were read.

    Raises:
        Invalid: a type or a state of the serial that there is not, or a serial that was read and is not given.
    """
    asked = Together()
    if given["serial_state"] not in Weapon.SerialState:
        asked.fault("serial_state", "UNKNOWN" if given["serial_state"] else "MISSING")
    asked.ask(lambda: terms.require_code("weapon_types", given["type"], "type", now))
    is_read = given["serial_state"] in (Weapon.SerialState.READ, Weapon.SerialState.PARTLY)
    may_be_empty = tuple(name for name in READ if name != "serial" or not is_read)
    read = {name: given.get(name, "") for name in READ}
    told = asked.ask(lambda: terms.require_fields(now, read, may_be_empty=may_be_empty))
    asked.settle()
    return told or {}


@transaction.atomic
def record_weapon(*, actor: Actor, now: datetime, incident_id: UUID, **given: Unpack[WeaponMarks]) -> Weapon:
    """Write down a weapon or ammunition with its marks. A serial of an odd length is kept as it was read, and flagged.

    The same serial in another incident is told to the prosecution of each; the records stay two (EVD-07, E21).

    Raises:
        NotFound, NotPermitted: no such incident, or the actor handles no exhibits.
        NotARecord: the case has no such exhibit.
        Invalid: a type that the charter lacks, or a serial that was read and is not given.
    """
    incident = existing(Incident.objects.select_related("case").filter(id=incident_id))
    actor.require("casework.exhibit")
    told = _marks(given, now)
    number = given.get("exhibit_number", "").strip()
    piece = record_of(incident.case_id, number) if number else None
    folded = canonical(told["serial"])
    row = Weapon(
        number=new_number("weapon"), incident=incident, exhibit=piece if isinstance(piece, Exhibit) else None,
        type=given["type"], serial_folded=folded,
        serial_state=given["serial_state"], is_loaded=given["is_loaded"], flags=_flags(folded, given["serial_state"]),
        **told, **terms.written(incident.case, actor, now),
    )  # fmt: skip
    twins = _twins(row, actor)
    if twins:
        row.flags = [*row.flags, "SERIAL_SEEN_BEFORE"]
    row.save(force_insert=True)
    for number, owner_id in sorted({(row.number, row.owner_id), *twins} if twins else set()):
        telling.tell_prosecution(  # rule: EVD-07, E21
            TWICE, agency_id=owner_id, reference=number, kind="casework.weapon", record_id=None, actor=actor, now=now
        )
    audit.record("casework.weapon_recorded", row, actor=actor, at=now, reference=row.number, after=row.type)
    return row


def _twins(row: Weapon, actor: Actor) -> set[tuple[str, UUID]]:
    """Numbers and prosecutions of weapons with this serial in other incidents; whoever writes does not learn them."""
    if row.serial_state != Weapon.SerialState.READ or not row.serial_folded:
        return set()
    with acting_as(actor.through("serials")):
        same = Weapon.objects.filter(serial_folded=row.serial_folded, serial_state=Weapon.SerialState.READ)
        return set(same.exclude(incident_id=row.incident_id).values_list("number", "owner_id"))


@transaction.atomic
def ask_trace(*, actor: Actor, now: datetime, weapon_id: UUID, sent_to: str, words: str) -> TraceRequest:
    """Write down that a country or maker was asked about a weapon (ITI).

    Raises:
        NotFound, NotPermitted, Invalid: no such weapon, the actor handles no exhibits, or nobody was asked.
    """
    row = existing(Weapon.objects.select_related("case").filter(id=weapon_id))
    actor.require("casework.exhibit")
    told = terms.require_fields(now, {"sent_to": sent_to, "words": words})
    made = TraceRequest(number=new_number("trace_request"), weapon=row, **told, **terms.written(row.case, actor, now))
    made.save(force_insert=True)
    audit.record("casework.trace_asked", row, actor=actor, at=now, reference=made.number)
    return made


@transaction.atomic
def answer_trace(*, actor: Actor, now: datetime, request_id: UUID, answer: str, answered_at: datetime) -> TraceRequest:
    """Enter the answer to a question about a weapon, with the moment at which it came (EVD-08).

    Raises:
        NotFound, NotPermitted: no such question, or the actor handles no exhibits.
        Invalid: answered before, no words, or a moment that cannot have been.
    """
    row = existing(TraceRequest.objects.filter(id=request_id))
    actor.require("casework.exhibit")
    told = terms.require_fields(now, {"answer": answer, "answered_at": answered_at})
    row = TraceRequest.objects.select_for_update(of=("self",)).get(id=row.id)
    if row.answered_at is not None:
        raise Invalid(errors=[{"field": "answer", "code": "TAKEN"}])
    row.answer, row.answered_at, row.answered_by = told["answer"], told["answered_at"], terms.require_person(actor)
    row.save(update_fields=["answer", "answered_at", "answered_by"])
    audit.record("casework.trace_answered", row, actor=actor, at=now, reference=row.number)
    return row
