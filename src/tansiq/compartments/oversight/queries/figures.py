"""Figures of a month, by agency and together: no person, no unit, nothing small."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar, cast
from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from tansiq.compartments.oversight.models import Complaint, Finding, SampleItem
from tansiq.compartments.oversight.rules import figures
from tansiq.compartments.oversight.rules.days import bounds, month_of, months_of
from tansiq.gateway import queries as gateway
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.access.rules import Kind
from tansiq.kernel.audit import queries as log
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.db import acting_as

# Measure: the act of the log that it counts, by the agency that did it.
COUNTED = {
    "asks": "gateway.asked",
    "hits_judged": "gateway.hit_judged",
    "disclosures": "gateway.disclosed",
    "recalls": "gateway.recalled",
    "recalls_answered": "gateway.recall_acknowledged",
}
KEPT_SECONDS = 3600
Told = TypeVar("Told")
# What anybody reads of a month that is over. Each is counted from the log, which loses no entry: the same month is the
# same figure for ever, and no two looks tell what was erased between them. No two add up to a third.
PUBLISHED = COUNTED | {
    "complaints": "oversight.complaint_filed",
    "complaints_decided": "oversight.complaint_decided",
    "appeals": "oversight.appeal_filed",
    "reads_judged": "oversight.read_judged",
    "findings_closed": "oversight.finding_closed",
    "footprints": "oversight.footprint_opened",
}
# No two groups of figures add up to the same total: one would give away what the other hides.
MEASURES = (*COUNTED, "findings")


@dataclass(frozen=True)
class Figures:
    """A month as it may be shown.

    Attributes:
        agencies: the agencies, in the order of the cells.
        columns: by measure, a cell for each agency and the total.
        refusals: by code, with a total.
        complaints, verdicts: by kind and by verdict, with a total.
        false_match_percent: of hits judged, how many were somebody else; None where either side is too small.
        recall_hours: the middle of the hours until a recall was answered; None where too few were.
    """

    month: date
    agencies: tuple[UUID, ...]
    columns: dict[str, figures.Column]
    refusals: tuple[tuple[str, ...], figures.Column]
    complaints: tuple[tuple[str, ...], figures.Column]
    verdicts: tuple[tuple[str, ...], figures.Column]
    false_match_percent: int | None
    recall_hours: float | None


def _grouped(values: Iterable[str], order: Iterable[str]) -> tuple[tuple[str, ...], figures.Column]:
    counted = dict.fromkeys(order, 0)
    for value in values:
        counted[value] = counted.get(value, 0) + 1
    return tuple(counted), figures.protect(list(counted.values()))


def _by_code(counted: dict[str, int]) -> tuple[tuple[str, ...], figures.Column]:
    rows = sorted(counted.items())
    return tuple(code for code, _ in rows), figures.protect([count for _, count in rows])


def _of_agencies(since: datetime, until: datetime, first: date, last: date) -> dict[str, dict[UUID | None, int]]:
    """Counts by measure and agency."""
    by_act = log.counts(since=since, until=until, acts=COUNTED.values())
    found: dict[str, dict[UUID | None, int]] = {
        name: {agency: count for (done, agency), count in by_act.items() if done == act}
        for name, act in COUNTED.items()
    }
    found["findings"] = {}
    for agency in Finding.objects.filter(day__range=(first, last)).values_list("agency_id", flat=True):
        found["findings"][agency] = found["findings"].get(agency, 0) + 1
    return found


def figures_of(day: date) -> Figures:
    """The figures of the month of a day; for the inspector, who sees the log."""
    first, last = month_of(day)
    since, until = bounds(first, last, charter.current().jurisdiction.tz)
    agencies = tuple(row.id for row in access.agencies() if row.kind != Kind.LIST)
    counted = _of_agencies(since, until, first, last)
    columns = {name: figures.protect([counted[name].get(agency, 0) for agency in agencies]) for name in MEASURES}
    judged = log.outcomes(since=since, until=until, act="gateway.hit_judged")
    filed = Complaint.objects.filter(filed_at__gte=since, filed_at__lt=until).values_list("kind", flat=True)
    said = SampleItem.objects.filter(judged_at__gte=since, judged_at__lt=until).values_list("verdict", flat=True)
    return Figures(
        month=first, agencies=agencies, columns=columns,
        refusals=_by_code(log.refusals_in(since=since, until=until)),
        complaints=_grouped(filed, Complaint.Kind.values), verdicts=_grouped(said, SampleItem.Verdict.values),
        false_match_percent=figures.percent(judged.get("different", 0), sum(judged.values())),
        recall_hours=figures.median(gateway.recall_hours(since=since, until=until)),
    )  # fmt: skip


def refused(day: date) -> tuple[tuple[str, ...], figures.Column]:
    """How often each rule refused in the month of a day, for anybody: every agency together, no person, nothing small.

    What was refused is counted in public (G28): whoever tries what nobody may do is seen to have been refused.
    """
    first, last = month_of(day)
    since, until = bounds(first, last, charter.current().jurisdiction.tz)

    def counted() -> tuple[tuple[str, ...], figures.Column]:
        with acting_as(system_actor("figures")), transaction.atomic():
            return _by_code(log.refusals_in(since=since, until=until))

    return _kept(f"refused:{first}", counted)


def _published_counts(first: date, last: date) -> dict[str, int]:
    since, until = bounds(first, last, charter.current().jurisdiction.tz)
    with acting_as(system_actor("figures")), transaction.atomic():
        by_act = log.counts(since=since, until=until, acts=PUBLISHED.values())
    return {
        name: sum(count for (done, _agency), count in by_act.items() if done == act) for name, act in PUBLISHED.items()
    }


def published_month(day: date) -> dict[str, figures.Cell]:
    """What anybody reads of the month of a day, by measure: every agency together, no person, nothing small."""
    first, last = month_of(day)
    return _kept(first, lambda: {name: figures.cell(n) for name, n in _published_counts(first, last).items()})


def published_year(year: int) -> dict[str, figures.Cell]:
    """The same of a year, so that its months and the year together give no hidden figure away."""

    def counted() -> dict[str, figures.Cell]:
        months = [_published_counts(*month_of(first)) for first in months_of(year)]
        return {name: figures.whole_of([month[name] for month in months]) for name in PUBLISHED}

    return _kept(year, counted)


def _kept(span: date | int | str, counted: Callable[[], Told]) -> Told:
    """What may be shown of a month or a year that is over, counted once an hour however often anybody asks."""
    return cast("Told", cache.get_or_set(f"oversight.published:{span}", counted, KEPT_SECONDS))
