"""Hearings: planned with what a fair one needs, and recorded as they were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework import queries_court, rules_court, rules_rulings
from tansiq.compartments.casework.actions import hearing_notices, terms, terms_court
from tansiq.compartments.casework.drafts_court import HearingDraft
from tansiq.compartments.casework.errors_court import AlreadyEntered, UnfairHearing
from tansiq.compartments.casework.models import Accused, Charge, CourtFile, Hearing
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, Together
from tansiq.kernel.said import says_something
from tansiq.people.rules import new_number

UNFAIR = "UNFAIR-HEARING"
FINISHED = (
    "counsel", "interpreter", "is_open", "state", "judge", "record_number", "words", "flags", "finished_at",
    "finished_by_name",
)  # fmt: skip


@transaction.atomic
def plan_hearing(*, actor: Actor, now: datetime, file_id: UUID, draft: HearingDraft, reasons: str) -> Hearing:
    """Plan a hearing.

    Raises:
        NotFound, NotPermitted: no such file, or the actor is neither prosecution nor court.
        UnfairHearing: counsel or an interpreter is missing, or a child would be heard in open court (G23).
        ThinReasons, Invalid: the reasons say nothing; nobody is accused, it lies in the past, or something is missing.
    """
    file = terms_court.find_file(file_id)
    permission = terms_court.deciding(actor)
    asked = Together()
    people = asked.ask(lambda: _accused(file, draft.accused_ids)) or []
    told = asked.ask(lambda: _told(draft, now)) or {}
    if draft.starts_at is not None and draft.starts_at <= now:
        asked.fault("starts_at", "TOO_OLD")
    # For a child it is said that nobody comes in: what is not said leaves the door open.
    lacking = _faults(draft, people, is_open=draft.is_open is not False)
    if lacking:  # rule: G23
        asked.refuse(UnfairHearing(errors=[{"field": _FIELDS[code], "code": code} for code in lacking]))
    asked.ask(lambda: decisions.require_reasons(reasons))
    asked.settle()
    row = Hearing(
        number=new_number("hearing"), state=Hearing.State.PLANNED, **told, **terms_court.filed(file, actor, now)
    )
    row.save(force_insert=True)
    decisions.authorise(
        "casework.hearing", row, actor=actor, now=now, permission=permission, outcome="planned",
        owner_id=row.owner_id, reasons=reasons, party_ids=terms_court.parties(file),
    )  # fmt: skip
    hearing_notices.tell_heirs(row, actor=actor, now=now)  # rule: G10
    audit.record("casework.hearing_planned", row, actor=actor, at=now, reference=row.number)
    return row


_FIELDS = {"NO_COUNSEL": "counsel", "NO_INTERPRETER": "interpreter", "CHILD_IN_OPEN_COURT": "is_open"}


def _accused(file: CourtFile, accused_ids: Sequence[UUID]) -> list[Accused]:
    rows = list(Accused.objects.filter(file_id=file.id, id__in=accused_ids).order_by("made_at", "id"))
    if not rows or {row.id for row in rows} != set(accused_ids):
        raise Invalid(errors=[{"field": "accused_ids", "code": "MISSING" if not accused_ids else "UNKNOWN"}])
    return rows


def _faults(draft: HearingDraft, people: Sequence[Accused], *, is_open: bool) -> tuple[str, ...]:
    return rules_rulings.hearing_faults(
        has_counsel=says_something(draft.counsel), needs_interpreter=draft.needs_interpreter,
        has_interpreter=says_something(draft.interpreter), is_open=is_open,
        is_child=any(rules_court.may_be_child(queries_court.age_of(row)) for row in people),
    )  # fmt: skip


def _told(draft: HearingDraft, now: datetime) -> dict[str, Any]:
    asked = Together()
    told = asked.ask(lambda: terms.require_fields(
        now, {name: getattr(draft, name) for name in ("place", "language", "counsel", "interpreter")},
        may_be_empty=("counsel", "interpreter"),
    )) or {}  # fmt: skip
    if draft.starts_at is None or draft.starts_at.year < terms.FIRST_YEAR:
        asked.fault("starts_at", "MISSING")
    asked.ask(lambda: terms.require_code("hearing_kinds", draft.kind, "kind", now))
    asked.settle()
    return told | {
        "kind": draft.kind, "starts_at": draft.starts_at,
        "accused_ids": list(draft.accused_ids), "needs_interpreter": draft.needs_interpreter, "is_open": draft.is_open,
    }  # fmt: skip


@transaction.atomic
def record_hearing(
    *,
    actor: Actor,
    now: datetime,
    file_id: UUID,
    draft: HearingDraft,
    judge: str,
    record_number: str,
    words: str,
    is_adjourned: bool = False,
) -> Hearing:
    """Write down a hearing that took place, planned here or not. Whatever it lacked it is kept (W-4).

    Raises:
        NotFound, NotPermitted: no such file, or the actor is neither prosecution nor court.
        Invalid: nobody is accused, it lies ahead, or something that must be said is missing.
    """
    file = terms_court.find_file(file_id)
    terms_court.deciding(actor)
    asked = Together()
    people = asked.ask(lambda: _accused(file, draft.accused_ids)) or []
    told = asked.ask(lambda: _told(draft, now)) or {}
    went = asked.ask(lambda: _went(draft.starts_at, judge, record_number, words, now)) or {}
    asked.settle()
    row = Hearing(number=new_number("hearing"), **told, **terms_court.filed(file, actor, now))
    _was(row, _faults(draft, people, is_open=draft.is_open is True), went, is_adjourned)
    row.save(force_insert=True)
    _after(row, people, actor, now)
    return row


def _went(starts_at: datetime | None, judge: str, record_number: str, words: str, now: datetime) -> dict[str, Any]:
    """How a sitting went, as it was typed.

    Raises:
        Invalid: it lies ahead, or something that must be said is missing.
    """
    asked = Together()
    if starts_at is not None and starts_at > now + terms.AHEAD:
        asked.fault("starts_at", "IN_FUTURE")
    told = asked.ask(lambda: terms.require_fields(
        now, {"judge": judge, "words": words, "record_number": record_number}, may_be_empty=("record_number", "judge")
    )) or {}  # fmt: skip
    asked.settle()
    return told


def _was(row: Hearing, flags: tuple[str, ...], went: dict[str, Any], is_adjourned: bool) -> None:
    row.state = Hearing.State.ADJOURNED if is_adjourned else Hearing.State.HELD
    row.judge, row.words, row.record_number = went["judge"], went["words"], went["record_number"]
    unnamed = () if row.judge else (rules_rulings.JUDGE_NOT_NAMED,)
    row.flags = [*flags, *unnamed]  # rule: W-4 -> raise UnfairHearing


def _after(row: Hearing, people: Sequence[Accused], actor: Actor, now: datetime) -> None:
    """The inspector is told of what it lacked; charges that were indicted are before the court from now on."""
    decisions.record_fact(
        "casework.hearing_held", row, actor=actor, now=now, outcome=row.state, owner_id=row.owner_id, words=row.words,
        flags=row.flags, party_ids=terms_court.parties(row.file), reference=row.number,
    )  # fmt: skip
    if row.flags:
        clocks.tell(UNFAIR, role="inspector", now=now, reference=row.number, subject=("casework.hearing", row.id))
    if row.state == Hearing.State.HELD:
        waiting = (rules_court.INDICTED, rules_court.REMANDED)
        indicted = Charge.objects.filter(accused__in=[one.id for one in people], state__in=waiting)
        for charge in indicted.select_for_update(of=("self",)):
            charge.state = rules_court.TRIED
            charge.save(update_fields=["state"])
            audit.record("casework.charge_moved", charge, actor=actor, at=now, reference=charge.number, after="tried")
    audit.record("casework.hearing_recorded", row, actor=actor, at=now, reference=row.number, after=row.state)


@transaction.atomic
def finish_hearing(
    *,
    actor: Actor,
    now: datetime,
    hearing_id: UUID,
    counsel: str,
    interpreter: str,
    judge: str,
    record_number: str,
    words: str,
    is_open: bool | None = None,
    is_adjourned: bool = False,
) -> Hearing:
    """Write down how a planned hearing went, and who was there in fact.

    Raises:
        NotFound, NotPermitted: no such hearing, or the actor is neither prosecution nor court.
        AlreadyEntered: it was recorded before.
        Invalid: it lies ahead, or something that must be said is missing.
    """
    terms_court.find(Hearing, hearing_id)
    terms_court.deciding(actor)
    row = terms_court.locked(Hearing, hearing_id)
    if row.state != Hearing.State.PLANNED:
        raise AlreadyEntered
    went = _went(row.starts_at, judge, record_number, words, now)
    people = list(Accused.objects.filter(id__in=row.accused_ids).order_by("made_at", "id"))
    row.counsel, row.interpreter, row.is_open = counsel.strip(), interpreter.strip(), is_open
    draft = HearingDraft(
        row.kind, tuple(row.accused_ids), row.starts_at, row.place, row.language, row.counsel, row.interpreter,
        row.needs_interpreter, row.is_open,
    )  # fmt: skip
    _was(row, _faults(draft, people, is_open=draft.is_open is True), went, is_adjourned)
    row.finished_at, row.finished_by_name = now, actor.name
    row.save(update_fields=[*FINISHED])
    _after(row, people, actor, now)
    return row
