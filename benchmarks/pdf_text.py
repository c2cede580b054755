"""The text of a PDF that `tansiq.kernel.documents` made, as whoever copies from it gets it, by no program beside.

Reads what our own papers hold: fonts with a map to Unicode and runs in the order in which they are drawn. No reader for
other PDFs.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass, field

OBJECT = re.compile(rb"(?m)^(\d+) 0 obj\n(.*?)\nendobj", re.S)
# Brackets inside a text stand unescaped where they are balanced.
LITERAL = rb"\((?:\\.|[^\\()]|\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\))*\)"
SIGNS = re.compile(
    rb"/(?P<font>f\d+) [\d.]+ Tf|(?P<cm>(?:-?[\d.]+ ){6})cm|(?P<tm>(?:-?[\d.]+ ){6})Tm"
    rb"|/ActualText(?P<actual><[0-9A-F]*>|" + LITERAL + rb")|/[A-Za-z]+" + LITERAL + rb"|(?P<text>" + LITERAL + rb")"
    rb"|(?P<open>\b(?:BDC|BMC)\b)|(?P<close>\bEMC\b)|(?P<end>\bET\b)",
    re.S,
)
SAME_LINE = 4.0  # points by which a raised sign may stand off its line
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def _bytes(literal: bytes) -> bytes:
    def one(found: re.Match[bytes]) -> bytes:
        sign = found.group(1)
        return bytes([int(sign, 8)]) if sign[:1].isdigit() else ESCAPES.get(sign, sign)

    return re.sub(rb"\\([0-7]{1,3}|.)", one, literal, flags=re.S)


def _stream(body: bytes) -> bytes:
    raw = body.split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0]
    return zlib.decompress(raw) if b"FlateDecode" in body.split(b"stream\n", 1)[0] else raw


def _map(cmap: bytes) -> dict[int, str]:
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", cmap)
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _actual(value: bytes) -> str:
    if value.startswith(b"<"):
        return bytes.fromhex(value[1:-1].decode()).decode("utf-16")
    return _bytes(value[1:-1]).decode("latin-1")


@dataclass
class Run:
    """What is drawn between BT and ET: pieces with their place in it."""

    x: float
    y: float
    pieces: list[tuple[float, list[str]]] = field(default_factory=list)

    @property
    def text(self) -> str:
        signs = "".join("".join(piece) for _x, piece in self.pieces)
        is_backward = any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in signs)
        ordered = sorted(self.pieces, key=lambda piece: piece[0], reverse=is_backward)
        return "".join("".join(reversed(piece) if is_backward else piece) for _x, piece in ordered)


@dataclass
class Reader:
    """Where the reading of a page's content stands. `marks` are the marked parts that are open, each with its text."""

    fonts: dict[str, dict[int, str]]
    runs: list[Run] = field(default_factory=list)
    run: Run = field(default_factory=lambda: Run(0, 0))
    font: str = ""
    x: float = 0.0
    actual: str | None = None
    marks: list[str | None] = field(default_factory=list)
    told: bool = False  # the text of the open part has been taken: what else is drawn in it adds nothing

    def read(self, content: bytes) -> list[Run]:
        for found in SIGNS.finditer(content):
            if found.lastgroup:
                getattr(self, f"_{found.lastgroup}")(found.group(found.lastgroup))
        return self.runs

    def _cm(self, value: bytes, *_more: object) -> None:
        numbers = [float(number) for number in value.split()]
        self.run = Run(numbers[4], numbers[5])

    def _font(self, value: bytes, *_more: object) -> None:
        self.font = value.decode()

    def _tm(self, value: bytes, *_more: object) -> None:
        self.x = float(value.split()[4])

    def _actual(self, value: bytes, *_more: object) -> None:
        self.actual = _actual(value)

    def _open(self, *_more: object) -> None:
        self.marks.append(self.actual)
        if self.actual is not None:
            self.told = False
        self.actual = None

    def _close(self, *_more: object) -> None:
        self.marks.pop()

    def _text(self, value: bytes, *_more: object) -> None:
        standing = [mark for mark in self.marks if mark is not None]
        if standing:
            self.run.pieces.append((self.x, [] if self.told else [standing[-1]]))
            self.told = True
            return
        codes = _bytes(value[1:-1])
        read = [
            self.fonts[self.font].get(int.from_bytes(codes[at : at + 2], "big"), "") for at in range(0, len(codes), 2)
        ]
        self.run.pieces.append((self.x, read))

    def _end(self, *_more: object) -> None:
        if self.run.pieces:
            self.runs.append(self.run)
            self.run = Run(self.run.x, self.run.y)


def lines(pdf: bytes, *, is_rtl: bool) -> list[str]:
    """The lines of all pages from above to below, each from where reading begins."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    told: list[str] = []
    for body in objects.values():
        if b"/Type/Page/" not in body:
            continue
        [resources] = re.findall(rb"/Resources (\d+) 0 R", body)
        named = re.findall(rb"/(f\d+) (\d+) 0 R", objects[int(resources)])
        fonts = {}
        for name, number in named:
            [to_unicode] = re.findall(rb"/ToUnicode (\d+) 0 R", objects[int(number)])
            fonts[name.decode()] = _map(_stream(objects[int(to_unicode)]))
        [contents] = re.findall(rb"/Contents (\d+) 0 R", body)
        rows: list[list[Run]] = []
        for run in sorted(Reader(fonts).read(_stream(objects[int(contents)])), key=lambda run: -run.y):
            if rows and rows[-1][0].y - run.y < SAME_LINE:
                rows[-1].append(run)
            else:
                rows.append([run])
        for row in rows:
            ordered = sorted(row, key=lambda run: run.x, reverse=is_rtl)
            told.append("".join(run.text for run in ordered))
    return told


def text(pdf: bytes, *, is_rtl: bool) -> str:
    """All lines as one text with single spaces."""
    return " ".join(" ".join(lines(pdf, is_rtl=is_rtl)).split())
