"""What the tests of casework share."""

from __future__ import annotations

import struct
import zlib


def png(*extra: bytes) -> bytes:
    """One black dot; `extra` are further chunks before the end."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    rest = b"".join(chunk(one[:4], one[4:]) for one in extra)
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + rest + chunk(b"IEND", b"")
