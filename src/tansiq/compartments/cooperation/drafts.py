"""What is typed before it is kept."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class TermsDraft:
    """What may be offered, what is forbidden, and what the person is told at the start."""

    offered: str
    forbidden: str
    benefits: tuple[str, ...]
    withdrawal: str
    promise: str


@dataclass(frozen=True)
class HeldDraft:
    """A session as it took place."""

    counsel: str
    place: str
    place_code: str
    began_at: datetime
    ended_at: datetime
    present: str
    health: str
    breaks: str
    longest_stretch_minutes: int
    recording: str
    topics: str
    words: str

    def typed(self) -> dict[str, Any]:
        """What must be said; the rest is chosen."""
        chosen = ("counsel", "place_code", "longest_stretch_minutes")
        return {name: value for name, value in asdict(self).items() if name not in chosen}


@dataclass(frozen=True)
class ClaimDraft:
    """One fact as it was told, graded before anybody checks it; with the threat to a life that it shows, if any."""

    fact: str
    grade_source: str
    grade_information: str
    about: str = ""
    is_interested: bool = False
    interest: str = ""
    threat: str = ""
    threatened: str = ""
    function: str = "OTHER"


@dataclass(frozen=True)
class PromiseDraft:
    """What somebody offered, hinted at or promised.

    Attributes:
        benefit: empty where it is none of the charter.
        due_on: by which day the prosecution does it; None where that is not said yet.
    """

    kind: str
    said_by: str
    said_at: datetime
    is_prosecution: bool
    words: str
    reported_by: str
    benefit: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class AppearanceDraft:
    """An appearance before the public, and what makes it free or not."""

    where: str
    planned_for: datetime
    has_consent: bool
    had_counsel: bool
    is_condition: bool
    family_risk: str = ""
    words: str = ""
