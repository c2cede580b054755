import hashlib
from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.compartments.oversight.rules import days, figures, letters, patterns, sampling

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MONDAY = date(2026, 3, 2)
counts = st.lists(st.one_of(st.integers(0, 8), st.integers(0, 2000)), min_size=0, max_size=12)
ids = st.lists(st.uuids(), max_size=120, unique=True)


def possible(column, most):
    """Every set of figures that a reader of the column cannot rule out."""
    ranges = {"small": range(5), "withheld": range(5, most + 1)}
    cells = [(cell.count,) if cell.mark == "shown" else ranges[cell.mark] for cell in column.cells]
    sums = {"shown": lambda told: sum(told) == column.total.count, "small": lambda told: sum(told) < 5}
    return [told for told in product(*cells) if sums.get(column.total.mark, lambda told: True)(told)]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_no_hidden_figure_follows_from_the_others_and_the_total(size):
    for told in product(range(12), repeat=size):
        column = figures.protect(told)
        left = possible(column, 24)
        assert told in left
        for place, cell in enumerate(column.cells):
            assert cell.mark == "shown" or len({one[place] for one in left}) > 1, (told, column)


@given(counts)
@settings(max_examples=400)
def test_what_is_shown_is_true_and_nothing_small_is_shown(told):
    column = figures.protect(told)

    assert len(column.cells) == len(told)
    for cell, count in [*zip(column.cells, told, strict=True), (column.total, sum(told))]:
        assert cell.mark != "shown" or (cell.count == count >= figures.LEAST_SHOWN)
        assert cell.mark == "shown" or cell.count is None
        assert (count < figures.LEAST_SHOWN) == (cell.mark == "small")


@given(counts)
def test_where_nothing_is_small_nothing_is_hidden(told):
    large = [count + figures.LEAST_SHOWN for count in told]

    assert all(cell.mark == "shown" for cell in figures.protect(large).cells)


@pytest.mark.rule("G14")
@pytest.mark.parametrize("size", [1, 2, 3])
def test_no_hidden_month_follows_from_the_months_that_are_shown_and_the_year(size):
    for told in product(range(9), repeat=size):
        whole = figures.whole_of(told)
        assert whole.mark != "shown" or whole.count == sum(told) >= figures.LEAST_SHOWN
        ranges = [(count,) if count >= figures.LEAST_SHOWN else range(figures.LEAST_SHOWN) for count in told]
        left = [one for one in product(*ranges) if figures.whole_of(one) == whole]
        for place, count in enumerate(told):
            assert count >= figures.LEAST_SHOWN or len({one[place] for one in left}) > 1, (told, whole)


@pytest.mark.parametrize(
    ("part", "whole", "told"), [(4, 100, None), (97, 100, None), (0, 0, None), (5, 10, 50), (5, 200, 3), (25, 1000, 3)]
)
def test_a_rate_is_told_where_both_sides_are_large_enough(part, whole, told):
    assert figures.percent(part, whole) == told


def test_a_middle_of_few_is_not_told():
    assert figures.median([1, 2, 3, 4]) is None
    assert figures.median([9, 1, 3, 4, 2]) == 3
    assert figures.median([1, 2, 3, 4, 5, 60]) == 3.5


def test_a_count_is_not_negative():
    with pytest.raises(ValueError, match="negative"):
        figures.cell(-1)


@given(ids, st.integers(0, 100))
def test_the_draw_is_the_same_for_everybody_and_two_of_a_hundred_at_least(entries, percent):
    draw = sampling.draw(MONDAY, lambda: sorted(entries), percent=percent)
    drawn = draw.entries

    # As anybody would do it who has the whole week before him, in whatever order.
    told = "\n".join([MONDAY.isoformat(), *sorted(str(entry) for entry in reversed(entries))])
    assert draw.seed == hashlib.sha256(told.encode()).hexdigest()
    ranked = sorted(entries, key=lambda entry: hashlib.sha256(f"{draw.seed}{entry}".encode()).digest())
    assert drawn == ranked[: sampling.size_of(len(entries), percent)]
    assert len(drawn) == len(set(drawn)) >= len(entries) * 2 / 100


def test_a_read_that_is_added_changes_the_whole_draw_so_that_nobody_steers_it():
    entries = [UUID(int=place) for place in range(1000)]
    drawn = sampling.draw(MONDAY, lambda: entries, percent=2).entries
    again = sampling.draw(MONDAY, lambda: [*entries, UUID(int=5000)], percent=2).entries

    assert len(drawn) == 20
    assert len(set(drawn) & set(again)) < 5
    assert set(sampling.draw(MONDAY + timedelta(days=7), lambda: entries, percent=2).entries) != set(drawn)


@pytest.mark.rule("E31")
@pytest.mark.parametrize(
    ("own", "family", "full", "is_shared"),
    [
        ("سالم علي باقنزل", "باقنزل", "", True),
        ("سالم علي القحماني", "قحماني", "", True),
        ("سالم علي باقنزل", "", "خالد سعيد عمر باقنزل", True),
        ("Salim Ali Baqanzal", "", "Khaled Saeed BAQANZAL", True),
        ("سالم علي باقنزل", "باجبير", "", False),
        ("سالم علي باقنزل", "", "خالد باقنزل", True),
        ("سالم باقنزل", "باقنزل", "", True),
        ("خالد سعيد بن بريك", "بن بريك", "", True),
        ("سالم عمر با وزير", "باوزير", "", True),
        ("سالم عمر آل كثير", "الكثيري", "", True),
        ("العقيد سالم عمر الكثيري", "", "خالد علي كثير", True),
        ("سالم علي أبو بكر", "أبوبكر", "", True),
        ("النقيب سالم عوض", "", "خالد سعيد عوض", False),
        ("الملازم أول سالم عوض", "", "خالد سعيد عوض", False),
        ("الرائد سالم عوض", "عوض", "", False),
        ("الرائد سالم باقنزل", "باقنزل", "", True),
        ("سالم عوض", "", "خالد سعيد عوض", False),
        ("سالم", "", "سالم", False),
    ],
)
def test_whose_family_name_is_the_readers_own(own, family, full, is_shared):
    mine = {patterns.family_of("", own)} - {""}

    assert patterns.shares_family(mine, family, full) is is_shared


def reads(*minutes, people=None):
    told = people or [(f"p{place}",) for place in range(len(minutes))]
    return [
        patterns.Read(uuid4(), UUID(int=1), AT + timedelta(minutes=minute), one)
        for minute, one in zip(minutes, told, strict=True)
    ]


def test_bulk_is_more_different_people_in_an_hour_than_the_limit():
    assert patterns.bulk_reads(reads(0, 10, 59), limit=3) == []
    assert len(patterns.bulk_reads(reads(0, 10, 59), limit=2)) == 3
    assert patterns.bulk_reads(reads(0, 30, 60), limit=2) == []
    assert patterns.bulk_reads(reads(0, 1, 2, people=[("a",)] * 3), limit=1) == []
    with pytest.raises(ValueError, match="limit"):
        patterns.bulk_reads([], limit=0)


@given(
    st.lists(st.tuples(st.integers(0, 200), st.sets(st.sampled_from("abcdefgh"), max_size=3)), max_size=40),
    st.integers(1, 5), st.integers(1, 9),
)  # fmt: skip
def test_bulk_is_the_same_read_by_read_page_by_page_and_at_once(told, limit, size):
    ordered = sorted(
        (patterns.Read(uuid4(), UUID(int=1), AT + timedelta(minutes=at), tuple(who)) for at, who in told),
        key=lambda read: (read.at, read.entry_id),
    )
    simply = set()
    for last in ordered:
        hour = [one for one in ordered if timedelta() <= last.at - one.at < patterns.HOUR]
        for end in range(1, len(hour) + 1):
            if len({who for one in hour[:end] for who in one.people}) > limit:
                simply |= {one.entry_id for one in hour[:end]}

    pages, last_hour = range(0, len(ordered), size), patterns.LastHour(limit)
    by_page = {one.entry_id for at in pages for one in last_hour.bulk(ordered[at : at + size])}

    assert {one.entry_id for one in patterns.bulk_reads(ordered, limit=limit)} == by_page
    assert by_page == simply


def test_out_of_shift_is_outside_every_spell_and_nothing_where_no_roster_is_kept():
    spell = (AT, AT + timedelta(hours=8))

    assert not patterns.is_out_of_shift(AT, [spell], has_roster=True)
    assert not patterns.is_out_of_shift(AT + timedelta(hours=8), [spell], has_roster=True)
    assert patterns.is_out_of_shift(AT - timedelta(seconds=1), [spell], has_roster=True)
    assert not patterns.is_out_of_shift(AT, [], has_roster=False)
    assert patterns.is_out_of_shift(AT, [], has_roster=True)


def test_days_weeks_and_months_are_those_of_the_place():
    from zoneinfo import ZoneInfo

    aden = ZoneInfo("Asia/Aden")
    assert days.bounds(MONDAY, MONDAY, aden) == (
        datetime(2026, 3, 1, 21, tzinfo=UTC), datetime(2026, 3, 2, 21, tzinfo=UTC)
    )  # fmt: skip
    assert days.week_of(date(2026, 3, 8)) == MONDAY
    assert days.month_of(date(2026, 2, 28)) == (date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.rule("G13")
def test_every_week_that_was_missed_is_due_the_oldest_first():
    week, today = timedelta(days=7), MONDAY + timedelta(days=25)

    assert days.weeks_due(today, drawn=None, checked=None) == [MONDAY + 2 * week]
    assert days.weeks_due(today, drawn=MONDAY, checked=None) == [MONDAY + week, MONDAY + 2 * week]
    assert days.weeks_due(today, drawn=None, checked=MONDAY + timedelta(days=2)) == [
        MONDAY + n * week for n in range(3)
    ]
    assert days.weeks_due(today, drawn=MONDAY + 2 * week, checked=MONDAY) == []
    assert days.weeks_due(MONDAY, drawn=None, checked=MONDAY) == [MONDAY - week]


def test_days_beyond_the_window_are_given_up_and_the_others_checked_in_order():
    day = timedelta(days=1)

    assert days.days_due(MONDAY, last=None, most=3) == ([], [MONDAY])
    assert days.days_due(MONDAY, last=MONDAY, most=3) == ([], [])
    assert days.days_due(MONDAY, last=MONDAY - 3 * day, most=3) == ([], [MONDAY - n * day for n in (2, 1, 0)])
    given_up, due = days.days_due(MONDAY, last=MONDAY - 5 * day, most=3)
    assert (given_up, due[0], len(due)) == ([MONDAY - 4 * day, MONDAY - 3 * day], MONDAY - 2 * day, 3)


def test_a_text_is_plain_without_codes_and_long_sentences():
    assert letters.is_plain("كلمة " * 25 + ".")
    assert not letters.is_plain("كلمة " * 26)
    assert not letters.is_plain("See REDRESS-ACK.")
    assert letters.is_plain("Come back with K-7F3K-2M9Q.")


def test_a_month_that_is_told_is_over_and_of_the_last_years_or_else_the_last_one():
    today = date(2026, 3, 31)
    told = lambda given: days.month_told(given, today, years=5)  # noqa: E731
    assert [told(given) for given in (None, today, date(2026, 3, 1), date(2020, 12, 1), date(9999, 1, 1))] == [
        date(2026, 2, 1)
    ] * 5
    assert [told(date(2021, 1, 9)), told(date(2026, 2, 28))] == [date(2021, 1, 1), date(2026, 2, 1)]
