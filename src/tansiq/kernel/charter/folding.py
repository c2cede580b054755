"""One spelling for words that people write in several ways, so that they can be found. Never for display."""

from __future__ import annotations

import re
import unicodedata

# Alef with hamza or madda, and waw and ya with hamza, fall apart under NFKD; these do not.
_LETTERS = str.maketrans({"ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ھ": "ه", "ہ": "ه", "ک": "ك", "گ": "ك"})
_DROPPED = re.compile(r"[\u0640'’‘`´ʼʻʾʿء]")
_APART = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Fold Arabic and Latin text to bare letters and digits with single spaces.

    Vowel marks, tatweel, apostrophes and accents go; forms of alef, ya, ta marbuta and Persian letters become one;
    Latin is lower case; digits of any script become 0 to 9. Folding twice changes nothing.

    Args:
        text: anything a person typed or a pack holds.

    Returns:
        Words parted by one space; "" when nothing is left.
    """
    return _APART.sub(" ", fold_letters(unicodedata.normalize("NFKD", text).casefold())).strip()


def fold_letters(text: str) -> str:
    """Fold letters and digits as `fold` does, but leave case, spaces and punctuation: for patterns over folded text."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(_plain(letter) for letter in _DROPPED.sub("", apart).translate(_LETTERS))


def _plain(letter: str) -> str:
    if unicodedata.category(letter) == "Mn":
        return ""
    return western(letter)


def western(text: str) -> str:
    """The same with each digit of whatever script in Western ones: for codes and numbers that somebody types."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)
