"""How a line counts that takes a protection away and that one person of the office alone has written. Pure.

What is in somebody's favour holds from the first word; what is against somebody waits for a second person, or for the
court itself (Q-16, W-5). The line stays as it was written, and says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final, Protocol
from uuid import UUID

from tansiq.compartments.victims.events import has_number

INHERITS, CERTIFICATE, RULED = "offender_inherits", "certificate", "capacity_ruled"
CAPABLE, MINOR = "capable", "minor"
# From whom the accused inherits as long as one person alone says so: the replay knows nobody of this name. The right is
# not barred by it, and everything irreversible waits.
NOBODY_YET: Final = "?"


class Line(Protocol):
    """A line of the ledger, as far as it is read here."""

    @property
    def id(self) -> UUID: ...
    @property
    def number(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def event(self) -> dict[str, Any]: ...
    @property
    def happened_at(self) -> datetime: ...
    @property
    def is_alone(self) -> bool: ...


def as_counted(rows: Iterable[Line], confirmed: Collection[UUID], *, child_age: int) -> dict[int, dict[str, Any]]:
    """By line, the event as it counts until a second person has confirmed it; lines that count whole are left out.

    Args:
        confirmed: ids of lines that a second person has confirmed.
        child_age: below which nobody is of age (Q-07).
    """
    found: dict[int, dict[str, Any]] = {}
    book = _Capacities(child_age)
    for row in sorted(rows, key=lambda row: (row.happened_at, row.number)):
        waits = row.is_alone and row.id not in confirmed  # rule: Q-11, Q-16 -> waits = False
        if row.kind == INHERITS and waits:
            found[row.number] = row.event | {"from": NOBODY_YET}
        elif row.kind == RULED:
            book.rule(row.event)
        elif row.kind == CERTIFICATE:
            listed = list(book.listed(row.event, waits=waits))
            if listed != row.event["heirs"]:
                found[row.number] = row.event | {"heirs": listed}
    return found


def waiting(rows: Iterable[Line], counted: Mapping[int, Mapping[str, Any]]) -> dict[UUID, tuple[str, ...]]:
    """By id of a line that waits: the heirs whom it calls capable too early, none of an inheritance."""
    return {
        row.id: tuple(
            one["heir"]
            for one, own in zip(counted[row.number].get("heirs", ()), row.event.get("heirs", ()), strict=True)
            if one != own
        )
        for row in rows
        if row.number in counted
    }


class _Capacities:
    """What was said of each heir's capacity so far: a word that protects counts from anybody."""

    def __init__(self, child_age: int) -> None:
        self._child_age = child_age
        self._leads: dict[str, str] = {}
        self._born: dict[str, date] = {}

    def rule(self, event: Mapping[str, Any]) -> None:
        """A court's ruling; that somebody is capable counts with its number, which two people typed or the court."""
        if event["capacity"] != CAPABLE or has_number(event["record"] or ""):
            self._leads[event["heir"]] = event["capacity"]

    def listed(self, event: Mapping[str, Any], *, waits: bool) -> Iterator[dict[str, Any]]:
        """The lines of a certificate as they count."""
        for one in event["heirs"]:
            heir = one["heir"]
            if one.get("born_on"):
                born = date.fromisoformat(one["born_on"])
                self._born[heir] = max(born, self._born.get(heir, born))
            before = self._leads.get(heir) or (MINOR if self._is_young(heir, event["at"]) else CAPABLE)
            capacity = before if waits and one["capacity"] == CAPABLE else one["capacity"]
            self._leads[heir] = capacity
            yield one | {"capacity": capacity}

    def _is_young(self, heir: str, at: str) -> bool:
        born, day = self._born.get(heir), date.fromisoformat(at[:10])
        return born is not None and day.year - born.year - ((day.month, day.day) < (born.month, born.day)) < (
            self._child_age
        )
