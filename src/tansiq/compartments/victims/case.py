"""One case up to a moment: its lines by kind, whole days compared as days, and the law of that day. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from tansiq.kernel.charter.charter import Charter
from tansiq.kernel.charter.heirs import TRACKS, Track
from tansiq.kernel.replays import Line, end_of

Pair = tuple[str, str]
"""A victim and an accused."""


@dataclass(frozen=True)
class Characterisation:
    """On which track of this law a charge was put, and the track that was named."""

    line: Line
    charge: str
    track: str
    named: str


@dataclass(frozen=True)
class Case:
    """What happened until a moment.

    Attributes:
        lines: all until `now`, oldest first.
        now: aware; the last instant that counts.
        charter: whole; `law` is what was in force on the day of `now`.
    """

    lines: Sequence[Line]
    now: datetime
    charter: Charter

    @cached_property
    def by_kind(self) -> dict[str, list[Line]]:
        """Lines by the kind of their event, oldest first."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.event.kind, []).append(line)
        return found

    def of(self, *kinds: str) -> list[Line]:
        """The lines of these kinds, oldest first within each."""
        return [line for kind in kinds for line in self.by_kind.get(kind, [])]

    def where(self, kind: str, **fields: str) -> list[Line]:
        """The lines of a kind whose fields say that, oldest first, without a walk through all of them."""
        names = tuple(fields)
        if (kind, names) not in self._indexes:
            index = self._indexes[kind, names] = {}
            for line in self.of(kind):
                index.setdefault(tuple(getattr(line.event, name) for name in names), []).append(line)
        return self._indexes[kind, names].get(tuple(fields.values()), [])

    @cached_property
    def _indexes(self) -> dict[tuple[str, tuple[str, ...]], dict[tuple[str, ...], list[Line]]]:
        return {}

    @cached_property
    def tz(self) -> ZoneInfo:
        """The time zone in which days are counted."""
        return self.charter.jurisdiction.tz

    @cached_property
    def law(self) -> Charter:
        """The charter as it stood on the day of `now`."""
        return self.charter.on(self.now.astimezone(self.tz).date())

    def ends(self, line: Line) -> datetime:
        """The last instant at which a line may have happened: of a bare date the end of its day."""
        return end_of(line.event.at, self.tz)

    def precedes(self, one: Line, other: Line) -> bool:
        """Whether one certainly happened before the other; a bare date and a time of that day are not told apart."""
        return self.ends(one) < other.at

    def day(self, line: Line) -> date:
        """The day of a line in the place of the charter."""
        return line.at.astimezone(self.tz).date()

    def days_between(self, one: Line, other: Line) -> timedelta:
        """From one to the other: exact where both have a time, else between their days."""
        if isinstance(one.event.at, datetime) and isinstance(other.event.at, datetime):
            return other.at - one.at
        return self.day(other) - self.day(one)

    @cached_property
    def tracks(self) -> dict[str, Track]:
        """The tracks of this law by code; all rows where none was in force yet, so that every day has an answer."""
        return {row.code: row for row in self.law.heirs.tracks or self.charter.heirs.tracks}

    def track_named(self, name: str) -> str:
        """The track of this law on which a charge of that name is read."""
        if name in self.tracks:
            return name
        return next((row.code for row in self.tracks.values() if name in row.reads), name)

    @cached_property
    def heirs_track(self) -> str:
        """The track on which this law hears the heirs; a right stands under its name until the act is characterised."""
        return next((code for code, row in self.tracks.items() if row.private_claim), TRACKS[0])

    def private_claim(self, track: str) -> bool:
        """Whether heirs are heard on this track; not, where this law does not know it."""
        return track in self.tracks and self.tracks[track].private_claim

    @cached_property
    def characterised(self) -> dict[Pair, list[Characterisation]]:
        """Every characterisation of a pair, oldest first; of one moment a judge's comes last."""
        found: dict[Pair, list[Characterisation]] = {}
        for line in sorted(self.of("characterised"), key=lambda line: (line.at, line.event.by == "judge")):
            event = line.event
            one = Characterisation(line, event.charge, self.track_named(event.track), event.track)
            found.setdefault((event.victim, event.accused), []).append(one)
        return found

    def tracks_of(self, pair: Pair) -> list[str]:
        """Every track on which a charge of the pair ever stood: a new characterisation undoes nothing."""
        found = {one.track for one in self.characterised.get(pair, [])}
        return [name for name in TRACKS if name in found]

    @cached_property
    def _words_on_victims(self) -> dict[str, list[Line]]:
        """What was said of each victim, oldest first; of one moment that which identifies comes last."""
        found: dict[str, list[Line]] = {}
        for line in sorted(self.of("victim"), key=lambda line: (line.at, line.event.identified)):
            found.setdefault(line.event.victim, []).append(line)
        return found

    @cached_property
    def victims(self) -> dict[str, Line]:
        """The last word on each victim."""
        return {victim: lines[-1] for victim, lines in self._words_on_victims.items()}

    def is_identified(self, victim: str) -> bool:
        """Whether nobody said that the victim is unknown."""
        return victim not in self.victims or bool(self.victims[victim].event.identified)

    def was_identified(self, victim: str, since: Line) -> bool:
        """Whether it was known who the victim is, at that line or since. Before the first word that one counts."""
        words = self._words_on_victims.get(victim, [])
        then = [word for word in words if word.at <= self.ends(since)][-1:] or words[:1]
        later = [word for word in words if word.at > self.ends(since)]
        return not words or any(word.event.identified for word in (*then, *later))

    @cached_property
    def pairs(self) -> list[Pair]:
        """Who may hold a right against whom: those whom an event names together.

        A victim whom none names with anybody stands with each accused, so that nobody is left out of the table.
        """
        found = set(self.characterised)
        for line in self.of("request", "pardon_in_court", "diya_paid"):
            found.add((line.event.victim, line.event.accused))
        for line in self.of("waiver"):
            found |= {(victim, accused) for victim in line.event.victims for accused in line.event.accused}
        named = {victim for victim, _ in found}
        alone = ({*self.victims} | {line.event.victim for line in self.of("certificate")}) - named
        found |= {(victim, line.event.accused) for victim in alone for line in self.of("accused")}
        return sorted(found)


def as_written(line: Line, tz: ZoneInfo, *, later: timedelta = timedelta()) -> str:
    """The moment of a line, some time later: a day as a day, a time in the charter's place."""
    moment: date = line.event.at
    try:
        if isinstance(moment, datetime):
            return (moment + later).astimezone(tz).isoformat()
        return (moment + later).isoformat()
    except OverflowError:  # the last day that a calendar of this language knows
        return moment.isoformat()
