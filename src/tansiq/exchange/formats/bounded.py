"""Files from outside, plain or gzip, read in bounded pieces."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from tansiq.exchange.formats.listing import ListError

CHUNK_BYTES = 64 * 1024
MAX_BYTES = 64 * 1024 * 1024
"""Largest list after decompression; the lists of 2026 have 2 to 6 MB."""
MAX_RATIO = 100
"""Most bytes that one compressed byte may become; lists reach 15."""
RATIO_FLOOR_BYTES = 1024 * 1024
"""Below this size no ratio is judged."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def read_chunks(path: Path) -> Iterator[bytes]:
    """Yield the content of `path`, decompressed when its first bytes are gzip's, whatever its name.

    Raises:
        ListError: UNREADABLE, TRUNCATED, BROKEN_GZIP or TOO_LARGE.
    """
    try:
        with path.open("rb") as raw:
            is_gzip = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            # GzipFile is a binary reader in all but its declared type.
            content = cast("BinaryIO", gzip.GzipFile(fileobj=raw)) if is_gzip else raw
            produced = 0
            while chunk := content.read(CHUNK_BYTES):
                produced += len(chunk)
                _refuse_bomb(path, produced, raw.tell())
                yield chunk
    except EOFError as error:
        raise ListError(path.name, None, "the compressed file ends too early", "TRUNCATED") from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise ListError(path.name, None, f"the compressed file is broken: {error}", "BROKEN_GZIP") from error
    except OSError as error:
        raise ListError(path.name, None, f"the file cannot be read: {error.strerror}", "UNREADABLE") from error


def _refuse_bomb(path: Path, produced: int, consumed: int) -> None:
    if produced > MAX_BYTES:
        raise ListError(path.name, None, f"more than {MAX_BYTES} bytes", "TOO_LARGE")
    if produced > RATIO_FLOOR_BYTES and produced > MAX_RATIO * consumed:
        raise ListError(path.name, None, f"one byte became more than {MAX_RATIO}", "TOO_LARGE")


def read_text(path: Path) -> tuple[str, bytes]:
    """Return the text of `path` and its bytes; a trailing 0x1A, DOS's end of file, is no part of the text.

    Raises:
        ListError: NOT_TEXT for bytes that are not UTF-8 or for control characters, and as `read_chunks`.
    """
    content = b"".join(read_chunks(path))
    body = content.removesuffix(b"\x1a")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise ListError(path.name, line, "bytes that are not UTF-8 text", "NOT_TEXT") from error
    if control := _CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise ListError(path.name, line, "a control character inside text", "NOT_TEXT")
    return text, content
