"""Detention events as a file gives them: one JSON object a line, checked field by field; contracts 7."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from tansiq.kernel import replays
from tansiq.kernel.replays import Happened, Id, Kinds, Line, Moment, UnreadableError, end_of, start_of

__all__ = ["ADAPTER", "Line", "UnreadableError", "end_of", "in_order", "read", "read_file", "start_of"]


class Event(replays.Event):
    """One thing that happened to people who are held: clocks run from its moment."""

    at: Happened


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
    informed_at: Happened | None = None


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
ADAPTER: Final[TypeAdapter[replays.Event]] = TypeAdapter(AnyEvent)


# Of what happened at the same moment the list of places is known first and a release last.
_ORDER = (
    "place_listed", "arrest", "recaptured", "age_doubted", "age_ruled", "arrived", "registered", "medical_check",
    "family_told", "counsel", "presented", "detention_order", "statement", "derived", "taint_alleged", "taint_ruled",
    "transfer_authorised", "left", "release_ordered", "obstacle", "enquiry", "escaped", "released", "died",
)  # fmt: skip
KINDS: Final = Kinds(ADAPTER, _ORDER)
read, read_file = KINDS.read, KINDS.read_file
_RANK: Final = {kind: place for place, kind in enumerate(_ORDER)}


def in_order(lines: Iterable[Line]) -> list[Line]:
    """Lines oldest first; of what happened at one moment in the order in which it can have happened."""
    return sorted(lines, key=lambda line: (line.at, _RANK[line.event.kind]))
