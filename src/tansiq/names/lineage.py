"""What of a name says who somebody's relative is: given name, father and family, in every spelling that is one name.

Particles, titles and kunyas are left out, compounds joined, articles dropped. A name in one script meets one in the
other by its consonants. Two names are of one man, as far as this says, where what the one declares meets the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from tansiq.names.blocking import skeletons_of
from tansiq.names.compounds import cores
from tansiq.names.parts import CHAIN, Parts
from tansiq.names.reading import Unit, units

# Of a given name, a father and a family each: the grandfather is left out, since two thirds do not know his.
LEAST: Final = 3
# Words that may be a name, how many stand side by side in one, and how many words are looked through.
_WORD, NAME_LENGTHS, MOST_WORDS = re.compile(r"[^\W\d_]+"), (3, 4, 5), 400
_NEEDED: Final = ("ism", "father", "family")


def declared(parts: Parts) -> frozenset[str]:
    """Under what a name is declared; nothing where a given name, a father or a family is missing."""
    own = _names(parts)
    if not own:
        return frozenset()
    script = _script(own)
    sounds = _by_sound(own[:2], own[-1:], script)
    return sounds | _as_written(own[:2], own[-1:]) if script == "ar" else sounds


def met(parts: Parts) -> frozenset[str]:
    """What a name is looked up under: any name behind the father may be that of the family."""
    own = _names(parts)
    if not own:
        return frozenset()
    script, families = _script(own), own[2:]
    found = _by_sound(own[:2], families, "lat")
    if script == "ar":
        return found | _as_written(own[:2], families)
    return found | _by_sound(own[:2], families, "ar")


def names_within(words: str) -> Iterator[str]:
    """Every row of words in what was typed that may be somebody's name, also behind «and»."""
    found = _WORD.findall(words)[:MOST_WORDS]
    for start, first in enumerate(found):
        for length in NAME_LENGTHS:
            if start + length <= len(found):
                rest = found[start + 1 : start + length]
                yield " ".join((first, *rest))
                if first.startswith("و"):
                    yield " ".join((first[1:], *rest))


def _names(parts: Parts) -> Sequence[Unit]:
    chain = any(getattr(parts, part) for part in CHAIN)
    if chain and not all(getattr(parts, part).strip() for part in _NEEDED):
        return ()
    own = units(Parts(parts.ism, parts.father, parts.grandfather, parts.family, full=parts.full)).names
    return own if len(own) >= LEAST else ()


def _script(own: Sequence[Unit]) -> str:
    return "ar" if all(text[:1] > "z" for text, _ in own) else "lat"


def _as_written(first: Sequence[Unit], families: Sequence[Unit]) -> frozenset[str]:
    given = [_core(text) for text, _ in first]
    return frozenset("|".join(("=", *given, _core(text))) for text, _ in families)


def _core(text: str) -> str:
    return cores(text)[0].replace("رحمان", "رحمن")


def _by_sound(first: Sequence[Unit], families: Sequence[Unit], script: str) -> frozenset[str]:
    """Consonants of each name, at most four ways each, said apart by the script of the name that was declared."""
    given = [skeletons_of(text)[1] for text, _ in first]
    ways = (way for text, _ in families for way in product(*given, skeletons_of(text)[1]))
    return frozenset("|".join((script, *way)) for way in ways)
