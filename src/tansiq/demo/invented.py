"""Invented people: given names of the region, surnames that were made up, in Arabic and in Latin script."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

from tansiq.demo import tables
from tansiq.names import Parts
from tansiq.people.drafts import KitDraft

SEED = 1447


@cache
def surnames() -> dict[str, str]:
    """Surnames that suspects of the demo may bear, with their Latin spelling."""
    return {row["name_ar"]: row["name_en"] for row in tables.rows("surnames.csv")}


@cache
def given_names() -> dict[str, str]:
    """Given names with one Latin spelling each."""
    return {row["name_ar"]: row["name_en"] for row in tables.rows("given_names.csv")}


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist.

    Attributes:
        born: year.
        identifiers: as (kind, value).
        place: P-code of a district.
    """

    ism: str
    father: str
    grandfather: str
    family: str
    born: int
    identifiers: tuple[tuple[str, str], ...] = ()
    kunya: str = ""
    mother: str = ""
    place: str = ""

    @property
    def full(self) -> str:
        return " ".join((self.ism, self.father, self.grandfather, self.family))

    @property
    def latin(self) -> str:
        """The name as a clerk might write it in Latin script."""
        given = given_names()
        return " ".join((given[self.ism], given[self.father], given[self.grandfather], surnames()[self.family]))

    def kit(self, *, is_latin: bool = False, identified: bool = True) -> KitDraft:
        """What an officer writes down: Arabic part by part, Latin in one string.

        Args:
            identified: with the identifiers that his papers show.
        """
        return KitDraft(
            Parts(full=self.latin) if is_latin else self._parts,
            birth=str(self.born),
            place=self.place,
            identifiers=self.identifiers if identified else (),
        )

    @property
    def _parts(self) -> Parts:
        return Parts(
            ism=self.ism, father=self.father, grandfather=self.grandfather, family=self.family, kunya=self.kunya,
            mother=self.mother,
        )  # fmt: skip


def crowd(count: int, *, without: frozenset[str]) -> list[Person]:
    """So many people, the same ones every time, none with the same name.

    Args:
        without: surnames that people of the story bear.
    """
    chance = random.Random(SEED)  # noqa: S311  nothing secret: the same people on every machine
    given, families = list(given_names()), [name for name in surnames() if name not in without]
    people = []
    for place in range(count):
        ism, father, grandfather = chance.sample(given, 3)
        number = f"0{chance.randrange(10**9, 10**10)}"
        people.append(
            Person(
                ism, father, grandfather, families[place % len(families)], chance.randrange(1968, 2003),
                (("national", number),),
            )
        )  # fmt: skip
    return people
