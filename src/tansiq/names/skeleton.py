"""Consonant skeletons: what the spellings of a name in either script have in common.

A skeleton is coarse on purpose: it finds candidates, `spelling` weighs them. Emphatics fall together with their
plain letters, dh, d and z with each other, k, q, gh with each other, and vowels leave, but for the first.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, product
from typing import Final

_ARABIC: Final = {
    **dict.fromkeys("ب", "b"), **dict.fromkeys("تط", "t"), **dict.fromkeys("ثسص", "s"), "ج": "j",
    **dict.fromkeys("حخه", "h"), **dict.fromkeys("دذضظز", "d"), "ر": "r", "ش": "x", **dict.fromkeys("غقك", "k"),
    "ف": "f", "ل": "l", "م": "m", "ن": "n",
}  # fmt: skip
# What Latin letters may stand for, the likelier first: ذ and ظ go by th as well as ث, and Fathi has t and h.
_LATIN: Final = {
    "sch": ("x",), "tch": ("x",), "tsh": ("x",), "sh": ("x",), "ch": ("x", "k"), "kh": ("h",), "gh": ("k",),
    "th": ("s", "th", "d"), "dh": ("d",), "dj": ("j",), "dz": ("d",), "zh": ("j",), "ph": ("f",), "ck": ("k",),
    "ce": ("s", "j"), "ci": ("s", "j"), "cy": ("s",), "c": ("k",), "g": ("k", "j"), "v": ("", "f"), "x": ("ks",),
    "b": ("b",), "p": ("b",), "t": ("t",), "s": ("s",), "j": ("j",), "h": ("h",), "d": ("d",), "z": ("d",),
    "r": ("r",), "k": ("k",), "q": ("k",), "f": ("f",), "l": ("l",), "m": ("m",), "n": ("n",),
}  # fmt: skip
_LATIN_LETTERS: Final = re.compile("|".join(sorted(_LATIN, key=lambda way: -len(way))) + "|.")
_REPEAT: Final = re.compile(r"(.)\1+")
MOST: Final = 4


@lru_cache(maxsize=65_536)
def skeletons(core: str) -> tuple[str, ...]:
    """Skeletons of the core of a name word in either script, most likely first; never empty, at most `MOST`.

    A Latin g may be jim (Gamal) or qaf (Gahtani), a v inside a word waw (Shahsavari) or fa: hence more than one.
    """
    if not core:
        return ("",)
    if any("\u0600" <= c <= "\u06ff" for c in core):
        return (_arabic(core),)
    return _latin(core)


def _arabic(core: str) -> str:
    body = core[:-1] if len(core) > 2 and core[-1] == "ه" else core
    consonants = "".join(_ARABIC.get(c, c if c.isdigit() else "") for c in body[1:])
    return _REPEAT.sub(r"\1", _first_arabic(body[0]) + consonants)


def _first_arabic(letter: str) -> str:
    return {"و": "w", "ي": "y"}.get(letter) or _ARABIC.get(letter, letter if letter.isdigit() else "a")


def _latin(core: str) -> tuple[str, ...]:
    body = re.sub(r"^(?:oua|wa)", "wa", core)
    body = body[:-1] if len(body) > 2 and body[-1] == "h" and body[-2] in "aeiou" else body
    letters = _LATIN_LETTERS.findall(body)
    ways = [_LATIN.get(c, (c if c.isdigit() or not c.isascii() else "",)) for c in letters]
    if letters[0] == "v":
        ways[0] = ("w",)
    head = "" if ways[0][0] else (body[0] if body[0] in "wy" else "a")
    found = dict.fromkeys(_REPEAT.sub(r"\1", head + "".join(way)) for way in islice(product(*ways), 4 * MOST))
    return tuple(found)[:MOST]
