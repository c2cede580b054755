"""The roster by day, and the page that proves from it whether tonight can be staffed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tansiq.desk import member_forms as forms
from tansiq.gateway.rules import JOINT_ROOM
from tansiq.kernel.access import actions, queries, staffing, words
from tansiq.kernel.access.queries import Shift
from tansiq.kernel.access.rules import ROLES, Kind, Standing
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest

DAY = timedelta(days=1)
# A night begins at eight in the evening and ends at six; before six it is still last night.
EVENING, MORNING = time(20), time(6)


def _span(day: date) -> tuple[datetime, datetime]:
    start = datetime.combine(day, time.min, tzinfo=charter.current().jurisdiction.tz)
    return start, start + DAY


def night_of(now: datetime) -> tuple[datetime, datetime]:
    """The night that this moment lies in or before, in the charter's own place."""
    local = now.astimezone(charter.current().jurisdiction.tz)
    first = local.date() - DAY if local.time() < MORNING else local.date()
    return (
        datetime.combine(first, EVENING, tzinfo=local.tzinfo),
        datetime.combine(first + DAY, MORNING, tzinfo=local.tzinfo),
    )


def _line(row: Shift, names: dict[UUID, str], request: OfficerRequest) -> dict[str, Any]:
    """A shift as others may see it: function and staff number (G27)."""
    mine = row.agency_id in request.actor.agency_ids
    return {
        "row": row, "function": words.role(row.function), "agency": names[row.agency_id],
        "may_cancel": mine and request.actor.has("access.plan") and not row.is_taken,
    }  # fmt: skip


@require_GET
def roster(request: OfficerRequest) -> HttpResponse:
    """Shifts of a day, by agency."""
    flow.require(request, "gateway.hand_over", "access.plan", "access.grant")
    form = forms.RosterFilter(request.GET)
    told = form.cleaned_data if form.is_valid() else {}
    day = told.get("day") or charter.local_day(timezone.now())
    since, until = _span(day)
    agency = UUID(told["agency"]) if told.get("agency") else None
    names = queries.agency_names()
    rows, pager = flow.page_of(request, queries.shifts(since=since, until=until, agency_id=agency), size=100)
    context = {
        "lines": [_line(row, names, request) for row in rows], "pager": pager, "form": form, "day": day,
        "clear_url": request.path if any(told.values()) else "", "may_plan": request.actor.has("access.plan"),
        "before": day - DAY, "after": day + DAY,
    }  # fmt: skip
    return render(request, "desk/roster.html", context)


@require_http_methods(["GET", "POST"])
def shift_new(request: OfficerRequest) -> HttpResponse:
    """Plan a shift of a member of one's own agency."""
    flow.require(request, "access.plan")
    people = [
        (str(row.id), f"{queries.localised(row)} · {row.staff_number}")
        for row in queries.members(agency_id=request.actor.home, state="open")
    ]
    form = forms.ShiftForm(flow.typed(request), people=people, roles=ROLES)
    if form.is_valid():
        made = flow.act(request, form, actions.plan_shift)
        if made is not None:
            messages.success(request, _("It stands on the roster."))
            return redirect(f"/roster/?day={charter.local_day(made.starts_at).isoformat()}")
    return render(request, "desk/shift_new.html", {"form": form}, status=flow.status_of(form))


@require_POST
def shift_cancel(request: OfficerRequest, shift_id: UUID) -> HttpResponse:
    """Take a shift off the roster."""
    flow.require(request, "access.plan")
    row = actions.cancel_shift(actor=request.actor, now=timezone.now(), shift_id=shift_id)
    messages.success(request, _("Taken off the roster."))
    return redirect(f"/roster/?day={charter.local_day(row.starts_at).isoformat()}")


def _houses() -> list[staffing.House]:
    codes = {row.id: row.code for row in queries.agencies()}
    return [
        staffing.House(
            row.code, row.kind == Kind.SECURITY, row.code == JOINT_ROOM,
            frozenset(codes[UUID(str(key))] for key in row.excluded_validator_ids if UUID(str(key)) in codes),
        )
        for row in queries.agencies()
        if row.kind != Kind.LIST and row.standing == Standing.ACCREDITED
    ]  # fmt: skip


def _people(rows: list[Shift]) -> list[staffing.Person]:
    """Distinct persons of the roster with every function that it names them in."""
    held: dict[UUID, set[str]] = {}
    known = {row.member_id: row for row in rows}
    for row in rows:
        held.setdefault(row.member_id, set()).add(row.function)
    return [
        staffing.Person(row.staff_number, row.agency.code, frozenset(held[key]))
        for key, row in sorted(known.items(), key=lambda pair: pair[1].staff_number)
    ]


def _gap(
    one: staffing.Staffed, names: dict[str, str], labels: dict[str, str], phones: dict[str, str]
) -> dict[str, Any]:
    """One case with empty seats: between whom, who is missing, and whom to call."""
    parties = [names[code] for code in one.case.parties]
    if one.case.kind == "hit":
        between = _("If %(asker)s asks about somebody whom %(owner)s holds") % dict(
            zip(("asker", "owner"), parties, strict=True)
        )
    elif one.case.kind == "record":
        between = _("If %(agency)s must accept a proposal") % {"agency": parties[0]}
    else:
        between = _("If somebody is brought into custody")
    missing = [
        {"function": labels[seat.code],
         "call": [(names[code], phones[code]) for code in sorted(seat.agencies) if phones.get(code)][:4]}
        for seat in one.gaps
    ]  # fmt: skip
    return {"between": between, "missing": missing}


@require_GET
def tonight(request: OfficerRequest) -> HttpResponse:
    """Whether W-2 can be kept tonight: each case of the charter's list with distinct, compatible persons."""
    flow.require(request, "gateway.hand_over", "access.plan", "access.grant")
    now = timezone.now()
    since, until = night_of(now)
    lang, today = get_language() or "ar", charter.local_day(now)
    listed = [row for row in charter.current().vocabularies.night_functions if row.is_valid(today)]
    functions = [staffing.Function(row.code, row.case, row.role, row.whose) for row in listed]
    rows = queries.shifts(since=since, until=until)
    houses = _houses()
    found = [
        (piece, one)
        for piece in staffing.pieces(since, until, [(row.starts_at, row.ends_at) for row in rows])
        for one in staffing.gaps(functions, houses, _people([row for row in rows if _covers(row, piece)]))
    ]
    names = {row.code: queries.localised(row) for row in queries.agencies()}
    phones = {row.code: row.duty_phone for row in queries.agencies()}
    labels = {row.code: row.name(lang) for row in listed}
    cases = staffing.cases_of(functions, houses)
    context = {
        "since": since, "until": until, "cases": len(cases), "people": len({row.member_id for row in rows}),
        "gaps": _grouped([_gap(one, names, labels, phones) | {"piece": piece} for piece, one in found]),
        "is_whole_view": request.actor.has("gateway.break_glass") or request.actor.has("access.grant"),
    }  # fmt: skip
    return render(request, "desk/tonight.html", context)


def _add_piece(known: list[tuple[datetime, datetime]], piece: tuple[datetime, datetime]) -> None:
    """Add hours to hours that were told, in order; what touches becomes one."""
    if known and piece[0] <= known[-1][1]:
        known[-1] = (known[-1][0], max(known[-1][1], piece[1]))
    else:
        known.append(piece)


def _covers(row: Shift, piece: tuple[datetime, datetime]) -> bool:
    return row.starts_at <= piece[0] and row.ends_at >= piece[1]


def _grouped(gaps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Gaps by who is missing: one missing releaser leaves a gap with every agency that might ask."""
    grouped: dict[str, dict[str, Any]] = {}
    for gap in gaps:
        for seat in gap["missing"]:
            key = f"{seat['function']}|{seat['call']}"
            start = {"function": seat["function"], "call": seat["call"], "cases": [], "pieces": []}
            told = grouped.setdefault(key, start)
            if gap["between"] not in told["cases"]:
                told["cases"].append(gap["between"])
            _add_piece(told["pieces"], gap["piece"])
    return list(grouped.values())
