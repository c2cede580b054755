"""What people type, without signs that nobody sees: so a fact, which is never refused, can be kept. Pure."""

from __future__ import annotations

import unicodedata

# Control signs and halves of a letter: no page or paper shows them, and what they do to a terminal nobody typed.
UNSEEN = frozenset({"Cc", "Cs"})


def cleaned(text: str) -> str:
    """The text with its lines, and without control signs; white space at its ends goes."""
    lines = text.replace("\r\n", "\n").replace("\t", " ").split("\n")
    seen = ("".join(sign for sign in line if unicodedata.category(sign) not in UNSEEN) for line in lines)
    return "\n".join(seen).strip()


def in_one_line(text: str) -> str:
    """The same in one line, words parted by one space each: a name, a place, a number."""
    return " ".join(cleaned(text).split())
