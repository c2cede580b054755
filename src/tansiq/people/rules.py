"""Numbers that people carry and blind identifiers: pure."""

from __future__ import annotations

import hmac
import re
import secrets
import unicodedata
from collections.abc import Iterable

# No 0/O, 1/I/L, 5/S, 8/B: numbers are read aloud over a radio.
ALPHABET = "234679ACDEFGHJKMNPQRTUVWXYZ"
STRONG_KINDS = frozenset({"national", "passport", "fingerprint_ref"})
NUMBER_KINDS = frozenset({"redress", "slip"})
_PREFIX = {
    "redress": "R",
    "slip": "S",
    "ask": "A",
    "disclosure": "D",
    "recall": "Z",
    "request": "Q",
    "report": "P",
    "trace": "T",
    "subject": "J",
    "complaint": "K",
    "appeal": "KA",
    "footprint": "F",
    "question": "U",
    "glass": "G",
    "case": "C",
    "incident": "N",
    "exhibit": "X",
    "count": "H",
    "detention": "M",
    "enquiry": "Y",
    "handover": "W",
    "plan": "V",
    "conflict": "O",
    "matter": "E",
    "statement": "ST",
    "device": "B",
    "weapon": "WP",
    "trace_request": "I",
    "brief": "L",
    "court_file": "JF",
    "charge": "CH",
    "hearing": "HG",
    "court_act": "CA",
    "threat": "TL",
    "protected": "PP",
    "danger": "PD",
    "danger_asked": "CD",
    "stop": "SP",
    "cooperation": "CF",
    "session": "CS",
    "claim": "CL",
    "promise": "CP",
    "told": "CT",
    "bulletin": "RB",
    "court_form": "RF",
    "heirs_search": "HN",
}


def new_number(kind: str) -> str:
    """A number such as `A-7F3K-2M9Q`: eight letters of chance, about 38 bits."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{_PREFIX[kind]}-{letters[:4]}-{letters[4:]}"


_NUMBER = re.compile(rf"(?:{'|'.join(_PREFIX.values())})-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}")


def is_number(text: str) -> bool:
    """Whether what was typed is the number of a record and nothing else, in any case."""
    return bool(_NUMBER.fullmatch(text.strip().upper()))


# Rooms in which people speak in confidence: their numbers lead nobody anywhere else (REP-06).
CONFIDENTIAL = ("matter",)
_CONFIDENTIAL_NUMBERS = re.compile(
    rf"(?<![A-Z0-9])(?:{'|'.join(_PREFIX[kind] for kind in CONFIDENTIAL)})"
    rf"-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}(?![A-Z0-9])"
)


def confidential_numbers_in(text: str) -> list[str]:
    """Numbers of records that were made in confidence, as a text names them; in any case, dash or digits."""
    plain = unicodedata.normalize("NFKC", text).upper()
    plain = re.sub(r"\s+", " ", "".join(c for c in plain if unicodedata.category(c) != "Cf"))
    plain = re.sub(r" ?[\u2010-\u2015\u2212-] ?", "-", plain)
    return _CONFIDENTIAL_NUMBERS.findall("".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in plain))


def canonical(value: str) -> str:
    """An identifier without spaces, marks and case, its digits Western: two spellings of one number are equal."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", value).upper())
    text = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in text)
    # What stood apart may be one letter once nothing is left between.
    return unicodedata.normalize("NFKC", re.sub(r"[\W_]", "", text))


def blind(kind: str, value: str, key: bytes) -> str:
    """Keyed hash of an identifier, `kind:hex`: equal identifiers are found without being kept."""
    return f"{kind}:{hmac.digest(key, f'{kind}:{canonical(value)}'.encode(), 'sha256').hex()[:40]}"


_KINDS = ("national", "passport", "family_book", "redress", "slip", "fingerprint_ref", "whole", "")


def compact(blind: str) -> int:
    """A blind identifier as the match index keeps it: 60 bits of its hash and 3 of its kind."""
    kind, _, digest = blind.partition(":")
    return int(digest[:15], 16) << 3 | _KINDS.index(kind)


def expanded(compacts: Iterable[int]) -> frozenset[str]:
    """Compact identifiers as `kind:number`, as `names.compare` takes them."""
    return frozenset(f"{_KINDS[number & 7]}:{number >> 3}" for number in compacts)
