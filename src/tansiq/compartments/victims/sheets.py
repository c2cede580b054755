"""What every paper of the room says of itself: for which day it speaks, in which language, by whose law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tansiq.kernel import reading
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.documents import printed


@dataclass(frozen=True)
class Sheet:
    """What every paper of a file says of itself.

    Attributes:
        language: "ar" or "en", whatever the desk reads.
        on: the day that it tells of; that day's law answers.
        issuer, court: names of agencies; the court empty where no court has the file.
    """

    language: str
    on: date
    now: datetime
    issuer: str
    court: str = ""


def day(moment: date, language: str) -> str:
    """A day in both calendars; a time with its hour in the place of the charter."""
    with printed(language):
        return reading.moment(moment) if isinstance(moment, datetime) else reading.day(moment)


def law_name(language: str) -> str:
    """The place whose law answers."""
    pack = charter.current().jurisdiction
    return pack.name_ar if language == "ar" else pack.name_en
