"""What a paper is built of: frozen values, each telling the page its words and which way they run. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from tansiq.kernel.documents.coverage import legible

Paper = Literal["a4", "a5", "a6"]
Direction = Literal["rtl", "ltr"]
OPENS, CLOSES = "\u2066", "\u2069"  # left-to-right isolate, and its end


def apart(words: str) -> str:
    """A number, code or telephone inside a sentence: read left to right and never broken over two lines."""
    return f"{OPENS}{words}{CLOSES}"


def direction_of(words: str) -> Direction:
    """Which way typed words run, by their first strong letter; numbers and signs alone run left to right."""
    for sign in words:
        kind = unicodedata.bidirectional(sign)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def typed(words: str) -> dict[str, str]:
    """Words with their own direction, whatever the page's."""
    kept = legible(words)
    return {"text": kept, "dir": direction_of(kept)}


@dataclass(frozen=True)
class Paragraph:
    """A heading and a text; line ends in the text are kept."""

    heading: str
    text: str

    def told(self) -> dict[str, Any]:
        """What the template of the paper is given."""
        return {"kind": "paragraph", "heading": typed(self.heading), "text": typed(self.text)}


@dataclass(frozen=True)
class Facts:
    """Names of fields with what stands in them, one under the other."""

    rows: Sequence[tuple[str, str]]
    heading: str = ""

    def told(self) -> dict[str, Any]:
        """What the template of the paper is given."""
        rows = [[typed(name), typed(value)] for name, value in self.rows]
        return {"kind": "facts", "heading": typed(self.heading), "rows": rows}


@dataclass(frozen=True)
class Table:
    """A table with its head repeated on every page; `widths` are parts of the line, equal where none are given."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    heading: str = ""
    widths: Sequence[int] = ()

    def told(self) -> dict[str, Any]:
        """What the template of the paper is given."""
        return {
            "kind": "table", "heading": typed(self.heading), "columns": [typed(name) for name in self.columns],
            "rows": [[typed(cell) for cell in row] for row in self.rows],
            "widths": list(self.widths) or [1] * len(self.columns),
        }  # fmt: skip


@dataclass(frozen=True)
class Notice:
    """What must not be overlooked, in a frame."""

    text: str

    def told(self) -> dict[str, Any]:
        """What the template of the paper is given."""
        return {"kind": "notice", "text": typed(self.text)}


@dataclass(frozen=True)
class Signatures:
    """Lines to sign on by hand, each with the word for who signs."""

    lines: Sequence[str]

    def told(self) -> dict[str, Any]:
        """What the template of the paper is given."""
        return {"kind": "signatures", "lines": [typed(line) for line in self.lines]}


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a page of its own."""

    def told(self) -> dict[str, Any]:
        """What the template of the paper is given."""
        return {"kind": "new_page"}


Block = Paragraph | Facts | Table | Notice | Signatures | NewPage


@dataclass(frozen=True)
class Document:
    """A letter or a sheet.

    Attributes:
        language: "ar" or "en"; gives the direction, the dates and the words of the page itself.
        reference: printed as text and as a QR code on every first page, and at every foot; empty for none.
        issuer: who hands it over, at the head.
        note: a line at every foot, such as how a paper is to be handled.
    """

    language: str
    title: str
    issuer: str
    issued_at: datetime
    blocks: Sequence[Block]
    reference: str = ""
    note: str = ""
    paper: Paper = "a4"


@dataclass(frozen=True)
class Label:
    """A label to stick on: its number as text and QR code, and a few short lines."""

    reference: str
    title: str
    lines: Sequence[str] = ()
