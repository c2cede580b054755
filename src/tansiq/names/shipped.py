"""The shipped tables as arrays: known names, their spellings, the alphabet; made once when first needed."""

from __future__ import annotations

import math
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tansiq.names import tables
from tansiq.names.kernels import CHUNK_CODES
from tansiq.names.layout import CHUNK, LETTERS, READINGS

Array = NDArray[Any]


class Known(NamedTuple):
    """The shipped tables as arrays: known Arabic names by number, the alphabet by place, letter and way of writing."""

    names: list[str]
    number: dict[str, int]
    letters: Array
    size: Array
    share: Array
    has_spellings: Array
    by_skeleton: dict[str, Array]
    spelt: dict[str, tuple[Array, Array]]
    letter_codes: Array
    chunk_numbers: Array
    alphabet: Array


_PLACES: Final = {"first": 0, "middle": 1, "last": 2, "only": 3}
_DOUBLED_BITS: Final = -4.0
NO_SPELLING: Final = np.empty(0, np.int64), np.empty(0)


@cache
def known() -> Known:
    """The shipped tables as arrays."""
    table = tables.frequencies()
    names = sorted(table)
    number = {name: at for at, name in enumerate(names)}
    letters, size = np.zeros((len(names), LETTERS), np.int32), np.zeros(len(names), np.int32)
    for at, name in enumerate(names):
        size[at] = write(name, letters[at])
    spelt = {}
    for word, cores_of in tables.spellings().items():
        found = [(number[core], share) for core, share in cores_of.items() if core in number]
        spelt[word] = np.array([at for at, _ in found], np.int64), np.array([share for _, share in found])
    return Known(
        names=names, number=number, letters=letters, size=size,
        share=np.array([max(table[name].share, 1e-6) for name in names]),
        has_spellings=np.array([name in tables.cores_with_spellings() for name in names]),
        by_skeleton={
            key: np.array([number[core] for core in found[:READINGS]], np.int64)
            for key, found in tables.cores_by_skeleton().items()
        },
        spelt=spelt, **_alphabet(),
    )  # fmt: skip


def _alphabet() -> dict[str, Array]:
    ways = {place: _doubled(way) for place, way in tables.alphabet().items()}
    codes = np.zeros(256, np.int32)
    for number, letter in enumerate(sorted({letter for _, letter in ways}), 1):
        codes[ord(letter) - 0x600] = number
    chunks = sorted({chunk for way in ways.values() for chunk in way})  # the empty one is number 0
    numbers = np.full(CHUNK_CODES, -1, np.int16)
    for number, chunk in enumerate(chunks):
        numbers[chunk_code(chunk)] = number
    alphabet = np.full((4, codes.max() + 1, len(chunks)), -1e9)
    for (place, letter), way in ways.items():
        for chunk, bits in way.items():
            alphabet[_PLACES[place], codes[ord(letter) - 0x600], numbers[chunk_code(chunk)]] = bits
    return {"letter_codes": codes, "chunk_numbers": numbers, "alphabet": alphabet}


def _doubled(way: dict[str, float]) -> dict[str, float]:
    """Ways of writing a letter, and those in which the first consonant is doubled (Muhannad): hands do so at will."""
    found = dict(way)
    for chunk, bits in way.items():
        if chunk and len(chunk) < CHUNK and chunk[0] not in "aeiouy" and chunk[:1] != chunk[1:2]:
            twice = chunk[0] + chunk
            found[twice] = max(found.get(twice, -math.inf), bits + _DOUBLED_BITS)
    return found


def chunk_code(chunk: str) -> int:
    """A number for up to four Latin letters, as `kernels.number_chunks` counts."""
    code = 0
    for letter in chunk:
        code = 27 * code + ord(letter) - 0x60
    return code


def write(word: str, into: Array) -> int:
    """Write the letters of a word; returns how many were written."""
    letters = np.frombuffer(word[: len(into)].encode("utf-32-le", "surrogatepass"), np.int32)
    into[: len(letters)] = letters
    return len(letters)
