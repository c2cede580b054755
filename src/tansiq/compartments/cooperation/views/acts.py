"""One act on a file: who may take it, its form, and what it does. A line for each; the page is the same for all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tansiq.compartments.cooperation import actions, queries, rules
from tansiq.compartments.cooperation.forms import files as forms
from tansiq.compartments.cooperation.forms import promises, sessions
from tansiq.compartments.cooperation.models import File
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import NotFound, NotPermitted

OPEN, HANDLE, DEFEND = "cooperation.open", "cooperation.handle", "cooperation.defend"
REVIEW, RULE = "cooperation.review", "cooperation.rule"
Words = str | Promise
RECORD: Words = gettext_lazy("Record")
NOT_ENDED = tuple(state for state in rules.NEXT if state not in rules.ENDED)


@dataclass(frozen=True)
class Act:
    """An act on a file.

    Attributes:
        states: where the page offers it; the action judges for itself.
        fixed: arguments that the act knows.
        group: under which heading the file lists it.
    """

    title: Words
    form: Callable[..., Any]
    action: Callable[..., Any]
    may: tuple[str, ...] = (OPEN,)
    states: tuple[str, ...] = NOT_ENDED
    hint: Words = ""
    submit: Words = RECORD
    fixed: dict[str, Any] = field(default_factory=dict)
    group: str = "steps"

    def is_open(self, actor: Actor, row: File) -> bool:
        return row.state in self.states and any(actor.has(permission) for permission in self.may)


# From the approval of the terms on there is something of which counsel of the heirs is told.
_APPROVED = tuple(state for state in NOT_ENDED if state not in ("approach", "counsel", "advised"))


def _moves(to: str) -> tuple[str, ...]:
    return tuple(state for state, following in rules.NEXT.items() if to in following)


def _move(to: str, title: Words, hint: Words = "") -> Act:
    return Act(title, forms.MoveForm, actions.move, states=_moves(to), hint=hint, fixed={"to": to})


ACTS: dict[str, Act] = {
    "counsel": Act(
        gettext_lazy("Name the counsel"), forms.CounselForm, actions.name_counsel, group="people",
        submit=gettext_lazy("Name the counsel"),
    ),
    "call": Act(
        gettext_lazy("Call a lawyer"), forms.CallForm, actions.call_counsel, (OPEN, HANDLE), group="people",
        hint=gettext_lazy("Before counsel comes nothing is asked. The clock runs from the call."),
        submit=gettext_lazy("The call was made"),
    ),
    "handler": Act(
        gettext_lazy("Name a handler"), forms.HandlerForm, actions.name_handler, group="people",
        hint=gettext_lazy("Whoever hears the person promises nothing, and whoever promises does not hear him."),
        submit=gettext_lazy("Name the handler"),
    ),
    "court": Act(
        gettext_lazy("Name the court"), forms.CourtForm, actions.name_court, group="people",
        hint=gettext_lazy("Its judge for cooperation reads the file from then on."),
        submit=gettext_lazy("Name the court"),
    ),
    "advice": Act(gettext_lazy("Counsel advised the person"), forms.AdviceForm, actions.record_advice),
    "danger": Act(
        gettext_lazy("Ask the protection desk about the danger"), forms.DangerForm, actions.ask_protection,
        submit=gettext_lazy("To the protection desk"),
        hint=gettext_lazy(
            "Before the first session. It lies before the desk at once; its number and the day come back by "
            "themselves, and nothing else."
        ),
    ),
    "terms": Act(
        gettext_lazy("Write terms"), forms.TermsForm, actions.draft_terms, submit=gettext_lazy("To the legal review"),
        hint=gettext_lazy("They hold nothing until a lawyer has reviewed them and a prosecutor approves."),
    ),
    "start": Act(
        gettext_lazy("Begin the days of disclosure"), forms.StartForm, actions.start_record, states=("terms",),
        hint=gettext_lazy("From the start record on all is to be told. What comes later serves no promise."),
    ),
    "young": Act(
        gettext_lazy("He is a child, or it is in doubt"), forms.YoungForm, actions.doubt_age, (OPEN, HANDLE, DEFEND),
        states=tuple(rules.NEXT),
        hint=gettext_lazy("From then on nothing is planned. Child protection and the inspector are told at once."),
    ),
    "session": Act(
        gettext_lazy("Plan a session"), sessions.PlanForm, actions.plan_session, (OPEN, HANDLE),
        states=rules.DISCLOSES, hint=gettext_lazy("With counsel present throughout, or not at all."),
        submit=gettext_lazy("Plan"), group="sessions",
    ),
    "took-place": Act(
        gettext_lazy("A session took place"), sessions.HeldForm, actions.record_session, (OPEN, HANDLE),
        states=tuple(rules.NEXT), group="sessions",
        hint=gettext_lazy(
            "As it was, whatever was wrong with it. Without counsel nothing may rest on it, and the inspector is told."
        ),
    ),
    "first-words": Act(
        gettext_lazy("He said something unasked"), sessions.FirstWordsForm, actions.record_first_words, (OPEN, HANDLE),
        states=tuple(rules.NEXT), group="sessions",
        hint=gettext_lazy("Before counsel came. It is kept, used against nobody, and nothing rests on it."),
    ),
    "examination": Act(
        gettext_lazy("A psychologist saw him"), sessions.ExaminationForm, actions.record_examination, (OPEN, DEFEND),
        states=tuple(rules.NEXT), group="sessions",
        hint=gettext_lazy("Whether he can be heard, and how. What he told the psychologist stays between the two."),
    ),
    "instigation": Act(
        gettext_lazy("He was asked to do something"), sessions.InstigationForm, actions.record_instigation,
        (OPEN, HANDLE, DEFEND, RULE), states=tuple(rules.NEXT), group="sessions",
        hint=gettext_lazy(
            "Nobody may ask more of him than to tell what he knows. It is kept, and the inspector is told at once."
        ),
    ),
    "promise": Act(
        gettext_lazy("Something was promised"), promises.PromiseForm, actions.record_promise,
        (OPEN, HANDLE, DEFEND, REVIEW), states=tuple(rules.NEXT), group="promises",
        hint=gettext_lazy(
            "By whomever: every offer and every hint. What nobody may promise binds nobody, "
            "and the legal reviewer is told."
        ),
    ),
    "payment": Act(
        gettext_lazy("Something was paid"), promises.PaymentForm, actions.record_payment, states=tuple(rules.NEXT),
        group="promises", hint=gettext_lazy(
            "To a handler for his work, or to the person. Two handlers paid for one person is a conflict."
        ),
    ),
    "appearance": Act(
        gettext_lazy("Plan an appearance before the public"), promises.AppearanceForm, actions.plan_appearance,
        group="promises", submit=gettext_lazy("Plan"),
        hint=gettext_lazy(
            "Of his own will, with counsel, once the danger to his family was looked at. Never a condition of anything."
        ),
    ),
    "appeared": Act(
        gettext_lazy("He appeared before the public"), promises.AppearedForm, actions.record_appearance,
        (OPEN, HANDLE, DEFEND), states=tuple(rules.NEXT), group="promises",
    ),
    "threat": Act(
        gettext_lazy("A life is threatened"), promises.ThreatForm, actions.tell_threat, (OPEN, HANDLE, DEFEND, RULE),
        states=tuple(rules.NEXT), group="sessions", submit=gettext_lazy("Tell the protection desk"),
        hint=gettext_lazy(
            "It goes to the protection desk at once, whatever the secrecy of this file, "
            "without its number and without who told it."
        ),
    ),
    "request": Act(
        gettext_lazy("Ask the court for a benefit"), promises.RequestForm, actions.request_assessment,
        states=("verification",), submit=gettext_lazy("Ask the court"),
        hint=gettext_lazy("Within what was verified, and what he answers for."),
    ),
    "assess": Act(
        gettext_lazy("The court assesses it"), promises.RulingForm, actions.record_assessment, (RULE,),
        states=tuple(rules.NEXT),
    ),
    "heirs-told": Act(
        gettext_lazy("Tell counsel of the heirs"), forms.TellHeirsForm, actions.tell_counsel_of_heirs,
        states=_APPROVED, submit=gettext_lazy("Tell them"),
        hint=gettext_lazy(
            "They read that somebody accused in this case speaks to the prosecution and that the heirs’ right is "
            "untouched: nothing of terms or claims. Whether anybody was told is not learned here."
        ),
    ),
    "closed": _move("closed", gettext_lazy("Close the statements")),
    "verification": _move("verification", gettext_lazy("Begin the verification")),
    "protection": _move("protection", gettext_lazy("Hand the file to protection")),
    "exited": _move("exited", gettext_lazy("End the file")),
    "breach": _move(
        "breach", gettext_lazy("End the file by a breach"),
        gettext_lazy("He broke the terms. Whoever withdraws breaks nothing."),
    ),
    "withdraw": Act(
        gettext_lazy("The person withdraws"), forms.WithdrawForm, actions.withdraw, (OPEN, HANDLE, DEFEND),
        hint=gettext_lazy(
            "At any time, without a reason and without a penalty: he loses the benefit and nothing else."
        ),
    ),
}  # fmt: skip


def offered(actor: Actor, row: File, group: str) -> list[dict[str, Any]]:
    """The acts of a group that the page offers: name and title."""
    return [
        {"fact": name, "title": str(one.title)}
        for name, one in ACTS.items()
        if one.group == group and one.is_open(actor, row)
    ]


@require_http_methods(["GET", "POST"])
def act(request: OfficerRequest, file_id: UUID, fact: str) -> HttpResponse:
    """One act on a file."""
    flow.require(request, "cooperation.read")
    one = ACTS.get(fact)
    row = queries.file(file_id)
    if one is None:
        raise NotFound
    if not any(request.actor.has(permission) for permission in one.may):
        raise NotPermitted
    typed = flow.typed(request)
    options: dict[str, Any] = {}
    if one.form is forms.CallForm:
        waiting = queries.on_call(timezone.now(), is_now=True)
        options["on_call"] = waiting[0].name if waiting else ""
    form = one.form(typed, **options)
    if form.is_valid() and flow.act(request, form, one.action, file_id=row.id, **one.fixed) is not None:
        messages.success(request, _("Recorded."))
        return redirect("cooperation:file", row.id)
    context = {"form": form, "file": row, "title": one.title, "hint": one.hint, "submit": one.submit}
    return render(request, "cooperation/act.html", context, status=flow.status_of(form))
