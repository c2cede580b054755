"""What happens to a waiver once it is recorded, and pardons that are spoken in court."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tansiq.compartments.victims.actions.appending import Told, append, locked_matter, party, require_kind
from tansiq.compartments.victims.actions.protecting import tell_of_inquiry, tell_of_wish
from tansiq.compartments.victims.actions.wishes import known
from tansiq.compartments.victims.events import has_number
from tansiq.compartments.victims.models import Entry, Party
from tansiq.compartments.victims.said import waiver_said
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.problems import Invalid, existing
from tansiq.kernel.said import says_something

ABOUT_A_WAIVER = (
    "waiver_withdrawn", "inquiry_opened", "inquiry_closed", "condition_met", "condition_breached", "court_validated",
    "court_rejected", "hold_ruled",
)  # fmt: skip


@transaction.atomic
def record_about_waiver(
    *, actor: Actor, now: datetime, matter_id: UUID, kind: str, waiver: str, on: date, paper: str, told: Told
) -> Entry:
    """Record what happened to a waiver: withdrawn, inquired into, a condition met or breached, ruled upon by a court.

    A court's paper without the number of its record is recorded and waits. No withdrawal and no inquiry ends a hold.

    Raises:
        NotFound, NotPermitted: as ever.
        Invalid: an unknown kind, waiver or value.
    """
    matter = locked_matter(matter_id)
    require_kind(actor, kind)
    if kind not in ABOUT_A_WAIVER:
        raise Invalid(errors=[{"field": "kind", "code": "UNKNOWN"}])
    heir = party(matter, known(matter, waiver).event["heir"], "heir", Party.Kind.HEIR)
    row = append(
        matter, kind, {"waiver": waiver} | told, at=on, paper=paper, actor=actor, now=now, heir=heir,
        beside={"pressed": heir.code} if kind == "inquiry_opened" else None,
    )  # fmt: skip
    if kind == "inquiry_opened":
        tell_of_inquiry(matter, row, heir, actor=actor, now=now)  # rule
    return row


@transaction.atomic
def rule_on_statement(
    *, actor: Actor, now: datetime, statement_id: UUID, record: str, judge: str, on: date, paper: str
) -> Entry:
    """Record that a judge ended the stop which a statement caused, for those accused until then.

    It says nothing of the statement, which stays nobody's waiver. Without the number of its record it waits (Q-05).

    Raises:
        NotFound, NotPermitted: as ever; the court alone rules.
        Invalid: a value that the event cannot have.
    """
    row = waiver_said(statement_id)
    matter = locked_matter(row.matter_id)
    actor.require("victims.rule")
    require_kind(actor, "hold_ruled")
    told = {
        "waiver": row.told["waiver"], "record": record.strip() if has_number(record) else None,
        "judge": judge.strip() if says_something(judge) else None,
    }  # fmt: skip
    return append(matter, "hold_ruled", told, at=on, paper=paper, actor=actor, now=now, heir=row.heir, statement=row)


@transaction.atomic
def rule_on_accused(
    *, actor: Actor, now: datetime, party_id: UUID, record: str, judge: str, on: date, paper: str
) -> Entry:
    """Record that a judge ended the stop of an accused that no waiver caused: a child, an inheritance (Q-11, Q-16).

    It ends what was written until then. What comes to light later holds anew; without its number it waits (Q-05).

    Raises:
        NotFound, NotPermitted: as ever; the court alone rules.
        Invalid: a value that the event cannot have.
    """
    row = existing(Party.objects.filter(id=party_id, kind=Party.Kind.ACCUSED))
    matter = locked_matter(row.matter_id)
    actor.require("victims.rule")
    require_kind(actor, "hold_ruled")
    told = {
        "waiver": row.code, "record": record.strip() if has_number(record) else None,
        "judge": judge.strip() if says_something(judge) else None,
    }  # fmt: skip
    return append(matter, "hold_ruled", told, at=on, paper=paper, actor=actor, now=now)


@transaction.atomic
def record_pardon(
    *, actor: Actor, now: datetime, matter_id: UUID, heir: str, victim: str, accused: str, qisas: bool, diya: str,
    record: str, judge: str, on: date, paper: str,
) -> Entry:  # fmt: skip
    """Record a pardon spoken before the court: it counts from the court's record, whatever our office missed (Q-25).

    The office writes down that it was spoken, and everything irreversible stops; the record of a court that does not
    sign in is typed by two people from its form. Whoever pardoned is for the protection desk, silently (Q-23).

    Raises:
        NotFound, NotPermitted: as ever.
        Invalid: an unknown party or value, or a record that one person of the office alone read.
    """
    matter = locked_matter(matter_id)
    require_kind(actor, "pardon_in_court")
    if has_number(record) and not actor.has("victims.rule"):  # rule: Q-25
        raise Invalid(errors=[{"field": "record", "code": "UNKNOWN"}])
    mine = party(matter, heir, "heir", Party.Kind.HEIR)
    party(matter, victim, "victim", Party.Kind.VICTIM)
    party(matter, accused, "accused", Party.Kind.ACCUSED)
    name = f"W{Entry.objects.filter(matter=matter, kind__in=('waiver', 'pardon_in_court')).count() + 1}"
    told: dict[str, Any] = {
        "waiver": name, "heir": heir, "victim": victim, "accused": accused, "qisas": qisas, "diya": diya,
        "record": record.strip() if has_number(record) else None,
        "judge": judge.strip() if says_something(judge) else None,
    }  # fmt: skip
    row = append(matter, "pardon_in_court", told, at=on, paper=paper, actor=actor, now=now, heir=mine)
    tell_of_wish(matter, row, actor=actor, now=now)  # rule: Q-23
    return row
