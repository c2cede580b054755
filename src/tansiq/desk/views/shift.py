"""The page that hands the shift over, and the one on which everybody begins and ends his own."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tansiq.desk.forms import DutyForm
from tansiq.desk.views import seal
from tansiq.gateway import codes
from tansiq.gateway import queries as gateway
from tansiq.kernel.access import actions as access_actions
from tansiq.kernel.access import queries as access
from tansiq.kernel.access import words
from tansiq.kernel.access.naming import named
from tansiq.kernel.access.rules import Standing
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.clocks import queries as running
from tansiq.kernel.clocks.rules import state_at
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest

SHIFT = timedelta(hours=24)
WEEK = timedelta(days=7)
MOST_ROWS = 200


@require_GET
def shift(request: OfficerRequest) -> HttpResponse:
    """Open asks, late clocks, who is on call, what is switched off, the unit's code of the day."""
    return _page(request, DutyForm())


def _page(request: OfficerRequest, form: DutyForm) -> HttpResponse:
    flow.require(request, "gateway.hand_over")
    now, home = timezone.now(), request.actor.home
    members = access.on_duty(now)
    names = access.agency_names()
    called = [row for row in access.shifts(since=now, until=now + SHIFT, agency_id=home) if row.is_on_call]
    context = {
        "form": form, "now": now, "asks": _open_asks(request, now), "late": _late(now),
        "on_duty": [(access.localised(row), names[row.agency_id], row) for row in members],
        "outside": [
            (access.localised(row), row.get_standing_display())
            for row in access.agencies()
            if row.standing != Standing.ACCREDITED
        ],
        "called": [(words.role(row.function), row) for row in called],
        "is_on_duty": access.is_on_duty(request.actor, now),
        "challenge": codes.challenge_of(home, now), "agency": named(request.actor.agency_name),
        "sealed": seal.latest(),
    }  # fmt: skip
    return render(request, "desk/shift.html", context, status=flow.status_of(form))


def _open_asks(request: OfficerRequest, now: datetime) -> list[Any]:
    """Asks of the agency in the last 24 hours about which nobody has sent anything yet."""
    mine = request.actor.agency_ids
    answered = {row.ask_id for row in gateway.disclosures(recipient_ids=mine, limit=MOST_ROWS)}
    recent = [row for row in gateway.asks(limit=MOST_ROWS) if row.owner_id in mine and row.asked_at > now - SHIFT]
    return [row for row in recent if row.id not in answered and row.answer != "insufficient_identity"]


def _late(now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "reference": row.reference,
            "clock": {
                "name": _clock_name(row.code), "state": "late", "due": row.due_at, "ours": False,
                "minutes_left": -state_at(now, due_at=row.due_at).late_minutes,
            },
        }
        for row in running.late(now=now)
    ]  # fmt: skip


def _clock_name(code: str) -> str:
    try:
        return charter.current().label("clocks", code, get_language() or "ar")
    except UnknownCode:
        return code


@require_POST
def on_duty(request: OfficerRequest) -> HttpResponse:
    """Begin a shift until its end."""
    has_desk = _has_desk(request)
    form = DutyForm(request.POST)
    if form.is_valid():
        flow.ask(request, form, access_actions.go_on_duty)
    if form.errors:
        return _page(request, form) if has_desk else _mine(request, form)
    messages.success(
        request,
        _("You are on duty. Your name stands on the hand-over page.") if has_desk else _("Your shift has begun."),
    )
    return redirect("desk:shift" if has_desk else "desk:my_shift")


@require_POST
def off_duty(request: OfficerRequest) -> HttpResponse:
    """End the shift, and leave the desk."""
    has_desk = _has_desk(request)
    access_actions.go_off_duty(actor=request.actor, now=timezone.now())
    messages.success(request, _("You are off duty."))
    return redirect("desk:shift" if has_desk else "desk:my_shift")


@require_GET
def my_shift(request: OfficerRequest) -> HttpResponse:
    """One's own shift: what is planned and what was begun, for every role; whoever reads outside it is asked why."""
    _has_desk(request)
    return _mine(request, DutyForm())


def _has_desk(request: OfficerRequest) -> bool:
    """Whether the shift of the reader is that of a desk.

    Raises:
        NotPermitted: the reader has no role, or none for now.
    """
    if not request.actor.roles:
        flow.require(request)
    return request.actor.has("gateway.hand_over")


def _mine(request: OfficerRequest, form: DutyForm) -> HttpResponse:
    actor, now = request.actor, timezone.now()
    rows = access.shifts(since=now, until=now + WEEK, agency_id=actor.home, member_id=actor.member)
    context = {
        "form": form, "is_on_duty": access.is_on_duty(actor, now),
        "rows": [(words.role(row.function), row) for row in rows],
    }  # fmt: skip
    return render(request, "desk/my_shift.html", context, status=flow.status_of(form))
