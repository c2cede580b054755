"""Consonant skeletons: what the spellings of a name in either script have in common.

A skeleton is coarse on purpose: it finds candidates, `spelling` weighs them. Emphatics fall together with their
plain letters, dh, d and z with each other, k, q, gh with each other, and vowels leave, but for the first.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_ARABIC: Final = {
    **dict.fromkeys("ب", "b"), **dict.fromkeys("تط", "t"), **dict.fromkeys("ثسص", "s"), "ج": "j",
    **dict.fromkeys("حخه", "h"), **dict.fromkeys("دذضظز", "d"), "ر": "r", "ش": "x", **dict.fromkeys("غقك", "k"),
    "ف": "f", "ل": "l", "م": "m", "ن": "n",
}  # fmt: skip
_LATIN_GROUPS: Final = (("sch", "x"), ("tch", "x"), ("tsh", "x"), ("sh", "x"), ("ch", "x"), ("kh", "h"), ("gh", "k"),
                        ("th", "s"), ("dh", "d"), ("dj", "j"), ("dz", "d"), ("ph", "f"), ("ck", "k"))  # fmt: skip
_LATIN: Final = {
    "b": "b", "p": "b", "t": "t", "s": "s", "j": "j", "h": "h", "d": "d", "z": "d", "r": "r", "k": "k", "q": "k",
    "c": "k", "x": "ks", "f": "f", "v": "f", "l": "l", "m": "m", "n": "n", "g": "g",
}  # fmt: skip
_LATIN_PATTERN: Final = re.compile("|".join(group for group, _ in _LATIN_GROUPS))
_LATIN_GROUP: Final = dict(_LATIN_GROUPS)
_REPEAT: Final = re.compile(r"(.)\1+")


@lru_cache(maxsize=65_536)
def skeletons(core: str) -> tuple[str, ...]:
    """Skeletons of the core of a name word in either script, most likely first; never empty, at most two.

    A Latin g may be jim (Gamal) or qaf (Gahtani), hence two.
    """
    if not core:
        return ("",)
    if any("\u0600" <= c <= "\u06ff" for c in core):
        return (_arabic(core),)
    found = _latin(core)
    if "g" not in found:
        return (found,)
    return (_REPEAT.sub(r"\1", found.replace("g", "k")), _REPEAT.sub(r"\1", found.replace("g", "j")))


def _arabic(core: str) -> str:
    body = core[:-1] if len(core) > 2 and core[-1] == "ه" else core
    consonants = "".join(_ARABIC.get(c, c if c.isdigit() else "") for c in body[1:])
    return _REPEAT.sub(r"\1", _first_arabic(body[0]) + consonants)


def _first_arabic(letter: str) -> str:
    return {"و": "w", "ي": "y"}.get(letter) or _ARABIC.get(letter, letter if letter.isdigit() else "a")


def _latin(core: str) -> str:
    body = re.sub(r"^(?:oua|wa)", "wa", core)
    body = body[:-1] if len(body) > 2 and body[-1] == "h" and body[-2] in "aeiou" else body
    body = _LATIN_PATTERN.sub(lambda found: _LATIN_GROUP[found.group()].upper(), body)
    out = [c.lower() if c.isupper() else _LATIN.get(c, c if c.isdigit() or not c.isascii() else "") for c in body]
    head = "" if out[0] else (body[0] if body[0] in "wy" else "a")
    return _REPEAT.sub(r"\1", head + "".join(out))
