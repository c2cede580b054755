"""Comparison of two kits in Fellegi–Sunter terms: bits of evidence, added to a prior.

A score suggests, a person judges: nothing here decides anything, and everything it weighed is in the steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tansiq.names import kernels, lexicon, reading, vocabulary
from tansiq.names import weights as w
from tansiq.names.layout import NAMES
from tansiq.names.parts import CHAIN, Comparison, Kept, Kit, Parts, Step
from tansiq.names.reading import Units
from tansiq.names.steps import Sides, worded
from tansiq.names.tokens import tokens_of

_MOST_STEPS: Final = 48
_CONFLICTS: Final = {
    w.ISM_DIFFERS: "ISM_DIFFERS", w.FATHER_DIFFERS: "FATHER_DIFFERS", w.BIRTH_DIFFERS: "BIRTH_DIFFERS",
    w.MOTHER_DIFFERS: "MOTHER_DIFFERS",
}  # fmt: skip


@dataclass(frozen=True)
class _Side:
    """One of two persons: the units of the name and how they were written, days of birth (0 unknown), the rest."""

    units: Units
    written: tuple[str, ...]
    born: tuple[int, int]
    place: str
    identifiers: frozenset[str]


def compare(a: Kit | Kept, b: Kit | Kept) -> Comparison:
    """Compare two kits; symmetric, pure, and the same for a name as written and as the index keeps it.

    Weights, in bits: words of the name by their rarity; birth by overlap of its possible days, a year either way
    tolerated, more than two years apart a conflict; mother's name; place; a kunya at most 4, or 7 where one of them
    is known by nothing else; an equal identifier 36, a different one of the same kind -6. A name alone, however
    long, stays below 0.96: men share names.

    Returns:
        Weight (prior included), probability, steps in words, and conflicts: "ISM_DIFFERS", "FATHER_DIFFERS",
        "MOTHER_DIFFERS", "BIRTH_DIFFERS", "IDENTIFIER_DIFFERS".
    """
    words = lexicon.current()
    one, other = _side(a), _side(b)
    rows = reading.row(words, one.units), reading.row(words, other.units)
    arrays = words.arrays
    if not kernels.comes_first(arrays, *rows) or (
        other.written < one.written and kernels.comes_first(arrays, *rows[::-1])
    ):
        one, other, rows = other, one, rows[::-1]
    noted = np.empty((_MOST_STEPS, 4))
    births = np.array(one.born), np.array(other.born)
    used, ranked = kernels.weigh_explained(arrays, words.ranking, *rows, *births, noted)
    found = [(int(code), int(i), int(j), bits) for code, i, j, bits in noted[: min(used, _MOST_STEPS)].tolist()]
    place_bits, place = _place_bits(words, one.place, other.place)
    if place:
        found.append((place, -1, -1, place_bits))
    sides = Sides(one.written, other.written)
    steps = [Step("PRIOR", "قبل المقارنة", "before anything is compared", w.WEIGHTS.prior)]
    steps += [worded(code, i, j, bits, sides) for code, i, j, bits in found]
    conflicts = [_CONFLICTS[code] for code, *_ in found if code in _CONFLICTS]
    identifiers = _identifier_step(one.identifiers, other.identifiers)
    if identifiers:
        steps.append(identifiers)
        conflicts += [identifiers.code] if identifiers.code == "IDENTIFIER_DIFFERS" else []
    beside = (identifiers.bits if identifiers else 0.0) + w.WEIGHTS.prior
    weight = beside + sum(bits for *_, bits in found)
    rank = beside + ranked + place_bits
    return Comparison(weight, probability(weight), tuple(steps), tuple(conflicts), rank)


def probability(weight: float) -> float:
    """Match probability, 0 to 1, of a match weight in bits."""
    return float(1.0 / (1.0 + 2.0 ** -max(-500.0, min(500.0, weight))))


def match_weights(left: Sequence[Kit | Kept], right: Sequence[Kit | Kept]) -> NDArray[np.float64]:
    """`match_weight` of pairs, row by row, by name, birth and mother alone; one kit on the left stands for all.

    Returns:
        One weight in bits, prior included, for each of `right`.
    """
    words = lexicon.current()
    mine, my_births = _stacked(words, left)
    theirs, their_births = _stacked(words, right)
    found: NDArray[np.float64] = kernels.weigh_pairs(words.arrays, mine, my_births, theirs, their_births)
    return found + w.WEIGHTS.prior


class Near(NamedTuple):
    """One of many kits: its place among them, and the bits by which it is ranked."""

    place: int
    rank_weight: float


def nearest(asked: Kit, words: Sequence[str], births: Sequence[tuple[int, int]], *, least: int) -> list[Near]:
    """Of many kits of an index, those that reach the threshold of a hit, and the `least` best in any case.

    By name, birth and mother alone, with the figures of `match_weights` and the ranks of `compare`.

    Args:
        words: what the index keeps of each name.
        births: first and last possible day of each birth as ordinals; 0, 0 where it is not known.

    Returns:
        The best first.
    """
    if not words:
        return []
    using = lexicon.current()
    name = reading.units(asked.parts)
    mine = reading.row(using, name)
    theirs = vocabulary.of(using).rows(words, name)
    found = kernels.weigh_best(
        using.arrays,
        using.ranking,
        mine,
        np.array(born_days(asked)),
        theirs,
        np.array(births, np.int64),
        w.MATCH_BITS - w.WEIGHTS.prior,
        least,
    )
    order = np.argsort(-found[:, 1], kind="stable")
    fits = found[order, 0] >= w.MATCH_BITS - w.WEIGHTS.prior
    fits[:least] = True
    return [Near(int(at), float(found[at, 1]) + w.WEIGHTS.prior) for at in order[fits]]


def _stacked(words: lexicon.Lexicon, kits: Sequence[Kit | Kept]) -> tuple[NDArray[Any], NDArray[Any]]:
    names = [kit.words if isinstance(kit, Kept) else reading.kept_words(kit.parts) for kit in kits]
    births = np.array([born_days(kit) for kit in kits], np.int64).reshape(-1, 2)
    return vocabulary.of(words).rows(names), births


def born_days(kit: Kit | Kept) -> tuple[int, int]:
    """First and last day on which the birth may lie, as ordinals; 0, 0 when nothing is known of it."""
    first, last = kit.born_from or kit.born_to, kit.born_to or kit.born_from
    if first is None or last is None:
        return 0, 0
    one, other = first.toordinal(), last.toordinal()
    return (one, other) if one <= other else (other, one)


@lru_cache(maxsize=256)
def _side(kit: Kit | Kept) -> _Side:
    if isinstance(kit, Kept):
        units = reading.units_kept(kit.words)
        return _Side(units, tuple(unit for unit, _ in units.names), born_days(kit), "", kit.identifiers)
    return _Side(reading.units(kit.parts), _written(kit.parts), born_days(kit), kit.place, kit.identifiers)


def _written(parts: Parts) -> tuple[str, ...]:
    chain = [(part, getattr(parts, part)) for part in CHAIN]
    texts = chain if any(text for _, text in chain) else [("full", parts.full)]
    found = [token for part, text in texts for token in tokens_of(text, part)]
    written = tuple(token.raw for token in found if token.kind not in ("particle", "kunya"))
    return written if len(written) <= NAMES else (*written[: NAMES - 1], written[-1])


@lru_cache(maxsize=4_096)
def _place_words(place: str) -> tuple[str, ...]:
    return tuple(unit for unit, _ in reading.units(Parts(full=place)).names)


def _place_bits(words: lexicon.Lexicon, a: str, b: str) -> tuple[float, int]:
    mine, theirs = _place_words(a), _place_words(b)
    if not mine or not theirs:
        return 0.0, 0
    pairs = [(words.unit(x), words.unit(y)) for x in mine for y in theirs]
    if any(kernels.meet_units(words.arrays, x, y) > w.WEIGHTS.place_meets_from for x, y in pairs):
        return w.WEIGHTS.place_equal, w.PLACE_AGREES
    return w.WEIGHTS.place_does_differ, w.PLACE_DIFFERS


def _identifier_step(a: Iterable[str], b: Iterable[str]) -> Step | None:
    mine, theirs = frozenset(a), frozenset(b)
    if shared := mine & theirs:
        kind = min(shared).partition(":")[0]
        return Step(
            "IDENTIFIER_EQUAL", f"رقم الهوية واحد ({kind})", f"same identifier ({kind})", w.WEIGHTS.identifier_equal
        )
    kinds = {x.partition(":")[0] for x in mine} & {x.partition(":")[0] for x in theirs}
    if not kinds:
        return None
    kind = min(kinds)
    ar, en = f"رقم الهوية مختلف ({kind})", f"identifiers differ ({kind})"
    return Step("IDENTIFIER_DIFFERS", ar, en, w.WEIGHTS.identifier_differs)
