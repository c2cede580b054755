"""Budgets of asks: which are raised, and raising one for the shift."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tansiq.gateway import actions, queries
from tansiq.gateway.forms.budgets import RaiseForm
from tansiq.gateway.views import shown
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import NotFound


@require_http_methods(["GET", "POST"])
def budgets(request: OfficerRequest) -> HttpResponse:
    """What is raised now, by whom and why; and the form that raises one. Nothing here names who was asked about."""
    flow.require(request, "gateway.raise_budget")
    form = RaiseForm(flow.typed(request))
    if form.is_valid():
        try:
            row = flow.act(request, form, actions.raise_budget)
        except NotFound as problem:
            request.refused.append(problem)
            form.add_error("number", _("There is no receipt with this reference. Have it read out again."))
            row = None
        if row is not None:
            messages.success(request, _("Raised until the end of the shift. The officer can ask again."))
            return redirect("gateway:budgets")
    rows = [
        (row, shown.label("purposes", row.purpose), shown.agency_name(row.owner_id))
        for row in queries.budget_raises(timezone.now())
    ]
    return render(request, "gateway/budgets.html", {"form": form, "rows": rows}, status=flow.status_of(form))
