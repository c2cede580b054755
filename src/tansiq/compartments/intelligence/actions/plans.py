"""Planned operations: planned, drawn anew, called by a watch officer, carried out or called off, and looked back at."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from tansiq.compartments.intelligence.actions.grounds import CONFLICT_CLOCK, check_others, columns_of, shape_of
from tansiq.compartments.intelligence.actions.terms import (
    require_code,
    require_member,
    require_storable,
    require_words,
)
from tansiq.compartments.intelligence.errors import ConflictOpen, NoPurpose, NotOpen, WaitsForProtection
from tansiq.compartments.intelligence.plan_drafts import Ground, PlanDraft
from tansiq.compartments.intelligence.plan_models import Plan, PlanAnswer, PlanConflict, PlanNotice
from tansiq.gateway import passages
from tansiq.gateway.passage_payloads import PlanOutline, PlanWord
from tansiq.gateway.rules import JOINT_ROOM, PROTECTION_DESK
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit.rules import is_reference
from tansiq.kernel.bases import require_basis, require_purpose
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, NotFound
from tansiq.people.rules import new_number

CALL_CLOCK, REDRAWN, WITHOUT_CALL = "PLAN-CALL", "PLAN-REDRAWN", "PLAN-WITHOUT-CALL"
PLAN = "intelligence.plan"
OPEN = (Plan.State.PLANNED, Plan.State.CHECKED, Plan.State.CLEAR, Plan.State.HELD)
Call = Literal["clear", "held"]
Happened = Literal["executed", "aborted"]


def _require_terms(draft: PlanDraft, now: datetime) -> None:
    require_purpose(draft.purpose, now)
    if not is_reference(draft.reference):
        raise NoPurpose(errors=[{"field": "reference", "code": "MISSING"}])
    require_basis(draft.legal_basis, now)  # rule: G2
    require_code("plan_types", draft.type, "type", now)
    require_code("plan_dangers", draft.danger, "danger", now)
    for field, told in (("unit", draft.unit), ("contact", draft.contact)):
        if not told.strip():
            raise Invalid(errors=[{"field": field, "code": "MISSING"}])


@transaction.atomic
def plan_operation(*, actor: Actor, now: datetime, draft: PlanDraft) -> Plan:
    """Write down a planned operation and have it checked.

    Whatever the check finds, the planner reads the same words and waits for the watch officer's call.

    Raises:
        NotPermitted: the actor does not plan.
        NoPurpose, BasisExpired: no reason that counts.
        Invalid: a type or danger that is not of the charter, no unit, no contact, no area, or a time that cannot be.
    """
    actor.require("intelligence.plan")
    require_storable(draft=draft)
    _require_terms(draft, now)
    shape = shape_of(draft.ground, now)
    row = Plan(
        number=new_number("plan"), owner_id=actor.home, author_id=require_member(actor), type=draft.type,
        task=require_words(draft.task, "task"), unit=draft.unit.strip(), contact=draft.contact.strip(),
        danger=draft.danger, legal_basis=draft.legal_basis, purpose=draft.purpose.strip(),
        reference=draft.reference.strip(), made_at=now, checked_at=now, state=Plan.State.CHECKED,
        **columns_of(draft.ground, shape),
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(
        "intelligence.planned", row, actor=actor, at=now, after={"type": row.type, "district": row.district},
        purpose=row.purpose, reference=row.number,
    )  # fmt: skip
    _check(row, actor=actor, now=now)
    return row


def _check(row: Plan, *, actor: Actor, now: datetime) -> None:
    """Have a plan checked, and let the watch officer's clock run: the same steps for every plan."""
    check_others(row, actor=actor, now=now)
    outline = PlanOutline(
        plan=str(row.id), number=row.number, round=row.redraws, outline=row.outline, buffer=row.buffer,
        starts_at=row.starts_at.isoformat(), ends_at=row.ends_at.isoformat(),
    )  # fmt: skip
    passages.cross(  # rule: JOC-09
        "plan_check", outline, actor=actor, now=now, owner_id=row.owner_id,
        receiver_id=access.agency_by_code(PROTECTION_DESK).id,
    )  # fmt: skip
    joint = access.agency_by_code(JOINT_ROOM).id
    with acting_as(actor.through("gateway")):
        clocks.stop_all(row.id, now=now)
        clocks.start(CALL_CLOCK, row, owner_id=joint, reference=row.number, now=now)


def _own_open(actor: Actor, plan_id: UUID) -> Plan:
    row = Plan.objects.select_for_update().filter(id=plan_id, owner_id__in=actor.agency_ids).first()
    if row is None:
        raise NotFound
    actor.require("intelligence.plan")
    if row.state not in OPEN:
        raise NotOpen
    return row


@transaction.atomic
def redraw_plan(*, actor: Actor, now: datetime, plan_id: UUID, ground: Ground) -> Plan:
    """Change where and when; it is checked anew, and what was called before is void.

    A plan that is drawn anew as often as the charter says may be a search for whom it would touch: the inspector and
    the protection desk are told, whatever the check found.

    Raises:
        NotFound, NotOpen, NotPermitted: no open plan of the actor's agency, or the actor does not plan.
        Invalid: no area, or a time that cannot be.
    """
    row = _own_open(actor, plan_id)
    require_storable(ground=ground)
    shape = shape_of(ground, now)
    for name, value in columns_of(ground, shape).items():
        setattr(row, name, value)
    row.redraws += 1
    row.state, row.checked_at, row.called_at = Plan.State.CHECKED, now, None
    row.save()
    audit.record(
        "intelligence.plan_redrawn", row, actor=actor, at=now, after={"redraws": row.redraws}, reference=row.number
    )
    if row.redraws >= charter.current().jurisdiction.plan_redraws:  # rule: JOC-09
        _tell_of_redraws(row, actor=actor, now=now)
    _check(row, actor=actor, now=now)
    return row


def _tell_of_redraws(row: Plan, *, actor: Actor, now: datetime) -> None:
    with acting_as(actor.through("gateway")):
        for role in ("inspector", "protection_desk"):
            clocks.tell(REDRAWN, role=role, now=now, reference=row.number, subject=(PLAN, row.id))


def _called(actor: Actor, plan_id: UUID) -> Plan:
    row = Plan.objects.select_for_update().filter(id=plan_id).first()
    if row is None:
        raise NotFound
    actor.require("intelligence.deconflict")
    if row.state not in OPEN:
        raise NotOpen
    return row


@transaction.atomic
def call_plan(*, actor: Actor, now: datetime, plan_id: UUID, outcome: Call, reasons: str) -> Plan:
    """Record the watch officer's call to whoever planned: it may go, or not as it stands.

    Raises:
        NotFound, NotOpen: no such plan, or it has ended.
        NotPermitted, NotAPerson, ThinReasons: the decision is not one.
        ConflictOpen: it would let a plan go whose conflict with another nobody has resolved.
        WaitsForProtection: it would let a plan go for which the protection desk has not said its word, or against it.
        Invalid: another outcome.
    """
    row = _called(actor, plan_id)
    if outcome not in ("clear", "held"):
        raise Invalid(errors=[{"field": "outcome", "code": "UNKNOWN"}])
    require_storable(reasons=reasons)
    if outcome == "clear" and _open_conflicts(row.id):
        raise ConflictOpen
    if outcome == "clear" and not _may_go(row):  # rule: JOC-09
        raise WaitsForProtection
    decisions.authorise(
        "intelligence.plan_call", row, actor=actor, now=now, permission="intelligence.deconflict", outcome=outcome,
        owner_id=row.owner_id, reasons=reasons, party_ids=[actor.home],
    )  # fmt: skip
    row.state, row.called_at = Plan.State(outcome), now
    row.save(update_fields=["state", "called_at"])
    with acting_as(actor.through("gateway")):
        clocks.meet(CALL_CLOCK, row.id, now=now)
    audit.record(
        "intelligence.plan_called", row, actor=actor, at=now, after=outcome, reference=row.number, owner_id=row.owner_id
    )
    return row


def _may_go(row: Plan) -> bool:
    """Whether the protection desk has said its word about the plan as it is drawn now, and none against it."""
    words = set(PlanAnswer.objects.filter(plan_id=row.id, round=row.redraws).values_list("word", flat=True))
    word = PlanAnswer.Word
    return word.MOVE not in words and bool(words & {word.ORDINARY, word.GO})


def receive_word(actor: Actor, now: datetime, payload: PlanWord) -> None:
    """Take in the one word that the watch officer is told about a plan."""
    joint = access.agency_by_code(JOINT_ROOM).id
    with acting_as(system_actor("deconflict")):
        told = PlanAnswer(
            owner_id=joint, plan_id=UUID(payload.plan), round=payload.round, word=payload.word, said_at=now
        )
        PlanAnswer.objects.bulk_create([told])


def _open_conflicts(plan_id: UUID) -> bool:
    rows = PlanConflict.objects.filter(plan_ids__contains=[plan_id])
    return rows.exclude(state=PlanConflict.State.RESOLVED).exists()


def _conflict(actor: Actor, conflict_id: UUID) -> PlanConflict:
    row = PlanConflict.objects.select_for_update().filter(id=conflict_id).first()
    if row is None:
        raise NotFound
    actor.require("intelligence.deconflict")
    if row.state == PlanConflict.State.RESOLVED:
        raise NotOpen
    return row


@transaction.atomic
def own_conflict(*, actor: Actor, now: datetime, conflict_id: UUID) -> PlanConflict:
    """Take a conflict: it is this watch officer's until it is resolved or another takes it over.

    Raises:
        NotFound, NotOpen, NotPermitted: no such conflict, resolved, or the actor is no watch officer.
    """
    row = _conflict(actor, conflict_id)
    row.state, row.owned_by, row.owned_at = PlanConflict.State.OWNED, actor.user, now
    row.save(update_fields=["state", "owned_by", "owned_at"])
    audit.record("intelligence.conflict_owned", row, actor=actor, at=now, reference=row.number)
    return row


@transaction.atomic
def resolve_conflict(*, actor: Actor, now: datetime, conflict_id: UUID, how: str, reasons: str) -> PlanConflict:
    """End a conflict, saying how; only who owns it does.

    Raises:
        NotFound, NotOpen: no such conflict, resolved, or another watch officer owns it.
        NotPermitted, NotAPerson, ThinReasons: the decision is not one.
        Invalid: no way of the charter.
    """
    row = _conflict(actor, conflict_id)
    if row.owned_by != actor.user_id:
        raise NotOpen
    require_storable(how=how, reasons=reasons)
    require_code("plan_resolutions", how, "how", now)
    decisions.authorise(
        "intelligence.conflict", row, actor=actor, now=now, permission="intelligence.deconflict", outcome=how,
        owner_id=row.owner_id, reasons=reasons,
    )  # fmt: skip
    row.state, row.resolution, row.words = PlanConflict.State.RESOLVED, how, reasons.strip()
    row.resolved_by, row.resolved_at = actor.user, now
    row.save(update_fields=["state", "resolution", "words", "resolved_by", "resolved_at"])
    with acting_as(actor.through("deconflict")):
        PlanNotice.objects.filter(conflict_number=row.number, ended_at=None).update(ended_at=now)
    with acting_as(actor.through("gateway")):
        clocks.meet(CONFLICT_CLOCK, row.id, now=now)
    audit.record("intelligence.conflict_resolved", row, actor=actor, at=now, after=how, reference=row.number)
    return row


@transaction.atomic
def end_plan(*, actor: Actor, now: datetime, plan_id: UUID, happened: Happened, words: str = "") -> Plan:
    """Write down that an operation was carried out or called off. It is never refused for want of a call (W-4).

    One that went without a call, or against it, is flagged: the watch officer and the inspector are told.

    Raises:
        NotFound, NotOpen, NotPermitted: no open plan of the actor's agency, or the actor does not plan.
    """
    row = _own_open(actor, plan_id)
    flags = [WITHOUT_CALL] if happened == "executed" and row.state != Plan.State.CLEAR else []
    decisions.record_fact(
        "intelligence.plan_ended", row, actor=actor, now=now, outcome=happened, owner_id=row.owner_id, words=words,
        flags=flags, party_ids=[access.agency_by_code(JOINT_ROOM).id], reference=row.number,
    )  # fmt: skip
    row.state = Plan.State.EXECUTED if happened == "executed" else Plan.State.ABORTED
    row.done_at = now
    row.save(update_fields=["state", "done_at"])
    with acting_as(actor.through("gateway")):
        clocks.stop_all(row.id, now=now)
        for role in ("inspector", "watch_officer") if flags else ():
            clocks.tell(WITHOUT_CALL, role=role, now=now, reference=row.number, subject=(PLAN, row.id))  # rule: W-4
    return row


@transaction.atomic
def look_back(*, actor: Actor, now: datetime, plan_id: UUID, words: str) -> Plan:
    """Write down what came of an operation that has ended: what happened, what was hurt, what is to be learnt.

    Raises:
        NotFound, NotOpen, NotPermitted: no ended plan of the actor's agency, or the actor does not plan.
        Invalid: under ten characters.
    """
    row = Plan.objects.select_for_update().filter(id=plan_id, owner_id__in=actor.agency_ids).first()
    if row is None:
        raise NotFound
    actor.require("intelligence.plan")
    if row.state not in (Plan.State.EXECUTED, Plan.State.ABORTED):
        raise NotOpen
    require_storable(words=words)
    row.words, row.state = require_words(words, "words"), Plan.State.REPORTED
    row.save(update_fields=["words", "state"])
    audit.record("intelligence.plan_looked_back", row, actor=actor, at=now, reference=row.number)
    return row
