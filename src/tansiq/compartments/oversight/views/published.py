"""The public report: what was done in a month, and in a year, that is over; for anybody, without a sign-in."""

from __future__ import annotations

from datetime import date

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
from tansiq.compartments.oversight.rules.days import month_of, month_told
from tansiq.compartments.oversight.rules.figures import LEAST_SHOWN, MOST_YEARS, Cell
from tansiq.compartments.oversight.views.figures import MEASURES, Table, file_of, labelled, shown_cell
from tansiq.kernel.charter import queries as charter

WORDS: dict[str, str | Promise] = MEASURES | {
    "complaints": gettext_lazy("Complaints filed"),
    "complaints_decided": gettext_lazy("Complaints decided"),
    "appeals": gettext_lazy("Appeals filed"),
    "reads_judged": gettext_lazy("Reads judged by the inspector"),
    "findings_closed": gettext_lazy("Patterns of reads closed by the inspector"),
    "footprints": gettext_lazy("Footprints opened"),
}


def _table(told: dict[str, Cell]) -> Table:
    rows = [[str(WORDS[name]), shown_cell(cell)] for name, cell in told.items()]
    return {"title": _("Every agency together"), "heads": [_("What"), _("How often")], "rows": rows}


def _year(text: str, this_year: int) -> int | None:
    """The year that was asked for, if it is over and is offered."""
    years = range(this_year - MOST_YEARS, this_year)
    return int(text) if text.isascii() and text.isdecimal() and len(text) == 4 and int(text) in years else None


@login_not_required
@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """What was done in a month or a year that is over, counted from the log; nothing in it is about anybody (G14)."""
    today = charter.local_day(timezone.now())
    year = _year(request.GET.get("year", ""), today.year)
    form = MonthForm(request.GET or None)
    given = form.cleaned_data.get("month") if form.is_valid() else None
    month, until = month_of(month_told(given, today, years=MOST_YEARS))
    if year is not None:
        month, until = date(year, 1, 1), date(year, 12, 31)
    table = _table(queries.published_month(month) if year is None else queries.published_year(year))
    name = f"{month:%Y-%m}" if year is None else f"{year}"
    if request.GET.get("as") == "csv":
        return file_of(name, [table])
    context = {
        "tables": [labelled(table)], "month": month, "until": until, "least": LEAST_SHOWN, "year": year,
        "years": range(today.year - 1, today.year - MOST_YEARS - 1, -1),
        "form": form if form.errors else MonthForm(initial={} if year else {"month": month}),
        "as_csv": f"?{'month' if year is None else 'year'}={name}&as=csv",
        "refused": f"?month={month:%Y-%m}",
    }  # fmt: skip
    return render(request, "oversight/published.html", context)
