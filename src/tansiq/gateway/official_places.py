"""The published list of official places: those of the register of detentions, and seats of courts and prosecutions.

Every member reads it. Rooms that write down where somebody was heard choose from it, and compare what they kept with
it; the room that keeps the register says how it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from tansiq.kernel.access import queries as access
from tansiq.kernel.access.rules import Standing, is_judicial

SEAT = "agency:"
BETWEEN = "، "


@dataclass(frozen=True)
class OfficialPlace:
    """A line of the list.

    Attributes:
        since: from when it is on it, None where it always was.
        until: from when it is off it again.
    """

    code: str
    name_ar: str
    name_en: str
    since: datetime | None = None
    until: datetime | None = None

    def is_listed(self, at: datetime) -> bool:
        """Whether it was on the list at that moment."""
        return (self.since is None or self.since <= at) and (self.until is None or at < self.until)


Read = Callable[[], Iterable[OfficialPlace]]
_LISTS: list[Read] = []


def register(read: Read) -> None:
    """Say how a room reads the places that it lists; called once, when the app is ready."""
    _LISTS.append(read)


def places() -> list[OfficialPlace]:
    """Every place that is or was on the list, in its order; then the seats of accredited courts and prosecutions."""
    seats = [
        OfficialPlace(SEAT + row.code, row.name_ar, row.name_en)
        for row in access.agencies()
        if is_judicial(row.kind) and row.standing == Standing.ACCREDITED
    ]
    return [*(place for read in _LISTS for place in read()), *seats]


def settle(code: str, words: str, at: datetime) -> tuple[str, bool]:
    """Where it was, in words that are kept, and whether that stood on the list at that moment (E16).

    What somebody writes himself is on no list, however it reads. Nothing is refused here: what took place is a fact.

    Args:
        code: as chosen from the list; any other counts as none.
        words: the room, or a place that is on no list.
    """
    place = next((one for one in places() if code and one.code == code), None)
    if place is None:  # rule: E16
        return words.strip(), False
    return BETWEEN.join(filter(None, (place.name_ar, words.strip()))), place.is_listed(at)


def room_of(code: str, kept: str) -> str:
    """What was written beside the name of a chosen place."""
    name = next((one.name_ar for one in places() if code and one.code == code), "")
    return kept.removeprefix(name).removeprefix(BETWEEN) if name else kept
