"""What words must be that give a reason, say what was done, or ask a question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

SHORTEST_REASON = 10
FEWEST_WORDS = 3
# “He ran off” has six; one letter or one syllable typed over and over has fewer, however long it is.
FEWEST_LETTERS = 6

WORD = re.compile(r"[^\W\d_]+")
# Vowel marks and the stretching of letters part no word and make none: they are taken out before words are counted.
MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")


def fault_of(words: str, boilerplate: Iterable[str] = ()) -> Literal["", "TOO_SHORT", "TOO_THIN"]:
    """Why words say too little, as the code of a field; "" where they may say something.

    Args:
        words: as typed; white space at the ends does not count.
        boilerplate: set phrases of the charter, compared without case.

    Returns:
        `TOO_SHORT` under ten characters, `TOO_THIN` for a set phrase or under three different words or six different
        letters: twenty thousand times one letter say nothing. Whether other words are true is for people to judge.

    Source:
        Safeguards G1 and G3.
    """
    typed = words.strip()
    folded = MARKS.sub("", typed.casefold())
    if len(typed) < SHORTEST_REASON:
        return "TOO_SHORT"
    is_phrase = typed.casefold() in {phrase.casefold() for phrase in boilerplate}
    found = set(WORD.findall(folded))
    if is_phrase or len(found) < FEWEST_WORDS or len(set().union(*found)) < FEWEST_LETTERS:
        return "TOO_THIN"
    return ""


def folded(words: str) -> str:
    """The words alone, in one case and without vowel marks: what differs by figures or signs is the same."""
    return " ".join(WORD.findall(MARKS.sub("", words.casefold())))
