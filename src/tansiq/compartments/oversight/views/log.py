"""The inspector's pages: the log, and refusals counted by code."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tansiq.compartments.oversight import words
from tansiq.compartments.oversight.forms.log import LogFilter, PeriodForm
from tansiq.compartments.oversight.rules.days import bounds
from tansiq.compartments.oversight.views.shown import label
from tansiq.kernel.access import queries as access
from tansiq.kernel.audit import queries as audit
from tansiq.kernel.audit.queries import Entry
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import words as clock_words
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.filters import given, keeps_words
from tansiq.kernel.pages.request import OfficerRequest

Shown = dict[str, Any]


def _entry(row: Entry, handles: dict[UUID, str], agencies: dict[UUID, str]) -> Shown:
    purpose = label("purposes", row.purpose) if row.purpose else ""
    who = handles.get(row.user_id, "") if row.user_id else str(words.SYSTEMS.get(row.system, row.system))
    return {
        "at": row.at, "act": words.ACTS.get(row.act, row.act), "who": who, "purpose": purpose,
        "agency": agencies.get(row.agency_id, "") if row.agency_id else "", "reference": row.reference,
        "is_read": row.kind == Entry.Kind.READ,
    }  # fmt: skip


def _wanted(told: dict[str, Any]) -> QuerySet[Entry]:
    """The entries that the filter asks for; the database looks through the whole log, not the page through its end."""
    text, day = (told.get("q") or "").strip(), told.get("on")
    since, until = bounds(day, day, charter.current().jurisdiction.tz) if day else (None, None)
    folded = text.casefold()
    return audit.acts_and_reads(
        since=since, until=until, kind=told.get("kind") or "", text=text,
        agency_id=UUID(told["agency"]) if told.get("agency") else None,
        user_ids=access.accounts_like(text) if text else (),
        systems=[code for code, name in words.SYSTEMS.items() if folded in str(name).casefold()] if text else (),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def log(request: OfficerRequest) -> HttpResponse:
    flow.require(request, "oversight.read_log")
    form = LogFilter(given(request))
    told = form.cleaned_data if form.is_valid() else {}
    rows, pager = flow.page_of_many(request, _wanted(told), size=50)
    handles = access.handles({row.user_id for row in rows if row.user_id})
    agencies = access.agency_names()
    lines = [_entry(row, handles, agencies) for row in rows]
    context = {"lines": lines, "pager": pager, "form": form, "is_filtered": any(told.values())}
    return render(request, "oversight/log.html", context)


@require_safe
def refusals(request: OfficerRequest) -> HttpResponse:
    """How often each rule refused; never whom, never about whom."""
    flow.require(request, "oversight.read_log")
    form = PeriodForm(request.GET if "days" in request.GET else None, initial={"days": 30})
    days = int(form.cleaned_data["days"] or 30) if form.is_valid() else 30
    counted = audit.refusals_by_code(since=timezone.now() - timedelta(days=days))
    lines = [
        {"code": code, "title": clock_words.problem_title(code), "count": count}
        for code, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    ]
    context = {"lines": lines, "form": form, "total": sum(counted.values())}
    return render(request, "oversight/refusals.html", context)
