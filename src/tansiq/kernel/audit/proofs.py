"""Reads of the sealed log: its size, its checkpoints, proofs, and what waits. Every list is bounded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Max, Min

from tansiq.kernel.audit import tree
from tansiq.kernel.audit.models import Checkpoint, Cosignature, Leaf, Unsealed, Witnessed

# Rows are handed out by these queries; their types stand here for whoever annotates.
__all__ = ["Checkpoint", "Cosignature", "Leaf", "Witnessed"]

# Every hash of a proof in one question.
_HASHES = (
    "SELECT true, index, hash FROM audit_leaf WHERE index = ANY(%s::bigint[])"
    " UNION ALL SELECT false, position, hash FROM audit_node WHERE position = ANY(%s::bigint[])"
)


class NotInTheLog(LookupError):
    """The log has no such leaf, or no tree of that size."""


def size() -> int:
    """Number of leaves."""
    last: int | None = Leaf.objects.aggregate(last=Max("index"))["last"]
    return 0 if last is None else last + 1


def hashes_at(places: Iterable[tree.Place]) -> dict[tree.Place, bytes]:
    """Hashes of these perfect subtrees, of which each must be there.

    Raises:
        NotInTheLog: one of them is not.
    """
    wanted = list(dict.fromkeys(places))
    leaves = {place[1]: place for place in wanted if place[0] == 0}
    nodes = {tree.position(*place): place for place in wanted if place[0] > 0}
    found: dict[tree.Place, bytes] = {}
    with connection.cursor() as cursor:
        cursor.execute(_HASHES, [list(leaves), list(nodes)])
        for is_leaf, number, one in cursor.fetchall():
            found[(leaves if is_leaf else nodes)[number]] = bytes(one)
    if missing := [place for place in wanted if place not in found]:
        raise NotInTheLog(f"the log has no node {missing[0]}")
    return found


def ranges(wanted: Sequence[tree.Range]) -> list[bytes]:
    """Hashes of ranges of leaves, from the nodes, in one query.

    Raises:
        NotInTheLog: the log does not reach so far.
    """
    parts = [list(tree.perfect(*one)) for one in wanted]
    found = hashes_at(place for part in parts for place in part)
    return [tree.fold([found[place] for place in part]) for part in parts]


def frontier() -> tree.Frontier:
    """The right edge of the tree as it is."""
    count = size()
    places = list(tree.perfect(0, count))
    found = hashes_at(places)
    return tree.Frontier(count, [found[place] for place in places])


def root(at: int) -> bytes:
    """Root of the tree when it had so many leaves.

    Raises:
        NotInTheLog: it has fewer.
    """
    return ranges([(0, at)])[0]


def inclusion(index: int, at: int) -> list[bytes]:
    """Proof that leaf `index` is in the tree of `at` leaves.

    Raises:
        NotInTheLog: the log has no such leaf or size.
    """
    try:
        return ranges(tree.inclusion_ranges(index, at))
    except ValueError as fault:
        raise NotInTheLog(str(fault)) from fault


def consistency(old: int, at: int) -> list[bytes]:
    """Proof that the tree of `old` leaves is the beginning of that of `at`.

    Raises:
        NotInTheLog: the log has no such size.
    """
    try:
        return ranges(tree.consistency_ranges(old, at))
    except ValueError as fault:
        raise NotInTheLog(str(fault)) from fault


def leaf_of(entry_id: UUID) -> Leaf | None:
    """Where an entry stands in the tree; None while it waits, or hidden from the actor."""
    return Leaf.objects.filter(entry_id=entry_id).first()


def latest() -> Checkpoint | None:
    """The last checkpoint that the actor may see."""
    return Checkpoint.objects.first()


def checkpoints(*, limit: int = 20) -> list[Checkpoint]:
    """The last checkpoints that the actor may see, each with its cosignatures, newest first."""
    return list(Checkpoint.objects.prefetch_related("cosignatures")[:limit])


def with_witnesses(row: Checkpoint) -> str:
    """The note of a checkpoint with the lines of its witnesses."""
    return row.note + "".join(one.line for one in row.cosignatures.all())


def last_cosigned(*, key: str = "") -> int:
    """The largest size that a witness, or any, has cosigned; 0 where none has."""
    rows = Cosignature.objects.filter(key=key) if key else Cosignature.objects.all()
    found: int | None = rows.order_by().aggregate(size=Max("checkpoint_id"))["size"]
    return found or 0


def waiting() -> tuple[int, datetime | None]:
    """How many entries wait for the tree, and since when the oldest does."""
    return Unsealed.objects.count(), Unsealed.objects.aggregate(since=Min("queued_at"))["since"]


def last_witnessed(name: str) -> Witnessed | None:
    """The largest checkpoint of another installation's log that we have cosigned."""
    return Witnessed.objects.filter(origin=name, is_fork=False).first()
