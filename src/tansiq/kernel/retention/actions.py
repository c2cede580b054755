"""Ending and erasing, one record after the other, each in a transaction of its own: what a crash leaves is whole."""

from __future__ import annotations

import heapq
import logging
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks import queries as clock_queries
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import NotPermitted
from tansiq.kernel.retention import holds, queries, rules
from tansiq.kernel.retention.kept import KEPT_BACK, KeptBack, all_or_nothing
from tansiq.kernel.retention.models import Proof
from tansiq.kernel.retention.sources import ENDINGS, SOURCES, Item, Source

log = logging.getLogger(__name__)
# One run does at most so much; the next goes on where it ended.
MOST = 5_000
ERASER = "retention"
# Whose record it was where it was addressed to everybody of a role.
NOBODY = UUID(int=0)


def catch_up(*, actor: Actor, now: datetime, most: int = MOST) -> int:
    """End and tell everything whose moment has come, the oldest first, whatever app it belongs to.

    After days without a worker this does what would have been done, in the order in which it would have been done: an
    alarm before the ending that it warned of. One that fails is told at the end and does not stop the others.

    Returns:
        How many were done; a second run finds nothing.
    """
    done, failed, idle = 0, _Failures(), set[tuple[str, datetime]]()
    while done < most:
        # What failed, or had nothing left to do, still is among the oldest: the page is longer by as much.
        with acting_as(actor), transaction.atomic():
            found = queries.to_end(now, limit=queries.PAGE + len(failed) + len(idle))
        items = [item for item in found if item.key not in failed and (item.key, item.due_at) not in idle]
        if not items:
            break
        for item in items:
            if failed.spare(item, partial(_end_one, item, actor, now)):
                done += 1
            else:
                idle.add((item.key, item.due_at))
    failed.tell()
    return done


def _end_one(item: Item, actor: Actor, now: datetime) -> bool:
    with acting_as(actor), transaction.atomic():
        return any(ending.end(actor, now, item) for ending in ENDINGS.values() if item.kind == ending.name)


def erase_due(*, actor: Actor, now: datetime, most: int = MOST) -> int:
    """Erase everything whose time is over and that nothing holds, the oldest first; returns how many went.

    Raises:
        NotPermitted: anybody but the erasure itself asks for it: nobody has a record of his erased before its time.
    """
    if actor.system != ERASER:
        raise NotPermitted
    done, failed = 0, _Failures()
    streams = [_stream(source, actor, now) for source in SOURCES.values()]
    for item in heapq.merge(*streams, key=lambda item: (item.due_at, item.key)):
        done += failed.spare(item, partial(erase_one, actor=actor, now=now, item=item))
        if done >= most:
            break
    failed.tell()
    return done


def _stream(source: Source, actor: Actor, now: datetime) -> Iterator[Item]:
    """What of a source may be due, oldest first; page by page, each read in a transaction of its own."""
    after = None
    while True:
        with acting_as(actor), transaction.atomic():
            rows = queries.page(source, by=now, after=after)
            items = [queries.item_of(source, row, now) for row in rows]
        yield from (item for item in items if item.due_at <= now)
        if len(rows) < queries.PAGE:
            return
        after = (rows[-1].ended, rows[-1].pk)


def erase_one(*, actor: Actor, now: datetime, item: Item) -> bool:
    """Erase one record with all that goes with it, and keep the proof. False where it stays or is gone already.

    Where a wall keeps anything of it nothing went: there is no proof, and the inspector is told, once.
    """
    try:
        with acting_as(actor), transaction.atomic():
            return _erased(actor, now, item)
    except KeptBack as fault:
        log.error("retention: %s %s stays: a wall kept a row of %s", item.rule, item.id, fault)
        with acting_as(actor), transaction.atomic():
            _tell_kept(actor, now, item)
        return False


def _erased(actor: Actor, now: datetime, item: Item) -> bool:
    source = SOURCES[item.rule]
    row = _locked(source, item)
    if row is None:
        return False
    touched, due_at = tuple(source.touches(row)), queries.item_of(source, row, now).due_at
    stands, speaks = holds.on(touched), source.speaks(row)
    if not rules.may_erase(due_at=due_at, now=now, holds=stands, speaks=speaks):  # rule: G4, RL-07
        return False
    contents = [(source.kind, source.content(row)), *source.more(row)]
    first_known_on = source.first_known(row)
    with all_or_nothing():
        went = source.erase(row)
        # What was said about it goes with it; that it was said, by whom and when stays in the log.
        went += decisions.erase_words(touched, actor=actor, now=now)
        went += audit.erase_words_about(touched)
    if source.rows().filter(pk=item.id).exists():  # rule: G4
        raise KeptBack(source.kind)
    for kind, content in contents:
        _prove(item, kind, content, due_at=due_at, now=now, rows=went, first_known_on=first_known_on)
    audit.record(
        "retention.erased", (source.kind, item.id), actor=actor, at=now, after={"rule": item.rule, "rows": went},
        owner_id=item.owner_id,
    )  # fmt: skip
    return True


def _tell_kept(actor: Actor, now: datetime, item: Item) -> None:
    if clock_queries.is_open(KEPT_BACK, subject_id=item.id):
        return
    clocks.tell(KEPT_BACK, role="inspector", now=now, reference=str(item.id), subject=(item.kind, item.id))
    audit.record("retention.kept_back", (item.kind, item.id), actor=actor, at=now, after={"rule": item.rule})


def _locked(source: Source, item: Item) -> Any:
    """The record, if it still is among those that ended; nobody else erases it meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"erase {item.id}"])
    rows = source.rows().filter(pk=item.id)
    return (rows.select_for_update(of=("self",)) if source.locks else rows).first()


def _prove(item: Item, kind: str, content: str, **fields: Any) -> None:
    salt = secrets.token_hex(16)
    now = fields.pop("now")
    Proof.objects.bulk_create(
        [
            Proof(
                kind=kind, subject_id=item.id, owner_id=item.owner_id or NOBODY, rule=item.rule,
                instrument=queries.duration(item.rule, now).instrument, erased_at=now, salt=salt,
                digest=rules.digest_of(rules.inner_digest(kind, content, key=queries.key()), salt), **fields,
            )
        ]
    )  # fmt: skip


class _Failures:
    """Items that could not be done: kept aside, so that one of them does not stop the rest, and told at the end."""

    def __init__(self) -> None:
        self._first: Exception | None = None
        self._keys: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._keys

    def __len__(self) -> int:
        return len(self._keys)

    def spare(self, item: Item, do: Callable[[], bool]) -> bool:
        try:
            return do()
        except Exception as fault:  # told by `tell`, once the others are done
            log.error("retention: %s %s could not be done: %s", item.rule, item.id, type(fault).__name__)
            self._first = self._first or fault
            self._keys.add(item.key)
            return False

    def tell(self) -> None:
        if self._first is not None:
            raise self._first
