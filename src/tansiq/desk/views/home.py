"""The duty desk, the alarm, the reason kept for the shift, how somebody wants to read, and health."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tansiq.desk.forms import CloseAlarmForm
from tansiq.gateway.desk_lines import alarm_words
from tansiq.gateway.forms.asks import FindCallForm
from tansiq.kernel import deskline
from tansiq.kernel.access.rules import Standing
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks import queries as running
from tansiq.kernel.clocks.rules import state_at
from tansiq.kernel.clocks.words import late_words, moment_of, short_reference
from tansiq.kernel.deskline import DeskLine
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.reasons import ReasonForm
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import NotFound

DISPLAY = {"theme": ("auto", "light", "dark"), "digits": ("arab", "latn"), "shortcuts": ("on", "off")}
HOLDS = {
    "frozen": gettext_lazy(
        "Your account is frozen: the command of your unit changed. The accreditation officer opens it again."
    ),
    "unreviewed": gettext_lazy(
        "Your account was not reviewed in time: it reads no records of people until somebody has."
    ),
}
YEAR_SECONDS = 365 * 24 * 3600


def _shown(line: DeskLine, now: Any) -> dict[str, Any]:
    """Context of web/components/line.html."""
    clock = None
    if line.due_at is not None:
        reading = state_at(now, due_at=line.due_at)
        minutes = -reading.late_minutes if reading.state == "late" else reading.left_minutes
        clock = {"name": "", "state": reading.state, "minutes_left": minutes, "due": line.due_at, "ours": False}
    told = {"what": line.what, "reference": line.reference, "url": line.url, "act": line.act, "clock": clock,
            "since": line.since_at if clock is None else None}  # fmt: skip
    return told | {"waiting": "", "urgent": line.urgent}


@require_GET
def home(request: OfficerRequest) -> HttpResponse:
    """What needs this person now, most urgent first; the list renews itself."""
    now, actor = timezone.now(), request.actor
    lines = [_shown(line, now) for line in deskline.lines(actor, now)]
    context: dict[str, Any] = {"lines": lines, "now": now, "asks": actor.has("gateway.ask")}
    if request.htmx:
        return render(request, "desk/home.html#lines", context)
    context["find_call"] = FindCallForm() if actor.has("gateway.confirm_identity") else None
    context["raises"] = actor.has("gateway.raise_budget")
    context["is_outside"] = actor.standing is not Standing.ACCREDITED
    context["hold"] = HOLDS.get(actor.hold, "")
    context["has_member"] = actor.member_id is not None
    context["kept"] = flow.reason_kept(request)
    return render(request, "desk/home.html", context)


@require_http_methods(["GET", "POST"])
def alarm(request: OfficerRequest, alarm_id: UUID) -> HttpResponse:
    """One alarm that is addressed to the actor; it is closed with what was done."""
    row = running.open_alarm(alarm_id)
    if row is None:
        raise NotFound
    form = CloseAlarmForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, clocks.close_alarm, alarm_id=row.id) is not None:
        messages.success(request, _("Closed."))
        return redirect("desk:home")
    context = {"row": row, "form": form, "what": alarm_words(row.code)}
    context |= {"reference": short_reference(row.reference), "late": late_words(row.late_minutes)}
    context["moment"] = moment_of(row.reference)
    return render(request, "desk/alarm.html", context, status=flow.status_of(form))


def _next(request: HttpRequest) -> str:
    """Where to go on: a page of this installation, or the desk."""
    given = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(given, {request.get_host()}, require_https=request.is_secure())
    return given if is_ours else "/"


@require_http_methods(["GET", "POST"])
def reason(request: OfficerRequest) -> HttpResponse:
    """Keep purpose and reference for the shift, then go back to the record that asked for them.

    Whoever loads the page of a refused reason anew, or turns its language, comes to the desk.
    """
    if request.method == "GET":
        return redirect("desk:home")
    form = ReasonForm(request.POST)
    if form.is_valid():
        flow.keep_reason(request, **form.cleaned_data)
        return redirect(_next(request))
    return render(request, "desk/reason.html", {"form": form, "next": _next(request)}, status=422)


@require_POST
def display(request: OfficerRequest) -> HttpResponse:
    """How somebody wants to read, kept in their own browser."""
    response = redirect(_next(request))
    for name, allowed in DISPLAY.items():
        if request.POST.get(name) in allowed:
            response.set_cookie(
                name,
                request.POST[name],
                max_age=YEAR_SECONDS,
                samesite="Lax",
                httponly=True,
                secure=request.is_secure(),
            )
    return response


@login_not_required
@require_GET
def health(request: HttpRequest) -> JsonResponse:
    """Whether the installation answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
