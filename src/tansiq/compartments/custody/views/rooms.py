"""The prosecutor's list, the gate, the inspector, places with their hand-overs, and tasks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tansiq.compartments.custody import actions, papers, queries
from tansiq.compartments.custody.forms import rooms as forms
from tansiq.compartments.custody.models import Detention
from tansiq.compartments.custody.views import shown
from tansiq.compartments.custody.views.reads import is_list_read, log_read
from tansiq.compartments.custody.views.register import lines
from tansiq.gateway.desk_lines import alarm_words
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.paper import as_paper
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import Invalid

ALARMS = frozenset({
    "UNLISTED_PLACE", "CHILD_IN_STATION", "MISSING_IN_TRANSFER", "DEATH_IN_CUSTODY", "ESCAPED", "ORDER_ENDED",
    "NO_TRANSFER_REVIEW", "TRANSFER_ABROAD", "FAMILY_AT_UNLISTED_PLACE", "RELEASE_UNCONFIRMED", "ARR-TO-JUDICIARY",
    "RELEASE-EXECUTE", "RELEASE-ESCALATE", "CHILD-HANDOVER", "CHILD-TO-JUDICIARY", "JUV-U12-HOME", "JUV-O12-STATION",
    "PROS-HOLD", "JUDGE-EXTEND", "REGISTER", "MEDICAL", "FAMILY", "ENQUIRY",
    "ABROAD-WHILE-STOPPED", "PLAN-ABROAD-WHILE-STOPPED",
})  # fmt: skip


@require_safe
def presentations(request: OfficerRequest) -> HttpResponse:
    """Who waits to be brought before the prosecution or a judge, and whose order nears its end."""
    flow.require(request, "custody.read_all")
    now, rows = timezone.now(), queries.to_present(limit=200)
    if not is_list_read(request, rows):
        return flow.reason_page(request)
    seen = queries.was_presented(row.id for row in rows)
    told = lines(rows, request.actor, now)
    context = {
        "waiting": [one for one in told if one["row"].id not in seen],
        "held": [one for one in told if one["row"].id in seen],
    }  # fmt: skip
    return render(request, "custody/presentations.html", context)


@require_safe
def gate(request: OfficerRequest) -> HttpResponse:
    """Release orders that are not carried out: each is a task from the minute at which it was spoken."""
    flow.require(request, "custody.record", "custody.read_all")
    rows = queries.to_release(limit=200)
    if not is_list_read(request, rows):
        return flow.reason_page(request)
    told = lines(rows, request.actor, timezone.now())
    return render(request, "custody/gate.html", {"lines": told, "may_release": request.actor.has("custody.record")})


@require_safe
def inspection(request: OfficerRequest) -> HttpResponse:
    """What only the inspector closes; who is held off the list; transfers abroad; releases that wait."""
    flow.require(request, "custody.inspect")
    now, actor = timezone.now(), request.actor
    unlisted, releases = queries.off_the_list(limit=100), queries.to_release(limit=100)
    if not is_list_read(request, [*unlisted, *releases]):
        return flow.reason_page(request)
    open_alarms = clocks.open_alarms(limit=300, codes=ALARMS)
    held = {row.id: row for row in Detention.objects.filter(id__in=[a.subject_id for a in open_alarms if a.subject_id])}
    agencies = shown.agencies()
    alarms = [
        {"row": row, "what": alarm_words(row.code), "who": _who_is_late(held.get(row.subject_id or row.id), agencies),
         "detention": held.get(row.subject_id or row.id)}
        for row in open_alarms
    ]  # fmt: skip
    context = {
        "alarms": alarms, "unlisted": lines(unlisted, actor, now),
        "abroad": [{"event": event, "to": shown.place(event.fields["to"])} for event in queries.abroad()],
        "releases": lines(releases, actor, now),
        "asks": [{"row": row, "force": agencies.get(row.owner_id, "")} for row in queries.asks_of_inspector(now)],
        "enquiries": [row for row in queries.enquiries(limit=100) if row.due_at < now or row.close_asked_at],
    }  # fmt: skip
    return render(request, "custody/inspection.html", context)


def _who_is_late(row: Detention | None, agencies: dict[Any, str]) -> str:
    """Whoever answers for it, by name: unit and officers who arrested, and the authority that holds."""
    if row is None:
        return ""
    return " · ".join(filter(None, (agencies.get(row.owner_id, ""), row.unit, row.officers)))


@require_safe
def places(request: OfficerRequest) -> HttpResponse:
    """The official list of places of detention: whoever is signed in sees what is on it."""
    agencies = shown.agencies()
    told = [{"row": row, "agency": agencies.get(row.agency_id, "")} for row in queries.places()]
    context = {
        "places": told, "may_list": request.actor.has("custody.places"), "handovers": _handovers(request, agencies),
        "may_record": request.actor.has("custody.record"), "mine": request.actor.agency_ids,
    }  # fmt: skip
    return render(request, "custody/places.html", context)


def _handovers(request: OfficerRequest, agencies: dict[Any, str]) -> list[dict[str, Any]]:
    if not (request.actor.has("custody.record") or request.actor.has("custody.inspect")):
        return []
    return [
        {"row": row, "place": shown.place(row.place), "to": agencies.get(row.to_id, "")} for row in queries.handovers()
    ]


@require_http_methods(["GET", "POST"])
def place_new(request: OfficerRequest) -> HttpResponse:
    """Put a place on the list."""
    flow.require(request, "custody.places")
    form = forms.PlaceForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.list_place) is not None:
        messages.success(request, _("On the list from now on."))
        return redirect("custody:places")
    return render(request, "custody/form.html", {
        "form": form, "title": _("Put a place on the list"), "button": _("Put it on the list"),
        "back": "custody:places",
    }, status=flow.status_of(form))  # fmt: skip


@require_http_methods(["GET", "POST"])
def place_end(request: OfficerRequest, place_id: UUID) -> HttpResponse:
    """Take a place off the list."""
    row = queries.place(place_id)
    flow.require(request, "custody.places")
    form = forms.ReasonsForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.delist_place, place_id=row.id) is not None:
        messages.success(request, _("Off the list. Whoever is held there is told to the inspector."))
        return redirect("custody:places")
    return render(request, "custody/form.html", {
        "form": form, "title": _("Take a place off the list"), "button": _("Take it off"), "back": "custody:places",
        "about": shown.place(row.code),
    }, status=flow.status_of(form))  # fmt: skip


@require_http_methods(["GET", "POST"])
def handover_new(request: OfficerRequest, place_id: UUID) -> HttpResponse:
    """Draw up the sheet of a place that changes hands."""
    row = queries.place(place_id)
    flow.require(request, "custody.record")
    form = forms.HandoverForm(flow.typed(request))
    if form.is_valid() and (made := flow.act(request, form, actions.begin_handover, place_id=row.id)):
        return redirect("custody:handover", made.id)
    return render(request, "custody/form.html", {
        "form": form, "title": _("Hand a place over"), "button": _("Draw up the sheet"), "back": "custody:places",
        "about": shown.place(row.code),
    }, status=flow.status_of(form))  # fmt: skip


@require_safe
def handover(request: OfficerRequest, handover_id: UUID) -> HttpResponse:
    """The sheet: each person, and whether the receiving authority has him."""
    row = queries.handover(handover_id)
    flow.require(request, "custody.record", "custody.inspect")
    log_read(request, row, "custody.handover_read", number=row.number)
    agencies, found = shown.agencies(), queries.lines_of(row)
    names = _names(request, found)
    receives = row.to_id in request.actor.agency_ids and request.actor.has("custody.record") and row.closed_at is None
    context = {
        "row": row, "place": shown.place(row.place), "owner": agencies.get(row.owner_id, ""),
        "to": agencies.get(row.to_id, ""), "receives": receives,
        "lines": [{"row": line, "name": names.get(line.detention_id, "")} for line in found],
        "unsigned": sum(line.signed_at is None for line in found),
    }  # fmt: skip
    return render(request, "custody/handover.html", context)


def _names(request: OfficerRequest, found: list[Any]) -> dict[Any, str]:
    rows = Detention.objects.filter(id__in=[line.detention_id for line in found])
    return dict(queries.names_of(rows, actor=request.actor))


@require_safe
def handover_sheet(request: OfficerRequest, handover_id: UUID) -> HttpResponse:
    """The sheet on paper."""
    row = queries.handover(handover_id)
    flow.require(request, "custody.record", "custody.inspect")
    log_read(request, row, "custody.handover_printed", number=row.number)
    found = queries.lines_of(row)
    issuer = str(shown.agencies().get(row.owner_id, ""))
    made = papers.sheet(row, found, _names(request, found), now=timezone.now(), issuer=issuer)
    return as_paper(made)


@require_POST
def handover_sign(request: OfficerRequest, line_id: UUID) -> HttpResponse:
    """Sign for one person."""
    line, form = queries.line(line_id), forms.SignForm(request.POST)
    if not form.is_valid():
        raise Invalid(errors=[{"field": name, "code": "MISSING"} for name in form.errors])
    actions.sign_line(actor=request.actor, now=timezone.now(), line_id=line.id, **form.for_action())
    return redirect("custody:handover", line.handover_id)


@require_POST
def handover_close(request: OfficerRequest, handover_id: UUID) -> HttpResponse:
    """Close the sheet."""
    actions.close_handover(actor=request.actor, now=timezone.now(), handover_id=handover_id)
    messages.success(request, _("Closed. Whoever was not signed for is missing, and the inspector is told."))
    return redirect("custody:handover", handover_id)


@require_http_methods(["GET", "POST"])
def task(request: OfficerRequest, task_id: UUID) -> HttpResponse:
    """Something that follows from the register, and what was done."""
    row = queries.task(task_id)
    flow.require(request, "custody.record", "custody.court")
    form = forms.DoneForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.finish_task, task_id=row.id) is not None:
        messages.success(request, _("Done."))
        return redirect("desk:home")
    return render(request, "custody/task.html", {"row": row, "form": form}, status=flow.status_of(form))
