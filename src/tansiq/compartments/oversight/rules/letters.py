"""What a letter to a person must be: short sentences, and no word that tells what is held."""

from __future__ import annotations

import re

LONGEST_SENTENCE = 25
_ENDS = re.compile(r"[.!?؟؛:\n]+(?=\s|$)")
# A code, as opposed to a number that the person is given: two capitals or more with a sign, or any underscore.
_CODE = re.compile(r"\b[A-Z]{3,}(?:[_-][A-Z]+)+\b|_")


def sentences(text: str) -> list[str]:
    """The sentences of a text; a colon and a semicolon end one too, since a reader rests there."""
    return [part.strip() for part in _ENDS.split(text) if part.strip()]


def longest(text: str) -> int:
    """Words in the longest sentence of a text, 0 where there is none."""
    return max((len(sentence.split()) for sentence in sentences(text)), default=0)


def is_plain(text: str) -> bool:
    """Whether a person can be given this text: sentences of at most 25 words and no code (G26)."""
    return longest(text) <= LONGEST_SENTENCE and not _CODE.search(text)
