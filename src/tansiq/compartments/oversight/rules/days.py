"""Days, weeks and months of a place as moments."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY, WEEK = timedelta(days=1), timedelta(days=7)


def bounds(first: date, last: date, tz: ZoneInfo) -> tuple[datetime, datetime]:
    """The first moment of a span of days in a place and the first one after it; both days belong to it."""
    start = datetime.combine(first, time(), tzinfo=tz)
    end = datetime.combine(last + DAY, time(), tzinfo=tz)
    return start.astimezone(UTC), end.astimezone(UTC)


def week_of(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def weeks_due(today: date, *, drawn: date | None, checked: date | None) -> list[date]:
    """The Mondays of the weeks that are over and have no sample yet, the oldest first.

    Args:
        drawn: the Monday of the last week that has one.
        checked: the first day whose reads were ever checked. Of neither, the week before this one is due.
    """
    this = week_of(today)
    first = drawn + WEEK if drawn else min(week_of(checked), this - WEEK) if checked else this - WEEK
    return [first + place * WEEK for place in range(max(0, (this - first) // WEEK))]


def days_due(yesterday: date, *, last: date | None, most: int) -> tuple[list[date], list[date]]:
    """The days that lie too far back to be checked, and those that are checked now, each the oldest first.

    Args:
        last: the last day that was checked or given up; of none, yesterday alone is due.
        most: so many days are checked at most.
    """
    first = last + DAY if last else yesterday
    days = [first + place * DAY for place in range((yesterday - first).days + 1)]
    over = max(0, len(days) - most)
    return days[:over], days[over:]


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of the month of a day."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def month_told(given: date | None, today: date, *, years: int) -> date:
    """The first day of the month that anybody is told: one that is over and not older than these years, or the last.

    A month that still runs would tell from one look to the next what has just been done; of months without end, each a
    count of its own, anybody could ask for ever.
    """
    this, _last = month_of(today)
    is_told = given is not None and date(today.year - years, 1, 1) <= given < this
    return month_of(given if given and is_told else this - DAY)[0]


def months_of(year: int) -> list[date]:
    """The first day of each month of a year."""
    return [date(year, month, 1) for month in range(1, 13)]
