"""Exhibits: lists, one exhibit with its chain, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tansiq.compartments.casework import actions, papers, queries
from tansiq.compartments.casework.forms import exhibits as forms
from tansiq.compartments.casework.views import shown
from tansiq.compartments.casework.views.cases import FORM, WRITTEN, done, sent
from tansiq.kernel.access.naming import named
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.paper import as_paper
from tansiq.kernel.pages.request import OfficerRequest


@dataclass(frozen=True)
class Act:
    """One thing that is done with a piece: its form, its action, its words."""

    form: type[django_forms.Form]
    action: Callable[..., Any]
    title: str | Promise
    button: str | Promise
    permission: str = "casework.exhibit"
    aside: str | Promise = ""
    done: str | Promise = WRITTEN


ACTS: dict[str, Act] = {
    "seal": Act(
        forms.SealForm, actions.seal_exhibit, gettext_lazy("Seal an exhibit"), gettext_lazy("Sign the seal"),
        done=gettext_lazy("Sealed and signed."),
    ),
    "note": Act(
        forms.NoteForm, actions.note_event, gettext_lazy("Say what was done with an exhibit"), gettext_lazy("Sign"),
        aside=gettext_lazy("Nothing is put in between afterwards. A correction is a further line, with its author."),
    ),
    "safe": Act(
        forms.SafeForm, actions.make_safe, gettext_lazy("Certify that it was made safe"), gettext_lazy("Certify"),
        permission="casework.certify",
    ),
    "end": Act(
        forms.EndForm, actions.end_exhibit, gettext_lazy("Return or destroy an exhibit"), gettext_lazy("Sign"),
        aside=gettext_lazy("Only by the number of an order. The chain ends with it."),
    ),
    "divide": Act(
        forms.DivideForm, actions.divide_exhibit, gettext_lazy("Take a part out of an exhibit"), gettext_lazy("Sign"),
    ),
    "authenticate": Act(
        forms.AuthenticateForm, actions.authenticate, gettext_lazy("Authenticate what military collected"),
        gettext_lazy("Authenticate"), permission="casework.open",
    ),
    "offer": Act(
        forms.OfferForm, actions.offer_transfer, gettext_lazy("Hand an exhibit over"), gettext_lazy("Sign the offer"),
        aside=gettext_lazy("It stays in your hands until the other has signed on his own phone."),
        done=gettext_lazy("Offered. It stays in your hands until the other has signed."),
    ),
    "take": Act(
        forms.TakeForm, actions.take_over, gettext_lazy("Take an exhibit over"), gettext_lazy("Sign and take over"),
        done=gettext_lazy("It is in your hands."),
    ),
    "gap": Act(
        forms.GapForm, actions.declare_gap, gettext_lazy("I have it, and nobody handed it to me"),
        gettext_lazy("Sign the break"),
        aside=gettext_lazy("The break is shown as a break with its reason, for ever. The inspector is told."),
    ),
    "irregular": Act(
        forms.IrregularForm, actions.record_irregular, gettext_lazy("A live device was moved all the same"),
        gettext_lazy("Record"), aside=gettext_lazy("What happened is never refused. The inspector is told."),
    ),
    "photograph_new": Act(
        forms.PhotographForm, actions.add_photograph, gettext_lazy("Add a photograph"), gettext_lazy("Keep it"),
    ),
}  # fmt: skip


@require_safe
def exhibits(request: OfficerRequest) -> HttpResponse:
    """Exhibits that exist for the officer: those that wait for him first."""
    flow.require(request, "casework.exhibit")
    rows, pager = flow.page_of(request, queries.exhibits(request.actor, text=request.GET.get("find", "")[:40]))
    context = {
        "lines": [shown.exhibit_line(row, request.actor) for row in rows], "pager": pager,
        "find": request.GET.get("find", "")[:40], "sheets": queries.count_sheets()[:10],
    }  # fmt: skip
    return render(request, "casework/exhibits.html", context)


@require_http_methods(["GET", "POST"])
def exhibit_new(request: OfficerRequest, incident_id: UUID) -> HttpResponse:
    row = queries.incident(incident_id)
    flow.require(request, "casework.exhibit")
    form = forms.ExhibitForm(sent(request), initial={"found_at": row.happened_at})
    if form.is_valid() and (made := flow.act(request, form, actions.find_exhibit, incident_id=row.id)):
        return done(request, "exhibit", made.id, _("Entered, and in your hands."))
    context = {
        "form": form, "title": _("Enter an exhibit"), "act": _("Sign and enter"),
        "aside": _("It is then in your hands. Photograph it before it is moved, seal it on the same day."),
    }  # fmt: skip
    return render(request, FORM, context, status=flow.status_of(form))


@require_safe
def exhibit(request: OfficerRequest, exhibit_id: UUID) -> HttpResponse:
    """A piece with its chain, its pictures and what may be done next."""
    row = queries.exhibit(exhibit_id)
    flow.require(request, "casework.read")
    actor = request.actor
    is_mine = row.holder_id == actor.member_id and not row.has_ended and actor.has("casework.exhibit")
    context = {
        "row": row, "line": shown.exhibit_line(row, actor), "flags": shown.flags(row),
        "events": shown.events(queries.events(row.id)), "pictures": queries.photographs(row.id), "is_mine": is_mine,
        "offered": shown.offer(row), "may_take": row.taker_id == actor.member_id, "waits": row.offer is not None,
        "may_certify": is_mine and actor.has("casework.certify"),
        "may_associate": actor.has("casework.record"),
        "may_gap": not is_mine and not row.has_ended and actor.has("casework.exhibit"),
        "may_authenticate": bool(row.collector) and row.authenticated_at is None and actor.has("casework.open"),
    }  # fmt: skip
    return render(request, "casework/exhibit.html", context)


@require_http_methods(["GET", "POST"])
def act(request: OfficerRequest, exhibit_id: UUID, act: str) -> HttpResponse:
    """One act on a piece: the form, the action, back to the piece."""
    row, one = queries.exhibit(exhibit_id), ACTS[act]
    flow.require(request, one.permission)
    form = one.form(sent(request), request.FILES if act == "photograph_new" and request.method == "POST" else None)
    if form.is_valid() and flow.act(request, form, one.action, exhibit_id=row.id) is not None:
        return done(request, "exhibit", row.id, one.done)
    context = {
        "form": form, "title": str(one.title), "act": str(one.button), "aside": str(one.aside), "exhibit": row,
        "offer": row.offer["event"]["data"] if act == "take" and row.offer else None,
        "seal_is_whole": bool(row.offer and row.offer["event"]["data"]["seal_intact"]),
    }  # fmt: skip
    return render(request, FORM, context, status=flow.status_of(form))


@require_POST
def withdraw(request: OfficerRequest, exhibit_id: UUID) -> HttpResponse:
    """Take an offer back."""
    actions.withdraw_offer(actor=request.actor, now=timezone.now(), exhibit_id=exhibit_id)
    return done(request, "exhibit", exhibit_id, _("The offer is taken back."))


@require_safe
def photograph(request: OfficerRequest, photograph_id: UUID) -> HttpResponse:
    """A picture as it is kept."""
    row = queries.photograph(photograph_id)
    flow.require(request, "casework.read")
    queries.note_read(
        "casework.photograph_read", row, reference=row.exhibit.number, actor=request.actor, now=timezone.now()
    )
    return HttpResponse(bytes(row.content), content_type=row.media_type)


@require_safe
def chain(request: OfficerRequest, exhibit_id: UUID) -> HttpResponse:
    """The chain as the file that anybody verifies."""
    row = queries.exhibit(exhibit_id)
    flow.require(request, "casework.read")
    raw = queries.chain_file(actor=request.actor, now=timezone.now(), exhibit_id=row.id)
    answer = HttpResponse(raw, content_type="application/jsonl")
    answer["Content-Disposition"] = f'attachment; filename="{row.number}.jsonl"'
    return answer


@require_safe
def label(request: OfficerRequest, exhibit_id: UUID) -> HttpResponse:
    """The label of one piece."""
    row = queries.exhibit(exhibit_id)
    flow.require(request, "casework.read")
    return as_paper(papers.labels([row], timezone.now()), row.number)


@require_safe
def labels(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Labels of all pieces of a case."""
    row = queries.case(case_id)
    flow.require(request, "casework.read")
    rows = queries.exhibits_of(row.id)
    if not rows:
        return redirect("casework:case", row.id)
    return as_paper(papers.labels(rows, timezone.now()), row.number)


@require_http_methods(["GET", "POST"])
def count(request: OfficerRequest) -> HttpResponse:
    """Count what is in one's hands, piece by piece."""
    flow.require(request, "casework.exhibit")
    rows = actions.counting.held_by(request.actor.member)
    form = forms.CountForm(sent(request), rows=rows)
    if rows and form.is_valid() and (made := flow.act(request, form, actions.count)):
        messages.success(request, _("Counted and signed: the sheet stands among the exhibits."))
        return redirect("casework:sheet", made.id)
    context = {
        "form": form if rows else None, "title": _("Count the exhibits in your hands"), "act": _("Sign the count"),
        "nothing": _("There is no exhibit in your hands."),
        "aside": _("Nothing is left out. What is missing stays in your hands by its chain, and the inspector is told."),
    }  # fmt: skip
    return render(request, FORM, context, status=flow.status_of(form))


@require_safe
def sheet(request: OfficerRequest, sheet_id: UUID) -> HttpResponse:
    """The sheet of a count, to print and sign."""
    row = queries.count_sheet(sheet_id)
    flow.require(request, "casework.exhibit")
    return as_paper(papers.sheet(row, named(request.actor.agency_name)), row.number)


@require_http_methods(["GET", "POST"])
def hand_over(request: OfficerRequest) -> HttpResponse:
    """A place changes hands: each piece is offered by itself."""
    flow.require(request, "casework.exhibit")
    rows = actions.counting.held_by(request.actor.member)
    form = forms.HandOverForm(sent(request))
    ids = [row.id for row in rows]
    if rows and form.is_valid() and flow.act(request, form, actions.offer_all, exhibit_ids=ids) is not None:
        messages.success(
            request, _("Each piece is offered, and stays in your hands until the other has signed for it.")
        )
        return redirect("casework:exhibits")
    context = {
        "form": form if rows else None, "title": _("Hand over everything that you hold"), "act": _("Sign every offer"),
        "nothing": _("There is no exhibit in your hands."),
        "aside": _("The other signs for each piece by itself. What he does not sign for stays with you."),
    }  # fmt: skip
    return render(request, FORM, context, status=flow.status_of(form))
