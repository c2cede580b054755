"""Planned operations: list, new, one plan; for watch officers the calls and the conflicts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tansiq.compartments.intelligence import actions, plan_queries
from tansiq.compartments.intelligence.forms.plans import (
    CallForm,
    EndForm,
    GroundForm,
    LookBackForm,
    PlanFilter,
    PlanForm,
    ResolveForm,
)
from tansiq.compartments.intelligence.plan_models import Plan, PlanConflict
from tansiq.compartments.intelligence.views import shown
from tansiq.kernel.access import queries as access
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.places import words_of
from tansiq.kernel.pages.request import OfficerRequest

READ, PLAN, DECONFLICT = "intelligence.read", "intelligence.plan", "intelligence.deconflict"
_ENDED = (Plan.State.EXECUTED, Plan.State.ABORTED)


def _line(row: Plan, agencies: dict[UUID, str]) -> dict[str, Any]:
    return {
        "row": row, "type": shown.label("plan_types", row.type), "danger": shown.label("plan_dangers", row.danger),
        "where": words_of(charter.current().area(row.district)), "agency": agencies.get(row.owner_id, ""),
        "state": row.get_state_display(), "form": row.get_form_display(), "is_open": row.state in plan_queries.OPEN,
        "purpose": shown.label("purposes", row.purpose), "legal_basis": shown.label("legal_bases", row.legal_basis),
    }  # fmt: skip


@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    flow.require(request, READ, DECONFLICT)
    form, agencies = PlanFilter(request.GET), access.agency_names()
    told = form.cleaned_data if form.is_valid() else {}
    rows, pager = flow.page_of(request, plan_queries.plans(is_open=told.get("state") != "ended"))
    context = {
        "lines": [_line(row, agencies) for row in rows], "pager": pager, "form": form,
        "is_filtered": any(told.values()), "may_plan": request.actor.has(PLAN),
    }  # fmt: skip
    return render(request, "intelligence/plans.html", context)


@require_http_methods(["GET", "POST"])
def new(request: OfficerRequest) -> HttpResponse:
    flow.require(request, PLAN)
    reason = flow.reason_kept(request)
    initial = {"purpose": reason.purpose, "reference": reason.reference} if reason else {}
    form = PlanForm(flow.typed(request), initial=initial)
    if form.is_valid():
        row = flow.act(request, form, actions.plan_operation)
        if row is not None:
            return redirect("intelligence:plan", row.id)
    return render(request, "intelligence/plan_new.html", {"form": form}, status=flow.status_of(form))


def _ground_of(row: Plan) -> dict[str, Any]:
    """What the form of a plan that is drawn anew starts with."""
    told = {name: getattr(row, name) for name in ("district", "form", "buffer", "starts_at", "ends_at")}
    if row.form == Plan.Form.AREA:
        told["corners"] = "\n".join(f"{lat}, {lon}" for lon, lat in row.shape.rings[0])
    return told


@require_http_methods(["GET", "POST"])
def redraw(request: OfficerRequest, plan_id: UUID) -> HttpResponse:
    flow.require(request, PLAN)
    row = plan_queries.plan_file(plan_id).plan
    form = GroundForm(flow.typed(request), initial=_ground_of(row))
    if form.is_valid() and flow.act(request, form, actions.redraw_plan, plan_id=row.id) is not None:
        return redirect("intelligence:plan", row.id)
    return render(request, "intelligence/plan_redraw.html", {"form": form, "row": row}, status=flow.status_of(form))


def _form_of(request: OfficerRequest, row: Plan) -> tuple[Any, Any]:
    """The one act that is open to the reader, as form and action; a pair of None where none is."""
    data = flow.typed(request)
    is_own = row.owner_id in request.actor.agency_ids and request.actor.has(PLAN)
    if is_own and row.state in plan_queries.OPEN:
        return EndForm(data), actions.end_plan
    if is_own and row.state in _ENDED:
        return LookBackForm(data), actions.look_back
    if request.actor.has(DECONFLICT) and row.state in plan_queries.OPEN:
        return CallForm(data), actions.call_plan
    return None, None


@require_http_methods(["GET", "POST"])
def show(request: OfficerRequest, plan_id: UUID) -> HttpResponse:
    flow.require(request, READ, DECONFLICT)
    told = plan_queries.plan_file(plan_id)
    row = told.plan
    form, action = _form_of(request, row)
    if form is not None and form.is_valid() and flow.act(request, form, action, plan_id=row.id) is not None:
        return redirect("intelligence:plan", row.id)
    watches = request.actor.has(DECONFLICT)
    context = {
        "row": row, "line": _line(row, access.agency_names()), "notices": told.notices, "form": form,
        "calls": [_call(one) for one in told.decisions], "watches": watches,
        "conflicts": plan_queries.conflicts_of(row.id) if watches else [],
        "words": plan_queries.words_of(row) if watches else [],
        "is_own": row.owner_id in request.actor.agency_ids, "is_open": row.state in plan_queries.OPEN,
        "may_redraw": request.actor.has(PLAN) and row.owner_id in request.actor.agency_ids,
    }  # fmt: skip
    return render(request, "intelligence/plan.html", context, status=flow.status_of(form) if form else 200)


def _call(one: Any) -> dict[str, Any]:
    words = {"clear": Plan.State.CLEAR, "held": Plan.State.HELD, "executed": Plan.State.EXECUTED,
             "aborted": Plan.State.ABORTED}  # fmt: skip
    state = words.get(one.outcome)
    return {"by": one.by, "at": one.decided_at, "outcome": state.label if state else one.outcome, "words": one.reasons}


@require_safe
def conflicts(request: OfficerRequest) -> HttpResponse:
    flow.require(request, DECONFLICT)
    form = PlanFilter(request.GET)
    told = form.cleaned_data if form.is_valid() else {}
    rows, pager = flow.page_of(request, plan_queries.conflicts(is_open=told.get("state") != "ended"))
    context = {"rows": rows, "pager": pager, "form": form, "is_filtered": any(told.values())}
    return render(request, "intelligence/conflicts.html", context)


@require_http_methods(["GET", "POST"])
def conflict(request: OfficerRequest, conflict_id: UUID) -> HttpResponse:
    flow.require(request, DECONFLICT)
    row, both = plan_queries.conflict(conflict_id)
    is_mine = row.state == PlanConflict.State.OWNED and row.owned_by == request.actor.user_id
    form = ResolveForm(flow.typed(request)) if is_mine else None
    resolve = actions.resolve_conflict
    if form and form.is_valid() and flow.act(request, form, resolve, conflict_id=row.id) is not None:
        return redirect("intelligence:conflict", row.id)
    agencies = access.agency_names()
    context = {
        "row": row, "lines": [_line(plan, agencies) for plan in both], "form": form, "is_mine": is_mine,
        "resolution": shown.label("plan_resolutions", row.resolution),
        "may_take": not is_mine and row.state != PlanConflict.State.RESOLVED,
    }  # fmt: skip
    return render(request, "intelligence/conflict.html", context, status=flow.status_of(form) if form else 200)


@require_POST
def own(request: OfficerRequest, conflict_id: UUID) -> HttpResponse:
    """Take a conflict."""
    flow.require(request, DECONFLICT)
    actions.own_conflict(actor=request.actor, now=timezone.now(), conflict_id=conflict_id)
    return redirect("intelligence:conflict", conflict_id)
