"""Events of the heirs' right as a file gives them: one JSON object a line, checked field by field; contracts 6.

Every field that the contract does not mark with a question mark is required; who read a paper out, and lists of
conditions, witnesses and indicators, may be left out where there are none.
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import inf
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, WithJsonSchema

from tansiq.compartments.victims.answer_schema import SHARE
from tansiq.kernel.replays import Event, Id, Kinds, Moment
from tansiq.kernel.said import says_something

Age = Literal["adult", "child", "doubtful"]
Capacity = Literal["capable", "minor", "lacks"]
DiyaWish = Literal["waived", "conditional", "kept"]
TrackName = Literal["qisas", "hadd", "tazir"]
_FRACTION: Final = re.compile(SHARE)


def has_number(text: str) -> bool:
    """Whether a court's paper bears a number: a dash or "none" in its place is none (Q-05)."""
    return says_something(text) and any(sign.isalnum() for sign in text)


def is_share(text: str) -> bool:
    """Whether it is a fraction as a certificate writes one."""
    return bool(_FRACTION.fullmatch(text)) and ("/" not in text or int(text.split("/")[1]) > 0)


def _fraction(text: str) -> str:
    if not is_share(text):
        raise ValueError("a share is a fraction as text, such as 1/8")
    return text


Share = Annotated[str, AfterValidator(_fraction), WithJsonSchema({"type": "string", "pattern": SHARE})]


def _sum(amount: float | str) -> float | str:
    """An amount of money, or words for one: never less than nothing, and not left empty."""
    if not amount.strip() if isinstance(amount, str) else not 0 <= amount < inf:
        raise ValueError("an amount is a number from 0, or a text")
    return amount


Amount = Annotated[int | float | str, AfterValidator(_sum)]
# A court's paper that bears no number, or no name, says so by `null` or by nothing: it is recorded and waits.
Written = Annotated[str | None, AfterValidator(lambda text: text or "")]


def as_fraction(share: str) -> Fraction:
    """The exact number; only to see whether the shares of a certificate add up to one."""
    above, _, below = share.partition("/")
    return Fraction(int(above), int(below or 1))


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Victim(Event):
    kind: Literal["victim"]
    victim: Id
    died_on: Moment | None
    identified: bool


class Accused(Event):
    kind: Literal["accused"]
    accused: Id
    age_at_act: Age


class Characterised(Event):
    """Prosecution or judge says on which track a charge stands."""

    kind: Literal["characterised"]
    charge: Id
    victim: Id
    accused: Id
    track: TrackName
    by: Literal["prosecutor", "judge"]
    instrument: str


class HeirEntry(Part):
    """One heir in a court's certificate; the share is kept as written."""

    heir: Id
    share: Share
    capacity: Capacity
    born_on: Moment | None = None
    represented_by: str | None = None


class Certificate(Event):
    kind: Literal["certificate"]
    certificate: Id
    victim: Id
    court: str
    number: Written
    heirs: list[HeirEntry]
    supersedes: Id | None = None


class Request(Event):
    kind: Literal["request"]
    heir: Id
    victim: Id
    accused: Id


class Condition(Part):
    condition: Id
    text: str


class Waiver(Event):
    """A paper, or words, by which somebody waives; what happens to qisas and to diya is said separately."""

    kind: Literal["waiver"]
    waiver: Id
    heir: Id
    victims: list[Id] = Field(min_length=1)
    accused: list[Id] = Field(min_length=1)
    qisas: bool
    diya: DiyaWish
    conditions: list[Condition] = Field(default_factory=list)
    signed_by: str | None
    channel: Literal["session", "in_court", "paper", "phone", "tribal"]
    place: str | None
    offered_by: str | None
    paid: str | int | float | None
    private_session: bool
    literate: bool
    reader: str | bool | None = None
    witnesses: list[str] = Field(default_factory=list)


class OfWaiver(Event):
    waiver: Id


class Session(OfWaiver):
    kind: Literal["session"]


class SecondConfirmation(OfWaiver):
    kind: Literal["second_confirmation"]


class SentToCourt(OfWaiver):
    kind: Literal["sent_to_court"]


class WaiverWithdrawn(OfWaiver):
    kind: Literal["waiver_withdrawn"]


class Ruling(OfWaiver):
    """What a judge ruled on a waiver; without the number of its record it is pending."""

    record: Written
    judge: Written
    reason: str | None = None


class CourtValidated(Ruling):
    kind: Literal["court_validated"]


class CourtRejected(Ruling):
    kind: Literal["court_rejected"]


class HoldRuled(OfWaiver):
    kind: Literal["hold_ruled"]
    record: Written
    judge: Written


class PardonInCourt(OfWaiver):
    """A pardon spoken before the court: validated by its record, whatever steps the office missed."""

    kind: Literal["pardon_in_court"]
    heir: Id
    victim: Id
    accused: Id
    qisas: bool
    diya: DiyaWish
    record: Written
    judge: Written


class InquiryOpened(OfWaiver):
    kind: Literal["inquiry_opened"]
    raised_by: str
    direction: Literal["to_waive", "not_to_waive"]
    indicators: list[str] = Field(default_factory=list)


class InquiryClosed(OfWaiver):
    kind: Literal["inquiry_closed"]
    outcome: Literal["stands", "void"]
    raised_by: str | None = None
    direction: Literal["to_waive", "not_to_waive"] | None = None
    indicators: list[str] = Field(default_factory=list)


class ConditionMet(OfWaiver):
    kind: Literal["condition_met"]
    condition: Id


class ConditionBreached(OfWaiver):
    kind: Literal["condition_breached"]
    condition: Id


class HeirDied(Event):
    kind: Literal["heir_died"]
    heir: Id


class CapacityRuled(Event):
    kind: Literal["capacity_ruled"]
    heir: Id
    capacity: Capacity
    record: Written


class AgeRuled(Event):
    kind: Literal["age_ruled"]
    accused: Id
    age_at_act: Age
    record: Written


class Judgment(Event):
    kind: Literal["judgment"]
    charge: Id
    result: Literal["convicted", "acquitted", "discontinued"]
    final: bool
    diya_amount: Amount | None = None
    diya_instrument: str | None = None


class OffenderDied(Event):
    kind: Literal["offender_died"]
    accused: Id


class OffenderInherits(Event):
    """The right passes wholly or partly to the accused, or to his heir."""

    kind: Literal["offender_inherits"]
    accused: Id
    from_: Id = Field(alias="from")
    part: Literal["all", "some"]


class DiyaPaid(Event):
    kind: Literal["diya_paid"]
    heir: Id
    victim: Id
    accused: Id
    amount: Amount
    currency: str


class Settlement(Event):
    """A settlement, arbitration or truce between people. It touches no track."""

    kind: Literal["settlement"]
    parties: list[str]
    text: str
    ends_on: Moment | None = None


AnyEvent = Annotated[
    Victim | Accused | Characterised | Certificate | Request | Waiver | Session | SecondConfirmation | SentToCourt
    | WaiverWithdrawn | CourtValidated | CourtRejected | PardonInCourt | InquiryOpened | InquiryClosed | ConditionMet
    | ConditionBreached | HeirDied | CapacityRuled | AgeRuled | Judgment | HoldRuled | OffenderDied | OffenderInherits
    | DiyaPaid | Settlement,
    Field(discriminator="kind"),
]  # fmt: skip
ADAPTER: Final[TypeAdapter[Event]] = TypeAdapter(AnyEvent)
# Of what happened at the same moment the facts of the case come first and what ends it last.
_ORDER = (
    "victim", "accused", "characterised", "certificate", "capacity_ruled", "age_ruled", "request", "waiver", "session",
    "second_confirmation", "sent_to_court", "inquiry_opened", "inquiry_closed", "waiver_withdrawn", "pardon_in_court",
    "court_validated", "court_rejected", "hold_ruled", "condition_met", "condition_breached", "settlement", "diya_paid",
    "judgment", "heir_died", "offender_inherits", "offender_died",
)  # fmt: skip
KINDS: Final = Kinds(ADAPTER, _ORDER)
read, read_file = KINDS.read, KINDS.read_file
