"""Which signs the fonts of the papers can draw; any other is shown by its number: nothing is lost or guessed."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

FONTS: Final = tuple(Path(__file__).parent / "fonts" / f"Amiri-{weight}.ttf" for weight in ("Regular", "Bold"))
_BASIC_PLANE: Final = 4  # the format of the character map that every font has
# Marks of direction and joining: nothing to draw.
_UNDRAWN: Final = frozenset(
    (0x09, 0x0A, 0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)


def _map_at(font: bytes) -> int:
    """Where the character map of the basic plane begins.

    Raises:
        ValueError: there is none.
    """
    [tables] = struct.unpack_from(">H", font, 4)
    for place in range(tables):
        tag, _check, start, _size = struct.unpack_from(">4sIII", font, 12 + 16 * place)
        if tag != b"cmap":
            continue
        [maps] = struct.unpack_from(">H", font, start + 2)
        for number in range(maps):
            [offset] = struct.unpack_from(">I", font, start + 8 + 8 * number)
            if struct.unpack_from(">H", font, start + offset)[0] == _BASIC_PLANE:
                return int(start + offset)
    raise ValueError("no character map of the basic plane")


def _codes(font: bytes) -> Iterator[int]:
    """Every sign that the font maps to a glyph."""
    at = _map_at(font)
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends, starts, deltas, ranges = (at + 14, at + 16 + 2 * count, at + 16 + 4 * count, at + 16 + 6 * count)
    for place in range(count):
        [last], [first], [delta], [reach] = (
            struct.unpack_from(">H", font, table + 2 * place) for table in (ends, starts, deltas, ranges)
        )
        for code in range(first, last + 1):
            glyph = code
            if reach:
                [glyph] = struct.unpack_from(">H", font, ranges + 2 * place + reach + 2 * (code - first))
            if glyph and (glyph + delta) & 0xFFFF and code < 0xFFFF:
                yield code


@cache
def drawn() -> frozenset[int]:
    """Codes of the signs that both fonts draw."""
    return frozenset.intersection(*(frozenset(_codes(font.read_bytes())) for font in FONTS))


def legible(words: str) -> str:
    """Words as the paper can show them, none for mere blanks: no controls, a sign that the font lacks as [U+1F600]."""
    told = []
    for sign in words:
        if ord(sign) in _UNDRAWN or ord(sign) in drawn():
            told.append(sign)
        elif unicodedata.category(sign) not in ("Cc", "Cs"):
            told.append(f"[U+{ord(sign):04X}]")
    shown = "".join(told)
    return shown if any(not sign.isspace() and ord(sign) not in _UNDRAWN for sign in shown) else ""
