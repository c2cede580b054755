"""Tokens: the words of a name, each with its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from tansiq.names import spelling
from tansiq.names.compounds import cores, strip_article
from tansiq.names.folding import folded
from tansiq.names.grouping import TITLES, Unit, group
from tansiq.names.parts import Parts

Kind = Literal["ism", "nasab", "kunya", "laqab", "nisba", "particle"]
MAX_TOKENS: Final = 12
_RAW_WORD: Final = re.compile(r"[^\s\-\u2010-\u2015_/.,،;؛()\[\]\"]+")
_NISBA_TAIL: Final = re.compile(r"(?:ي|يه|i|y|iyya|iyah|ee)$")


@dataclass(frozen=True)
class Token:
    """One word of a name: as written, folded, what kind it is, and its script."""

    raw: str
    folded: str
    kind: Kind
    script: Literal["ar", "lat"]

    @property
    def cores(self) -> tuple[str, ...]:
        """What of it is compared, the likelier reading first."""
        return cores(self.folded)


class Reading(NamedTuple):
    """The tokens of a name by their use: `names` in order without particles, and the kunyas with their own nisbas."""

    names: tuple[Token, ...]
    kunyas: tuple[Token, ...]
    epithets: tuple[Token, ...]


def tokens(parts: Parts) -> tuple[Token, ...]:
    """The words of a name in order, the kunya last.

    عبد with its name, أبو with its name and با with its name are one token each, written joined or apart; بن, آل
    and titles are particles. أبو in front of a name is a kunya, behind it a laqab (محمد أبو شنب). `full` is read
    only when no part is given. The mother's name is not among them. At most `MAX_TOKENS` for a part.
    """
    chain = [(kind, getattr(parts, kind)) for kind in ("ism", "father", "grandfather", "family")]
    if any(text for _, text in chain):
        found = [word for part, text in chain for word in tokens_of(text, part)]
    else:
        found = list(tokens_of(parts.full, "full"))
    return (*found, *tokens_of(parts.kunya, "kunya"))


@lru_cache(maxsize=16_384)
def read(parts: Parts) -> Reading:
    """A name's tokens sorted by use; equal parts are read once."""
    own = tokens(Parts(parts.ism, parts.father, parts.grandfather, parts.family, full=parts.full))
    called = tokens_of(parts.kunya, "kunya")
    return Reading(
        tuple(t for t in own if t.kind not in ("particle", "kunya")),
        tuple(t for t in (*own, *called) if t.kind == "kunya"),
        tuple(t for t in called if t.kind not in ("particle", "kunya")),
    )


def _split(text: str, words: Sequence[str]) -> list[str]:
    """For each folded word of a text how it was written; the folded word itself where that cannot be told."""
    if len(words) > 4 * MAX_TOKENS:
        return list(words)
    raws: list[str] = []
    told = 0
    for raw in _RAW_WORD.finditer(text):
        found = folded(raw[0]).split()
        if found != list(words[told : told + len(found)]):
            return list(words)
        told += len(found)
        raws += [raw[0]] if len(found) == 1 else found
    return raws if told == len(words) else list(words)


class Named(NamedTuple):
    """A unit of a name with its kind, and which folded words it is made of."""

    folded: str
    kind: Kind
    first: int
    past: int


def named(words: Sequence[str], part: str) -> list[Named]:
    """The units of one part of a name, given as folded words; at most `MAX_TOKENS`."""
    units = group(words)
    if len(units) > MAX_TOKENS:
        units = [*units[: MAX_TOKENS - 1], units[-1]]
    lone = len(units) == 1
    # A title at the end is the family's name (Ibrahim Amin Sayyed).
    names = [unit for unit in units if not unit.particle and (lone or unit is units[-1] or unit.folded not in TITLES)]
    if len(names) == len(units):
        return [Named(unit.folded, _kind(names, at, part), unit.first, unit.past) for at, unit in enumerate(units)]
    kinds = {id(unit): _kind(names, at, part) for at, unit in enumerate(names)}
    return [Named(unit.folded, kinds.get(id(unit), "particle"), unit.first, unit.past) for unit in units]


@lru_cache(maxsize=16_384)
def tokens_of(text: str, part: str) -> tuple[Token, ...]:
    """The words of one part of a name; the same text is another word in another part."""
    words = folded(text).split()
    raws = _split(text, words)
    return tuple(token(" ".join(raws[unit.first : unit.past]), unit.folded, unit.kind) for unit in named(words, part))


def token(raw: str, folded: str, kind: Kind) -> Token:
    """A token of a folded word; its script is Arabic when any letter is."""
    return Token(raw, folded, kind, "ar" if any("\u0600" <= c <= "\u06ff" for c in folded) else "lat")


def _kind(names: Sequence[Unit], at: int, part: str) -> Kind:
    folded_name = names[at].folded
    has_head = " " in folded_name
    if (part == "kunya" and (has_head or at == 0)) or (has_head and part in ("full", "ism") and at == 0):
        return "kunya"
    if part in ("father", "grandfather"):
        return "nasab"
    if _is_nisba(folded_name):
        return "nisba"
    if part in ("family", "kunya") or has_head:
        return "laqab"
    if at == 0 or (at == 1 and part == "full" and _is_nisba(names[0].folded)):
        return "ism"
    if _is_family(folded_name) or (part == "full" and at == len(names) - 1 and _is_known_family(folded_name)):
        return "laqab"
    return "nasab"


@lru_cache(maxsize=65_536)
def _is_nisba(folded_name: str) -> bool:
    return strip_article(folded_name) != folded_name and bool(_NISBA_TAIL.search(folded_name))


@lru_cache(maxsize=65_536)
def _is_family(folded_name: str) -> bool:
    return strip_article(folded_name) != folded_name or (folded_name.startswith("با") and len(folded_name) > 4)


@lru_cache(maxsize=65_536)
def _is_known_family(folded_name: str) -> bool:
    known = spelling.likeliest_frequency(cores(folded_name)[0])
    return known is not None and known.family > known.given
