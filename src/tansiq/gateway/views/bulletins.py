"""A recognition bulletin at its recipient: acknowledged, its picture, and a sheet for the wall of a post."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tansiq.gateway import actions, bulletin_paper, queries
from tansiq.gateway.forms.disclosures import AcknowledgeBulletinForm
from tansiq.gateway.models import Disclosure
from tansiq.gateway.views import shown
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.paper import as_paper
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import NotFound


def _bulletin(disclosure_id: UUID) -> Disclosure:
    row = queries.disclosure(disclosure_id)
    if row.kind != Disclosure.Kind.BULLETIN:
        raise NotFound
    return row


@require_http_methods(["GET", "POST"])
def acknowledge(request: OfficerRequest, disclosure_id: UUID) -> HttpResponse:
    """The recipient says whom of its own it told."""
    row = _bulletin(disclosure_id)
    flow.require(request, "gateway.acknowledge")
    form = AcknowledgeBulletinForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.acknowledge_bulletin, disclosure_id=row.id) is not None:
        messages.success(request, _("Acknowledged. The sender sees it."))
        return redirect("gateway:disclosure", row.id)
    context = {"row": row, "form": form, "owner": shown.agency_name(row.owner_id)}
    return render(request, "gateway/bulletin_acknowledge.html", context, status=flow.status_of(form))


@require_safe
def picture(request: OfficerRequest, disclosure_id: UUID) -> HttpResponse:
    """The approved picture, as long as the copy runs."""
    row = _bulletin(disclosure_id)
    flow.require(request, "gateway.read_disclosure")
    sent = queries.picture_of(row.id)
    return HttpResponse(bytes(sent.content), content_type=sent.media_type)


@require_safe
def paper(request: OfficerRequest, disclosure_id: UUID) -> HttpResponse:
    """The bulletin to print; this read is logged like that of its page."""
    row = _bulletin(disclosure_id)
    flow.require(request, "gateway.read_disclosure")
    now = timezone.now()
    row = actions.read_disclosure(
        actor=request.actor, now=now, disclosure_id=row.id, purpose="LIFE_AT_RISK", reference=row.number
    )
    made = bulletin_paper.pdf(row.packet, number=row.number, issuer=shown.agency_name(row.owner_id),
                              language=shown.language(), now=now)  # fmt: skip
    return as_paper(made, row.number)
