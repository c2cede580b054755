"""Opening a matter, naming its victims and accused, and the court that reads it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.victims.actions.appending import (
    append,
    locked_matter,
    new_party,
    party,
    require_kind,
    require_storable,
    require_told,
)
from tansiq.compartments.victims.actions.settling import move_to_court
from tansiq.compartments.victims.models import Entry, Matter, Party
from tansiq.gateway.known_cases import spelled
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.cleaning import in_one_line
from tansiq.kernel.problems import Invalid, NotFound, Together
from tansiq.people.rules import new_number

LONGEST_NAME, LONGEST_REFERENCE = 200, 60
AGES = ("adult", "child", "doubtful")


def _require_court(court_id: UUID) -> None:
    if access.court(court_id) is None:
        raise Invalid(errors=[{"field": "court_id", "code": "UNKNOWN"}])


@transaction.atomic
def open_matter(*, actor: Actor, now: datetime, court_id: UUID | None = None) -> Matter:
    """Open the file of one occurrence; victims, accused and heirs are written into it.

    Args:
        court_id: the court that reads it; None until one has it.

    Raises:
        NotPermitted: the actor does not record for the victims' office.
        Invalid: no court; a prosecution is none.
    """
    actor.require("victims.record")
    if court_id is not None:
        _require_court(court_id)
    row = Matter(
        number=new_number("matter"), owner_id=actor.home, court_id=court_id, opened_at=now, opened_by=actor.user
    )
    row.save(force_insert=True)
    audit.record("victims.matter_opened", row, actor=actor, at=now, reference=row.number)
    return row


@transaction.atomic
def name_court(*, actor: Actor, now: datetime, matter_id: UUID, court_id: UUID) -> Matter:
    """Say which court has the matter: its registrar and judges read it from now on, and no other court's.

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
    """
    row = locked_matter(matter_id)
    actor.require("victims.record")
    _require_court(court_id)
    row.court_id = court_id
    if Matter.objects.filter(id=row.id).update(court_id=court_id) != 1:
        raise NotFound
    move_to_court(row, actor=actor, now=now)  # rule: Q-23
    audit.record("victims.court_named", row, actor=actor, at=now, reference=row.number)
    return row


@transaction.atomic
def add_victim(
    *, actor: Actor, now: datetime, matter_id: UUID, name: str, died_on: date | None, is_identified: bool, on: date,
    paper: str, beside: Mapping[str, str] | None = None,
) -> Party:  # fmt: skip
    """Write a victim into a matter, or that somebody died whom nobody has identified (Q-19).

    Args:
        name: as written; empty only where the victim is not identified.
        died_on: None where the victim lives, or nobody knows the day.
        on: the day on which this was said.
        beside: place, event, district and who held it then, who identified the victim, whether remains were found.

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
    """
    matter = locked_matter(matter_id)
    require_kind(actor, "victim")
    asked = Together()
    if is_identified and not name.strip():
        asked.fault("name", "MISSING")
    if len(name.strip()) > LONGEST_NAME:
        asked.fault("name", "TOO_LONG")
    asked.ask(lambda: require_told(on, paper, now))
    asked.settle()
    row = new_party(matter, Party.Kind.VICTIM, actor=actor, now=now, name=name)
    told = {"victim": row.code, "died_on": died_on.isoformat() if died_on else None, "identified": is_identified}
    append(matter, "victim", told, at=on, paper=paper, actor=actor, now=now, beside=beside)
    return row


@transaction.atomic
def know_victim(
    *, actor: Actor, now: datetime, matter_id: UUID, victim: str, name: str, died_on: date | None, is_identified: bool,
    on: date, paper: str, beside: Mapping[str, str] | None = None,
) -> Entry:  # fmt: skip
    """Say again of a victim of the matter who it is, or that he has died: the last word counts (Q-19).

    Args:
        victim: code of the victim.
        name: of somebody who had none here. It stands with the line that brings it, before which nobody knew who it
            was; the party keeps its code, and is found by the name from now on.

    Raises:
        NotFound, NotPermitted: as ever.
        Invalid: an unknown victim, another name than the one that stands, or none of somebody who is identified.
    """
    matter = locked_matter(matter_id)
    require_kind(actor, "victim")
    row, typed = party(matter, victim, "victim", Party.Kind.VICTIM), name.strip()
    require_storable(name=name)
    is_other = bool(typed) and row.name not in ("", typed)
    if is_other or len(typed) > LONGEST_NAME or (is_identified and not (typed or row.name)):
        code = "NAME_STANDS" if is_other else "TOO_LONG" if typed else "MISSING"
        raise Invalid(errors=[{"field": "name", "code": code}])
    told = {"victim": row.code, "died_on": died_on.isoformat() if died_on else None, "identified": is_identified}
    is_first = bool(typed) and not row.name
    more = dict(beside or {}) | ({"name": typed} if is_first else {})
    made = append(matter, "victim", told, at=on, paper=paper, actor=actor, now=now, beside=more)
    if is_first and Party.objects.filter(id=row.id).update(name=typed) != 1:
        raise NotFound
    return made


@transaction.atomic
def add_accused(
    *, actor: Actor, now: datetime, matter_id: UUID, reference: str, age_at_act: str, on: date, paper: str
) -> Party:
    """Write an accused into a matter by the reference of his case; his name stands in the case, not here.

    Raises:
        NotFound, NotPermitted: as ever.
        Invalid: no reference, or one that stands here before.
    """
    matter = locked_matter(matter_id)
    require_kind(actor, "accused")
    require_storable(reference=reference)
    words = in_one_line(reference)
    if not words or len(words) > LONGEST_REFERENCE:
        raise Invalid(errors=[{"field": "reference", "code": "TOO_LONG" if words else "MISSING"}])
    there = Party.objects.filter(matter=matter, kind=Party.Kind.ACCUSED).values_list("reference", flat=True)
    if spelled(words) in map(spelled, there):
        raise Invalid(errors=[{"field": "reference", "code": "TAKEN"}])
    if age_at_act not in AGES:
        raise Invalid(errors=[{"field": "age_at_act", "code": "UNKNOWN"}])
    row = new_party(matter, Party.Kind.ACCUSED, actor=actor, now=now, reference=words)
    append(matter, "accused", {"accused": row.code, "age_at_act": age_at_act}, at=on, paper=paper, actor=actor, now=now)
    return row
