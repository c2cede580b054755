"""Slips and redress numbers: one paper, one look, whatever it was given for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tansiq.gateway import actions, lists, queries
from tansiq.gateway.forms import numbers as forms
from tansiq.gateway.forms.orders import RevokeForm
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.filters import NumberFilter
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import NotFound
from tansiq.people import actions as people_actions
from tansiq.people import queries as people

HELD = ("gateway.slip", "people.redress")
PERMISSION = {"slip": "gateway.slip", "redress": "people.redress"}


@require_GET
def numbers(request: OfficerRequest) -> HttpResponse:
    """Numbers that the actor's agency issued: numbers, never names."""
    flow.require(request, *HELD)
    form = NumberFilter(request.GET)
    rows, pager = flow.page_of_many(request, lists.numbers(number=form.given()))
    context: dict[str, Any] = {"rows": [(row, _state(row)) for row in rows], "pager": pager, "form": form}
    context["clear_url"] = request.path if form.given() else ""
    context |= {"slips": request.actor.has("gateway.slip"), "redress": request.actor.has("people.redress")}
    return render(request, "gateway/numbers.html", context)


def _state(row: Any) -> str:
    if row.revoked_at:
        return _("Revoked")
    return _("Ended") if row.valid_until and row.valid_until <= timezone.now() else _("In force")


@require_http_methods(["GET", "POST"])
def number_new(request: OfficerRequest, kind: str) -> HttpResponse:
    """Issue a slip, or a redress number."""
    if kind not in PERMISSION:
        raise NotFound
    flow.require(request, PERMISSION[kind])
    sent = flow.typed(request)
    form: Any = forms.SlipForm(sent) if kind == "slip" else forms.RedressForm(sent)
    action = actions.issue_slip if kind == "slip" else actions.issue_redress
    if form.is_valid() and (row := flow.act(request, form, action)):
        messages.success(request, _("Issued. Print it and hand it over."))
        return redirect("gateway:number", row.id)
    context = {"form": form, "is_slip": kind == "slip"}
    return render(request, "gateway/number_new.html", context, status=flow.status_of(form))


def _row(request: OfficerRequest, number_id: UUID) -> Any:
    row = queries.number(number_id)
    flow.require(request, PERMISSION[row.kind])
    return row


@require_GET
def number(request: OfficerRequest, number_id: UUID) -> HttpResponse:
    """The paper to print: number, holder, whom to call. Nothing on it says why it was given."""
    flow.require(request, *HELD)
    row = _row(request, number_id)
    now = timezone.now()
    audit.record_read(
        "people.number_printed", ("people.protectivenumber", row.id), actor=request.actor, at=now,
        purpose="REDRESS_CHECK", reference=row.number, owner_id=row.owner_id,
    )  # fmt: skip
    slip = {
        "number": row.number, "holder": _holder(row), "call": charter.current().jurisdiction.duty_phone,
        "valid_until": row.valid_until, "list_at": now,
    }  # fmt: skip
    return render(request, "gateway/number.html", {"row": row, "slip": slip, "state": _state(row)})


def _holder(row: Any) -> str:
    """The holder's name as written; empty where another agency keeps the kit, as after a withdrawal."""
    try:
        return people.draft_of(people.kit(row.holder_kit_id)).parts.display()
    except NotFound:
        return ""


@require_http_methods(["GET", "POST"])
def revoke(request: OfficerRequest, number_id: UUID) -> HttpResponse:
    """End a number, with reasons."""
    flow.require(request, *HELD)
    row = _row(request, number_id)
    form = RevokeForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, people_actions.revoke_number, number_id=row.id) is not None:
        messages.success(request, _("Revoked. It protects nobody from now on."))
        return redirect("gateway:numbers")
    return render(request, "gateway/number_revoke.html", {"row": row, "form": form}, status=flow.status_of(form))
