"""What ends and what is erased: each app registers its own, once, when it is ready."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tansiq.kernel.access.actor import Actor


@dataclass(frozen=True)
class Item:
    """Something whose time is over, or will be.

    Attributes:
        rule: a code of the charter.
        kind: label of the record, or of what is told.
        reference: what people call it; never a name.
    """

    rule: str
    kind: str
    id: UUID
    owner_id: UUID | None
    due_at: datetime
    reference: str = ""

    @property
    def key(self) -> str:
        """Orders what falls due at one moment, always the same way."""
        return f"{self.id} {self.rule}"


@dataclass(frozen=True)
class Ending:
    """What ends, or is told, at its moment.

    Attributes:
        find: those due by a moment, oldest first, at most so many.
        end: does it for one; runs in a transaction of its own and may find that nothing is left to do.
    """

    name: str
    find: Callable[[datetime, int], list[Item]]
    end: Callable[[Actor, datetime, Item], bool]


def _nothing(row: Any) -> bool:
    return False


def _no_day(row: Any) -> date | None:
    return None


@dataclass(frozen=True)
class Source:
    """What is erased so long after it has ended.

    Attributes:
        rule: code of the charter's retention.
        rows: the records that have ended, each with `ended`, the moment or day of its end.
        touches: the record's id and those of all that goes with it; a hold on any of them holds it, and what the log
            says in words about any of them goes too.
        content: what the proof's digest is made of.
        erase: removes it; returns how many records went.
        speaks: whether this very record speaks for somebody, and stays.
        locks: the record can change until it is gone, and is locked first.
        more: further contents by which its return is recognised, each under a kind of its own.
    """

    rule: str
    kind: str
    rows: Callable[[], QuerySet[Any]]
    touches: Callable[[Any], Collection[UUID]]
    content: Callable[[Any], str]
    erase: Callable[[Any], int]
    speaks: Callable[[Any], bool] = _nothing
    first_known: Callable[[Any], date | None] = _no_day
    more: Callable[[Any], Collection[tuple[str, str]]] = lambda row: ()
    reference: str = ""
    owner: str = "owner_id"
    locks: bool = False


ENDINGS: dict[str, Ending] = {}
SOURCES: dict[str, Source] = {}


def register(*found: Source | Ending) -> None:
    """Let an app say what of its own ends or is erased."""
    for one in found:
        if isinstance(one, Source):
            SOURCES[one.rule] = one
        else:
            ENDINGS[one.name] = one
