"""What each word of a file stands for: a noisy channel over the words of the whole file.

A Latin word is read as the Arabic core that it most likely spells, a word that is seen once and differs from a
frequent one by one slip as that one. Candidates come from the tables of `tansiq.names` and from the file itself, so
that a family which no table knows is recognised as long as somebody wrote it in Arabic script.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from tansiq.linking.letters import spelling_cost
from tansiq.names import spelling, tables
from tansiq.names.skeleton import skeletons

UNKNOWN: Final = "~"
"""Stands before the skeleton of a Latin word that can be read as no Arabic core."""

_UNSEEN_SHARE: Final = 3e-6
_TABLE_RECORDS: Final = 200.0  # the shipped table counts as much as so many words of the file
_SLIP_ARABIC: Final = 2.0**-13  # that a word becomes one particular other word by a slip
_SLIP_LATIN: Final = 2.0**-14
_NOVEL_SHARE: Final = 0.02
_NOVEL_BITS_PER_LETTER: Final = 3.2
_SECOND_FROM: Final = 0.04  # probability from which a second reading is kept
_MOST_OF_SKELETON: Final = 40
_SEEN_OFTEN: Final = 3
_TIMES_MORE: Final = 8  # how much more frequent a word is than a slip of it
_SHORTEST_SLIP: Final = 3
_SHORTEST_LATIN_SLIP: Final = 4
_COSTLIEST: Final = 30.0


class Reading(NamedTuple):
    """The likeliest core of a word, another one that it may be (or ""), and the skeleton of the first."""

    core: str
    other: str
    skeleton: str


def share_of(core: str) -> float:
    """Share of bearers by the shipped table, whichever part of the name; a small one for a core that is not in it."""
    known = tables.frequency(core)
    return max(known.given, known.family) if known else _UNSEEN_SHARE


def read_all(counts: Mapping[str, int]) -> dict[str, Reading]:
    """The reading of every core, given how often each stands in the file."""
    arabic = {core: count for core, count in counts.items() if not core.isascii()}
    latin = {core: count for core, count in counts.items() if core.isascii()}
    words = _Words(arabic)
    found = {core: words.of_arabic(core) for core in arabic}
    readings = {core: words.of_latin(core) for core in latin}
    slips = _Slips({core: count for core, count in latin.items() if count >= _SEEN_OFTEN}, _SHORTEST_LATIN_SLIP)
    rare = _rare(latin.values())
    for core, count in latin.items():
        chances = dict(readings[core])
        if count <= rare:
            for other in slips.near(core, count):
                for meant, chance in readings[other].items():
                    chances[meant] = chances.get(meant, 0.0) + chance * _SLIP_LATIN
        found[core] = _best(chances, _novel(core), UNKNOWN + skeletons(core)[0])
    return found


def _rare(counts: Iterable[int]) -> float:
    return max(3.0, sum(counts) * 2e-5)


def _novel(latin: str) -> float:
    return float(_NOVEL_SHARE * 2.0 ** (-_NOVEL_BITS_PER_LETTER * len(latin) - 1.0))


def _best(chances: Mapping[str, float], novel: float, unknown: str) -> Reading:
    total = sum(chances.values()) + novel
    likeliest = sorted(chances, key=lambda core: (-chances[core], core))[:2]
    if not likeliest or novel > 0.5 * total:
        likeliest.insert(0, unknown)
    core = likeliest[0]
    other = likeliest[1] if len(likeliest) > 1 and chances[likeliest[1]] > _SECOND_FROM * total else ""
    return Reading(core, other, core[1:] if core[0] == UNKNOWN else skeletons(core)[0])


class _Slips:
    """Words that differ by one letter, found by what is left of them without one."""

    def __init__(self, counts: Mapping[str, int], shortest: int) -> None:
        self._counts = counts
        self._shortest = shortest
        self._left: dict[str, list[str]] = defaultdict(list)
        for word in counts:
            if len(word) >= shortest:
                for left in _without_one(word):
                    self._left[left].append(word)

    def near(self, word: str, count: int) -> list[str]:
        """Words of the table that are far more frequent and one slip away."""
        if len(word) < self._shortest:
            return []
        found = {other for left in _without_one(word) for other in self._left.get(left, ())} - {word}
        return sorted(
            other
            for other in found
            if self._counts[other] > _TIMES_MORE * count and OSA.distance(word, other, score_cutoff=1) == 1
        )


def _without_one(word: str) -> set[str]:
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}


class _Words:
    """The Arabic words of a file, and how likely each is met."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._total = sum(counts.values())
        self._rare = _rare(counts.values())
        known = {core: n for core, n in counts.items() if n >= _SEEN_OFTEN or tables.frequency(core)}
        self._slips = _Slips(known, _SHORTEST_SLIP)
        self._by_skeleton: dict[str, list[str]] = defaultdict(list)
        for core in sorted(known, key=lambda core: (-known[core], core)):
            self._by_skeleton[skeletons(core)[0]].append(core)

    def chance(self, core: str) -> float:
        """How likely a word of the file is this core; what the shipped table says counts a little."""
        return (self._counts.get(core, 0) + _TABLE_RECORDS * share_of(core)) / (self._total + _TABLE_RECORDS)

    def of_arabic(self, core: str) -> Reading:
        count = self._counts[core]
        is_word = count >= _SEEN_OFTEN or tables.frequency(core) is not None
        chances = {core: self.chance(core) if is_word else 0.35 / self._total}
        if count <= self._rare:
            slip = _SLIP_ARABIC * (2.0 if len(core) >= 5 else 1.0)
            chances |= {other: self.chance(other) * slip for other in self._slips.near(core, count)}
        return _best(chances, 0.0, core)

    def of_latin(self, latin: str) -> dict[str, float]:
        """Joint probability of each Arabic core with the Latin word."""
        chances: dict[str, float] = {}
        for core, joint in spelling.read(latin).joint.items():
            known = tables.frequency(core)
            share = max(known.given, known.family) if known else 3e-5
            if share > 0.0:
                chances[core] = joint / share * self.chance(core)
        for skeleton in skeletons(latin):
            for core in self._by_skeleton.get(skeleton, ())[:_MOST_OF_SKELETON]:
                if core not in chances and (cost := spelling_cost(core, latin)) < _COSTLIEST:
                    chances[core] = self.chance(core) * 2.0**-cost
        return chances
