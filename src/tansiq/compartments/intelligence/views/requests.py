"""Requests for information: list, new, one request with its answer."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tansiq.compartments.intelligence import actions, queries
from tansiq.compartments.intelligence.forms.requests import AnswerForm, RequestFilter, RequestForm
from tansiq.compartments.intelligence.models import InformationRequest
from tansiq.compartments.intelligence.views import shown
from tansiq.kernel.access import queries as access
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest

MOST = 500


@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    flow.require(request, "intelligence.read")
    form, mine = RequestFilter(request.GET), request.actor.agency_ids
    told = form.cleaned_data if form.is_valid() else {}
    rows = queries.information_requests(state=told.get("state", ""), limit=MOST)
    if side := told.get("side"):
        rows = [row for row in rows if (row.owner_id in mine) == (side == "ours")]
    page, pager = flow.page_of(request, rows)
    names, now = access.agency_names(), timezone.now()
    context = {
        "lines": [shown.request_line(row, names, now) for row in page], "pager": pager, "form": form,
        "is_filtered": any(told.values()), "may_ask": request.actor.has("intelligence.request"),
    }  # fmt: skip
    return render(request, "intelligence/requests.html", context)


@require_http_methods(["GET", "POST"])
def new(request: OfficerRequest) -> HttpResponse:
    flow.require(request, "intelligence.request")
    reason = flow.reason_kept(request)
    initial = {"purpose": reason.purpose, "reference": reason.reference} if reason else {}
    form = RequestForm(flow.typed(request), initial=initial)
    if form.is_valid():
        row = flow.act(request, form, actions.ask_information)
        if row is not None:
            return redirect("intelligence:request", row.id)
    return render(request, "intelligence/request_new.html", {"form": form}, status=flow.status_of(form))


@require_http_methods(["GET", "POST"])
def show(request: OfficerRequest, request_id: UUID) -> HttpResponse:
    flow.require(request, "intelligence.read")
    row = queries.information_request(request_id)
    form = AnswerForm(flow.typed(request), initial={"handling": "P"})
    if form.is_valid() and flow.act(request, form, actions.answer_information, request_id=row.id) is not None:
        return redirect("intelligence:request", row.id)
    is_open = row.state == InformationRequest.State.ASKED
    answers = is_open and row.addressee_id in request.actor.agency_ids and request.actor.has("intelligence.answer")
    context = {
        "row": row, "line": shown.request_line(row, access.agency_names(), timezone.now()),
        "form": form if answers or form.is_bound else None, "purpose": shown.label("purposes", row.purpose),
        "legal_basis": shown.label("legal_bases", row.legal_basis), "handling": shown.handling(row.handling),
        "refusal": shown.label("rfi_refusal_reasons", row.refusal_reason),
    }  # fmt: skip
    return render(request, "intelligence/request.html", context, status=flow.status_of(form))
