"""The words of an index, each looked at once, so that a search need only look at which of them may meet its own.

Words that cannot meet stand in the rows as one name that meets nothing: reading a word for comparison is costly.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import repeat
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tansiq.names import tables
from tansiq.names import weights as w
from tansiq.names.blocking import alike_skeletons, form_skeletons, spellings_of
from tansiq.names.compounds import cores
from tansiq.names.kernels import nearness
from tansiq.names.kernels.letters import EXCHANGED
from tansiq.names.layout import LETTERS
from tansiq.names.lexicon import HONORIFIC, Lexicon
from tansiq.names.reading import EPITHET_KIND, MOTHER_DIGIT, Units
from tansiq.names.skeleton import skeletons
from tansiq.names.spelling import is_honorific

Array = NDArray[Any]
MOST: Final = 150_000
"""Words beyond which a vocabulary is begun anew: an index must not fill the memory."""
_SPELLINGS: Final = 5
_SKELETONS: Final = 8
_BITS: Final = 62
_SEEN: Final = np.dtype([
    ("spelling", np.uint16, (_SPELLINGS, LETTERS)), ("letters", np.int64, (_SPELLINGS,)),
    ("size", np.int8, (_SPELLINGS,)), ("spellings", np.int8), ("is_latin", np.bool_),
    ("skeleton", np.int32, (_SKELETONS,)), ("skeletons", np.int8), ("first", np.int64), ("is_initial", np.bool_),
    ("is_always", np.bool_),
], align=True)  # fmt: skip
_SLOTS: Final = {
    **{kind: (nearness.NAME_SLOT, kind) for kind in (w.ISM, w.NASAB, w.LAQAB, w.NISBA)},
    w.KUNYA: (nearness.KUNYA_SLOT, w.KUNYA), MOTHER_DIGIT: (nearness.MOTHER_SLOT, 0),
    **{digit: (nearness.EPITHET_SLOT, kind) for digit, kind in EPITHET_KIND.items()},
}  # fmt: skip
_ALIKE_FIRST: Final[dict[str, set[str]]] = {}
for _one, _other in zip(EXCHANGED[::2].tolist(), EXCHANGED[1::2].tolist(), strict=True):
    _ALIKE_FIRST.setdefault(chr(_one), set()).add(chr(_other))
    _ALIKE_FIRST.setdefault(chr(_other), set()).add(chr(_one))


class Vocabulary:
    """Kept words seen so far, for one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words: dict[str, int] = {}
        self._units: dict[str, int] = {}
        self._texts: list[str] = []
        self._slots, self._kinds = np.zeros(4_096, np.int8), np.zeros(4_096, np.int8)
        self._of_word = np.zeros(4_096, np.int32)
        self._seen, self._numbers = np.zeros(4_096, _SEEN), np.full(4_096, -1, np.int32)
        self._lock = threading.RLock()

    def __len__(self) -> int:
        return len(self._words)

    def rows(self, texts: Sequence[str], asked: Units | None = None) -> Array:
        """Kept texts as rows of the lexicon, below one another.

        Args:
            asked: a name; what cannot meet any of its words stands in the rows as a name that meets nothing.
        """
        words, counts = self._read(texts)
        if asked is None:
            near = np.unique(self._of_word[words])
        else:
            spellings, alike = _wanted(asked)
            near = nearness.near_units(words, self._of_word, self._seen, spellings, alike)
        for unit in near[self._numbers[near] < 0].tolist():
            self._numbers[unit] = self._lexicon.unit(self._texts[unit])
        numbers = np.full(len(self._numbers), -1, np.int32)
        numbers[near] = self._numbers[near]
        found: Array = nearness.rows_of(words, counts, self._slots, self._kinds, self._of_word, numbers)
        return found

    def _read(self, texts: Sequence[str]) -> tuple[Array, Array]:
        """Numbers of the words of all texts, and how many each text has."""
        every = " ".join(texts).split(" ")
        words = np.fromiter(map(self._words.get, every, repeat(-1)), np.int32, len(every))
        missing = (words < 0).nonzero()[0]
        if len(missing):
            with self._lock:
                for at in missing.tolist():
                    words[at] = self._word(every[at])
        return words, np.fromiter(map(str.count, texts, repeat(" ")), np.int32, len(texts)) + np.int32(1)

    def _word(self, kept: str) -> int:
        number = self._words.get(kept)
        if number is not None:
            return number
        number = len(self._words)
        if number == len(self._slots):
            self._slots, self._kinds = _grown(self._slots), _grown(self._kinds)
            self._of_word = _grown(self._of_word)
        self._slots[number], self._kinds[number] = _SLOTS.get(int(kept[:1] or 0), (nearness.NO_SLOT, 0))
        self._of_word[number] = self._unit(kept[1:].replace("_", " "))
        self._words[kept] = number
        return number

    def _unit(self, text: str) -> int:
        number = self._units.get(text)
        if number is not None:
            return number
        number = len(self._texts)
        if number == len(self._seen):
            self._seen = _grown(self._seen)
            self._numbers = np.concatenate([self._numbers, np.full(len(self._numbers), -1, np.int32)])
        _look(text, self._seen[number])
        self._texts.append(text)
        self._units[text] = number
        return number


def _grown(rows: Array) -> Array:
    return np.concatenate([rows, np.zeros(len(rows), rows.dtype)])


def _look(unit: str, row: Any) -> None:
    """Write what of a unit tells whether it may meet another."""
    spellings = spellings_of(unit)[:_SPELLINGS]
    for at, spelling in enumerate(spellings):
        codes = np.minimum(np.frombuffer(spelling[:LETTERS].encode("utf-32-le", "surrogatepass"), np.uint32), 0xFFFF)
        row["spelling"][at, : len(codes)] = codes
        row["size"][at] = len(codes)
        row["letters"][at] = sum({1 << code % _BITS for code in codes.tolist()})
    row["spellings"] = len(spellings)
    row["is_latin"] = unit.isascii()
    found = form_skeletons(unit)
    row["skeletons"] = min(_SKELETONS, len(found))
    row["skeleton"][: len(found[:_SKELETONS])] = _digests(found[:_SKELETONS])
    row["first"] = _first_letters(found)
    row["is_initial"] = min(map(len, spellings)) == 1
    may_be_prefix = not _prefix_skeletons().isdisjoint(found)
    row["is_always"] = bool(row["is_initial"]) or (may_be_prefix and is_honorific(cores(unit)[0]))


@cache
def _prefix_skeletons() -> frozenset[str]:
    """Skeletons of every word that may spell محمد."""
    written = [word for word, names in tables.spellings().items() if HONORIFIC in names]
    return frozenset(skeleton for word in (HONORIFIC, *written) for skeleton in skeletons(word))


def _digests(skeletons_of_units: Iterable[str]) -> Array:
    return np.array([crc32(one.encode("utf-8", "replace")) for one in skeletons_of_units], np.uint32).view(np.int32)


def _first_letters(found: Iterable[str]) -> int:
    """The letters with which skeletons begin, and those written for them, as bits."""
    firsts = {one[:1] for one in found}
    firsts |= {other for one in firsts for other in _ALIKE_FIRST.get(one, ())}
    return sum({1 << (ord(first) & 31) for first in firsts if first})


def _wanted(asked: Units) -> tuple[Array, Array]:
    """What is asked about: its spellings, and the sorted digests of skeletons that sound alike."""
    every = [unit for group in asked[:3] for unit, _ in group] + ([asked.mother] if asked.mother else [])
    spellings = np.zeros(len(every), _SEEN)
    for at, unit in enumerate(every):
        _look(unit, spellings[at])
    alike = {skeleton for unit in every for skeleton in alike_skeletons(unit)}
    return spellings, np.sort(_digests(alike))


def of(lexicon: Lexicon) -> Vocabulary:
    """The vocabulary of a lexicon."""
    found: Vocabulary | None = lexicon.vocabulary
    if found is None or len(found) > MOST:
        found = lexicon.vocabulary = Vocabulary(lexicon)
    return found
