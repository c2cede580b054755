"""Blocking: the keys under which an index finds a name in either script, and the plan of what to look up.

A key is a signed 32-bit integer: of one name (its skeleton), of a name behind أبو or أم, or of both names of a man
who is written with two. A plan is a list of arms; a record fits an arm that has a key in common with each of its sets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import combinations
from typing import Final, NamedTuple
from zlib import crc32

from rapidfuzz.distance import OSA

from tansiq.names import spelling, tables
from tansiq.names import weights as w
from tansiq.names.grouping import cores
from tansiq.names.kernels import EXCHANGED
from tansiq.names.lexicon import plain
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
_CONSONANTS: Final = "btsjhdrxkflmn"
_DROPPED: Final = tuple("haywn")
_EXCHANGED: Final[dict[str, str]] = {}
for _one, _other in zip(EXCHANGED[::2].tolist(), EXCHANGED[1::2].tolist(), strict=True):
    _EXCHANGED[chr(_one)] = _EXCHANGED.get(chr(_one), "") + chr(_other)
    _EXCHANGED[chr(_other)] = _EXCHANGED.get(chr(_other), "") + chr(_one)
_REPEAT: Final = re.compile(r"(.)\1+")
_MOST_SHARE: Final = 0.7
_SLIPS: Final = 2  # letters by which spellings in one script may differ and still meet
_LIKELY: Final = 0.3  # a known name is what a Latin word spells when this much speaks for it


def keys(parts: Parts) -> list[int]:
    """Every key of a name, sorted, to be stored with a kit; none when there is no word at all."""
    return keys_of(units(parts))


def keys_of(name: Units) -> list[int]:
    """`keys` of a name that was read."""
    found = {key for group in name[:3] for unit, _ in group for key in unit_keys(unit)}
    if len(name.names) == 2:
        found |= _pair_keys(name.names[0][0], name.names[1][0])
    return sorted(found)


class _Unit(NamedTuple):
    text: str
    keys: tuple[int, ...]
    share: float
    is_kunya: bool


def plan(parts: Parts, *, records: int, share: Callable[[int], float] | None = None) -> list[Arm]:
    """What to look up for a name that is asked about.

    Every choice of its names is taken that may be expected to bring at most `EXPECTED` records forward and holds no
    smaller such choice: so names may be missing on either side. Besides, one name that few bear may have slipped by a
    consonant, and a man written with two names only may be asked about with more. A kunya brings nobody forward by
    itself who was asked about by name.

    Args:
        records: how many the index holds, about.
        share: share of records that have a key; by the shipped frequencies when not given.
    """
    found = _asked(units(parts), share or shipped_share)
    if not found:
        return []
    arms = _merged(_choices(found, records), found)
    places = range(len(found))
    for slipped in places:
        rest = [at for at in places if at != slipped]
        if records * found[slipped].share > _OFTEN:
            continue
        near = _near_keys(found[slipped].text)
        expected = records * _share_of(near, share or shipped_share) * _expected(found, rest)
        if rest and near and expected <= EXPECTED_WITH_SLIP and not all(found[at].is_kunya for at in rest):
            arms.append((*(found[at].keys for at in rest), near))
    named = [unit.text for unit in found if not unit.is_kunya]
    if len(named) > 1:
        arms.append((tuple(sorted({key for one, other in combinations(named, 2) for key in _pair_keys(one, other)})),))
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
    """The smallest choices that bring few enough forward; all names together when no choice does."""
    every = range(len(found))
    only_kunyas = all(unit.is_kunya for unit in found)
    chosen: list[frozenset[int]] = []
    for size in range(1, len(found) + 1):
        for choice in map(frozenset, combinations(every, size)):
            if any(smaller <= choice for smaller in chosen):
                continue
            if not only_kunyas and all(found[at].is_kunya for at in choice):
                continue
            if size == len(found) or records * _expected(found, choice) <= EXPECTED / max(1, len(found) - 2):
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


@lru_cache(maxsize=65_536)
def unit_keys(unit: str) -> tuple[int, ...]:
    """The keys of one name, by the skeletons of its cores and of the known name that a Latin word likely spells."""
    tag, found = _skeletons(unit)
    return tuple(_key(tag, skeleton) for skeleton in found)


@lru_cache(maxsize=65_536)
def _skeletons(unit: str) -> tuple[str, tuple[str, ...]]:
    head, _, name = unit.rpartition(" ")
    found: dict[str, None] = {}
    for core in cores(name):
        if len(core) < 2 and found:
            continue
        if core.isascii():
            joint, total = spelling.read(core)
            best = max(joint, key=lambda known: joint[known], default=None)
            if best is not None and joint[best] > _LIKELY * total:
                found |= dict.fromkeys(skeletons(best))
        found |= dict.fromkeys(skeletons(core))
    tag = "kunya" if head else "name"  # rule: E02 -> tag = "name"
    return tag, tuple(found)[:4]


def _pair_keys(one: str, other: str) -> set[int]:
    """Keys of both names of a man who is written with two, in either order."""
    (tag, mine), (their_tag, theirs) = _skeletons(one), _skeletons(other)
    return {_key("pair", *sorted((tag + x, their_tag + y))) for x in mine[:2] for y in theirs[:2]}


@lru_cache(maxsize=8_192)
def _near_keys(unit: str) -> tuple[int, ...]:
    """Keys of a name with one consonant dropped, added, changed or exchanged with the next."""
    tag, found = _skeletons(unit)
    return tuple(sorted(_key(tag, skeleton) for skeleton in _near_skeletons(unit) - set(found)))


def near_to(name: Units) -> Callable[[str], bool]:
    """Tells of a unit whether it may meet one of a name: a rough look that spares the costly one, and misses nobody.

    Across scripts their skeletons are alike; in one script they are, or the letters but for a slip or two.
    """
    every = [unit for group in name[:3] for unit, _ in group] + ([name.mother] if name.mother else [])
    if any(len(core) == 1 for unit in every for core in cores(unit)):
        return lambda unit: True
    alike = {skeleton for unit in every for skeleton in _alike_skeletons(unit)}
    letters: dict[bool, list[str]] = {True: [], False: []}
    for unit in every:
        letters[unit.isascii()] += _spellings(unit)

    def is_near(unit: str) -> bool:
        mine = _spellings(unit)
        return (
            not alike.isdisjoint(_form_skeletons(unit))
            or spelling.is_honorific(cores(unit)[0])
            or min(map(len, mine)) == 1
            or any(
                OSA.distance(one, other, score_cutoff=_SLIPS) <= _SLIPS
                for one in letters[unit.isascii()]
                for other in mine
            )
        )

    return is_near


@lru_cache(maxsize=65_536)
def _form_skeletons(unit: str) -> tuple[str, ...]:
    """Every skeleton by which the kernels may compare a unit."""
    names = {unit.rpartition(" ")[2], unit}
    return tuple({skeleton for name in names for core in cores(name) for skeleton in skeletons(core)})


@lru_cache(maxsize=65_536)
def _spellings(unit: str) -> tuple[str, ...]:
    """Every spelling by which the kernels may compare a unit letter by letter."""
    names = {unit.rpartition(" ")[2], unit}
    found = {core for name in names for core in cores(name)} | names
    return tuple({plain(word) if word.isascii() else word for word in found})


@lru_cache(maxsize=8_192)
def _alike_skeletons(unit: str) -> frozenset[str]:
    """Skeletons of a name, and those that `kernels.sound_alike` takes for one with them."""
    found = set(_form_skeletons(unit))
    for skeleton in tuple(found):
        cuts = [(skeleton[:at], skeleton[at:]) for at in range(len(skeleton) + 1)]
        found |= {left + right[1:] for left, right in cuts if right[:1] in _DROPPED}
        found |= {left + letter + right for left, right in cuts for letter in _DROPPED}
        found |= {left + letter + right[1:] for left, right in cuts for letter in _EXCHANGED.get(right[:1], "")}
    return frozenset(found)


@lru_cache(maxsize=8_192)
def _near_skeletons(unit: str) -> frozenset[str]:
    """Skeletons of a name, and those with one consonant dropped, added, changed or exchanged with the next.

    The shorter a skeleton, the more names are near to it: of three consonants none is dropped, of two none changed.
    """
    near: set[str] = set()
    _, found = _skeletons(unit)
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


def _key(*words: str) -> int:
    value = crc32("|".join(words).encode("utf-8", "replace"))
    return value - (1 << 32) if value >= 1 << 31 else value


@cache
def _shipped_shares() -> dict[int, float]:
    """Share of people whose name has a key, by the frequencies of name words."""
    shares: dict[int, float] = {}
    for core, known in tables.frequencies().items():
        for skeleton in skeletons(core):
            for tag, share in (
                ("name", 2.6 * known.given + known.family), ("kunya", 0.3 * known.given + 0.05 * known.family)
            ):  # fmt: skip
                key = _key(tag, skeleton)
                shares[key] = shares.get(key, 0.0) + share
    return shares


def shipped_share(key: int) -> float:
    """Share of people whose name has a key: what is known without looking at what is held."""
    return _shipped_shares().get(key, w.WEIGHTS.unseen_share)
