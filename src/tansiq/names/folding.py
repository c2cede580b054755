"""Folding: one spelling for what differs only by marks, letter forms, case or keyboard."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from tansiq.names.parts import Step

MAX_NAME: Final = 256
"""Characters of a folded name; what lies beyond is not looked at (the raw name is kept whole elsewhere)."""

_MAX_READ: Final = 4 * MAX_NAME  # raw characters looked at: room for marks, and an answer within 10 ms

_TATWEEL: Final = "\u0640"
_MARKS: Final = frozenset({"Mn", "Me", "Mc"})
_SILENT: Final = re.compile(r"[\u0621\u0640'\u2018\u2019\u201b\u2032`\u00b4\u02b0-\u02ff\uff07\ua78b\ua78c]")
_ALEF: Final = str.maketrans("ٱٲٳٵ", "اااا")
_YA: Final = str.maketrans("ىیېۍێۓےؽؾؿ", "يييييييييي")
_TA_MARBUTA: Final = str.maketrans("ةۃۀہەھۂ", "ههههههه")
_NEIGHBOURS: Final = str.maketrans(
    {"ک": "ك", "ڪ": "ك", "گ": "ك", "ګ": "ك", "ڭ": "ك", "پ": "ب", "چ": "ج", "ژ": "ج", "ڤ": "ف", "ڨ": "ق", "ڵ": "ل"}
    | {"ڕ": "ر", "ڑ": "ر", "ړ": "ر", "ٹ": "ت", "ټ": "ت", "ڈ": "د", "ډ": "د", "ۆ": "و", "ۇ": "و", "ۋ": "و", "ۈ": "و"}
    | {"ں": "ن", "ڼ": "ن", "ښ": "ش", "ڃ": "ج", "ځ": "ز", "څ": "س", "ږ": "ز", "ۉ": "و", "ۊ": "و"}
)
_LATIN: Final = str.maketrans(
    {"ß": "ss", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ə": "a"}
)
_UNIFIED: Final = _ALEF.keys() | _YA.keys() | _TA_MARBUTA.keys() | _NEIGHBOURS.keys() | _LATIN.keys()
_WORD_BREAK: Final = re.compile(r"[\W_]+")

_WORDS: Final = {
    "FOLD_TATWEEL": ("أُزيل التطويل", "tatweel was removed"),
    "FOLD_MARKS": ("أُزيلت الحركات ووُحِّدت الهمزة", "vowel marks and diacritics were removed, hamza unified"),
    "FOLD_SILENT": ("أُزيلت الهمزة المفردة والفواصل العليا", "lone hamza and apostrophes were removed"),
    "FOLD_ALEF": ("وُحِّدت الألف", "forms of alef were unified"),
    "FOLD_YA": ("وُحِّدت الياء والألف المقصورة", "ya and alef maqsura were unified"),
    "FOLD_TA_MARBUTA": ("وُحِّدت التاء المربوطة والهاء", "ta marbuta and ha were unified"),
    "FOLD_LETTERS": ("رُدَّت الحروف الفارسية وأخواتها إلى العربية", "Persian, Urdu and Kurdish letters became Arabic"),
    "FOLD_LATIN": ("رُدَّت الحروف اللاتينية الخاصة إلى البسيطة", "special Latin letters became plain ones"),
    "FOLD_CASE": ("وُحِّدت الحروف الكبيرة والصغيرة", "capital and small letters were unified"),
    "FOLD_DIGITS": ("وُحِّدت الأرقام", "digits were unified"),
    "FOLD_BREAKS": ("صارت علامات الترقيم مسافات", "punctuation became spaces"),
    "FOLD_CUT": (f"لم يُنظر إلى ما بعد {MAX_NAME} حرفا", f"nothing beyond {MAX_NAME} characters was looked at"),
}


def explain(code: str) -> Step:
    """The step of a folding code, in words."""
    ar, en = _WORDS[code]
    return Step(code, ar, en)


class _Letters(dict[int, str]):
    """What each character folds to, worked out when it is first met; folding has no memory, so this is all of it."""

    def __missing__(self, code: int) -> str:
        self[code] = became = _fold_letter(chr(code))[0]
        return became


_LETTERS: Final = _Letters()


def folded(text: str) -> str:
    """The folded spelling of any string, at most `MAX_NAME` characters; folding twice changes nothing more."""
    return _spread(text)[0][:MAX_NAME].rstrip()


def _spread(text: str) -> tuple[str, str]:
    """The folded text as far as it is needed and a little farther, and as much of the text as that took."""
    for read in (2 * MAX_NAME, _MAX_READ):
        became = " ".join(text[:read].translate(_LETTERS).split())
        if len(text) <= read or len(became) > MAX_NAME:
            break
    return became, text[:read]


def fold(text: str) -> tuple[str, tuple[Step, ...]]:
    """Fold a name to one spelling, and tell how; folding twice changes nothing more.

    Removes vowel marks, tatweel, hamza seats and lone hamza, Latin diacritics, apostrophes and case; unifies
    alef, ya and alef maqsura, ta marbuta and ha, Persian, Urdu and Kurdish letters, digits; every run of
    anything that is no letter or digit becomes one space.

    Args:
        text: any string whatsoever.

    Returns:
        The folded string, at most `MAX_NAME` characters, and the steps that changed something.
    """
    became, looked_at = _spread(text)
    found = {code for letter in set(looked_at) for code in _fold_letter(letter)[1]}
    if len(became) > MAX_NAME:
        found.add("FOLD_CUT")
    return became[:MAX_NAME].rstrip(), tuple(explain(code) for code in _WORDS if code in found)


@lru_cache(maxsize=65_536)
def _fold_letter(letter: str) -> tuple[str, tuple[str, ...]]:
    """What one character becomes, and the codes of what was done to it."""
    if _is_invisible(letter):  # formatting, control, unassigned: it joins or vanishes, and is never seen
        return "", ()
    is_special = ord(letter) in _UNIFIED or _SILENT.match(letter) or letter.casefold() != letter
    if letter.isalpha() and not is_special and unicodedata.is_normalized("NFKD", letter):
        return letter, ()
    codes: list[str] = []
    became = _fold_once(letter, codes)
    # Compatibility forms can uncover others (a ligature that holds a letter with a mark): go on until nothing moves.
    for _ in range(3):
        again = _fold_once(became, codes)
        if again == became:
            break
        became = again
    return became, tuple(dict.fromkeys(codes))


def _fold_once(text: str, codes: list[str]) -> str:
    """One pass; adds the codes of what it changed."""

    def took(code: str, before: str, after: str) -> str:
        if before != after:
            codes.append(code)
        return after

    text = took("FOLD_TATWEEL", text, text.replace(_TATWEEL, ""))
    text = took("FOLD_SILENT", text, _SILENT.sub("", text))
    text = took("FOLD_CASE", text, text.casefold())
    bare = unicodedata.normalize("NFKD", text)
    bare = took("FOLD_MARKS", text, "".join(c for c in bare if unicodedata.category(c) not in _MARKS))
    bare = took("FOLD_ALEF", bare, bare.translate(_ALEF))
    bare = took("FOLD_YA", bare, bare.translate(_YA))
    bare = took("FOLD_TA_MARBUTA", bare, bare.translate(_TA_MARBUTA))
    bare = took("FOLD_LETTERS", bare, bare.translate(_NEIGHBOURS))
    bare = took("FOLD_LATIN", bare, bare.translate(_LATIN))
    bare = took("FOLD_DIGITS", bare, "".join(_as_ascii_digit(c) for c in bare))
    return took("FOLD_BREAKS", bare if not bare.isspace() else " ", _WORD_BREAK.sub(" ", bare))


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in ("Cf", "Cs", "Co", "Cn") or (
        unicodedata.category(character) == "Cc" and not character.isspace()
    )


def _as_ascii_digit(character: str) -> str:
    if character.isascii() or not character.isdecimal():
        return character
    return str(unicodedata.decimal(character))
