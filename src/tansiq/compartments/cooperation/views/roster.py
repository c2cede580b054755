"""Lawyers on call, and calls of counsel."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tansiq.compartments.cooperation import actions, queries
from tansiq.compartments.cooperation.forms.files import CameForm, OnCallForm
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest

OPEN, HANDLE = "cooperation.open", "cooperation.handle"


@require_http_methods(["GET", "POST"])
def roster(request: OfficerRequest) -> HttpResponse:
    """Who comes when counsel is called."""
    flow.require(request, OPEN, HANDLE)
    may_add = request.actor.has(OPEN)
    form = OnCallForm(flow.typed(request)) if may_add else None
    if form and form.is_valid() and flow.act(request, form, actions.add_on_call) is not None:
        messages.success(request, _("On the roster."))
        return redirect("cooperation:roster")
    now = timezone.now()
    lines = [{"row": row, "is_now": row.from_at <= now} for row in queries.on_call(now)]
    context = {"lines": lines, "form": form}
    return render(request, "cooperation/roster.html", context, status=flow.status_of(form) if form else 200)


@require_POST
def off(request: OfficerRequest, on_call_id: UUID) -> HttpResponse:
    """Take a lawyer off the roster."""
    flow.require(request, OPEN)
    actions.end_on_call(actor=request.actor, now=timezone.now(), on_call_id=on_call_id)
    return redirect("cooperation:roster")


@require_http_methods(["GET", "POST"])
def call(request: OfficerRequest, call_id: UUID) -> HttpResponse:
    """A call of counsel: when he was called, and that he came."""
    flow.require(request, OPEN, HANDLE)
    row = queries.call(call_id)
    form = CameForm(flow.typed(request)) if row.came_at is None else None
    if form and form.is_valid() and flow.act(request, form, actions.counsel_came, call_id=row.id) is not None:
        messages.success(request, _("Recorded."))
        return redirect("cooperation:file", row.file_id)
    context = {"row": row, "file": row.file, "form": form,
               "is_late": row.came_at is None and row.due_at < timezone.now()}  # fmt: skip
    return render(request, "cooperation/call.html", context, status=flow.status_of(form) if form else 200)
