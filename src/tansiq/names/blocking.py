"""Blocking: the keys under which an index finds a name in either script; `planning` says which are looked up.

A key is a signed 32-bit integer: of one name (its skeleton), of a name behind أبو or أم, of both names of a man who
is written with two, or of a year of birth.
"""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import Final
from zlib import crc32

from tansiq.names import spelling
from tansiq.names.compounds import cores, without_abd
from tansiq.names.kernels import EXCHANGED
from tansiq.names.lexicon import plain
from tansiq.names.parts import Parts
from tansiq.names.reading import Units, units
from tansiq.names.skeleton import skeletons

_MOST_YEARS: Final = 2  # a birth that may lie in more years is no key
_DROPPED: Final = tuple("haywn")
_EXCHANGED: Final[dict[str, str]] = {}
for _one, _other in zip(EXCHANGED[::2].tolist(), EXCHANGED[1::2].tolist(), strict=True):
    _EXCHANGED[chr(_one)] = _EXCHANGED.get(chr(_one), "") + chr(_other)
    _EXCHANGED[chr(_other)] = _EXCHANGED.get(chr(_other), "") + chr(_one)
_LIKELY: Final = 0.3  # a known name is what a Latin word spells when this much speaks for it


def keys(parts: Parts) -> list[int]:
    """Every key of a name, sorted, to be stored with a kit; none when there is no word at all."""
    return keys_of(units(parts))


def keys_of(name: Units) -> list[int]:
    """`keys` of a name that was read."""
    found = {key for group in name[:3] for unit, _ in group for key in unit_keys(unit)}
    if len(name.names) == 2:
        found |= pair_keys(name.names[0][0], name.names[1][0])
    return sorted(found)


def year_keys(first: date | None, last: date | None, *, off: int = 0) -> tuple[int, ...]:
    """Keys of the years in which a birth may lie, and of as many before and after as it may be off."""
    low, high = first or last, last or first
    if low is None or high is None or not 0 <= high.year - low.year < _MOST_YEARS:
        return ()
    return tuple(_year_key(year) for year in range(low.year - off, high.year + off + 1))


@lru_cache(maxsize=65_536)
def unit_keys(unit: str) -> tuple[int, ...]:
    """The keys of one name, by the skeletons of its cores and of the known name that a Latin word likely spells."""
    tag, found = skeletons_of(unit)
    return tuple(key_of(tag, skeleton) for skeleton in found)


@lru_cache(maxsize=65_536)
def skeletons_of(unit: str) -> tuple[str, tuple[str, ...]]:
    """What a unit is called by before its name, and the skeletons under which its name is looked for."""
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


def pair_keys(one: str, other: str) -> set[int]:
    """Keys of both names of a man who is written with two, in either order."""
    (tag, mine), (their_tag, theirs) = skeletons_of(one), skeletons_of(other)
    return {key_of("pair", *sorted((tag + x, their_tag + y))) for x in mine[:2] for y in theirs[:2]}


@lru_cache(maxsize=65_536)
def form_skeletons(unit: str) -> tuple[str, ...]:
    """Every skeleton by which the kernels may compare a unit."""
    names = {unit.rpartition(" ")[2], unit}
    called = without_abd(unit)
    every = [core for name in names for core in cores(name)] + ([called] if called else [])
    return tuple({skeleton for core in every for skeleton in skeletons(core)})


@lru_cache(maxsize=65_536)
def spellings_of(unit: str) -> tuple[str, ...]:
    """Every spelling by which the kernels may compare a unit letter by letter."""
    names = {unit.rpartition(" ")[2], unit}
    found = (
        {core for name in names for core in cores(name)}
        | names
        | ({called} if (called := without_abd(unit)) else set())
    )
    return tuple({plain(word) if word.isascii() else word for word in found})


@lru_cache(maxsize=8_192)
def alike_skeletons(unit: str) -> frozenset[str]:
    """Skeletons of a name, and those that `kernels.sound_alike` takes for one with them."""
    found = set(form_skeletons(unit))
    for skeleton in tuple(found):
        cuts = [(skeleton[:at], skeleton[at:]) for at in range(len(skeleton) + 1)]
        found |= {left + right[1:] for left, right in cuts if right[:1] in _DROPPED}
        found |= {left + letter + right for left, right in cuts for letter in _DROPPED}
        found |= {left + letter + right[1:] for left, right in cuts for letter in _EXCHANGED.get(right[:1], "")}
    return frozenset(found)


def key_of(*words: str) -> int:
    """A key for the index from some words: 32 bits, signed, as an integer column holds them."""
    value = crc32("|".join(words).encode("utf-8", "replace"))
    return value - (1 << 32) if value >= 1 << 31 else value


@cache
def _year_key(year: int) -> int:
    return key_of("year", str(year))
