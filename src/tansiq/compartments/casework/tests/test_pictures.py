"""Photographs: known by their content, the picture alone kept, dot by dot; everything else refused or left out."""

from __future__ import annotations

import struct

import pytest
from casework_support import png
from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.compartments.casework.pictures import JPEG, MOST_BYTES, PNG, NoPicture, stripped

SCAN = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x12\xff\x00\x34\xff\xd0\x56"
FRAME = b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00"
TABLE = b"\xff\xdb\x00\x43\x00" + b"\x01" * 64
WITHIN = b"\xff\xd8" + TABLE + FRAME + SCAN + b"\xff\xd9"


def segment(mark: int, body: bytes) -> bytes:
    return bytes([0xFF, mark]) + struct.pack(">H", len(body) + 2) + body


def exif(order: str, turn: int) -> bytes:
    mark = b"MM\0*" if order == ">" else b"II*\0"
    place = struct.pack(f"{order}HHII", 0x8825, 4, 1, 26)  # where GPS would stand
    tiff = mark + struct.pack(f"{order}IH", 8, 2) + place + struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turn, 0)
    return segment(0xE1, b"Exif\0\0" + tiff + b"GPS 14.5 N")


def camera(turn: int = 1, order: str = ">") -> bytes:
    comments = segment(0xFE, b"by Salem") + segment(0xE0, b"JFIF\0") + segment(0xED, b"Photoshop")
    return b"\xff\xd8" + exif(order, turn) + comments + TABLE + FRAME + SCAN + b"\xff\xd9" + b"a second file behind"


def test_of_a_jpeg_the_picture_alone_is_kept():
    assert stripped(camera()) == (JPEG, WITHIN)
    assert stripped(WITHIN) == (JPEG, WITHIN)


@pytest.mark.parametrize("order", [">", "<"])
def test_how_the_camera_was_held_is_kept_and_nothing_else_that_it_said(order):
    _kind, picture = stripped(camera(6, order))

    assert b"GPS" not in picture
    assert b"Salem" not in picture
    assert picture.count(b"Exif") == 1
    assert stripped(picture) == (JPEG, picture)


def test_of_a_png_the_picture_alone_is_kept():
    assert stripped(png(b"tEXtAuthor\0Salem", b"eXIfMM\0*", b"tIME\x07\xe5\x09\x02\x05\x00\x00") + b"zip behind") == (
        PNG,
        png(),
    )


@pytest.mark.parametrize(
    "content",
    [
        b"", b"GIF89a", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"PK\x03\x04", b"\xff\xd8\xff",
        png()[:-1], png()[:20], png().replace(b"IHDR", b"IHDX"), png(b"ABCDx"), camera()[:60],
        b"\xff\xd8" + TABLE + b"\xff\xd9", b"\xff\xd8" + FRAME + b"\xff\xd9", b"\xff\xd8\xff\xe0\xff\xff",
        b"\xff\xd8" + TABLE + FRAME.replace(b"\x00\x01\x00\x01", b"\xff\xff\x00\x01", 1) + SCAN + b"\xff\xd9",
        b"\xff\xd8\xff" + b"\0" * MOST_BYTES,
    ],
    ids=range(16),
)  # fmt: skip
def test_what_is_no_whole_picture_is_refused(content):
    with pytest.raises(NoPicture):
        stripped(content)


@settings(deadline=None)
@given(st.sampled_from([camera(), camera(6, "<"), png(b"tEXtx")]), st.data())
def test_a_damaged_file_is_refused_or_kept_as_a_picture_that_stays_as_it_is(content, data):
    place = data.draw(st.integers(0, len(content) - 1))
    damaged = content[:place] + data.draw(st.binary(max_size=4)) + content[place + 1 :]

    try:
        kind, picture = stripped(damaged)
    except NoPicture:
        return
    assert stripped(picture) == (kind, picture)
