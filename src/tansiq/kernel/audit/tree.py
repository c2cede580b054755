"""The Merkle tree of RFC 9162 over SHA-256: roots, inclusion and consistency proofs, and checking them. Pure.

A node is a perfect subtree: `(level, index)` covers the leaves from `index << level` to `(index + 1) << level`. Such a
node never changes once its leaves are there, so it is written once. Whoever keeps the nodes proves from them alone:
`inclusion_ranges` and `consistency_ranges` say which ranges of leaves a proof hashes, `perfect` which nodes make up a
range, and `fold` the hash of a range from its nodes.

Source:
    RFC 9162, sections 2.1.1 (hashes), 2.1.3 (inclusion), 2.1.4 (consistency).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

Place = tuple[int, int]
Range = tuple[int, int]
EMPTY_ROOT = hashlib.sha256().digest()


def leaf_hash(entry: bytes) -> bytes:
    """Hash of a leaf: 0x00 stands before what it holds, so that no node passes for a leaf."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of a node above two others."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def position(level: int, index: int) -> int:
    """One number for a node: nodes numbered from left to right; leaves have the even ones."""
    return (((index << 1) | 1) << level) - 1


def perfect(start: int, end: int) -> Iterator[Place]:
    """The fewest perfect subtrees that cover the leaves from `start` to before `end`, left to right."""
    while start < end:
        level = (end - start).bit_length() - 1
        if start:
            level = min(level, (start & -start).bit_length() - 1)
        yield level, start >> level
        start += 1 << level


def fold(hashes: Sequence[bytes]) -> bytes:
    """Hash of a range of leaves from its perfect subtrees, left to right.

    The range starts where a subtree of its own size could start; from 0 it is the whole tree and this its root.
    """
    if not hashes:
        return EMPTY_ROOT
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = node_hash(left, root)
    return root


class Frontier:
    """The right edge of a tree: the perfect subtrees that make up its leaves so far.

    Args:
        size: leaves that the tree has.
        hashes: hashes of `perfect(0, size)`.

    Raises:
        ValueError: another number of hashes than that tree has subtrees.
    """

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        self.size = size
        self._hashes = list(hashes)
        if len(self._hashes) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} perfect subtrees")

    def add(self, subtree: bytes, level: int = 0) -> list[tuple[int, bytes]]:
        """Append a leaf, or a perfect subtree of 2**level leaves; position and hash of each node that this completes.

        Raises:
            ValueError: a subtree of this level cannot start at the present size.
        """
        if self.size & ((1 << level) - 1):
            raise ValueError(f"no subtree of level {level} starts at leaf {self.size}")
        index = self.size >> level
        made = []
        self.size += 1 << level
        while index & 1:
            subtree = node_hash(self._hashes.pop(), subtree)
            level, index = level + 1, index >> 1
            made.append((position(level, index), subtree))
        self._hashes.append(subtree)
        return made

    def root(self) -> bytes:
        """Root of the tree as it is now."""
        return fold(self._hashes)


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """Ranges whose hashes prove that leaf `index` is in the tree of `size` leaves, in the order of the proof.

    Raises:
        ValueError: the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    start, end, found = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    return found[::-1]


def consistency_ranges(old: int, size: int) -> list[Range]:
    """Ranges whose hashes prove that the tree of `old` leaves is the beginning of that of `size`, in order.

    Raises:
        ValueError: `old` is negative or above `size`.
    """
    if not 0 <= old <= size:
        raise ValueError(f"a tree of {old} leaves is no beginning of one of {size}")
    if old in (0, size):
        return []
    start, end, found = 0, size, []
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    if start:
        found.append((start, end))
    return found[::-1]


def is_included(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof shows that the leaf hash stands at `index` in the tree with this size and root."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(sibling, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(old: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the tree with `old_root` is the beginning of the tree with `root`."""
    if old == 0:
        return size >= 0 and not proof and old_root == EMPTY_ROOT
    if old == size:
        return not proof and old_root == root
    if not 0 < old < size or not proof:
        return False
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node_hash(second, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and first == old_root and second == root
