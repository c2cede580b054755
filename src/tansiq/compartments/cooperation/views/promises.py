"""What was promised, by whomever, beside what was done."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tansiq.compartments.cooperation import actions, queries
from tansiq.compartments.cooperation.forms.promises import AnswerForm, DayForm, OutcomeForm, PromiseForm
from tansiq.compartments.cooperation.models import Promise
from tansiq.compartments.cooperation.views import shown
from tansiq.compartments.cooperation.views.acts import OPEN, REVIEW
from tansiq.compartments.cooperation.views.reading import asks
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest

READ = "cooperation.read"


def needs_day(row: Promise) -> bool:
    """The authority promised it, and nobody has said by which day it is done."""
    return not row.flags and row.due_on is None and row.outcome_at is None


@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Every promise that exists for the reader, the last said first, with what became of it."""
    flow.require(request, READ)
    rows, pager = flow.page_of(request, queries.promises())
    context = {"promises": [shown.promise(one) for one in rows], "pager": pager,
               "may_add": request.actor.has(OPEN) or request.actor.has(REVIEW)}  # fmt: skip
    return render(request, "cooperation/promises.html", context)


@require_http_methods(["GET", "POST"])
def new(request: OfficerRequest) -> HttpResponse:
    """Something that was promised to many."""
    flow.require(request, OPEN, REVIEW)
    form = PromiseForm(flow.typed(request))
    if form.is_valid() and (row := flow.act(request, form, actions.record_promise)) is not None:
        messages.success(request, _("Recorded."))
        return redirect("cooperation:promise", row.id)
    return render(request, "cooperation/promise_new.html", {"form": form}, status=flow.status_of(form))


@require_http_methods(["GET", "POST"])
def show(request: OfficerRequest, promise_id: UUID) -> HttpResponse:
    """A promise; the legal reviewer says what is told to the person, the prosecution what became of it."""
    flow.require(request, READ)
    row = queries.promise(promise_id)
    typed = flow.typed(request)
    form: Any = None
    action: Any = None
    title = ""
    if row.answered_at is None and request.actor.has(REVIEW):
        form, action, title = AnswerForm(typed), actions.answer_promise, _("What the person is told")
    elif needs_day(row) and request.actor.has(OPEN) and "done" not in (typed or ()):
        form, action, title = DayForm(typed), actions.name_promise_day, _("By which day is it done?")
    elif row.outcome_at is None and request.actor.has(OPEN):
        form, action, title = OutcomeForm(typed), actions.record_outcome, _("What became of it")
    if form and form.is_valid() and flow.act(request, form, action, promise_id=row.id) is not None:
        messages.success(request, _("Recorded."))
        return redirect("cooperation:promise", row.id)
    if row.file and (asked := asks(request, row.file)) is not None:
        return asked
    context = {"one": shown.promise(row), "row": row, "form": form, "title": title}
    return render(request, "cooperation/promise.html", context, status=flow.status_of(form) if form else 200)
