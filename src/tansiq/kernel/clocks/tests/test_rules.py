from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.kernel.charter.loading import load
from tansiq.kernel.charter.schema import Unit
from tansiq.kernel.clocks.actions import due_of
from tansiq.kernel.clocks.rules import Reading, above_at, add_months, before_the_hour, due_at, state_at

ADEN = ZoneInfo("Asia/Aden")
SUNDAY_TO_THURSDAY = frozenset({6, 0, 1, 2, 3})
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))
DUE = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def aden(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ADEN)


def due(started: datetime, limit: int, unit: Unit, holidays: frozenset[date] = frozenset()) -> datetime:
    return due_at(started, limit, unit, tz=ADEN, working_days=SUNDAY_TO_THURSDAY, holidays=holidays)


@pytest.mark.parametrize(
    ("started", "limit", "unit", "expected"),
    [
        ("2026-03-02T03:12", 10, "minute", "2026-03-02T03:22"),
        ("2026-03-02T03:12", 24, "hour", "2026-03-03T03:12"),
        ("2026-03-02T03:12", 7, "day", "2026-03-09T03:12"),
        ("2026-01-31T03:12", 1, "month", "2026-02-28T03:12"),
        ("2026-08-31T23:59", 6, "month", "2027-02-28T23:59"),
        ("2026-03-01T01:00", 12, "month", "2027-03-01T01:00"),
        ("2024-02-29T12:00", 5, "year", "2029-02-28T12:00"),
        ("2026-03-01T09:00", 5, "working_day", "2026-03-08T23:59:59"),  # Sunday to the Sunday after
        ("2026-03-05T23:30", 1, "working_day", "2026-03-08T23:59:59"),  # Thursday night, then the weekend
        ("2026-03-06T10:00", 1, "working_day", "2026-03-08T23:59:59"),  # Friday
    ],
)
def test_when_a_clock_is_due(started: str, limit: int, unit: Unit, expected: str) -> None:
    assert due(aden(started), limit, unit) == aden(expected)


def test_a_holiday_is_no_working_day() -> None:
    unity_day = frozenset({date(2026, 5, 20), date(2026, 5, 22)})

    assert due(aden("2026-05-19T09:00"), 1, "working_day", unity_day) == aden("2026-05-21T23:59:59")


@pytest.mark.rule("G10")
@pytest.mark.parametrize("code", ["yem", "irq"])
@pytest.mark.parametrize(
    ("ahead", "left"), [(720, 48), (97, 48), (96, 48), (95, 47.5), (48, 24), (3, 1.5), (0, 0), (-5, 0)]
)  # fmt: skip
def test_nobody_is_late_in_the_moment_of_a_hearing_at_short_notice_and_those_above_hear_of_it_at_its_hour(
    code: str, ahead: float, left: float
) -> None:
    row = load(Path(__file__).parents[5] / "charter" / code).on(DUE.date()).clock("HEIRS-OF-HEARING")
    told = DUE - timedelta(hours=ahead)

    found = before_the_hour(row, DUE, told)

    assert found == DUE - timedelta(hours=left)
    assert above_at(row, told, found) == (DUE if ahead > 0 else found + timedelta(hours=48))
    # What stood there already keeps the time of its row.
    assert above_at(row, told, told - timedelta(hours=1)) == told + timedelta(hours=47)


@pytest.mark.parametrize(
    ("started", "limit", "working_days"),
    [(datetime(2026, 3, 2), 1, {0}), (DUE, 0, {0}), (DUE, -1, {0}), (DUE, 1, set()), (DUE, 1, {7})],
)
def test_nonsense_is_refused(started: datetime, limit: int, working_days: set[int]) -> None:
    with pytest.raises(ValueError, match=r"aware|limit|working_days"):
        due_at(started, limit, "working_day", tz=ADEN, working_days=working_days)


@given(MOMENTS, st.integers(1, 60), st.sampled_from(["minute", "hour", "day", "working_day", "month", "year"]))
def test_a_clock_is_due_after_it_starts_and_later_the_longer_it_is(started: datetime, limit: int, unit: Unit) -> None:
    first, second = due(started, limit, unit), due(started, limit + 1, unit)

    assert started < first < second
    assert first.tzinfo is UTC


@given(MOMENTS, st.integers(1, 30), st.frozensets(st.dates(date(2000, 1, 1), date(2060, 1, 1)), max_size=20))
def test_exactly_so_many_working_days_lie_between(started: datetime, limit: int, holidays: frozenset[date]) -> None:
    first, last = started.astimezone(ADEN).date(), due(started, limit, "working_day", holidays).astimezone(ADEN).date()
    days = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]

    assert sum(day.weekday() in SUNDAY_TO_THURSDAY and day not in holidays for day in days) == limit
    assert last.weekday() in SUNDAY_TO_THURSDAY
    assert last not in holidays


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 600))
def test_months_go_forward_by_months(day: date, months: int) -> None:
    later = add_months(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day


@pytest.mark.parametrize(
    ("seconds", "reading"),
    [
        (-119, Reading("running", 0, 1)),
        (0, Reading("running", 0, 0)),
        (1, Reading("late", 0, 0)),
        (59, Reading("late", 0, 0)),
        (60, Reading("late", 1, 0)),
        (3 * 3600 + 119, Reading("late", 181, 0)),
    ],
)
def test_exactly_reached_is_still_running_and_minutes_round_down(seconds: int, reading: Reading) -> None:
    assert state_at(DUE + timedelta(seconds=seconds), due_at=DUE) == reading


def test_what_ends_a_clock_keeps_its_lateness() -> None:
    hour = timedelta(hours=1)
    after = DUE + 9 * hour

    assert state_at(after, due_at=DUE, met_at=DUE) == Reading("met", 0, 0)
    assert state_at(after, due_at=DUE, met_at=DUE + hour) == Reading("met", 60, 0)
    assert state_at(after, due_at=DUE, stopped_at=DUE - hour) == Reading("stopped", 0, 0)
    assert state_at(after, due_at=DUE, stopped_at=DUE + hour, met_at=DUE + 2 * hour) == Reading("stopped", 60, 0)
    assert state_at(after, due_at=DUE, stopped_at=DUE + 2 * hour, met_at=DUE + hour) == Reading("met", 60, 0)


@given(MOMENTS, MOMENTS, st.none() | MOMENTS, st.none() | MOMENTS)
def test_what_lies_ahead_does_not_exist(
    now: datetime, due: datetime, met_at: datetime | None, stopped_at: datetime | None
) -> None:
    known = {
        name: at for name, at in {"met_at": met_at, "stopped_at": stopped_at}.items() if at is not None and at <= now
    }

    assert state_at(now, due_at=due, met_at=met_at, stopped_at=stopped_at) == state_at(now, due_at=due, **known)


@pytest.mark.parametrize("year", [1900, 2019, 2026])
def test_what_happened_before_the_first_rule_of_its_clock_has_a_clock_too(year):
    found = datetime(year, 3, 2, 12, tzinfo=UTC)
    assert due_of("DEVICE-REPORT", found) == found + timedelta(hours=24)
