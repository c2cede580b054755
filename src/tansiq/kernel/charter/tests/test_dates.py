from __future__ import annotations

from datetime import date, timedelta

import pytest
from hijridate import Hijri
from hypothesis import given
from hypothesis import strategies as st

from tansiq.kernel.charter.dates import (
    ARABIC_DIGITS,
    AmbiguousDate,
    ImpossibleDate,
    PartialDate,
    both_calendars,
    is_child,
)
from tansiq.kernel.charter.months import GREGORIAN_AR, GREGORIAN_EN, HIJRI_AR, SYRIAC

BIRTHS = st.dates(date(1930, 1, 1), date(2060, 12, 31))
HIJRI_DAYS = st.builds(
    lambda year, month, day: (year, month, min(day, Hijri(year, month, 1).month_length())),
    st.integers(1343, 1500),
    st.integers(1, 12),
    st.integers(1, 30),
)


@pytest.mark.parametrize(
    ("raw", "calendar", "earliest", "latest", "precision"),
    [
        ("1999", "gregorian", "1999-01-01", "1999-12-31", "year"),
        ("1999-05", "gregorian", "1999-05-01", "1999-05-31", "month"),
        ("05/1999", "gregorian", "1999-05-01", "1999-05-31", "month"),
        ("1999-05-03", "gregorian", "1999-05-03", "1999-05-03", "day"),
        ("١٩٩٩/٠٥/٠٣", "gregorian", "1999-05-03", "1999-05-03", "day"),
        ("۱۹۹۹", "gregorian", "1999-01-01", "1999-12-31", "year"),
        ("13/05/1999", "gregorian", "1999-05-13", "1999-05-13", "day"),
        ("5/13/1999", "gregorian", "1999-05-13", "1999-05-13", "day"),
        ("05/05/1999", "gregorian", "1999-05-05", "1999-05-05", "day"),
        ("29.2.2000م", "gregorian", "2000-02-29", "2000-02-29", "day"),
        ("3 أيار 1999", "gregorian", "1999-05-03", "1999-05-03", "day"),
        ("3 مايو 1999", "gregorian", "1999-05-03", "1999-05-03", "day"),
        ("May 3, 1999", "gregorian", "1999-05-03", "1999-05-03", "day"),
        ("كانون الثاني ١٩٩٩ ميلادي", "gregorian", "1999-01-01", "1999-01-31", "month"),
        ("1420h", "hijri", "1999-04-17", "2000-04-05", "year"),
        ("1420هـ", "hijri", "1999-04-17", "2000-04-05", "year"),
        ("١٤٢٠ هجرية", "hijri", "1999-04-17", "2000-04-05", "year"),
        ("1420 A.H.", "hijri", "1999-04-17", "2000-04-05", "year"),
        ("1420-03h", "hijri", "1999-06-15", "1999-07-13", "month"),
        ("1420-03-12h", "hijri", "1999-06-26", "1999-06-26", "day"),
        ("رمضان 1420", "hijri", "1999-12-09", "2000-01-07", "month"),
        ("١٢ ربيع الأول ١٤٢٠هـ", "hijri", "1999-06-26", "1999-06-26", "day"),
        ("15\u200f/3\u200f/1420هـ", "hijri", "1999-06-29", "1999-06-29", "day"),
        ("1340هـ", "hijri", "1921-09-02", "1922-08-26", "year"),
    ],
)
def test_a_birth_is_read_as_given(raw: str, calendar: str, earliest: str, latest: str, precision: str) -> None:
    born = PartialDate.parse(raw)

    assert born.raw == raw
    assert (born.calendar, born.precision) == (calendar, precision)
    assert (born.earliest, born.latest) == (date.fromisoformat(earliest), date.fromisoformat(latest))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("1420", "WHICH_CALENDAR"), ("1420-03", "WHICH_CALENDAR"), ("1420-03-12", "WHICH_CALENDAR"),
        ("1420م", "WHICH_CALENDAR"), ("1999هـ", "WHICH_CALENDAR"), ("رمضان 1999", "WHICH_CALENDAR"),
        ("مايو 1420", "WHICH_CALENDAR"), ("مايو 1420هـ", "WHICH_CALENDAR"), ("1420هـ / 1999م", "WHICH_CALENDAR"),
        ("03/05/1999", "WHICH_ORDER"), ("3-5-1999", "WHICH_ORDER"), ("12/3/1420هـ", "WHICH_ORDER"),
        ("ربيع 1420", "WHICH_MONTH"), ("كانون 1999", "WHICH_MONTH"), ("99", "WHICH_YEAR"), ("13/5/99", "WHICH_YEAR"),
    ],
)  # fmt: skip
def test_what_is_unclear_is_asked_and_never_guessed(raw: str, code: str) -> None:
    with pytest.raises(AmbiguousDate) as refused:
        PartialDate.parse(raw)

    assert refused.value.code == code


@pytest.mark.parametrize(
    "raw",
    [
        "30/02/1999", "1999-02-29", "1999-13", "1999-00", "1999-05-00", "1999-05-32", "1420-13h", "1420-00h",
        "1420-03-30h", "1420-04-00h", "1501h", "1265h", "1700", "0000", "", "h", "abc", "آذار", "12 Foo 1999",
        "199²", "1999 2000", "3/1999/5", "1999-05-03T00:00", "-1999-05-03-7", "3 4 مايو 1999", "1" * 41,
    ],
)  # fmt: skip
def test_no_such_day_is_refused(raw: str) -> None:
    with pytest.raises(ImpossibleDate) as refused:
        PartialDate.parse(raw)

    assert refused.value.code == "IMPOSSIBLE_DATE"


def test_nobody_is_born_tomorrow() -> None:
    with pytest.raises(ImpossibleDate):
        PartialDate.parse("2026-03-03", today=date(2026, 3, 2))
    assert PartialDate.parse("2026", today=date(2026, 3, 2)).precision == "year"


@given(BIRTHS, st.sampled_from([GREGORIAN_AR, GREGORIAN_EN, SYRIAC]), st.booleans())
def test_a_day_with_a_named_month_is_that_day(day: date, names: tuple[str, ...], arabic: bool) -> None:
    raw = f"{day.day} {names[day.month - 1]} {day.year}"

    born = PartialDate.parse(raw.translate(ARABIC_DIGITS) if arabic else raw)

    assert (born.earliest, born.latest) == (day, day)


@given(HIJRI_DAYS)
def test_a_hijri_day_lies_in_its_month_and_year(given_day: tuple[int, int, int]) -> None:
    year, month, day = given_day

    whole, part, exact = (
        PartialDate.parse(raw) for raw in (f"{year}h", f"{HIJRI_AR[month - 1]} {year}", f"{year}-{month}-{day}h")
    )

    assert whole.earliest <= part.earliest <= exact.earliest == exact.latest <= part.latest <= whole.latest
    assert exact.earliest == date(*Hijri(year, month, day).to_gregorian().datetuple())


@given(st.integers(1266, 1342))
def test_an_estimated_year_overlaps_its_neighbours_and_keeps_its_length(year: int) -> None:
    now, following = PartialDate.parse(f"{year}h"), PartialDate.parse(f"{year + 1}h")

    assert 354 <= (now.latest - now.earliest).days <= 360
    assert now.latest >= following.earliest - timedelta(days=1)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_by_name(raw: str) -> None:
    try:
        born = PartialDate.parse(raw)
    except (AmbiguousDate, ImpossibleDate) as refused:
        assert refused.raw == raw
    else:
        assert born.earliest <= born.latest


@pytest.mark.rule("G6")
@pytest.mark.parametrize(
    ("raw", "on", "expected"),
    [
        ("2008-03-02", date(2026, 3, 1), "child"),
        ("2008-03-02", date(2026, 3, 2), "adult"),
        ("2008-03", date(2026, 3, 15), "doubtful"),
        ("2008", date(2026, 12, 30), "doubtful"),
        ("2008", date(2026, 12, 31), "adult"),
        ("2008-02-29", date(2026, 2, 28), "child"),
        ("2008-02-29", date(2026, 3, 1), "adult"),
        ("2008-01-01", date(2026, 6, 1), "doubtful"),
        ("2008-01-01", date(2026, 12, 31), "adult"),
        ("2008-01-01", date(2025, 12, 31), "child"),
        ("1429-02-24h", date(2026, 3, 2), "doubtful"),
        ("1429-02-24h", date(2026, 3, 3), "adult"),
        ("1429-02-24h", date(2026, 2, 28), "child"),
    ],
)
def test_any_doubt_about_age_is_doubtful(raw: str, on: date, expected: str) -> None:
    assert is_child(PartialDate.parse(raw), on) == expected


@given(BIRTHS, st.integers(-40 * 365, 40 * 365), st.integers(0, 17))
def test_no_age_of_a_pack_makes_an_adult_of_a_child(born: date, days: int, child_age: int) -> None:
    known, on = PartialDate.parse(born.isoformat()), born + timedelta(days=days)

    assert is_child(known, on, child_age=child_age) == is_child(known, on)
    if days < 18 * 365:
        assert is_child(known, on) != "adult"


@given(BIRTHS, st.integers(0, 30 * 365))
def test_knowing_less_never_makes_anybody_older(born: date, days: int) -> None:
    on = born + timedelta(days=days)
    exact, month, year = (PartialDate.parse(raw) for raw in (born.isoformat(), f"{born:%Y-%m}", f"{born:%Y}"))

    if is_child(year, on) == "adult":
        assert is_child(month, on) == "adult"
    if is_child(month, on) == "adult" and born.strftime("%m-%d") != "01-01":
        assert is_child(exact, on) == "adult"


def test_a_day_is_shown_in_both_calendars() -> None:
    day = date(1999, 5, 3)

    assert both_calendars(day, "ar", "arab") == "٣ مايو ١٩٩٩م (١٧ محرم ١٤٢٠هـ)"
    assert both_calendars(day, "en", "latn") == "3 May 1999 (17 Muharram 1420 AH)"
    assert both_calendars(date(1900, 5, 3), "en", "latn") == "3 May 1900"
