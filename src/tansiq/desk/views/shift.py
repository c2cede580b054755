"""The page that hands the shift over."""

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
    """Take the desk until the end of the shift."""
    flow.require(request, "gateway.hand_over")
    form = DutyForm(request.POST)
    if form.is_valid():
        flow.act(request, form, access_actions.go_on_duty)
    if form.errors:
        return _page(request, form)
    messages.success(request, _("You are on duty. Your name stands on the hand-over page."))
    return redirect("desk:shift")


@require_POST
def off_duty(request: OfficerRequest) -> HttpResponse:
    """Leave the desk."""
    flow.require(request, "gateway.hand_over")
    access_actions.go_off_duty(actor=request.actor, now=timezone.now())
    messages.success(request, _("You are off duty."))
    return redirect("desk:shift")
