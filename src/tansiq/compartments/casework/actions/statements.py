"""What people said: under which conditions, what speaks against using it, and what a judge ruled."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework.actions import doubts, quarantine, register, terms
from tansiq.compartments.casework.drafts import StatementDraft
from tansiq.compartments.casework.models import Allegation, Lineage, Ruling, Statement
from tansiq.gateway import official_places
from tansiq.kernel import taint
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.folding import fold
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.decisions import named
from tansiq.kernel.problems import Together, existing
from tansiq.people.rules import new_number

UNLISTED, CHRONOLOGY = "UNLISTED_PLACE", "CHRONOLOGY"
SAME_WORDS, MISMATCH = "SAME_WORDS", "MEDICAL_MISMATCH"
MAY_BE_EMPTY = ("record_number", "medical_before", "medical_after", "detention")
SHORTEST_SAME = 40  # letters; shorter sentences are alike by chance


def _flags(draft: StatementDraft, case_id: UUID, *, is_listed: bool) -> list[str]:
    """What is to be said of the conditions. None of it refuses the statement (W-4)."""
    found = taint.flags_of(
        counsel=draft.counsel == Statement.Counsel.ATTENDED, recorded=draft.is_recorded, listed=is_listed,
        child=draft.is_child, guardian=draft.has_guardian, stretch_minutes=draft.longest_stretch_minutes,
        longest_minutes=taint.longest_stretch(charter.current(), draft.began_at),
        offered=draft.counsel != Statement.Counsel.NOT_OFFERED,
    )  # fmt: skip
    flags = [*found, *([MISMATCH] if draft.is_medical_mismatch else [])]  # rule: EVD-04 -> flags = []
    folded = fold(draft.words)
    others = Statement.objects.filter(case_id=case_id).exclude(speaker_name=draft.speaker_name.strip())
    if len(folded) >= SHORTEST_SAME and any(fold(words) == folded for words in others.values_list("words", flat=True)):
        flags.append(SAME_WORDS)
    return [*flags, *([CHRONOLOGY] if draft.ended_at < draft.began_at else [])]


@transaction.atomic
def take_statement(*, actor: Actor, now: datetime, case_id: UUID, draft: StatementDraft) -> Statement:
    """Write down what somebody said and under which conditions.

    Whatever they were it is kept, flagged, and quarantined where it must be; it is a statement and never a confession,
    which only a court's record can hold (EVD-03).

    Raises:
        NotFound, NotPermitted: no such case, or the actor does not record.
        Invalid: something that must be said is missing, or a court's record has no number.
    """
    case = terms.find_case(case_id)
    actor.require("casework.record")
    where, is_listed = official_places.settle(draft.place_code, draft.place, draft.began_at or now)
    told = _told(replace(draft, place=where), now)
    told["detention"] = told["detention"].upper()
    row = Statement(
        number=new_number("statement"), flags=_flags(draft, case.id, is_listed=is_listed),
        is_place_listed=is_listed, **told, **draft.chosen(),
        **terms.written(case, actor, now),
    )  # fmt: skip
    row.save(force_insert=True)
    if UNLISTED in row.flags:
        clocks.tell(
            UNLISTED, role="inspector", now=now, reference=row.number, subject=("casework.statement", row.id)
        )  # rule: EVD-06
    named.tell_of_kin(row, actor=actor, now=now, reference=row.number)  # rule: W-2, E31
    register.heard(row, actor=actor, now=now)
    doubts.place_waiting(row, actor=actor, now=now)
    quarantine.renew(case.id, owner_id=case.owner_id, actor=actor, now=now)
    audit.record("casework.statement_taken", row, actor=actor, at=now, reference=row.number, after=row.flags)
    return row


def _told(draft: StatementDraft, now: datetime) -> dict[str, Any]:
    """What was typed, clean; every fault of it is told at once."""
    asked = Together()
    told = asked.ask(lambda: terms.require_fields(now, draft.typed(), may_be_empty=MAY_BE_EMPTY))
    for name, known in (("kind", Statement.Kind), ("speaker", Statement.Speaker), ("counsel", Statement.Counsel)):
        if (chosen := getattr(draft, name)) not in known:
            asked.fault(name, "UNKNOWN" if chosen else "MISSING")
    if draft.kind == Statement.Kind.COURT_RECORD and not draft.record_number.strip():  # rule: EVD-03
        asked.fault("record_number", "MISSING")
    asked.settle()
    return told or {}


def _statement(statement_id: UUID) -> Statement:
    return existing(Statement.objects.select_related("case").filter(id=statement_id))


@transaction.atomic
def allege_taint(*, actor: Actor, now: datetime, statement_id: UUID, indicator: str, words: str) -> Allegation:
    """Say that a statement may come from ill-treatment. It and all that derives from it is read by nobody from now on
    but the prosecution, until a judge has ruled.

    Raises:
        NotFound, NotPermitted: no such statement, or the actor works on no case.
        Invalid: an indicator that the charter lacks, or no words.
    """
    row = _statement(statement_id)
    actor.require("casework.read")
    asked = Together()
    asked.ask(lambda: terms.require_code("taint_indicators", indicator, "indicator", now))
    told = asked.ask(lambda: terms.require_fields(now, {"words": words})) or {}
    asked.settle()
    made = Allegation(
        statement=row, indicator=indicator, **told,
        **terms.written(row.case, actor, now),
    )  # fmt: skip
    made.save(force_insert=True)
    audit.record("casework.taint_alleged", row, actor=actor, at=now, reference=row.number, after=indicator)
    register.judged(row, "taint_alleged", actor=actor, now=now, indicator=indicator)
    quarantine.renew(row.case.id, owner_id=row.case.owner_id, actor=actor, now=now)
    return made


@transaction.atomic
def record_ruling(
    *, actor: Actor, now: datetime, statement_id: UUID, result: str, record_number: str, judge: str
) -> Ruling:
    """Enter what a judge ruled of a statement, by the number of the record. Nobody but a judge ends a quarantine.

    Raises:
        NotFound, NotPermitted: no such statement, or the actor does not prosecute.
        Invalid: no result of the two, no record, or no judge.
    """
    row = _statement(statement_id)
    actor.require("casework.open")
    asked = Together()
    if result not in Ruling.Result:
        asked.fault("result", "UNKNOWN" if result else "MISSING")
    told = asked.ask(lambda: terms.require_fields(
        now, {"record_number": record_number, "judge": judge}, numbers=("record_number",)
    )) or {}  # fmt: skip
    asked.settle()
    made = Ruling(statement=row, result=result, **told, **terms.written(row.case, actor, now))
    made.save(force_insert=True)
    audit.record("casework.taint_ruled", row, actor=actor, at=now, reference=row.number, after=result)
    register.judged(row, "taint_ruled", actor=actor, now=now, result=result, record=told["record_number"])
    quarantine.renew(row.case.id, owner_id=row.case.owner_id, actor=actor, now=now)
    return made


@transaction.atomic
def derive(
    *,
    actor: Actor,
    now: datetime,
    statement_id: UUID,
    number: str,
    origin_at: datetime | None = None,
    origin_words: str = "",
    says_unread: bool = False,
) -> Lineage:
    """Write down that a record of the case rests on a statement, and where else it may come from.

    Args:
        number: of an exhibit or a later statement that was found or made through it.
        origin_at, origin_words: an origin that was written down before the statement, and which.
        says_unread: whoever made the record had not read the statement; the log of reads decides.

    Raises:
        NotFound, NotPermitted, NotARecord: no such statement or record, or the actor works on no case.
        Invalid: an origin without words, or one in the future.
    """
    row = _statement(statement_id)
    actor.require("casework.read")
    record = quarantine.record_of(row.case_id, number)
    told = terms.require_fields(
        now, {"origin_at": origin_at, "origin_words": origin_words},
        may_be_empty=("origin_at", "origin_words") if origin_at is None else (),
    )  # fmt: skip
    made = Lineage(
        record_id=record.id, source_ids=[row.id], says_unread=says_unread, author_user_id=actor.user,
        **told, **terms.written(row.case, actor, now),
    )  # fmt: skip
    made.save(force_insert=True)
    audit.record("casework.lineage_recorded", row, actor=actor, at=now, reference=row.number, after=number)
    quarantine.renew(row.case.id, owner_id=row.case.owner_id, actor=actor, now=now)
    return made
