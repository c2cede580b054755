"""The log as a file that proves itself: for whoever checks it without this installation; docs/log.md.

Ids, codes and references leave, no name and no words: words leave for an inspector alone, a few entries at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any

from django.db import transaction

from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit import leaves, notes, proofs, sealing, tree, verification
from tansiq.kernel.audit.actions import hash_of
from tansiq.kernel.audit.errors import NotSealed, TooManyWords
from tansiq.kernel.audit.examination import Examination, Known, Line, in_order
from tansiq.kernel.audit.models import Checkpoint, Words
from tansiq.kernel.audit.verification import Kept, Verdict, known_of
from tansiq.kernel.clocks import actions as clocks

FORMAT = "tansiq-log-1"
# More entries than this with their words would be an export of people.
MOST_WITH_WORDS = 500
MOST_LINE = 1_000_000


class ExportFault(ValueError):
    """A file is no export of a log; the message says where and why."""


@transaction.atomic
def export(
    *, actor: Actor, now: datetime, out: IO[str], first: int = 0, end: int | None = None, words: bool = False
) -> dict[str, Any]:
    """Write the leaves from `first` to before `end` with what proves them, and log that it was done.

    Args:
        actor: the system actor `seal`; with words an inspector.
        end: at most the size of the last checkpoint, which it is without one.
        words: with their words and salts, where they are not erased.

    Returns:
        What stands in the first line.

    Raises:
        NotPermitted: words, and the actor is no inspector.
        NotSealed: no checkpoint is signed yet, or the log does not reach so far.
        TooManyWords: more than 500 entries with their words.
    """
    row = proofs.latest()
    end = (row.size if row else 0) if end is None else end
    if words:  # rule: G14
        actor.require("oversight.read_log")
    if row is None or not 0 <= first < end <= row.size:
        raise NotSealed(size=row.size if row else 0)
    if words and end - first > MOST_WITH_WORDS:  # rule: RL-09
        raise TooManyWords(most=MOST_WITH_WORDS)
    head = _head(row, first, end)
    out.write(json.dumps(head, ensure_ascii=False) + "\n")
    for line in verification.lines(first, end):
        out.write(json.dumps(_told(line, words=words), ensure_ascii=False) + "\n")
    audit.record(
        "audit.exported", ("audit.checkpoint", None), actor=actor, at=now,
        after={"from": first, "to": end, "size": row.size, "words": words},
    )  # fmt: skip
    clocks.tell("LOG-EXPORTED", role="inspector", now=now, reference=f"{first}-{end}", acted_by=actor.user_id)
    return head


def _head(row: Checkpoint, first: int, end: int) -> dict[str, Any]:
    """The first line: which log, which leaves, and the hashes that stand for all others."""
    found = proofs.hashes_at([*tree.perfect(0, first), *tree.perfect(end, row.size)])
    shown = Checkpoint.objects.filter(size__gte=first, size__lt=row.size, is_published=True).order_by("size")
    rows = [*shown.prefetch_related("cosignatures"), row]
    return {
        "format": FORMAT, "origin": sealing.origin(), "vkey": str(sealing.log_key()), "from": first, "to": end,
        "size": row.size, "left": [found[place].hex() for place in tree.perfect(0, first)],
        "right": [found[place].hex() for place in tree.perfect(end, row.size)],
        "checkpoints": [proofs.with_witnesses(one) for one in rows],
    }  # fmt: skip


def _told(line: Line, *, words: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"index": line.index, "leaf": line.leaf.hex()}
    told["entry"] = None if line.values is None else dict(zip(leaves.FIELDS, line.values, strict=True))
    if words and line.values is not None:
        found = Words.objects.filter(entry_id=line.values[0] or "").first()
        told["words"] = {"salt": found.salt, "body": found.body} if found else None
    return told


@dataclass
class Export:
    """An export that is being read: its first line, checked, and its leaves."""

    key: notes.VerifierKey
    first: int
    end: int
    size: int
    left: list[bytes]
    right: list[bytes]
    checkpoints: list[str]
    lines: Iterator[Line] = field(repr=False)

    @classmethod
    def read(cls, source: IO[str]) -> Export:
        """Read the first line; the others as they are asked for.

        Raises:
            ExportFault: the file is no export.
        """
        head = _object(source.readline(MOST_LINE), 1)
        try:
            if head["format"] != FORMAT:
                raise ExportFault(f"line 1: the format is not {FORMAT}")
            numbers = [head[name] for name in ("from", "to", "size")]
            if any(type(one) is not int for one in numbers) or not 0 <= numbers[0] < numbers[1] <= numbers[2]:
                raise ExportFault("line 1: from, to and size are numbers in this order, over one entry at least")
            left, right = ([bytes.fromhex(one) for one in head[name]] for name in ("left", "right"))
            key = notes.VerifierKey.read(head["vkey"])
            if len(left) != len(list(tree.perfect(0, numbers[0]))):
                raise ExportFault("line 1: the hashes of what stands before are not as many as they must be")
            first, end, size = numbers
            return cls(key, first, end, size, left, right, list(head["checkpoints"]), _lines(source))
        except (KeyError, TypeError, AttributeError, ValueError) as fault:
            if isinstance(fault, ExportFault):
                raise
            raise ExportFault(f"line 1: {fault}") from fault

    def signed(self) -> list[Known]:
        """The checkpoints that came with it and that its own key signed.

        Raises:
            ExportFault: one of them is no checkpoint.
        """
        try:
            read = [Kept.read(text) for text in self.checkpoints]
        except notes.NoteFault as fault:
            raise ExportFault(f"line 1: {fault}") from fault
        good = [one for one in read if notes.is_signed(one.note, self.key)]
        return [Known(one.checkpoint.size, one.checkpoint.root, one.checkpoint.at, is_kept=False) for one in good]


def _object(text: str, number: int) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as fault:
        raise ExportFault(f"line {number}: no JSON") from fault
    if not isinstance(found, dict):
        raise ExportFault(f"line {number}: not an object")
    return found


def _lines(source: IO[str]) -> Iterator[Line]:
    numbered = enumerate(iter(lambda: source.readline(MOST_LINE), ""), start=2)
    for number, text in numbered:
        told = _object(text, number)
        try:
            entry, words = told["entry"], told.get("words")
            values = None if entry is None else [entry[name] for name in leaves.FIELDS]
            if values is not None and not all(one is None or isinstance(one, str) for one in values):
                raise ExportFault(f"line {number}: a field of an entry is text or null")
            given = hash_of(words["salt"], words["body"]) if words else ""
            yield Line(told["index"], bytes.fromhex(told["leaf"]), values, given)
        except (KeyError, TypeError, ValueError) as fault:
            if isinstance(fault, ExportFault):
                raise
            raise ExportFault(f"line {number}: {fault!r}") from fault


def verify(source: IO[str], kept: Sequence[Kept] = ()) -> Verdict:
    """Examine an export, against checkpoints that were kept elsewhere; needs no database.

    Raises:
        ExportFault: the file is no export.
    """
    given = Export.read(source)
    known, faults = known_of(kept, given.key)
    found = Examination([*given.signed(), *known], start=given.first, left=given.left)
    seen = given.first
    for line in given.lines:
        found.see(line)
        seen = line.index + 1
    if seen < given.end:
        found.fault("MISSING", seen, "the export ends before the leaf that it promises", until=given.end)
        faults += found.faults
    else:
        faults += found.end(given.size, given.right)
    told = in_order(faults)
    return Verdict(given.size, len(given.checkpoints), faults=told, kept=len(kept), proven_to=found.proven_to)
