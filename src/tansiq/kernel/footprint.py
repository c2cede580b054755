"""Whom a read was about, and who holds what about a person: each app that keeps kits registers how it tells.

Both run under a system actor of their own name, through functions of the owner that answer it alone: no wall is
widened, and no app reads another's tables.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection


@dataclass(frozen=True)
class Line:
    """One thing that is held about a person.

    Attributes:
        kind: what it is, as a code: `ask`, `disclosure`, `order`, `number`, `subject`, `listing`.
        holder_id: the agency that holds it.
        handle: its number. Never what it says.
        purpose: code of the charter for which it is held, empty where the kind says it.
        since, until: from when, and when it ends by itself; None where no end is set.
        by_handle: of a room whose content nobody outside reads: only that it exists, and its number.
    """

    kind: str
    holder_id: UUID
    handle: str
    purpose: str
    since: datetime
    until: datetime | None
    by_handle: bool = False


Tells = Callable[[Sequence[UUID]], list[Line]]
KitsRead = Callable[[datetime, datetime], list[tuple[UUID, UUID]]]
_TELLS: list[Tells] = []
_KITS_READ: list[KitsRead] = []


def register(tells: Tells) -> None:
    """Let an app tell what it holds about the person whom some kits mean; runs as the system actor `footprint`."""
    if tells not in _TELLS:
        _TELLS.append(tells)


def register_reads(kits_read: KitsRead) -> None:
    """Let an app tell which kits the reads of its records were about; runs as the system actor `review`."""
    if kits_read not in _KITS_READ:
        _KITS_READ.append(kits_read)


def of(kit_ids: Sequence[UUID]) -> list[Line]:
    """Everything that is held about the person whom these kits mean, oldest first."""
    lines = [line for tells in _TELLS for line in tells(kit_ids)]
    return sorted(lines, key=lambda line: (line.since, line.kind, line.handle))


def kits_read(since: datetime, until: datetime) -> dict[UUID, list[UUID]]:
    """The kits that each read of a period was about, by its entry in the log."""
    found: dict[UUID, list[UUID]] = {}
    for source in _KITS_READ:
        for entry_id, kit_id in source(since, until):
            found.setdefault(entry_id, []).append(kit_id)
    return found


def rows(function: str, *arguments: Any) -> list[tuple[Any, ...]]:
    """What a function of the owner answers; nothing where another than its own system actor asks."""
    places = ", ".join(["%s"] * len(arguments))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM acl.{function}({places})", arguments)
        return list(cursor.fetchall())


def lines(function: str, kit_ids: Sequence[UUID]) -> list[Line]:
    """The lines of an app whose function gives kind, holder, handle, purpose, since and until."""
    return [Line(*row) for row in rows(function, list(kit_ids))]


def pairs(function: str, since: datetime, until: datetime) -> list[tuple[UUID, UUID]]:
    """Entry and kit of an app's reads."""
    return [(entry_id, kit_id) for entry_id, kit_id in rows(function, since, until)]
