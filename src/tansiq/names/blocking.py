"""Blocking keys: signed 32-bit integers that spellings of one name share in either script.

The two lowest bits tell the kind of a key, so that an index can hold all of them in one array.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import Final
from zlib import crc32

from tansiq.names import spelling
from tansiq.names.parts import Parts
from tansiq.names.skeleton import skeletons
from tansiq.names.tokens import Token, read

TOKEN, PAIR, KUNYA, KUNYA_PAIR = 0, 1, 2, 3
_MOST_NAMES: Final = 7
_RARE_SHARE: Final = 0.004  # a word borne by more than this share of people finds too many alone


def keys(parts: Parts) -> frozenset[int]:
    """Every key of a name, to be stored with a kit.

    Keys of single words, of pairs of words in any order, of kunyas (weak: see `search_keys`) and of a kunya with
    a family name or nisba. Empty when there is no word at all.
    """
    return _keys(parts)


def search_keys(parts: Parts) -> frozenset[int]:
    """The keys to look up for a name that is asked about.

    A kunya key is left out unless the name is nothing but a kunya, with or without a family name or nisba: a kunya
    alone never brings a man forward who was asked about by his name. Keys of single common words are left out
    when the name has pairs.
    """
    found = _keys(parts)
    reading = read(parts)
    if all(token.kind in ("laqab", "nisba") for token in reading.names):
        return found
    pairs = frozenset(key for key in found if key & 3 == PAIR)
    common_words = [token for token in reading.names if pairs and _is_common(token)]
    common = {_key(TOKEN, skeleton) for token in common_words for skeleton in _skeletons(token)}
    return frozenset(key for key in found if not is_weak(key) and key not in common)


def is_weak(key: int) -> bool:
    """Whether a key is that of a kunya alone, which by itself retrieves nobody who was asked about by name."""
    return key & 3 == KUNYA


@lru_cache(maxsize=16_384)
def _keys(parts: Parts) -> frozenset[int]:
    reading = read(parts)
    words = [_skeletons(token) for token in reading.names[:_MOST_NAMES]]
    found = {_key(TOKEN, skeleton) for word in words for skeleton in word}
    for one, other in combinations(words, 2):
        found |= {_key(PAIR, *sorted((x, y))) for x in one for y in other}
    families = [t for t in (*reading.names, *reading.epithets) if t.kind in ("laqab", "nisba")]
    families += [t for t in reading.names[1:][-1:] if t not in families]
    for kunya in reading.kunyas:
        for called in _skeletons(kunya):
            found.add(_key(KUNYA, called))
            found |= {_key(KUNYA_PAIR, called, x) for family in families for x in _skeletons(family)}
    found |= {_key(TOKEN, skeleton) for token in reading.epithets for skeleton in _skeletons(token)}
    return frozenset(found)


@lru_cache(maxsize=65_536)
def _skeletons(token: Token) -> tuple[str, ...]:
    """Skeletons of a word: by its letters and, of a Latin one, of the known name that it most likely spells."""
    head, _, name = token.folded.rpartition(" ")
    if head:
        named = Token(name, name, "nasab", token.script)
        return tuple(("m+" if head in ("ام", "um") else "b+") + skeleton for skeleton in _skeletons(named))
    core = token.cores[0]
    found = dict.fromkeys(skeletons(core))
    if token.script == "lat":
        joint, total = spelling.read(core)
        best = max(joint, key=lambda name: joint[name], default=None)
        if best is not None and joint[best] > 0.3 * total:
            found = dict.fromkeys((skeletons(best)[0], *found))
    return tuple(found)[:3]


def _is_common(token: Token) -> bool:
    known = spelling.likeliest_frequency(token.cores[0])
    return known is not None and known.share > _RARE_SHARE


def _key(kind: int, *words: str) -> int:
    """A signed 32-bit key whose two lowest bits are its kind."""
    value = (crc32("|".join(words).encode("utf-8", "replace")) & ~3) | kind
    return value - (1 << 32) if value >= 1 << 31 else value
