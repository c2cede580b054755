"""What every page does alike: permission, one act for a form, the reason kept for the shift, pages of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar, runtime_checkable

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html

from tansiq.kernel.access.errors import (
    AccountFrozen,
    AccountNotReviewed,
    AgencySuspended,
    CommandUnconfirmed,
    Reauthenticate,
)
from tansiq.kernel.access.rules import Standing
from tansiq.kernel.pages import confirm, sending
from tansiq.kernel.pages.fields import OpenCharField, OpenChoiceField, OpenChoicesField
from tansiq.kernel.pages.reasons import ReasonForm
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted, Problem
from tansiq.kernel.problems.words import NOT_FOUND, SAYS_TOO_LITTLE, field_words

Result = TypeVar("Result")
Row = TypeVar("Row")
ROWS_A_PAGE = 25
# Fields that the action judges: a form is valid without them.
OPEN = (OpenCharField, OpenChoiceField, OpenChoicesField)


@runtime_checkable
class ForAction(Protocol):
    """A form whose fields are not the arguments of its action one by one."""

    def for_action(self) -> dict[str, Any]:
        """Arguments of the action."""


@runtime_checkable
class ByAnswers(Protocol):
    """A form in which one answer asks for another."""

    def lacks(self) -> tuple[str, ...]:
        """Names of the fields that are asked for as the others stand, filled or not."""


def require(request: OfficerRequest, *permissions: str) -> None:
    """Refuse the page unless the actor holds one of the permissions.

    Raises:
        AccountFrozen, AccountNotReviewed: the account itself reads nothing for now.
        AgencySuspended, CommandUnconfirmed: the actor's agency stands outside for now.
        NotPermitted: no role of the actor holds any of them.
    """
    actor = request.actor
    if any(actor.has(permission) for permission in permissions):
        return
    if actor.hold:
        raise AccountFrozen if actor.hold == "frozen" else AccountNotReviewed
    if actor.standing is Standing.SUSPENDED:
        raise AgencySuspended
    if actor.standing is Standing.CONTROL_LOST:
        raise CommandUnconfirmed
    raise NotPermitted


def typed(request: HttpRequest) -> QueryDict | None:
    """What was posted, for a form; None for a fresh one. An empty post is a post, and shows what is missing."""
    return request.POST if request.method == "POST" else None


def act(request: OfficerRequest, form: forms.Form, action: Callable[..., Result], **fixed: Any) -> Result | None:
    """Run one action with what the form holds. The same sent a second time is asked about before it stands twice.

    Args:
        form: a valid form; its `for_action()`, or its cleaned data, are arguments of the action.
        fixed: arguments that the page knows.

    Returns:
        What the action returns; None after a refusal, which then stands in the form with everything typed. Where
        the last proof of who acts is too old, the form comes back with a field for another.

    Raises:
        NotFound, NotPermitted: these are pages of their own, no fault of the form.
    """
    return _run(request, form, lambda act: sending.once(request, form, act), action, fixed)


def ask(request: OfficerRequest, form: forms.Form, action: Callable[..., Result], **fixed: Any) -> Result | None:
    """The same where the same again is an act of its own, as a question is."""
    return _run(request, form, lambda act: act(), action, fixed)


def _run(
    request: OfficerRequest, form: forms.Form, run: Callable[[Callable[[], Result]], Result],
    action: Callable[..., Result], fixed: dict[str, Any],
) -> Result | None:  # fmt: skip
    typed = form.for_action() if isinstance(form, ForAction) else form.cleaned_data
    if not confirm.settle(request, form):
        return None
    try:
        return run(partial(action, actor=request.actor, now=timezone.now(), **typed, **fixed))
    except (NotFound, NotPermitted):
        raise
    except Problem as problem:
        if isinstance(problem, Reauthenticate):
            confirm.ask(request, form)
        if isinstance(problem, sending.SentBefore):
            sending.ask(form)
        refuse_in_form(request, form, problem)
        return None


def refuse_in_form(request: OfficerRequest, form: forms.Form, problem: Problem) -> None:
    """Put a refusal into the form that caused it: nothing typed is lost, and it is recorded after the request."""
    request.refused.append(problem)
    shown = {error["field"]: _fault_words(form, error, problem) for error in problem.errors
             if error["field"] in form.fields}  # fmt: skip
    # What an action finds missing it names one by one; nobody is told of faults in rounds.
    lacking = [name for name in _missing(form) if name not in shown] if problem.errors else []
    # The head of the box says already that something is missing or wrong, and each field says what.
    said = "" if type(problem) is Invalid and shown else _said_of_no_field(problem)
    said = said if type(problem) is Invalid else f"{problem.title} {said}"
    mark = format_html('<bdi class="ts-quiet" dir="ltr">{} · {}</bdi>', problem.code, problem.reference)
    form.add_error(None, format_html("{} {}", said, mark) if said else mark)
    for field, words in (shown | dict.fromkeys(lacking, str(field_words("MISSING")))).items():
        form.add_error(field, words)
    form.problem = problem  # type: ignore[attr-defined]


def _said_of_no_field(problem: Problem) -> str:
    """What a refusal says above the fields; of one that names none of them what is wrong, not that they say it."""
    words = dict.fromkeys(str(field_words(error["code"]) or "") for error in problem.errors)
    return (" ".join(filter(None, words)) if type(problem) is Invalid else "") or f"{problem.remedy}"


def _fault_words(form: forms.Form, error: dict[str, str], problem: Problem) -> str:
    """What the code of a field says: of words that were typed never that they are missing or not on a list."""
    field, code = form.fields[error["field"]], error["code"]
    is_filled = form.cleaned_data.get(error["field"]) not in ("", None, [], False)
    own = "" if type(problem) is Invalid else str(problem.title)
    if code == "MISSING" and is_filled:
        return own or str(SAYS_TOO_LITTLE)
    if code == "UNKNOWN" and is_filled and not isinstance(field, forms.ChoiceField):
        return own or str(NOT_FOUND)
    return str(field_words(code) or problem.title)


def _missing(form: forms.Form) -> list[str]:
    """Fields that the action judges, are asked for and were left empty."""
    asked = form.lacks() if isinstance(form, ByAnswers) else ()
    return [
        name for name, field in form.fields.items()
        if isinstance(field, OPEN) and (field.required or name in asked)
        and form.cleaned_data.get(name, "-") in ("", [], None)
    ]  # fmt: skip


def status_of(form: forms.Form) -> int:
    """HTTP status of a page that draws this form: that of the refusal, 422 for faults in fields, else 200.

    Where a moment or a number cannot be read the action was not asked; what it would have missed is said beside it, so
    that nobody is told of faults in rounds.
    """
    problem: Problem | None = getattr(form, "problem", None)
    if problem is not None:
        return problem.status
    if not form.errors:
        return 200
    for name in _missing(form):
        form.add_error(name, str(field_words("MISSING")))
    return 422


@dataclass(frozen=True)
class Reason:
    """Why a person's record is read: purpose code and reference, kept for the shift."""

    purpose: str
    reference: str


def reason_kept(request: HttpRequest) -> Reason | None:
    """The reason that the officer gave in this session, None before they gave one."""
    purpose, reference = request.session.get("purpose", ""), request.session.get("reference", "")
    return Reason(purpose, reference) if purpose and reference else None


def keep_reason(request: HttpRequest, *, purpose: str, reference: str) -> None:
    """Keep the reason for the shift: the session ends with it."""
    request.session["purpose"], request.session["reference"] = purpose, reference


def reason_page(request: OfficerRequest) -> HttpResponse:
    """The page that asks for purpose and reference before a record is shown, and then leads back to it."""
    context = {"form": ReasonForm(), "next": request.get_full_path()}
    return render(request, "desk/reason.html", context)


def page_of(
    request: HttpRequest, rows: Sequence[Row], *, size: int = ROWS_A_PAGE
) -> tuple[list[Row], dict[str, Any] | None]:
    """The rows of the page that `?page=` names, and the context of web/components/pager.html.

    Args:
        rows: the whole bounded list.

    Returns:
        The rows and the pager; no pager where one page holds all.
    """
    given = request.GET.get("page", "1")
    last_page = max(1, -(-len(rows) // size))
    number = min(max(int(given), 1), last_page) if given.isascii() and given.isdecimal() and len(given) < 10 else 1
    first = (number - 1) * size
    shown = list(rows[first : first + size])
    if last_page == 1:
        return shown, None
    pager: dict[str, Any] = {"first": first + 1, "last": first + len(shown), "total": len(rows)}
    if number > 1:
        pager["previous_url"] = _url_of_page(request, number - 1)
    if number < last_page:
        pager["next_url"] = _url_of_page(request, number + 1)
    return shown, pager


def page_of_many(
    request: HttpRequest, rows: QuerySet[Any], *, size: int = ROWS_A_PAGE
) -> tuple[list[Any], dict[str, Any] | None]:
    """The same of rows that are too many to count: the page is read, and whether another follows.

    Args:
        rows: an ordered query; nothing but the page is fetched.
    """
    given = request.GET.get("page", "1")
    number = max(int(given), 1) if given.isascii() and given.isdecimal() and len(given) < 7 else 1
    first = (number - 1) * size
    found = list(rows[first : first + size + 1])
    shown = found[:size]
    if number == 1 and len(found) <= size:
        return shown, None
    pager: dict[str, Any] = {"first": first + 1 if shown else first, "last": first + len(shown), "total": None}
    if number > 1:
        pager["previous_url"] = _url_of_page(request, number - 1)
    if len(found) > size:
        pager["next_url"] = _url_of_page(request, number + 1)
    return shown, pager


def _url_of_page(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"
