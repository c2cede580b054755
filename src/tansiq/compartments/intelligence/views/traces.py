"""Traces: list, new, one trace with its outcome."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tansiq.compartments.intelligence import actions, queries
from tansiq.compartments.intelligence.forms.traces import OutcomeForm, TraceFilter, TraceForm
from tansiq.compartments.intelligence.models import Trace
from tansiq.compartments.intelligence.views import shown
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest

MOST = 500


@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    flow.require(request, "intelligence.read")
    form = TraceFilter(request.GET)
    told = form.cleaned_data if form.is_valid() else {}
    page, pager = flow.page_of(request, queries.traces(is_open=told.get("state") != "done", limit=MOST))
    context = {
        "lines": [shown.trace_line(row) for row in page], "pager": pager, "form": form,
        "is_filtered": any(told.values()), "may_trace": request.actor.has("intelligence.trace"),
    }  # fmt: skip
    return render(request, "intelligence/traces.html", context)


@require_http_methods(["GET", "POST"])
def new(request: OfficerRequest) -> HttpResponse:
    flow.require(request, "intelligence.trace")
    reason = flow.reason_kept(request)
    initial = {"purpose": reason.purpose if reason else "", "subject_id": request.GET.get("subject", "")}
    form = TraceForm(flow.typed(request), initial=initial)
    if form.is_valid():
        row = flow.act(request, form, actions.assign_trace)
        if row is not None:
            return redirect("intelligence:trace", row.id)
    return render(request, "intelligence/trace_new.html", {"form": form}, status=flow.status_of(form))


def _trace(trace_id: UUID) -> Trace:
    return queries.trace(trace_id)


@require_http_methods(["GET", "POST"])
def show(request: OfficerRequest, trace_id: UUID) -> HttpResponse:
    flow.require(request, "intelligence.read")
    row = _trace(trace_id)
    form = OutcomeForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.record_outcome, trace_id=row.id) is not None:
        return redirect("intelligence:trace", row.id)
    works = row.done_at is None and request.actor.has("intelligence.trace")
    context = {"line": shown.trace_line(row), "form": form if works or form.is_bound else None}
    return render(request, "intelligence/trace.html", context, status=flow.status_of(form))
