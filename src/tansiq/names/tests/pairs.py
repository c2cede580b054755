"""Invented pairs with the verdict that is expected: `pairs.tsv`, the table of docs/names.md.

A side is the whole name and, behind semicolons, what else is known: `born=1985`, `born=1999-04-17..2000-04-05`,
`kunya=`, `mother=`, `passport=`, `national=`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tansiq.names import Kit, Parts

FILE = Path(__file__).with_name("pairs.tsv")
VERDICTS = {"hit": True, "no hit": False}


@dataclass(frozen=True)
class Pair:
    """Two kits, as they stand in the file and as they are compared, and whether a hit is expected."""

    phenomenon: str
    phenomenon_ar: str
    one: str
    other: str
    is_hit: bool

    @property
    def kits(self) -> tuple[Kit, Kit]:
        return kit(self.one), kit(self.other)


def kit(side: str) -> Kit:
    """One side of a pair.

    Raises:
        ValueError: something beside the name that is none of what is known.
    """
    name, *beside = (part.strip() for part in side.split(";"))
    known = dict(part.split("=", 1) for part in beside)
    born = _days(known.pop("born", ""))
    identifiers = {f"{kind}:{known.pop(kind)}" for kind in ("passport", "national") if kind in known}
    return Kit(Parts.from_mapping({"full": name, **known}), *born, identifiers=frozenset(identifiers))


def _days(born: str) -> tuple[date | None, date | None]:
    if not born:
        return None, None
    if born.isdecimal():
        return date(int(born), 1, 1), date(int(born), 12, 31)
    first, last = (date.fromisoformat(day) for day in born.split(".."))
    return first, last


def read() -> list[Pair]:
    """The pairs of the file, in its order."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return [Pair(*row[:4], VERDICTS[row[4]]) for row in rows]
