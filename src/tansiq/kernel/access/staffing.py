"""Whether the functions of a night can be staffed by distinct persons of the agencies that each function needs: pure.

A case is what has to be done by several people of whom none may be another: a hit between two agencies, a record that a
second person accepts, a reception. One person may serve several cases of a night, and takes one seat in each (W-2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise, permutations
from typing import Literal

Whose = Literal["joint", "neither", "owner", "each", "any"]


@dataclass(frozen=True)
class Person:
    """Somebody on duty or on call: known by number, agency and the functions for which the roster names him."""

    number: str
    agency: str
    functions: frozenset[str]


@dataclass(frozen=True)
class Seat:
    """One place in a case. `agencies` are those whose people may take it."""

    code: str
    function: str
    agencies: frozenset[str]


@dataclass(frozen=True)
class Function:
    """One row of the charter's list: in which kind of case somebody is needed, with which role, of whose agency."""

    code: str
    case: str
    role: str
    whose: Whose


@dataclass(frozen=True)
class House:
    """An agency as the night needs it: which functions it must staff, and whom it keeps from judging its hits."""

    code: str
    is_security: bool
    is_joint: bool = False
    excluded: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Case:
    """What has to be staffed: its kind, the agencies that it is between, and its seats."""

    kind: str
    parties: tuple[str, ...]
    seats: tuple[Seat, ...]


@dataclass(frozen=True)
class Staffed:
    """A case with who takes which seat, and the seats that nobody can take."""

    case: Case
    taken: Mapping[str, Person]
    gaps: tuple[Seat, ...]


def may_take(person: Person, seat: Seat) -> bool:
    """Whether a person may take a seat: of an agency that may, and on the roster in that function."""
    return seat.function in person.functions and person.agency in seat.agencies


def assign(seats: Sequence[Seat], people: Sequence[Person]) -> dict[int, int]:
    """As many seats as can be taken at once, each by another person: a maximum matching, by augmenting paths.

    Args:
        seats, people: in the order in which they are tried; the answer is the same for the same order.

    Returns:
        Place of the person by place of the seat.
    """
    holder: dict[int, int] = {}  # seat by person

    def seated(seat: int, tried: set[int]) -> bool:
        for place, person in enumerate(people):
            if place in tried or not may_take(person, seats[seat]):
                continue
            tried.add(place)
            if place not in holder or seated(holder[place], tried):  # rule: W-2 -> if True:
                holder[place] = seat
                return True
        return False

    for seat in range(len(seats)):
        seated(seat, set())
    return {seat: place for place, seat in holder.items()}


def staff(case: Case, people: Sequence[Person]) -> Staffed:
    """A case with who takes which seat of it, and its gaps."""
    found = assign(case.seats, people)
    taken = {case.seats[seat].code: people[place] for seat, place in sorted(found.items())}
    return Staffed(case, taken, tuple(seat for at, seat in enumerate(case.seats) if at not in found))


def cases_of(functions: Iterable[Function], houses: Sequence[House]) -> list[Case]:
    """Every case of a night.

    A case of the kind `hit` stands for each pair of asker and owner among the security agencies: the watch officer of
    the joint room, a validator of neither whom the owner does not exclude, a releaser of the owner. `record` stands for
    each security agency: who proposes, and another who approves. Any other kind stands once.

    Source:
        walls-and-clocks 4.1, W-2; JOC-03.
    """
    listed = list(functions)
    security = [house for house in houses if house.is_security]
    kinds = list(dict.fromkeys(row.case for row in listed))
    made: list[Case] = []
    for kind in kinds:
        rows = [row for row in listed if row.case == kind]
        if kind == "hit":
            pairs = permutations(security, 2)
            made += [Case(kind, (asker.code, owner.code), _seats(rows, houses, asker, owner)) for asker, owner in pairs]
        elif kind == "record":
            made += [Case(kind, (house.code,), _seats(rows, houses, house, house)) for house in security]
        else:
            made.append(Case(kind, (), _seats(rows, houses, None, None)))
    return made


def _seats(
    rows: Sequence[Function], houses: Sequence[House], asker: House | None, owner: House | None
) -> tuple[Seat, ...]:
    return tuple(Seat(row.code, row.role, _agencies(row.whose, houses, asker, owner)) for row in rows)


def _agencies(whose: Whose, houses: Sequence[House], asker: House | None, owner: House | None) -> frozenset[str]:
    everybody = frozenset(house.code for house in houses)
    if whose == "joint":
        return frozenset(house.code for house in houses if house.is_joint)
    if whose in ("owner", "each") and owner:
        return frozenset({owner.code})
    if whose == "neither" and asker and owner:
        return everybody - {asker.code, owner.code} - owner.excluded  # rule: JOC-03 -> return everybody
    return everybody


def pieces(
    since: datetime, until: datetime, spans: Iterable[tuple[datetime, datetime]]
) -> list[tuple[datetime, datetime]]:
    """The pieces of a night in which nobody comes or goes: a night is staffed when each of them is."""
    marks = {mark for span in spans for mark in span if since < mark < until}
    return list(pairwise(sorted({since, until} | marks)))


def gaps(functions: Iterable[Function], houses: Sequence[House], people: Sequence[Person]) -> list[Staffed]:
    """The cases of a night in which a seat stays empty."""
    return [one for case in cases_of(functions, houses) if (one := staff(case, people)).gaps]
