"""What an officer gives, before it is kept: the same for a form, the API and the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from tansiq.people.drafts import KitDraft


@dataclass(frozen=True)
class Terms:
    """What every record carries: grades A to G and 1 to 6, handling, basis, purpose and district, as codes."""

    source_grade: str
    information_grade: str
    handling: str
    legal_basis: str
    purpose: str
    district: str
    conditions: str = ""


@dataclass(frozen=True)
class ReportDraft:
    """A report.

    Attributes:
        obtained: code of the charter; the order's number where that way needs one.
        source_ref: the agency's own reference of its source.
        origin_number: number of the disclosure or report that this came from.
        event_on: day of what is reported.
        received_at: when it was received, None for now.
        expires_on: an earlier end than the hard stop.
    """

    text: str
    terms: Terms
    obtained: str
    order_number: str = ""
    source_ref: str = ""
    origin_number: str = ""
    event_on: date | None = None
    received_at: datetime | None = None
    expires_on: date | None = None


@dataclass(frozen=True)
class SubjectDraft:
    """A person and the structured suspicion statement against him.

    Attributes:
        act, category: codes of the charter.
        act_words: what he is said to have done or to plan.
        report_ids: the reports on which it rests, one or more.
        alternative: what was considered instead of keeping a record.
        sensitive: code where the person is a journalist, lawyer, activist or candidate.
        legal_reviewer: who reviewed it then, by name.
    """

    kit: KitDraft
    terms: Terms
    category: str
    act: str
    act_words: str
    report_ids: tuple[UUID, ...]
    act_on: date | None = None
    place: str = ""
    alternative: str = ""
    sensitive: str = ""
    legal_reviewer: str = ""
    expires_on: date | None = None


class PublishedName(Protocol):
    """One name of an entry: its text, script, quality and kind, as the list says."""

    @property
    def text(self) -> str: ...
    @property
    def script(self) -> str: ...
    @property
    def quality(self) -> str: ...
    @property
    def kind(self) -> str: ...


class PublishedBirth(Protocol):
    """One birth of an entry: as written, and the years that it may mean."""

    @property
    def raw(self) -> str: ...
    @property
    def year_from(self) -> int | None: ...
    @property
    def year_to(self) -> int | None: ...


class PublishedDocument(Protocol):
    """One document of an entry."""

    @property
    def kind(self) -> str: ...
    @property
    def number(self) -> str: ...


class PublishedEntry(Protocol):
    """One entry of a published list, as a reader of lists hands it over."""

    @property
    def reference(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def instrument(self) -> str: ...
    @property
    def listed_on(self) -> date | None: ...
    @property
    def names(self) -> Sequence[PublishedName]: ...
    @property
    def births(self) -> Sequence[PublishedBirth]: ...
    @property
    def documents(self) -> Sequence[PublishedDocument]: ...
    @property
    def nationalities(self) -> Sequence[str]: ...
    @property
    def source(self) -> dict[str, Any]: ...
    @property
    def digest(self) -> str: ...
