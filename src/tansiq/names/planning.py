"""What to look up in an index for a name that is asked about: a few choices of its words, each of few records.

A plan is a list of arms; a record fits an arm that has a key in common with each of its sets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache, lru_cache
from itertools import combinations
from typing import Final, NamedTuple

from tansiq.names import tables
from tansiq.names import weights as w
from tansiq.names.blocking import key_of, pair_keys, skeletons_of, unit_keys, year_keys
from tansiq.names.grouping import cores
from tansiq.names.parts import Parts
from tansiq.names.reading import Units, units
from tansiq.names.skeleton import skeletons

Arm = tuple[tuple[int, ...], ...]
"""Sets of keys, of each of which a record must have one."""

EXPECTED: Final = 400
"""Records that one choice of names may be expected to bring forward; a choice that brings more needs another name."""
EXPECTED_WITH_SLIP: Final = 1_500
_OFTEN: Final = 1_500.0  # records from which a name is too common to be looked for as a slip
_MOST_UNITS: Final = 6
_YEARS_OFF: Final = 1  # by which births of one person are often written
_CONSONANTS: Final = "btsjhdrxkflmn"
_REPEAT: Final = re.compile(r"(.)\1+")
_MOST_SHARE: Final = 0.7


class _Unit(NamedTuple):
    """One thing to look up: a name, or with an empty text the year of birth."""

    text: str
    keys: tuple[int, ...]
    share: float
    is_kunya: bool


def plan(
    parts: Parts,
    *,
    records: int,
    share: Callable[[int], float] | None = None,
    born: tuple[date | None, date | None] = (None, None),
) -> list[Arm]:
    """What to look up for a name that is asked about.

    Every choice of its names, and of the year of birth with names, is taken that may be expected to bring at most
    `EXPECTED` records forward and holds no smaller such choice: so names may be missing on either side. Besides, one
    name that few bear may have slipped by a consonant, and a man written with two names only may be asked about with
    more. A kunya brings nobody forward by itself who was asked about by name; a year brings nobody forward by itself.

    Args:
        records: how many the index holds, about.
        share: share of records that have a key; by the shipped frequencies when not given.
        born: first and last day on which the birth may lie, where it is known.
    """
    found = _asked(units(parts), share or shipped_share)
    if not found:
        return []
    # With a year many men of one nisba would come who all weigh as much as the one whose kunya it is.
    years = () if any(unit.is_kunya for unit in found) else year_keys(*born, off=_YEARS_OFF)
    year = [_Unit("", years, _share_of(years, share or shipped_share), False)] if years else []
    choices = _choices([*found, *year], records)
    arms = _merged(choices, [*found, *year])
    places = range(len(found))
    if not any(choice.issubset(places) for choice in choices):
        arms.append(tuple(unit.keys for unit in found))
    for slipped in places:
        rest = [at for at in places if at != slipped]
        if records * found[slipped].share > _OFTEN:
            continue
        near = _near_keys(found[slipped].text)
        expected = records * _share_of(near, share or shipped_share) * _expected(found, rest)
        if rest and near and expected <= EXPECTED_WITH_SLIP and not all(found[at].is_kunya for at in rest):
            arms.append((*(found[at].keys for at in rest), near))
        if year and records * _share_of(near, share or shipped_share) * year[0].share <= EXPECTED:
            arms.append((years, near))
    named = [unit.text for unit in found if not unit.is_kunya]
    if len(named) > 1:
        arms.append((tuple(sorted({key for one, other in combinations(named, 2) for key in pair_keys(one, other)})),))
    return arms


def expected(arm: Arm, share: Callable[[int], float] | None = None) -> float:
    """Share of records that an arm may be expected to bring forward."""
    value = 1.0
    for found in arm:
        value *= _share_of(found, share or shipped_share)
    return value


def _asked(name: Units, share: Callable[[int], float]) -> list[_Unit]:
    """The names to look up, the rarest first; an initial finds nobody."""
    kunyas = {unit for unit, _ in name.kunyas}
    found = {unit: None for group in name[:3] for unit, _ in group if len(cores(unit)[0]) > 1}
    asked = [_Unit(unit, unit_keys(unit), _share_of(unit_keys(unit), share), unit in kunyas) for unit in found]
    return sorted(asked, key=lambda unit: (unit.share, unit.text))[:_MOST_UNITS]


def _share_of(found: Iterable[int], share: Callable[[int], float]) -> float:
    return min(_MOST_SHARE, sum(map(share, found)))


def _expected(found: list[_Unit], chosen: Iterable[int]) -> float:
    value = 1.0
    for at in chosen:
        value *= found[at].share
    return value


def _choices(found: list[_Unit], records: int) -> list[frozenset[int]]:
    """The smallest choices that bring few enough forward."""
    every = range(len(found))
    names = frozenset(at for at in every if found[at].text)
    bearing = frozenset(at for at in names if not found[at].is_kunya) or names
    most = EXPECTED / max(1, len(names) - 2)
    chosen: list[frozenset[int]] = []
    for size in range(1, len(found) + 1):
        for choice in map(frozenset, combinations(every, size)):
            if choice.isdisjoint(bearing) or any(smaller <= choice for smaller in chosen):
                continue
            if records * _expected(found, choice) <= most:
                chosen.append(choice)
    return chosen


def _merged(choices: list[frozenset[int]], found: list[_Unit]) -> list[Arm]:
    """Choices that differ in one name make one arm: these names, and any of those."""
    arms: list[Arm] = []
    while choices:
        bases = Counter(choice - {at} for choice in choices for at in choice)
        base = max(bases, key=lambda base: (bases[base], -sum(found[at].share for at in base), sorted(base)))
        anys = [next(iter(choice - base)) for choice in choices if base < choice and len(choice) == len(base) + 1]
        last = tuple(sorted({key for at in anys for key in found[at].keys}))
        arms.append((*(found[at].keys for at in sorted(base)), last))
        choices = [choice for choice in choices if not (base < choice and len(choice) == len(base) + 1)]
    return arms


@lru_cache(maxsize=8_192)
def _near_keys(unit: str) -> tuple[int, ...]:
    """Keys of a name with one consonant dropped, added, changed or exchanged with the next."""
    tag, found = skeletons_of(unit)
    return tuple(sorted(key_of(tag, skeleton) for skeleton in _near_skeletons(unit) - set(found)))


@lru_cache(maxsize=8_192)
def _near_skeletons(unit: str) -> frozenset[str]:
    """Skeletons of a name, and those with one consonant dropped, added, changed or exchanged with the next.

    The shorter a skeleton, the more names are near to it: of three consonants none is dropped, of two none changed.
    """
    near: set[str] = set()
    _, found = skeletons_of(unit)
    for skeleton in found:
        cuts = [(skeleton[:at], skeleton[at:]) for at in range(len(skeleton) + 1)]
        if len(skeleton) > 3:
            near |= {left + right[1:] for left, right in cuts if right}
        if len(skeleton) > 2:
            near |= {left + letter + right[1:] for left, right in cuts if right for letter in _CONSONANTS}
            near |= {left + letter + right for left, right in cuts for letter in _CONSONANTS}
            near |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
            near |= {first + rest for first in "awy" for rest in (skeleton, skeleton[1:])}
    near = {_REPEAT.sub(r"\1", skeleton) for skeleton in near if len(skeleton) > 1}
    return frozenset(near | set(found))


@cache
def _shipped_shares() -> dict[int, float]:
    """Share of people whose name has a key, by the frequencies of name words."""
    shares: dict[int, float] = {}
    for core, known in tables.frequencies().items():
        for skeleton in skeletons(core):
            for tag, share in (
                ("name", 2.6 * known.given + known.family), ("kunya", 0.3 * known.given + 0.05 * known.family)
            ):  # fmt: skip
                key = key_of(tag, skeleton)
                shares[key] = shares.get(key, 0.0) + share
    return shares


def shipped_share(key: int) -> float:
    """Share of people whose name has a key: what is known without looking at what is held."""
    return _shipped_shares().get(key, w.WEIGHTS.unseen_share)
