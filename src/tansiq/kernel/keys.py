"""Secrets at rest: every key of the installation is sealed by one master key that is kept outside the data directory.

Whoever carries the data directory away, or a backup of it, reads no second-factor seed, no signing key and no keyed
digest (E40). The master key's file is `TANSIQ_KEY_FILE`, by default `~/.config/tansiq/key`: on a stick, in a hardware
store or on another disk in earnest.
"""

from __future__ import annotations

import base64
import errno
import os
import secrets
import tempfile
from functools import cache
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12
MARK = "tansiq-sealed-1:"
# How a file system says that it gives no file a second name.
NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})


class KeyFault(RuntimeError):
    """The master key is missing, misplaced or not the one that sealed; the message says what to do."""


def key_file() -> Path:
    """Where the master key is: `TANSIQ_KEY_FILE`, by default `~/.config/tansiq/key`."""
    return Path(os.environ.get("TANSIQ_KEY_FILE") or Path.home() / ".config" / "tansiq" / "key").absolute()


def _write_once(path: Path, text: str) -> None:
    """Write a file that only its owner reads, down to the disk; of two writers at once the first stays."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, partial = tempfile.mkstemp(dir=path.parent)
    _write_through(descriptor, text)
    try:
        os.link(partial, path)
    except FileExistsError:
        pass
    except OSError as fault:
        if fault.errno not in NO_LINKS:
            raise
        _write_new(path, text)
    finally:
        os.unlink(partial)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _write_through(descriptor: int, text: str) -> None:
    with os.fdopen(descriptor, "w") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())


def _write_new(path: Path, text: str) -> None:
    """The same where a file has one name only, as on a stick with FAT."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    try:
        _write_through(descriptor, text)
    except OSError:
        os.unlink(path)  # half a key opens nothing
        raise


@cache
def _master(path: Path) -> bytes:
    try:
        if not path.exists():
            _write_once(path, base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode())
        key = base64.b64decode(path.read_text().strip(), validate=True)
    except OSError as fault:
        raise KeyFault(f"the master key {path} cannot be read or made: {fault.strerror}") from fault
    except ValueError as fault:
        raise KeyFault(f"{path} holds no master key") from fault
    if len(key) != KEY_BYTES:
        raise KeyFault(f"{path} holds no master key")
    return key


def master(data_dir: Path) -> bytes:
    """The master key, 32 bytes; made on first use, while nothing is sealed yet.

    Raises:
        KeyFault: it lies inside the data directory, it is no key, or it is missing though keys were sealed by one.
    """
    path = key_file()
    if path.resolve().is_relative_to(data_dir.resolve()):  # rule: E40
        raise KeyFault(f"the master key {path} must lie outside the data directory {data_dir}: set TANSIQ_KEY_FILE")
    if not path.exists() and any(_is_sealed(one) for one in (data_dir / "keys").glob("*")):
        raise KeyFault(f"the master key {path} is missing: put it back, or set TANSIQ_KEY_FILE to where it is")
    return _master(path)


def derived(data_dir: Path, purpose: str) -> bytes:
    """A key of its own for one purpose, 32 bytes, from the master key."""
    box = HKDF(SHA256(), KEY_BYTES, salt=None, info=b"tansiq/" + purpose.encode())
    return box.derive(master(data_dir))  # rule: E40 -> return box.derive(b"0" * KEY_BYTES)


def seal(data_dir: Path, plain: bytes, *, purpose: str) -> bytes:
    """Encrypt and authenticate; the purpose is bound in, so that nothing sealed for one opens for another."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(derived(data_dir, purpose)).encrypt(nonce, plain, purpose.encode())


def unseal(data_dir: Path, sealed: bytes, *, purpose: str) -> bytes:
    """What was sealed for this purpose.

    Raises:
        KeyFault: it was sealed by another master key or for another purpose, or it was changed.
    """
    try:
        box = AESGCM(derived(data_dir, purpose))
        return box.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], purpose.encode())
    except (InvalidTag, ValueError) as fault:
        raise KeyFault(f"what was sealed for {purpose!r} does not open with the master key {key_file()}") from fault


def _is_sealed(path: Path) -> bool:
    return path.is_file() and path.read_text(errors="replace").startswith(MARK)


def secret(data_dir: Path, name: str) -> str:
    """A random secret of the installation, sealed in `keys/NAME` of the data directory; made on first use."""
    path = data_dir / "keys" / name
    if not path.exists():
        _keep(data_dir, path, secrets.token_urlsafe(48))
    if not _is_sealed(path):  # kept in plain by an earlier version
        plain = path.read_text().strip()
        path.unlink()
        _keep(data_dir, path, plain)
    return unseal(data_dir, base64.b64decode(path.read_text()[len(MARK) :]), purpose=name).decode()


def _keep(data_dir: Path, path: Path, plain: str) -> None:
    sealed = seal(data_dir, plain.encode(), purpose=path.name)
    _write_once(path, MARK + base64.b64encode(sealed).decode())


def signing_key(data_dir: Path, name: str) -> Ed25519PrivateKey:
    """An Ed25519 key of the installation, from the secret of this name."""
    seed = HKDF(SHA256(), KEY_BYTES, salt=None, info=b"tansiq/ed25519/" + name.encode())
    return Ed25519PrivateKey.from_private_bytes(seed.derive(secret(data_dir, name).encode()))


def member_key(data_dir: Path, member_id: UUID) -> Ed25519PrivateKey:
    """The Ed25519 key of one member, by which a hand signs: from one sealed secret for all, so that none lies about."""
    seed = HKDF(SHA256(), KEY_BYTES, salt=None, info=b"tansiq/hand/" + member_id.bytes)
    return Ed25519PrivateKey.from_private_bytes(seed.derive(secret(data_dir, "hands").encode()))
