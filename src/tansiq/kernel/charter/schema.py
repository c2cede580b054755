"""The shape of a row: what a pack may say, and nothing besides."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=60)]
Unit = Literal["minute", "hour", "day", "working_day", "month", "year"]
FIXED_UNITS = ("minute", "hour", "day")
Text = Annotated[str, StringConstraints(min_length=1)]
Role = Literal[
    "access_officer", "asker", "case_prosecution", "child_protection", "cooperation", "court", "custody", "gate",
    "inspector", "judge_delegate", "legal_adviser", "liaison", "owner", "police", "prison", "prosecution",
    "protection_desk", "protection_head", "recipient", "redress_desk", "validator", "victims_office", "watch_officer",
]  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Confidence(StrEnum):
    """How sure it is that the row says what the law says; `policy` is our own rule."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    POLICY = "policy"


class Frozen(BaseModel):
    """Nothing is added, nothing is changed after it was read."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Row(Frozen):
    """One dated entry: a code with its words in Arabic and English, and the instrument that it rests on.

    `valid_from` and `valid_to` are both days in force; no `valid_to` means until further notice.
    """

    code: Code
    name_ar: Text
    name_en: Text
    instrument: Code
    confidence: Confidence
    valid_from: date
    valid_to: date | None = None
    note_ar: str = ""
    note_en: str = ""

    @model_validator(mode="after")
    def _dates_in_order(self) -> Row:
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to: lies before valid_from")
        return self

    def is_valid(self, on: date) -> bool:
        """Whether the row is in force on this day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def name(self, lang: str) -> str:
        """The words to show: Arabic for `ar` and its regions, English for every other language."""
        return self.name_ar if lang.startswith("ar") else self.name_en


class Instrument(Row):
    """A law, decree, charter or order. Its own `instrument` is itself; `number` is empty where none was found."""

    number: str = ""

    @model_validator(mode="before")
    @classmethod
    def _rests_on_itself(cls, row: Any) -> Any:
        return row | {"instrument": row.get("code")} if isinstance(row, dict) else row


class LegalBasis(Row):
    """An article that lets an agency ask, keep or pass on."""

    article: Text


class Purpose(Row):
    """Why somebody asks about a person."""

    tells_owner: bool = Field(description="the owner of a match learns that somebody asked")
    budget_per_hour: int = Field(ge=1, description="asks of one member in one hour under this purpose")
    raised_per_hour: int = Field(ge=1, description="the same while the watch officer has raised it for the shift")
    urgent: bool = Field(description="hits go to the watch officer at once")

    @model_validator(mode="after")
    def _raised_within_reason(self) -> Purpose:
        if not self.budget_per_hour <= self.raised_per_hour <= 4 * self.budget_per_hour:
            raise ValueError("raised_per_hour: lies between the budget and four times the budget")
        return self


class Clock(Row):
    """How long something may take, from which event, and who is told when it does not happen."""

    country: Code
    starts_at: Code
    limit: int = Field(ge=1)
    unit: Unit
    who_acts: Text
    basis: Text
    ours: bool = Field(description="the basis is our own rule, no law")
    told: tuple[Role, ...]
    escalates_to: tuple[Role, ...] = ()
    escalates_after: int | None = Field(
        default=None, description="units from the start until those above are told; else late by half its length"
    )

    @model_validator(mode="before")
    @classmethod
    def _from_when(cls, row: Any) -> Any:
        """In a cell `48 inspector` the number says from when those above are told."""
        cell = row.get("escalates_to") if isinstance(row, dict) else None
        words = cell.split() if isinstance(cell, str) else []
        if not words or not words[0].isdigit():
            return row
        return row | {"escalates_to": words[1:], "escalates_after": int(words[0])}

    @field_validator("told", "escalates_to", mode="before")
    @classmethod
    def _words(cls, cell: Any) -> Any:
        return tuple(cell.split()) if isinstance(cell, str) else cell

    @model_validator(mode="after")
    def _ours_is_policy(self) -> Clock:
        if self.ours != (self.confidence is Confidence.POLICY):
            raise ValueError("ours: must be true exactly where confidence is policy")
        if self.alarms and not self.told:
            raise ValueError("told: an alarm needs somebody who is told")
        if self.escalates_after is not None and (self.unit not in FIXED_UNITS or self.escalates_after < self.limit):
            raise ValueError("escalates_after: minutes, hours or days, and not before it is due")
        return self

    @property
    def alarms(self) -> bool:
        """Whether running late raises an alarm.

        Law alarms only when its wording was read (`high`); our own rule alarms as "our rule" (`ours`); law that nobody
        has confirmed is shown with its true state and tells nobody.

        Source:
            Rule W-5.
        """
        return self.confidence in (Confidence.HIGH, Confidence.POLICY)  # rule: W-5 -> return True


class Retention(Row):
    """How long something is kept once it has ended, and then erased without anybody's doing.

    It only ever runs in the person's favour, so that even our own rule and unconfirmed law may end a record; a pack
    may end it sooner than the floor, never later.
    """

    country: Code
    starts_at: Code
    limit: int = Field(ge=0, description="0: the moment it has ended")
    unit: Literal["day", "month", "year"]
    basis: Text
    ours: bool = Field(description="the basis is our own rule, no law")

    @model_validator(mode="after")
    def _ours_is_policy(self) -> Retention:
        if self.ours != (self.confidence is Confidence.POLICY):
            raise ValueError("ours: must be true exactly where confidence is policy")
        return self


class Holiday(Row):
    """A fixed day of the civil year on which the joint office counts no working day."""

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)

    @model_validator(mode="after")
    def _is_a_day(self) -> Holiday:
        date(2000, self.month, self.day)
        return self

    def falls_on(self, year: int) -> date | None:
        """The day in this year, or None where the year lacks it or the row is not in force."""
        if (self.month, self.day) == (2, 29) and (year % 4 or (year % 100 == 0 and year % 400)):
            return None
        day = date(year, self.month, self.day)
        return day if self.is_valid(day) else None


class OperationalArea(Row):
    """Districts that local practice treats as one area."""

    districts: tuple[Code, ...] = Field(min_length=1)


class Jurisdiction(Frozen):
    """charter.yaml: the place, its languages, its working week and the figures that hold everywhere in it."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z]{3}$")]
    name_ar: Text
    name_en: Text
    valid_from: date
    time_zone: str
    languages: tuple[Literal["ar", "en"], ...] = Field(min_length=1)
    working_days: frozenset[int] = Field(min_length=1, description="0 is Monday, as in `date.weekday()`")
    digits: Literal["arab", "latn"]
    calendars: tuple[Literal["gregorian", "hijri"], ...] = Field(min_length=1)
    emergency_phone: str
    duty_phone: str
    child_age: int = Field(description="a person below this age, in years, is a child")
    usual_reads_per_hour: int = Field(ge=1, description="different people in one hour; reads of more are looked at")
    plan_random_calls_percent: int = Field(le=100, description="of planned operations, called about by chance (JOC-09)")
    plan_redraws: int = Field(ge=2, description="a planned operation drawn anew so often raises an alarm (JOC-09)")
    read_sample_percent: int = Field(le=100, description="of each week's reads, looked at by the inspector")

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as fault:
            raise ValueError(f"no time zone {name!r}") from fault
        return name

    @field_validator("working_days", mode="before")
    @classmethod
    def _weekdays(cls, names: Any) -> Any:
        unknown = [name for name in names if name not in WEEKDAYS]
        if unknown:
            raise ValueError(f"no weekday {unknown[0]!r}; write {', '.join(WEEKDAYS)}")
        return frozenset(WEEKDAYS.index(name) for name in names)

    @field_validator("emergency_phone", "duty_phone")
    @classmethod
    def _phone(cls, number: str) -> str:
        if not re.fullmatch(r"\+[0-9 ]{7,20}", number):
            raise ValueError("write + and the country code, then digits and spaces")
        return number

    @property
    def tz(self) -> ZoneInfo:
        """The time zone of the place."""
        return ZoneInfo(self.time_zone)
