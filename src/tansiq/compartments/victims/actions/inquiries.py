"""Inquiries into pressure on an heir, in both directions, whoever tells, with a waiver or without (Q-10, Q-24)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from tansiq.compartments.victims import ledger
from tansiq.compartments.victims.actions.appending import (
    append,
    locked_matter,
    party,
    require_kind,
    require_storable,
)
from tansiq.compartments.victims.actions.protecting import tell_of_inquiry
from tansiq.compartments.victims.actions.wishes import known
from tansiq.compartments.victims.models import Entry, InquiryNote, Matter, Party
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.problems import Invalid

LONGEST = {"raised_by": 120, "against": 200, "reasons": 4000}


@transaction.atomic
def open_inquiry(
    *, actor: Actor, now: datetime, matter_id: UUID, on: date, paper: str, direction: str, heir: str = "",
    raiser: str = "", raised_by: str = "", against: str = "", indicators: Sequence[str] = (), reasons: str = "",
    waiver: str = "",
) -> Entry:  # fmt: skip
    """Open an inquiry: an heir is pressed to waive, or not to; another heir may be the one who objects.

    It is a flag and no verdict: it ends no stop and undoes nothing. The protection desk is told.

    Args:
        heir: who is pressed; may be left out beside a waiver, whose heir it is.
        raiser: code of the heir who says so; `raised_by` in words where it is none of them.
        against: who is said to press, as it was said.
        reasons: what is said for it.
        waiver: beside which one, if there is any.

    Raises:
        NotFound, NotPermitted: as ever.
        Invalid: nobody is named as pressed or as telling of it, or a party or value that is none.
    """
    matter = locked_matter(matter_id)
    require_kind(actor, "inquiry_opened")
    words = _words(raised_by=raised_by, against=against, reasons=reasons)
    mine = _pressed(matter, heir, waiver)
    says = party(matter, raiser, "raiser", Party.Kind.HEIR) if raiser else None
    if says is None and not words["raised_by"]:
        raise Invalid(errors=[{"field": "raised_by", "code": "MISSING"}])
    told = {
        "waiver": waiver or _next_name(matter), "direction": direction, "indicators": list(indicators),
        "raised_by": says.code if says else words["raised_by"],
    }  # fmt: skip
    row = append(
        matter, "inquiry_opened", told, at=on, paper=paper, actor=actor, now=now, heir=mine,
        beside={"pressed": mine.code},
    )  # fmt: skip
    _note(row, mine, words | {"direction": direction}, actor=actor, now=now, raiser=says)
    tell_of_inquiry(matter, row, mine, actor=actor, now=now)  # rule
    return row


@transaction.atomic
def close_inquiry(
    *, actor: Actor, now: datetime, matter_id: UUID, waiver: str, outcome: str, reasons: str = "", on: date, paper: str
) -> Entry:
    """Record how a judge ended an inquiry, with the reasons given. The stop stays until a judge has ruled on it.

    Args:
        waiver: name of the waiver, or of an inquiry without one.

    Raises:
        NotFound, NotPermitted: as ever; the court alone.
        Invalid: an unknown waiver, inquiry or value.
    """
    matter = locked_matter(matter_id)
    require_kind(actor, "inquiry_closed")
    words = _words(reasons=reasons)
    opened = Entry.objects.filter(matter=matter, kind="inquiry_opened", event__waiver=waiver).order_by("number").first()
    mine = opened.heir if opened is not None else None
    if mine is None:
        mine = party(matter, known(matter, waiver).event["heir"], "heir", Party.Kind.HEIR)
    told = {"waiver": waiver, "outcome": outcome}
    row = append(matter, "inquiry_closed", told, at=on, paper=paper, actor=actor, now=now, heir=mine)
    _note(row, mine, words, actor=actor, now=now, raiser=_objector(matter, waiver))
    return row


def _words(**given: str) -> dict[str, str]:
    require_storable(**given)
    words = {name: text.strip() for name, text in given.items()}
    if long := [name for name, text in words.items() if len(text) > LONGEST[name]]:
        raise Invalid(errors=[{"field": name, "code": "TOO_LONG"} for name in long])
    return words


def _pressed(matter: Matter, heir: str, waiver: str) -> Party:
    """Who is pressed: the heir of the waiver, or who is named where there is none."""
    if not waiver:
        return party(matter, heir, "heir", Party.Kind.HEIR)
    whose = known(matter, waiver).event["heir"]
    if heir not in ("", whose):
        raise Invalid(errors=[{"field": "heir", "code": "OTHER_HEIR"}])
    return party(matter, whose, "heir", Party.Kind.HEIR)


def _objector(matter: Matter, waiver: str) -> Party | None:
    """Another heir than who is pressed, if one raised it: how it ended is then nothing for counsel of the latter."""
    told = InquiryNote.objects.filter(matter=matter, entry__kind="inquiry_opened", entry__event__waiver=waiver)
    row = told.exclude(raiser=None).exclude(raiser=F("heir")).select_related("raiser").first()
    return row.raiser if row is not None else None


def _next_name(matter: Matter) -> str:
    """The name of an inquiry that no waiver gives one."""
    return f"Q{len(ledger.inquiries(Entry.objects.filter(matter=matter))) + 1}"


def _note(
    row: Entry, heir: Party, words: dict[str, str], *, actor: Actor, now: datetime, raiser: Party | None = None
) -> None:
    InquiryNote(
        matter_id=row.matter_id, entry=row, owner_id=row.owner_id, heir=heir, raiser=raiser, said_at=row.happened_at,
        recorded_at=now, recorded_by=actor.user, recorded_by_name=actor.name, **words,
    ).save(force_insert=True)  # fmt: skip
