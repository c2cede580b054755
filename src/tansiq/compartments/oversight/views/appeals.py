"""Appeals: written down at the desk, decided by another inspector than the first, answered by a letter."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tansiq.compartments.oversight import actions, letters, queries
from tansiq.compartments.oversight.forms import redress as forms
from tansiq.compartments.oversight.models import Appeal
from tansiq.compartments.oversight.views import shown
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest

MAY_SEE = ("oversight.file", "oversight.decide")


@require_http_methods(["GET", "POST"])
def appeal_new(request: OfficerRequest, complaint_id: UUID) -> HttpResponse:
    """Write down that the person does not agree; he is protected again when the next page opens."""
    row = queries.complaint(complaint_id)
    flow.require(request, "oversight.file")
    form = forms.AppealForm(flow.typed(request))
    if form.is_valid() and (made := flow.act(request, form, actions.file_appeal, complaint_id=row.id)):
        messages.success(request, _("Written down. Hand over the receipt: another inspector decides."))
        return redirect("oversight:appeal_letter", made.id)
    context = {"form": form, "row": row, "is_late": bool(row.appeal_until and row.appeal_until < timezone.now())}
    return render(request, "oversight/appeal_new.html", context, status=flow.status_of(form))


@require_http_methods(["GET", "POST"])
def appeal(request: OfficerRequest, appeal_id: UUID) -> HttpResponse:
    """Where an appeal stands, and the decision of an inspector who decided nothing of it before."""
    row = queries.appeal(appeal_id)
    flow.require(request, *MAY_SEE)
    form = forms.DecisionForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.decide_appeal, appeal_id=row.id) is not None:
        messages.success(request, _("Decided. Print the letter for the person."))
        return redirect("oversight:appeal", row.id)
    actor, is_open = request.actor, row.state == Appeal.State.FILED
    context = {
        "row": row, "complaint": row.complaint, "form": form, "is_open": is_open,
        "clock": shown.clock(row.due_at, timezone.now(), met_at=row.decided_at, name=_("Decision")),
        "is_inspector": actor.has("oversight.decide"),
        "may_decide": actor.has("oversight.decide") and is_open and actor.user_id not in (row.first_by, row.filed_by),
    }  # fmt: skip
    return render(request, "oversight/appeal.html", context, status=flow.status_of(form))


@require_safe
def appeal_letter(request: OfficerRequest, appeal_id: UUID) -> HttpResponse:
    """What the person takes home: the receipt while it is open, the answer once it is decided."""
    row = queries.appeal(appeal_id)
    flow.require(request, *MAY_SEE)
    is_open = row.state == Appeal.State.FILED
    letter = letters.receipt_of_appeal(row) if is_open else letters.letter_of_appeal(row)
    return render(request, "oversight/appeal_letter.html", {"row": row, "letter": letter, "is_open": is_open})
