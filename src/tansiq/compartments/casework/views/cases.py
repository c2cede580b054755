"""Cases, incidents and the operation log."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tansiq.compartments.casework import actions, queries
from tansiq.compartments.casework.forms import cases as forms
from tansiq.compartments.casework.views import shown
from tansiq.kernel.access import queries as access
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest

Words = str | Promise
FORM = "casework/form.html"


WRITTEN = gettext_lazy("Written down.")


def sent(request: OfficerRequest) -> Any:
    return flow.typed(request)


def done(request: OfficerRequest, page: str, record_id: UUID, words: Words = WRITTEN) -> HttpResponse:
    """On to where the result of an act stands, with a word that it was done."""
    messages.success(request, str(words))
    return redirect(f"casework:{page}", record_id)


@require_safe
def cases(request: OfficerRequest) -> HttpResponse:
    """Cases of the officer, newest first."""
    flow.require(request, "casework.read")
    rows, pager = flow.page_of(request, queries.cases())
    names = access.agency_names()
    lines = [{"row": row, "district": shown.area(row.district), "owner": names[row.owner_id]} for row in rows]
    may_open = request.actor.has("casework.record")
    return render(request, "casework/cases.html", {"lines": lines, "pager": pager, "may_open": may_open})


@require_http_methods(["GET", "POST"])
def case_new(request: OfficerRequest) -> HttpResponse:
    flow.require(request, "casework.record")
    form = forms.CaseForm(sent(request), leads=request.actor.has("casework.open"))
    if form.is_valid() and (row := flow.act(request, form, actions.open_case)):
        return done(request, "case", row.id, _("The case is open."))
    context = {
        "form": form, "title": _("Open a case"), "act": _("Open"),
        "aside": _("Nothing from intelligence stands in a case. What a lead says is found again by lawful means."),
    }  # fmt: skip
    return render(request, FORM, context, status=flow.status_of(form))


@require_safe
def case(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """A case with what happened and what was found. The read is logged under its number."""
    queries.case(case_id)
    flow.require(request, "casework.read")
    row = queries.read_case(actor=request.actor, now=timezone.now(), case_id=case_id)
    context = {
        "row": row, "owner": access.agency_names()[row.owner_id], "district": shown.area(row.district),
        "legal_basis": shown.label("legal_bases", row.legal_basis),
        "incidents": [shown.incident_line(one) for one in queries.incidents(row.id)],
        "exhibits": [shown.exhibit_line(one, request.actor) for one in queries.exhibits_of(row.id)],
        "statements": [shown.statement_line(one) for one in queries.statements(row.id)],
        "devices": queries.devices(row.id),
        "weapons": [{"row": one, "type": shown.label("weapon_types", one.type)} for one in queries.weapons(row.id)],
        "may_record": request.actor.has("casework.record"), "leads": request.actor.has("casework.open"),
        "workers": len(row.member_ids),
    }  # fmt: skip
    return render(request, "casework/case.html", context)


@require_http_methods(["GET", "POST"])
def worker(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    row = queries.case(case_id)
    flow.require(request, "casework.open")
    form = forms.WorkerForm(sent(request))
    if form.is_valid() and flow.act(request, form, actions.name_worker, case_id=row.id) is not None:
        return done(request, "case", row.id)
    context = {
        "form": form, "title": _("Who works on case %(number)s") % {"number": row.number}, "act": _("Name"),
        "aside": _("Whoever works on a case sees all of it, and nobody else outside the prosecution sees any of it."),
    }  # fmt: skip
    return render(request, FORM, context, status=flow.status_of(form))


@require_http_methods(["GET", "POST"])
def incident_new(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    row = queries.case(case_id)
    flow.require(request, "casework.record")
    form = forms.IncidentForm(sent(request), initial={"district": row.district})
    if form.is_valid() and (made := flow.act(request, form, actions.record_incident, case_id=row.id)):
        return done(request, "incident", made.id)
    context = {"form": form, "title": _("Record an incident or operation"), "act": _("Record")}
    return render(request, FORM, context, status=flow.status_of(form))


@require_safe
def incident(request: OfficerRequest, incident_id: UUID) -> HttpResponse:
    """What happened, the operation log, and what was found there."""
    row = queries.incident(incident_id)
    flow.require(request, "casework.read")
    queries.note_read("casework.incident_read", row, reference=row.case.number, actor=request.actor, now=timezone.now())
    found = [one for one in queries.exhibits_of(row.case_id) if one.incident_id == row.id]
    context = {
        "line": shown.incident_line(row), "row": row, "events": shown.entries(queries.entries(row.id)),
        "exhibits": [shown.exhibit_line(one, request.actor) for one in found],
        "may_record": request.actor.has("casework.record"), "may_exhibit": request.actor.has("casework.exhibit"),
        "may_tell": request.actor.has("casework.certify") or request.actor.has("casework.open"),
    }  # fmt: skip
    return render(request, "casework/incident.html", context)


@require_http_methods(["GET", "POST"])
def entry_new(request: OfficerRequest, incident_id: UUID) -> HttpResponse:
    row = queries.incident(incident_id)
    flow.require(request, "casework.record")
    form = forms.EntryForm(sent(request), initial={"happened_at": row.happened_at})
    if form.is_valid() and flow.act(request, form, actions.add_entry, incident_id=row.id) is not None:
        return done(request, "incident", row.id)
    context = {
        "form": form, "title": _("Add to the operation log"), "act": _("Add"),
        "aside": _("Who entered, what force was used and why, who was present, children, injuries, damage."),
    }  # fmt: skip
    return render(request, FORM, context, status=flow.status_of(form))
