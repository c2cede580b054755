"""Whether a name is enough to ask about, by the shipped frequencies and the parts given, never by what is held."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from tansiq.names import spelling
from tansiq.names.parts import Parts
from tansiq.names.tokens import Token, read

POPULATION: Final = 1_500_000
MOST_BEARERS: Final = 50.0
_LEAST_SHARE: Final = 1e-4  # no open count of names of the region exists: no word is taken to be rarer than this
_MOTHER_LEAST_SHARE: Final = 1e-3
_BORN_SHARE: Final = 1 / 20  # people born within the tolerated three years


@dataclass(frozen=True)
class Sufficiency:
    """Whether what was given is `enough`; which parts are `missing` and would help; how many `bits` it holds."""

    enough: bool
    missing: tuple[str, ...]
    bits: float


def sufficient(parts: Parts, *, born: bool, strong_identifier: bool) -> Sufficiency:
    """Tell whether a kit is enough to be matched.

    A strong identifier is always enough. A kunya never is, with whatever nisba or birth. Otherwise the name must
    have two words besides kunya, title and particle (an initial is no word), and at most `MOST_BEARERS` (50)
    people may be expected to fit: a population of 1.5 million, times the share of every word (at least 1 in
    10,000 each, so that an unknown word does not pass for a rare one), times 1/20 when the birth is given,
    times the share of the mother's name (at least 1 in 1,000) when that is.

    Args:
        parts: the name as given.
        born: whether any birth date or year was given.
        strong_identifier: whether a number that belongs to one person alone was given.

    Returns:
        `missing` lists, in the order in which they help most, what was not given among "father", "grandfather",
        "family", "born", "mother", "identifier"; empty when it is enough.
    """
    reading = read(parts)
    words = [token for token in reading.names if len(token.cores[0]) > 1]
    bits = -sum(math.log2(_share(token)) for token in words)
    bits += -math.log2(_BORN_SHARE) if born else 0.0
    for mother in read(Parts(full=parts.mother)).names[:1]:
        bits += -math.log2(max(_share(mother), _MOTHER_LEAST_SHARE))
    named = [token for token in words if token.kind in ("ism", "nasab")]
    is_rare = POPULATION * 2.0**-bits <= MOST_BEARERS
    enough = strong_identifier or (bool(named) and len(words) >= 2 and is_rare)
    return Sufficiency(enough, () if enough else _missing(parts, words, born=born), round(bits, 2))


def _share(token: Token) -> float:
    known = spelling.likeliest_frequency(token.cores[0])
    return max(known.share if known else 0.0, _LEAST_SHARE)


def _missing(parts: Parts, words: list[Token], *, born: bool) -> tuple[str, ...]:
    """What was not given; of a name in one string the words are counted off: ism, father, grandfather, family."""
    chain = [token for token in words if token.kind in ("ism", "nasab")]
    has = {
        "father": bool(parts.father) or len(chain) > 1,
        "grandfather": bool(parts.grandfather) or len(chain) > 2,
        "family": any(token.kind in ("laqab", "nisba") for token in words),
        "born": born,
        "mother": bool(parts.mother),
        "identifier": False,
    }
    return tuple(name for name, given in has.items() if not given)
