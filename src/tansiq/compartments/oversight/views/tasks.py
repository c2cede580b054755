"""What an agency owes the inspector: reasons of reads, and what it holds of people whose complaint was upheld."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tansiq.compartments.oversight import actions, queries
from tansiq.compartments.oversight.forms import redress as forms
from tansiq.compartments.oversight.views import shown
from tansiq.gateway import passages
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest


@require_safe
def owed(request: OfficerRequest) -> HttpResponse:
    """Everything that the inspector waits for from the actor's agency."""
    flow.require(request, "oversight.answer")
    now = timezone.now()
    context = {
        "tasks": [{"row": row, "clock": shown.clock(row.due_at, now)} for row in queries.tasks()],
        "questions": [
            {"row": row, "clock": shown.clock(clocks.due_of("READ-QUESTION", row.asked_at), now)}
            for row in queries.questions()
        ],
        "settled": queries.tasks(is_open=False, limit=25),
    }
    return render(request, "oversight/owed.html", context)


@require_http_methods(["GET", "POST"])
def task(request: OfficerRequest, task_id: UUID) -> HttpResponse:
    """One complaint that was upheld: who complains is shown on demand, and logged."""
    row = queries.task(task_id)
    flow.require(request, "oversight.answer", "oversight.decide")
    is_reveal = "reveal" in request.POST
    person = None
    if is_reveal:
        person = actions.reveal_task(actor=request.actor, now=timezone.now(), task_id=row.id)
    form = forms.HolderForm(request.POST if request.method == "POST" and not is_reveal else None)
    if form.is_valid() and flow.act(request, form, actions.answer_task, task_id=row.id) is not None:
        messages.success(request, _("Answered. The inspector reads it."))
        return redirect("oversight:task", row.id)
    held = passages.held_record(row.held_kit_id)
    context = {
        "row": row, "form": form, "person": person, "held": held.number if held else "",
        "basis": shown.label("legal_bases", row.kept_basis),
        "may_answer": request.actor.has("oversight.answer") and not row.did,
        "clock": shown.clock(row.due_at, timezone.now(), met_at=row.answered_at),
    }  # fmt: skip
    return render(request, "oversight/task.html", context, status=flow.status_of(form))
