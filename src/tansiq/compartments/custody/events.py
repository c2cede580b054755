"""Detention events as a file gives them: one JSON object a line, checked field by field; contracts 7.

What cannot be read is told with its line. An event that stands twice counts once; the order of the lines means nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_validator,
)

Id = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)]
_DAY_LENGTH: Final = 10


class UnreadableError(Exception):
    """A file of events that cannot be read: where, and why."""

    def __init__(self, file: str, line: int, why: str) -> None:
        super().__init__(f"{file}, line {line}: {why}")
        self.file, self.line, self.why = file, line, why

    def as_object(self) -> dict[str, Any]:
        """What a program is told."""
        return {"file": self.file, "line": self.line, "why": self.why}


def _moment(value: object) -> object:
    """A day stays a day until the charter's place is known; a time needs its offset."""
    if not isinstance(value, str):
        raise ValueError("a date or a time with its offset, as text")
    return date.fromisoformat(value) if len(value) == _DAY_LENGTH else datetime.fromisoformat(value)


Moment = Annotated[AwareDatetime | date, BeforeValidator(_moment)]


class Event(BaseModel):
    """One thing that happened, or was planned, at a moment. A bare date means that day in the charter's place."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    at: Moment


class PlaceListed(Event):
    """A place is, until a day, on the official list of places of detention."""

    kind: Literal["place_listed"]
    place: Id
    type: Literal["prison", "station", "home", "other"]
    until: Moment | None = None


class Arrest(Event):
    """A person is arrested and first held at a place; by an order, or caught in the act."""

    kind: Literal["arrest"]
    person: Id
    place: Id
    unit: str = ""
    officers: list[str] | str | int = Field(default_factory=list)
    order: str | None = None
    flagrante: bool | str | None = None
    age: Literal["adult", "child", "doubtful"] = "adult"
    born_on: Moment | None = None


class OfPerson(Event):
    person: Id


class Registered(OfPerson):
    kind: Literal["registered"]


class MedicalCheck(OfPerson):
    kind: Literal["medical_check"]


class FamilyTold(OfPerson):
    kind: Literal["family_told"]


class Counsel(OfPerson):
    kind: Literal["counsel"]
    result: Literal["offered", "attended", "refused"]


class Presented(OfPerson):
    kind: Literal["presented"]
    to: Literal["prosecution", "judge"]


class DetentionOrder(OfPerson):
    kind: Literal["detention_order"]
    by: Literal["prosecution", "judge"]
    number: str
    until: Moment


class Statement(OfPerson):
    """What a person said, with the conditions under which it was taken."""

    kind: Literal["statement"]
    statement: Id
    place: Id
    ended_at: Moment | None = None
    counsel: bool
    recorded: bool
    guardian: bool = False
    longest_stretch_minutes: Annotated[int, Field(ge=0)] = 0


class Origin(BaseModel):
    """Where else a record comes from, and what its author had read before by the log."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    recorded_at: Moment
    by: str
    # None: there is no log that shows anything; an empty list is a log that shows nothing read.
    had_read: list[Id] | None = None


class Derived(Event):
    """A record rests on statements or on other records."""

    kind: Literal["derived"]
    record: Id
    from_: list[Id] = Field(alias="from", min_length=1)
    independent_origin: Origin | None = None


class TaintAlleged(Event):
    kind: Literal["taint_alleged"]
    statement: Id
    indicator: str


class TaintRuled(Event):
    kind: Literal["taint_ruled"]
    statement: Id
    result: Literal["admissible", "inadmissible"]
    record: str


class TransferAuthorised(OfPerson):
    """A transfer is planned: a plan can be refused."""

    kind: Literal["transfer_authorised"]
    to: Id
    risk_review: bool | str | None = None
    legal_signoff: bool | str | None = None
    informed_at: Moment | None = None


class Left(OfPerson):
    kind: Literal["left"]
    place: Id
    to: Id | None = None
    expected_at: Moment | None = None


class Arrived(OfPerson):
    kind: Literal["arrived"]
    place: Id
    to: Id | None = None
    expected_at: Moment | None = None


class ReleaseOrdered(OfPerson):
    kind: Literal["release_ordered"]
    by: str
    number: str | None = None
    spoken: bool = False


class Obstacle(OfPerson):
    """Somebody says what keeps a person after a release order."""

    kind: Literal["obstacle"]
    code: str
    number: str | None = None


class Released(OfPerson):
    kind: Literal["released"]


class Died(OfPerson):
    kind: Literal["died"]


class Escaped(OfPerson):
    kind: Literal["escaped"]


class Recaptured(OfPerson):
    kind: Literal["recaptured"]
    place: Id | None = None


class AgeDoubted(OfPerson):
    kind: Literal["age_doubted"]
    by: str


class AgeRuled(OfPerson):
    kind: Literal["age_ruled"]
    age: Literal["adult", "child"]
    record: str


class Enquiry(Event):
    """A family asks after somebody, at a desk, by voice or otherwise."""

    kind: Literal["enquiry"]
    enquiry: Id
    about: Any
    by: str
    kin_shown: bool = False

    @model_validator(mode="after")
    def _about_somebody(self) -> Enquiry:
        if not isinstance(self.about, str | dict) or not self.about:
            raise ValueError("about: a name, an id or a kit")
        return self


AnyEvent = Annotated[
    PlaceListed | Arrest | Registered | MedicalCheck | FamilyTold | Counsel | Presented | DetentionOrder | Statement
    | Derived | TaintAlleged | TaintRuled | TransferAuthorised | Left | Arrived | ReleaseOrdered | Obstacle | Released
    | Died | Escaped | Recaptured | AgeDoubted | AgeRuled | Enquiry,
    Field(discriminator="kind"),
]  # fmt: skip
ADAPTER: Final[TypeAdapter[Event]] = TypeAdapter(AnyEvent)


@dataclass(frozen=True)
class Line:
    """An event with the line on which it first stands; moments are aware."""

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


def read_file(path: Path, tz: ZoneInfo) -> list[Line]:
    """The events of a file, oldest first.

    Raises:
        UnreadableError: no JSON object, an unknown kind or key, a missing field, a value that is none; with its line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        line = fault.object[: fault.start].count(b"\n") + 1
        raise UnreadableError(str(path), line, "it is not UTF-8") from fault
    return read(text.splitlines(), tz, file=str(path))


def read(lines: Iterable[str], tz: ZoneInfo, *, file: str = "events") -> list[Line]:
    """The events of lines of JSON, oldest first; an event that stands twice counts once."""
    found: dict[str, Line] = {}
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        event = _event(text, file, number)
        found.setdefault(event.model_dump_json(by_alias=True), Line(number, event, start_of(event.at, tz)))
    return [found[key] for key in sorted(found, key=lambda key: (found[key].at, _RANK[found[key].event.kind], key))]


# Of what happened at the same moment the list of places is known first and a release last.
_ORDER = (
    "place_listed", "arrest", "recaptured", "age_doubted", "age_ruled", "arrived", "registered", "medical_check",
    "family_told", "counsel", "presented", "detention_order", "statement", "derived", "taint_alleged", "taint_ruled",
    "transfer_authorised", "left", "release_ordered", "obstacle", "enquiry", "escaped", "released", "died",
)  # fmt: skip
_RANK: Final = {kind: place for place, kind in enumerate(_ORDER)}


def _event(text: str, file: str, number: int) -> Event:
    try:
        raw = json.loads(text, object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError) as fault:
        raise UnreadableError(file, number, f"no JSON object: {fault}") from fault
    if not isinstance(raw, dict):
        raise UnreadableError(file, number, "no JSON object")
    try:
        return ADAPTER.validate_python(raw)
    except ValidationError as fault:
        raise UnreadableError(file, number, _why(raw, fault)) from fault


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
    field = ".".join(str(part) for part in first["loc"][1:3] if str(part) not in ("datetime", "date"))
    if first["type"] == "extra_forbidden":
        return f"{raw['kind']} has no key {field!r}"
    return f"{field or raw['kind']}: {first['msg'].removeprefix('Value error, ')}"
