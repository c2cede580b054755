"""Files of cooperation: list, new, the file, its terms and sessions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tansiq.compartments.cooperation import actions, queries
from tansiq.compartments.cooperation.forms.files import ApproveForm, ChildForm, FileFilter, FileForm, ReviewForm
from tansiq.compartments.cooperation.forms.sessions import HeldForm
from tansiq.compartments.cooperation.models import Terms
from tansiq.compartments.cooperation.views import shown
from tansiq.compartments.cooperation.views.acts import HANDLE, OPEN, offered
from tansiq.compartments.cooperation.views.reading import asks
from tansiq.gateway import official_places
from tansiq.gateway.forms.places import ON_NO_LIST
from tansiq.kernel.access import queries as access
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest

READ, PROMISE, REVIEW = "cooperation.read", "cooperation.promise", "cooperation.review"


@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Files by number; no reference of a case stands in a list."""
    flow.require(request, READ)
    form = FileFilter(request.GET)
    number = form.cleaned_data["number"] if form.is_valid() else ""
    rows, pager = flow.page_of(request, queries.files(number=number))
    context = {
        "rows": rows, "pager": pager, "form": form, "is_filtered": bool(number), "may_open": request.actor.has(OPEN),
        "may_see_roster": request.actor.has(OPEN) or request.actor.has(HANDLE),
    }  # fmt: skip
    return render(request, "cooperation/files.html", context)


@require_http_methods(["GET", "POST"])
def new(request: OfficerRequest) -> HttpResponse:
    flow.require(request, OPEN)
    form = FileForm(flow.typed(request))
    if form.is_valid() and (row := flow.act(request, form, actions.open_file)) is not None:
        return redirect("cooperation:file", row.id)
    return render(request, "cooperation/file_new.html", {"form": form}, status=flow.status_of(form))


@require_http_methods(["GET", "POST"])
def child(request: OfficerRequest) -> HttpResponse:
    """A child was heard: it is kept in a file without terms, and told."""
    flow.require(request, OPEN)
    form = ChildForm(flow.typed(request))
    if form.is_valid() and (row := flow.act(request, form, actions.record_child)) is not None:
        messages.success(request, _("Recorded. Child protection and the inspector have been told."))
        return redirect("cooperation:file", row.id)
    return render(request, "cooperation/child_new.html", {"form": form}, status=flow.status_of(form))


@require_safe
def show(request: OfficerRequest, file_id: UUID) -> HttpResponse:
    """The file: where it stands, what may be promised, and everything in it."""
    flow.require(request, READ)
    reason = flow.reason_kept(request)
    if reason is None:
        return flow.reason_page(request)
    told = queries.file_read(
        actor=request.actor, now=timezone.now(), file_id=file_id, purpose=reason.purpose, reference=reason.reference
    )
    row, actor = told.file, request.actor
    context = {
        "file": row, "told": told, "reason": reason, "responsibility": shown.label(
            "cooperation_responsibilities", row.responsibility
        ),
        "came_by": shown.label("cooperation_came_by", row.came_by),
        "court": access.agency_names().get(row.court_id, "") if row.court_id else "",
        "most": shown.most_benefit(row), "terms": [shown.terms(one) for one in told.terms],
        "sessions": [shown.session(one) for one in told.sessions],
        "steps": [shown.step(one) for one in reversed(told.steps)],
        "people_acts": offered(actor, row, "people"), "step_acts": offered(actor, row, "steps"),
        "session_acts": offered(actor, row, "sessions"), "promise_acts": offered(actor, row, "promises"),
        "claims": [shown.claim(one) for one in told.claims], "promises": [shown.promise(one) for one in told.promises],
        "payments": [shown.flagged(one) for one in told.payments],
        "appearances": [shown.flagged(one) for one in told.appearances],
        "examinations": told.examinations, "instigations": [shown.instigation(one) for one in told.instigations],
        "assessments": [shown.assessment(one) for one in told.assessments], "may_open": actor.has(OPEN),
        "may_hear": actor.has(OPEN) or actor.has(HANDLE), "sees_sessions": not actor.has(REVIEW),
    }  # fmt: skip
    return render(request, "cooperation/file.html", context)


@require_http_methods(["GET", "POST"])
def terms(request: OfficerRequest, terms_id: UUID) -> HttpResponse:
    """One version of the terms; the lawyer reviews it here, the prosecutor approves."""
    flow.require(request, READ)
    row = queries.terms(terms_id)
    form: Any = None
    action: Any = None
    title = ""
    if row.review == Terms.Review.WAITING and request.actor.has(REVIEW):
        form, action, title = ReviewForm(flow.typed(request)), actions.review_terms, _("Legal review")
    elif row.review == Terms.Review.PASSED and row.approved_at is None and request.actor.has(PROMISE):
        form, action, title = ApproveForm(flow.typed(request)), actions.approve_terms, _("Approve the terms")
    if form and action and form.is_valid() and flow.act(request, form, action, terms_id=row.id) is not None:
        messages.success(request, _("Recorded."))
        return redirect("cooperation:terms", row.id)
    if (asked := asks(request, row.file)) is not None:
        return asked
    context = {"one": shown.terms(row), "row": row, "file": row.file, "form": form, "title": title}
    return render(request, "cooperation/terms.html", context, status=flow.status_of(form) if form else 200)


@require_http_methods(["GET", "POST"])
def session(request: OfficerRequest, session_id: UUID) -> HttpResponse:
    """A session: as planned until somebody writes down how it took place."""
    flow.require(request, READ)
    row = queries.session(session_id)
    hears = request.actor.has(OPEN) or request.actor.has(HANDLE)
    # Of a session that was planned at a listed place before the list was kept, which one it was is asked.
    planned_at = row.place_code or ("" if row.is_place_listed else ON_NO_LIST)  # rule: E16 -> planned_at = ON_NO_LIST
    # When it began is what somebody saw, and no plan says it.
    room = official_places.room_of(row.place_code, row.place)
    initial = {"place_code": planned_at, "place": room, "topics": row.topics}
    form = HeldForm(flow.typed(request), initial=initial) if hears and row.held_at is None else None
    if form and form.is_valid() and flow.act(request, form, actions.hold_session, session_id=row.id) is not None:
        messages.success(request, _("Recorded."))
        return redirect("cooperation:session", row.id)
    if (asked := asks(request, row.file)) is not None:
        return asked
    claims, mentions = queries.of_session(row)
    context = {
        "one": shown.session(row), "row": row, "file": row.file, "form": form, "mentions": mentions,
        "claims": [shown.claim(one) for one in claims], "may_record": hears and row.held_at is not None,
    }  # fmt: skip
    return render(request, "cooperation/session.html", context, status=flow.status_of(form) if form else 200)


@require_POST
def counsel_end(request: OfficerRequest, defender_id: UUID) -> HttpResponse:
    """The mandate of a counsel has ended."""
    flow.require(request, OPEN)
    row = actions.end_counsel(actor=request.actor, now=timezone.now(), counsel_id=defender_id)
    return redirect("cooperation:file", row.file_id)


@require_POST
def handler_end(request: OfficerRequest, handler_id: UUID) -> HttpResponse:
    """A handler works on the file no longer."""
    flow.require(request, OPEN)
    row = actions.end_handler(actor=request.actor, now=timezone.now(), handler_id=handler_id)
    return redirect("cooperation:file", row.file_id)
