"""Matters: list, new, the file with the state of every right on a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tansiq.compartments.victims import actions, families, notices, queries, searches, spelling
from tansiq.compartments.victims.forms.about import ABOUT
from tansiq.compartments.victims.forms.facts import FORMS
from tansiq.compartments.victims.forms.matters import CourtForm, FamilyForm, MatterFilter, MatterForm
from tansiq.compartments.victims.models import Entry, Party
from tansiq.compartments.victims.views import rights, shown
from tansiq.compartments.victims.views.recording import kinds_of
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.fields import DayField
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import Invalid


class DayForm(django_forms.Form):
    """The day that the state is asked about; that day's law answers."""

    at = DayField(label=gettext_lazy("As it stood on"), required=False)


@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Matters by number; nobody's name stands in a list."""
    flow.require(request, "victims.read")
    form = MatterFilter(request.GET)
    number = form.cleaned_data["number"] if form.is_valid() else ""
    rows, pager = flow.page_of(request, queries.matters(number=number))
    agencies = access.agency_names()
    lines = [{"row": row, "court": agencies.get(row.court_id, "") if row.court_id else ""} for row in rows]
    context = {
        "lines": lines, "pager": pager, "form": form, "is_filtered": bool(number),
        "may_record": request.actor.has("victims.record"), "may_see_holds": request.actor.has("victims.handles"),
    }  # fmt: skip
    return render(request, "victims/matters.html", context)


def _likely(request: OfficerRequest, form: django_forms.Form) -> list[families.Likely] | None:
    """Files that may be meant by the name in a form; None after a refusal, which then stands in it."""
    reason = flow.reason_kept(request)
    assert reason is not None
    try:
        return families.likely(
            actor=request.actor, now=timezone.now(), name=form.cleaned_data["name"], purpose=reason.purpose,
            reference=reason.reference,
        )  # fmt: skip
    except Invalid as problem:
        flow.refuse_in_form(request, form, problem)
        return None


@require_http_methods(["GET", "POST"])
def new(request: OfficerRequest) -> HttpResponse:
    """Open a file; first it is looked up whether the family has one."""
    flow.require(request, "victims.record")
    if flow.reason_kept(request) is None:
        return flow.reason_page(request)
    form = MatterForm(flow.typed(request))
    found: list[families.Likely] | None = []
    if form.is_valid():
        if form.cleaned_data["name"].strip() and not form.cleaned_data["is_none"]:
            found = _likely(request, form)
        if found == [] and (row := flow.act(request, form, actions.open_matter)) is not None:
            return redirect("victims:matter", row.id)
    return render(request, "victims/matter_new.html", {"form": form, "found": found}, status=flow.status_of(form))


@require_http_methods(["GET", "POST"])
def family(request: OfficerRequest) -> HttpResponse:
    """Which file a family has; the name stands in no address and is not kept."""
    flow.require(request, "victims.record")
    if flow.reason_kept(request) is None:
        return flow.reason_page(request)
    form = FamilyForm(flow.typed(request))
    found = _likely(request, form) if form.is_valid() else None
    context = {"form": form, "found": found, "was_asked": found is not None}
    return render(request, "victims/family.html", context, status=flow.status_of(form))


def recordable(actor: Actor) -> list[dict[str, Any]]:
    """Kinds of facts that the actor records, with the title of each."""
    mine = kinds_of(actor)
    return [{"kind": kind, "title": str(form.TITLE)} for kind, form in FORMS.items() if kind in mine]


def about_waivers(actor: Actor, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Kinds of what happens to a waiver that the actor records; pressure needs none to be told."""
    kinds = set(ABOUT) if queries.waiver_codes(entries) else {"inquiry_opened"}
    if any(row.kind == "inquiry_opened" for row in entries):
        kinds.add("inquiry_closed")
    mine = kinds_of(actor)
    return [{"kind": kind, "title": str(form.TITLE)} for kind, form in ABOUT.items() if kind in mine & kinds]


@require_safe
def show(request: OfficerRequest, matter_id: UUID) -> HttpResponse:
    """The file: who, how each right stands on the day, what is open for the court, and every event."""
    flow.require(request, "victims.read")
    queries.matter(matter_id)
    reason = flow.reason_kept(request)
    if reason is None:
        return flow.reason_page(request)
    now, form = timezone.now(), DayForm(request.GET)
    today = charter.local_day(now)
    on = (form.cleaned_data["at"] if form.is_valid() else None) or today
    told = queries.matter_file(
        actor=request.actor, now=now, matter_id=matter_id, at=on, purpose=reason.purpose, reference=reason.reference
    )
    why, agencies = shown.refused(told), access.agency_names()
    may_record = request.actor.has("victims.record")
    entries = [shown.entry(told, row, why) for row in reversed(told.entries)]
    context = {
        "matter": told.matter, "on": on, "is_today": on == today, "form": form, "reason": reason,
        "court": agencies.get(told.matter.court_id, "") if told.matter.court_id else "",
        "victims": shown.people(told, Party.Kind.VICTIM, on), "heirs": shown.people(told, Party.Kind.HEIR, on),
        "accused": shown.people(told, Party.Kind.ACCUSED, on), "rights": rights.rights(told, on),
        "entries": entries, "not_counted": [one for one in entries if one["waits"]], "counsels": told.counsels,
        "sees_state": told.answer is not None, "may_record": may_record,
        "may_certify": may_record or request.actor.has("victims.rule"), "kinds": recordable(request.actor),
        "waivers": queries.waiver_codes(told.entries), "about": about_waivers(request.actor, told.entries),
        "statements": [shown.statement(told, row) for row in told.statements if not row.is_own],
        "own_words": [shown.statement(told, row) for row in told.statements if row.is_own],
        "cooperations": told.cooperations, "inquiries": [shown.inquiry(told, row) for row in told.inquiries],
        "spellings": spelling.changes(told.matter.id),
        "searches": searches.searches(told.matter.id), "hearings": notices.of_matter(told.matter.id),
        "may_rule": request.actor.has("victims.rule"), "actor_id": request.actor.user,
    }  # fmt: skip
    return render(request, "victims/matter.html", context)


@require_http_methods(["GET", "POST"])
def court(request: OfficerRequest, matter_id: UUID) -> HttpResponse:
    """Which court has the matter."""
    flow.require(request, "victims.record")
    row = queries.matter(matter_id)
    form = CourtForm(flow.typed(request), initial={"court_id": row.court_id})
    if form.is_valid() and flow.act(request, form, actions.name_court, matter_id=row.id) is not None:
        messages.success(request, _("The court reads the file from now on."))
        return redirect("victims:matter", row.id)
    context = {"form": form, "matter": row, "title": _("The court of this file"), "submit": _("Name the court")}
    return render(request, "victims/act.html", context, status=flow.status_of(form))
