"""The match index: what it keeps of a kit, how it is searched, and how it is filled anew as a whole."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from typing import Any, NamedTuple
from uuid import UUID

import psycopg
from django.db import connection, connections

from tansiq import names
from tansiq.people import rows, rules
from tansiq.people.rows import Rows

# Rows of the index that are looked at for one kit at most, and of those with names that many have.
MOST_READ, MOST_OF_MANY = 2_000, 600
_NEAR_DAYS = 3 * 366
# Arrest orders are few and open to the counter alone, whose work must not depend on what is held.
# So few are taken to be there that every two names together are looked up, whatever the birth or mother adds.
_ORDERS_ABOUT, MOST_ORDERS = 4_000, 10_000
_STATISTICS_HOLD_S = 600
_CHUNK, _CHUNKS_AHEAD = 10_000, 4
NULL = "\\N"


class Entry(NamedTuple):
    """A row of the index as it is stored: the columns in their order."""

    kit_id: UUID
    owner_id: UUID
    keys: list[int]
    words: str
    born_from: date | None
    born_to: date | None
    blinds: list[int]


def entry(kit_id: UUID, owner_id: UUID, kit: names.Kit) -> Entry:
    """What the index keeps of a kit."""
    name = names.units(kit.parts)
    blinds = sorted(map(rules.compact, kit.identifiers))
    keys = sorted({*names.keys_of(name), *names.year_keys(kit.born_from, kit.born_to)})
    return Entry(kit_id, owner_id, keys, names.words_of(name), kit.born_from, kit.born_to, blinds)


def asked(kit: names.Kit) -> names.Kit:
    """A kit as it is compared with rows of the index: no place, identifiers as numbers."""
    blinds = rules.expanded(map(rules.compact, kit.identifiers))
    return names.Kit(kit.parts, kit.born_from, kit.born_to, identifiers=blinds)


def held(kit: names.Kit, *, reach: names.Reach = names.NEAR) -> Rows:
    """Rows that agencies hold in confidence and that may be the person, read under the matcher's own login.

    What many share is read up to `MOST_OF_MANY` rows, of births that lie near, where the year is known.
    """
    shares, records = _statistics()
    few: list[str] = []
    given: list[Any] = []
    many: list[tuple[str, list[Any]]] = []
    born = (kit.born_from, kit.born_to)
    for arm in names.plan(kit.parts, records=records, share=shares, born=born, reach=reach):
        fits = " AND ".join(["keys && %s::int[]"] * len(arm))
        sets: list[Any] = [f"{{{','.join(map(str, keys))}}}" for keys in arm]
        if names.expected(arm, shares) * records > MOST_OF_MANY:
            many.append((fits, sets))
        else:
            few.append(f"({fits})")
            given += sets
    reads = [f"(SELECT {rows.READ} FROM people_heldentry WHERE {' OR '.join(few)} LIMIT {MOST_READ})"] if few else []
    for fits, sets in many:
        reads.append(f"(SELECT {rows.READ} FROM people_heldentry WHERE {fits}{_near_birth(kit)} LIMIT {MOST_OF_MANY})")
        given += sets
    if blinds := sorted(map(rules.compact, kit.identifiers)):  # an equal identifier is never cut off
        reads.append(f"(SELECT {rows.READ} FROM people_heldentry WHERE blinds && %s::bigint[])")
        given.append(blinds)
    if not reads:
        return Rows.none()
    with connections["matcher"].cursor() as cursor:
        cursor.execute(rows.COLUMNS.format(rows=" UNION ALL ".join(reads)), given)
        return Rows.of(*cursor.fetchone())


def _near_birth(kit: names.Kit) -> str:
    """That a birth is not known or lies within a few years of this one, as SQL; nothing when this one is not known."""
    first, last = kit.born_from or kit.born_to, kit.born_to or kit.born_from
    if first is None or last is None:
        return ""
    low = date.fromordinal(max(1, first.toordinal() - _NEAR_DAYS)).isoformat()
    high = date.fromordinal(min(date.max.toordinal(), last.toordinal() + _NEAR_DAYS)).isoformat()
    return f" AND (born_from IS NULL OR born_from <= '{high}' AND coalesce(born_to, born_from) >= '{low}')"


def ordered(kit: names.Kit) -> Rows:
    """Rows of arrest orders that may be the person; only the counter sees any.

    Row security would keep the index on keys from being used: an owner's function lets the counter in, and nobody
    else.
    """
    arms = names.plan(kit.parts, records=_ORDERS_ABOUT)
    blinds = sorted(map(rules.compact, kit.identifiers))
    with connection.cursor() as cursor:
        read = (
            f"SELECT {rows.READ} FROM acl.order_entries(%s::jsonb, %s::bigint[])"
            " ORDER BY blinds && %s::bigint[] DESC LIMIT %s"
        )
        cursor.execute(rows.COLUMNS.format(rows=read), [json.dumps(arms), blinds, blinds, MOST_ORDERS])
        return Rows.of(*cursor.fetchone())


def ordered_with(blinds: Sequence[int]) -> list[UUID]:
    """Kits of arrest orders on one of these identifiers; only the counter sees any."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kit_id FROM acl.order_entries('[]'::jsonb, %s::bigint[])", [list(blinds)])
        return [row[0] for row in cursor.fetchall()]


_known: dict[str, tuple[float, dict[int, float], int]] = {}


def _statistics() -> tuple[Callable[[int], float], int]:
    """Share of held rows by key, and how many rows there are, as the server last counted them.

    Where it has not counted yet, the shipped frequencies stand in, and the rows are counted now.
    """
    database = "{HOST}/{NAME}".format(**connections["matcher"].settings_dict)
    read_at, shares, records = _known.get(database, (-_STATISTICS_HOLD_S, {}, 0))
    if time.monotonic() - read_at > _STATISTICS_HOLD_S:
        with connections["matcher"].cursor() as cursor:
            cursor.execute("SELECT key, share FROM acl.held_shares()")
            shares = dict(cursor.fetchall())
            cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'people_heldentry'::regclass")
            records = int(cursor.fetchone()[0])
            if not shares or records < 0:
                cursor.execute("SELECT count(*) FROM people_heldentry")
                return names.shipped_share, int(cursor.fetchone()[0])
        _known[database] = (time.monotonic(), shares, records)
    # What is not among the most common keys is rarer than the rarest of them.
    rare = min(shares.values()) / 3
    return lambda key: shares.get(key, rare), records


def fill(login: psycopg.Connection[Any], table: str, kits: Iterable[Sequence[Any]], *, processes: int = 2) -> None:
    """Copy entries into an index table, as the owner of the database.

    Args:
        kits: kit id, owner id, the seven parts in the order of `names.Parts`, born from, born to, blinds as text.
        processes: how many work out entries beside the server.
    """
    spawned = get_context("spawn")  # a process that has threads or connections is not forked
    statement = f"COPY {table} ({', '.join(Entry._fields)}) FROM STDIN"
    with (
        ProcessPoolExecutor(processes, mp_context=spawned) as pool,
        login.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        for lines in _in_order(pool, kits):
            copy.write(lines)
    login.execute(f"ANALYZE {table}")  # a search is planned by what the server has counted


def _in_order(pool: ProcessPoolExecutor, kits: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Chunks worked out ahead, a few at a time, in their order."""
    waiting: list[Future[bytes]] = []
    left = iter(kits)
    while chunk := list(itertools.islice(left, _CHUNK)):
        waiting.append(pool.submit(copy_lines, chunk))
        if len(waiting) > _CHUNKS_AHEAD:
            yield waiting.pop(0).result()
    for future in waiting:
        yield future.result()


def copy_lines(kits: Sequence[Sequence[Any]]) -> bytes:
    """Entries of kits as the lines that COPY reads."""
    return "".join(
        f"{kit_id}\t{owner_id}\t{{{','.join(map(str, keys))}}}\t{words}\t{born_from or NULL}\t{born_to or NULL}"
        f"\t{{{','.join(map(str, blinds))}}}\n"
        for kit_id, owner_id, keys, words, born_from, born_to, blinds in entries_of(kits)
    ).encode()


def entries_of(kits: Sequence[Sequence[Any]]) -> list[Entry]:
    """Entries of kits as `fill` takes them."""
    return [
        entry(kit_id, owner_id, names.Kit(names.Parts(*parts), born_from, born_to, "", frozenset(blinds)))
        for kit_id, owner_id, *parts, born_from, born_to, blinds in kits
    ]
