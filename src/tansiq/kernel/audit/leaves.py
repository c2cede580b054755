"""What of an entry is sealed: a fixed sequence of bytes, version 1; docs/log.md. Pure.

Its words are not in it, their salted hash is: words can be erased, and the leaf still proves.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

# In this order and no other. Another field is another version.
FIELDS = (
    "id", "at", "kind", "act", "user_id", "agency_id", "system", "owner_id", "subject_kind", "subject_id", "purpose",
    "reference", "words_hash",
)  # fmt: skip
MARK = b"tansiq-entry-1:"


def moment(at: datetime) -> str:
    """A moment in UTC to the microsecond: `2026-01-31T06:12:00.000000Z`."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def written(values: Sequence[object]) -> list[str | None]:
    """Values of the fields as text: ids with hyphens, moments in UTC, None where there is nothing."""
    return [moment(value) if isinstance(value, datetime) else None if value is None else str(value) for value in values]


def encode(values: Sequence[str | None]) -> bytes:
    """Bytes of a leaf: the mark, then each field as `length:bytes,` in UTF-8, and `-,` where there is nothing.

    Raises:
        ValueError: another number of values than there are fields.
    """
    parts = [MARK]
    for _, value in zip(FIELDS, values, strict=True):
        if value is None:
            parts.append(b"-,")
        else:
            raw = value.encode()
            parts.append(b"%d:%b," % (len(raw), raw))
    return b"".join(parts)
