"""The values that go into and come out of the library: name parts, kits, steps, comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

CHAIN: Final = ("ism", "father", "grandfather", "family")
"""The parts of his own name in order; `full` stands for them where nobody said which word is which."""


@dataclass(frozen=True)
class Parts:
    """A name as it was written, part by part; any part may be empty.

    `family` is the laqab or nisba that stands for the family. `full` holds the whole name in one string
    when nobody said which word is which part. `mother` is the mother's name, never a part of his own.
    """

    ism: str = ""
    father: str = ""
    grandfather: str = ""
    family: str = ""
    kunya: str = ""
    full: str = ""
    mother: str = ""

    def display(self) -> str:
        """The name to show: as written, in reading order, never cut; the kunya follows in brackets."""
        name = self.full or " ".join(p for p in (self.ism, self.father, self.grandfather, self.family) if p)
        if not self.kunya:
            return name
        return f"{name} ({self.kunya})" if name else self.kunya

    def as_mapping(self) -> dict[str, str]:
        """Every part by its field name, empty ones too."""
        return {field.name: str(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, str]) -> Parts:
        """Parts from a mapping such as `as_mapping` or `folded_parts` gives; missing keys are empty.

        Raises:
            ValueError: the mapping has a key that is no part of a name.
        """
        unknown = set(mapping) - {field.name for field in fields(cls)}
        if unknown:
            raise ValueError(f"not a part of a name: {', '.join(sorted(unknown))}")
        return cls(**mapping)


@dataclass(frozen=True)
class Step:
    """One explained step: a stable code, the same sentence in Arabic and English, and what it weighs in bits."""

    code: str
    ar: str
    en: str
    bits: float = 0.0


@dataclass(frozen=True)
class Kit:
    """What is compared: a name and whatever else is known of the person.

    `born_from` and `born_to` are the first and last day on which the birth may lie (a whole year for "1980",
    a Hijri year as its two Gregorian ends); one of them alone stands for that day. `identifiers` are opaque,
    "kind:hash", hashed alike on both sides.
    """

    parts: Parts
    born_from: date | None = None
    born_to: date | None = None
    place: str = ""
    identifiers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Kept:
    """A kit as the match index keeps it: the name as `kept_words` gives it, days of birth, blind identifiers."""

    words: str
    born_from: date | None = None
    born_to: date | None = None
    identifiers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Comparison:
    """What a comparison of two kits came to.

    `match_weight` is in bits and includes the prior; `match_probability` (0 to 1) is the same thing as a
    probability. `conflicts` holds codes such as "BIRTH_DIFFERS" of evidence that speaks against. `rank_weight`
    orders candidates, by weights of its own: it is no probability.
    """

    match_weight: float
    match_probability: float
    steps: tuple[Step, ...]
    conflicts: tuple[str, ...]
    rank_weight: float
