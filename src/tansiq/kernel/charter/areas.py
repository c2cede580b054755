"""The places of a jurisdiction, from governorate to sub-district, and how people find them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field, StringConstraints, field_validator

from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.charter.folding import fold
from tansiq.kernel.charter.schema import Frozen, Text

GOVERNORATE, DISTRICT, SUBDISTRICT = 1, 2, 3
_TOWN = re.compile(r"\b(?:مدينه|city)\b")
_ARTICLE = re.compile(r"\bال(?=\w{2})|\b(?:al|ad|adh|an|ar|as|ash|at|ath|az) (?=\w)")


class Area(Frozen):
    """One area. `lon` and `lat` are degrees of a point inside it, not of its chief town.

    `parent` of the first level is "".
    """

    pcode: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}[A-Z0-9]+$")]
    parent: str
    level: int = Field(ge=GOVERNORATE, le=SUBDISTRICT)
    name_ar: Text
    name_en: Text
    name_ar_alt: tuple[str, ...]
    name_en_alt: tuple[str, ...]
    lon: float = Field(ge=-180, le=180)
    lat: float = Field(ge=-90, le=90)
    neighbours: tuple[str, ...]

    @field_validator("name_ar_alt", "name_en_alt", mode="before")
    @classmethod
    def _spellings(cls, cell: Any) -> Any:
        return tuple(part for part in cell.split("|") if part) if isinstance(cell, str) else cell

    @field_validator("neighbours", mode="before")
    @classmethod
    def _pcodes(cls, cell: Any) -> Any:
        return tuple(cell.split()) if isinstance(cell, str) else cell

    def name(self, lang: str) -> str:
        """The spelling to show: Arabic for `ar` and its regions, English for every other language."""
        return self.name_ar if lang.startswith("ar") else self.name_en


class Gazetteer:
    """All areas of a pack, by code and by name. One list holds for every day: see charter/README.md for its edition."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self.areas = tuple(areas)
        self.by_pcode = {area.pcode: area for area in self.areas}

    def area(self, pcode: str) -> Area:
        """The area of this code; raises UnknownCode."""
        try:
            return self.by_pcode[pcode]
        except KeyError:
            raise UnknownCode("areas", pcode) from None

    def of_level(self, level: int) -> tuple[Area, ...]:
        """All areas of a level, ordered by code."""
        return tuple(area for area in self.areas if area.level == level)

    def has_namesake(self, area: Area) -> bool:
        """Whether another area of its level bears its name in either language: what it lies in tells them apart."""
        return any(self._names[area.level, name] > 1 for name in (area.name_ar, area.name_en))

    @cached_property
    def _names(self) -> Counter[tuple[int, str]]:
        return Counter((area.level, name) for area in self.areas for name in {area.name_ar, area.name_en})

    def search(self, text: str, *, limit: int) -> tuple[Area, ...]:
        """Areas whose name fits, best first: whole name, then beginning, then any word of it.

        Articles and the word for "city" do not count. Between equals the wider area leads, and within one level the
        town before the country around it, because a bare name is usually the town's.
        """
        sought = _key(text)
        if not sought:
            return ()
        found = [
            (rank, area.level, not is_town, area.pcode)
            for area, keys, is_town in self._keys
            if (rank := min(_rank(sought, key) for key in keys)) < _NO_FIT
        ]
        return tuple(self.by_pcode[pcode] for *_, pcode in sorted(found)[:limit])

    @cached_property
    def _keys(self) -> tuple[tuple[Area, frozenset[str], bool], ...]:
        return tuple(
            (area, frozenset(_key(name) for name in names), any(_TOWN.search(fold(name)) for name in names[:2]))
            for area in self.areas
            if (names := (area.name_ar, area.name_en, *area.name_ar_alt, *area.name_en_alt))
        )


_NO_FIT = 3


def _rank(sought: str, key: str) -> int:
    if key == sought:
        return 0
    if key.startswith(sought):
        return 1
    return 2 if f" {sought}" in f" {key}" else _NO_FIT


def _key(name: str) -> str:
    """Folded name without articles and, unless nothing else is left, without the word for a town."""
    folded = _ARTICLE.sub("", fold(name))
    return " ".join(_TOWN.sub("", folded).split()) or folded
