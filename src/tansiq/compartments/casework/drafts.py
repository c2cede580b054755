"""What people fill in, before it is a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ExhibitDraft:
    """A piece as it was found.

    Attributes:
        mark: its number on the spot.
        place: where it lies now: the spot, a car, a room, a magazine.
        is_live: it may still go off, or nobody has said that it may not.
        collector: who collected it, where it was military.
    """

    mark: str
    category: str
    description: str
    found_at: datetime
    found_where: str
    finder: str
    place: str
    witnesses: tuple[str, ...] = ()
    is_live: bool = False
    collector: str = ""
