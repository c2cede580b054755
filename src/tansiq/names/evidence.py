"""What it is worth, in bits, that one word of a name met another."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from tansiq.names import spelling, tables
from tansiq.names.grouping import cores
from tansiq.names.skeleton import skeletons
from tansiq.names.tokens import Token

NO_MATCH: Final = -60.0
_SAME: Final = 0.9  # probability that a name is written with the same letters twice
_VARIANT: Final = 0.05  # that a nisba stands without its ending (Kathir for Kathiri) or in the feminine
_TYPO: Final = 3e-4  # that a name becomes one particular other word by one slip
_UNSEEN_TYPO: Final = 3e-6  # share of a word that is in no table because it is a slip
HEADS: Final = {"ابو": "abu", "abu": "abu", "ام": "umm", "um": "umm"}
_INITIAL_BITS: Final = 2.5
_INITIAL_DIFFERS_AT: Final = 1  # letters of a word that is an initial


@lru_cache(maxsize=262_144)
def meet(a: Token, b: Token) -> float:
    """Weight of two words of a name in bits, `NO_MATCH` when they are not the same word in any reading.

    Positive speaks for the same name. log2 of how often one person is written both ways over how often two people
    are; so a common name weighs little, and a slip that happens to be another common name weighs against.
    Symmetric.
    """
    if (a.kind == "kunya") != (b.kind == "kunya"):  # rule: E02
        return NO_MATCH
    head, _, name = a.folded.rpartition(" ")
    other_head, _, other_name = b.folded.rpartition(" ")
    if head and other_head:
        return _meet_headed(HEADS.get(head), name, HEADS.get(other_head), other_name)
    bits = max(_meet_cores(x, y) for x in a.cores for y in b.cores)
    if bits == NO_MATCH and a.script == b.script == "ar" and min(len(a.folded), len(b.folded)) >= 6:
        return _slip(a.folded, b.folded)  # a slip inside the article
    return bits


def _meet_headed(head: str | None, name: str, other_head: str | None, other_name: str) -> float:
    """أبو and أم with a name: the names meet, and never a father a mother."""
    if head != other_head:
        return NO_MATCH
    return max(_meet_cores(x, y) for x in cores(name) for y in cores(other_name))


def _meet_cores(a: str, b: str) -> float:
    if min(len(a), len(b)) <= _INITIAL_DIFFERS_AT:
        return _INITIAL_BITS if a and b and skeletons(a)[0][:1] == skeletons(b)[0][:1] else NO_MATCH
    if a.isascii() and b.isascii():
        return _latin(a, b)
    if a.isascii() or b.isascii():
        return _cross(b, a) if a.isascii() else _cross(a, b)
    return _arabic(a, b)


def _share(core: str, unseen: float = tables.UNSEEN_SHARE) -> float:
    known = tables.frequency(core)
    return max(known.share, unseen) if known else unseen


def _arabic(a: str, b: str) -> float:
    if a == b:
        return math.log2(_SAME / _share(a))
    if _bare(a) == _bare(b):
        return math.log2(_VARIANT / max(_share(a), _share(b)))
    return _slip(a, b)


def _slip(a: str, b: str) -> float:
    """One is the other with a slip of the hand, or two in a long word."""
    slips = OSA.distance(a, b, score_cutoff=2)
    if min(len(a), len(b)) < 3 or slips > (1 if min(len(a), len(b)) < 7 else 2):
        return NO_MATCH
    likelihood = _TYPO if slips == 1 else _TYPO / 30
    rarer, commoner = sorted((_share(a, _UNSEEN_TYPO), _share(b, _UNSEEN_TYPO)))
    # A slip cannot be worth more than the name itself.
    return min(math.log2(likelihood / rarer), math.log2(0.3 / max(commoner, tables.UNSEEN_SHARE)))


def _bare(core: str) -> str:
    """Without the endings of a nisba (ي) or of a woman's name (ه, ا)."""
    bare = core[:-1] if len(core) > 3 and core[-1] in "ها" else core
    return bare[:-1] if len(bare) > 4 and bare[-1] == "ي" else bare


def _cross(arabic: str, latin: str) -> float:
    if not _are_near(arabic, latin):
        return NO_MATCH
    return spelling.reading_bits(arabic, latin)


def _are_near(a: str, b: str) -> bool:
    """Whether two skeletons agree but for one consonant; spares the costly look at the letters."""
    return any(
        OSA.distance(x, y, score_cutoff=1) <= (1 if max(len(x), len(y)) > 2 else 0)
        for x in skeletons(a)
        for y in skeletons(b)
    )


def _latin(a: str, b: str) -> float:
    if a != b and not _are_near(a, b):
        return NO_MATCH
    mine, theirs = spelling.read(a), spelling.read(b)
    bits = _shared_reading(mine, theirs)
    known = sum(mine.joint.values()) / mine.total * sum(theirs.joint.values()) / theirs.total
    slips = OSA.distance(a, b, score_cutoff=2)
    unknown = (1.0 - known) * {0: _SAME, 1: 0.1, 2: 0.01}.get(slips, 0.0) / tables.UNSEEN_SHARE
    if unknown > 0.0:
        bits = max(bits, math.log2(unknown))
    common = max(_expected_share(mine), _expected_share(theirs))
    if slips == 0:
        bits = max(bits, math.log2(0.6 / common))
    elif slips == 1 and min(len(a), len(b)) >= 5:
        bits = max(bits, math.log2(_TYPO / max(_UNSEEN_TYPO, min(mine.total, theirs.total))))
    return min(bits, math.log2(_SAME / common))


def _shared_reading(mine: spelling.Readings, theirs: spelling.Readings) -> float:
    """log2 of the probability that both words spell one known name, over that of meeting by chance."""
    both = sum(
        chance * theirs.joint[core] / _share(core) for core, chance in mine.joint.items() if core in theirs.joint
    )
    return math.log2(both / (mine.total * theirs.total)) if both > 0.0 else NO_MATCH


def _expected_share(word: spelling.Readings) -> float:
    known = sum(chance * _share(core) for core, chance in word.joint.items())
    return max(known / word.total, tables.UNSEEN_SHARE)
