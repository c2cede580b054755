"""Planned operations, as their own agency writes them: planned, drawn anew, ended, and looked back at."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, cast
from uuid import UUID

from django.db import transaction

from tansiq.compartments.intelligence.actions.grounds import check_others, columns_of, shape_of
from tansiq.compartments.intelligence.actions.terms import (
    require_member,
    require_storable,
    require_words,
)
from tansiq.compartments.intelligence.errors import NoPurpose, NotOpen
from tansiq.compartments.intelligence.plan_drafts import Ground, PlanDraft
from tansiq.compartments.intelligence.plan_models import Plan
from tansiq.gateway import passages
from tansiq.gateway.passage_payloads import PlanOutline
from tansiq.gateway.rules import JOINT_ROOM, PROTECTION_DESK
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit.rules import is_reference
from tansiq.kernel.bases import require_basis, require_code, require_purpose
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.cleaning import cleaned
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.geography.shapes import Shape
from tansiq.kernel.problems import Together, existing
from tansiq.people.rules import new_number

CALL_CLOCK, REDRAWN, WITHOUT_CALL = "PLAN-CALL", "PLAN-REDRAWN", "PLAN-WITHOUT-CALL"
PLAN = "intelligence.plan"
OPEN = (Plan.State.PLANNED, Plan.State.CHECKED, Plan.State.CLEAR, Plan.State.HELD)
Happened = Literal["executed", "aborted"]


def _require_terms(draft: PlanDraft, now: datetime) -> Shape:
    """The outline of where it takes place; every fault of the form is told at once."""
    asked = Together()
    asked.ask(lambda: require_purpose(draft.purpose, now))
    if not is_reference(draft.reference):
        asked.refuse(NoPurpose(errors=[{"field": "reference", "code": "MISSING"}]))
    asked.ask(lambda: require_basis(draft.legal_basis, now))  # rule: G2
    asked.ask(lambda: require_code("plan_types", draft.type, "type", now))
    asked.ask(lambda: require_code("plan_dangers", draft.danger, "danger", now))
    asked.ask(lambda: require_words(draft.task, "task"))
    for field, told in (("unit", draft.unit), ("contact", draft.contact)):
        if not told.strip():
            asked.fault(field, "MISSING")
    shape = asked.ask(lambda: shape_of(draft.ground, now))
    asked.settle()
    return cast("Shape", shape)


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
    shape = _require_terms(draft, now)
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
    row = existing(Plan.objects.select_for_update().filter(id=plan_id, owner_id__in=actor.agency_ids))
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
    row = existing(Plan.objects.select_for_update().filter(id=plan_id, owner_id__in=actor.agency_ids))
    actor.require("intelligence.plan")
    if row.state not in (Plan.State.EXECUTED, Plan.State.ABORTED):
        raise NotOpen
    row.words, row.state = require_words(cleaned(words), "words"), Plan.State.REPORTED
    row.save(update_fields=["words", "state"])
    audit.record("intelligence.plan_looked_back", row, actor=actor, at=now, reference=row.number)
    return row
