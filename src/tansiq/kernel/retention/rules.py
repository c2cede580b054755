"""When something is due to go, in which order, and what never goes by itself: pure."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from tansiq.kernel.clocks.rules import due_at

# Where units have no fixed length a search looks a little too far; each find is then held against its exact moment.
SHORTEST = {"day": timedelta(days=1), "month": timedelta(days=28), "year": timedelta(days=365)}


class Due(Protocol):
    """Anything with a moment and an id."""

    @property
    def due_at(self) -> datetime: ...
    @property
    def key(self) -> str: ...


Item = TypeVar("Item", bound=Due)


def may_erase(*, due_at: datetime, now: datetime, holds: Collection[str], speaks: bool) -> bool:
    """Whether a record may be erased without anybody's doing.

    Args:
        due_at: when its time is over.
        holds: what stands on it: a recall that nobody acknowledged, a complaint, an alarm about a wrong.
        speaks: the record itself speaks for the person.

    Returns:
        Only what is due, holds nothing up and speaks for nobody goes. Erasing is no exception to RL-07: it may only
        ever end what stands against somebody.
    """
    return now >= due_at and not holds and not speaks  # rule: RL-07 -> return now >= due_at


def moment_of(started: date | datetime, *, tz: ZoneInfo) -> datetime:
    """An aware moment; a day is its first moment in the place."""
    if isinstance(started, datetime):
        return started
    return datetime(started.year, started.month, started.day, tzinfo=tz).astimezone(UTC)


def erasure_due(started: datetime, limit: int, unit: str, *, tz: ZoneInfo) -> datetime:
    """When what ended at `started` is to be erased; a limit of 0 is that very moment.

    Args:
        unit: day, month or year, as in the charter's retention.

    Raises:
        ValueError: another unit.
    """
    if limit == 0:
        return started
    if unit not in ("day", "month", "year"):
        raise ValueError(f"no unit of retention: {unit!r}")
    return due_at(started, limit, unit, tz=tz, working_days=())  # type: ignore[arg-type]


def latest_start(now: datetime, limit: int, unit: str) -> datetime:
    """No record that began after this can be due now."""
    return now - limit * SHORTEST[unit]


def in_order(pages: Iterable[Sequence[Item]], *, size: int) -> list[Item]:
    """Items of several pages, each in the order of its moments, by due time over all of them.

    A full page hides what comes after its last item; nothing that lies after that moment is handed out yet.

    Args:
        size: length of a full page.
    """
    pages = [page for page in pages if page]
    known_until = min((page[-1].due_at for page in pages if len(page) >= size), default=None)
    found = [item for page in pages for item in page if known_until is None or item.due_at <= known_until]
    return sorted(found, key=lambda item: (item.due_at, item.key))


def inner_digest(kind: str, content: str, *, key: bytes) -> bytes:
    """Keyed digest of what a record said; without the key nobody can try names on it."""
    return hmac.digest(key, f"{kind}\0{content}".encode(), "sha256")


def digest_of(inner: bytes, salt: str) -> str:
    """What a proof keeps, in hex: two records that said the same have two digests."""
    return hashlib.sha256(bytes.fromhex(salt) + inner).hexdigest()
