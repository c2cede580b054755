"""Names as numbers: each spelling is looked at once, and whoever compares works on arrays.

A `form` is one spelling that is compared (the core of a word), a `unit` one name of a person (with أبو or أم in
front, or none), a `row` a whole name. Numbers hold within one lexicon and are never kept.
"""

from __future__ import annotations

import re
import threading
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tansiq.names import weights as w
from tansiq.names.compounds import cores, without_abd
from tansiq.names.kernels import joint_of, number_chunks
from tansiq.names.layout import (
    CHUNK,
    LETTERS,
    READINGS,
    SKELETON,
    SKELETONS,
)
from tansiq.names.shipped import NO_SPELLING, known, write
from tansiq.names.skeleton import skeletons

HEADS: Final = {"ابو": 1, "abu": 1, "ام": 2, "um": 2}
KINDS: Final = {"ism": w.ISM, "nasab": w.NASAB, "laqab": w.LAQAB, "nisba": w.NISBA, "kunya": w.KUNYA}

_VOWELS: Final = re.compile(r"ou|oo|ee|(?<!^)y|ei|ai(?=$)")
_DOUBLED: Final = re.compile(r"(.)\1+")
_MOST_FORMS: Final = 60_000  # beyond this a lexicon is begun anew: what is asked about must not fill the memory
_MET: Final = 1 << 19  # pairs of units whose bits are remembered; a power of two
HONORIFIC: Final = "محمد"  # many a man is called by the name that follows it
_NOVEL_BITS_PER_LETTER: Final = 3.2
_NOVEL_SHARE: Final = 0.02

Array = NDArray[Any]


class Arrays(NamedTuple):
    """What the kernels read: forms, units, the bits of units that met, the alphabet, the weights."""

    forms: Array
    units: Array
    met: Array
    met_bits: Array
    letter_codes: Array
    alphabet: Array
    w: w.Weights


_FORM: Final = np.dtype([
    ("letters", np.int32, (LETTERS,)), ("size", np.int32), ("plain", np.int32, (LETTERS,)), ("plain_size", np.int32),
    ("is_latin", np.bool_), ("share", np.float64), ("skeleton", np.int32, (SKELETONS, SKELETON)),
    ("skeleton_size", np.int32, (SKELETONS,)), ("skeletons", np.int32), ("bare", np.int32), ("known", np.int32),
    ("has_spellings", np.bool_), ("chunks", np.int16, (LETTERS, CHUNK)), ("reading", np.int32, (READINGS,)),
    ("joint", np.float64, (READINGS,)), ("reading_share", np.float64, (READINGS,)), ("readings", np.int32),
    ("total", np.float64), ("expected", np.float64),
], align=True)  # fmt: skip
_UNIT: Final = np.dtype([
    ("head", np.int32), ("cores", np.int32, (2,)), ("inner", np.int32, (2,)), ("whole", np.int32), ("text", np.int32),
    ("called", np.int32), ("is_honorific", np.bool_),
], align=True)  # fmt: skip


class Lexicon:
    """Spellings seen so far, each under a number."""

    def __init__(self, weights: w.Weights = w.WEIGHTS) -> None:
        self._weights = weights
        self._forms: dict[str, int] = {}
        self._units: dict[str, int] = {}
        self._bare: dict[str, int] = {}
        self._form_rows, self._unit_rows = np.zeros(4_096, _FORM), np.zeros(4_096, _UNIT)
        self._lock = threading.RLock()
        self._met, self._met_bits = np.full(_MET, -1, np.int64), np.zeros(_MET)
        self._arrays: Arrays | None = None
        self._ranking: Arrays | None = None
        self.vocabulary: Any = None  # of the words of an index, which belongs to it
        self.unit("")  # number 0: any name that meets nothing

    def __len__(self) -> int:
        return len(self._forms)

    @property
    def arrays(self) -> Arrays:
        """What the kernels read; ask for it after the rows were made."""
        with self._lock:
            if self._arrays is None:
                shipped = known()
                self._arrays = Arrays(
                    forms=self._form_rows, units=self._unit_rows, met=self._met, met_bits=self._met_bits,
                    letter_codes=shipped.letter_codes, alphabet=shipped.alphabet, w=self._weights,
                )  # fmt: skip
            return self._arrays

    @property
    def ranking(self) -> Arrays:
        """`arrays` with the weights by which candidates are put in order."""
        arrays = self.arrays
        if self._ranking is None or self._ranking.forms is not arrays.forms or self._ranking.units is not arrays.units:
            self._ranking = arrays._replace(w=w.ranked(self._weights))
        return self._ranking

    def _grown(self, rows: Array) -> Array:
        self._arrays = None
        return np.concatenate([rows, np.zeros(len(rows), rows.dtype)])

    def unit(self, folded: str) -> int:
        """The number of a unit as `grouping` spells it."""
        number = self._units.get(folded)
        if number is None:
            with self._lock:
                number = self._units.get(folded)
                if number is None:
                    number = self._add_unit(folded)
        return number

    def _add_unit(self, folded: str) -> int:
        number = len(self._units)
        if number == len(self._unit_rows):
            self._unit_rows = self._grown(self._unit_rows)
        head, _, name = folded.rpartition(" ")
        mine = [self.form(core) for core in cores(folded)[:2]]
        inner = [self.form(core) for core in cores(name)[:2]] if head else mine
        whole = self.form(folded)
        row = self._unit_rows[number]
        is_long_arabic = len(folded) >= 5 and not head and not self._form_rows["is_latin"][whole] and folded[0] > "z"
        row["head"] = HEADS.get(head, 3) if head else 0
        row["cores"] = [*mine, -1][:2]
        row["inner"] = [*inner, -1][:2]
        row["whole"] = whole if is_long_arabic else -1
        row["text"] = whole
        called = without_abd(folded)
        row["called"] = self.form(called) if called else -1
        row["is_honorific"] = self._is_honorific(mine[0])
        self._units[folded] = number
        return number

    def _is_honorific(self, form: int) -> bool:
        row = self._form_rows[form]
        if row["readings"]:
            best = int(row["joint"].argmax())
            name = known().names[row["reading"][best]]
            return bool(name == HONORIFIC and row["joint"][best] > 0.5 * row["total"])
        return form == self._forms.get(HONORIFIC)

    def form(self, core: str) -> int:
        """The number of a form."""
        number = self._forms.get(core)
        return self._add_form(core) if number is None else number

    def _add_form(self, core: str) -> int:
        number = len(self._forms)
        if number == len(self._form_rows):
            self._form_rows = self._grown(self._form_rows)
        row, shipped = self._form_rows[number], known()
        row["size"] = write(core, row["letters"])
        row["plain_size"] = write(plain(core), row["plain"])
        found = skeletons(core)[:SKELETONS]
        row["skeletons"] = len(found)
        for at, skeleton in enumerate(found):
            row["skeleton_size"][at] = write(skeleton, row["skeleton"][at])
        row["bare"] = self._bare.setdefault(_bare(core), len(self._bare))
        row["known"] = place = shipped.number.get(core, -1)
        row["share"] = shipped.share[place] if place >= 0 else 0.0
        row["has_spellings"] = place >= 0 and shipped.has_spellings[place]
        if core and core.isascii():
            row["is_latin"] = True
            self._read_latin(core, number)
        self._forms[core] = number
        return number

    def _read_latin(self, word: str, number: int) -> None:
        row, shipped = self._form_rows[number], known()
        candidates, joint = joint_readings(word, row["chunks"])
        best = np.argsort(-joint, kind="stable")[:READINGS]
        count = len(best)
        row["readings"] = count
        row["reading"][:count] = candidates[best]
        row["joint"][:count] = joint[best]
        shares = np.maximum(shipped.share[candidates[best]], w.WEIGHTS.unseen_share)
        row["reading_share"][:count] = shares
        row["total"] = total = joint[best].sum() + novel_share(word)
        row["expected"] = max(float((joint[best] * shares).sum()) / total, w.WEIGHTS.unseen_share)


def novel_share(word: str) -> float:
    """Probability of a Latin word that spells no known name."""
    return float(_NOVEL_SHARE * 2.0 ** (-_NOVEL_BITS_PER_LETTER * min(len(word), LETTERS) - 1.0))


def joint_readings(word: str, chunks: Array | None = None) -> tuple[Array, Array]:
    """Which known names a Latin word may be: their numbers, and for each P(name) P(word | name).

    Args:
        chunks: where to note the ways of writing that begin at each letter, for the kernels.
    """
    shipped = known()
    counted, shares = shipped.spelt.get(word, NO_SPELLING)
    near = [shipped.by_skeleton[key] for key in skeletons(word) if key in shipped.by_skeleton]
    candidates = np.unique(np.concatenate([counted, *near])) if near or len(counted) else counted
    letters = np.zeros(LETTERS, np.int32)
    size = write(word, letters)
    if chunks is None:
        chunks = np.full((LETTERS, CHUNK), -1, np.int16)
    number_chunks(letters, size, shipped.chunk_numbers, chunks)
    joint = joint_of(
        candidates, counted, shares, chunks, size, shipped.letters, shipped.size, shipped.share, shipped.has_spellings,
        shipped.letter_codes, shipped.alphabet, w.WEIGHTS.unseen_chunk,
    )  # fmt: skip
    return candidates, joint


def plain(word: str) -> str:
    """A Latin word without what hands write at will: doubled letters, ee and y for i, ou and oo for u, a last h."""
    word = _VOWELS.sub(lambda way: "u" if way.group()[0] == "o" else "i", word)
    word = _DOUBLED.sub(r"\1", word)
    return word[:-1] if len(word) > 3 and word.endswith(("ah", "eh")) else word


def _bare(core: str) -> str:
    """Without the endings of a nisba (ي) or of a woman's name (ه, ا)."""
    bare = core[:-1] if len(core) > 3 and core[-1] in "ها" else core
    return bare[:-1] if len(bare) > 4 and bare[-1] == "ي" else bare


_current: Lexicon | None = None
_changing = threading.Lock()


def current() -> Lexicon:
    """The lexicon to use for one comparison or one search; hold on to it while rows of it are in use."""
    global _current
    found = _current
    if found is None or len(found) > _MOST_FORMS:
        with _changing:
            if _current is found:
                _current = Lexicon()
            found = _current
    assert found is not None
    return found
