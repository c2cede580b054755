"""How a victim or an heir is reached: the plan, the contacts, and counsel. For the office alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tansiq.compartments.victims import actions, queries, searches, spelling, unreached
from tansiq.compartments.victims.forms.contacts import (
    AbsentForm,
    ContactForm,
    CounselForm,
    NameForm,
    OutcomeForm,
    PlanForm,
    TookPlaceForm,
)
from tansiq.compartments.victims.models import Contact, ContactPlan, Party
from tansiq.compartments.victims.queries import PartyFile
from tansiq.compartments.victims.views import shown
from tansiq.compartments.victims.views.labels import FLAWS
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest


def _label(vocabulary: str, code: str) -> str:
    return charter.current().label(vocabulary, code, shown.language()) if code else ""


def plan_shown(row: ContactPlan) -> dict[str, Any]:
    return {
        "row": row, "purposes": [_label("contact_purposes", code) for code in row.purposes],
        "channel": _label("contact_channels", row.channel),
    }  # fmt: skip


def contact_shown(row: Contact) -> dict[str, Any]:
    return {
        "row": row, "purpose": _label("contact_purposes", row.purpose),
        "channel": _label("contact_channels", row.channel), "flaws": [str(FLAWS.get(one, one)) for one in row.flags],
    }  # fmt: skip


@require_safe
def party(request: OfficerRequest, party_id: UUID) -> HttpResponse:
    """A victim or an heir: how they may be reached, for what they agreed to it, and every contact."""
    flow.require(request, "victims.record")
    told = queries.party_file(actor=request.actor, now=timezone.now(), party_id=party_id)
    context = {
        "party": told.party, "matter": told.matter, "plan": plan_shown(told.plan) if told.plan else None,
        "earlier": [plan_shown(row) for row in told.earlier], "contacts": [contact_shown(row) for row in told.contacts],
        "counsels": told.counsels, "absence": told.absence, "is_heir": told.party.kind == Party.Kind.HEIR,
        "spellings": [one for one in spelling.changes(told.matter.id) if one.party_id == told.party.id],
        "is_victim": told.party.kind == Party.Kind.VICTIM,
        "searches": [one for one in searches.searches(told.matter.id) if one.victim_id == told.party.id],
        "needs_woman": bool(told.plan and told.plan.needs_woman and "womens_officer" not in request.actor.roles),
    }  # fmt: skip
    return render(request, "victims/party.html", context)


def _act(
    request: OfficerRequest, party_id: UUID, made: Callable[[PartyFile], Form], action: Callable[..., Any], *,
    done: str, **words: str,
) -> HttpResponse:  # fmt: skip
    """One act on a victim or an heir: its form, and once it is done the page of the person.

    Args:
        made: the form, from what stands of the person.
        words: title, hint and the word on the button.
    """
    flow.require(request, "victims.record")
    told = queries.party_file(actor=request.actor, now=timezone.now(), party_id=party_id)
    form = made(told)
    if form.is_valid() and flow.act(request, form, action, party_id=told.party.id) is not None:
        messages.success(request, done)
        return redirect("victims:party", told.party.id)
    context = {"form": form, "matter": told.matter, "party": told.party} | words
    return render(request, "victims/act.html", context, status=flow.status_of(form))


PLANNED = (
    "purposes", "channel", "reach", "safe_time", "not_present", "needs_woman", "language", "is_literate", "distance",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
def plan(request: OfficerRequest, party_id: UUID) -> HttpResponse:
    def made(told: PartyFile) -> Form:
        initial = {name: getattr(told.plan, name) for name in PLANNED} if told.plan else {}
        return PlanForm(flow.typed(request), initial=initial)

    return _act(
        request, party_id, made, actions.write_plan, done=_("The plan holds from now on."), title=_("Contact plan"),
        hint=_("Write it with the person, alone. Read every line back."), submit=_("Write the plan"),
    )  # fmt: skip


@require_POST
def withdraw(request: OfficerRequest, party_id: UUID) -> HttpResponse:
    """The person takes back every consent."""
    actions.withdraw_consent(actor=request.actor, now=timezone.now(), party_id=party_id)
    messages.success(request, _("Nobody contacts this person from now on."))
    return redirect("victims:party", party_id)


@require_http_methods(["GET", "POST"])
def contact_new(request: OfficerRequest, party_id: UUID) -> HttpResponse:
    def made(told: PartyFile) -> Form:
        return ContactForm(flow.typed(request), initial={"channel": told.plan.channel if told.plan else ""})

    return _act(
        request, party_id, made, actions.plan_contact, done=_("Planned."), title=_("Plan a contact"), submit=_("Plan")
    )


@require_http_methods(["GET", "POST"])
def took_place(request: OfficerRequest, party_id: UUID) -> HttpResponse:
    return _act(
        request, party_id, lambda _told: TookPlaceForm(flow.typed(request)), actions.record_contact,
        done=_("Recorded."), title=_("A contact that took place"), submit=_("Record"),
        hint=_("What happened is written down as it was. A contact without consent is told to the inspector."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def contact(request: OfficerRequest, contact_id: UUID) -> HttpResponse:
    """What came of a planned contact."""
    flow.require(request, "victims.record")
    row = queries.contact(contact_id)
    told = queries.party_file(actor=request.actor, now=timezone.now(), party_id=row.party_id)
    form = OutcomeForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.finish_contact, contact_id=row.id) is not None:
        messages.success(request, _("Recorded."))
        return redirect("victims:party", row.party_id)
    context = {
        "party": told.party, "matter": told.matter, "contact": contact_shown(row),
        "plan": plan_shown(told.plan) if told.plan else None, "form": form if row.done_at is None else None,
        "has_letter": row.done_at is None and row.channel in queries.CARRIES_PAPER,
    }  # fmt: skip
    return render(request, "victims/contact.html", context, status=flow.status_of(form))


REASONS = {
    unreached.NO_PLAN: gettext_lazy("nobody has asked how this person may be reached"),
    unreached.NO_CONSENT: gettext_lazy("agrees to no contact"),
    unreached.NOT_REACHED: gettext_lazy("not reached by the way that the person called safe"),
}


@require_http_methods(["GET", "POST"])
def name(request: OfficerRequest, party_id: UUID) -> HttpResponse:
    """A misspelt name is written right; the old spelling stays in the file."""
    return _act(
        request, party_id, lambda told: NameForm(flow.typed(request), initial={"name": told.party.name}),
        actions.correct_name, done=_("Written right. The old spelling stays in the file."), title=_("A misspelt name"),
        hint=_("A spelling alone. No share, no code and nobody’s right changes by it."), submit=_("Write it right"),
    )  # fmt: skip


@require_safe
def not_reached(request: OfficerRequest) -> HttpResponse:
    """Heirs whom nobody reaches, by the code of their file."""
    rows = unreached.heirs(actor=request.actor, now=timezone.now())
    shown, pager = flow.page_of(request, rows)
    lines = [{"row": row, "why": str(REASONS[row.why])} for row in shown]
    return render(request, "victims/unreached.html", {"lines": lines, "pager": pager})


@require_http_methods(["GET", "POST"])
def absent(request: OfficerRequest, party_id: UUID) -> HttpResponse:
    """Tell the court that an heir is not reached."""
    return _act(
        request, party_id, lambda _told: AbsentForm(flow.typed(request)), actions.say_absent,
        done=_("The court reads it in the file and on the sheet of the right."),
        title=_("An heir is not reached"), submit=_("Tell the court"),
        hint=_("Being absent is no waiver and suspends nothing by itself. Whether the court waits is for the judge."),
    )  # fmt: skip


@require_POST
def reached(request: OfficerRequest, absence_id: UUID) -> HttpResponse:
    row = actions.end_absence(actor=request.actor, now=timezone.now(), absence_id=absence_id)
    messages.success(request, _("Written down: the heir was reached."))
    return redirect("victims:party", row.heir_id)


@require_http_methods(["GET", "POST"])
def counsel_new(request: OfficerRequest, matter_id: UUID) -> HttpResponse:
    flow.require(request, "victims.record")
    row = queries.matter(matter_id)
    form = CounselForm(flow.typed(request), heirs=queries.parties(row.id, Party.Kind.HEIR))
    if form.is_valid() and flow.act(request, form, actions.name_counsel, matter_id=row.id) is not None:
        messages.success(request, _("Counsel reads the file from now on: what concerns all, and this heir’s own."))
        return redirect("victims:matter", row.id)
    context = {"form": form, "matter": row, "title": _("Counsel of an heir"), "submit": _("Name the counsel")}
    return render(request, "victims/act.html", context, status=flow.status_of(form))


@require_POST
def counsel_end(request: OfficerRequest, counsel_id: UUID) -> HttpResponse:
    row = actions.end_counsel(actor=request.actor, now=timezone.now(), counsel_id=counsel_id)
    messages.success(request, _("The mandate has ended."))
    return redirect("victims:matter", row.matter_id)
