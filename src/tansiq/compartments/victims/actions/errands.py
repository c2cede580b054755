"""The second asking at another civil desk: the heir need not travel, and another woman asks (Q-10, G10, G11)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tansiq.compartments.victims import asked, consent, ledger
from tansiq.compartments.victims.actions.appending import locked_matter, party, require_kind
from tansiq.compartments.victims.actions.asking import (
    SAME_OFFICER,
    TOO_EARLY,
    against_yes,
    counts,
    enter,
    require_answer,
)
from tansiq.compartments.victims.actions.wishes import NOT_ALONE, known, tell_of_flags
from tansiq.compartments.victims.errors import (
    AlreadyDone,
    NoConsent,
    NoContactPlan,
    NoSession,
    NotACivilDesk,
    NotDone,
    OutOfOrder,
    WomansOfficerNeeded,
)
from tansiq.compartments.victims.models import Entry, Errand, Matter, Party, Session
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.rules import Kind, Standing
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted, Problem

PURPOSE, LEAST_WORDS = "SESSION", 10
LONGEST = {"meet": 400, "place": 200}
SAID = ["place", "answer", "words", "meet", "flags", "done_at", "done_by", "done_by_name"]
# A no that was said where nobody had, or no longer had, the errand to ask; what it has in common with that errand.
OUT_OF_ERRAND = "OUT_OF_ERRAND"
KEPT = ("matter_id", "owner_id", "number", "waiver", "desk_id", "heir_name", "asked", "not_before", "heard_by",
        "asked_at", "asked_by")  # fmt: skip
# States of a waiver of which nobody plans to ask the heir any more.
_OVER = ("withdrawn", "void", "court_validated", "court_rejected")


def _require_civil(agency_id: UUID) -> None:
    agency = access.agency(agency_id)
    if agency.kind != Kind.CIVIL or agency.standing != Standing.ACCREDITED:  # rule: G11
        raise NotACivilDesk
    # The administration of prisons is civil by its kind; whoever keeps the accused asks no heir (heirs-law 3.5).
    if access.keeps_people(agency_id):  # rule: G11
        raise NotACivilDesk


@transaction.atomic
def ask_desk(*, actor: Actor, now: datetime, matter_id: UUID, waiver: str, desk_id: UUID, meet: str) -> Errand:
    """Ask another civil desk to let one of its women ask an heir the second time.

    Args:
        desk_id: an accredited civil agency other than the office.
        meet: when and how the heir is met safely, as the heir said it; it goes nowhere else and ends with the errand.

    Raises:
        NotFound, NotPermitted: as ever.
        Invalid: unknown waiver, or nothing said of how the heir is met.
        NotACivilDesk: the office itself, or an agency that is no civil desk in good standing.
        OutOfOrder: the heir took the waiver back, it was found void, or a court has ruled on it.
        NoSession: nobody has heard the heir alone the first time.
        NoContactPlan, NoConsent: the heir did not agree to be met for this.
        AlreadyDone: a desk has been asked and has not answered.
    """
    matter = locked_matter(matter_id)
    require_kind(actor, "second_confirmation")
    paper = known(matter, waiver)
    if not meet.strip() or len(meet.strip()) > LONGEST["meet"]:
        raise Invalid(errors=[{"field": "meet", "code": "TOO_LONG" if meet.strip() else "MISSING"}])
    if desk_id == matter.owner_id:
        raise NotACivilDesk
    _require_civil(desk_id)
    heir = party(matter, paper.event["heir"], "waiver", Party.Kind.HEIR)
    _require_consent(heir)
    rows = list(Entry.objects.filter(matter=matter).order_by("number"))
    if ledger.standing(rows, waiver, at=now).state in _OVER:  # rule: Q-10
        raise OutOfOrder
    heard = list(Session.objects.filter(matter=matter, waiver=waiver, is_second=False).order_by("held_at", "id"))
    session = asked.counted(heard)
    if session is None:  # rule: G11
        raise NoSession
    if Errand.objects.filter(matter=matter, waiver=waiver, done_at=None, cancelled_at=None).exists():
        raise AlreadyDone
    row = Errand(
        matter=matter, owner_id=matter.owner_id, number=matter.number, waiver=waiver, desk_id=desk_id,
        heir_name=heir.name, asked=_asked(matter, paper), meet=meet.strip(),
        not_before=asked.reflection(session.held_at).counts_from, heard_by=[one.held_by for one in heard],
        asked_at=now, asked_by=actor.user,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("victims.desk_asked", row, actor=actor, at=now, reference=matter.number)
    return row


def _require_consent(heir: Party) -> None:
    plan = consent.plan_in_force(heir)
    if plan is None:
        raise NoContactPlan
    if PURPOSE not in plan.purposes:  # rule: G10
        raise NoConsent


def _asked(matter: Matter, paper: Entry) -> dict[str, Any]:
    """What the heir is asked about: each pair by name and reference, and the two answers of the paper."""
    event = paper.event
    victims, accused = ledger.named(event)
    people = {row.code: row for row in Party.objects.filter(matter=matter)}
    pairs = [[people[victim].name, people[code].reference] for victim in victims for code in accused]
    conditions = [one["text"] for one in event.get("conditions", [])]
    return {"pairs": pairs, "qisas": event["qisas"], "diya": event["diya"], "conditions": conditions}


@transaction.atomic
def confirm_elsewhere(
    *, actor: Actor, now: datetime, errand_id: UUID, is_alone: bool, place: str, answer: str, words: str
) -> Errand:
    """Ask the heir the second time at this desk, or where the heir is, alone.

    It took place and is kept. A yes that came too early, to whoever had heard the heir before, or to others as well,
    confirms nothing: it is flagged, and the inspector is told.

    Args:
        answer: yes, no or nothing. A no is taken at any time and from whoever heard it: called back, after another
            answer, from a desk or an officer that may ask nobody any more; it stands beside the errand.

    Raises:
        NotFound: no errand of this desk, or it was called back.
        NotACivilDesk: the desk is no civil one any more.
        WomansOfficerNeeded: another than a women's officer.
        AlreadyDone: the heir was asked.
        Invalid: no answer, no place, or nothing said.
    """
    if actor.system:  # rule: G1
        raise NotPermitted
    try:
        row, writes = _open_here(actor, errand_id), actor
    except Problem:
        if answer != "no":  # rule: W-4, G11 -> if True:
            raise
        row, writes = _had_here(actor, errand_id), actor.through("gateway")
    require_answer(answer)
    if not place.strip() or len(place.strip()) > LONGEST["place"] or len(words.strip()) < LEAST_WORDS:
        field = "words" if place.strip() and len(place.strip()) <= LONGEST["place"] else "place"
        raise Invalid(errors=[{"field": field, "code": "TOO_SHORT" if field == "words" else "MISSING"}])
    row.place, row.answer, row.words, row.meet = place.strip(), answer, words.strip(), ""
    row.flags += _lacking(row, actor, is_alone=is_alone, answer=answer, now=now)
    row.done_at, row.done_by, row.done_by_name = now, actor.user, actor.name
    with acting_as(writes):
        row.save(update_fields=None if row._state.adding else SAID)
    tell_of_flags(row.flags, row, actor=actor, now=now)
    audit.record("victims.confirmed_elsewhere", row, actor=actor, at=now, reference=row.number)
    return row


def _open_here(actor: Actor, errand_id: UUID) -> Errand:
    """The errand, where this officer of this desk may ask the heir now."""
    row = Errand.objects.filter(id=errand_id).first()
    if row is None or row.desk_id != actor.home:
        raise NotFound
    if "womens_officer" not in actor.roles:  # rule: G11
        raise WomansOfficerNeeded
    _require_civil(row.desk_id)
    if row.done_at is not None:
        raise AlreadyDone
    return row


def _had_here(actor: Actor, errand_id: UUID) -> Errand:
    """Room beside an errand that this desk had, for the no that was said there all the same; the errand stays."""
    with acting_as(actor.through("gateway")):
        had = next(iter(Errand.objects.raw("SELECT * FROM acl.victims_errand_had(%s)", [errand_id])), None)
    if had is None:
        raise NotFound
    kept = {name: getattr(had, name) for name in KEPT}
    return Errand(**kept, flags=[OUT_OF_ERRAND])


def _lacking(row: Errand, actor: Actor, *, is_alone: bool, answer: str, now: datetime) -> list[str]:
    """What the asking was without; of a yes also why it confirms nothing."""
    flags = [NOT_ALONE] if not is_alone else []  # rule: G11 -> flags = []
    if answer == "yes" and actor.user in row.heard_by:  # rule: Q-10
        flags.append(SAME_OFFICER)
    if answer == "yes" and now < row.not_before:  # rule: Q-10
        flags.append(TOO_EARLY)
    return flags


def _mine(actor: Actor, errand_id: UUID) -> tuple[Matter, Errand]:
    """An errand that this office sent, with its ledger locked."""
    found = Errand.objects.filter(id=errand_id).first()
    if found is None or found.owner_id != actor.home:
        raise NotFound
    matter = locked_matter(found.matter_id)
    actor.require("victims.record")
    return matter, Errand.objects.get(id=errand_id)


@transaction.atomic
def take_in(*, actor: Actor, now: datetime, errand_id: UUID) -> Errand:
    """Take what the heir answered elsewhere into the file, as of the moment in which the heir said it.

    What was said there is a fact: a yes that the replay would give no effect stays beside the ledger, with the reason.

    Raises:
        NotFound, NotPermitted: as ever.
        NotDone, AlreadyDone: nothing was said yet, or it stands in the file.
    """
    matter, row = _mine(actor, errand_id)
    if row.done_at is None:
        raise NotDone
    if row.taken_at is not None or row.entry_id is not None:
        raise AlreadyDone
    if row.answer == "yes":
        row.refused = against_yes(matter, row.waiver, row.done_at, now)  # rule: W-4
    if row.refused and not row.flags:  # what the desk could not know of; its own flags were told from there
        tell_of_flags([row.refused], matter, actor=actor, now=now)
    if not row.refused and counts(row.answer, row.flags):
        row.entry = enter(
            matter, row.waiver, row.answer, said_at=row.done_at, heard_by=row.done_by_name, actor=actor, now=now
        )
    row.taken_at = now
    row.save(update_fields=["entry", "taken_at", "refused"])
    audit.record("victims.errand_taken_in", row, actor=actor, at=now, reference=matter.number)
    return row


@transaction.atomic
def call_back(*, actor: Actor, now: datetime, errand_id: UUID) -> Errand:
    """Call an errand back: the other desk reads nothing of it from now on.

    Raises:
        NotFound, NotPermitted: as ever.
        AlreadyDone: the heir was asked, or it was called back.
    """
    _matter, row = _mine(actor, errand_id)
    if row.done_at is not None or row.cancelled_at is not None:
        raise AlreadyDone
    row.cancelled_at, row.meet = now, ""
    row.save(update_fields=["cancelled_at", "meet"])
    audit.record("victims.errand_called_back", row, actor=actor, at=now, reference=row.number)
    return row
