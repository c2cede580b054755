"""The chain of custody of one exhibit as lines of a file: written, and verified by whoever has only the file. Pure.

The format is fixed, see docs/exhibits.md: a first line with exhibit, installation and public key, a line for each
event, a last line with count, head and the signature of the installation.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

BEGINS: Final = ("found", "divided_from")
TRANSFER: Final = "transferred"
GAP: Final = "gap"
ENDS: Final = ("returned", "destroyed")
# What may be said of a piece while it lies in one hand.
WHILE_HELD: Final = (
    "photographed", "rendered_safe", "left_in_place", "sealed", "opened", "sampled", "analysed", "in_court", "divided",
    "counted", "noted", "irregular",
)  # fmt: skip
KINDS: Final = frozenset((*BEGINS, TRANSFER, GAP, *ENDS, *WHILE_HELD))
HEADER_KEYS: Final = frozenset({"exhibit", "installation", "public_key"})
EVENT_KEYS: Final = frozenset({"seq", "at", "kind", "data", "prev", "hash", "signatures"})
LAST_KEYS: Final = frozenset({"count", "head", "signature"})
SIGNATURE_KEYS: Final = frozenset({"hand", "at", "public_key", "signature"})
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_SIGNATURE: Final = re.compile(r"[0-9a-f]{128}")


def canonical(value: Any) -> bytes:
    """Sorted compact JSON in UTF-8: what is hashed."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(raw: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(raw).hexdigest()


def public_hex(key: Ed25519PrivateKey) -> str:
    """The public half of a key in hex."""
    return key.public_key().public_bytes_raw().hex()


def header(*, exhibit: str, installation: str, public_key: str) -> bytes:
    """The first line, without its newline."""
    return canonical({"exhibit": exhibit, "installation": installation, "public_key": public_key})


def body(*, seq: int, at: datetime, kind: str, data: Mapping[str, Any], before: bytes) -> dict[str, Any]:
    """An event that nobody has signed yet.

    Args:
        seq: 1 for the first event.
        before: the raw line before it, without its newline.

    Raises:
        ValueError: a kind that there is not, or a moment without its offset.
    """
    if kind not in KINDS or at.tzinfo is None:
        raise ValueError(f"{kind!r} at {at.isoformat()}")
    event = {"seq": seq, "at": at.isoformat(), "kind": kind, "data": dict(data), "prev": digest(before)}
    return event | {"hash": digest(canonical(event))}


def sign(key: Ed25519PrivateKey, event: Mapping[str, Any], *, hand: str, at: datetime) -> dict[str, str]:
    """The signature of one hand over `hash` as it is written: 64 digits, small letters."""
    made = key.sign(str(event["hash"]).encode())
    return {"hand": hand, "at": at.isoformat(), "public_key": public_hex(key), "signature": made.hex()}


def line(event: Mapping[str, Any], signatures: Sequence[Mapping[str, str]]) -> bytes:
    """The line of a signed event, without its newline."""
    return canonical(dict(event) | {"signatures": [dict(one) for one in signatures]})


def last_line(key: Ed25519PrivateKey, lines: Sequence[bytes]) -> bytes:
    """The line that ends the file: how many events, the hash of the last raw line, signed by the installation.

    Args:
        lines: header and events, each without its newline.
    """
    told = {"count": len(lines) - 1, "head": digest(lines[-1])}
    return canonical(told | {"signature": key.sign(canonical(told)).hex()})


@dataclass
class Custody:
    """In whose hand a piece is, as its events tell. `hand` is None before the first and after the last."""

    hand: str | None = None
    keys: dict[str, str] = field(default_factory=dict)
    has_ended: bool = False
    last_at: datetime | None = None


@dataclass(frozen=True)
class Verdict:
    """What a file is worth.

    Attributes:
        faults: (line, code), in the order of the lines; empty for a whole chain.
        gaps: declared breaks of custody: they are told, and are no faults.
    """

    exhibit: str = ""
    installation: str = ""
    public_key: str = ""
    events: int = 0
    hand: str = ""
    faults: tuple[tuple[int, str], ...] = ()
    gaps: tuple[dict[str, Any], ...] = ()

    def as_object(self) -> dict[str, Any]:
        """The verdict as JSON members."""
        return {
            "whole": not self.faults, "exhibit": self.exhibit, "installation": self.installation,
            "public_key": self.public_key, "events": self.events, "hand": self.hand, "gaps": list(self.gaps),
            "faults": [{"line": number, "code": code} for number, code in self.faults],
        }  # fmt: skip


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _number(_text: str) -> Any:
    raise ValueError("no number that every program reads alike")


def parsed(raw: bytes) -> dict[str, Any] | None:
    """The object of a line; None where it is none, or where two programs could read it differently."""
    try:
        value = json.loads(raw.decode(), object_pairs_hook=_once, parse_constant=_number, parse_float=_number)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def is_signed(public_key: object, signature: object, message: bytes) -> bool:
    """Whether a signature in hex over the message is that of the key in hex."""
    if not (isinstance(public_key, str) and _HASH.fullmatch(public_key)):
        return False
    if not (isinstance(signature, str) and _SIGNATURE.fullmatch(signature)):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True
