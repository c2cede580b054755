"""Pages of the questions about a danger: the list, one question with its assessment."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tansiq.compartments.protection import actions, queries
from tansiq.compartments.protection.forms import AssessForm, StateFilter
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest

READ, DECIDE = "protection.read", "protection.decide"


@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Whose danger is to be assessed, by number and day; no words stand in the list."""
    flow.require(request, READ)
    form = StateFilter(request.GET)
    told = form.cleaned_data if form.is_valid() else {}
    rows, pager = flow.page_of(request, queries.dangers(is_open=told.get("state") != "ended"))
    context = {
        "rows": rows, "pager": pager, "form": form, "is_filtered": any(told.values()), "now": timezone.now(),
    }  # fmt: skip
    return render(request, "protection/dangers.html", context)


@require_http_methods(["GET", "POST"])
def show(request: OfficerRequest, danger_id: UUID) -> HttpResponse:
    """Who is to be heard, what is feared, and the assessment."""
    flow.require(request, READ)
    row = queries.danger(danger_id)
    actions.require_no_kin_in(row, request.actor)
    waits = row.assessed_at is None and request.actor.has(DECIDE)
    form = AssessForm(flow.typed(request)) if waits else None
    if form and form.is_valid() and flow.act(request, form, actions.assess_danger, danger_id=row.id) is not None:
        messages.success(request, _("Recorded. Whoever asked has the number and the day, and no word of it."))
        return redirect("protection:danger", row.id)
    audit.record_read(  # rule: G13
        "protection.danger_read", row, actor=request.actor, at=timezone.now(), purpose="LIFE_AT_RISK",
        reference=row.number, owner_id=row.owner_id,
    )  # fmt: skip
    context = {"row": row, "form": form, "is_late": row.assessed_at is None and row.due_at < timezone.now()}
    return render(request, "protection/danger.html", context, status=flow.status_of(form) if form else 200)
