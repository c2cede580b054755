"""Recording what happened: victims, accused, certificates, and every other fact by its kind."""

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
from django.views.decorators.http import require_http_methods, require_POST

from tansiq.compartments.victims import actions, queries, words
from tansiq.compartments.victims.forms.facts import FORMS, CertificateForm, lines_of
from tansiq.compartments.victims.forms.matters import AccusedForm, MistakeForm, VictimForm, VictimKnownForm
from tansiq.compartments.victims.kinds import BY_COURT, BY_OFFICE
from tansiq.compartments.victims.models import Entry, Matter, Party
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import NotFound

WRITES = ("victims.record", "victims.rule")


def recorded(request: OfficerRequest, row: Entry) -> HttpResponse:
    """Back to the file, with what the replay says of the new line."""
    why = queries.refused(row.matter_id, row.number, now=timezone.now())
    if row.id in queries.waiting(row.matter_id):
        messages.warning(
            request, _("Recorded. What of it takes a protection away waits until a second person confirms it.")
        )
    elif why:
        told = str(words.REFUSALS.get(why, why))
        messages.warning(request, _("Recorded, without effect: %(why)s.") % {"why": told})
    elif row.kind == "judgment" and not queries.is_characterised(row):
        messages.warning(request, _("Recorded. No charge of this number stands in the file: nothing follows from it."))
    else:
        messages.success(request, _("Recorded."))
    return redirect("victims:matter", row.matter_id)


def page(request: OfficerRequest, matter: Matter, form: Any, title: str, hint: str = "") -> HttpResponse:
    context = {"form": form, "matter": matter, "title": title, "hint": hint, "submit": _("Record")}
    return render(request, "victims/act.html", context, status=flow.status_of(form))


@require_http_methods(["GET", "POST"])
def victim(request: OfficerRequest, matter_id: UUID) -> HttpResponse:
    """A victim of the file."""
    return _party(request, matter_id, VictimForm(flow.typed(request)), actions.add_victim, _("A victim"))


@require_http_methods(["GET", "POST"])
def victim_known(request: OfficerRequest, matter_id: UUID) -> HttpResponse:
    """More is known of a victim of the file: who it is, or that he has died."""
    flow.require(request, "victims.record")
    row = queries.matter(matter_id)
    form = VictimKnownForm(flow.typed(request), parties=queries.parties(row.id))
    if form.is_valid() and (made := flow.act(request, form, actions.know_victim, matter_id=row.id)) is not None:
        return recorded(request, made)
    return page(request, row, form, str(form.TITLE), str(form.HINT))


@require_http_methods(["GET", "POST"])
def accused(request: OfficerRequest, matter_id: UUID) -> HttpResponse:
    """An accused, by the reference of the case and never by name."""
    return _party(request, matter_id, AccusedForm(flow.typed(request)), actions.add_accused, _("An accused"))


def _party(
    request: OfficerRequest, matter_id: UUID, form: Form, action: Callable[..., Party], title: str
) -> HttpResponse:
    flow.require(request, "victims.record")
    row = queries.matter(matter_id)
    if form.is_valid() and flow.act(request, form, action, matter_id=row.id) is not None:
        messages.success(request, _("Recorded."))
        return redirect("victims:matter", row.id)
    return page(request, row, form, title)


@require_http_methods(["GET", "POST"])
def certificate(request: OfficerRequest, matter_id: UUID) -> HttpResponse:
    """The court's certificate of the heirs, shares as written. More lines are asked for with what is typed so far."""
    flow.require(request, *WRITES)
    row, typed = queries.matter(matter_id), flow.typed(request)
    so_far = typed.dict() if typed is not None and "more" in typed else None
    known: dict[str, Any] = {
        "parties": queries.parties(row.id), "entries": queries.entries(row.id, "certificate"),
        "lines": lines_of(request.GET.get("lines", ""), typed),
    }  # fmt: skip
    form = CertificateForm(typed if so_far is None else None, initial=so_far, **known)
    if form.is_valid() and (made := flow.act(request, form, actions.record_certificate, matter_id=row.id)) is not None:
        return recorded(request, made)
    context = {"form": form, "matter": row}
    return render(request, "victims/certificate.html", context, status=flow.status_of(form))


@require_http_methods(["GET", "POST"])
def mistaken(request: OfficerRequest, entry_id: UUID) -> HttpResponse:
    """Somebody says that a line was written by mistake; it counts until another person confirms that."""
    flow.require(request, *WRITES)
    row = queries.entry(entry_id)
    form = MistakeForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.say_mistaken, entry_id=row.id) is not None:
        messages.success(request, _("Written down. The line counts until a second person confirms it."))
        return redirect("victims:matter", row.matter_id)
    hint = _("The line stays as it was written and is shown as taken out. What holds, and what a court wrote, stays.")
    return page(request, row.matter, form, _("A line that was a mistake"), hint)


@require_POST
def taken_out(request: OfficerRequest, correction_id: UUID) -> HttpResponse:
    row = actions.take_out(actor=request.actor, now=timezone.now(), correction_id=correction_id)
    messages.success(request, _("Taken out. Nothing rests on that line any more."))
    return redirect("victims:matter", row.matter_id)


@require_POST
def confirmed(request: OfficerRequest, entry_id: UUID) -> HttpResponse:
    row = actions.confirm_line(actor=request.actor, now=timezone.now(), entry_id=entry_id)
    messages.success(request, _("Confirmed. The line counts whole."))
    return redirect("victims:matter", row.matter_id)


def kinds_of(actor: Actor) -> frozenset[str]:
    """Kinds of what happened that the actor writes down, of the office or of the court."""
    return (BY_OFFICE if actor.has("victims.record") else frozenset()) | (
        BY_COURT if actor.has("victims.rule") else frozenset()
    )


@require_http_methods(["GET", "POST"])
def fact(request: OfficerRequest, matter_id: UUID, fact: str) -> HttpResponse:
    """One kind of fact, with the form of its fields."""
    flow.require(request, *WRITES)
    row = queries.matter(matter_id)
    if fact not in FORMS:
        raise NotFound
    charges = queries.entries(row.id, "characterised")
    form = FORMS[fact](flow.typed(request), parties=queries.parties(row.id), entries=charges)
    if form.is_valid():
        made = flow.act(request, form, actions.record_fact, matter_id=row.id)
        if made is not None:
            return recorded(request, made)
    return page(request, row, form, str(form.TITLE), str(form.HINT))
