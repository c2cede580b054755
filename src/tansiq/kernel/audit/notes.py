"""Signed notes, checkpoints and cosignatures, as others read them. Pure.

Source:
    C2SP signed-note, tlog-checkpoint and tlog-cosignature (cosignature/v1), version 1.
"""

from __future__ import annotations

import base64
import hashlib
import re
import struct
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519, COSIGNATURE = 0x01, 0x04
HASH_BYTES, SIGNATURE_BYTES = 32, 64
MOST_SIGNATURES, MOST_BYTES = 64, 100_000
TIME = "time "
_SIGNATURE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_VKEY = re.compile(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})")


class NoteFault(ValueError):
    """What was given is no note, checkpoint or key; the message says why."""


def encoded(raw: bytes) -> str:
    """Bytes in base64."""
    return base64.b64encode(raw).decode()


def decoded(text: str) -> bytes:
    """Bytes of base64 in its one right spelling.

    Raises:
        NoteFault: it is none.
    """
    try:
        found = base64.b64decode(text, validate=True)
    except ValueError as fault:
        raise NoteFault(f"{text[:20]!r} is no base64") from fault
    if encoded(found) != text:
        raise NoteFault(f"{text[:20]!r} is base64 written otherwise than it must be")
    return found


@dataclass(frozen=True)
class VerifierKey:
    """A public key with the name that it signs under; as text `name+id+key`."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature line names the key."""
        told = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return hashlib.sha256(told).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{encoded(bytes([self.kind]) + self.public)}"

    @classmethod
    def of(cls, name: str, kind: int, key: Ed25519PrivateKey) -> VerifierKey:
        """The public half of a private key, under a name."""
        return cls(name, kind, key.public_key().public_bytes_raw())

    @classmethod
    def read(cls, text: str) -> VerifierKey:
        """A key as text.

        Raises:
            NoteFault: it is none, its id is not its own, or it is of a kind that is not read here.
        """
        found = _VKEY.fullmatch(text.strip())
        if not found:
            raise NoteFault("a key reads name+id+base64")
        name, key_id, encoded = found.groups()
        raw = decoded(encoded)
        if len(raw) != 1 + HASH_BYTES or raw[0] not in (ED25519, COSIGNATURE):
            raise NoteFault("the key is not of a kind that is read here: Ed25519, as a log's or a witness's")
        key = cls(name, raw[0], raw[1:])
        if key.id.hex() != key_id:
            raise NoteFault("the id of the key is not that of its name and bytes")
        return key


@dataclass(frozen=True)
class Signature:
    """One signature line: who signed, by which key, and the bytes."""

    name: str
    key_id: bytes
    raw: bytes

    def __str__(self) -> str:
        return f"— {self.name} {encoded(self.key_id + self.raw)}\n"


@dataclass(frozen=True)
class Note:
    """A text and who signed it."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(map(str, self.signatures))

    @classmethod
    def read(cls, written: str) -> Note:
        """A note as written.

        Raises:
            NoteFault: it is none, or larger than a note may be.
        """
        if len(written.encode()) > MOST_BYTES or any(letter < " " and letter != "\n" for letter in written):
            raise NoteFault("a note is text of at most 100 000 bytes without control characters")
        text, blank, lines = written.rpartition("\n\n")
        if not blank or not lines.endswith("\n"):
            raise NoteFault("a note ends in a blank line and lines of signatures")
        found = []
        for line in lines[:-1].split("\n"):
            fits = _SIGNATURE.fullmatch(line)
            raw = decoded(fits[2]) if fits else b""
            if not fits or len(raw) <= 4:
                raise NoteFault(f"not a line of a signature: {line[:40]!r}")
            found.append(Signature(fits[1], raw[:4], raw[4:]))
        if len(found) > MOST_SIGNATURES:
            raise NoteFault(f"a note has at most {MOST_SIGNATURES} signatures")
        return cls(text + "\n", tuple(found))

    def by(self, key: VerifierKey) -> Signature | None:
        """The signature that names this key, unchecked."""
        return next((one for one in self.signatures if (one.name, one.key_id) == (key.name, key.id)), None)


def sign(text: str, name: str, key: Ed25519PrivateKey) -> Signature:
    """A log's signature on a text that ends in a newline."""
    return Signature(name, VerifierKey.of(name, ED25519, key).id, key.sign(text.encode()))


def cosign(text: str, name: str, key: Ed25519PrivateKey, at: datetime) -> Signature:
    """A witness's signature: at this moment this was the largest tree of that log that it had seen."""
    seconds = int(at.timestamp())
    raw = struct.pack(">Q", seconds) + key.sign(_cosigned(text, seconds))
    return Signature(name, VerifierKey.of(name, COSIGNATURE, key).id, raw)


def _cosigned(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def _is_signed(key: VerifierKey, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def is_signed(note: Note, key: VerifierKey) -> bool:
    """Whether the holder of a log's key signed the text."""
    found = note.by(key)
    return found is not None and key.kind == ED25519 and _is_signed(key, found.raw, note.text.encode())


def cosigned_at(note: Note, key: VerifierKey) -> datetime | None:
    """When a witness cosigned the text; None where it did not."""
    found = note.by(key)
    if found is None or key.kind != COSIGNATURE or len(found.raw) != 8 + SIGNATURE_BYTES:
        return None
    (seconds,) = struct.unpack(">Q", found.raw[:8])
    if not _is_signed(key, found.raw[8:], _cosigned(note.text, seconds)):
        return None
    try:
        return datetime.fromtimestamp(seconds, tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None


@dataclass(frozen=True)
class Checkpoint:
    """The state of a log: how many leaves, under which root, and, in a line of our own, when it was signed."""

    origin: str
    size: int
    root: bytes
    at: datetime | None = None

    @property
    def text(self) -> str:
        """The text that is signed, line by line, each ended."""
        lines = [self.origin, str(self.size), encoded(self.root)]
        if self.at:
            lines.append(TIME + self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
        return "\n".join(lines) + "\n"

    @classmethod
    def read(cls, text: str) -> Checkpoint:
        """A checkpoint from the text of a note; lines after ours are passed over.

        Raises:
            NoteFault: it is none.
        """
        lines = text.split("\n")
        if len(lines) < 4 or lines.pop() or "" in lines:
            raise NoteFault("a checkpoint has three lines or more, none of them empty")
        origin, size, root = lines[:3]
        if not re.fullmatch(r"0|[1-9][0-9]{0,17}", size):
            raise NoteFault("the second line of a checkpoint is a number of leaves")
        if len(raw := decoded(root)) != HASH_BYTES:
            raise NoteFault("the third line of a checkpoint is a root of 32 bytes in base64")
        told = next((line.removeprefix(TIME) for line in lines[3:] if line.startswith(TIME)), "")
        try:
            at = datetime.strptime(told, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) if told else None
        except ValueError as fault:
            raise NoteFault("the time of a checkpoint reads 2026-01-31T06:12:00Z") from fault
        return cls(origin, int(size), raw, at)
