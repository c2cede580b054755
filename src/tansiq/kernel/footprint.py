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
        kind: what it is, as a code: `ask`, `disclosure`, `order`, `number`, `subject`, `listing`; `…reads` of who read
            a record that has ended.
        holder_id: the agency that holds it.
        handle: its number. Never what it says.
        purpose: code of the charter for which it is held, empty where the kind says it.
        since, until: from when, and when it ends by itself; None where no end is set.
        by_handle: of a room whose content nobody outside reads: only that it exists, and its number.
        is_certain: found by a kit, or by a number that another room keeps of this very person; not by a name alone.
    """

    kind: str
    holder_id: UUID
    handle: str
    purpose: str
    since: datetime
    until: datetime | None
    by_handle: bool = False
    is_certain: bool = True


Tells = Callable[[Sequence[UUID]], list[Line]]
TellsByNumber = Callable[[Sequence[UUID], Sequence[str]], list[Line]]
KitsRead = Callable[[datetime, datetime], list[tuple[UUID, UUID]]]
ShieldedReads = Callable[[datetime, datetime], set[UUID]]
NamesRead = Callable[[datetime, datetime], list[tuple[UUID, str, str]]]
_TELLS: list[Tells] = []
_TELLS_BY_NUMBER: list[TellsByNumber] = []
_KITS_READ: list[KitsRead] = []
_NAMES_READ: list[NamesRead] = []
_SHIELDED: list[ShieldedReads] = []
# A number leads to a case, a case to what hangs on it; nothing hangs farther off.
MOST_ROUNDS = 3


def register(tells: Tells) -> None:
    """Let an app tell what it holds about the person whom some kits mean; runs as the system actor `footprint`."""
    if tells not in _TELLS:
        _TELLS.append(tells)


def register_by_number(tells: TellsByNumber) -> None:
    """Let an app that keeps no kits tell what it holds: by the names of kits, and by numbers that others told."""
    if tells not in _TELLS_BY_NUMBER:
        _TELLS_BY_NUMBER.append(tells)


def register_reads(kits_read: KitsRead) -> None:
    """Let an app tell which kits the reads of its records were about; runs as the system actor `review`."""
    if kits_read not in _KITS_READ:
        _KITS_READ.append(kits_read)


def register_names_read(names_read: NamesRead) -> None:
    """Let an app that keeps no kits tell what its reads were about: entry, what was read, and a name if it has one.

    Runs as the system actor `review`; several names of one record are several rows.
    """
    if names_read not in _NAMES_READ:
        _NAMES_READ.append(names_read)


def register_shielded(shielded: ShieldedReads) -> None:
    """Let an app tell which reads of its records were of journalists, lawyers, activists or candidates.

    Runs as the system actor `review`; what of it is said is the entry, and neither who nor which of these.
    """
    if shielded not in _SHIELDED:
        _SHIELDED.append(shielded)


def shielded_reads(since: datetime, until: datetime) -> set[UUID]:
    """Entries of the log of a period that are reads of somebody whose work a record weighs on."""
    return {entry for source in _SHIELDED for entry in source(since, until)}


def of(kit_ids: Sequence[UUID]) -> list[Line]:
    """Everything that is held about the person whom these kits mean, oldest first.

    Rooms without kits are asked by name and by the numbers that are known so far, until they tell nothing new.
    """
    found = {(line.kind, line.holder_id, line.handle): line for tells in _TELLS for line in tells(kit_ids)}
    asked: set[str] | None = None
    for _ in range(MOST_ROUNDS):
        numbers = {handle for _kind, _holder, handle in found}
        if numbers == asked:
            break
        asked = numbers
        for line in [line for tells in _TELLS_BY_NUMBER for line in tells(kit_ids, sorted(numbers))]:
            key = (line.kind, line.holder_id, line.handle)
            if key not in found or (line.is_certain and not found[key].is_certain):
                found[key] = line
    return sorted(found.values(), key=lambda line: (line.since, line.kind, line.handle))


def kits_read(since: datetime, until: datetime) -> dict[UUID, list[UUID]]:
    """The kits that each read of a period was about, by its entry in the log."""
    found: dict[UUID, list[UUID]] = {}
    for source in _KITS_READ:
        for entry_id, kit_id in source(since, until):
            found.setdefault(entry_id, []).append(kit_id)
    return found


def names_read(since: datetime, until: datetime) -> dict[UUID, list[tuple[str, str]]]:
    """What each read of a period was about in rooms without kits, by its entry: the record, and the names in it."""
    found: dict[UUID, list[tuple[str, str]]] = {}
    for source in _NAMES_READ:
        for entry_id, record, name in source(since, until):
            found.setdefault(entry_id, []).append((record, name))
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


def lines_by_number(function: str, kit_ids: Sequence[UUID], numbers: Sequence[str], *, by_handle: bool) -> list[Line]:
    """The lines of an app without kits; its function gives kind, holder, handle, since, until and whether it is sure.

    Args:
        by_handle: nobody outside reads the room: nothing but kind, holder and number leaves it.
    """
    found = rows(function, list(kit_ids), list(numbers))
    return [
        Line(kind, holder, handle, "", since, until, by_handle=by_handle, is_certain=is_certain)
        for kind, holder, handle, since, until, is_certain in found
    ]


def entries(function: str, since: datetime, until: datetime) -> set[UUID]:
    """Entries of the log that a function of the owner names."""
    return {entry_id for (entry_id,) in rows(function, since, until)}


def triples(function: str, since: datetime, until: datetime) -> list[tuple[UUID, str, str]]:
    """Entry, record and name of the reads of an app without kits."""
    return [(entry_id, record, name) for entry_id, record, name in rows(function, since, until)]
