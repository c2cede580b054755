"""The weekly sample of reads: drawn so that nobody can steer it and anybody can draw it again."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from uuid import UUID

# Of each week's reads at least so many of a hundred are looked at (walls-and-clocks 4.3).
LEAST_PERCENT = 2


def size_of(population: int, percent: int) -> int:
    """How many reads are drawn: the percentage, rounded up, and never below two of a hundred.

    Args:
        population: reads of the week, 0 or more; of none, none is drawn.
        percent: as the charter says; a figure below the floor counts as the floor.
    """
    return ceil(Fraction(population * max(percent, LEAST_PERCENT), 100))


@dataclass(frozen=True)
class Drawn:
    """A draw: its seed, from how many, and the reads in the order in which they were drawn."""

    seed: str
    population: int
    entries: list[UUID]


def draw(week_on: date, every: Callable[[], Iterable[UUID]], *, percent: int) -> Drawn:
    """Draw the reads that are looked at; the same week gives the same draw on every machine.

    The seed is SHA-256, in hex, over the first day of the week and every entry's id in order. Whoever would steer the
    draw must change the log itself: a read that is added or removed changes the whole draw.

    Args:
        every: gives each entry of the week once, in the order of their ids, as often as it is asked: twice. So many
            as are drawn are held at once, and never all.
    """
    told, population = hashlib.sha256(week_on.isoformat().encode()), 0
    for entry in every():
        told.update(f"\n{entry}".encode())
        population += 1
    seed = told.hexdigest()

    def rank(entry: UUID) -> bytes:
        return hashlib.sha256(f"{seed}{entry}".encode()).digest()

    return Drawn(seed, population, heapq.nsmallest(size_of(population, percent), every(), key=rank))
