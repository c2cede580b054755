"""Setting a paper: one fixed page, its data given as JSON. What people typed never becomes a part of the source."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final, Literal

import typst
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from tansiq.kernel import qr, reading
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.documents.coverage import legible
from tansiq.kernel.documents.parts import Document, Label, Paper, typed

PDF_TYPE: Final = "application/pdf"
NO_TITLE: Final = "—"  # a paper without a title is none that a screen reader can announce
_HERE: Final = Path(__file__).parent
# A kept compiler answers in milliseconds, and is one for all threads.
_ONE_AT_A_TIME: Final = Lock()


@cache
def _compiler() -> typst.Compiler:
    # No font of the system's, no package from anywhere: the same paper on every machine, and nothing is fetched.
    return typst.Compiler(
        input=_HERE / "document.typ", root=_HERE, font_paths=[_HERE / "fonts"], ignore_system_fonts=True
    )


def _set(data: dict[str, Any], made_at: datetime, form: Literal["pdf", "png"]) -> list[bytes]:
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    stamp = int(made_at.timestamp())  # the same paper twice is the same file
    with _ONE_AT_A_TIME:
        if form == "pdf":
            made = _compiler().compile(format="pdf", sys_inputs=inputs, timestamp=stamp, pdf_standards=["ua-1"])
        else:
            made = _compiler().compile(format="png", ppi=96, sys_inputs=inputs)
    assert made is not None
    return made if isinstance(made, list) else [made]


@contextmanager
def printed(language: str) -> Iterator[None]:
    """Words, numbers, days and hours as a paper in this language writes them, whatever whoever prints it reads by.

    In it `kernel.reading` writes as the paper's own head does: by the clock and in the digits of the place, or in
    Western digits in English.
    """
    place = charter.current().jurisdiction
    with (
        override(language),
        timezone.override(place.tz),
        reading.in_digits(place.digits if language.startswith("ar") else "latn"),
    ):
        yield


def _words(language: str, made_at: datetime) -> dict[str, Any]:
    """What the page itself says, in the language of the paper."""
    with printed(language):
        return {
            "language": language, "dir": "rtl" if language == "ar" else "ltr",
            "day": typed(reading.day(charter.local_day(made_at))),
            "digits": [reading.number(sign) for sign in range(10)],
            "words": {"reference": _("Reference"), "date": _("Date"), "code": _("QR code of the reference")},
        }  # fmt: skip


def _document(paper: Document) -> dict[str, Any]:
    return {
        "shape": "document", "paper": paper.paper, "issuer": typed(paper.issuer),
        "title": typed(paper.title) if legible(paper.title) else typed(NO_TITLE),
        "reference": paper.reference, "code": qr.svg_of(paper.reference) if paper.reference else "",
        "note": typed(paper.note), "blocks": [block.told() for block in paper.blocks],
    } | _words(paper.language, paper.issued_at)  # fmt: skip


def pdf(paper: Document) -> bytes:
    """The paper as a tagged PDF (PDF/UA-1), read right by a screen reader and by whoever copies from it."""
    return _set(_document(paper), paper.issued_at, "pdf")[0]


def pictures(paper: Document) -> list[bytes]:
    """The pages as PNG, to look at."""
    return _set(_document(paper), paper.issued_at, "png")


def labels(stickers: Sequence[Label], *, language: str, made_at: datetime, paper: Paper = "a4") -> bytes:
    """Labels as PDF: eight to a sheet of A4, or one to a sheet of A6.

    Raises:
        ValueError: there is no label to print.
    """
    if not stickers:
        raise ValueError("no label to print")
    told = [
        {"reference": one.reference, "code": qr.svg_of(one.reference), "title": typed(one.title),
         "lines": [typed(line) for line in one.lines]}
        for one in stickers
    ]  # fmt: skip
    with override(language):
        title = _("Labels")
    data = {"shape": "labels", "paper": paper, "title": typed(title), "labels": told} | _words(language, made_at)
    return _set(data, made_at, "pdf")[0]
