"""Tasks to find an answer, and what they found or did not find."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.intelligence import rules
from tansiq.compartments.intelligence.actions.terms import require_member, require_storable, require_words
from tansiq.compartments.intelligence.errors import NotOpen, UnknownMethod
from tansiq.compartments.intelligence.models import Subject, Trace
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.bases import require_basis, require_purpose
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.cleaning import cleaned
from tansiq.kernel.problems import Invalid, existing
from tansiq.people.rules import new_number

_RESULTS = {True: "found", False: "not_found", None: "not_told"}


def _require_method(method: str, order_number: str, now: datetime) -> None:
    rows = {row.code: row for row in charter.current().on(charter.local_day(now)).vocabularies.trace_methods}
    if method not in rows:  # rule: RL-04
        raise UnknownMethod(errors=[{"field": "method", "code": "UNKNOWN"}])
    if method in rows and rows[method].needs_order and not order_number.strip():
        raise UnknownMethod(errors=[{"field": "order_number", "code": "MISSING"}])


def _negative_results(subject_id: UUID | None) -> int:
    if subject_id is None:
        return 0
    return Trace.objects.filter(subject_id=subject_id, is_found=False).count()


@transaction.atomic
def assign_trace(
    *, actor: Actor, now: datetime, question: str, unit: str, method: str, legal_basis: str, purpose: str,
    priority: int = 3, order_number: str = "", subject_id: UUID | None = None, due_at: datetime | None = None,
) -> Trace:  # fmt: skip
    """Give a unit one question to answer, by a way from the closed list.

    Args:
        priority: 1 (first) to 5 (last); earlier traces on the subject that found nothing lower it.
        subject_id: the active subject that it is about, if any.

    Raises:
        NotPermitted: the actor does not assign.
        UnknownMethod: a way that is not on the list, or one that needs the number of an order (RL-04).
        NotFound, NotOpen: no such subject, or it is not active.
        NoPurpose, BasisExpired, Invalid: no reason that counts, no question, no unit, or a number out of range.
    """
    actor.require("intelligence.trace")
    require_storable(
        question=question, unit=unit, method=method, legal_basis=legal_basis, purpose=purpose,
        order_number=order_number, due_at=due_at,
    )  # fmt: skip
    _require_method(method, order_number, now)
    require_purpose(purpose, now)
    require_basis(legal_basis, now)  # rule: G2
    _require_unit(unit, priority)
    _require_subject(subject_id)
    row = Trace(
        number=new_number("trace"), owner_id=actor.home, author_id=require_member(actor), subject_id=subject_id,
        question=require_words(question, "question"), unit=unit.strip(), method=method,
        order_number=order_number.strip(), legal_basis=legal_basis, purpose=purpose.strip(), assigned_at=now,
        due_at=due_at, priority=rules.trace_priority(wanted=priority, negative_results=_negative_results(subject_id)),
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(
        "intelligence.trace_assigned", row, actor=actor, at=now, after=method, purpose=row.purpose, reference=row.number
    )
    return row


def _require_unit(unit: str, priority: int) -> None:
    if not unit.strip():
        raise Invalid(errors=[{"field": "unit", "code": "MISSING"}])
    if not rules.HIGHEST <= priority <= rules.LOWEST:
        raise Invalid(errors=[{"field": "priority", "code": "OUT_OF_RANGE"}])


def _require_subject(subject_id: UUID | None) -> None:
    if subject_id is None:
        return
    row = existing(Subject.objects.filter(id=subject_id))
    if row.state != Subject.State.ACTIVE:
        raise NotOpen


@transaction.atomic
def record_outcome(*, actor: Actor, now: datetime, trace_id: UUID, is_found: bool | None, outcome: str) -> Trace:
    """Record what a trace came to. Nothing found is recorded like anything else, and lowers what is still open.

    Args:
        is_found: True, False, or None where it could not be told.
        outcome: at least ten characters.

    Raises:
        NotFound, NotOpen: no such trace, or it is done.
        NotPermitted, Invalid: the actor does not trace, or writes nothing.
    """
    row = existing(Trace.objects.select_for_update().filter(id=trace_id))
    actor.require("intelligence.trace")
    if row.done_at is not None:
        raise NotOpen
    row.is_found, row.outcome, row.done_at = is_found, require_words(cleaned(outcome), "outcome"), now
    row.save(update_fields=["is_found", "outcome", "done_at"])
    audit.record("intelligence.trace_done", row, actor=actor, at=now, after=_RESULTS[is_found], reference=row.number)
    if is_found is False and row.subject_id:
        _lower_open(row.subject_id)
    return row


def _lower_open(subject_id: UUID) -> None:
    for other in Trace.objects.select_for_update().filter(subject_id=subject_id, done_at=None):
        other.priority = rules.trace_priority(wanted=other.priority, negative_results=1)
        other.save(update_fields=["priority"])
