"""Names to words, a million of them in seconds: a name is cut where no word can belong to the next, each piece is
read once by `tansiq.names`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from tansiq.names import fold
from tansiq.names.tokens import tokens_of


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HEADS: Final = _words("عبد ابو ابا ابي ام با ال abu abo abou aboo abi um umm om oum omm ba al el ul il")
_TAILS: Final = _words("الله الدين الرحمن الرحمان")
_LATIN_HEAD: Final = re.compile(r"(?:abd|abed)[aeioulrnstzdh]{0,4}|[aeiu](?:sh|th|dh|[srndtzl])|.{1,2}")
_LATIN_TAIL: Final = re.compile(
    r"(?:al|el|ul|ur|ud|ad|ed|id|ar|er|a|e|u|o)?(?:l?lah?|d+(?:i|ee|ei|ie)ne?|r[ae]hm[ae]n)"
)
# Titles stand before a name; behind one they are a name (السيد, الحاج).
_TITLES: Final = _words(
    "الشيخ السيد السيده الحاج الدكتور الاستاذ المهندس العقيد العميد المقدم النقيب اللواء "
    "sheikh shaykh shaikh sheik sayyid sayed seyed syed haji hajji hadji dr mr mrs eng col gen"
)


class Word(NamedTuple):
    """A word of a name: what of it is compared, in either script."""

    core: str
    is_title: bool


class Splitter:
    """Names to the cores of their words, particles left out; pieces that come again are read once."""

    def __init__(self) -> None:
        self._binds: dict[str, tuple[bool, bool]] = {}
        self._words: dict[str, tuple[Word, ...]] = {}
        self._common: dict[str, str] = {}

    def words(self, name: str) -> tuple[str, ...]:
        """The cores in order; a title in front of a name is none of its words."""
        found = [word for piece in self._pieces(name) for word in self._read(piece)]
        while len(found) > 1 and found[0].is_title:
            del found[0]
        return tuple(word.core for word in found)

    def _pieces(self, name: str) -> Iterator[str]:
        piece, binds_next = "", False
        for raw in name.split():
            binds = self._binds.get(raw)
            if binds is None:
                binds = self._binds[raw] = _binds(raw)
            if piece and not (binds_next or binds[1]):
                yield piece
                piece = raw
            else:
                piece = f"{piece} {raw}" if piece else raw
            binds_next = binds[0]
        if piece:
            yield piece

    def _read(self, piece: str) -> tuple[Word, ...]:
        words = self._words.get(piece)
        if words is None:
            named = [token for token in tokens_of(piece, "full") if token.kind != "particle"]
            words = self._words[piece] = tuple(
                Word(self._one(token.cores[0]), token.folded in _TITLES) for token in named
            )
        return words

    def _one(self, core: str) -> str:
        return self._common.setdefault(core, core)


def _binds(raw: str) -> tuple[bool, bool]:
    """Whether a written word may belong to the one after it, and to the one before it."""
    folded = fold(raw)[0].split()
    if not folded:
        return False, False
    first, last, joined = folded[0], folded[-1], "".join(folded)
    if not joined.isascii():
        return last in _HEADS, first in _TAILS
    return last in _HEADS or bool(_LATIN_HEAD.fullmatch(last)), bool(_LATIN_TAIL.fullmatch(joined))
