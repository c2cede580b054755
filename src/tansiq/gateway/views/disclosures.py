"""Disclosures as their recipient and as their owner: read, pass on, permit, withdraw."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tansiq.gateway import actions, lists, queries
from tansiq.gateway.forms import disclosures as forms
from tansiq.gateway.models import Disclosure
from tansiq.gateway.views import packets, shown
from tansiq.kernel.access import queries as access
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.decisions import queries as decisions
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.flow import Reason
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import NotFound
from tansiq.people import queries as people


@require_GET
def disclosures(request: OfficerRequest) -> HttpResponse:
    """Received and given, newest first: references, never names."""
    flow.require(request, "gateway.read_disclosure")
    form = forms.BoxForm(request.GET)
    box = form.cleaned_data["box"] if form.is_valid() else ""
    mine = request.actor.agency_ids
    sides = {"received": {"recipient_ids": mine}, "given": {"owner_ids": mine}}
    rows, pager = flow.page_of_many(request, lists.disclosures(**sides.get(box, {}), number=form.given()))
    names, now = access.agency_names(), timezone.now()
    lines = [
        {
            "row": row, "is_received": row.recipient_id in mine, "owner": names[row.owner_id],
            "recipient": names[row.recipient_id], "state": _state(row, now),
        }
        for row in rows
    ]  # fmt: skip
    context = {"form": form, "lines": lines, "pager": pager, "clear_url": ""}
    context["clear_url"] = request.path if box or form.given() else ""
    return render(request, "gateway/disclosures.html", context)


def _state(row: Disclosure, now: Any) -> str:
    if row.recalled_at:
        return _("Withdrawn")
    if row.lease_ends_at <= now:
        return _("Lease ended")
    return _("Has been read") if row.read_at else _("Not read yet")


def _reason(request: OfficerRequest, row: Disclosure) -> Reason | None:
    """Why it is read: the ask that brought it, a danger to life, or what the officer says for the shift."""
    if row.recipient_id in request.actor.agency_ids and (row.ask_id or row.kind in Disclosure.FOR_A_LIFE):
        return _reason_of_ask(row)
    return flow.reason_kept(request)


def _reason_of_ask(row: Disclosure) -> Reason:
    if row.ask_id is None:
        return Reason("LIFE_AT_RISK", row.number)
    ask = queries.ask(row.ask_id)
    return Reason(ask.purpose, ask.reference)


@require_GET
def disclosure(request: OfficerRequest, disclosure_id: UUID) -> HttpResponse:
    """What one recipient was given."""
    return _page(request, disclosure_id)


def _page(request: OfficerRequest, disclosure_id: UUID, *, form: forms.RevealForm | None = None) -> HttpResponse:
    flow.require(request, "gateway.read_disclosure")
    row = queries.disclosure(disclosure_id)
    reason = _reason(request, row)
    if reason is None:
        return flow.reason_page(request)
    now = timezone.now()
    row = actions.read_disclosure(
        actor=request.actor, now=now, disclosure_id=row.id, purpose=reason.purpose, reference=reason.reference
    )
    names = access.agency_names()
    revealed = form.cleaned_data["field"] if form and not form.errors else ""
    context: dict[str, Any] = {
        "form": form, "row": row, "owner": names[row.owner_id], "recipient": names[row.recipient_id],
        "is_owner": row.owner_id in request.actor.agency_ids, "packet": packets.packet(request, row, revealed=revealed),
        "handling": shown.handling(row.handling), "lease": shown.clock("DISCLOSURE-LEASE", row.lease_ends_at, now),
        "chain": [(link, names[link.receiver_id]) for link in queries.permission_chain(row.id)],
        "recalls": queries.recalls_of_disclosure(row.id),
        "decisions": decisions.of_subject(row.hit_id or row.id), "reads": shown.reads(row.id),
    }  # fmt: skip
    context |= {"may": _acts(request, row, is_owner=context["is_owner"], now=now)}
    return render(request, "gateway/disclosure.html", context, status=flow.status_of(form) if form else 200)


def _acts(request: OfficerRequest, row: Disclosure, *, is_owner: bool, now: Any) -> dict[str, bool]:
    is_live = row.recalled_at is None and row.lease_ends_at > now
    has = request.actor.has
    # A bulletin stays with whoever received it: nobody asks to pass it on, and its room withdraws it.
    is_bulletin = row.kind == Disclosure.Kind.BULLETIN
    goes_on = not is_owner and is_live and not is_bulletin
    waits = is_bulletin and not is_owner and is_live and row.acknowledged_at is None
    return {
        "withdraw": is_owner and row.recalled_at is None and has("gateway.recall") and not is_bulletin,
        "ask": goes_on and has("gateway.ask_permission"),
        "pass_on": goes_on and has("gateway.release"),
        "acknowledge": waits and has("gateway.acknowledge"),
    }


@require_POST
def reveal(request: OfficerRequest, disclosure_id: UUID) -> HttpResponse:
    """Show a hidden field of the packet on this one page; a reload asks again."""
    flow.require(request, "gateway.read_disclosure")
    row = queries.disclosure(disclosure_id)
    reason = _reason(request, row)
    if reason is None:
        return redirect("gateway:disclosure", row.id)
    form = forms.RevealForm(request.POST)
    if not form.is_valid():
        return _page(request, row.id, form=form)
    audit.record(  # rule: G21
        "gateway.field_revealed", row, actor=request.actor, at=timezone.now(), after=form.cleaned_data["field"],
        words=form.cleaned_data["reason"], purpose=reason.purpose, reference=reason.reference, owner_id=row.owner_id,
    )  # fmt: skip
    return _page(request, row.id, form=form)


def _owned(request: OfficerRequest, disclosure_id: UUID) -> Disclosure:
    row = queries.disclosure(disclosure_id)
    if row.owner_id not in request.actor.agency_ids:
        raise NotFound
    return row


def _received(request: OfficerRequest, disclosure_id: UUID) -> Disclosure:
    row = queries.disclosure(disclosure_id)
    if row.recipient_id not in request.actor.agency_ids:
        raise NotFound
    return row


@require_http_methods(["GET", "POST"])
def withdraw(request: OfficerRequest, disclosure_id: UUID) -> HttpResponse:
    """The owner withdraws: every copy becomes unreadable at once, and each recipient must say what it did."""
    flow.require(request, "gateway.recall")
    row = _owned(request, disclosure_id)
    form = forms.WithdrawForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.withdraw, disclosure_id=row.id) is not None:
        return redirect("gateway:disclosure_withdrawn", row.id)
    context = {"row": row, "form": form, "recipient": shown.agency_name(row.recipient_id)}
    return render(request, "gateway/withdraw.html", context, status=flow.status_of(form))


@require_GET
def withdrawn(request: OfficerRequest, disclosure_id: UUID) -> HttpResponse:
    """What the withdrawal made: recalls, and after a mistaken identity the number to hand to the man."""
    flow.require(request, "gateway.recall")
    row = _owned(request, disclosure_id)
    if row.recalled_at is None:
        return redirect("gateway:disclosure_withdraw", row.id)
    numbers = people.numbers_of_kit(queries.hit(row.hit_id).ask_kit_id) if row.hit_id else []
    names = access.agency_names()
    context = {
        "row": row, "numbers": [number for number in numbers if number.kind == "redress" and not number.revoked_at],
        "recalls": [(recall, names[recall.recipient_id]) for recall in queries.recalls_of_disclosure(row.id)],
    }  # fmt: skip
    return render(request, "gateway/withdrawn.html", context)


@require_http_methods(["GET", "POST"])
def ask_permission(request: OfficerRequest, disclosure_id: UUID) -> HttpResponse:
    """A recipient asks the owner to let it pass on, or to use it in court."""
    flow.require(request, "gateway.ask_permission")
    row = _received(request, disclosure_id)
    form = forms.PermissionForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.ask_permission, disclosure_id=row.id) is not None:
        messages.success(request, _("The owner has been asked. The answer stands on the disclosure."))
        return redirect("gateway:disclosure", row.id)
    return _beyond(request, row, form, "gateway/ask_permission.html")


@require_http_methods(["GET", "POST"])
def pass_on(request: OfficerRequest, disclosure_id: UUID) -> HttpResponse:
    """A recipient passes its copy on; the handling code decides, or the owner's permission."""
    flow.require(request, "gateway.release")
    row = _received(request, disclosure_id)
    form = forms.PassOnForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.pass_on, disclosure_id=row.id) is not None:
        messages.success(request, _("Passed on. The copy belongs to the owner, who can withdraw it."))
        return redirect("gateway:disclosure", row.id)
    return _beyond(request, row, form, "gateway/pass_on.html")


def _beyond(request: OfficerRequest, row: Disclosure, form: Any, template: str) -> HttpResponse:
    names = access.agency_names()
    chain = [(link, names[link.receiver_id]) for link in queries.permission_chain(row.id)]
    context = {
        "row": row,
        "form": form,
        "owner": names[row.owner_id],
        "handling": shown.handling(row.handling),
        "chain": chain,
    }
    return render(request, template, context, status=flow.status_of(form))


@require_http_methods(["GET", "POST"])
def permission(request: OfficerRequest, permission_id: UUID) -> HttpResponse:
    """The owner decides whether a recipient may pass on."""
    flow.require(request, "gateway.permit")
    link = queries.permission_asked(permission_id, owner_ids=request.actor.agency_ids)
    form = forms.DecidePermissionForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.decide_permission, permission_id=link.id) is not None:
        messages.success(request, _("Decided. The recipient sees your answer."))
        return redirect("desk:home")
    names = access.agency_names()
    context = {
        "link": link, "form": form, "recipient": names[link.recipient_id], "receiver": names[link.receiver_id],
        "handling": shown.handling(link.disclosure.handling),
    }  # fmt: skip
    return render(request, "gateway/permission.html", context, status=flow.status_of(form))
