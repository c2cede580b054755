"""Monthly figures as a page, a sheet to print and a file; small cells are hidden in every one of them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from io import StringIO
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tansiq.compartments.oversight import queries
from tansiq.compartments.oversight.forms.reads import MonthForm
from tansiq.compartments.oversight.models import Complaint, SampleItem
from tansiq.compartments.oversight.queries import Figures
from tansiq.compartments.oversight.rules.days import month_of, month_told
from tansiq.compartments.oversight.rules.figures import LEAST_SHOWN, MOST_YEARS, Cell
from tansiq.kernel.access import queries as access
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import words as clock_words
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest

MEASURES: dict[str, str | Promise] = {
    "asks": gettext_lazy("Asks"),
    "hits_judged": gettext_lazy("Hits judged"),
    "disclosures": gettext_lazy("Disclosures"),
    "recalls": gettext_lazy("Recalls"),
    "recalls_answered": gettext_lazy("Recalls answered"),
    "findings": gettext_lazy("Patterns found"),
}
Table = dict[str, Any]


def shown_cell(cell: Cell) -> str:
    """A cell as it is shown: its count, below five, or withheld."""
    if cell.mark == "small":
        return _("<%(n)s") % {"n": LEAST_SHOWN}
    return str(cell.count) if cell.mark == "shown" else "–"


def _tables(told: Figures) -> list[Table]:
    """The tables of a month, for the inspector: by agency."""
    names = access.agency_names()
    measures = [(str(MEASURES[name]), told.columns[name]) for name in told.columns]
    rows = [
        [names[agency], *(shown_cell(column.cells[place]) for _words, column in measures)]
        for place, agency in enumerate(told.agencies)
    ]
    rows.append([_("Together"), *(shown_cell(column.total) for _words, column in measures)])
    heads = [_("Agency"), *(words for words, _column in measures)]
    kinds, verdicts = dict(Complaint.Kind.choices), dict(SampleItem.Verdict.choices)
    return [
        {"title": _("By agency"), "heads": heads, "rows": rows},
        _grouped(_("Complaints"), told.complaints, lambda code: str(kinds[code])),
        _grouped(_("Reads of the sample"), told.verdicts, lambda code: str(verdicts[code])),
        _grouped(_("Refusals"), told.refusals, clock_words.problem_title),
    ]  # fmt: skip


def _grouped(title: str, group: tuple[tuple[str, ...], Any], words: Any) -> Table:
    codes, column = group
    rows = [[words(code), shown_cell(cell)] for code, cell in zip(codes, column.cells, strict=True)]
    return {
        "title": title,
        "heads": [_("What"), _("How often")],
        "rows": [*rows, [_("Together"), shown_cell(column.total)]],
    }


def labelled(table: Table) -> Table:
    """The table with each value beside the head of its column, as a narrow page shows it."""
    rows = [
        [{"head": head, "text": text} for head, text in zip(table["heads"], row, strict=True)] for row in table["rows"]
    ]
    return table | {"rows": rows}


def _rates(told: Figures) -> list[tuple[str, str]]:
    few = _("too few to say")
    wrong = f"{told.false_match_percent} %" if told.false_match_percent is not None else few
    hours = f"{told.recall_hours:.1f}" if told.recall_hours is not None else few
    return [
        (_("Hits that were somebody else, of those judged"), wrong),
        (_("Hours until a recall was answered, the middle one"), hours),
    ]


def _month(request: OfficerRequest, form: MonthForm) -> date:
    """The month asked for; this one, so far, where none is."""
    today = charter.local_day(timezone.now())
    given = form.cleaned_data.get("month") if form.is_valid() else None
    return given or today


@require_safe
def figures(request: OfficerRequest) -> HttpResponse:
    """The figures of a month by agency, for the inspector; what anybody reads of it is a page of its own."""
    flow.require(request, "oversight.read_log")
    form = MonthForm(request.GET or None)
    told = queries.figures_of(_month(request, form))
    tables, rates = _tables(told), _rates(told)
    month = f"{told.month:%Y-%m}"
    if request.GET.get("as") == "csv":
        return file_of(month, tables, rates)
    context = {
        "tables": [labelled(table) for table in tables], "rates": rates, "month": told.month,
        "until": month_of(told.month)[1], "least": LEAST_SHOWN,
        "form": form if form.errors else MonthForm(initial={"month": told.month}),
        "as_csv": f"?month={month}&as=csv", "public": f"?month={month}",
        "is_over": month_of(told.month)[1] < charter.local_day(timezone.now()),
    }  # fmt: skip
    return render(request, "oversight/figures.html", context)


@login_not_required
@require_safe
def refused(request: HttpRequest) -> HttpResponse:
    """What was refused in a month that is over, counted by rule; for anybody, and nothing in it is about anybody."""
    form = MonthForm(request.GET or None)
    given = form.cleaned_data.get("month") if form.is_valid() else None
    day = month_told(given, charter.local_day(timezone.now()), years=MOST_YEARS)
    context = {
        "tables": [labelled(_grouped(_("Refusals"), queries.refused(day), clock_words.problem_title))],
        "month": day, "until": month_of(day)[1], "least": LEAST_SHOWN,
        "form": form if form.errors else MonthForm(initial={"month": day}),
    }  # fmt: skip
    return render(request, "oversight/refused.html", context)


def file_of(name: str, tables: list[Table], rates: Sequence[tuple[str, str]] = ()) -> HttpResponse:
    """The tables as a file to keep."""
    text = StringIO()
    writer = csv.writer(text)
    for table in tables:
        writer.writerow([table["title"]])
        writer.writerow(table["heads"])
        writer.writerows(table["rows"])
        writer.writerow([])
    writer.writerows(rates)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="figures-{name}.csv"'
    return response
