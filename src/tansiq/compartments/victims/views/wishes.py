"""Requests, waivers, sessions and what courts rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tansiq.compartments.victims import actions, asked, queries, said, waiver_files, words
from tansiq.compartments.victims.forms.about import ABOUT, SaidRuledForm
from tansiq.compartments.victims.forms.wishes import (
    AgainForm,
    HeardForm,
    PardonForm,
    RequestForm,
    SendForm,
    SessionForm,
    ThreatForm,
    WaiverForm,
)
from tansiq.compartments.victims.models import Entry, Errand, Matter, Session, Statement
from tansiq.compartments.victims.views import waivers
from tansiq.compartments.victims.views.reading import asks
from tansiq.compartments.victims.views.recording import WRITES, kinds_of, page, recorded
from tansiq.kernel.access import queries as access
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import NotFound, NotPermitted

# An inquiry has words beside its event; every other kind is the event alone.
ACTS: dict[str, Callable[..., Entry]] = {
    "inquiry_opened": actions.open_inquiry, "inquiry_closed": actions.close_inquiry,
}  # fmt: skip


@require_http_methods(["GET", "POST"])
def ask(request: OfficerRequest, matter_id: UUID) -> HttpResponse:
    """An heir asks for retaliation."""
    flow.require(request, "victims.record")
    row, before = queries.matter(matter_id), _said_before(request, matter_id, "request")
    initial = {"heir": before.told["heir"], "victim": before.told["victim"]} if before else {}
    form = RequestForm(flow.typed(request), initial=initial, **_people(row))
    if before:
        form.say_again()
    if form.is_valid() and (made := _say(request, form, row, before, actions.record_request, actions.state_request)):
        return made
    return page(request, row, form, _("An heir asks for retaliation"), _("Silence is no request, and no waiver."))


def _people(row: Matter) -> dict[str, Any]:
    """Who can want something: the heirs, and a victim who lives."""
    return {"parties": queries.parties(row.id), "entries": queries.entries(row.id, "victim")}


def _said_before(request: OfficerRequest, matter_id: UUID, kind: str) -> Statement | None:
    """What the heir had said while nobody was accused, where the page takes that up."""
    told = request.GET.get("statement", "")
    return said.statement(matter_id, told, kind) if told else None


def _say(
    request: OfficerRequest, form: RequestForm | WaiverForm, row: Matter, before: Statement | None,
    record: Callable[..., Entry], state: Callable[..., Statement],
) -> HttpResponse | None:  # fmt: skip
    """Record what was said: in the ledger, or beside it where nobody is accused."""
    if form.is_statement and before is None:
        if flow.act(request, form, state, matter_id=row.id) is None:
            return None
        own = _("Kept for the judge as the victim said it. It is no heir’s waiver.")
        messages.success(request, own if form.is_own else _("Kept as said. Nobody’s right changes by it."))
        return redirect("victims:matter", row.id)
    fixed = {"statement_id": before.id} if before else {}
    made = flow.act(request, form, record, matter_id=row.id, **fixed)
    return recorded(request, made) if made is not None else None


@require_http_methods(["GET", "POST"])
def waiver(request: OfficerRequest, matter_id: UUID) -> HttpResponse:
    """A waiver as it is written; alleged until a court's record proves it."""
    flow.require(request, "victims.record")
    row, before = queries.matter(matter_id), _said_before(request, matter_id, "waiver")
    form = WaiverForm(flow.typed(request), initial=_again(before) if before else {}, **_people(row))
    if before:
        form.say_again()
    if form.is_valid() and (made := _say(request, form, row, before, actions.record_waiver, actions.state_waiver)):
        return made
    context = {"form": form, "matter": row, "before": before}
    return render(request, "victims/waiver_new.html", context, status=flow.status_of(form))


def _again(before: Statement) -> dict[str, Any]:
    """The form as the heir had filled it, but for the accused: whom it is said against is asked, never carried over."""
    told = before.told
    kept = ("heir", "victims", "diya", "literate")
    conditions = "\n".join(one["text"] for one in told["conditions"])
    return {name: told[name] for name in kept} | {
        "qisas": "yes" if told["qisas"] else "no", "conditions": conditions, "channel": "session",
    }  # fmt: skip


@require_POST
def statement_withdrawn(request: OfficerRequest, statement_id: UUID) -> HttpResponse:
    """The heir does not stand by it: nobody asks about it any more."""
    flow.require(request, "victims.record")
    row = actions.withdraw_statement(actor=request.actor, now=timezone.now(), statement_id=statement_id)
    messages.success(request, _("Written down: nobody asks the heir about it any more."))
    return redirect("victims:matter", row.matter_id)


@require_http_methods(["GET", "POST"])
def statement_ruled(request: OfficerRequest, statement_id: UUID) -> HttpResponse:
    """A judge ends the stop that a statement caused."""
    flow.require(request, "victims.rule")
    row = said.waiver_said(statement_id)
    form = SaidRuledForm(flow.typed(request))
    if form.is_valid():
        made = flow.act(request, form, actions.rule_on_statement, statement_id=row.id)
        if made is not None:
            return recorded(request, made)
    hint = _("The stop ends for those who are accused today. It says nothing of what the heir wants.")
    return page(request, row.matter, form, _("The court rules on a stop"), hint)


@require_http_methods(["GET", "POST"])
def accused_ruled(request: OfficerRequest, party_id: UUID) -> HttpResponse:
    """A judge ends the stop of an accused that no waiver caused."""
    flow.require(request, "victims.rule")
    row = queries.accused(party_id)
    form = SaidRuledForm(flow.typed(request))
    if form.is_valid():
        made = flow.act(request, form, actions.rule_on_accused, party_id=row.id)
        if made is not None:
            return recorded(request, made)
    hint = _(
        "The stop ends that no open waiver causes: an age, an inheritance, a pardon that the court has proved. A waiver"
        " on which no court has ruled holds on, and so does what comes to light later."
    )
    return page(request, row.matter, form, f"{_('The court rules on a stop')} {row.code} · {row.reference}", hint)


@require_http_methods(["GET", "POST"])
def about(request: OfficerRequest, matter_id: UUID, fact: str) -> HttpResponse:
    """What happened to a waiver, by its kind."""
    flow.require(request, *WRITES)
    row = queries.matter(matter_id)
    if fact not in ABOUT:
        raise NotFound
    if fact not in kinds_of(request.actor):
        raise NotPermitted
    form = ABOUT[fact](flow.typed(request), parties=queries.parties(row.id), entries=queries.entries(row.id))
    if form.is_valid():
        made = flow.act(request, form, ACTS.get(fact, actions.record_about_waiver), matter_id=row.id)
        if made is not None:
            return recorded(request, made)
    return page(request, row, form, str(form.TITLE), str(form.HINT))


@require_http_methods(["GET", "POST"])
def pardon(request: OfficerRequest, matter_id: UUID) -> HttpResponse:
    """A pardon spoken before the court: by the court with its record, by the office as it heard of it."""
    flow.require(request, *WRITES)
    row = queries.matter(matter_id)
    kind = PardonForm if request.actor.has("victims.rule") else HeardForm
    form = kind(flow.typed(request), parties=queries.parties(row.id))
    if form.is_valid() and (made := flow.act(request, form, actions.record_pardon, matter_id=row.id)) is not None:
        return recorded(request, made)
    return page(request, row, form, str(form.TITLE), str(form.HINT))


def _way(
    request: OfficerRequest, matter_id: UUID, code: str, form: Any, act: Any, title: str, hint: str
) -> HttpResponse:
    told = waiver_files.waiver_file(matter_id, code, now=timezone.now())
    if form.is_valid() and (made := flow.act(request, form, act, matter_id=matter_id, waiver=code)) is not None:
        if isinstance(made, Session) and made.flags and made.entry_id is None:
            messages.warning(request, _kept(made, told.reflection))
        else:
            messages.success(request, _("Recorded."))
        return redirect("victims:waiver", matter_id, code)
    return page(request, told.matter, form, title, hint)


def _kept(row: Session, found: asked.Reflection | None) -> str:
    """That an hour with the heir is kept and no step, why, and from which day on the heir may be asked again."""
    why = _("; ").join(str(words.SESSIONS[flag]) for flag in row.flags)
    told = _("Kept, and nothing follows from it: %(why)s.") % {"why": why}
    return f"{told} {asked.both_days(found)}" if found and row.is_second else told


def _missed(row: Errand) -> list[str]:
    """Why nothing follows from what was answered at another desk, or what its hour was without."""
    codes = dict.fromkeys([*row.flags, *([row.refused] if row.refused else [])])
    return [str(words.SESSIONS.get(one, words.REFUSALS.get(one, one))) for one in codes]


@require_safe
def show(request: OfficerRequest, matter_id: UUID, code: str) -> HttpResponse:
    """One waiver: how far it has come, what was said, and the next step of our office."""
    flow.require(request, *WRITES)
    told = waiver_files.waiver_file(matter_id, code, now=timezone.now())
    if (reasons := asks(request, told.matter)) is not None:
        return reasons
    sessions = [(one, [words.SESSIONS[flag] for flag in one.flags]) for one in told.sessions]
    context = {
        "told": told, "matter": told.matter, "sessions": sessions, "paper": waivers.paper(told),
        "conditions": waivers.conditions(told),
        "state": str(words.WAIVERS.get(told.state, _("without effect"))),
        "refused": [words.REFUSALS.get(code, code) for code in told.refused],
        "is_unheard": told.is_paper and told.state == "alleged" and not asked.counted(told.sessions),
        "may_record": request.actor.has("victims.record"),
        "errands": [(one, _missed(one)) for one in queries.errands(told.matter.id, code)],
        "desks": access.agency_names(),
    }  # fmt: skip
    return render(request, "victims/waiver.html", context)


@require_http_methods(["GET", "POST"])
def session(request: OfficerRequest, matter_id: UUID, code: str) -> HttpResponse:
    flow.require(request, "victims.record")
    hint = _("Alone, in a place that the heir chose. Read the page of what the waiver does first.")
    form = SessionForm(flow.typed(request))
    return _way(request, matter_id, code, form, actions.hold_session, _("The private session"), hint)


@require_http_methods(["GET", "POST"])
def again(request: OfficerRequest, matter_id: UUID, code: str) -> HttpResponse:
    flow.require(request, "victims.record")
    hint = _("By another officer than the first, after the days for reflection. A no is taken at any time.")
    form = AgainForm(flow.typed(request))
    told = waiver_files.waiver_file(matter_id, code, now=timezone.now())
    if told.reflection:
        hint = f"{hint} {asked.both_days(told.reflection)}"
    elif asked.counted(told.sessions) is None:
        hint = f"{hint} {_('No private session has taken place yet.')}"
    return _way(request, matter_id, code, form, actions.confirm_again, _("The second asking"), hint)


@require_http_methods(["GET", "POST"])
def send(request: OfficerRequest, matter_id: UUID, code: str) -> HttpResponse:
    flow.require(request, "victims.record")
    form = SendForm(flow.typed(request))
    return _way(request, matter_id, code, form, actions.send_to_court, _("Send to the court"), "")


@require_http_methods(["GET", "POST"])
def threat(request: OfficerRequest, matter_id: UUID) -> HttpResponse:
    """Somebody of the file is threatened: the protection desk has it at once."""
    flow.require(request, *WRITES)
    row = queries.matter(matter_id)
    form = ThreatForm(flow.typed(request), parties=queries.parties(row.id))
    if form.is_valid() and flow.act(request, form, actions.report_threat, matter_id=row.id) is not None:
        messages.success(request, _("The protection desk has it. It decides within the hour."))
        return redirect("victims:matter", row.id)
    hint = _("Whoever it is: an heir who is pressed, or an accused whose death is sworn. Name no source.")
    return page(request, row, form, _("Somebody is threatened"), hint)
