"""How whoever reads wants numbers, days and moments written; chosen once for a request.

Outside a request, as on the command line, they are written in Western digits. Numbers of papers and records stay as
they were given: they never pass here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language

from tansiq.kernel.charter import months
from tansiq.kernel.charter.dates import ARABIC_DIGITS, Digits, both_calendars

_digits: ContextVar[Digits] = ContextVar("digits", default="latn")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?")


@contextmanager
def in_digits(system: str) -> Iterator[None]:
    """Write numbers in this numbering system, "arab" or "latn", while it lasts."""
    token = _digits.set("arab" if system == "arab" else "latn")
    try:
        yield
    finally:
        _digits.reset(token)


def digits() -> Digits:
    """The numbering system of the reader."""
    return _digits.get()


def number(value: object) -> str:
    """A number, or words with numbers in them, in the digits of the reader."""
    return str(value).translate(ARABIC_DIGITS) if digits() == "arab" else str(value)


def beside(*parts: str) -> str:
    """Parts of a line, those that are empty left out: beside Arabic-Indic digits a middle dot is read as a zero."""
    return ("، " if digits() == "arab" else " · ").join(filter(None, parts))


def day(value: date) -> str:
    """A day in both calendars."""
    return both_calendars(value, get_language() or "ar", digits())


def moment(value: datetime) -> str:
    """The hour in the charter's own place, and the day in both calendars."""
    here = timezone.localtime(value) if timezone.is_aware(value) else value
    return beside(number(here.strftime("%H:%M")), day(here.date()))


def month(text: str) -> str:
    """A month that was kept as one, 2026-11, with its name; any other text as it is."""
    if not _MONTH.fullmatch(text):
        return text
    names = months.GREGORIAN_AR if (get_language() or "ar").startswith("ar") else months.GREGORIAN_EN
    return f"{names[int(text[5:]) - 1]} {number(text[:4])}"


def kept(text: str) -> str:
    """A text of a record: a day or a moment that was kept as one is written for the reader, any other as it is."""
    try:
        if _DAY.fullmatch(text):
            return day(date.fromisoformat(text))
        if _MOMENT.fullmatch(text):
            return moment(datetime.fromisoformat(text))
    except ValueError:
        return text
    return text
