"""Recognition bulletins: the draft, the approval of its picture, its way to the agencies, and back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tansiq.compartments.casework import actions, queries
from tansiq.compartments.casework.forms import bulletins as forms
from tansiq.compartments.casework.models import Bulletin
from tansiq.compartments.casework.views import shown
from tansiq.compartments.casework.views.cases import FORM, done, sent
from tansiq.gateway import queries as gateway
from tansiq.gateway.bulletin_paper import ALWAYS
from tansiq.kernel.access import queries as access
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest

DRAFTS = ("casework.certify", "casework.open")


@require_http_methods(["GET", "POST"])
def of_device(request: OfficerRequest, record_id: UUID) -> HttpResponse:
    """A bulletin from a device."""
    row = queries.device(record_id)
    return _draft(request, row.case_id, device_id=row.id)


@require_http_methods(["GET", "POST"])
def of_incident(request: OfficerRequest, record_id: UUID) -> HttpResponse:
    """A bulletin from an incident of which no device was found whole."""
    row = queries.incident(record_id)
    return _draft(request, row.case_id, incident_id=row.id)


def _draft(request: OfficerRequest, case_id: UUID, **about: UUID) -> HttpResponse:
    flow.require(request, *DRAFTS)
    form = forms.DraftForm(sent(request), photographs=queries.photographs_of_case(case_id))
    if form.is_valid() and (made := flow.act(request, form, actions.draft_bulletin, **about)):
        return done(request, "bulletin", made.id, _("Drafted. Nobody has it yet."))
    aside = _("Nobody outside the case has it before the prosecution sends it.")
    return _form(request, form, _("Draft a recognition bulletin"), _("Draft"), aside)


def _form(request: OfficerRequest, form: Any, title: str, act: str, aside: str) -> HttpResponse:
    context = {"form": form, "title": title, "act": act, "aside": aside}
    return render(request, FORM, context, status=flow.status_of(form))


@require_safe
def bulletin(request: OfficerRequest, record_id: UUID) -> HttpResponse:
    """What it says, where it stands, and what every recipient did with its copy."""
    row = queries.bulletin(record_id)
    flow.require(request, "casework.read")
    queries.note_read("casework.bulletin_read", row, reference=row.case.number, actor=request.actor, now=timezone.now())
    leads = request.actor.has("casework.open")
    waits = _waits(row)
    unseen = row.photograph_id is not None and row.picture_approved_at is None
    context = {
        "row": row, "kind": shown.label("device_facets", row.delivery), "district": shown.area(row.incident.district),
        "always": ALWAYS, "state": _state(row, waits=waits), "copies": _copies(row) if leads else [],
        "may_approve": leads and unseen and not row.sent_at and row.author_id != request.actor.member_id,
        "may_send": leads and not waits and not row.sent_at and not row.withdrawn_at,
        "may_withdraw": leads and not row.withdrawn_at,
    }  # fmt: skip
    return render(request, "casework/bulletin.html", context)


def _waits(row: Bulletin) -> bool:
    """Whether a picture still waits for one of the two who approve it (EVD-11)."""
    return row.photograph_id is not None and not (row.picture_approved_at and row.picture_cleared_at)


def _state(row: Bulletin, *, waits: bool) -> str:
    if row.withdrawn_at:
        return _("Withdrawn")
    if row.sent_at:
        return _("Sent")
    if not waits:
        return _("Draft: it waits to be sent")
    if row.picture_approved_at:
        return _("The picture waits for the spokesperson")
    return _("The picture waits for the approval of a second person")


def _copies(row: Bulletin) -> list[dict[str, Any]]:
    names, found = access.agency_names(), []
    for copy in gateway.disclosures_of_subject(row.id):
        recall = next(iter(gateway.recalls_of_disclosure(copy.id)), None)
        found.append({"row": copy, "recipient": names[copy.recipient_id], "recall": recall})
    return found


@require_http_methods(["GET", "POST"])
def approve(request: OfficerRequest, record_id: UUID) -> HttpResponse:
    """A second person lets the picture leave."""
    row = queries.bulletin(record_id)
    flow.require(request, "casework.open")
    form = forms.ApproveForm(sent(request))
    if form.is_valid() and flow.act(request, form, actions.approve_picture, bulletin_id=row.id) is not None:
        return done(request, "bulletin", row.id, _("Approved. The spokesperson looks at it next."))
    aside = _("No face, no name, nothing of the inside, nothing by which the house is known.")
    title = _("Approve the picture of %(number)s") % {"number": row.number}
    return _form(request, form, title, _("Approve"), aside)


@require_http_methods(["GET", "POST"])
def send(request: OfficerRequest, record_id: UUID) -> HttpResponse:
    """The prosecution sends it."""
    row = queries.bulletin(record_id)
    flow.require(request, "casework.open")
    form = forms.SendForm(sent(request))
    if form.is_valid() and flow.act(request, form, actions.send_bulletin, bulletin_id=row.id) is not None:
        return done(request, "bulletin", row.id, _("Sent. Each agency says that its units were told."))
    aside = _("Each agency gets a copy of its own, that can be withdrawn, and says that its units were told.")
    return _form(request, form, _("Send bulletin %(number)s") % {"number": row.number}, _("Send"), aside)


@require_http_methods(["GET", "POST"])
def withdraw(request: OfficerRequest, record_id: UUID) -> HttpResponse:
    """The prosecution withdraws it from everybody."""
    row = queries.bulletin(record_id)
    flow.require(request, "casework.open")
    form = forms.RecallForm(sent(request))
    if form.is_valid() and flow.act(request, form, actions.withdraw_bulletin, bulletin_id=row.id) is not None:
        return done(request, "bulletin", row.id, _("Withdrawn from everybody who has it."))
    aside = _("Every copy becomes unreadable at once, and each recipient must say what it did with its own.")
    return _form(
        request, form, _("Withdraw bulletin %(number)s") % {"number": row.number}, _("Withdraw the bulletin"), aside
    )


@require_safe
def bulletins(request: OfficerRequest) -> HttpResponse:
    """Bulletins of the reader's cases, newest first."""
    flow.require(request, "casework.read")
    rows, pager = flow.page_of(request, queries.bulletins())
    lines = [
        {"row": row, "district": shown.area(row.incident.district), "kind": shown.label("device_facets", row.delivery),
         "state": _state(row, waits=_waits(row)),
         "since": row.withdrawn_at or row.sent_at or row.made_at}
        for row in rows
    ]  # fmt: skip
    return render(request, "casework/bulletins.html", {"lines": lines, "pager": pager})
