"""Redress at a civil desk: filed, receipt handed over, decided by the inspector, answered in plain Arabic."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tansiq.compartments.oversight import actions, letters, queries
from tansiq.compartments.oversight.forms import redress as forms
from tansiq.compartments.oversight.models import Complaint
from tansiq.compartments.oversight.views import shown
from tansiq.kernel.access import queries as access
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import NotFound

MAY_SEE = ("oversight.file", "oversight.decide")


@require_safe
def complaints(request: OfficerRequest) -> HttpResponse:
    """Complaints by number, most urgent first; the number on a receipt leads to its own."""
    flow.require(request, *MAY_SEE)
    form = forms.NumberForm(request.GET or None)
    wanted = form.cleaned_data["number"].strip() if form.is_valid() else ""
    if wanted:
        try:
            return redirect("oversight:complaint", queries.complaint_by_number(wanted).id)
        except NotFound:
            form.add_error("number", _("No complaint has this number. Read it again, sign by sign."))
    now = timezone.now()
    rows, pager = flow.page_of(request, queries.complaints())
    lines = [{"row": row, "clock": shown.clock(row.due_at, now)} for row in rows]
    context = {
        "lines": lines, "pager": pager, "form": form, "may_file": request.actor.has("oversight.file"),
        "settled": queries.complaints(is_open=False, limit=50), "is_inspector": request.actor.has("oversight.decide"),
    }  # fmt: skip
    return render(request, "oversight/complaints.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def complaint_new(request: OfficerRequest) -> HttpResponse:
    """Write down a complaint; the person is protected when the next page opens."""
    flow.require(request, "oversight.file")
    form = forms.ComplaintForm(flow.typed(request))
    if form.is_valid() and (row := flow.act(request, form, actions.file_complaint)):
        messages.success(request, _("Written down. The person is protected from this minute: hand over the receipt."))
        return redirect("oversight:complaint_receipt", row.id)
    return render(request, "oversight/complaint_new.html", {"form": form}, status=flow.status_of(form))


@require_safe
def complaint(request: OfficerRequest, complaint_id: UUID) -> HttpResponse:
    """Where a complaint stands. For the desk it reads the same whether anybody holds anything or not."""
    row = queries.complaint(complaint_id)
    flow.require(request, *MAY_SEE)
    return render(request, "oversight/complaint.html", _context(request, row))


def _context(request: OfficerRequest, row: Complaint) -> dict[str, Any]:
    now, actor = timezone.now(), request.actor
    agencies = access.agency_names()
    tasks = [
        {"row": task, "agency": agencies[task.holder_id], "basis": shown.label("legal_bases", task.kept_basis),
         "clock": shown.clock(task.due_at, now, met_at=task.answered_at)}
        for task in (queries.tasks_of(row.id) if actor.has("oversight.decide") else [])
    ]  # fmt: skip
    ack = shown.clock(
        clocks.due_of("REDRESS-ACK", row.filed_at), now, met_at=row.received_at, name=_("Receipt in the person’s hand")
    )
    return {
        "row": row, "desk": agencies[row.owner_id], "tasks": tasks, "ack": ack,
        "clock": shown.clock(row.due_at, now, met_at=row.decided_at, name=_("Decision")),
        "may_decide": actor.has("oversight.decide") and row.is_open and row.filed_by != actor.user_id,
        "is_inspector": actor.has("oversight.decide"),
        "appeal": queries.appeal_of(row.id), "may_appeal": actor.has("oversight.file") and not row.is_open,
        "may_hand": actor.has("oversight.file") and row.received_at is None,
    }  # fmt: skip


@require_safe
def complaint_receipt(request: OfficerRequest, complaint_id: UUID) -> HttpResponse:
    """The receipt to print: the number to come back with, and the number that protects."""
    row = queries.complaint(complaint_id)
    flow.require(request, "oversight.file")
    context = {"row": row, "letter": letters.receipt(row), "may_hand": row.received_at is None}
    return render(request, "oversight/complaint_receipt.html", context)


@require_POST
def complaint_handed(request: OfficerRequest, complaint_id: UUID) -> HttpResponse:
    """The receipt is in the person's hand."""
    actions.hand_receipt(actor=request.actor, now=timezone.now(), complaint_id=complaint_id)
    messages.success(request, _("Handed over."))
    return redirect("oversight:complaint", complaint_id)


@require_safe
def complaint_letter(request: OfficerRequest, complaint_id: UUID) -> HttpResponse:
    """The letter to print, once it is decided."""
    row = queries.complaint(complaint_id)
    flow.require(request, *MAY_SEE)
    if row.is_open:
        raise NotFound
    return render(request, "oversight/complaint_letter.html", {"row": row, "letter": letters.letter(row)})


def _speaks(row: Complaint) -> tuple[list[str], list[str]]:
    """What speaks for and against, from the complaint alone."""
    speaks_for: list[str] = []
    against: list[str] = []
    (speaks_for if row.papers else against).append(
        _("The desk saw papers: %(papers)s") % {"papers": row.papers} if row.papers else _("The desk saw no papers.")
    )
    if row.filed_by_other:
        other = {"name": row.filed_by_other, "mandate": row.mandate}
        if row.mandate:
            speaks_for.append(_("Somebody else brings it by a mandate: %(name)s, %(mandate)s.") % other)
        else:
            against.append(_("Somebody else brings it: %(name)s. No mandate was seen.") % other)
    else:
        speaks_for.append(_("The person came in person."))
    if row.is_oral:
        speaks_for.append(_("It was read back to the person by %(name)s.") % {"name": row.witness})
    against.append(_("The block binds every checkpoint. An arrest order must not be evaded by a borrowed identity."))
    return speaks_for, against


@require_http_methods(["GET", "POST"])
def complaint_decide(request: OfficerRequest, complaint_id: UUID) -> HttpResponse:
    """The decision of the inspector, or more time, once."""
    row = queries.complaint(complaint_id)
    flow.require(request, "oversight.decide")
    is_extension = "extend" in request.POST
    sent = flow.typed(request)
    extend, decide = (
        forms.ExtendForm(sent if is_extension else None),
        forms.DecisionForm(None if is_extension else sent),
    )
    if extend.is_valid() and flow.act(request, extend, actions.extend_complaint, complaint_id=row.id) is not None:
        messages.success(request, _("More time is taken. The block holds on."))
        return redirect("oversight:complaint", row.id)
    if decide.is_valid() and flow.act(request, decide, actions.decide_complaint, complaint_id=row.id) is not None:
        messages.success(request, _("Decided. Print the letter for the person."))
        return redirect("oversight:complaint", row.id)
    speaks_for, against = _speaks(row)
    context = _context(request, row) | {
        "speaks_for": speaks_for, "speaks_against": against, "extend": extend, "decide": decide,
        "form": extend if is_extension else decide, "may_extend": row.state == Complaint.State.FILED,
    }  # fmt: skip
    return render(
        request, "oversight/complaint_decide.html", context, status=flow.status_of(extend if is_extension else decide)
    )
