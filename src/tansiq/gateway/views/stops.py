"""Stops as prison and prosecution see them: the reference, since when, and one word: court."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tansiq.gateway import actions, lists, queries, stop_paper
from tansiq.gateway.actions.stops import ACKNOWLEDGE
from tansiq.gateway.forms.stops import StopForm
from tansiq.gateway.views import shown
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.paper import as_paper
from tansiq.kernel.pages.request import OfficerRequest


@require_safe
def stops(request: OfficerRequest) -> HttpResponse:
    """Every stop that stands; the words are the same for every cause."""
    flow.require(request, "gateway.take_stop")
    rows, pager = flow.page_of_many(request, lists.stops())
    return render(request, "gateway/stops.html", {"lines": rows, "pager": pager})


@require_http_methods(["GET", "POST"])
def stop(request: OfficerRequest, stop_id: UUID) -> HttpResponse:
    """One stop, to be acknowledged by voice and paper."""
    flow.require(request, "gateway.take_stop")
    row = queries.stop(stop_id)
    form = StopForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.acknowledge_stop, stop_id=row.id) is not None:
        messages.success(request, _("Acknowledged. Nothing irreversible is done until the court has spoken."))
        return redirect("gateway:stop", row.id)
    context = {
        "row": row, "form": form if row.acknowledged_at is None else None,
        "clock": shown.clock(ACKNOWLEDGE[row.told], row.due_at, timezone.now(), met_at=row.acknowledged_at),
    }  # fmt: skip
    return render(request, "gateway/stop.html", context, status=flow.status_of(form))


@require_safe
def paper(request: OfficerRequest, stop_id: UUID) -> HttpResponse:
    """The sheet that lies on top of the file of whoever is told."""
    flow.require(request, "gateway.take_stop")
    row = queries.stop(stop_id)
    made = stop_paper.pdf(row, agency=shown.agency_name(row.agency_id), now=timezone.now())
    return as_paper(made, row.number)
