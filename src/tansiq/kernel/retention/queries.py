"""Reads of what is due and of the proofs. Every list is ordered and bounded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.db.models.expressions import RawSQL

from tansiq.kernel import keys
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.schema import Retention
from tansiq.kernel.retention import holds, rules
from tansiq.kernel.retention.models import Proof
from tansiq.kernel.retention.sources import ENDINGS, SOURCES, Item, Source

# Rows are handed out by these queries; their types stand here for whoever annotates.
__all__ = ["Item", "Proof"]
PAGE = 200
KEY = "erasure-proofs"


@lru_cache
def key() -> bytes:
    """The installation's key of the proofs, made from the master key that lies outside the data directory."""
    return keys.derived(settings.TANSIQ_DATA_DIR, KEY)


def duration(code: str, now: datetime) -> Retention:
    """How long the charter of the day keeps what this code names."""
    return charter.current().on(charter.local_day(now)).kept(code)


def due_of(code: str, started: datetime, *, now: datetime | None = None) -> datetime:
    """When what ended at `started` is to be erased, by the charter in force: a change applies to old records too."""
    row, tz = duration(code, now or started), charter.current().jurisdiction.tz
    return rules.erasure_due(started, row.limit, row.unit, tz=tz)


def item_of(source: Source, row: Any, now: datetime) -> Item:
    """A record that ended, with the moment at which its time is over."""
    started = rules.moment_of(row.ended, tz=charter.current().jurisdiction.tz)
    return Item(
        rule=source.rule, kind=source.kind, id=row.pk, owner_id=getattr(row, source.owner),
        due_at=due_of(source.rule, started, now=now),
        reference=str(getattr(row, source.reference)) if source.reference else "",
    )  # fmt: skip


def page(source: Source, *, by: datetime, after: tuple[Any, UUID] | None = None, limit: int = PAGE) -> list[Any]:
    """Records of a source that may be due by a moment, the longest ended first, after a given one."""
    row = duration(source.rule, by)
    found = source.rows().filter(ended__lte=rules.latest_start(by, row.limit, row.unit))
    if after is not None:
        found = found.filter(Q(ended__gt=after[0]) | Q(ended=after[0], pk__gt=after[1]))
    return list(found.order_by("ended", "pk")[:limit])


def to_end(by: datetime, *, limit: int = PAGE) -> list[Item]:
    """What ends or is told by itself by a moment, over all apps in the order of due times."""
    return rules.in_order([ending.find(by, limit) for ending in ENDINGS.values()], size=limit)


def to_erase(by: datetime, *, limit: int = PAGE, only: Actor | None = None) -> list[Item]:
    """What is erased by a moment, in the order of due times; of an actor's agencies alone where one is given."""
    found: list[Item] = []
    for source in SOURCES.values():
        rows = page(source, by=by, limit=limit)
        found += [item for item in (item_of(source, row, by) for row in rows) if item.due_at <= by]
    if only is not None:
        found = [item for item in found if item.owner_id in only.agency_ids]
    return sorted(found, key=lambda item: (item.due_at, item.key))[:limit]


def ends_soon(*, actor: Actor, until: datetime, limit: int = PAGE) -> list[Item]:
    """What of the actor's agencies ends or is erased by itself until a moment, as far as the actor sees it."""
    ending = [item for item in to_end(until, limit=limit) if item.owner_id in actor.agency_ids and item.kind != ALARM]
    erased = to_erase(until, limit=limit, only=actor)
    return sorted(ending + erased, key=lambda item: (item.due_at, item.key))[:limit]


ALARM = "clocks.clock"


@dataclass(frozen=True)
class Plan:
    """What one rule would do at a moment.

    Attributes:
        held: would be due and stays, because something stands on it or it speaks for somebody.
    """

    rule: str
    ids: tuple[UUID, ...]
    held: tuple[UUID, ...]


def plan(*, by: datetime, limit: int = 10_000) -> list[Plan]:
    """What every rule would end or erase at a moment, and what it would leave: ids only."""
    told: dict[str, tuple[list[UUID], list[UUID]]] = {}
    for item in to_end(by, limit=limit):
        told.setdefault(item.rule, ([], []))[0].append(item.id)
    for source in SOURCES.values():
        for row in page(source, by=by, limit=limit):
            item = item_of(source, row, by)
            stands = holds.on(source.touches(row))
            if item.due_at > by:
                continue
            goes = rules.may_erase(due_at=item.due_at, now=by, holds=stands, speaks=source.speaks(row))
            told.setdefault(item.rule, ([], []))[0 if goes else 1].append(item.id)
    return [Plan(rule, tuple(ids), tuple(held)) for rule, (ids, held) in sorted(told.items())]


def proofs(*, rule: str = "", limit: int = 100, offset: int = 0) -> list[Proof]:
    """Proofs that the actor may see, newest first."""
    rows = Proof.objects.filter(rule=rule) if rule else Proof.objects.all()
    return list(rows[offset : offset + limit])


def recognised(kind: str, content: str, *, owner_id: UUID) -> Proof | None:
    """The proof that this agency had the very same and that it was erased; None where it never did."""
    inner = rules.inner_digest(kind, content, key=key())
    same = RawSQL("encode(sha256(decode(salt, 'hex') || %s), 'hex')", [inner])
    return Proof.objects.filter(owner_id=owner_id, kind=kind).filter(digest=same).order_by("first_known_on").first()


def matches(proof: Proof, content: str) -> bool:
    """Whether this is what was erased: for somebody who still has the record."""
    return rules.digest_of(rules.inner_digest(proof.kind, content, key=key()), proof.salt) == proof.digest
