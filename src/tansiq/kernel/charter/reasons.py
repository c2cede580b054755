"""Whether words name what a charter lists: a non-ground such as tribe or place, or how a device is built."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeVar

from tansiq.kernel.charter.folding import fold, fold_letters
from tansiq.kernel.charter.recognised import NonGround, Recognised

Kind = TypeVar("Kind", bound=Recognised)
# Joined particles before an Arabic word (و ف ب ل ك and the article) and joined pronouns after it.
_BEFORE = "[وفبلك]{0,2}(?:ال|لل)?"
_AFTER = "(?:ه|ها|هم|هن|هما|ك|كم|ي|نا)?"


def recognised_in(text: str, rows: Iterable[Kind]) -> tuple[Kind, ...]:
    """The rows that this text names, in their order.

    A word counts only when it stands as a word of its own; Arabic words also with joined particles and pronouns.

    Args:
        text: what somebody wrote, in any spelling.
        rows: what is looked for, as it is in force.
    """
    folded = fold(text)
    return tuple(row for row in rows if _expression(row.words, row.patterns).search(folded))


def non_grounds_in(text: str, rows: Iterable[NonGround]) -> tuple[NonGround, ...]:
    """The non-grounds that this text names, in the order of the rows."""
    return recognised_in(text, rows)


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
