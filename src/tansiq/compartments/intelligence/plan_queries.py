"""Planned operations and their conflicts, as the walls let the actor see them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tansiq.compartments.intelligence.plan_models import Plan, PlanAnswer, PlanConflict, PlanNotice
from tansiq.kernel.decisions import queries as decisions
from tansiq.kernel.decisions.queries import Decision
from tansiq.kernel.problems import existing

MOST = 500
OPEN = (Plan.State.PLANNED, Plan.State.CHECKED, Plan.State.CLEAR, Plan.State.HELD)


@dataclass(frozen=True)
class PlanFile:
    """A plan with what its own agency may know of it."""

    plan: Plan
    notices: tuple[PlanNotice, ...]
    decisions: tuple[Decision, ...]


def plans(*, is_open: bool = True, state: str = "", limit: int = MOST) -> list[Plan]:
    """Plans that exist for the actor: of the own agency, to a watch officer of every one; the soonest first."""
    rows = Plan.objects.filter(state__in=OPEN) if is_open else Plan.objects.exclude(state__in=OPEN)
    if state:
        rows = rows.filter(state=state)
    return list(rows.order_by("starts_at" if is_open else "-starts_at", "number")[:limit])


def plan_file(plan_id: UUID) -> PlanFile:
    """One plan.

    Raises:
        NotFound: absent, or hidden.
    """
    row = existing(Plan.objects.filter(id=plan_id))
    notices = PlanNotice.objects.filter(plan_id=row.id, owner_id=row.owner_id).order_by("found_at")
    return PlanFile(row, tuple(notices), tuple(decisions.of_subject(row.id)))


def conflicts(*, is_open: bool = True, limit: int = MOST) -> list[PlanConflict]:
    """Conflicts, the oldest first; for watch officers alone."""
    rows = PlanConflict.objects.all()
    resolved = PlanConflict.State.RESOLVED
    rows = rows.exclude(state=resolved) if is_open else rows.filter(state=resolved)
    return list(rows.order_by("found_at", "number")[:limit])


def conflict(conflict_id: UUID) -> tuple[PlanConflict, list[Plan]]:
    """One conflict with both plans.

    Raises:
        NotFound: absent, or hidden.
    """
    row = existing(PlanConflict.objects.filter(id=conflict_id))
    return row, list(Plan.objects.filter(id__in=row.plan_ids).order_by("starts_at", "number"))


def words_of(row: Plan) -> list[PlanAnswer]:
    """What the protection desk said of a plan as it is drawn now; for watch officers alone."""
    return list(PlanAnswer.objects.filter(plan_id=row.id, round=row.redraws).order_by("said_at"))


def conflicts_of(plan_id: UUID) -> list[PlanConflict]:
    """Conflicts of a plan; for watch officers alone."""
    return list(PlanConflict.objects.filter(plan_ids__contains=[plan_id]).order_by("found_at", "number"))
