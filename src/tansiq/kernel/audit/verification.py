"""Reading the log, or an export of it, to find out whether it is whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from tansiq.kernel.audit import leaves, notes, proofs, sealing, tree
from tansiq.kernel.audit.actions import hash_of
from tansiq.kernel.audit.examination import Examination, Fault, Known, Line, in_order
from tansiq.kernel.audit.models import Checkpoint, Node

VKEY = "vkey: "
CHUNK = 4_096
_LEAVES = (
    "SELECT leaf.index, leaf.hash, words.salt, words.body, "
    + ", ".join(f"entry.{name}" for name in leaves.FIELDS)
    + " FROM audit_leaf AS leaf LEFT JOIN audit_entry AS entry ON entry.id = leaf.entry_id"
    " LEFT JOIN audit_words AS words ON words.entry_id = leaf.entry_id"
    " WHERE leaf.index >= %s AND leaf.index < %s ORDER BY leaf.index"
)
# Written, and neither in the tree nor waiting for it; and waiting, though it is gone.
_UNQUEUED = """
    SELECT entry.id FROM audit_entry AS entry
    WHERE NOT EXISTS (SELECT FROM audit_leaf AS leaf WHERE leaf.entry_id = entry.id)
      AND NOT EXISTS (SELECT FROM audit_unsealed AS waiting WHERE waiting.entry_id = entry.id)
    ORDER BY entry.at, entry.id LIMIT 100
"""
_REMOVED = """
    SELECT waiting.entry_id FROM audit_unsealed AS waiting
    WHERE NOT EXISTS (SELECT FROM audit_entry AS entry WHERE entry.id = waiting.entry_id)
    ORDER BY waiting.queued_at, waiting.entry_id LIMIT 100
"""


@dataclass
class Verdict:
    """What was examined, and what is broken.

    Attributes:
        kept: how many checkpoints that were kept elsewhere were given.
        proven_to: the largest size of one of them that the leaves give.
    """

    size: int
    checkpoints: int
    waiting: int = 0
    faults: list[Fault] = field(default_factory=list)
    kept: int = 0
    proven_to: int = 0

    @property
    def first(self) -> Fault | None:
        """The earliest fault; None where the log is whole."""
        return next(iter(in_order(self.faults)), None)

    def as_object(self) -> dict[str, Any]:
        """The verdict as JSON members."""
        first = self.first
        return {
            "whole": not self.faults, "size": self.size, "waiting": self.waiting, "checkpoints": self.checkpoints,
            "kept": self.kept, "proven_to": self.proven_to,
            "first": first.as_object() if first else None, "faults": [one.as_object() for one in self.faults],
        }  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """A checkpoint that was kept elsewhere, and the key that was kept with it."""

    note: notes.Note
    checkpoint: notes.Checkpoint
    key: notes.VerifierKey | None

    @classmethod
    def read(cls, text: str) -> Kept:
        """What `tansiq audit checkpoint` prints: the note, and a line with the key.

        Raises:
            NoteFault: it is none.
        """
        lines = text.split("\n")
        told = [line.removeprefix(VKEY) for line in lines if line.startswith(VKEY)]
        rest = "\n".join(line for line in lines if not line.startswith(VKEY)).rstrip("\n") + "\n"
        note = notes.Note.read(rest)
        return cls(note, notes.Checkpoint.read(note.text), notes.VerifierKey.read(told[0]) if told else None)


def known_of(kept: Sequence[Kept], key: notes.VerifierKey) -> tuple[list[Known], list[Fault]]:
    """Of what was kept elsewhere the checkpoints whose signature is good, and what is wrong with others or the key."""
    known, faults = [], []
    for one in kept:
        if one.key is not None and one.key != key:
            why = "the log is signed by another key than the one that was kept"
            faults.append(Fault("KEY", 0, one.checkpoint.size, "", why))
        if notes.is_signed(one.note, one.key or key):
            known.append(Known(one.checkpoint.size, one.checkpoint.root, one.checkpoint.at, is_kept=True))
        else:
            why = "the checkpoint that was kept is not signed by the key of this log"
            faults.append(Fault("SIGNATURE", 0, one.checkpoint.size, "", why))
    return known, faults


def lines(start: int, end: int) -> Iterator[Line]:
    """Leaves with their entries and words, in order, a bounded number at a time."""
    for first in range(start, end, CHUNK):
        with connection.cursor() as cursor:
            cursor.execute(_LEAVES, [first, min(first + CHUNK, end)])
            rows = cursor.fetchall()
        for index, leaf, salt, body, *values in rows:
            words = hash_of(salt, json.loads(body)) if salt else ""  # Django leaves JSON of its own SQL as text
            yield Line(index, bytes(leaf), None if values[0] is None else leaves.written(values), words)


def _nodes(first: int) -> dict[int, bytes]:
    """Nodes whose last leaf is among the `CHUNK` from `first`; those above reach over the left edge."""
    inside = Node.objects.filter(position__gte=2 * first, position__lt=2 * (first + CHUNK)).order_by()
    found = {position: bytes(node) for position, node in inside.values_list("position", "hash")}
    last = first + CHUNK
    above = [tree.position(level, (last >> level) - 1) for level in range(1, 63) if last & ((1 << level) - 1) == 0]
    more = Node.objects.filter(position__in=above).order_by().values_list("position", "hash")
    return found | {position: bytes(node) for position, node in more}


def _ours(key: notes.VerifierKey) -> tuple[list[Known], list[int]]:
    """Checkpoints of the table whose notes are signed and say what the row says, and sizes of those of which not."""
    good, bad = [], []
    for row in Checkpoint.objects.order_by("size").iterator(chunk_size=CHUNK):
        try:
            note = notes.Note.read(row.note)
            told = notes.Checkpoint.read(note.text)
        except notes.NoteFault:
            bad.append(row.size)
            continue
        if notes.is_signed(note, key) and (told.size, told.root) == (row.size, bytes(row.root)):
            good.append(Known(told.size, told.root, told.at, is_kept=False))
        else:
            bad.append(row.size)
    return good, bad


@transaction.atomic
def verify(kept: Sequence[Kept] = ()) -> Verdict:
    """Examine the log as it stands in the database; runs under the system actor `seal`."""
    key, size = sealing.log_key(), proofs.size()
    ours, unsigned = _ours(key)
    elsewhere, faults = known_of(kept, key)
    found = Examination([*ours, *elsewhere])
    for one in unsigned:
        found.fault("SIGNATURE", 0, f"the checkpoint of size {one} is not signed by the key of this log", until=one)
    nodes: dict[int, bytes] = {}
    for line in lines(0, size):
        if line.index % CHUNK == 0:
            nodes = _nodes(line.index)
        found.see(line, nodes)
    told = [*faults, *found.end(), *_strays(size)]
    return Verdict(size, len(ours), proofs.waiting()[0], told, len(kept), found.proven_to)


def _strays(size: int) -> list[Fault]:
    told = []
    with connection.cursor() as cursor:
        for code, query, why in (
            ("UNQUEUED", _UNQUEUED, "the entry is neither in the tree nor does it wait for it"),
            ("REMOVED", _REMOVED, "the entry was removed before it was sealed"),
        ):
            cursor.execute(query)
            told += [Fault(code, size, size + 1, str(one), why) for (one,) in cursor.fetchall()]
    return told
