"""What the inspector must look at: people's own matters first, then alarms and notices by kind, the oldest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tansiq.compartments.oversight import actions, queries
from tansiq.compartments.oversight.forms.log import CloseForm
from tansiq.compartments.oversight.views.shown import clock
from tansiq.kernel import addresses
from tansiq.kernel.access import queries as access
from tansiq.kernel.clocks import actions as clock_actions
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.clocks import words as clock_words
from tansiq.kernel.clocks.words import open_words
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest

Shown = dict[str, Any]
MOST = 2_000
MOST_OWN = 10


def _items() -> list[Any]:
    """Alarms and notices that nobody has closed, the oldest first: each has a code, a reference and a moment."""
    alarms = [(row.raised_at, row) for row in clocks.open_alarms(limit=MOST)]
    notices = [(row.at, row) for row in queries.open_notices(limit=MOST)]
    return sorted([*alarms, *notices], key=lambda pair: (pair[0], str(pair[1].id)))


def _kinds(items: list[Any]) -> list[Shown]:
    """Each kind with how many there are and since when the oldest waits; what a clock above tells again comes first."""
    kinds: dict[str, list[Any]] = defaultdict(list)
    for at, row in items:
        kinds[row.code].append((at, row))
    found = [
        {"code": code, "title": clock_words.alarm_title(code), "count": open_words(len(rows)) if len(rows) > 1 else "",
         "since": rows[0][0],
         "reference": clock_words.short_reference(rows[0][1].reference),
         "late": clock_words.late_words(max(getattr(row, "late_minutes", 0) for _at, row in rows)),
         "is_escalation": any(getattr(row, "is_escalation", False) for _at, row in rows)}
        for code, rows in kinds.items()
    ]  # fmt: skip
    return sorted(found, key=lambda kind: (not kind["is_escalation"], kind["since"], kind["code"]))


def _own(request: OfficerRequest) -> Shown:
    """Complaints and appeals that wait for this inspector: somebody waits for each."""
    now, actor = timezone.now(), request.actor
    if not actor.has("oversight.decide"):
        return {"complaints": [], "appeals": []}
    appeals = [row for row in queries.appeals() if actor.user_id not in (row.first_by, row.filed_by)]
    return {
        "complaints": [(row, clock(row.due_at, now)) for row in queries.complaints(limit=MOST_OWN)],
        "appeals": [(row, clock(row.due_at, now)) for row in appeals[:MOST_OWN]],
    }


def _close(request: OfficerRequest, form: CloseForm) -> bool:
    """Close the notice or the alarm that the form names; False after a refusal, which then stands in the form."""
    item, done = form.cleaned_data["item"], form.cleaned_data["done"]
    action: Callable[..., Any] = clock_actions.close_alarm
    fixed = {"alarm_id": item}
    if queries.is_notice(item):
        action, fixed = actions.close_notice, {"notice_id": item}

    def close(*, actor: Any, now: Any, **_typed: Any) -> Any:
        return action(actor=actor, now=now, done=done, **fixed)

    return flow.act(request, form, close) is not None


@require_http_methods(["GET", "POST"])
def inbox(request: OfficerRequest) -> HttpResponse:
    """The kinds of what must be looked at; with `?kind=` those of one kind, page by page, each with its record."""
    flow.require(request, "oversight.read_log")
    form = CloseForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid() and _close(request, form):
        return redirect(request.get_full_path())
    items = _items()
    kind = request.GET.get("kind", "")
    if form is not None and not kind:  # a refused form comes back beside what it was about
        kind = next((row.code for _at, row in items if str(row.id) == form.data.get("item")), "")
    context: Shown = {"form": form, "kind": kind, "may_close": request.actor.has("oversight.close")}
    if kind:
        rows, pager = flow.page_of(request, [one for one in items if one[1].code == kind])
        context |= {"title": clock_words.alarm_title(kind), "lines": _lines(request, rows, form), "pager": pager}
    else:
        kinds, pager = flow.page_of(request, _kinds(items))
        context |= {"kinds": kinds, "pager": pager, "count": len(items), "own": _own(request)}
    return render(request, "oversight/inbox.html", context, status=flow.status_of(form) if form else 200)


def _lines(request: OfficerRequest, rows: list[Any], sent: CloseForm | None) -> list[Shown]:
    """Alarms and notices of one kind, each with the page of its record where the inspector opens it."""
    names = access.agency_names()
    handles = {row.id: clock_words.short_reference(row.reference) for _at, row in rows}
    opened = addresses.of_numbers(request.actor, handles.values())
    return [
        {
            "id": row.id, "reference": handles[row.id], "url": opened.get(handles[row.id], ""), "at": at,
            "moment": clock_words.moment_of(row.reference),
            "agency": names.get(row.agency_id, "") if row.agency_id else "",
            "is_escalation": getattr(row, "is_escalation", False),
            "late": clock_words.late_words(getattr(row, "late_minutes", 0)), "form": _form(sent, row.id),
        }
        for at, row in rows
    ]  # fmt: skip


def _form(sent: CloseForm | None, item: UUID) -> CloseForm:
    """The form of one line: the one that was refused, with what was typed, or an empty one."""
    if sent is not None and sent.data.get("item") == str(item):
        return sent
    return CloseForm(initial={"item": item}, auto_id=f"close_{item}_%s")
