"""Reports: list, intake, one report."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from tansiq.compartments.intelligence import actions, queries
from tansiq.compartments.intelligence.forms.reports import ReportFilter, ReportForm
from tansiq.compartments.intelligence.views import shown
from tansiq.compartments.intelligence.views.searches import is_search_read
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.filters import given, keeps_words
from tansiq.kernel.pages.request import OfficerRequest

MOST = 500
_QUARANTINED = _(
    "Kept under quarantine as %(number)s: only an approver of your agency still reads it, to bring it before a judge."
    " The inspector has been told its number."
)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def listing(request: OfficerRequest) -> HttpResponse:
    flow.require(request, "intelligence.read")
    form = ReportFilter(given(request))
    told = form.cleaned_data if form.is_valid() else {}
    rows = queries.reports(
        text=told.get("q", ""), district=told.get("district", ""), limit=MOST,
        now=None if told.get("state") == "all" else timezone.now(),
    )  # fmt: skip
    page, pager = flow.page_of(request, rows)
    if not is_search_read(request, told.get("q", ""), page):
        return flow.reason_page(request)
    context = {
        "lines": [shown.report_line(row) for row in page], "pager": pager, "form": form,
        "is_filtered": any(told.values()), "may_report": request.actor.has("intelligence.report"),
        "may_assess": request.actor.has("gateway.release"),
    }  # fmt: skip
    return render(request, "intelligence/reports.html", context)


@require_http_methods(["GET", "POST"])
def new(request: OfficerRequest) -> HttpResponse:
    flow.require(request, "intelligence.report")
    reason = flow.reason_kept(request)
    initial = {"purpose": reason.purpose if reason else "", "handling": "P"}
    form = ReportForm(flow.typed(request), initial=initial)
    if form.is_valid():
        row = flow.act(request, form, actions.record_report)
        if row is not None and row.is_quarantined:
            messages.warning(request, _QUARANTINED % {"number": row.number})
            return redirect("intelligence:reports")
        if row is not None:
            return redirect("intelligence:report", row.id)
    return render(request, "intelligence/report_new.html", {"form": form}, status=flow.status_of(form))


@require_safe
def show(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    flow.require(request, "intelligence.read")
    reason = flow.reason_kept(request)
    if reason is None:
        return flow.reason_page(request)
    row = queries.read_report(
        actor=request.actor, now=timezone.now(), report_id=report_id, purpose=reason.purpose, reference=reason.reference
    )
    works = request.actor.has("intelligence.report") or request.actor.has("intelligence.accept")
    context = {
        "report": row, "line": shown.report_line(row), "source": shown.source(row), "reason": reason,
        "purpose": shown.label("purposes", row.purpose), "legal_basis": shown.label("legal_bases", row.legal_basis),
        # Who the source is concerns those who judge the report, not those who pass it on.
        "source_ref": row.source_ref if works else "", "may_propose": request.actor.has("intelligence.propose"),
        "may_assess": request.actor.has("gateway.release"),
    }  # fmt: skip
    return render(request, "intelligence/report.html", context)
