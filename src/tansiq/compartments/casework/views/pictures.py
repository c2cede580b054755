"""The spokesperson's side of a picture: what waits, the picture with its words alone, the approval."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tansiq.compartments.casework import actions, queries
from tansiq.compartments.casework.forms import bulletins as forms
from tansiq.compartments.casework.models import Bulletin
from tansiq.compartments.casework.views.cases import sent
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest


def _state(row: Bulletin) -> str:
    if row.withdrawn_at:
        return _("Withdrawn")
    if row.sent_at:
        return _("Sent")
    return _("Approved by the spokesperson") if row.picture_cleared_at else _("Waits for the spokesperson")


@require_safe
def pictures(request: OfficerRequest) -> HttpResponse:
    """Pictures that may leave with a bulletin, those that wait first."""
    flow.require(request, "casework.speak")
    rows, pager = flow.page_of(request, queries.pictured())
    lines = [
        {"row": row, "state": _state(row),
         "since": row.withdrawn_at or row.sent_at or row.picture_cleared_at or row.made_at}
        for row in rows
    ]  # fmt: skip
    return render(request, "casework/pictures.html", {"lines": lines, "pager": pager})


@require_http_methods(["GET", "POST"])
def picture(request: OfficerRequest, record_id: UUID) -> HttpResponse:
    """One picture with the words that go with it, and the approval. The look is logged (G13)."""
    row = queries.pictured_one(record_id)
    flow.require(request, "casework.speak")
    form = forms.ApproveForm(sent(request))
    if form.is_valid() and flow.act(request, form, actions.clear_picture, bulletin_id=row.id) is not None:
        messages.success(request, _("The picture may leave with its bulletin."))
        return redirect("casework:pictures")
    queries.note_read("casework.picture_read", row, reference=row.number, actor=request.actor, now=timezone.now())
    context = {"row": row, "form": form, "state": _state(row), "waits": queries.waits_for_clearing(row)}
    return render(request, "casework/picture.html", context, status=flow.status_of(form))


@require_safe
def shown(request: OfficerRequest, record_id: UUID) -> HttpResponse:
    """The picture itself."""
    row = queries.spoken_picture(record_id)
    flow.require(request, "casework.speak")
    return HttpResponse(bytes(row.content), content_type=row.media_type)
