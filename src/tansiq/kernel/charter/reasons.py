"""Whether words name a non-ground: tribe, place, family, relative, belief and their like."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from tansiq.kernel.charter.folding import fold, fold_letters
from tansiq.kernel.charter.vocabularies import NonGround

# Joined particles before an Arabic word (و ف ب ل ك and the article) and joined pronouns after it.
_BEFORE = "[وفبلك]{0,2}(?:ال|لل)?"
_AFTER = "(?:ه|ها|هم|هن|هما|ك|كم|ي|نا)?"


def non_grounds_in(text: str, rows: Iterable[NonGround]) -> tuple[NonGround, ...]:
    """The non-grounds that this text names, in the order of the rows.

    A word counts only when it stands as a word of its own; Arabic words also with joined particles and pronouns.

    Args:
        text: what somebody wrote as a ground, in any spelling.
        rows: the non-grounds in force.
    """
    folded = fold(text)
    return tuple(row for row in rows if _expression(row.words, row.patterns).search(folded))


@lru_cache(maxsize=64)
def _expression(words: tuple[str, ...], patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{part})\b" for part in (*map(_word, words), *map(fold_letters, patterns))))


def _word(word: str) -> str:
    folded = fold(word)
    if folded.isascii():
        return re.escape(folded)
    # The closing ta marbuta opens before a pronoun: قبيلة, قبيلته.
    stem = folded[:-1] + "[هت]" if folded.endswith("ه") else folded
    return _BEFORE + stem + _AFTER
