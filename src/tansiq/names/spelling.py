"""How likely a Latin word spells an Arabic name, and which names it may be.

P(latin | arabic) mixes counted spellings with a learned many-to-many alphabet in which every Arabic letter writes
zero to four Latin ones, short vowels included.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final, NamedTuple

from tansiq.names import tables
from tansiq.names.skeleton import skeletons

MAX_CHUNK: Final = 4
_IMPOSSIBLE: Final = -60.0
_UNSEEN_CHUNK: Final = -13.0  # bits for a way of writing a letter that was never seen in training
_MAX_WORD: Final = 24
_MOST_READINGS: Final = 8
_NOVEL_BITS_PER_LETTER: Final = 3.2
_NOVEL_SHARE: Final = 0.02


class Readings(NamedTuple):
    """The names a Latin word may be: joint probability by Arabic core, and the word's own probability."""

    joint: dict[str, float]
    total: float


def position(at: int, length: int) -> tables.Position:
    """Where a letter stands in its word."""
    if length == 1:
        return "only"
    return "first" if at == 0 else "last" if at == length - 1 else "middle"


def alphabet_bits(core: str, latin: str) -> float:
    """log2 P(latin | core) by the learned alphabet, over the best way to cut `latin` into the letters of `core`."""
    table = tables.alphabet()
    core, latin = core[:_MAX_WORD], latin[:_MAX_WORD]
    size = len(latin)
    best = {0: 0.0}
    for at, letter in enumerate(core):
        chunks = table.get((position(at, len(core)), letter), {})
        after: dict[int, float] = {}
        for start, bits in best.items():
            for end in range(start, min(size, start + MAX_CHUNK) + 1):
                value = bits + chunks.get(latin[start:end], _UNSEEN_CHUNK - 2.0 * (end - start))
                if value > after.get(end, _IMPOSSIBLE):
                    after[end] = value
        best = after
    return best.get(size, _IMPOSSIBLE)


@lru_cache(maxsize=262_144)
def spelled(core: str, latin: str) -> float:
    """P(latin | core), 0 to 1."""
    by_letters: float = 2.0 ** alphabet_bits(core, latin)
    counted = tables.spellings().get(latin, {}).get(core)
    if counted is not None:
        return 0.7 * counted + 0.3 * by_letters
    return 0.3 * by_letters if core in tables.cores_with_spellings() else by_letters


@lru_cache(maxsize=65_536)
def read(latin: str) -> Readings:
    """Which known names a Latin word may be; names outside the tables share what is left."""
    candidates = dict.fromkeys(tables.spellings().get(latin, {}))
    for key in skeletons(latin):
        candidates |= dict.fromkeys(tables.cores_by_skeleton().get(key, ())[:_MOST_READINGS])
    joint = {}
    for core in candidates:
        known = tables.frequency(core)
        joint[core] = (known.share if known else tables.UNSEEN_SHARE) * spelled(core, latin)
    novel = _NOVEL_SHARE * 2.0 ** (-_NOVEL_BITS_PER_LETTER * len(latin) - 1.0)
    return Readings(joint, sum(joint.values()) + novel)


def reading_bits(core: str, latin: str) -> float:
    """Weight in bits of an Arabic core met by a Latin word: log2 of P(latin | core) over P(latin)."""
    chance = spelled(core, latin)
    if chance <= 0.0:
        return _IMPOSSIBLE
    known = tables.frequency(core)
    share = known.share if known else tables.UNSEEN_SHARE
    joint, total = read(latin)
    return math.log2(chance / (total if core in joint else total + share * chance))


def likeliest_frequency(core: str) -> tables.Frequency | None:
    """Frequency of a core in either script; of a Latin one, that of the name it most likely spells."""
    if not core.isascii():
        return tables.frequency(core)
    joint, total = read(core)
    best = max(joint, key=lambda name: joint[name], default=None)
    return tables.frequency(best) if best is not None and joint[best] > 0.5 * total else None
