"""The shipped tables, read once when first needed: name frequencies, known spellings, the learned alphabet."""

from __future__ import annotations

import gzip
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from tansiq.names.skeleton import skeletons

Position = Literal["first", "middle", "last", "only"]
_PER_MILLION: Final = 1e-6


@dataclass(frozen=True)
class Frequency:
    """Share (0 to 1) of people who bear a name word as a given name of their line, and as a family name."""

    given: float
    family: float

    @property
    def share(self) -> float:
        """The larger of the two: what a comparison uses, because which word is which is often not known."""
        return max(self.given, self.family)


def _rows(name: str) -> list[list[str]]:
    packed = files("tansiq.names").joinpath("data", name).read_bytes()
    return [line.split("\t") for line in gzip.decompress(packed).decode("utf-8").splitlines()[1:]]


@cache
def frequencies() -> dict[str, Frequency]:
    """Frequency of each known Arabic core."""
    return {
        core: Frequency(float(given) * _PER_MILLION, float(family) * _PER_MILLION)
        for core, given, family in _rows("tokens.tsv.gz")
    }


@cache
def cores_by_skeleton() -> dict[str, list[str]]:
    """Known Arabic cores under their skeleton, the most frequent first."""
    found: dict[str, list[str]] = defaultdict(list)
    table = frequencies()
    for core in sorted(table, key=lambda core: (-table[core].share, core)):
        found[skeletons(core)[0]].append(core)
    return dict(found)


@cache
def spellings() -> dict[str, dict[str, float]]:
    """For each known Latin spelling, the Arabic cores it is used for and how often each of them is spelled so."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for latin, core, share in _rows("spellings.tsv.gz"):
        found[latin][core] = float(share)
    return dict(found)


@cache
def cores_with_spellings() -> frozenset[str]:
    """Arabic cores of which Latin spellings were counted."""
    return frozenset(core for shares in spellings().values() for core in shares)


@cache
def alphabet() -> dict[tuple[str, str], dict[str, float]]:
    """log2 of the probability that an Arabic letter at a position (first, middle, last, only) is written so."""
    found: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for position, letter, latin, bits in _rows("alphabet.tsv.gz"):
        found[position, letter][latin] = float(bits)
    return dict(found)


def frequency(core: str) -> Frequency | None:
    """Frequency of an Arabic core, or None when the tables do not know it."""
    return frequencies().get(core)
