"""Tokens: the words of a name, each with its kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from tansiq.names import spelling
from tansiq.names.folding import fold
from tansiq.names.grouping import TITLES, Unit, cores, group, strip_article
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


def _split(text: str) -> list[tuple[str, str]]:
    """Raw words with their folded form; a raw word that folds to nothing leaves, one that folds to two is two."""
    words: list[tuple[str, str]] = []
    whole = fold(text)[0].split()
    if len(whole) > 4 * MAX_TOKENS:
        return [(word, word) for word in whole]
    for raw in _RAW_WORD.findall(text):
        folded = fold(raw)[0].split()
        words += [(raw if len(folded) == 1 else word, word) for word in folded]
    return words if [word for _, word in words] == whole else [(word, word) for word in whole]


@lru_cache(maxsize=16_384)
def tokens_of(text: str, part: str) -> tuple[Token, ...]:
    """The words of one part of a name; the same text is another word in another part."""
    if not text:
        return ()
    units = group(_split(text))
    if len(units) > MAX_TOKENS:
        units = [*units[: MAX_TOKENS - 1], units[-1]]
    lone = len(units) == 1
    is_name = [not unit.particle and (lone or unit.folded not in TITLES) for unit in units]
    names = [unit for unit, named in zip(units, is_name, strict=True) if named]
    kinds = iter([_kind(names, at, part) for at in range(len(names))])
    return tuple(
        token(unit.raw, unit.folded, next(kinds) if named else "particle")
        for unit, named in zip(units, is_name, strict=True)
    )


def token(raw: str, folded: str, kind: Kind) -> Token:
    """A token of a folded word; its script is Arabic when any letter is."""
    return Token(raw, folded, kind, "ar" if any("\u0600" <= c <= "\u06ff" for c in folded) else "lat")


def _kind(names: list[Unit], at: int, part: str) -> Kind:
    unit = names[at]
    has_head = " " in unit.folded
    if (part == "kunya" and (has_head or at == 0)) or (has_head and part in ("full", "ism") and at == 0):
        return "kunya"
    if part in ("father", "grandfather"):
        return "nasab"
    if _is_nisba(unit):
        return "nisba"
    if part in ("family", "kunya") or has_head:
        return "laqab"
    if at == 0 or (at == 1 and part == "full" and _is_nisba(names[0])):
        return "ism"
    if strip_article(unit.folded) != unit.folded or (unit.folded.startswith("با") and len(unit.folded) > 4):
        return "laqab"
    return "laqab" if part == "full" and at == len(names) - 1 and _is_family(unit) else "nasab"


def _is_nisba(unit: Unit) -> bool:
    return strip_article(unit.folded) != unit.folded and bool(_NISBA_TAIL.search(unit.folded))


def _is_family(unit: Unit) -> bool:
    known = spelling.likeliest_frequency(cores(unit.folded)[0])
    return known is not None and known.family > known.given


def folded_parts(parts: Parts) -> dict[str, str]:
    """What the match index keeps of a name: its folded tokens by part, empty parts left out.

    `Parts.from_mapping` of it compares, and has the same keys, as the name as written.
    """
    kept: dict[str, str] = {}
    chain = any((parts.ism, parts.father, parts.grandfather, parts.family))
    for part, text in parts.as_mapping().items():
        if text and not (part == "full" and chain):
            folded = " ".join(word.folded for word in tokens_of(text, "ism" if part == "mother" else part))
            if folded:
                kept[part] = folded
    return kept
