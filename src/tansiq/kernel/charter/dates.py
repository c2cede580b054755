"""Dates as people give them: partial, in two calendars, in any digits. What is unclear is asked, never guessed."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from hijridate import Gregorian, Hijri

from tansiq.kernel.charter import months
from tansiq.kernel.charter.floors import CHILD_AGE
from tansiq.kernel.charter.folding import fold

CalendarName = Literal["gregorian", "hijri"]
Precision = Literal["year", "month", "day"]
Digits = Literal["arab", "latn"]
GREGORIAN_YEARS: Final = range(1850, 2078)
HIJRI_YEARS: Final = range(1266, 1501)  # the same years in the other calendar
TABULATED: Final = range(1343, 1501)  # Umm al-Qura, as far as the library knows it
ESTIMATE_DAYS: Final = timedelta(days=2)  # how far the arithmetic calendar may lie from a sighted one
SIGHTING_DAYS: Final = timedelta(days=1)  # a month that people saw may begin a day beside the table's
LONGEST: Final = 40  # characters
ARABIC_DIGITS: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_HIJRI_MARK: Final = re.compile(r"(?:(?<=\d)|\b)(?:هجريه|هجري|hijri|ah|a h|ه|h)\b")
_GREGORIAN_MARK: Final = re.compile(r"(?:(?<=\d)|\b)(?:ميلاديه|ميلادي|ce|c e|ad|a d|م)\b")


class AmbiguousDate(ValueError):
    """The date can be read in more than one way; `code` says what to ask.

    WHICH_CALENDAR: Gregorian or Hijri. WHICH_ORDER: day and month may be either. WHICH_MONTH: the name is half a name.
    WHICH_YEAR: the year lacks its century.
    """

    def __init__(self, code: Literal["WHICH_CALENDAR", "WHICH_ORDER", "WHICH_MONTH", "WHICH_YEAR"], raw: str) -> None:
        self.code, self.raw = code, raw
        super().__init__(f"{code}: {raw!r}")


class ImpossibleDate(ValueError):
    """There is no such day, or what was given is no date."""

    code = "IMPOSSIBLE_DATE"

    def __init__(self, raw: str) -> None:
        self.raw = raw
        super().__init__(f"{self.code}: {raw!r}")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month or a day in the calendar in which it was given.

    `raw` is what was written. `earliest` and `latest` are the first and last Gregorian day that it can mean, by Umm
    al-Qura; before 1343 AH they are an estimate, two days wider on both sides.
    """

    raw: str
    calendar: CalendarName
    earliest: date
    latest: date
    precision: Precision

    @classmethod
    def parse(cls, raw: str, *, today: date | None = None) -> PartialDate:
        """Read a date such as "1999", "1999-05", "3 مايو 1999", "1420هـ" or "1420-03h".

        Args:
            raw: as given. Any digits; months by number or by name (Gregorian-Arabic, Syriac, English, Hijri).
            today: when given, a date that lies wholly after it is impossible: nobody is born tomorrow.

        Raises:
            AmbiguousDate: calendar, order, month or century is not clear.
            ImpossibleDate: no such day, or not a date.
        """
        given = _read(raw)
        earliest, latest = _gregorian_days(given, raw) if given.calendar == "gregorian" else _hijri_days(given, raw)
        if today is not None and earliest > today:
            raise ImpossibleDate(raw)
        precision: Precision = "day" if given.day else "month" if given.month else "year"
        return cls(raw, given.calendar, earliest, latest, precision)


@dataclass(frozen=True, slots=True)
class _Given:
    calendar: CalendarName
    year: int
    month: int | None
    day: int | None


def _read(raw: str) -> _Given:
    # Superscripts and fractions would fold to digits: 199² is not 1992.
    if len(raw) > LONGEST or any(unicodedata.category(sign) == "No" for sign in raw):
        raise ImpossibleDate(raw)
    text, marked = _take_mark(fold(raw), raw)
    text, month, named = _take_month(text, raw)
    if not re.fullmatch(r"\d+(?: \d+){0,2}", text):
        raise ImpossibleDate(raw)
    numbers = text.split()
    year, rest = _take_year(numbers, raw)
    if month is None:
        month, day = _month_and_day(rest, year_first=numbers[0] == str(year), raw=raw)
    elif len(rest) > 1:
        raise ImpossibleDate(raw)
    else:
        day = rest[0] if rest else None
    return _Given(_calendar(year, marked, named, raw), year, month, day)


def _take_mark(text: str, raw: str) -> tuple[str, CalendarName | None]:
    """Text without its calendar mark, and the calendar that the mark names."""
    hijri, gregorian = _HIJRI_MARK.search(text), _GREGORIAN_MARK.search(text)
    if hijri and gregorian:
        raise AmbiguousDate("WHICH_CALENDAR", raw)
    found = hijri or gregorian
    if not found:
        return text, None
    bare = f"{text[: found.start()]} {text[found.end() :]}"
    return " ".join(bare.split()), "hijri" if hijri else "gregorian"


def _take_month(text: str, raw: str) -> tuple[str, int | None, CalendarName | None]:
    """Text without the name of a month, the month's number and the calendar it belongs to."""
    name = " ".join(re.findall(r"[^\W\d]+", text))
    if not name:
        return text, None, None
    numbers = " ".join(re.findall(r"\d+", text))
    if name in months.HALF_NAMES:
        raise AmbiguousDate("WHICH_MONTH", raw)
    if name in months.HIJRI:
        return numbers, months.HIJRI[name], "hijri"
    if name in months.GREGORIAN:
        return numbers, months.GREGORIAN[name], "gregorian"
    raise ImpossibleDate(raw)


def _take_year(numbers: list[str], raw: str) -> tuple[int, list[int]]:
    years = [number for number in numbers if len(number) == 4]
    others = [number for number in numbers if len(number) <= 2]
    in_the_middle = len(numbers) == 3 and numbers[1] in years
    if len(years) == 1 and len(others) == len(numbers) - 1 and not in_the_middle:
        return int(years[0]), [int(number) for number in others]
    if all(len(number) <= 2 for number in numbers):
        raise AmbiguousDate("WHICH_YEAR", raw)
    raise ImpossibleDate(raw)


def _month_and_day(rest: list[int], *, year_first: bool, raw: str) -> tuple[int | None, int | None]:
    if not rest:
        return None, None
    if len(rest) == 1:
        return rest[0], None
    if year_first:
        return rest[0], rest[1]
    day, month = rest
    if day <= 12 and month <= 12 and day != month:
        raise AmbiguousDate("WHICH_ORDER", raw)
    return (day, month) if month > 12 >= day else (month, day)


def _calendar(year: int, marked: CalendarName | None, named: CalendarName | None, raw: str) -> CalendarName:
    """The calendar that mark, month and year agree on; a bare year is read by its size only where it fits one alone."""
    fits: CalendarName | None = "gregorian" if year in GREGORIAN_YEARS else "hijri" if year in HIJRI_YEARS else None
    if fits is None:
        raise ImpossibleDate(raw)
    said = {said for said in (marked, named) if said}
    if said != {fits} and (said or fits == "hijri"):
        raise AmbiguousDate("WHICH_CALENDAR", raw)
    return fits


def _gregorian_days(given: _Given, raw: str) -> tuple[date, date]:
    try:
        first = date(given.year, 1 if given.month is None else given.month, 1 if given.day is None else given.day)
    except ValueError:
        raise ImpossibleDate(raw) from None
    if given.day is not None:
        return first, first
    last_month = given.month or 12
    return first, date(given.year, last_month, calendar.monthrange(given.year, last_month)[1])


def _hijri_days(given: _Given, raw: str) -> tuple[date, date]:
    first_month, last_month = given.month or 1, given.month or 12
    if given.month == 0 or last_month > 12 or given.day == 0:
        raise ImpossibleDate(raw)
    start, end = _hijri_month(given.year, first_month), _hijri_month(given.year, last_month)
    earliest = start[0]
    latest = end[1]
    if given.day is not None:
        earliest = latest = start[0] + timedelta(days=given.day - 1)
        if earliest > start[1]:
            raise ImpossibleDate(raw)
    if given.year in TABULATED:
        return earliest, latest
    return earliest - ESTIMATE_DAYS, latest + ESTIMATE_DAYS


def _hijri_month(year: int, month: int) -> tuple[date, date]:
    """First and last day of a Hijri month; before the table by the arithmetic calendar with months of 30 days.

    The arithmetic calendar cannot say which month had 29 days, so that a day 30 is never called impossible there.
    """
    if year in TABULATED:
        first = Hijri(year, month, 1)
        start = date(*first.to_gregorian().datetuple())
        return start, start + timedelta(days=first.month_length() - 1)
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    start = date.fromordinal(_HIJRI_EPOCH + days)
    return start, start + timedelta(days=29)


_HIJRI_EPOCH: Final = 227015  # ordinal of 1 Muharram 1 AH, 19 July 622 in the Gregorian calendar carried back


def is_child(born: PartialDate, on: date, *, child_age: int = CHILD_AGE) -> Literal["adult", "child", "doubtful"]:
    """Whether a person born then is a child on this day. Any doubt is `doubtful`, and is treated as a child.

    A Hijri birth may lie a day beside the table. A birth on 1 January may mean that only the year was known.

    Args:
        born: birth as given.
        on: the day asked about, as a rule the day of the act or of the deed recorded.
        child_age: the charter's age in years; below eighteen it counts as eighteen.

    Source:
        Convention on the Rights of the Child, article 1; General Comment 10 on doubt; safeguard G6.
    """
    age = max(child_age, CHILD_AGE)
    margin = SIGHTING_DAYS if born.calendar == "hijri" else timedelta(0)
    latest = born.latest
    # Agencies write 1 January for "year known only".
    if born.calendar == "gregorian" and (latest.month, latest.day) == (1, 1):  # rule: G6
        latest = date(latest.year, 12, 31)
    if _birthday(latest + margin, age) <= on:
        return "adult"
    if _birthday(born.earliest - margin, age) > on:
        return "child"
    return "doubtful"  # rule: G6 -> return "adult"


def _birthday(born: date, age: int) -> date:
    """The day on which a person becomes so old; who was born on 29 February waits for 1 March."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def both_calendars(day: date, lang: str, digits: Digits) -> str:
    """A day in both calendars, for display: "3 May 1999 (18 Muharram 1420 AH)".

    Args:
        day: any day; outside the table of Umm al-Qura the Hijri half is left out.
        lang: `ar` and its regions give Arabic, everything else English.
        digits: "arab" for ٠١٢٣, "latn" for 0123.
    """
    arabic = lang.startswith("ar")
    month = (months.GREGORIAN_AR if arabic else months.GREGORIAN_EN)[day.month - 1]
    told = f"{day.day} {month} {day.year}" + ("م" if arabic else "")
    try:
        hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    except OverflowError:
        hijri = None
    if hijri is not None:
        month = (months.HIJRI_AR if arabic else months.HIJRI_EN)[hijri.month - 1]
        written = f"{hijri.day} {month} {hijri.year}"
        told += f" ({written}هـ)" if arabic else f" ({written} AH)"
    return told.translate(ARABIC_DIGITS) if digits == "arab" else told
