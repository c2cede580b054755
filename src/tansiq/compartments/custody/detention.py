"""What happened to one person, put together from events: where, since when, with which orders. Pure.

A detention begins with an arrest or a recapture and ends with a release, a death or an escape. Facts are kept as they
are; what does not fit together is flagged, never mended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from tansiq.compartments.custody.events import Line, end_of, start_of

ENDS: Final = {"released": "released", "died": "dead", "escaped": "escaped"}
BEGINS: Final = frozenset({"arrest", "recaptured"})
OPENING: Final = frozenset({"registered", "medical_check", "family_told", "presented", "detention_order", "statement"})


@dataclass
class Stay:
    """One detention. `since` is its earliest fact, `facts` all of its lines in order, `end` the line that ended it."""

    since: datetime
    facts: list[Line] = field(default_factory=list)
    end: Line | None = None

    def of(self, *kinds: str) -> list[Line]:
        """Facts of these kinds, in the order in which they happened."""
        return [line for line in self.facts if line.event.kind in kinds]

    @property
    def begun_by(self) -> str:
        """The kind of fact with which it began."""
        return next((line.event.kind for line in self.facts if line.event.kind in BEGINS), "arrest")


def stays(lines: Sequence[Line]) -> tuple[list[Stay], set[str]]:
    """The detentions of one person, oldest first, and the flags of what does not fit.

    A fact before the arrest to which it can only belong is kept, flagged CHRONOLOGY, and the detention runs from it.
    """
    found: list[Stay] = []
    flags: set[str] = set()
    early: list[Line] = []
    for line in lines:
        kind = line.event.kind
        current = found[-1] if found and found[-1].end is None else None
        if kind in BEGINS:
            if current is not None:
                flags.add("CHRONOLOGY")  # arrested while held
                current.facts.append(line)
                continue
            since = min([line.at, *(fact.at for fact in early)])
            if early:
                flags.add("CHRONOLOGY")
            found.append(Stay(since, [*early, line]))
            early = []
        elif current is None and not found and (kind in OPENING or kind in ENDS):
            early.append(line)
        elif current is None:
            if found:
                if kind in ("arrived", "left", *OPENING):
                    flags.add("CHRONOLOGY")
                found[-1].facts.append(line)
            else:
                early.append(line)
        else:
            current.facts.append(line)
            if kind in ENDS:
                current.end = line
    if early:  # facts of somebody of whom no arrest was written down
        flags.add("NO_ARREST_RECORDED")
        end = next((line for line in early if line.event.kind in ENDS), None)
        found.append(Stay(early[0].at, early, end))
    return found, flags


class Places:
    """The official list of places of detention, at any moment."""

    def __init__(self, lines: Sequence[Line], tz: Any) -> None:
        self._rows: dict[str, list[tuple[datetime, datetime | None, str]]] = {}
        for line in lines:
            event = line.event
            if event.kind == "place_listed":
                until = end_of(event.until, tz) if event.until is not None else None
                self._rows.setdefault(event.place, []).append((line.at, until, event.type))

    def type_of(self, place: str, at: datetime) -> str | None:
        """What kind of place it is by the list; None where it is not on it."""
        rows = [row for row in self._rows.get(place, []) if row[0] <= at and (row[1] is None or at <= row[1])]
        return rows[-1][2] if rows else None

    def rows_of(self, place: str) -> list[tuple[datetime, datetime | None, str]]:
        """When the place was on the list: since, until, and as what."""
        return self._rows.get(place, [])


@dataclass(frozen=True)
class Whereabouts:
    """Where a person is, with every place where he was held and from when to when (None while it lasts)."""

    where: str
    held: tuple[tuple[str, datetime, datetime | None], ...]
    missing_since: datetime | None = None


def whereabouts(all_stays: Sequence[Stay], now: datetime, tz: Any) -> Whereabouts:
    """Where the person is at a moment: a place, in_transfer, unaccounted, released, dead or escaped."""
    held: list[tuple[str, datetime, datetime | None]] = []
    where, missing = "unaccounted", None
    for stay in all_stays:
        place, since = "", stay.since
        missing = None
        if held and stay.of("recaptured") and not any(line.event.place for line in stay.of("recaptured")):
            # Nobody wrote down where he was taken: back to the place that he escaped from.
            place = where = held[-1][0]
        for line in stay.facts:
            event = line.event
            if event.kind in ("arrest", "recaptured", "arrived") and getattr(event, "place", None):
                if place and place != event.place:
                    held.append((place, since, line.at))
                if place != event.place:
                    place, since = event.place, line.at if event.kind == "arrived" else stay.since
                where, missing = place, None
            elif event.kind == "left":
                left = place or event.place
                held.append((left, since, line.at))
                place = ""
                due = end_of(event.expected_at, tz) if event.expected_at is not None else None
                late = due is not None and now > due
                where, missing = ("unaccounted", due) if late else ("in_transfer", None)
        if stay.end is not None:
            where, missing = ENDS[stay.end.event.kind], None
        if place:
            held.append((place, since, stay.end.at if stay.end else None))
    return Whereabouts(where, tuple(held), missing)


@dataclass(frozen=True)
class Age:
    """Whether the child path applies at a moment, and whether the person is known to be under twelve."""

    is_child: bool
    is_under_12: bool
    since: datetime
    until: datetime | None = None


def age_of(all_stays: Sequence[Stay], now: datetime, tz: Any, *, child_age: int) -> tuple[Age | None, set[str]]:
    """The child path: whoever is or may be under age follows it until a ruling says otherwise (G6, E02 of the law)."""
    flags: set[str] = set()
    since: datetime | None = None
    until: datetime | None = None
    under_12 = False
    for stay in all_stays:
        for line in stay.facts:
            event = line.event
            if event.kind == "arrest":
                by_birth = None
                if event.born_on is not None:
                    years = years_between(
                        start_of(event.born_on, tz).astimezone(tz).date(), line.at.astimezone(tz).date()
                    )
                    by_birth, under_12 = years < child_age, under_12 or years < 12
                if event.age == "adult" and by_birth:
                    flags.add("AGE_CONFLICT")
                if event.age in ("child", "doubtful") or by_birth:
                    since, until = since or stay.since, None
                if event.age == "doubtful":
                    flags.add("AGE_DOUBTFUL")
            elif event.kind == "age_doubted":
                flags.add("AGE_DOUBTFUL")
                if since is None or until is not None:
                    since, until = stay.since, None
            elif event.kind == "age_ruled":
                flags.discard("AGE_DOUBTFUL")
                if event.age == "child":
                    since, until = since or stay.since, None
                elif since is not None:
                    until = line.at
    if since is None:
        return None, flags
    return Age(until is None, under_12, since, until), flags


def years_between(born: date, day: date) -> int:
    """Whole years of age on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def obstacle_ends(code: str, at: datetime, hours: int | None) -> datetime | None:
    """When an obstacle stops keeping a person by itself; None where it lasts until the release."""
    return at + timedelta(hours=hours) if hours else None
