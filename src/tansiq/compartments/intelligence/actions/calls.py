"""The watch officer's side of planned operations: the call about each plan, and conflicts until they are resolved."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from tansiq.compartments.intelligence.actions.grounds import CONFLICT_CLOCK
from tansiq.compartments.intelligence.actions.plans import CALL_CLOCK, OPEN
from tansiq.compartments.intelligence.actions.terms import require_storable
from tansiq.compartments.intelligence.errors import ConflictOpen, NotOpen, WaitsForProtection
from tansiq.compartments.intelligence.plan_models import Plan, PlanAnswer, PlanConflict, PlanNotice
from tansiq.gateway.passage_payloads import PlanWord
from tansiq.gateway.rules import JOINT_ROOM
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.bases import require_code
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, existing

Call = Literal["clear", "held"]


def _called(actor: Actor, plan_id: UUID) -> Plan:
    row = existing(Plan.objects.select_for_update().filter(id=plan_id))
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
    row = existing(PlanConflict.objects.select_for_update().filter(id=conflict_id))
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
