"""Files of events that are replayed: one JSON object a line, checked field by field; contracts 6 and 7.

What cannot be read is told with its line. An event that stands twice counts once; the order of the lines means nothing.
A room brings the kinds of its events and their order within one moment; this module knows none. Pure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

Id = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)]
# What happened runs clocks, and a clock has to end before the calendar does; an end, as of a listing, may stand there.
EARLIEST_YEAR, LATEST_YEAR = 1900, 9000
# As far east as the place of any charter in the packs: a moment that has no day there has no day.
_EAST = timezone(timedelta(hours=3))
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NEITHER = "neither a day, such as 2026-11-24, nor a time with its offset, such as 2026-11-24T03:12+03:00"


class UnreadableError(Exception):
    """A file of events that cannot be read: where, and why."""

    def __init__(self, file: str, line: int, why: str) -> None:
        super().__init__(f"{file}, line {line}: {why}")
        self.file, self.line, self.why = file, line, why

    def as_object(self) -> dict[str, Any]:
        """What a program is told."""
        return {"file": self.file, "line": self.line, "why": self.why}


def moment(text: object) -> date:
    """A day, which stays a day until the charter's place is known, or a time, which needs its offset from UTC.

    Raises:
        ValueError: neither of them, or a year before 1900, such as one of the other calendar.
    """
    if not isinstance(text, str):
        raise ValueError("a date or a time with its offset, as text")
    try:
        found = date.fromisoformat(text) if _DAY.fullmatch(text) else datetime.fromisoformat(text)
    except ValueError as fault:
        raise ValueError(f"{_NEITHER} ({fault})") from fault
    if found.year < EARLIEST_YEAR:
        raise ValueError(f"a year before {EARLIEST_YEAR}: dates are Gregorian")
    if isinstance(found, datetime):
        if found.tzinfo is None:
            raise ValueError(_NEITHER)
        require_days(found)
    return found


def require_days(found: datetime) -> None:
    """Refuse an aware time at the very end of the calendar.

    Raises:
        ValueError: it has no day in UTC, or none in the place of a charter.
    """
    try:
        found.astimezone(UTC)
        found.astimezone(_EAST)
    except OverflowError as fault:
        raise ValueError("out of range") from fault


def _has_time_after_it(found: date) -> date:
    if found.year > LATEST_YEAR:
        raise ValueError("out of range")
    return found


Moment = Annotated[AwareDatetime | date, BeforeValidator(moment)]
# When something happened, or was said: clocks run from it.
Happened = Annotated[Moment, AfterValidator(_has_time_after_it)]


class Event(BaseModel):
    """One thing that happened, or was planned, at a moment. A bare date means that day in the charter's place."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    at: Moment


@dataclass(frozen=True)
class Line:
    """An event with the line on which it first stands; `at` is aware."""

    number: int
    event: Any
    at: datetime


def start_of(moment: date, tz: ZoneInfo) -> datetime:
    """An aware moment: a time itself, a bare date its first instant in the place."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC)
    return datetime.combine(moment, time.min, tzinfo=tz).astimezone(UTC)


def end_of(moment: date, tz: ZoneInfo) -> datetime:
    """An aware moment: a time itself, a bare date its last instant in the place."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC)
    return datetime.combine(moment, time.max, tzinfo=tz).astimezone(UTC)


def line_of(event: Event, tz: ZoneInfo, *, number: int = 0) -> Line:
    """An event that comes from somewhere else than a file; the number is what a refusal will name."""
    return Line(number, event, start_of(event.at, tz))


def text_of(path: Path) -> str:
    """The text of a file; raises UnreadableError where it is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = fault.object[: fault.start].count(b"\n") + 1
        raise UnreadableError(str(path), line, "it is not UTF-8") from fault


@dataclass(frozen=True)
class Kinds:
    """The events that a room knows, and which comes first of those at one moment."""

    adapter: TypeAdapter[Event]
    order: Sequence[str]

    def read_file(self, path: Path, tz: ZoneInfo) -> list[Line]:
        """The events of a file, oldest first.

        Raises:
            UnreadableError: no JSON object, an unknown kind or key, a missing field, a value that is none.
        """
        # A line ends with LF alone: the other signs that end a line may stand inside a JSON text.
        return self.read(text_of(path).split("\n"), tz, file=str(path))

    def read(self, lines: Iterable[str], tz: ZoneInfo, *, file: str = "events") -> list[Line]:
        """The events of lines of JSON, oldest first; an event that stands twice counts once."""
        found: dict[str, Line] = {}
        for number, text in enumerate(lines, 1):
            if text.strip():
                event = self._event(text, file, number)
                found.setdefault(key_of(event), line_of(event, tz, number=number))
        rank = {kind: place for place, kind in enumerate(self.order)}
        return [found[key] for key in sorted(found, key=lambda key: (found[key].at, rank[found[key].event.kind], key))]

    def _event(self, text: str, file: str, number: int) -> Event:
        try:
            raw = json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_no_number)
        except (ValueError, RecursionError) as fault:
            raise UnreadableError(file, number, f"no JSON object: {fault}") from fault
        if not isinstance(raw, dict):
            raise UnreadableError(file, number, "no JSON object")
        if "\\ud" in text.lower() and _has_half_characters(raw):
            raise UnreadableError(file, number, "half of a character")
        try:
            return self.adapter.validate_python(raw)
        except ValidationError as fault:
            raise UnreadableError(file, number, _why(raw, fault)) from fault


def key_of(event: Event) -> str:
    """What makes two events the same: all that they say; one moment in two zones is one moment."""
    told = event.model_dump(mode="json", by_alias=True)
    told["at"] = event.at.astimezone(UTC).isoformat() if isinstance(event.at, datetime) else event.at.isoformat()
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _has_half_characters(raw: dict[str, Any]) -> bool:
    """Whether a text holds one half of a pair that JSON writes as two escapes; no file and no screen can hold it."""
    try:
        json.dumps(raw, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no JSON")


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _why(raw: dict[str, Any], fault: ValidationError) -> str:
    first = fault.errors(include_url=False)[0]
    if first["type"].startswith("union_tag"):
        return f"unknown kind {raw.get('kind')!r}" if "kind" in raw else "kind is missing"
    # The place begins with the kind; of a value that may be of two types it ends with the type.
    field = ".".join(str(part) for part in first["loc"][1:] if str(part) not in ("datetime", "date"))
    if first["type"] == "extra_forbidden":
        return f"{raw['kind']} has no key {field!r}"
    return f"{field or raw['kind']}: {first['msg'].removeprefix('Value error, ')}"
