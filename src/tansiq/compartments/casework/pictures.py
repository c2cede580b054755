"""What a file of a photograph is by its content, and the picture without what the camera wrote beside it: pure.

Nothing is decoded, so that nothing in a picture can harm a decoder, and no dot of the evidence changes: only the parts
that carry the picture are copied, one by one. Place, time, device, thumbnail, comments and whatever stands behind the
end are left out; of all that a camera says, how the picture is turned is kept.
"""

from __future__ import annotations

import struct
import zlib
from typing import Final

MOST_BYTES: Final = 8_000_000
LONGEST_SIDE: Final = 20_000
JPEG, PNG = "image/jpeg", "image/png"
_PNG_MARK: Final = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = (b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"IDAT", b"IEND")
_END, _SCAN, _APP0, _EXIF = 0xD9, 0xDA, 0xE0, 0xE1
# Tables, frames (baseline and progressive), restarts. Arithmetic coding and hierarchies come from no camera.
_JPEG_KEPT: Final = frozenset({0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD})
_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2})


class NoPicture(ValueError):
    """The content is no whole JPEG or PNG of a size that a camera makes."""


def stripped(content: bytes) -> tuple[str, bytes]:
    """Media type, and the picture alone.

    Raises:
        NoPicture: neither JPEG nor PNG by its content, broken, or too large.
    """
    if len(content) > MOST_BYTES:
        raise NoPicture("too large")
    try:
        if content.startswith(_PNG_MARK):
            return PNG, _png(content)
        if content.startswith(b"\xff\xd8\xff"):
            return JPEG, _jpeg(content)
    except (struct.error, IndexError, zlib.error) as fault:
        raise NoPicture("broken") from fault
    raise NoPicture("no picture")


def _require_size(width: int, height: int) -> None:
    if not (0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE):
        raise NoPicture("size")


def _png(content: bytes) -> bytes:
    seen: set[bytes] = set()
    kept, at = [_PNG_MARK], len(_PNG_MARK)
    while True:
        size, kind = struct.unpack_from(">I4s", content, at)
        chunk = content[at : at + 12 + size]
        if len(chunk) != 12 + size or zlib.crc32(chunk[4:-4]) != struct.unpack(">I", chunk[-4:])[0]:
            raise NoPicture("broken")
        if (kind == b"IHDR") != (not seen):
            raise NoPicture("broken")
        if kind == b"IHDR":
            _require_size(*struct.unpack_from(">II", chunk, 8))
        seen.add(kind)
        if kind in _PNG_KEPT:
            kept.append(chunk)
        elif not kind[0] & 0x20:  # a part that a reader must understand and that we do not know
            raise NoPicture("unknown part")
        at += 12 + size
        if kind == b"IEND":
            break
    if b"IDAT" not in seen:
        raise NoPicture("broken")
    return b"".join(kept)


def _turned(segment: bytes) -> int:
    """How the camera was held, 1 to 8, as an EXIF segment says; 1 where it says nothing that can be read."""
    body = segment[4:]
    if not body.startswith(b"Exif\0\0"):
        return 1
    tiff = body[6:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    [first] = struct.unpack_from(f"{order}I", tiff, 4)
    [count] = struct.unpack_from(f"{order}H", tiff, first)
    for place in range(min(count, 200)):
        tag, kind, _count, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * place)
        if (tag, kind) == (0x0112, 3):
            return int(value) if 1 <= value <= 8 else 1
    return 1


def _turn(how: int) -> bytes:
    """An EXIF segment that says how the picture is turned, and nothing else."""
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, how, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _jpeg(content: bytes) -> bytes:
    kept, at, how, has_frame, has_scan = [], 2, 1, False, False
    while True:
        if content[at] != 0xFF:
            raise NoPicture("broken")
        while content[at + 1] == 0xFF:
            at += 1
        mark = content[at + 1]
        if mark == _END:
            break
        [size] = struct.unpack_from(">H", content, at + 2)
        segment = content[at : at + 2 + size]
        if len(segment) != 2 + size or size < 2:
            raise NoPicture("broken")
        at += 2 + size
        if mark in _FRAMES:
            height, width = struct.unpack_from(">HH", segment, 5)
            _require_size(width, height)
            has_frame = True
        if mark == _EXIF:
            how = _readable_turn(segment)
        elif mark in _JPEG_KEPT:
            kept.append(segment)
        elif mark == _SCAN:
            end = _scan_end(content, at)
            kept.append(segment + content[at:end])
            at, has_scan = end, True
        elif not (_APP0 <= mark <= 0xEF or mark == 0xFE):
            raise NoPicture("unknown part")
    if not (has_frame and has_scan):
        raise NoPicture("broken")
    return b"".join([b"\xff\xd8", *([_turn(how)] if how != 1 else []), *kept, b"\xff\xd9"])


def _readable_turn(segment: bytes) -> int:
    try:
        return _turned(segment)
    except struct.error:
        return 1


def _scan_end(content: bytes, at: int) -> int:
    """Where the dots of a scan end: at the next mark that is neither a stuffed byte nor a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0:
            raise NoPicture("broken")
        following = content[at + 1]
        if following == 0 or 0xD0 <= following <= 0xD7:
            at += 2
        elif following == 0xFF:
            at += 1
        else:
            return at
