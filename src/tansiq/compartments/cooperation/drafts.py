"""What is typed before it is kept."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
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
    is_place_listed: bool
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
        chosen = ("counsel", "is_place_listed", "longest_stretch_minutes")
        return {name: value for name, value in asdict(self).items() if name not in chosen}
