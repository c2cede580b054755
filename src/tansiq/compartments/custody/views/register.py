"""The register, a person's record, and the acts on it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tansiq.compartments.custody import actions, papers, queries, standing, words
from tansiq.compartments.custody.actions.plans import UNPAID
from tansiq.compartments.custody.forms.acts import ACTS, Act
from tansiq.compartments.custody.forms.arrests import ArrestForm
from tansiq.compartments.custody.forms.facts import OfStatementForm
from tansiq.compartments.custody.models import Detention
from tansiq.compartments.custody.views import shown
from tansiq.compartments.custody.views.reads import is_list_read, is_read_for
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.filters import NumberFilter
from tansiq.kernel.pages.paper import as_paper
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import NotFound

MAY_READ = ("custody.record", "custody.arrest", "custody.read_all", "custody.child")
SHOWS = ("open", "release", "unaccounted", "ended")


@require_safe
def register(request: OfficerRequest) -> HttpResponse:
    """Whoever is held, most urgent clock first."""
    flow.require(request, *MAY_READ)
    show, form = request.GET.get("show", "open"), NumberFilter(request.GET)
    found = queries.whole_register(show=show if show in SHOWS else "open", number=form.given())
    rows, pager = flow.page_of_many(request, found)
    if not is_list_read(request, rows):
        return flow.reason_page(request)
    context = {
        "lines": lines(rows, request.actor, timezone.now()), "pager": pager, "show": "" if form.given() else show,
        "form": form, "clear_url": request.path if form.given() else "",
        "may_arrest": request.actor.has("custody.arrest"),
    }  # fmt: skip
    return render(request, "custody/register.html", context)


def lines(rows: list[Detention], actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """Rows of a list with their most urgent clock, from the engine."""
    told, names, agencies = standing.of(rows, now), queries.names_of(rows, actor=actor), shown.agencies()
    return [shown.line(row, told.get(row.number), names, agencies, now) for row in rows]


@require_http_methods(["GET", "POST"])
def arrest_new(request: OfficerRequest) -> HttpResponse:
    """An arrest, written down on a phone."""
    flow.require(request, "custody.arrest")
    form = ArrestForm(flow.typed(request))
    if form.is_valid() and (row := flow.act(request, form, actions.record_arrest)):
        messages.success(request, _("Written down. His clocks run: they stand on the next page."))
        return redirect("custody:detention", row.id)
    return render(request, "custody/arrest_new.html", {"form": form}, status=flow.status_of(form))


@require_safe
def detention(request: OfficerRequest, detention_id: UUID) -> HttpResponse:
    """A person's record: who, where, clocks in words, what is to be done next, and what happened."""
    row = queries.detention(detention_id)
    flow.require(request, *MAY_READ)
    if not is_read_for(request, row, "custody.read"):
        return flow.reason_page(request)
    now, actor = timezone.now(), request.actor
    told, agencies = standing.of([row], now)[row.number], shown.agencies()
    running, rest = shown.clocks(told, now)
    events = queries.events_of(row)
    first, more = offered(row, actor, {event.kind for event in events if not standing.lacks(event)})
    flags = dict.fromkeys([*told.flags, *(standing.WITHOUT_WORDS for event in events if standing.lacks(event))])
    context = {
        "row": row, "name": queries.names_of([row], actor=actor).get(row.id, ""), "running": running, "rest": rest,
        "place": shown.place(row.place), "holder": agencies.get(row.owner_id, ""), "first": first, "more": more,
        "arresting": agencies.get(row.arresting_id, ""), "alarms": shown.alarms(told), "quarantined": told.quarantined,
        "flags": [str(words.FLAGS.get(flag, flag)) for flag in flags],
        "events": [shown.event(event, agencies) for event in reversed(events)],
        "is_plan_stopped": queries.is_plan_stopped(row, actor=actor),
        "is_withheld": queries.withheld_now(row, now), "has_property": any(one.kind == "property" for one in events),
    }  # fmt: skip
    return render(request, "custody/detention.html", context)


# What comes first in a life in custody: the next step that nobody has taken.
STEPS = (
    ("registered", "registered"), ("medical_check", "medical_check"), ("family_told", "family_told"),
    ("counsel", "counsel"), ("presented", "presented"), ("order", "detention_order"),
)  # fmt: skip


def offered(row: Detention, actor: Actor, done: set[str]) -> tuple[list[tuple[str, Any]], list[tuple[str, Any]]]:
    """Acts that this person may take: those that come next, and all others."""
    may = {name: one.label for name, one in ACTS.items() if _is_offered(one, row, actor)}
    if row.release_ordered_at is not None and row.is_open:
        wanted = ["released", "obstacle"]
    else:
        wanted = [name for name, kind in STEPS if kind not in done]
    if row.is_unidentified:
        wanted.append("identify")
    if row.state in ("in_transfer", "unaccounted"):
        wanted.insert(0, "arrived")
    first = [name for name in wanted if name in may][:4]
    return [(name, may[name]) for name in first], [(name, label) for name, label in may.items() if name not in first]


def _is_offered(act: Act, row: Detention, actor: Actor) -> bool:
    if not any(actor.has(permission) for permission in act.may):
        return False
    if act.when == "released":
        return row.is_open and row.release_ordered_at is not None
    return act.when == "ever" or row.is_open


@require_http_methods(["GET", "POST"])
def act(request: OfficerRequest, detention_id: UUID, kind: str) -> HttpResponse:
    """One act on somebody's record."""
    row = queries.detention(detention_id)
    wanted = ACTS.get(kind)
    if wanted is None:
        raise NotFound
    flow.require(request, *wanted.may)
    form = wanted.form(flow.typed(request))
    if isinstance(form, OfStatementForm):
        form.offer(queries.statements_of(row))
    if form.is_valid() and (made := _done(request, form, wanted, row)) is not None:
        if isinstance(made, queries.Event) and standing.lacks(made):
            messages.warning(request, _("Written down, and it does not count: nothing says by whom and what was seen."))
        else:
            messages.success(request, _("Written down."))
        return redirect("custody:detention", row.id)
    _follow_refusal(request, form, row)
    context = {
        "row": row, "form": form, "label": wanted.label,
        "name": _name(row, request) if is_read_for(request, row, "custody.read") else "",
        "has_kit": "ism" in form.fields, "is_fact": bool(wanted.fact),
        "is_plan_stopped": kind == "left" and queries.is_plan_stopped(row, actor=request.actor),
    }  # fmt: skip
    return render(request, "custody/act.html", context, status=flow.status_of(form))


def _done(request: OfficerRequest, form: Any, wanted: Act, row: Detention) -> Any:
    if wanted.action is not None:
        return flow.act(request, form, wanted.action, detention_id=row.id)
    return flow.act(request, form, actions.write_down, detention_id=row.id, kind=wanted.fact)


def _follow_refusal(request: OfficerRequest, form: Any, row: Detention) -> None:
    """An unpaid diya keeps nobody: refused here, it goes to the court as a task of its own (EVD-12)."""
    problem = getattr(form, "problem", None)
    if problem is not None and problem.code == "NOT_AN_OBSTACLE" and form.cleaned_data.get("obstacle") == UNPAID:
        actions.open_insolvency(actor=request.actor, now=timezone.now(), detention_id=row.id)
        messages.info(request, _("The court has the unpaid sum as a task of its own. It does not keep him."))


@require_safe
def receipt(request: OfficerRequest, detention_id: UUID) -> HttpResponse:
    """The receipt for a person's things, to print and sign."""
    row = queries.detention(detention_id)
    flow.require(request, *MAY_READ)
    if not is_read_for(request, row, "custody.receipt"):
        return flow.reason_page(request)
    made = papers.receipt(row, _name(row, request), queries.events_of(row), now=timezone.now(), issuer=_issuer(row))
    return as_paper(made)


@require_safe
def extract(request: OfficerRequest, detention_id: UUID) -> HttpResponse:
    """The register's record of one person, to print."""
    row = queries.detention(detention_id)
    flow.require(request, *MAY_READ)
    if not is_read_for(request, row, "custody.extract"):
        return flow.reason_page(request)
    now = timezone.now()
    made = papers.extract(row, _name(row, request), queries.events_of(row), now=now, issuer=_issuer(row))
    return as_paper(made)


def _name(row: Detention, request: OfficerRequest) -> str:
    return queries.names_of([row], actor=request.actor).get(row.id, "")


def _issuer(row: Detention) -> str:
    return str(shown.agencies().get(row.owner_id, ""))
