"""The seal of a pack: its digest, and the detached signatures of two institutions, one of them civil.

A signature is Ed25519 over a statement that names the pack, its digest, who signs, as what, and when. Which key is
whose, and who is civil, the installation has pinned in a file of its own: what a signature says of itself counts for
nothing. Whatever was signed, the floors hold: they are checked when the pack is read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tansiq.kernel.charter.errors import CharterError

SIGNATURES = "signatures.json"
INSTITUTIONS_NEEDED = 2
State = Literal["sealed", "half", "unsigned"]


@dataclass(frozen=True)
class Signature:
    """One institution's signature; `key` and `signature` in hex, `signed_on` an ISO day."""

    institution: str
    civil: bool
    key: str
    digest: str
    signed_on: str
    signature: str


@dataclass(frozen=True)
class Pinned:
    """An institution whose signature counts here, and whether it is civil."""

    institution: str
    civil: bool
    key: str


@dataclass(frozen=True)
class Seal:
    """What the signatures under a pack are worth.

    Attributes:
        signers: institutions whose signature holds, in the order of the file.
        faults: institution and code of each signature that does not.
    """

    state: State
    signers: tuple[Pinned, ...]
    faults: tuple[tuple[str, str], ...]


def statement(*, pack: str, digest: str, institution: str, civil: bool, signed_on: str) -> bytes:
    """What is signed: sorted compact JSON."""
    told = {
        "what": "tansiq charter pack", "pack": pack, "digest": digest, "institution": institution, "civil": civil,
        "signed_on": signed_on,
    }  # fmt: skip
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sign(
    key: Ed25519PrivateKey, *, pack: str, digest: str, institution: str, civil: bool, signed_on: date
) -> Signature:
    """Sign a pack as an institution."""
    told: dict[str, Any] = {"institution": institution, "civil": civil, "signed_on": signed_on.isoformat()}
    signature = key.sign(statement(pack=pack, digest=digest, **told))
    return Signature(key=public_hex(key), digest=digest, signature=signature.hex(), **told)


def _fault(row: Signature, pinned: Mapping[str, Pinned], *, pack: str, digest: str) -> str:
    known = pinned.get(row.institution)
    if known is None or known.key != row.key:
        return "NOT_PINNED"
    if known.civil != row.civil:
        return "NOT_WHAT_IT_SAYS"
    if row.digest != digest:
        return "OTHER_PACK"
    told = statement(
        pack=pack, digest=row.digest, institution=row.institution, civil=row.civil, signed_on=row.signed_on
    )
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(row.key)).verify(bytes.fromhex(row.signature), told)
    except (InvalidSignature, ValueError):
        return "BAD_SIGNATURE"
    return ""


def seal_of(signatures: Iterable[Signature], pins: Iterable[Pinned], *, pack: str, digest: str) -> Seal:
    """What these signatures are worth under this pack, for whoever pinned these keys.

    Sealed are two different institutions with two different keys, one of them civil; any fewer is half.
    """
    pinned = {pin.institution: pin for pin in pins}
    held: dict[str, Pinned] = {}
    faults = []
    for row in signatures:
        fault = _fault(row, pinned, pack=pack, digest=digest)
        if fault:
            faults.append((row.institution, fault))
        else:
            held[pinned[row.institution].key] = pinned[row.institution]
    signers = tuple(held.values())
    enough = len(signers) >= INSTITUTIONS_NEEDED and any(one.civil for one in signers)
    state: State = "sealed" if enough else "half" if signers else "unsigned"
    return Seal(state, signers, tuple(faults))


def read(folder: Path) -> tuple[Signature, ...]:
    """The signatures that lie in a pack's folder; none where there is no file.

    Raises:
        CharterError: the file is not what it should be.
    """
    path = folder / SIGNATURES
    if not path.exists():
        return ()
    try:
        rows = tuple(Signature(**row) for row in json.loads(path.read_text("utf-8")))
    except (ValueError, TypeError) as fault:
        raise CharterError(file=SIGNATURES, why="is no list of signatures") from fault
    for row in rows:
        if not all(isinstance(value, str) for name, value in asdict(row).items() if name != "civil"):
            raise CharterError(file=SIGNATURES, row=str(row.institution), why="is no signature")
    return rows


def write(folder: Path, signature: Signature) -> None:
    """Add a signature to a pack's folder; one of the same institution is replaced."""
    kept = [row for row in read(folder) if row.institution != signature.institution]
    text = json.dumps([asdict(row) for row in (*kept, signature)], ensure_ascii=False, indent=2)
    (folder / SIGNATURES).write_text(text + "\n", "utf-8")


def read_pins(path: Path) -> tuple[Pinned, ...]:
    """The keys that an installation has pinned.

    Raises:
        CharterError: the file is missing, or not what it should be.
    """
    try:
        rows = [Pinned(**row) for row in json.loads(path.read_text("utf-8"))]
        for row in rows:
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(row.key))
            if not isinstance(row.civil, bool) or not isinstance(row.institution, str):
                raise ValueError("institution or civil")
    except OSError as fault:
        raise CharterError(file=str(path), why=f"the keys cannot be read: {fault.strerror}") from fault
    except (ValueError, TypeError) as fault:
        raise CharterError(file=str(path), why="is no list of {institution, civil, key}") from fault
    return tuple(rows)


def public_hex(key: Ed25519PrivateKey) -> str:
    """The public half of a key, in hex."""
    return key.public_key().public_bytes_raw().hex()


def make_key(path: Path) -> Ed25519PrivateKey:
    """Make a signing key in a new file that only its owner reads.

    Raises:
        FileExistsError: there is a file already; a key is never written over.
    """
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
    return key


def read_key(path: Path) -> Ed25519PrivateKey:
    """The signing key in a file.

    Raises:
        CharterError: it holds none.
    """
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError) as fault:
        raise CharterError(file=str(path), why="holds no signing key") from fault
    if not isinstance(key, Ed25519PrivateKey):
        raise CharterError(file=str(path), why="holds no Ed25519 key")
    return key


def short(digest: str) -> str:
    """A digest as people compare it by eye and voice: sixteen of its digits, in fours."""
    return "-".join(digest[at : at + 4].upper() for at in range(0, 16, 4))
