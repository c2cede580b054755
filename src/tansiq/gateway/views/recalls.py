"""Recalls: what was withdrawn, and what each recipient did with its copy."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tansiq.gateway import actions, lists, queries
from tansiq.gateway.forms import recalls as forms
from tansiq.gateway.models import Recall
from tansiq.gateway.views import shown
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.rules import Standing
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.filters import NumberFilter
from tansiq.kernel.pages.request import OfficerRequest


@require_GET
def recalls(request: OfficerRequest) -> HttpResponse:
    """Recalls to acknowledge, then those that were sent and answered. Open to a suspended agency too."""
    form = NumberFilter(request.GET)
    found = lists.recalls(mine=request.actor.recall_agency_ids, number=form.given())
    rows, pager = flow.page_of_many(request, found)
    names, now = access.agency_names(), timezone.now()
    lines = [
        {
            "row": row, "owner": names[row.owner_id], "recipient": names[row.recipient_id],
            "is_mine": row.recipient_id in request.actor.recall_agency_ids,
            "is_late": row.state == Recall.State.SENT and row.due_at < now,
        }
        for row in rows
    ]  # fmt: skip
    context = {"lines": lines, "pager": pager, "form": form, "clear_url": request.path if form.given() else ""}
    return render(request, "gateway/recalls.html", context)


@require_http_methods(["GET", "POST"])
def recall(request: OfficerRequest, recall_id: UUID) -> HttpResponse:
    """One recall: its number and nothing of the cause; the recipient says what it did."""
    row = queries.recall(recall_id)
    actor = request.actor
    is_mine = row.recipient_id in actor.recall_agency_ids
    answers = is_mine and (actor.has("gateway.acknowledge") or actor.standing is Standing.SUSPENDED)
    form = forms.AcknowledgeForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.acknowledge_recall, recall_id=row.id) is not None:
        messages.success(request, _("Acknowledged. The owner sees what you did."))
        return redirect("gateway:recall", row.id)
    is_open = row.state == Recall.State.SENT
    clock = shown.recall_clock(row, timezone.now())
    context = {
        "row": row, "form": form, "owner": shown.agency_name(row.owner_id), "is_open": is_open,
        "recipient": shown.agency_name(row.recipient_id), "answers": answers and is_open,
        "clock": clock if row.state != Recall.State.NOT_SENT else None, "is_mine": is_mine,
        "basis": shown.label("legal_bases", row.kept_basis) if row.kept_basis else "",
    }  # fmt: skip
    return render(request, "gateway/recall.html", context, status=flow.status_of(form))
