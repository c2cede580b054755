"""When a clock is due and what it says: pure arithmetic on moments, without a database or the present time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from tansiq.kernel.charter.floors import BACKWARDS
from tansiq.kernel.charter.schema import Clock, Unit

State = Literal["running", "met", "late", "stopped"]
LAST_SECOND = time(23, 59, 59)
MINUTE = timedelta(minutes=1)
FIXED: dict[str, timedelta] = {"minute": MINUTE, "hour": timedelta(hours=1), "day": timedelta(days=1)}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clock says. Minutes are whole and rounded down; a clock that was met late keeps its minutes."""

    state: State
    late_minutes: int
    left_minutes: int


def due_at(
    started_at: datetime, limit: int, unit: Unit, *, tz: ZoneInfo, working_days: Collection[int],
    holidays: Collection[date] = (),
) -> datetime:  # fmt: skip
    """The moment at which a clock is due.

    A day is 24 hours, so that seven days of custody end at the minute of the arrest. Months and years end at the same
    hour on the wall, on the last day of the month where the month is shorter. Working days are counted from the day
    after the start and end with the last second of the last one.

    Args:
        started_at: aware moment of the event.
        limit: how many units, 1 or more.
        unit: minute, hour, day, working_day, month or year.
        tz: zone in which days, months and years are counted.
        working_days: days of the week that count, 0 is Monday.
        holidays: days that do not count as working days.

    Returns:
        An aware moment in UTC.

    Raises:
        ValueError: a naive moment, a limit below 1, or no working day to count.
    """
    if started_at.tzinfo is None:
        raise ValueError("started_at must be aware")
    if limit < 1:
        raise ValueError(f"limit must be 1 or more, not {limit}")
    if unit in FIXED:
        return started_at.astimezone(UTC) + limit * FIXED[unit]
    local = started_at.astimezone(tz)
    if unit == "working_day":
        last = _working_day(local.date(), limit, working_days, frozenset(holidays))
        return datetime.combine(last, LAST_SECOND, tzinfo=tz).astimezone(UTC)
    last = add_months(local.date(), limit * (12 if unit == "year" else 1))
    return datetime.combine(last, local.timetz()).astimezone(UTC)


def above_at(row: Clock, started_at: datetime, due: datetime) -> datetime:
    """When those above are told of a clock that nobody has met.

    Args:
        row: its `escalates_after`, where given, counts in the row's own unit, a minute to a day, from the start.
        due: when it was due, moved by an order or an obstacle; what the row gives moves with it.

    Returns:
        The moment that the row names, no later for a hearing set at short notice than its hour; else once it is late by
        half its length.
    """
    if row.escalates_after is None:
        return due + (due - started_at) / 2
    after = (row.escalates_after - row.limit) * FIXED[row.unit]
    if row.code == BACKWARDS and started_at < due:  # rule: G10
        after = min(after, due - started_at)
    return due + after


def before_the_hour(row: Clock, hour: datetime, told_at: datetime) -> datetime:
    """When a clock is due that is counted back from an hour, as that of a hearing.

    So long before the hour as the row says. What is told later than the row counts until those above hear of it leaves
    whoever acts the same part of what there is: of 48 hours in 96, half. Nobody is late at the moment in which he
    learns of it, and those above hear of it at the hour.

    Args:
        row: in minutes, hours or days.
        told_at: when whoever must act was told.
    """
    whole, least = row.escalates_after or 2 * row.limit, row.limit * FIXED[row.unit]
    return hour - min(least, max(hour - told_at, timedelta(0)) * row.limit / whole)  # rule: G10 -> return hour - least


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first.replace(day=min(day.day, (following - timedelta(days=1)).day))


def _working_day(start: date, count: int, working_days: Collection[int], holidays: frozenset[date]) -> date:
    if not any(weekday in range(7) for weekday in working_days):
        raise ValueError("working_days must hold a day of the week")
    day = start
    while count:
        day += timedelta(days=1)
        count -= day.weekday() in working_days and day not in holidays
    return day


def state_at(
    now: datetime, *, due_at: datetime, met_at: datetime | None = None, stopped_at: datetime | None = None
) -> Reading:
    """What a clock says at this moment.

    What lies after `now` does not exist yet. The earlier of met and stopped ends the clock. Due exactly reached is
    still running, and met at that moment is not late.

    Args:
        now: the moment asked about.
        due_at: when the act was to be done at the latest.
        met_at: when it was done.
        stopped_at: when the reason for the clock fell away.

    Returns:
        State, whole minutes late (0 when in time) and whole minutes left (0 once ended or late).
    """
    ends: list[tuple[datetime, State]] = []
    if met_at is not None and met_at <= now:
        ends.append((met_at, "met"))
    if stopped_at is not None and stopped_at <= now:
        ends.append((stopped_at, "stopped"))
    until, ended = min(ends, default=(now, None), key=lambda end: end[0])
    late_minutes = max(until - due_at, timedelta(0)) // MINUTE
    if ended is not None:
        return Reading(ended, late_minutes, 0)
    if now > due_at:
        return Reading("late", late_minutes, 0)
    return Reading("running", 0, (due_at - now) // MINUTE)
