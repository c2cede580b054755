"""The desk for families, and the forces that answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tansiq.compartments.custody import actions, queries
from tansiq.compartments.custody.by_phone import CLOSE
from tansiq.compartments.custody.forms import rooms as forms
from tansiq.compartments.custody.models import Enquiry
from tansiq.compartments.custody.views import shown
from tansiq.compartments.custody.views.reads import log_read
from tansiq.kernel.clocks.rules import state_at
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import NotFound

DESK = ("custody.enquire", "custody.inspect")


@require_safe
def enquiries(request: OfficerRequest) -> HttpResponse:
    """Searches that are open, by number; a family comes back with its number."""
    flow.require(request, *DESK)
    wanted = request.GET.get("number", "")
    missing = False
    if wanted:
        try:
            return redirect("custody:enquiry", queries.enquiry_by_number(wanted).id)
        except NotFound:
            missing = True
    now = timezone.now()
    told = [{"row": row, "clock": _clock(row, now), "state": shown.state_of_search(row)} for row in queries.enquiries()]
    context = {
        "lines": told, "may_ask": request.actor.has("custody.enquire"), "wanted": wanted, "is_missing": missing,
        "closed": queries.enquiries(is_open=False, limit=30),
    }  # fmt: skip
    return render(request, "custody/enquiries.html", context)


def _clock(row: Enquiry, now: datetime) -> dict[str, object]:
    reading = state_at(now, due_at=row.due_at, met_at=row.told_at)
    minutes = -reading.late_minutes if reading.state == "late" else reading.left_minutes
    return {"name": "", "state": reading.state, "minutes_left": minutes, "due": row.due_at, "ours": True}


@require_http_methods(["GET", "POST"])
def enquiry_new(request: OfficerRequest) -> HttpResponse:
    """Write down whom a family looks for."""
    flow.require(request, "custody.enquire")
    form = forms.EnquiryForm(flow.typed(request))
    if form.is_valid() and (row := flow.act(request, form, actions.open_enquiry)):
        messages.success(
            request, _("Written down, and every force is asked. Read the answer out, and give them the number.")
        )
        return redirect("custody:enquiry", row.id)
    return render(request, "custody/enquiry_new.html", {"form": form}, status=flow.status_of(form))


# What the desk does with an enquiry: the name of its button, its form, its action.
STEPS: dict[str, tuple[type[Form], Callable[..., Enquiry]]] = {
    "tell": (forms.WordsForm, actions.tell_family),
    "kin": (forms.KinForm, actions.show_kinship),
    "ask_close": (forms.ReasonsForm, actions.ask_to_close),
    "close": (forms.ReasonsForm, actions.close_enquiry),
}


DONE = {
    "tell": gettext_lazy("Written down: the family was told."),
    "kin": gettext_lazy("Written down. Read the answer out again: it may say more now."),
    "ask_close": gettext_lazy("Asked. A second person of this desk, or the inspector, closes it."),
    "close": gettext_lazy("Closed by two."),
}


@require_http_methods(["GET", "POST"])
def enquiry(request: OfficerRequest, enquiry_id: UUID) -> HttpResponse:
    """The answer as it stands, in words that are read out; nothing of anybody else."""
    row = queries.enquiry(enquiry_id)
    flow.require(request, *DESK)
    now, actor = timezone.now(), request.actor
    step = next((name for name in STEPS if name in request.POST), "")
    given = {name: form(request.POST if name == step else None, prefix=name) for name, (form, _act) in STEPS.items()}
    bound = given.get(step)
    if (
        bound is not None
        and bound.is_valid()
        and flow.act(request, bound, STEPS[step][1], enquiry_id=row.id) is not None
    ):
        messages.success(request, str(DONE[step]))
        return redirect("custody:enquiry", row.id)
    log_read(request, row, "custody.enquiry_read", number=row.number)
    context = {
        "row": row, "name": queries.kit_name(row.kit_id, actor=actor), "clock": _clock(row, now),
        "answer": shown.answer(actions.answer_to_family(row, actor=actor, now=now), row), "forms": given,
        "silent": shown.silent(actions.silent(row, actor=actor), row, now), "may_desk": actor.has("custody.enquire"),
        "state": shown.state_of_search(row),
        "is_mine": row.close_asked_by == actor.user_id, "form": bound, "close_act": CLOSE,
        "relation": dict(forms.RELATIONS).get(row.relation, row.relation),
    }  # fmt: skip
    return render(request, "custody/enquiry.html", context, status=flow.status_of(bound) if bound else 200)


@require_safe
def asked(request: OfficerRequest) -> HttpResponse:
    """Families' questions to this force."""
    flow.require(request, "custody.answer")
    return render(request, "custody/asked.html", {"rows": queries.asks(request.actor.agency_ids)})


@require_http_methods(["GET", "POST"])
def answer(request: OfficerRequest, ask_id: UUID) -> HttpResponse:
    """Answer for one's own force: it is he, or he is not here. The inspector writes down what he found in another."""
    row, now = queries.ask(ask_id), timezone.now()
    flow.require(request, "custody.answer", "custody.inspect")
    is_mine = row.owner_id in request.actor.agency_ids
    if not (is_mine or request.actor.has("custody.inspect")):
        raise NotFound
    near = actions.candidates(row, actor=request.actor)
    names = queries.names_of(near, actor=request.actor)
    choices = [(str(one.id), f"{names.get(one.id, '')} · {one.number}") for one in near]
    sent = flow.typed(request)
    form = forms.AnswerForm(sent, candidates=choices, is_looked_after=not is_mine)
    if form.is_valid() and flow.act(request, form, actions.answer_enquiry, ask_id=row.id) is not None:
        messages.success(request, _("Answered."))
        return redirect("custody:asked" if is_mine else "custody:inspection")
    log_read(request, row, "custody.ask_read", number=row.number)
    context = {
        "row": row, "form": form, "name": queries.kit_name(row.kit_id, actor=request.actor), "has_near": bool(near),
        "is_mine": is_mine, "force": shown.agencies().get(row.owner_id, ""),
        "waits": not is_mine and not actions.is_the_inspectors(row, now),
    }  # fmt: skip
    return render(request, "custody/answer.html", context, status=flow.status_of(form))
