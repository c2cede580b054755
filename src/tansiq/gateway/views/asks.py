"""Asking, the receipt, and the duty officer's call."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tansiq.gateway import actions, lists, queries
from tansiq.gateway.forms import asks as forms
from tansiq.gateway.models import Answer, Ask, Order
from tansiq.gateway.views import shown
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.db import acting_as
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import NotFound
from tansiq.people import queries as people

ROWS_A_PAGE = 25


@require_http_methods(["GET", "POST"])
def ask(request: OfficerRequest) -> HttpResponse:
    """The form of an ask; purpose and reference stay for the shift."""
    flow.require(request, "gateway.ask")
    form = forms.AskForm(flow.typed(request), initial=_initial(request))
    if form.is_valid() and (row := flow.ask(request, form, actions.ask)):
        flow.keep_reason(request, purpose=row.purpose, reference=row.reference)
        return redirect("gateway:ask_detail", row.id)
    kept = None if form.is_bound else flow.reason_kept(request)
    context = {"form": form, "kept": kept, "kept_purpose": kept and shown.label("purposes", kept.purpose)}
    return render(request, "gateway/ask.html", context, status=flow.status_of(form))


def _initial(request: OfficerRequest) -> dict[str, object]:
    """The reason kept for the shift, and, to add what would help, what an earlier ask of the agency gave."""
    kept = flow.reason_kept(request)
    values: dict[str, object] = {"purpose": kept.purpose, "reference": kept.reference} if kept else {}
    again = request.GET.get("again", "")
    if again:
        row = queries.ask_by_number(again)
        if row.member_id != request.actor.member_id:
            raise NotFound
        values |= forms.KitForm.typed(people.draft_of(people.kit(row.kit_id)))
    return values


@require_GET
def asks(request: OfficerRequest) -> HttpResponse:
    """Receipts, newest first: references, never names."""
    flow.require(request, "gateway.ask")
    form = forms.AskFilterForm(request.GET)
    form.fields["answer"].choices = [("", _("Every answer")), *Answer.choices]  # type: ignore[attr-defined]
    answer = form.cleaned_data["answer"] if form.is_valid() else ""
    rows, pager = flow.page_of_many(request, lists.asks(answer=answer, number=form.given()))
    names = access.agency_names()
    lines = [(row, shown.label("purposes", row.purpose), names[row.owner_id]) for row in rows]
    context = {"form": form, "lines": lines, "pager": pager, "clear_url": ""}
    context["clear_url"] = request.path if answer or form.given() else ""
    return render(request, "gateway/asks.html", context)


@require_GET
def ask_detail(request: OfficerRequest, ask_id: UUID) -> HttpResponse:
    """The receipt; what owners released about it arrives here."""
    flow.require(request, "gateway.ask")
    row = queries.ask(ask_id)
    context = {"row": row, "arrived": queries.disclosures_of_ask(row.id)}
    if request.htmx:
        return render(request, "gateway/ask_detail.html#arrived", context)
    context |= {"answer": shown.answer(row), "purpose": shown.label("purposes", row.purpose)}
    context |= {"about": _about(request, row), "happened": shown.happened(row)}
    return render(request, "gateway/ask_detail.html", context)


@require_http_methods(["GET", "POST"])
def happened(request: OfficerRequest, ask_id: UUID) -> HttpResponse:
    """What happened after the answer, from whoever may see the ask; no permission is asked for a fact (W-4)."""
    row = queries.ask(ask_id)
    form = forms.HappenedForm(flow.typed(request))
    if form.is_valid() and (fact := flow.act(request, form, actions.record_happened, ask_id=row.id)):
        messages.success(request, _("Recorded as it happened."))
        for flag in fact.grounds:
            messages.warning(request, shown.FLAGS[str(flag)])
        return redirect("gateway:ask_detail", row.id) if request.actor.has("gateway.ask") else redirect("desk:home")
    context = {"row": row, "form": form, "answer": row.get_answer_display()}
    return render(request, "gateway/ask_happened.html", context, status=flow.status_of(form))


def _about(request: OfficerRequest, row: Ask) -> dict[str, object] | None:
    """Whom the ask was about, as typed, for its own agency; a colleague's look is a read and is logged."""
    if row.owner_id not in request.actor.agency_ids:
        return None
    if row.member_id != request.actor.member_id:
        audit.record_read(
            "gateway.receipt_read", row, actor=request.actor, at=timezone.now(), purpose=row.purpose,
            reference=row.reference, owner_id=row.owner_id,
        )  # fmt: skip
    draft = people.draft_of(people.kit(row.kit_id))
    identifiers = shown.identifier_rows(list(draft.identifiers))
    return {"name": draft.parts.display(), "birth": draft.birth, "identifiers": identifiers}


@require_http_methods(["GET", "POST"])
def happened_by_number(request: OfficerRequest) -> HttpResponse:
    """What happened, by the number on the receipt: from an agency that stands outside too, which reads nothing here."""
    form = forms.HappenedByNumberForm(flow.typed(request))
    if form.is_valid():
        try:
            if flow.act(request, form, actions.record_happened) is not None:
                messages.success(request, _("Recorded as it happened."))
                return redirect("desk:home")
        except NotFound:
            form.add_error("number", _("Your agency has no receipt with this number. Read it again, sign by sign."))
    return render(request, "gateway/happened_by_number.html", {"form": form}, status=flow.status_of(form))


@require_GET
def find_call(request: OfficerRequest) -> HttpResponse:
    """From the reference that is read out over the phone to the ask."""
    flow.require(request, "gateway.confirm_identity")
    form = forms.FindCallForm(request.GET if "number" in request.GET else None)
    if form.is_valid():
        try:
            return redirect("gateway:call", queries.ask_by_number(form.cleaned_data["number"]).id)
        except NotFound:
            form.add_error("number", _("No answer with this reference asks anybody to call. Have it read out again."))
    return render(request, "gateway/find_call.html", {"form": form}, status=flow.status_of(form))


@require_http_methods(["GET", "POST"])
def call(request: OfficerRequest, ask_id: UUID) -> HttpResponse:
    """The duty officer sees which order fits, and confirms the identity or not."""
    flow.require(request, "gateway.confirm_identity")
    row = queries.ask(ask_id)
    form = forms.ConfirmForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.confirm_identity, ask_id=row.id) is not None:
        return redirect("gateway:call", row.id)
    order = queries.order_behind(row) or queries.fitting_order(row, timezone.now())
    context = {
        "row": row, "form": form, "answer": shown.answer(row), "purpose": shown.label("purposes", row.purpose),
        "agency": access.agency(row.owner_id), "agency_name": shown.agency_name(row.owner_id), "order": order,
        "happened": shown.happened(row),
    }  # fmt: skip
    if order is not None:
        context |= _beside_each_other(request, row, order)
    return render(request, "gateway/call.html", context, status=flow.status_of(form))


@transaction.atomic
def _beside_each_other(request: OfficerRequest, row: Ask, order: Order) -> dict[str, object]:
    """Whom the officer asked about and whom the order names, so that the two can be told apart over the phone."""
    today, digits = charter.local_day(timezone.now()), shown.digits_of(request)
    with acting_as(system_actor("counter")):
        drafts = [people.draft_of(people.kit(kit_id)) for kit_id in (row.kit_id, order.kit_id)]
    audit.record_read(
        "gateway.order_compared", order, actor=request.actor, at=timezone.now(), purpose=row.purpose,
        reference=row.reference, owner_id=order.owner_id,
    )  # fmt: skip
    asked, named = (shown.kit(draft, today=today, digits=digits) for draft in drafts)
    terms = {
        "by": shown.label("arrest_authorities", order.authority),
        "offence": shown.label("offence_articles", order.offence),
    }
    return {"asked": asked, "named": named, "terms": terms}
