"""The circle of heirs: who stands in a court's certificate, with which capacity, and who has died. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from typing import Final

from tansiq.compartments.victims.case import Case
from tansiq.compartments.victims.events import HeirEntry, as_fraction, has_number
from tansiq.kernel.replays import Line, key_of, start_of

_STRICTNESS: Final = {"capable": 0, "lacks": 1, "minor": 2}


class Circle:
    """The heirs of every victim, as courts have said."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._of: dict[str, list[Line]] = {}
        self._waiting: dict[str, list[Line]] = {}
        for line in sorted(
            case.of("certificate"), key=lambda line: (line.at, line.event.certificate, key_of(line.event))
        ):
            # A certificate without its number is pending like any court's paper: it names no heir and ends none.
            is_whole = has_number(line.event.number)  # rule: Q-05 -> is_whole = True
            counted = self._of if is_whole else self._waiting
            counted.setdefault(line.event.victim, []).append(line)

    @cached_property
    def _entries(self) -> dict[tuple[str, str], list[tuple[Line, HeirEntry]]]:
        """By victim and heir, what each certificate says of the heir, oldest first."""
        found: dict[tuple[str, str], list[tuple[Line, HeirEntry]]] = {}
        for victim, lines in self._of.items():
            for line in lines:
                for entry in line.event.heirs:
                    found.setdefault((victim, entry.heir), []).append((line, entry))
        return found

    @property
    def victims(self) -> list[str]:
        """Victims of whom there is any certificate."""
        return list(self._of)

    def certificates(self, victim: str) -> list[Line]:
        """Every certificate of a victim that bears its number, oldest first."""
        return self._of.get(victim, [])

    def waiting(self, victim: str) -> list[Line]:
        """Certificates of a victim that bear no number, oldest first."""
        return self._waiting.get(victim, [])

    def in_force(self, victim: str) -> list[Line]:
        """Those that no other supersedes; all where they supersede each other."""
        lines = self.certificates(victim)
        ended = {line.event.supersedes for line in lines if line.event.supersedes != line.event.certificate}
        return [line for line in lines if line.event.certificate not in ended] or lines

    def heirs(self, victim: str) -> Sequence[HeirEntry]:
        """The heirs of the last certificate in force, in its order."""
        lines = self.in_force(victim)
        return lines[-1].event.heirs if lines else ()

    def names(self, victim: str) -> list[str]:
        """Codes of the heirs of the last certificate in force, each once, in its order."""
        return list(dict.fromkeys(entry.heir for entry in self.heirs(victim)))

    def ever(self, victim: str) -> set[str]:
        """Whoever any certificate of a victim has named."""
        return {entry.heir for line in self.certificates(victim) for entry in line.event.heirs}

    def is_stranger(self, victim: str, heir: str, line: Line) -> bool:
        """Whether somebody stood in no certificate from that line on. Without any certificate nobody can say."""
        lines = self.certificates(victim)
        gone = {
            one.event.supersedes
            for one in lines
            if one.event.supersedes != one.event.certificate and self._case.precedes(one, line)
        }
        if all(one.event.certificate in gone for one in lines):
            gone = set()
        listed = self._entries.get((victim, heir), [])
        return bool(lines) and not any(one.event.certificate not in gone for one, _ in listed)

    def capacity(self, victim: str, heir: str, line: Line | None = None, *, found_by: datetime | None = None) -> str:
        """What the certificate or a later ruling says of an heir, at that line or now.

        Before anything was said the first word counts. Nobody becomes a minor: who is found to be one later was one;
        `found_by` leaves out what was found after that moment.
        """
        points = [
            (one.at, _STRICTNESS[entry.capacity], entry.capacity)
            for one, entry in self._entries.get((victim, heir), [])
        ] + [(one.at, _STRICTNESS[one.event.capacity], one.event.capacity) for one in self._ruled.get(heir, [])]
        if not points:
            return "capable"
        moment = self._case.now if line is None else self._case.ends(line)
        points.sort()
        until = [point for point in points if point[0] <= moment]
        later = [point for point in points[len(until) :] if found_by is None or point[0] <= found_by]
        if any(point[2] == "minor" for point in later):
            return "minor"
        return str((until[-1] if until else points[0])[2])

    @cached_property
    def _ruled(self) -> dict[str, list[Line]]:
        found: dict[str, list[Line]] = {}
        for line in self._case.of("capacity_ruled"):
            if has_number(line.event.record):
                found.setdefault(line.event.heir, []).append(line)
        return found

    def is_young(self, victim: str, heir: str, line: Line) -> bool:
        """Whether an heir held to be capable was below the age of a child by the date of birth on that day (Q-07)."""
        if self.capacity(victim, heir, line) != "capable":
            return False
        day, age = self._case.day(line), self._case.charter.jurisdiction.child_age
        for _, entry in self._entries.get((victim, heir), []):
            if entry.born_on is not None:
                born = start_of(entry.born_on, self._case.tz).astimezone(self._case.tz).date()
                if day.year - born.year - ((day.month, day.day) < (born.month, born.day)) < age:
                    return True
        return False

    def represented_by(self, victim: str, heir: str) -> set[str]:
        """Whoever any certificate of a victim names as standing for an heir."""
        return {entry.represented_by for _, entry in self._entries.get((victim, heir), []) if entry.represented_by}

    @cached_property
    def died(self) -> dict[str, datetime]:
        """By when an heir has certainly died."""
        found: dict[str, datetime] = {}
        for line in self._case.of("heir_died"):
            moment = self._case.ends(line)
            found[line.event.heir] = min(found.get(line.event.heir, moment), moment)
        return found

    def died_before(self, heir: str, moment: datetime) -> bool:
        """Whether an heir had certainly died before a moment."""
        return heir in self.died and self.died[heir] < moment

    def adds_up(self, victim: str) -> bool:
        """Whether the shares of the certificate add up to one, exactly."""
        return sum((as_fraction(entry.share) for entry in self.heirs(victim)), Fraction(0)) == 1
