"""Stops that wait for a judge: the list, that of a month, the court's task and the inspector's monthly look."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tansiq.compartments.victims import actions, held
from tansiq.compartments.victims.forms.fields import lines
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.fields import in_our_years
from tansiq.kernel.pages.request import OfficerRequest


class MonthForm(forms.Form):
    """A month, such as 2026-11."""

    month = forms.DateField(
        label=gettext_lazy("Month"), required=False, input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
    )  # fmt: skip

    def clean_month(self) -> date | None:
        month: date | None = self.cleaned_data["month"]
        if month is not None:
            in_our_years(month)
        return month


class ReviewForm(forms.Form):
    found = lines(gettext_lazy("What was found, and what was asked of the court?"), rows=4)


@require_safe
def holds(request: OfficerRequest) -> HttpResponse:
    """Every stop that no judge has ended, the oldest first; by handle, for the inspector too."""
    flow.require(request, "victims.handles")
    rows, pager = flow.page_of(request, held.holds())
    now = timezone.now()
    # The inspector reads numbers alone.
    readable = held.files_in_sight(rows) if request.actor.has("victims.read") else set()
    shown = [
        {"row": row, "days": (now - row.raised_at).days, "late": row.taken_at is None and row.court_due_at < now,
         "opens": row.matter_id in readable}
        for row in rows
    ]  # fmt: skip
    context = {"lines": shown, "pager": pager, "may_take": request.actor.has("victims.rule")}
    return render(request, "victims/holds.html", context)


@require_POST
def hold_taken(request: OfficerRequest, hold_id: UUID) -> HttpResponse:
    actions.take_task(actor=request.actor, now=timezone.now(), hold_id=hold_id)
    messages.success(request, _("The court has the task. The stop stays until it rules."))
    return redirect("victims:holds")


def _bounds(first: date) -> tuple[datetime, datetime]:
    """The month that begins on this day, in the place of the charter."""
    tz = charter.current().jurisdiction.tz
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return datetime.combine(first, time.min, tzinfo=tz), datetime.combine(following, time.min, tzinfo=tz)


@require_safe
def month(request: OfficerRequest) -> HttpResponse:
    """Every stop that stood in a month: since when, whether the court has it, and the inspector's last look."""
    flow.require(request, "victims.handles")
    now, form = timezone.now(), MonthForm(request.GET or None)
    given = form.cleaned_data["month"] if form.is_valid() else None
    first = (given or charter.local_day(now)).replace(day=1)
    begin, end = _bounds(first)
    rows, pager = flow.page_of(request, held.held_in(begin, min(end, now)))
    until = min(end, now)
    shown: list[dict[str, Any]] = [
        {"one": one, "days": ((one.hold.lifted_at or until) - one.hold.raised_at).days,
         "late": one.hold.lifted_at is None and one.due_at < now}
        for one in rows
    ]  # fmt: skip
    context = {
        "lines": shown, "pager": pager, "first": first, "form": MonthForm(initial={"month": first}),
        "may_review": request.actor.has("victims.review"),
    }  # fmt: skip
    return render(request, "victims/holds_month.html", context)


@require_http_methods(["GET", "POST"])
def review(request: OfficerRequest, hold_id: UUID) -> HttpResponse:
    """The inspector looked at a stop that still stands."""
    flow.require(request, "victims.review")
    row = held.hold(hold_id)
    form = ReviewForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.review_hold, hold_id=row.id) is not None:
        messages.success(request, _("Recorded. The stop stays until a judge rules; the next review is due in a month."))
        return redirect("victims:holds_month")
    return render(request, "victims/hold_review.html", {"row": row, "form": form}, status=flow.status_of(form))
