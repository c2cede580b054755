"""Whether a log is whole: leaf by leaf against its tree and against checkpoints, some of them kept elsewhere. Pure.

What can be said depends on what was changed. An entry that no longer gives its leaf hash is named. Where leaf hashes
were computed anew as well, only a checkpoint that was kept elsewhere tells, and only between which two of them it
happened: the range is told, and nothing more exact.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from tansiq.kernel.audit import leaves, tree

# An entry says when its act was; it may wait so long, with its transaction and for the job, until it is sealed.
TOLERANCE = timedelta(minutes=60)
MOST_FAULTS = 100
# A checkpoint that was kept elsewhere ends inside hashes that stand for leaves: nothing is broken, nothing is proven.
NOT_COMPARED = "NOT_COMPARED"
AT, WORDS_HASH, ID = (leaves.FIELDS.index(name) for name in ("at", "words_hash", "id"))


@dataclass(frozen=True)
class Line:
    """One leaf as it was found: its hash, the fields of its entry, and its words with their salt where they are given.

    Attributes:
        values: texts of `leaves.FIELDS`; None where the entry is gone.
        words_hash: hash of the words that were given with it; empty where none were.
    """

    index: int
    leaf: bytes
    values: Sequence[str | None] | None
    words_hash: str = ""


@dataclass(frozen=True)
class Known:
    """A checkpoint whose signature was found good, and whether it was kept elsewhere."""

    size: int
    root: bytes
    at: datetime | None
    is_kept: bool


@dataclass(frozen=True)
class Fault:
    """What is broken: the leaves from `index` to before `until`, one where it can be named.

    Codes: MISSING, ALTERED, WORDS_ALTERED, BACK_DATED, POST_DATED, REWRITTEN, CUT, NODE, SIGNATURE, KEY, REMOVED,
    UNQUEUED, NOT_COMPARED.
    """

    code: str
    index: int
    until: int
    entry: str
    why: str

    def as_object(self) -> dict[str, Any]:
        """The fault as JSON members."""
        return asdict(self)


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """The earliest first, of two the one that says more exactly where; last what could not be compared at all."""
    return sorted(faults, key=lambda one: (one.code == NOT_COMPARED, one.until, one.index, one.code))


class Examination:
    """Fed with the leaves in order, it collects faults.

    Args:
        known: checkpoints of this log.
        start: index of the first leaf that will be given.
        left: hashes of `tree.perfect(0, start)`.
    """

    def __init__(self, known: Iterable[Known], *, start: int = 0, left: Sequence[bytes] = ()) -> None:
        self.faults: list[Fault] = []
        self._known = sorted(known, key=lambda one: (one.size, one.is_kept))
        self._signed = [one for one in self._known if one.at is not None]
        self._sizes = [one.size for one in self._signed]
        self._tree = tree.Frontier()
        self._is_broken = False
        self._good = 0
        self._next = 0
        self._meet()
        for (level, _), found in zip(tree.perfect(0, start), left, strict=True):
            self._tree.add(found, level)
            self._meet()

    @property
    def proven_to(self) -> int:
        """Size of the last checkpoint kept elsewhere that these leaves give; 0 where they give none."""
        return self._good

    def fault(self, code: str, index: int, why: str, *, until: int | None = None, entry: str = "") -> None:
        """Keep a fault of the leaves from `index` to before `until`, or of one; no more than `MOST_FAULTS` are kept."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(code, index, index + 1 if until is None else until, entry, why))

    def see(self, line: Line, nodes: Mapping[int, bytes] | None = None) -> None:
        """Take the next leaf.

        Args:
            nodes: nodes of the tree as they are kept, by position; what is not there is not compared.
        """
        if self._is_broken:
            return
        if line.index != self._tree.size:
            self.fault("MISSING", self._tree.size, "the leaf is not there, or not in its place", until=line.index)
            self._is_broken = True
            return
        self._entry(line)
        for position, found in self._tree.add(line.leaf):
            if nodes is not None and nodes.get(position) != found:
                first = self._tree.size - (1 << ((position + 1) & -(position + 1)).bit_length() - 1)
                why = "the tree over these leaves is not the one that was made of them"
                self.fault("NODE", first, why, until=self._tree.size)
        self._meet()

    def _entry(self, line: Line) -> None:
        if line.values is None:
            self.fault("MISSING", line.index, "the entry of this leaf is gone")
            return
        entry = line.values[ID] or ""
        if tree.leaf_hash(leaves.encode(line.values)) != line.leaf:
            self.fault("ALTERED", line.index, "the entry is not what was sealed", entry=entry)
        elif line.words_hash and line.words_hash != line.values[WORDS_HASH]:
            self.fault("WORDS_ALTERED", line.index, "the words are not those that were sealed", entry=entry)
        self._order(line.index, entry, line.values[AT] or "")

    def _order(self, index: int, entry: str, told: str) -> None:
        """An entry is not older than the checkpoint before it, nor younger than the one that seals it."""
        place = bisect_right(self._sizes, index)
        try:
            at = datetime.fromisoformat(told)
        except ValueError:
            return  # ALTERED says it
        before = self._signed[place - 1].at if place else None
        after = self._signed[place].at if place < len(self._signed) else None
        if before and at < before - TOLERANCE:
            self.fault("BACK_DATED", index, f"dated {told}, sealed after {leaves.moment(before)}", entry=entry)
        if after and at > after + TOLERANCE:
            self.fault("POST_DATED", index, f"dated {told}, sealed by {leaves.moment(after)}", entry=entry)

    def _meet(self) -> None:
        """Compare the tree with every checkpoint of its present size."""
        while self._next < len(self._known) and self._known[self._next].size <= self._tree.size:
            one = self._known[self._next]
            self._next += 1
            if one.size < self._tree.size:
                self._pass_over(one)
                continue
            if one.root == self._tree.root():
                self._good = max(self._good, one.size if one.is_kept else self._good)
                continue
            kept = "kept elsewhere" if one.is_kept else "kept here"
            why = f"these leaves do not give the root of the checkpoint of size {one.size} that was {kept}"
            self.fault("REWRITTEN", self._good, why, until=one.size)

    def _pass_over(self, one: Known) -> None:
        """A checkpoint that ends inside hashes which stand for leaves: of one that was kept, silence would be a lie."""
        if one.is_kept:
            why = f"the checkpoint of size {one.size} that was kept elsewhere could not be compared: export from 0"
            self.fault(NOT_COMPARED, 0, why, until=one.size)

    def end(self, size: int | None = None, right: Sequence[bytes] = ()) -> list[Fault]:
        """Faults, the earliest first.

        Args:
            size: of the whole tree, where leaves after the last one were not given.
            right: hashes of `tree.perfect(here, size)`.
        """
        if not self._is_broken:
            if size is not None:
                places = list(tree.perfect(self._tree.size, size))
                if len(places) != len(right):
                    self.fault("CUT", self._tree.size, "the hashes of what follows are not there", until=size)
                    return self.faults
                for (level, _), found in zip(places, right, strict=True):
                    self._tree.add(found, level)
                    self._meet()
            for one in self._known[self._next :]:
                why = f"the log ends before the size of a checkpoint, {one.size}"
                self.fault("CUT", self._tree.size, why, until=one.size)
        return in_order(self.faults)
