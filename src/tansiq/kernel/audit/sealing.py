"""Sealing the log: entries become leaves of the tree, and the tree is signed.

A job does it and nobody else. What it writes is no entry itself: its own record is the checkpoint.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

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

_COLUMNS = ", ".join(f"entry.{name}" for name in leaves.FIELDS)
# What is visible now, oldest transaction first; taken out of the queue and into the tree in one transaction.
_TAKE = f"""
    WITH chosen AS (
      SELECT waiting.entry_id FROM audit_unsealed AS waiting JOIN audit_entry AS entry ON entry.id = waiting.entry_id
      ORDER BY waiting.queued_at, waiting.entry_id LIMIT %s
    ), taken AS (
      DELETE FROM audit_unsealed USING chosen WHERE audit_unsealed.entry_id = chosen.entry_id
      RETURNING audit_unsealed.entry_id, audit_unsealed.queued_at
    )
    SELECT {_COLUMNS} FROM taken JOIN audit_entry AS entry ON entry.id = taken.entry_id
    WHERE NOT EXISTS (SELECT FROM audit_leaf WHERE audit_leaf.entry_id = entry.id)
    ORDER BY taken.queued_at, entry.id
"""
_ADD_LEAVES = (
    "INSERT INTO audit_leaf (index, entry_id, hash)"
    " SELECT %s + place - 1, id, hash FROM unnest(%s::uuid[], %s::bytea[]) WITH ORDINALITY AS one (id, hash, place)"
)
_ADD_NODES = "INSERT INTO audit_node (position, hash) SELECT * FROM unnest(%s::bigint[], %s::bytea[])"


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
        cursor.execute(_TAKE, [limit])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        if not rows:
            return 0
        frontier = proofs.frontier()
        first, hashes, nodes = frontier.size, [], []
        for row in rows:
            leaf = tree.leaf_hash(leaves.encode(leaves.written(row)))
            hashes.append(leaf)
            nodes += frontier.add(leaf)
        cursor.execute(_ADD_LEAVES, [first, [row[0] for row in rows], hashes])
        if nodes:
            cursor.execute(_ADD_NODES, [[place for place, _ in nodes], [one for _, one in nodes]])
    return len(rows)


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
