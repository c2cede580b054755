"""The official list of places of detention, and a place that changes hands (E39)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tansiq.compartments.custody import standing
from tansiq.compartments.custody.actions.settling import settle
from tansiq.compartments.custody.actions.writing import ITEMS_CUT, append, require_words, witness
from tansiq.compartments.custody.errors import AlreadyAnswered, PlaceTaken
from tansiq.compartments.custody.models import Detention, Event, Handover, HandoverLine, Place
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, existing
from tansiq.people.rules import new_number

HELD = (Detention.State.HELD, Detention.State.IN_TRANSFER, Detention.State.UNACCOUNTED)


@transaction.atomic
def list_place(
    *,
    actor: Actor,
    now: datetime,
    code: str,
    name_ar: str,
    name_en: str,
    kind: str,
    agency_id: UUID,
    instrument: str,
    is_abroad: bool = False,
) -> Place:
    """Put a place on the official list, from now on: who was held in it before was held off the list.

    Args:
        instrument: the order or decision that makes it a place of detention.

    Raises:
        NotPermitted: neither inspector nor prosecutor.
        PlaceTaken: the code stands on the list.
        Invalid: a name, the instrument or a known kind is missing.
    """
    actor.require("custody.places")
    given = {"code": code, "name_ar": name_ar, "name_en": name_en, "instrument": instrument}
    wrong = [name for name, text in given.items() if not text.strip()]
    if kind not in Place.Kind.values:
        wrong.append("kind")
    if wrong:
        raise Invalid(errors=[{"field": name, "code": "MISSING"} for name in wrong])
    if Place.objects.filter(code=code.strip()).exists():
        raise PlaceTaken(errors=[{"field": "code", "code": "TAKEN"}])
    row = Place(
        kind=kind, agency_id=agency_id, is_abroad=is_abroad, listed_at=now, listed_by=actor.user,
        **{name: text.strip() for name, text in given.items()},
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("custody.place_listed", row, actor=actor, at=now, after=row.code, owner_id=agency_id)
    return row


@transaction.atomic
def delist_place(*, actor: Actor, now: datetime, place_id: UUID, reasons: str) -> Place:
    """Take a place off the list; whoever is held in it is held off the list from this moment, and the inspector told.

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
        AlreadyAnswered: it is off the list.
    """
    row = existing(Place.objects.select_for_update().filter(id=place_id))
    actor.require("custody.places")
    require_words(reasons, "reasons")
    if row.until is not None:
        raise AlreadyAnswered
    row.until, row.delisted_by = now, actor.user
    row.save(update_fields=["until", "delisted_by"])
    audit.record("custody.place_delisted", row, actor=actor, at=now, words=reasons, owner_id=row.agency_id)
    with acting_as(actor.through("custody")):
        held = list(Detention.objects.select_for_update().filter(place=row.code, state__in=HELD, ended_at=None))
        Detention.objects.filter(id__in=[one.id for one in held]).update(looks_at=now)
    return row


@transaction.atomic
def begin_handover(*, actor: Actor, now: datetime, place_id: UUID, to_id: UUID, reasons: str) -> Handover:
    """Draw up the sheet of everybody held in a place that changes hands: order, medical, property, release, next date.

    From this moment the receiving authority reads the records of those on the sheet.

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
    """
    place = existing(Place.objects.filter(id=place_id, agency_id__in=actor.agency_ids))
    actor.require("custody.record")
    require_words(reasons, "reasons")
    if to_id == place.agency_id:
        raise Invalid(errors=[{"field": "to_id", "code": "UNKNOWN"}])
    sheet = Handover(
        number=new_number("handover"), place=place.code, owner_id=place.agency_id, to_id=to_id, reasons=reasons.strip(),
        made_at=now, made_by=actor.user,
    )  # fmt: skip
    sheet.save(force_insert=True)
    with acting_as(actor.through("custody")):
        held = list(
            Detention.objects.select_for_update().filter(place=place.code, ended_at=None).order_by("made_at", "number")
        )
        for row in held:
            row.party_ids = list(dict.fromkeys([*map(str, row.party_ids), str(to_id)]))
            row.save(update_fields=["party_ids"])
    for number, row in enumerate(held, 1):
        line = HandoverLine(
            handover=sheet, detention=row, owner_id=sheet.owner_id, to_id=to_id, place=number, sheet=_of_the_hour(row)
        )
        line.save(force_insert=True)
    audit.record(
        "custody.handover_begun", sheet, actor=actor, at=now, after=len(held), words=reasons, reference=sheet.number
    )
    return sheet


def _of_the_hour(row: Detention) -> dict[str, Any]:
    """What the sheet says of a person: by the events, in plain values."""
    told: dict[str, Any] = {"state": row.state, "since": row.since.isoformat()}
    for event in Event.objects.filter(detention_id=row.id).order_by("at", "recorded_at"):
        if event.kind == "detention_order":
            told |= {"order": event.fields["number"], "until": event.fields["until"], "by": event.fields["by"]}
        elif event.kind == "medical_check" and standing.counts(event):
            told |= {"medical": event.details.get("words", ""), "medical_at": event.at.isoformat()}
        elif event.kind == "property":
            told["property"] = [*told.get("property", []), *event.details.get("items", [])]
            told["is_property_cut"] = ITEMS_CUT in event.details.get("flags", []) or told.get("is_property_cut", False)
        elif event.kind == "property_returned":
            told["property"], told["is_property_cut"] = [], False
        elif event.kind == "release_ordered":
            told |= {"release_ordered": event.at.isoformat(), "release_number": event.fields.get("number") or ""}
    return told


@transaction.atomic
def sign_line(*, actor: Actor, now: datetime, line_id: UUID, is_received: bool, words: str = "") -> HandoverLine:
    """Sign for one person: he stands before me, or he does not.

    Raises:
        NotFound: no such line for the receiving authority.
        AlreadyAnswered: signed before.
    """
    lines = HandoverLine.objects.select_for_update(of=("self",))
    line = existing(lines.filter(id=line_id, to_id__in=actor.agency_ids))
    actor.require("custody.record")
    if line.signed_at is not None:
        raise AlreadyAnswered
    line.is_received, line.words = is_received, words.strip()
    line.signed_at, line.signed_by, line.signed_by_name = now, actor.user, actor.name
    line.save(update_fields=["is_received", "words", "signed_at", "signed_by", "signed_by_name"])
    audit.record(
        "custody.handover_signed", line, actor=actor, at=now, after=is_received, words=words, owner_id=line.owner_id
    )
    return line


@transaction.atomic
def close_handover(*, actor: Actor, now: datetime, handover_id: UUID) -> Handover:
    """Close the sheet: whoever was signed for is the receiving authority's; all others are missing in transfer (E39).

    Raises:
        NotFound: no such sheet for the receiving authority or the inspector.
        NotPermitted: the actor neither receives nor inspects.
        AlreadyAnswered: it is closed.
    """
    sheet = existing(Handover.objects.select_for_update().filter(id=handover_id, to_id__in=actor.agency_ids))
    actor.require("custody.record")
    if sheet.closed_at is not None:
        raise AlreadyAnswered
    sheet.closed_at, sheet.closed_by = now, actor.user
    sheet.save(update_fields=["closed_at", "closed_by"])
    lines = list(HandoverLine.objects.filter(handover=sheet).order_by("place"))
    with acting_as(actor.through("custody")):
        Place.objects.filter(code=sheet.place).update(agency_id=sheet.to_id)
        held = {row.id: row for row in Detention.objects.select_for_update().filter(
            id__in=[line.detention_id for line in lines]
        )}  # fmt: skip
    for line in lines:
        _take_over(held[line.detention_id], line, sheet, actor=actor, now=now)
    audit.record("custody.handover_closed", sheet, actor=actor, at=now, reference=sheet.number)
    return sheet


def _take_over(row: Detention, line: HandoverLine, sheet: Handover, *, actor: Actor, now: datetime) -> None:
    if not row.is_open:
        return
    if line.is_received:
        append(row, "handed_over", actor=actor, now=now, at=now, details={"sheet": sheet.number})
        return
    fact = witness(
        row,
        "left",
        actor=actor,
        now=now,
        outcome="missing_in_transfer",
        words=line.words,
        flags=["MISSING_IN_TRANSFER"],
    )
    fields = {"place": sheet.place, "expected_at": now.isoformat()}  # rule: E39 -> return
    append(
        row, "left", actor=actor, now=now, at=now, fields=fields, decision_id=fact,
        details={"sheet": sheet.number, "words": line.words}, follow=False,
    )  # fmt: skip
    settle(row, actor=actor, now=now)
