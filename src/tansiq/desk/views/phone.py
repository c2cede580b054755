"""Approval by phone: the officer on duty types; the approver confirms at the next sign-in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tansiq.desk.member_forms import ConfirmForm, PhoneForm
from tansiq.kernel.access import queries as access
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.decisions import actions, phone, queries
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import NotFound


@require_http_methods(["GET", "POST"])
def approve(request: OfficerRequest, act: str, subject_id: UUID) -> HttpResponse:
    """What is decided, its reference and four signs to read out; the approver's code comes back."""
    second, actor, now = phone.act_of(act), request.actor, timezone.now()
    waiting = second.describe(actor, subject_id)
    form = PhoneForm(flow.typed(request))
    if form.is_valid():
        done = flow.act(request, form, actions.approve_by_phone, act=act, subject_id=subject_id)
        if done is not None:
            messages.success(request, _("Decided by phone. The approver confirms it at the desk within a day."))
            return redirect(waiting.page, subject_id)
    local = now.astimezone(charter.current().jurisdiction.tz)
    context = {
        "form": form, "second": second, "waiting": waiting,
        "url": reverse(waiting.page, args=[subject_id]), "on_duty": access.is_on_duty(actor, now),
        "challenge": phone.challenge(act, subject_id, actor.member, local),
    }  # fmt: skip
    return render(request, "desk/phone.html", context, status=flow.status_of(form))


@require_http_methods(["GET", "POST"])
def confirm(request: OfficerRequest, approval_id: UUID) -> HttpResponse:
    """Whether a decision by phone was one's own."""
    row = queries.approval(approval_id)
    if row.approver_user_id != request.actor.user_id:
        raise NotFound
    form = ConfirmForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.confirm_approval, approval_id=row.id) is not None:
        messages.success(request, _("Written down."))
        return redirect("desk:home")
    context = {
        "form": form, "row": row, "second": phone.act_of(row.act),
        "officer": access.shown_name(row.officer_id),
    }  # fmt: skip
    return render(request, "desk/phone_confirm.html", context, status=flow.status_of(form))
