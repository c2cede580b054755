"""Arrest orders: entered, read and revoked by the authority that gave them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tansiq.gateway import actions, lists, queries
from tansiq.gateway.forms import orders as forms
from tansiq.gateway.models import Order
from tansiq.gateway.views import shown
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.decisions import queries as decisions
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.filters import NumberFilter
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.people import queries as people


def _state(row: Order) -> str:
    now = timezone.now()
    if row.revoked_at:
        return _("Revoked")
    if row.valid_until <= now:
        return _("Ended")
    if row.held_at:
        return _("On hold since the release: no counter answers with it")
    return _("In force") if row.valid_from <= now else _("Not in force yet")


@require_GET
def orders(request: OfficerRequest) -> HttpResponse:
    """Orders of the actor's authority, newest first: numbers, never names."""
    flow.require(request, "gateway.order")
    form = NumberFilter(request.GET)
    rows, pager = flow.page_of_many(request, lists.orders(number=form.given()))
    lines = [(row, _state(row), shown.label("offence_articles", row.offence)) for row in rows]
    context = {"lines": lines, "pager": pager, "form": form, "clear_url": request.path if form.given() else ""}
    return render(request, "gateway/orders.html", context)


@require_http_methods(["GET", "POST"])
def order_new(request: OfficerRequest) -> HttpResponse:
    """Enter an order; the counter answers with it at once."""
    flow.require(request, "gateway.order")
    form = forms.OrderForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.register_order) is not None:
        messages.success(request, _("Entered. The counter answers with it from now on."))
        return redirect("gateway:orders")
    return render(request, "gateway/order_new.html", {"form": form}, status=flow.status_of(form))


@require_GET
def order(request: OfficerRequest, order_id: UUID) -> HttpResponse:
    """One order, with its decisions and who has read it."""
    flow.require(request, "gateway.order")
    row = queries.order(order_id)
    reason = flow.reason_kept(request)
    if reason is None:
        return flow.reason_page(request)
    audit.record_read(
        "gateway.order_read", row, actor=request.actor, at=timezone.now(), purpose=reason.purpose,
        reference=reason.reference, owner_id=row.owner_id,
    )  # fmt: skip
    draft = people.draft_of(people.kit(row.kit_id))
    context = {
        "row": row, "state": _state(row), "decisions": decisions.of_subject(row.id),
        "reads": shown.reads(row.id),
        "kit": shown.kit(draft, today=charter.local_day(row.entered_at), digits=shown.digits_of(request)),
        "authority": shown.label("arrest_authorities", row.authority),
        "offence": shown.label("offence_articles", row.offence),
        "article": _article(row.offence),
        "instrument": shown.label("legal_bases", row.instrument),
        "alternative": shown.label("alternatives_to_arrest", row.alternative),
    }  # fmt: skip
    return render(request, "gateway/order.html", context)


def _article(code: str) -> str:
    """The article of an offence; empty where nobody has checked it."""
    found = [row for row in charter.current().vocabularies.offence_articles if row.code == code]
    return found[0].article if found and found[0].article != "not checked" else ""


@require_http_methods(["GET", "POST"])
def revoke(request: OfficerRequest, order_id: UUID) -> HttpResponse:
    """End an order, with reasons."""
    flow.require(request, "gateway.order")
    row = queries.order(order_id)
    form = forms.RevokeForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.revoke_order, order_id=row.id) is not None:
        messages.success(request, _("Revoked. The counter no longer answers with it."))
        return redirect("gateway:orders")
    return render(request, "gateway/order_revoke.html", {"row": row, "form": form}, status=flow.status_of(form))


@require_http_methods(["GET", "POST"])
def renew(request: OfficerRequest, order_id: UUID) -> HttpResponse:
    """Let an order on hold answer again, with reasons."""
    flow.require(request, "gateway.order")
    row = queries.order(order_id)
    form = forms.RenewForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.renew_order, order_id=row.id) is not None:
        messages.success(request, _("Renewed. The counter answers with it again."))
        return redirect("gateway:orders")
    return render(request, "gateway/order_renew.html", {"row": row, "form": form}, status=flow.status_of(form))
