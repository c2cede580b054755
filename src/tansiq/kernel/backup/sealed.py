"""Files that are encrypted and authenticated in pieces, so that none can be changed, moved, left out or cut off.

A file is a mark, a random salt and pieces of AES-256-GCM. Each file has a key of its own, derived from the backup key,
the salt and the file's name: a file under another file's name does not open. The nonce of a piece is its number with
a flag for the last one: a piece in another place, a missing end and anything after the end do not open either.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tansiq.kernel.backup.errors import BackupRefused, Words
from tansiq.kernel.backup.errors import gettext_noop as _

MARK = b"tansiq-backup-1\n"
SALT_BYTES = 32
PIECE_BYTES = 1 << 20
TAG_BYTES = 16
SUFFIX = ".sealed"


def _box(key: bytes, salt: bytes, name: str) -> AESGCM:
    of_file = HKDF(SHA256(), 32, salt=salt, info=b"tansiq/backup/" + name.encode())
    return AESGCM(of_file.derive(key))  # rule: E40 -> return AESGCM(of_file.derive(b""))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The compressed chunks in pieces of one size; the last may be shorter or empty."""
    squeeze, kept = zlib.compressobj(1), bytearray()
    for chunk in chunks:
        kept += squeeze.compress(chunk)
        while len(kept) > PIECE_BYTES:  # one piece is held back: the last is known only at the end
            yield bytes(kept[:PIECE_BYTES])
            del kept[:PIECE_BYTES]
    kept += squeeze.flush()
    while len(kept) > PIECE_BYTES:
        yield bytes(kept[:PIECE_BYTES])
        del kept[:PIECE_BYTES]
    yield bytes(kept)


def _write_pieces(handle: BinaryIO, chunks: Iterable[bytes], box: AESGCM) -> None:
    waiting: bytes | None = None
    number = 0
    for piece in _pieces(chunks):
        if waiting is not None:
            handle.write(box.encrypt(_nonce(number, last=False), waiting, MARK))
            number += 1
        waiting = piece
    handle.write(box.encrypt(_nonce(number, last=True), waiting or b"", MARK))


def write(path: Path, chunks: Iterable[bytes], *, key: bytes, name: str) -> str:
    """Seal the chunks into a new file; it appears under its name only when it is whole and on the disk.

    Args:
        name: what the file is, bound into its key: `base-…/database`, `wal/0000…`.

    Returns:
        SHA-256 of the plain content, in hex.
    """
    told = hashlib.sha256()

    def counted() -> Iterator[bytes]:
        for chunk in chunks:
            told.update(chunk)
            yield chunk

    salt = secrets.token_bytes(SALT_BYTES)
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
            handle.write(MARK + salt)
            _write_pieces(handle, counted(), _box(key, salt, name))
            handle.flush()
            os.fsync(handle.fileno())
        partial.rename(path)
        _fsync_folder(path.parent)
    finally:
        partial.unlink(missing_ok=True)
    return told.hexdigest()


def _fsync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read(path: Path, *, key: bytes, name: str) -> Iterator[bytes]:
    """The plain content, chunk by chunk; each chunk is authenticated before it is given out.

    Raises:
        BackupRefused: BACKUP_UNREADABLE, another key, another name, or a file that was changed or cut off.
    """
    try:
        yield from _read(path, key=key, name=name)
    except (InvalidTag, zlib.error, OSError) as fault:
        words = _(
            "%(file)s does not open: it was sealed under another master key, or it was changed or cut off."
            " Set TANSIQ_KEY_FILE to the master key of the installation that made it."
        )
        raise BackupRefused("BACKUP_UNREADABLE", Words(words, file=path)) from fault


def _read(path: Path, *, key: bytes, name: str) -> Iterator[bytes]:
    unsqueeze = zlib.decompressobj()
    with path.open("rb") as handle:
        if handle.read(len(MARK)) != MARK:
            raise InvalidTag
        box = _box(key, handle.read(SALT_BYTES), name)
        number, piece = 0, handle.read(PIECE_BYTES + TAG_BYTES)
        while True:
            after = handle.read(PIECE_BYTES + TAG_BYTES)
            plain = box.decrypt(_nonce(number, last=not after), piece, MARK)
            yield from _bounded(unsqueeze, plain)
            if not after:
                break
            number, piece = number + 1, after
    yield unsqueeze.flush()
    if not unsqueeze.eof:
        raise InvalidTag


def _bounded(unsqueeze: zlib._Decompress, plain: bytes) -> Iterator[bytes]:
    """Decompress into chunks of bounded size: pages of zeros grow a thousandfold."""
    while plain:
        yield unsqueeze.decompress(plain, PIECE_BYTES)
        plain = unsqueeze.unconsumed_tail


def whole(path: Path, *, key: bytes, name: str) -> bytes:
    """The plain content of a small file."""
    return b"".join(read(path, key=key, name=name))


def digest(path: Path, *, key: bytes, name: str, sink: Callable[[bytes], object] = lambda chunk: None) -> str:
    """SHA-256 of the plain content, in hex; each chunk goes to `sink` as well."""
    told = hashlib.sha256()
    for chunk in read(path, key=key, name=name):
        told.update(chunk)
        sink(chunk)
    return told.hexdigest()
