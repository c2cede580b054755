from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.kernel.retention import rules

ADEN = ZoneInfo("Asia/Aden")
moments = st.datetimes(datetime(2025, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))
units = st.sampled_from(("day", "month", "year"))


@dataclass(frozen=True)
class Item:
    due_at: datetime
    key: str = ""


def in_time(items):
    return sorted(items, key=lambda item: (item.due_at, item.key))


@pytest.mark.rule("RL-07", "G4")
@given(moments, moments, st.sets(st.sampled_from(("recall", "alarm", "number", "complaint"))), st.booleans())
def test_no_expiry_ever_removes_something_that_speaks_for_the_person(due, now, holds, speaks):
    goes = rules.may_erase(due_at=due, now=now, holds=holds, speaks=speaks)

    assert goes == (now >= due and not holds and not speaks)


@given(moments, st.integers(0, 60), units)
def test_what_is_due_is_never_missed_by_the_search(started, limit, unit):
    due = rules.erasure_due(started, limit, unit, tz=ADEN)

    assert due >= started
    assert started <= rules.latest_start(due, limit, unit)


@given(moments, moments, st.integers(0, 60), units)
def test_what_ended_first_is_due_first(one, other, limit, unit):
    first, second = sorted((one, other))
    due = [rules.erasure_due(moment, limit, unit, tz=ADEN) for moment in (first, second)]

    assert due == sorted(due)


def test_a_day_is_its_first_moment_in_the_place():
    assert rules.moment_of(date(2026, 3, 2), tz=ADEN) == datetime(2026, 3, 1, 21, tzinfo=UTC)


def test_an_unknown_unit_is_refused():
    with pytest.raises(ValueError, match="working_day"):
        rules.erasure_due(datetime(2026, 1, 1, tzinfo=UTC), 1, "working_day", tz=ADEN)


@given(st.lists(st.lists(moments, max_size=12), max_size=5), st.integers(1, 8))
def test_pages_come_in_the_order_of_due_times_and_leave_nothing_out(streams, size):
    """Page after page of several streams gives what one list of all would: nothing is skipped, nothing too early."""
    rest = [in_time(Item(at, f"{n}-{i:02}") for i, at in enumerate(stream)) for n, stream in enumerate(streams)]
    every = in_time(item for stream in rest for item in stream)
    done: list[Item] = []
    while any(rest):
        items = rules.in_order([stream[:size] for stream in rest], size=size)
        assert items
        done += items
        rest = [[item for item in stream if item not in items] for stream in rest]

    assert [item.due_at for item in done] == [item.due_at for item in every]
    assert set(done) == set(every)


@given(st.text(), st.text())
def test_a_digest_is_compared_by_who_has_the_record_and_tells_nobody_else(one, other):
    key, salts = b"k" * 32, ("00" * 16, "11" * 16)
    inner = rules.inner_digest("kit", one, key=key)

    assert rules.digest_of(inner, salts[0]) == rules.digest_of(rules.inner_digest("kit", one, key=key), salts[0])
    assert rules.digest_of(inner, salts[0]) != rules.digest_of(inner, salts[1])
    assert (inner == rules.inner_digest("kit", other, key=key)) == (one == other)
    assert inner != rules.inner_digest("kit", one, key=b"l" * 32)
    assert inner != rules.inner_digest("ask", one, key=key)


def test_the_moment_itself_is_due():
    now = datetime(2026, 1, 1, tzinfo=UTC)

    assert rules.may_erase(due_at=now, now=now, holds=(), speaks=False)
    assert not rules.may_erase(due_at=now, now=now - timedelta(seconds=1), holds=(), speaks=False)
