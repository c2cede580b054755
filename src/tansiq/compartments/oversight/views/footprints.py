"""Who holds what about one person: asked for on his own complaint, opened with a second key."""

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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tansiq.compartments.oversight import actions, letters_held, queries
from tansiq.compartments.oversight.errors import NotHisOwn
from tansiq.compartments.oversight.forms import redress as forms
from tansiq.compartments.oversight.models import Footprint, FootprintLine
from tansiq.compartments.oversight.views import shown
from tansiq.kernel.access import queries as access
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest

KEYS = ("oversight.footprint", "oversight.second_key")
KINDS: dict[str, str | Promise] = {
    "ask": gettext_lazy("An ask about the person"),
    "disclosure": gettext_lazy("A copy that another agency released"),
    "order": gettext_lazy("An arrest order"),
    "number": gettext_lazy("A number that protects"),
    "subject": gettext_lazy("A record on a suspicion"),
    "reads": gettext_lazy("Reads of a record on a suspicion that has ended"),
    "order_reads": gettext_lazy("Reads of an arrest order that has ended"),
    "number_reads": gettext_lazy("Reads of a protective number that has ended"),
    "detention_reads": gettext_lazy("Reads of a detention that has ended"),
    "enquiry_reads": gettext_lazy("Reads of a family’s search that was closed"),
    "listing": gettext_lazy("An entry of a published list"),
    "detention": gettext_lazy("An entry in the register of detentions"),
    "enquiry": gettext_lazy("A family’s search for the person"),
    "case": gettext_lazy("A case of the prosecution"),
    "accused": gettext_lazy("Named as accused in a court file"),
    "victim": gettext_lazy("Named as a victim in a court file"),
    "statement": gettext_lazy("A statement that was taken down"),
    "association": gettext_lazy("Named by a record about a piece of evidence"),
    "victims_file": gettext_lazy("A file of the victims’ office"),
    "cooperation_file": gettext_lazy("A file that only its own room reads"),
    "threat": gettext_lazy("A threat that the protection desk knows"),
    "protected": gettext_lazy("A place that the protection desk protects"),
}


def state_of(row: Footprint, now: Any) -> str:
    """What a footprint waits for, or how it ended."""
    if row.decided_at is None:
        return _("Waits for the second key")
    if not row.is_approved:
        return _("Refused")
    return _("Still open") if row.lease_ends_at and row.lease_ends_at > now else _("Over: its lines are erased")


@require_http_methods(["GET", "POST"])
def footprints(request: OfficerRequest) -> HttpResponse:
    """Footprints by number, and asking for one."""
    flow.require(request, *KEYS)
    form = forms.FootprintForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (row := flow.act(request, form, actions.request_footprint)):
        messages.success(request, _("Asked for. Nothing is looked up before a second person opens it."))
        return redirect("oversight:footprint", row.id)
    now = timezone.now()
    rows, pager = flow.page_of(request, queries.footprints())
    lines = [{"row": row, "state": state_of(row, now)} for row in rows]
    context = {"lines": lines, "pager": pager, "form": form, "may_ask": request.actor.has("oversight.footprint")}
    return render(request, "oversight/footprints.html", context, status=flow.status_of(form))


@require_http_methods(["GET", "POST"])
def footprint(request: OfficerRequest, footprint_id: UUID) -> HttpResponse:
    """One footprint: the second key, then its lines on demand."""
    row = queries.footprint(footprint_id)
    flow.require(request, *KEYS)
    form = forms.SecondKeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and flow.act(request, form, actions.decide_footprint, footprint_id=row.id) is not None:
        return redirect("oversight:footprint", row.id)
    actor, now = request.actor, timezone.now()
    is_open = bool(row.lease_ends_at and row.lease_ends_at > now)
    context = {
        "row": row, "form": form, "state": state_of(row, now), "asked_by": shown.handle(row.requested_by),
        "decided_by": shown.handle(row.decided_by) if row.decided_by else "",
        "may_decide": actor.has("oversight.second_key") and row.decided_at is None,
        "is_own": row.requested_by == actor.user_id,
        "may_print": is_open and row.told_at is not None and actor.user_id in (row.requested_by, row.decided_by),
        "may_read": is_open and actor.user_id in (row.requested_by, row.decided_by),
        "lease": shown.clock(row.lease_ends_at, now, name=_("Lease")) if is_open and row.lease_ends_at else None,
    }  # fmt: skip
    if context["may_decide"] and not context["is_own"]:
        context["behind"] = _behind(request, row)
    return render(request, "oversight/footprint.html", context, status=flow.status_of(form))


def _behind(request: OfficerRequest, row: Footprint) -> dict[str, Any] | None:
    """The complaint that the second key weighs: who wrote it down, when, on which papers. Looking is a read of it."""
    try:
        complaint = actions.look_behind(actor=request.actor, now=timezone.now(), footprint_id=row.id)
    except NotHisOwn:
        return None
    return {
        "row": complaint, "by": shown.handle(complaint.filed_by),
        "agency": access.agency_names().get(complaint.owner_id, ""),
        "handed_by": shown.handle(complaint.received_by) if complaint.received_by else "",
        "is_seen": complaint.is_seen_beside(row.requested_by),
        "is_mine": complaint.filed_by == request.actor.user_id,
    }  # fmt: skip


def _lines(lines: list[FootprintLine]) -> list[dict[str, Any]]:
    agencies = access.agency_names()
    return [
        {"row": one, "kind": str(KINDS.get(one.kind, one.kind)), "holder": agencies.get(one.holder_id, ""),
         "purpose": shown.label("purposes", one.purpose)}
        for one in lines
    ]  # fmt: skip


@require_POST
def footprint_read(request: OfficerRequest, footprint_id: UUID) -> HttpResponse:
    """The lines, for the two keys; each time each line is one entry of the log. What the person may be told is decided
    below them, by the second key."""
    actor, now = request.actor, timezone.now()
    flow.require(request, *KEYS)
    is_telling = "reasons" in request.POST
    row, lines = actions.read_footprint(actor=actor, now=now, footprint_id=footprint_id)
    told = _lines(lines)
    choices = [(one["row"], f"{one['kind']} · {one['holder']} · {one['row'].handle}") for one in told]
    form = forms.TellForm(request.POST if is_telling else None, lines=choices)
    if form.is_valid() and flow.act(request, form, actions.tell_footprint, footprint_id=row.id) is not None:
        messages.success(request, _("Decided what the person may be told."))
        return redirect("oversight:footprint", row.id)
    context = {
        "row": row, "lines": told, "form": form,
        "may_tell": row.decided_by == actor.user_id and row.told_at is None,
    }  # fmt: skip
    return render(request, "oversight/footprint_lines.html", context, status=flow.status_of(form))


@require_safe
def footprint_letter(request: OfficerRequest, footprint_id: UUID) -> HttpResponse:
    """The letter to print: what was decided that the person may be told."""
    flow.require(request, *KEYS)
    now = timezone.now()
    row, lines, until = actions.print_footprint_letter(actor=request.actor, now=now, footprint_id=footprint_id)
    context = {"row": row, "letter": letters_held.footprint_letter(row, lines, until)}
    return render(request, "oversight/footprint_letter.html", context)
