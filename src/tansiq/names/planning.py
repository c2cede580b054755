"""What to look up in an index for a name that is asked about: a few choices of its words, each of few records.

A plan is a list of arms; a record fits an arm that has a key in common with each of its sets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from itertools import combinations
from typing import Final, NamedTuple

from tansiq.names import tables
from tansiq.names import weights as w
from tansiq.names.blocking import key_of, pair_keys, skeletons_of, unit_keys, year_keys
from tansiq.names.compounds import cores, without_abd
from tansiq.names.parts import Parts
from tansiq.names.reading import Units, units
from tansiq.names.skeleton import skeletons

Arm = tuple[tuple[int, ...], ...]
"""Sets of keys, of each of which a record must have one."""


class Reach(NamedTuple):
    """How far a plan goes.

    `choice` is how many records one choice of names may be expected to bring forward, `slip` one with a slip in it: a
    choice that brings more needs another name. A name that more than `often` bear is not looked for as a slip, nor one
    beside names of which even the rarest is borne by more than `beside`: the index would go through all of them. The
    wide plan also takes a name for one with or without عبد, and the first letters for a slip in the article.
    """

    choice: float
    slip: float
    often: float
    beside: float
    is_wide: bool


NEAR: Final = Reach(choice=400, slip=800, often=1_500, beside=4_000, is_wide=False)
WIDE: Final = Reach(choice=1_200, slip=2_400, often=1e9, beside=20_000, is_wide=True)
"""For whom the near plan brings nobody forward who fits."""
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
    parts: Parts, *, records: int, share: Callable[[int], float] | None = None,
    born: tuple[date | None, date | None] = (None, None), reach: Reach = NEAR,
) -> list[Arm]:  # fmt: skip
    """What to look up for a name that is asked about.

    Every choice of its names, and of the year of birth with names, is taken that may be expected to bring few records
    forward and holds no smaller such choice: so names may be missing on either side. Besides, one
    name may have slipped by a consonant, and a man written with two names only may be asked about with
    more. A kunya brings nobody forward by itself who was asked about by name; a year brings nobody forward by itself.

    Args:
        records: how many the index holds, about.
        share: share of records that have a key; by the shipped frequencies when not given.
        born: first and last day on which the birth may lie, where it is known.
        reach: `NEAR`, or `WIDE` where that brought nobody forward who fits.
    """
    found = _asked(units(parts), share or shipped_share, reach)
    if not found:
        return []
    # With a year many men of one nisba would come who all weigh as much as the one whose kunya it is.
    years = () if any(unit.is_kunya for unit in found) else year_keys(*born, off=_YEARS_OFF)
    year = [_Unit("", years, _share_of(years, share or shipped_share), False)] if years else []
    choices = _choices([*found, *year], records, reach.choice)
    arms = _merged(choices, [*found, *year])
    if not any(choice.issubset(range(len(found))) for choice in choices):
        arms.append(tuple(unit.keys for unit in found))
    arms += _slips(found, year, records, share or shipped_share, reach)
    named = [unit.text for unit in found if not unit.is_kunya]
    if len(named) > 1:
        arms.append((tuple(sorted({key for one, other in combinations(named, 2) for key in pair_keys(one, other)})),))
    return arms


def _slips(
    found: list[_Unit], year: list[_Unit], records: int, share: Callable[[int], float], reach: Reach
) -> Iterator[Arm]:
    """Arms by which one name may have slipped by a consonant, beside the others or beside the year."""
    for slipped, unit in enumerate(found):
        rest = [at for at in range(len(found)) if at != slipped]
        if records * unit.share > reach.often:
            continue
        near = _near_keys(unit.text, reach.is_wide)
        bearing = records * _share_of(near, share)
        rarest = min([bearing, *(records * found[at].share for at in rest)])
        is_few = bearing * _expected(found, rest) <= reach.slip and rarest <= reach.beside
        if rest and near and is_few and not all(found[at].is_kunya for at in rest):
            yield (*(found[at].keys for at in rest), near)
        if year and bearing * year[0].share <= reach.choice:
            yield (year[0].keys, near)


def expected(arm: Arm, share: Callable[[int], float] | None = None) -> float:
    """Share of records that an arm may be expected to bring forward."""
    value = 1.0
    for found in arm:
        value *= _share_of(found, share or shipped_share)
    return value


def _asked(name: Units, share: Callable[[int], float], reach: Reach) -> list[_Unit]:
    """The names to look up, the rarest first; an initial finds nobody."""
    kunyas = {unit for unit, _ in name.kunyas}
    found = {unit: None for group in name[:3] for unit, _ in group if len(cores(unit)[0]) > 1}
    keys = {unit: (*unit_keys(unit), *(_without_abd(unit) if reach.is_wide else ())) for unit in found}
    asked = [_Unit(unit, keys[unit], _share_of(keys[unit], share), unit in kunyas) for unit in found]
    return sorted(asked, key=lambda unit: (unit.share, unit.text))[:_MOST_UNITS]


def _share_of(found: Iterable[int], share: Callable[[int], float]) -> float:
    return min(_MOST_SHARE, sum(map(share, found)))


def _expected(found: list[_Unit], chosen: Iterable[int]) -> float:
    value = 1.0
    for at in chosen:
        value *= found[at].share
    return value


@lru_cache(maxsize=8_192)
def _without_abd(unit: str) -> tuple[int, ...]:
    """Keys of a name with عبد in front when it has none, and without when it has: Abd al-Hamid is called Hamid."""
    if " " in unit:
        return ()
    other = without_abd(unit) or ("abd" if unit.isascii() else "عبد") + cores(unit)[0]
    return tuple(key_of("name", skeleton) for skeleton in skeletons(other))


def _choices(found: list[_Unit], records: int, expected: float) -> list[frozenset[int]]:
    """The smallest choices that bring few enough forward."""
    every = range(len(found))
    names = frozenset(at for at in every if found[at].text)
    bearing = frozenset(at for at in names if not found[at].is_kunya) or names
    most = expected / max(1, len(names) - 2)
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
def _near_keys(unit: str, is_wide: bool) -> tuple[int, ...]:
    """Keys of a name with one consonant dropped, added, changed or exchanged with the next."""
    tag, found = skeletons_of(unit)
    near = _near_skeletons(unit, is_wide) | (_slips_of_article(unit) if is_wide else frozenset())
    return tuple(sorted(key_of(tag, skeleton) for skeleton in near - set(found)))


def _slips_of_article(unit: str) -> frozenset[str]:
    """Skeletons of an Arabic name whose first letters are a slip of the article (اكفرا, لافرا, ايلفرا for الفرا)."""
    if unit[0] <= "z" or len(unit) < 5 or unit.startswith("ال"):
        return frozenset()
    ways = [(unit[0] == "ا", 2), (unit[1] == "ل", 2), (unit[:2] == "لا", 2), (unit[0] in "ال", 1), (unit[2] == "ل", 3)]
    return frozenset(one for fits, past in ways if fits and len(unit) - past > 2 for one in skeletons(unit[past:]))


@lru_cache(maxsize=8_192)
def _near_skeletons(unit: str, is_wide: bool) -> frozenset[str]:
    """Skeletons of a name, and those with one consonant dropped, added, changed or exchanged with the next.

    The shorter a skeleton, the more names are near to it: of three consonants none is dropped, of two none changed
    unless the plan is wide.
    """
    near: set[str] = set()
    _, found = skeletons_of(unit)
    for skeleton in found:
        cuts = [(skeleton[:at], skeleton[at:]) for at in range(len(skeleton) + 1)]
        if len(skeleton) > 3 - is_wide:
            near |= {left + right[1:] for left, right in cuts if right}
        if len(skeleton) > 2 - is_wide:
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
