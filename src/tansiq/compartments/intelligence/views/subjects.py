"""Subjects: list, proposal, file, a hidden field."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tansiq.compartments.intelligence import actions, queries
from tansiq.compartments.intelligence.forms.subjects import RevealForm, SubjectFilter, SubjectForm
from tansiq.compartments.intelligence.forms.terms import uuids
from tansiq.compartments.intelligence.models import Subject
from tansiq.compartments.intelligence.views import shown, words
from tansiq.compartments.intelligence.views.searches import is_search_read
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.filters import given, keeps_words
from tansiq.kernel.pages.flow import Reason
from tansiq.kernel.pages.request import OfficerRequest, display_of
from tansiq.kernel.problems import NotFound

MOST = 500
State = Subject.State


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def listing(request: OfficerRequest) -> HttpResponse:
    flow.require(request, "intelligence.read")
    form = SubjectFilter(given(request))
    told = form.cleaned_data if form.is_valid() else {}
    rows = queries.subjects(
        state=told.get("state", ""), text=told.get("q", ""), district=told.get("district", ""), limit=MOST
    )
    if told.get("order") == "review":
        rows.sort(key=lambda row: (row.ended_at is not None, row.review_on))
    page, pager = flow.page_of(request, rows)
    if not is_search_read(request, told.get("q", ""), page):
        return flow.reason_page(request)
    context = {
        "lines": [shown.subject_line(row) for row in page], "pager": pager, "form": form,
        "is_filtered": any(told.values()), "may_propose": request.actor.has("intelligence.propose"),
    }  # fmt: skip
    return render(request, "intelligence/subjects.html", context)


@require_http_methods(["GET", "POST"])
def new(request: OfficerRequest) -> HttpResponse:
    flow.require(request, "intelligence.propose")
    reason = flow.reason_kept(request)
    initial = {"purpose": reason.purpose if reason else "", "handling": "P"}
    typed = flow.typed(request)
    form = SubjectForm(typed, initial=initial, report_ids=uuids(request.GET.getlist("report")))
    if form.is_valid():
        row = flow.act(request, form, actions.propose_subject)
        if row is not None:
            return redirect("intelligence:subject", row.id)
    return render(request, "intelligence/subject_new.html", {"form": form}, status=flow.status_of(form))


def is_undetermined(category: str) -> bool:
    """Whether what the person is to the record is yet to be determined."""
    return charter.current().subject_category(category).to_resolve


def _by_phone(row: Subject, actor: Actor) -> str:
    """The act that waits for an approver who is elsewhere; empty for whoever approves at the desk."""
    if actor.has("intelligence.accept"):
        return ""
    return {State.PROPOSED: "intelligence.accept", State.UNDER_REVIEW: "intelligence.keep"}.get(State(row.state), "")


def _acts(row: Subject, request: OfficerRequest) -> dict[str, Any]:
    """Which acts the page offers; the actions decide."""
    actor = request.actor
    second = actor.has("intelligence.accept") and row.author_id != actor.member_id
    is_running = row.state in (State.ACTIVE, State.UNDER_REVIEW)
    ends = is_running or row.state in (State.PROPOSED, State.EXPIRED)
    return {
        "accept": row.state == State.PROPOSED and second,
        "categorise": ends and row.state != State.EXPIRED and second and is_undetermined(row.category),
        "keep": is_running and second,
        "revalidate": is_running and second,
        "review": row.state == State.ACTIVE and actor.has("intelligence.propose"),
        "clear": ends and actor.has("intelligence.clear"),
        # Whoever does not decide may take the approver's code over the phone.
        "by_phone": _by_phone(row, actor),
        "trace": row.state == State.ACTIVE and actor.has("intelligence.trace"),
    }


def read(request: OfficerRequest, subject_id: UUID, reason: Reason) -> queries.SubjectFile:
    """The file, its read logged under the reason of the shift."""
    return queries.subject_file(
        actor=request.actor, now=timezone.now(), subject_id=subject_id, purpose=reason.purpose,
        reference=reason.reference,
    )  # fmt: skip


def file_context(
    request: OfficerRequest, told: queries.SubjectFile, reason: Reason, *, revealed: Collection[str] = ()
) -> dict[str, Any]:
    """What the page of a file draws."""
    row, now, agencies = told.subject, timezone.now(), access.agency_names()
    events, reads = shown.trail(told)
    digits = display_of(request)["digits"]
    return {
        "subject": row, "line": shown.subject_line(row), "reason": reason,
        "kit": shown.kit(told.kit, digits=digits, revealed=revealed), "suspicion": shown.suspicion(told),
        "owner": agencies.get(row.owner_id, ""), "sources": [shown.source(report) for report in told.reports],
        "independent": told.independent_count, "legal_basis": shown.label("legal_bases", row.legal_basis),
        "purpose": shown.label("purposes", row.purpose), "clocks": [shown.clock(item, now) for item in told.clocks],
        "decisions": [shown.decision(item, row, agencies) for item in told.decisions],
        "copies": shown.disclosures(told.disclosures, now), "traces": [shown.trace_line(item) for item in told.traces],
        "events": events, "reads": reads, "may": _acts(row, request),
    }  # fmt: skip


@require_safe
def show(request: OfficerRequest, subject_id: UUID) -> HttpResponse:
    flow.require(request, "intelligence.read")
    reason = flow.reason_kept(request)
    if reason is None:
        return flow.reason_page(request)
    told = read(request, subject_id, reason)
    return render(request, "intelligence/subject.html", file_context(request, told, reason))


@require_POST
def reveal(request: OfficerRequest, subject_id: UUID) -> HttpResponse:
    """Show one hidden field on this one page; a reload asks again."""
    flow.require(request, "intelligence.read")
    reason = flow.reason_kept(request)
    if reason is None:
        return redirect("intelligence:subject", subject_id)
    told, form = read(request, subject_id, reason), RevealForm(request.POST)
    revealed = set()
    if form.is_valid():
        field = form.cleaned_data["field"]
        if field not in shown.hidden_fields(told.kit):
            raise NotFound
        audit.record(  # rule: G21
            words.REVEALED, told.subject, actor=request.actor, at=timezone.now(), after=field,
            words=form.cleaned_data["reason"], purpose=reason.purpose, reference=reason.reference,
        )  # fmt: skip
        revealed.add(field)
    context = file_context(request, told, reason, revealed=revealed) | {"form": form}
    return render(request, "intelligence/subject.html", context, status=flow.status_of(form))
