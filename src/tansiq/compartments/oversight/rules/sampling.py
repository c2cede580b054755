"""The weekly sample of reads: drawn so that nobody can steer it and anybody can draw it again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from math import ceil
from uuid import UUID

# Of each week's reads at least so many of a hundred are looked at (walls-and-clocks 4.3).
LEAST_PERCENT = 2


def seed_of(week_on: date, entry_ids: Iterable[UUID]) -> str:
    """What the draw goes by, in hex: SHA-256 over the first day of the week and every entry's id in order.

    Whoever would steer the draw must change the log itself: a read that is added or removed changes the whole draw.
    """
    told = "\n".join([week_on.isoformat(), *sorted(str(entry) for entry in entry_ids)])
    return hashlib.sha256(told.encode()).hexdigest()


def size_of(population: int, percent: int) -> int:
    """How many reads are drawn: the percentage, rounded up, and never below two of a hundred.

    Args:
        population: reads of the week, 0 or more; of none, none is drawn.
        percent: as the charter says; a figure below the floor counts as the floor.
    """
    return ceil(Fraction(population * max(percent, LEAST_PERCENT), 100))


def draw(week_on: date, entry_ids: Iterable[UUID], *, percent: int) -> list[UUID]:
    """The reads that are looked at, in the order in which they were drawn.

    The order of the entries given does not matter; the same week gives the same draw on every machine.
    """
    every = set(entry_ids)
    seed = seed_of(week_on, every)
    ranked = sorted(every, key=lambda entry: hashlib.sha256(f"{seed}{entry}".encode()).digest())
    return ranked[: size_of(len(every), percent)]
