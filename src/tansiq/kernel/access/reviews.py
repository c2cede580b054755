"""When the review of an account is due, and when an account that nobody reviewed reads no people any more: pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.charter.schema import Clock
from tansiq.kernel.clocks import rules as clocks

REVIEW, GRACE = "ACCESS-REVIEW", "ACCESS-GRACE"
# No charter leaves an account unreviewed for longer than this after the review was due.
LONGEST_GRACE = timedelta(days=30)
Standing = Literal["reviewed", "due", "lapsed"]


def _end(code: str, start: datetime) -> datetime | None:
    place = charter.current().jurisdiction
    try:
        row: Clock = charter.current().clock(code)
    except UnknownCode:
        return None
    return clocks.due_at(start, row.limit, row.unit, tz=place.tz, working_days=place.working_days)


@lru_cache(maxsize=512)
def _days(reviewed_on: date, fingerprint: str) -> tuple[datetime, datetime]:
    start = datetime.combine(reviewed_on, time.min, tzinfo=charter.current().jurisdiction.tz)
    due = _end(REVIEW, start) or start + timedelta(days=90)
    grace = _end(GRACE, due) or due + LONGEST_GRACE
    return due, min(grace, due + LONGEST_GRACE)


def days_of(reviewed_on: date) -> tuple[datetime, datetime]:
    """When the next review is due, and when an account that was not reviewed lapses; both by the charter."""
    return _days(reviewed_on, charter.current().fingerprint)


def standing_of(reviewed_on: date | None, now: datetime) -> Standing:
    """How an account stands. One that was never reviewed has lapsed.

    Source:
        walls-and-clocks 4.3: access review of accounts, 90 d; the days of grace are our own rule (decision 0012).
    """
    if reviewed_on is None:
        return "lapsed"
    due, lapses = days_of(reviewed_on)
    if now > lapses:
        return "lapsed"
    return "due" if now > due else "reviewed"
