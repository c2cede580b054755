"""Sealing the log: entries become leaves of the tree, and the tree is signed.

A job does it and nobody else. What it writes is no entry itself: its own record is the checkpoint.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from tansiq.kernel import keys
from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.audit import leaves, notes, proofs, tree
from tansiq.kernel.audit.models import Checkpoint
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.problems import NotPermitted

# One at a time, whoever starts it: job, command or demo.
LOCK = 7_241_002
BATCH = 5_000
SEAL = system_actor("seal")

# Oldest transaction first, from the index: the planner takes a wall for a filter that few rows pass, and would sort.
_BY_INDEX = "SELECT set_config('enable_sort', 'off', true), set_config('enable_seqscan', 'off', true)"
_WAITING = (
    "SELECT queued_at, entry_id::text FROM audit_unsealed WHERE (queued_at, entry_id) > (%s, %s)"
    " ORDER BY queued_at, entry_id LIMIT %s"
)
# Text both ways, and a list as one string: to make objects of each of thirteen fields takes longer than to seal them.
_MOMENT = "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
_AS_WRITTEN = ", ".join(_MOMENT if name == "at" else f"{name}::text" for name in leaves.FIELDS)
_THESE = "ANY(string_to_array(%s, ',')::uuid[])"
_ENTRIES = f"SELECT {_AS_WRITTEN} FROM audit_entry WHERE id = {_THESE}"
_IN_THE_TREE = f"SELECT entry_id::text FROM audit_leaf WHERE entry_id = {_THESE}"
_DEQUEUE = f"DELETE FROM audit_unsealed WHERE entry_id = {_THESE}"
_BEGINNING = (datetime.min.replace(tzinfo=UTC), str(UUID(int=0)))
_ADD_LEAVES = (
    "INSERT INTO audit_leaf (index, entry_id, hash)"
    " SELECT %s + place - 1, id::uuid, decode(hash, 'hex')"
    " FROM unnest(string_to_array(%s, ','), string_to_array(%s, ',')) WITH ORDINALITY AS one (id, hash, place)"
)
_ADD_NODES = (
    "INSERT INTO audit_node (position, hash) SELECT place::bigint, decode(hash, 'hex')"
    " FROM unnest(string_to_array(%s, ','), string_to_array(%s, ',')) AS one (place, hash)"
)


@dataclass(frozen=True)
class Sealed:
    """What one run did: entries that became leaves, and the size that was signed, None where nothing was."""

    integrated: int
    size: int | None


def _require_seal(actor: Actor) -> None:
    if actor.system != SEAL.system:
        raise NotPermitted


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@transaction.atomic
def integrate(*, actor: Actor, now: datetime, limit: int = BATCH) -> int:
    """Make leaves of entries that wait, oldest first; how many. Run again, it goes on where it ended.

    Args:
        actor: the system actor `seal`.
        limit: at most so many in this transaction.

    Raises:
        NotPermitted: another actor.
    """
    _lock()
    _require_seal(actor)
    with connection.cursor() as cursor:
        rows = _take(cursor, limit)
        if not rows:
            return 0
        frontier = proofs.frontier()
        first, hashes, nodes = frontier.size, [], []
        for row in rows:
            leaf = tree.leaf_hash(leaves.encode(row))
            hashes.append(leaf.hex())
            nodes += [(str(place), node.hex()) for place, node in frontier.add(leaf)]
        cursor.execute(_ADD_LEAVES, [first, ",".join(row[0] for row in rows), ",".join(hashes)])
        if nodes:
            cursor.execute(_ADD_NODES, [",".join(place for place, _ in nodes), ",".join(node for _, node in nodes)])
    return len(rows)


def _take(cursor: Any, limit: int) -> list[tuple[Any, ...]]:
    """Take entries out of the queue, in its order. What waits without its entry stays there: it tells of a removal."""
    cursor.execute(_BY_INDEX)
    after = _BEGINNING
    while True:
        cursor.execute(_WAITING, [*after, limit])
        page = cursor.fetchall()
        if not page:
            return []
        ids = [entry_id for _, entry_id in page]
        these = ",".join(ids)
        cursor.execute(_ENTRIES, [these])
        found = {row[0]: row for row in cursor.fetchall()}
        if found:
            cursor.execute(_DEQUEUE, [",".join(found)])
            cursor.execute(_IN_THE_TREE, [these])
            there = {entry_id for (entry_id,) in cursor.fetchall()}
            if rows := [found[one] for one in ids if one in found and one not in there]:
                return rows
        after = page[-1]


@transaction.atomic
def sign(*, actor: Actor, now: datetime) -> Checkpoint | None:
    """Sign the tree as it is; None where it has not grown since it was signed.

    The first of a day in the charter's zone is published to everybody signed in.

    Raises:
        NotPermitted: another actor than `seal`.
    """
    _lock()
    _require_seal(actor)
    frontier, last = proofs.frontier(), proofs.latest()
    if frontier.size == (last.size if last else 0):
        return None
    told = notes.Checkpoint(origin(), frontier.size, frontier.root(), now)
    published = Checkpoint.objects.filter(is_published=True).first()
    row = Checkpoint(
        size=told.size, root=told.root, at=now, note=str(notes.Note(told.text, (_signature(told.text),))),
        is_published=published is None or charter.local_day(published.at) < charter.local_day(now),
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def seal(*, actor: Actor, now: datetime, batch: int = BATCH) -> Sealed:
    """Integrate everything that waits, a transaction for each batch, then sign."""
    total = 0
    while count := integrate(actor=actor, now=now, limit=batch):
        total += count
    row = sign(actor=actor, now=now)
    return Sealed(total, row.size if row else None)


def log_key() -> notes.VerifierKey:
    """The public key of this installation's log."""
    key = keys.signing_key(settings.TANSIQ_DATA_DIR, "log")
    return notes.VerifierKey.of(_name(key), notes.ED25519, key)


def origin() -> str:
    """The name of this installation's log: from its key, so that no two have the same."""
    return log_key().name


def _name(key: Any) -> str:
    anonymous = notes.VerifierKey.of("tansiq", notes.ED25519, key)
    return f"tansiq/{charter.current().jurisdiction.code}/{anonymous.id.hex()}"


def _signature(text: str) -> notes.Signature:
    return notes.sign(text, origin(), keys.signing_key(settings.TANSIQ_DATA_DIR, "log"))
