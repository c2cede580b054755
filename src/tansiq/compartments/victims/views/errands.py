"""The second asking at another civil desk: sent by the office, done by a woman there, taken into the file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tansiq.compartments.victims import actions, letters, queries, waiver_files, words
from tansiq.compartments.victims.errors import NotACivilDesk
from tansiq.compartments.victims.forms.errands import DeskForm, ElsewhereForm
from tansiq.compartments.victims.models import Errand
from tansiq.compartments.victims.views.labels import VALUES
from tansiq.compartments.victims.views.recording import page
from tansiq.kernel.access import queries as access
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest


@require_http_methods(["GET", "POST"])
def send(request: OfficerRequest, matter_id: UUID, code: str) -> HttpResponse:
    """Ask another civil desk to let one of its women ask the heir."""
    flow.require(request, "victims.record")
    told = waiver_files.waiver_file(matter_id, code, now=timezone.now())
    form = DeskForm(flow.typed(request), own=told.matter.owner_id)
    if form.is_valid():
        made = flow.act(request, form, actions.ask_desk, matter_id=told.matter.id, waiver=code)
        if made is not None:
            messages.success(request, _("The desk has it: the heir’s name, what is asked, and how the heir is met."))
            return redirect("victims:waiver", told.matter.id, code)
    hint = _("The heir need not travel. Another woman asks, and she sees nothing of the file but this.")
    return page(request, told.matter, form, _("The second asking at another civil desk"), hint)


@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Errands of the reader’s own desk, by number."""
    flow.require(request, "victims.record")
    rows, pager = flow.page_of(request, queries.errands_of(request.actor))
    return render(request, "victims/errands.html", {"rows": rows, "pager": pager, "now": timezone.now()})


def _shown(row: Errand) -> dict[str, Any]:
    return {
        "row": row, "pairs": row.asked["pairs"], "conditions": row.asked["conditions"], "qisas": row.asked["qisas"],
        "diya": str(VALUES.get(row.asked["diya"], row.asked["diya"])),
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def errand(request: OfficerRequest, errand_id: UUID) -> HttpResponse:
    """One errand at the desk that was asked: what to say, and what the heir answered."""
    form = ElsewhereForm(flow.typed(request))
    if form.is_valid() and form.cleaned_data["answer"] == "no":  # taken, whatever this desk may read or ask by now
        kept = _answered(request, form, errand_id)
        if kept is not None:
            return kept
    flow.require(request, "victims.record")
    row = queries.errand(errand_id)
    if row.desk_id == request.actor.home and access.keeps_people(row.desk_id):  # rule: G11
        raise NotACivilDesk
    reason = flow.reason_kept(request)
    if reason is None:
        return flow.reason_page(request)
    if form.is_valid() and form.cleaned_data["answer"] != "no":
        kept = _answered(request, form, row.id)
        if kept is not None:
            return kept
    audit.record_read(
        "victims.errand_read", row, actor=request.actor, at=timezone.now(), purpose=reason.purpose,
        reference=reason.reference, owner_id=row.owner_id,
    )  # fmt: skip
    context = _shown(row) | {
        "form": form if row.desk_id == request.actor.home else None,
        "missed": [words.SESSIONS[flag] for flag in row.flags],
        "office": access.localised(access.agency(row.owner_id)), "paragraphs": letters.asked_again(),
    }  # fmt: skip
    return render(request, "victims/errand.html", context, status=flow.status_of(form))


def _answered(request: OfficerRequest, form: ElsewhereForm, errand_id: UUID) -> HttpResponse | None:
    """Write down what the heir answered; None where it was refused, which then stands in the form."""
    made = flow.act(request, form, actions.confirm_elsewhere, errand_id=errand_id)
    if made is None:
        return None
    if made.flags and made.answer != "no":
        messages.warning(request, _("Written down, and it confirms nothing. The victims’ office reads why."))
    else:
        messages.success(request, _("Written down. The victims’ office takes it into the file."))
    # Whose desk may read nothing any more has said a no, and is told so where everybody may be.
    return redirect("victims:errands" if request.actor.has("victims.record") else "desk:home")


@require_POST
def take_in(request: OfficerRequest, errand_id: UUID) -> HttpResponse:
    row = actions.take_in(actor=request.actor, now=timezone.now(), errand_id=errand_id)
    if row.refused or (row.flags and row.answer != "no"):
        messages.warning(request, _("It stands in the file, and confirms nothing."))
    else:
        messages.success(request, _("It stands in the file."))
    return redirect("victims:waiver", row.matter_id, row.waiver)


@require_POST
def call_back(request: OfficerRequest, errand_id: UUID) -> HttpResponse:
    row = queries.errand(errand_id)
    actions.call_back(actor=request.actor, now=timezone.now(), errand_id=errand_id)
    messages.success(request, _("Called back: the other desk reads nothing of it any more."))
    return redirect("victims:waiver", row.matter_id, row.waiver)
