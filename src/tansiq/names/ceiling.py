"""What a comparison cannot exceed, found cheaply for many kits at once, so that few need comparing in full.

`compare` stays the only judge: a kit left out here is one that it would have put below the threshold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from tansiq.names import comparison
from tansiq.names.alignment import (
    DOUBTFUL_FROM,
    KUNYA_ALONE_MOST,
    KUNYA_NAME_BEYOND,
    KUNYA_NAME_CEILING,
    KUNYA_OF_FATHER,
    LEAST_BITS,
    NISBA_FOR_FAMILY,
    PATRONYMIC_DIFFERS,
    NameEvidence,
    is_called_by_kunya,
    levelling,
)
from tansiq.names.evidence import HEADS, NO_MATCH, meet
from tansiq.names.grouping import PARTICLES, TITLES
from tansiq.names.nearness import near_words
from tansiq.names.parts import Kit, Parts
from tansiq.names.tokens import Token, read, token, tokens_of

_NAME_MOST: Final = comparison.NAME_CEILING_BITS + comparison.ABOVE_CEILING
_ROUNDING: Final = 1e-6


class Kept(NamedTuple):
    """A kit as an index keeps it: the parts as `folded_parts` gives them, and first and last possible day of birth."""

    folded: Mapping[str, str]
    born_from: date | None
    born_to: date | None


class _Part(NamedTuple):
    """One part of a kept name beside the asked name: most bits, words, words that may meet, whether it has a kunya."""

    bits: float
    words: int
    met: int
    has_kunya: bool


def ceilings(asked: Kit, kept: Sequence[Kept]) -> list[float]:
    """For each kept kit a bound, in bits, that the `match_weight` of its comparison with `asked` does not exceed.

    Neither identifiers nor places are looked at: compare in full whoever shares an identifier.
    """
    weigh_part = _part_weigher(asked.parts, kept)
    weigh_birth, weigh_mother = _birth_weigher(asked), _mother_weigher(asked.parts)
    weigh_name = _name_weigher(asked.parts)
    return [
        comparison.PRIOR_BITS
        + weigh_name([weigh_part(*part) for part in folded.items() if part[0] != "mother"])
        + weigh_birth(born_from, born_to)
        + weigh_mother(folded.get("mother", ""))
        + _ROUNDING
        for folded, born_from, born_to in kept
    ]


def birth_window(asked: Kit) -> tuple[date, date] | None:
    """The days outside which a birth rules out a match that rests on no identifier; None when no birth does.

    A mother's name may outweigh any birth: with it there is no window.
    """
    born = comparison.born_within(asked)
    least = comparison.MATCH_BITS - comparison.PRIOR_BITS - _NAME_MOST
    if born is None or asked.parts.mother or least <= comparison.BIRTH_DIFFERS_MOST:
        return None
    years = comparison.BIRTH_TOLERATED_YEARS
    years += max(0.0, (least - comparison.BIRTH_DIFFERS) / comparison.BIRTH_DIFFERS_A_YEAR)
    apart = int(years * comparison.YEAR) + 1
    first, last = date.min.toordinal(), date.max.toordinal()
    return (
        date.fromordinal(max(first, born[0].toordinal() - apart)),
        date.fromordinal(min(last, born[1].toordinal() + apart)),
    )


def _name_weigher(asked: Parts) -> Callable[[Sequence[_Part]], float]:
    reading = read(asked)
    asked_words, has_kunya, called = len(reading.names), bool(reading.kunyas), is_called_by_kunya(reading)

    def weigh(parts: Sequence[_Part]) -> float:
        bits, words, met, kunya = 0.0, 0, 0, False
        for part in parts:
            bits, words, met, kunya = bits + part.bits, words + part.words, met + part.met, kunya or part.has_kunya
        if not (kunya or has_kunya):
            # Words of both names that meet nothing count against them by twos, the mildest way once.
            apart = min(asked_words, words) - met
            bits += NISBA_FOR_FAMILY + PATRONYMIC_DIFFERS * (apart - 1) if apart > 0 else 0.0
        else:
            bits += KUNYA_ALONE_MOST if kunya and has_kunya else KUNYA_OF_FATHER
            bits += levelling(bits, KUNYA_NAME_CEILING, KUNYA_NAME_BEYOND) if called else 0.0
        bits = max(bits, LEAST_BITS)
        return bits + levelling(bits, comparison.NAME_CEILING_BITS, comparison.ABOVE_CEILING)

    return weigh


def _part_weigher(asked: Parts, kept: Sequence[Kept]) -> Callable[[str, str], _Part]:
    """What one part of a kept name may meet; each text is read once, and words that are near nothing not at all."""
    reading = read(asked)
    mine = (*reading.names, *reading.epithets)
    texts = {text for folded, _, _ in kept for part, text in folded.items() if part != "mother"}
    near = near_words(mine, {word for text in texts for word in text.split(" ")})

    @cache
    def best(word: Token) -> float:
        return max((meet(word, other) for other in mine), default=NO_MATCH)

    def weigh_words(words: Iterable[Token], count: int, *, has_kunya: bool) -> _Part:
        met = [bits for bits in map(best, words) if bits > DOUBTFUL_FROM]
        return _Part(sum(max(0.0, bits) for bits in met), count, len(met), has_kunya)

    @cache
    def weigh_plain(text: str) -> _Part | None:
        """A text in which each word is a name or a particle, whatever part it is; None where words belong together."""
        words = text.split(" ")
        if not HEADS.keys().isdisjoint(words):
            return None
        lone = len(words) == 1
        named = [word for word in words if word not in PARTICLES and (lone or word not in TITLES)]
        return weigh_words([token(w, w, "nasab") for w in named if w in near], len(named), has_kunya=False)

    @cache
    def weigh_headed(part: str, text: str) -> _Part:
        found = tokens_of(text, part)
        named = [word for word in found if word.kind not in ("particle", "kunya")]
        return weigh_words(named, len(named), has_kunya=any(word.kind == "kunya" for word in found))

    def weigh(part: str, text: str) -> _Part:
        return (weigh_plain(text) if part != "kunya" else None) or weigh_headed(part, text)

    return weigh


def _birth_weigher(asked: Kit) -> Callable[[date | None, date | None], float]:
    @cache
    def weigh(born_from: date | None, born_to: date | None) -> float:
        found = NameEvidence()
        comparison.weigh_birth(found, asked, Kit(Parts(), born_from, born_to))
        return found.bits

    return weigh


def _mother_weigher(asked: Parts) -> Callable[[str], float]:
    @cache
    def weigh(mother: str) -> float:
        found = NameEvidence()
        comparison.weigh_mother(found, asked, Parts(mother=mother))
        return found.bits

    return weigh
