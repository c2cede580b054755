"""A name as it is compared and kept: its units by use, as text for the index and as a row for the kernels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tansiq.names import weights as w
from tansiq.names.folding import folded
from tansiq.names.layout import (
    EPITHETS,
    FIRST_EPITHET,
    FIRST_EPITHET_KIND,
    FIRST_KIND,
    FIRST_KUNYA,
    FIRST_NAME,
    KUNYAS,
    MOTHER,
    NAMES,
    ROW,
)
from tansiq.names.lexicon import KINDS, Lexicon
from tansiq.names.parts import CHAIN, Parts
from tansiq.names.tokens import Named, named

Unit = tuple[str, int]
"""A unit as `grouping` spells it, and its kind."""

# In the kept text each unit begins with a digit: its kind, or one of these.
_EPITHET: Final = {w.ISM: 6, w.NASAB: 6, w.LAQAB: 7, w.NISBA: 8}
EPITHET_KIND: Final = {6: w.NASAB, 7: w.LAQAB, 8: w.NISBA}
MOTHER_DIGIT: Final = 9


class Units(NamedTuple):
    """The units of a name by use: names in order, kunyas, what stands beside a kunya, the mother's first name."""

    names: tuple[Unit, ...]
    kunyas: tuple[Unit, ...]
    epithets: tuple[Unit, ...]
    mother: str


def units(parts: Parts) -> Units:
    """Read a name. `full` is read only when no part is given; particles and titles are left out."""
    own = _own(parts)
    called = named(folded(parts.kunya).split(), "kunya") if parts.kunya else []
    return _sorted(own, called, _first_name(parts.mother))


def _own(parts: Parts) -> list[Named]:
    chain = [(part, getattr(parts, part)) for part in CHAIN]
    if not any(text for _, text in chain):
        return named(folded(parts.full).split(), "full")
    return [unit for part, text in chain if text for unit in named(folded(text).split(), part)]


def _first_name(text: str) -> str:
    found = named(folded(text).split(), "full") if text else []
    return next((unit.folded for unit in found if unit.kind not in ("particle", "kunya")), "")


def _sorted(own: Iterable[Named], called: Iterable[Named], mother: str) -> Units:
    kunyas: list[Unit] = []

    def others(units_of: Iterable[Named]) -> list[Unit]:
        found = []
        for unit in units_of:
            if unit.kind == "kunya":  # rule: E02
                kunyas.append((unit.folded, w.KUNYA))
                continue
            if unit.kind != "particle":
                found.append((unit.folded, KINDS[unit.kind]))
        return found

    names, epithets = others(own), others(called)
    return Units(tuple(names), tuple(kunyas), tuple(epithets), mother)


def kept_words(parts: Parts) -> str:
    """What the index keeps of a name, as text: see `words_of`."""
    return words_of(units(parts))


def words_of(name: Units) -> str:
    """The text that the index keeps of a name: its units, each behind the digit of its kind."""
    found = [f"{kind}{unit}" for unit, kind in (*name.names, *name.kunyas)]
    found += [f"{_EPITHET[kind]}{unit}" for unit, kind in name.epithets]
    found += [f"{MOTHER_DIGIT}{name.mother}"] if name.mother else []
    return " ".join(unit.replace(" ", "_") for unit in found)


def units_kept(text: str) -> Units:
    """The units of a kept text."""
    names, kunyas, epithets, mother = [], [], [], ""
    for word in text.split(" "):
        kind, unit = int(word[:1] or 0), word[1:].replace("_", " ")
        if kind == MOTHER_DIGIT:
            mother = unit
        elif kind in EPITHET_KIND:
            epithets.append((unit, EPITHET_KIND[kind]))
        elif kind == w.KUNYA:
            kunyas.append((unit, kind))
        elif kind:
            names.append((unit, kind))
    return Units(tuple(names), tuple(kunyas), tuple(epithets), mother)


def row(lexicon: Lexicon, name: Units) -> NDArray[Any]:
    """A name as numbers of a lexicon."""
    found = np.full(ROW, -1, np.int32)
    names = _shortened(name.names)
    kunyas, epithets = name.kunyas[:KUNYAS], name.epithets[:EPITHETS]
    found[:FIRST_NAME] = len(names), len(kunyas), len(epithets)
    unit = lexicon.unit
    found[FIRST_NAME : FIRST_NAME + len(names)] = [unit(text) for text, _ in names]
    found[FIRST_KIND : FIRST_KIND + len(names)] = [kind for _, kind in names]
    if kunyas:
        found[FIRST_KUNYA : FIRST_KUNYA + len(kunyas)] = [unit(text) for text, _ in kunyas]
    if epithets:
        found[FIRST_EPITHET : FIRST_EPITHET + len(epithets)] = [unit(text) for text, _ in epithets]
        found[FIRST_EPITHET_KIND : FIRST_EPITHET_KIND + len(epithets)] = [kind for _, kind in epithets]
    if name.mother:
        found[MOTHER] = unit(name.mother)
    return found


def _shortened(names: Sequence[Unit]) -> Sequence[Unit]:
    return names if len(names) <= NAMES else (*names[: NAMES - 1], names[-1])
