"""What is printed of a file, and the two pages that tell the same: the timeline, and the diya table of a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tansiq.compartments.victims import diya_table, letters, papers, queries
from tansiq.compartments.victims.queries import MatterFile
from tansiq.compartments.victims.sheets import Sheet, law_name
from tansiq.compartments.victims.views import shown
from tansiq.compartments.victims.views.matters import DayForm
from tansiq.compartments.victims.views.recording import WRITES
from tansiq.kernel.access import queries as access
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.documents import Document, pdf
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.paper import as_paper
from tansiq.kernel.pages.request import OfficerRequest

LANGUAGES = ("ar", "en")


def _language(request: OfficerRequest) -> str:
    """The language of the paper: `?in=` says it, else it is that of the desk."""
    given = request.GET.get("in", shown.language())
    return given if given in LANGUAGES else LANGUAGES[0]


def _day(request: OfficerRequest) -> date:
    form = DayForm(request.GET)
    return (form.cleaned_data["at"] if form.is_valid() else None) or charter.local_day(timezone.now())


def _agency(agency_id: UUID | None) -> str:
    return access.localised(access.agency(agency_id)) if agency_id else ""


def _printed(request: OfficerRequest, matter_id: UUID, made: Callable[[MatterFile, Sheet], Document]) -> HttpResponse:
    """A paper of a file; the read is logged as that of the page is."""
    queries.matter(matter_id)
    reason = flow.reason_kept(request)
    if reason is None:
        return flow.reason_page(request)
    now, on = timezone.now(), _day(request)
    told = queries.matter_file(
        actor=request.actor, now=now, matter_id=matter_id, at=on, purpose=reason.purpose, reference=reason.reference
    )
    sheet = Sheet(_language(request), on, now, _agency(told.matter.owner_id), _agency(told.matter.court_id))
    return as_paper(pdf(made(told, sheet)))


@require_safe
def state(request: OfficerRequest, matter_id: UUID) -> HttpResponse:
    """The state-of-right sheet for the court; counsel, who does not see every event, gets none."""
    flow.require(request, *WRITES)
    return _printed(request, matter_id, papers.state_sheet)


@require_safe
def timeline(request: OfficerRequest, matter_id: UUID) -> HttpResponse:
    """Every event that the reader sees, as it happened."""
    flow.require(request, "victims.read")
    queries.matter(matter_id)
    reason = flow.reason_kept(request)
    if reason is None:
        return flow.reason_page(request)
    now = timezone.now()
    told = queries.matter_file(
        actor=request.actor, now=now, matter_id=matter_id, at=charter.local_day(now), purpose=reason.purpose,
        reference=reason.reference,
    )  # fmt: skip
    entries = shown.timeline(told)
    return render(request, "victims/timeline.html", {"matter": told.matter, "entries": entries})


@require_safe
def timeline_pdf(request: OfficerRequest, matter_id: UUID) -> HttpResponse:
    flow.require(request, "victims.read")
    return _printed(request, matter_id, papers.timeline_sheet)


@require_safe
def diya(request: OfficerRequest) -> HttpResponse:
    """The diya table in force on a day, as the charter has it."""
    flow.require(request, "victims.read")
    on, language = _day(request), shown.language()
    context = {
        "on": on, "form": DayForm(request.GET), "rows": diya_table.rows(on, language),
        "law": law_name(language),
    }  # fmt: skip
    return render(request, "victims/diya.html", context)


@require_safe
def diya_pdf(request: OfficerRequest) -> HttpResponse:
    flow.require(request, "victims.read")
    sheet = Sheet(_language(request), _day(request), timezone.now(), _agency(request.actor.home))
    return as_paper(pdf(diya_table.paper(sheet)))


@require_safe
def letter(request: OfficerRequest, contact_id: UUID) -> HttpResponse:
    """The letter of a planned contact, within what the person agreed to; nothing in it tells whom it is about."""
    flow.require(request, "victims.record")
    now = timezone.now()
    row = queries.letter(actor=request.actor, now=now, contact_id=contact_id)
    language = request.GET.get("in", letters.LANGUAGE)
    made = letters.to_person(row, _agency(row.owner_id), language if language in LANGUAGES else letters.LANGUAGE, now)
    return as_paper(pdf(made))
