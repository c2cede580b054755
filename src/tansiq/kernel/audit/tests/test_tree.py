"""The tree against RFC 9162 itself: its vectors, its definition, and what it must refuse."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tansiq.kernel.audit import tree

# Leaves and roots of the published tests of certificate transparency (RFC 6962 and RFC 9162 hash alike).
LEAVES = [bytes.fromhex(text) for text in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = [bytes.fromhex(text) for text in (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)]  # fmt: skip
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
INCLUSION_OF_5_IN_8 = [
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]


def hashed(leaves):
    return [tree.leaf_hash(leaf) for leaf in leaves]


def by_definition(hashes):
    """The root as RFC 9162 defines it, in section 2.1.1."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    half = 1
    while half * 2 < len(hashes):
        half *= 2
    return hashlib.sha256(b"\x01" + by_definition(hashes[:half]) + by_definition(hashes[half:])).digest()


def of_ranges(hashes, ranges):
    return [by_definition(hashes[start:end]) for start, end in ranges]


NUMBERED = hashed(str(number).encode() for number in range(65))
ROOT_OF = [by_definition(NUMBERED[:size]) for size in range(66)]
OTHER = b"\x07" * 32


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_the_published_vectors(size):
    frontier = tree.Frontier()
    for leaf in hashed(LEAVES[:size]):
        frontier.add(leaf)

    assert frontier.root() == ROOTS[size]


@pytest.mark.parametrize(("sizes", "proof"), CONSISTENCY.items())
def test_consistency_proofs_are_those_of_the_published_vectors(sizes, proof):
    old, size = sizes
    found = of_ranges(hashed(LEAVES), tree.consistency_ranges(old, size))

    assert [one.hex() for one in found] == proof
    assert tree.is_consistent(old, size, ROOTS[old], ROOTS[size], found)


def test_an_inclusion_proof_is_that_of_the_published_vectors():
    found = of_ranges(hashed(LEAVES), tree.inclusion_ranges(5, 8))

    assert [one.hex() for one in found] == INCLUSION_OF_5_IN_8
    assert tree.is_included(5, 8, tree.leaf_hash(LEAVES[5]), found, ROOTS[8])


@pytest.mark.parametrize("size", range(1, 66))
def test_every_leaf_of_every_tree_is_proven_and_nothing_else_is(size):
    for index in range(size):
        proof, leaf = of_ranges(NUMBERED, tree.inclusion_ranges(index, size)), NUMBERED[index]

        assert tree.is_included(index, size, leaf, proof, ROOT_OF[size])
        assert not tree.is_included(index, size, OTHER, proof, ROOT_OF[size])
        assert not tree.is_included(index, size, leaf, proof, OTHER)
        assert not tree.is_included(index, size, leaf, [*proof, OTHER], ROOT_OF[size])
        assert not tree.is_included(size, size, leaf, proof, ROOT_OF[size])
        if proof:
            assert not tree.is_included(index, size, leaf, proof[:-1], ROOT_OF[size])
            assert not tree.is_included(index, size, leaf, [*proof[:-1], OTHER], ROOT_OF[size])
            assert not tree.is_included((index + 1) % size, size, leaf, proof, ROOT_OF[size])


@pytest.mark.parametrize("size", range(66))
def test_every_tree_is_proven_to_begin_every_later_one_and_no_other_is(size):
    for old in range(size + 1):
        proof = of_ranges(NUMBERED, tree.consistency_ranges(old, size))

        assert tree.is_consistent(old, size, ROOT_OF[old], ROOT_OF[size], proof)
        assert not tree.is_consistent(old, size, OTHER, ROOT_OF[size], proof)
        assert not tree.is_consistent(old, size, ROOT_OF[old], ROOT_OF[size], [*proof, OTHER])
        if old:
            assert not tree.is_consistent(old, size, ROOT_OF[old], OTHER, proof)
            assert not tree.is_consistent(size + 1, size, ROOT_OF[old], ROOT_OF[size], proof)
        if proof:
            assert not tree.is_consistent(old, size, ROOT_OF[old], ROOT_OF[size], proof[1:])
            assert not tree.is_consistent(old, size, ROOT_OF[old], ROOT_OF[size], [OTHER, *proof[1:]])


@given(st.data())
def test_a_range_is_folded_from_its_perfect_subtrees(data):
    size = data.draw(st.integers(1, 65))
    for start, end in tree.inclusion_ranges(data.draw(st.integers(0, size - 1)), size):
        parts = [by_definition(NUMBERED[index << level : (index + 1) << level])
                 for level, index in tree.perfect(start, end)]  # fmt: skip
        assert tree.fold(parts) == by_definition(NUMBERED[start:end])


@given(st.integers(0, 300), st.integers(0, 300))
def test_perfect_subtrees_cover_a_range_without_gap_or_overlap(one, other):
    start, end = sorted((one, other))
    covered = [(index << level, (index + 1) << level) for level, index in tree.perfect(start, end)]

    assert [a for a, _ in covered] + [end] == [start] + [b for _, b in covered]


@given(st.integers(0, 40), st.integers(0, 40))
def test_every_node_has_a_number_of_its_own_and_leaves_the_even_ones(level, index):
    number = tree.position(level, index)

    assert (number % 2 == 0) == (level == 0)
    assert ((number + 1) & -(number + 1)).bit_length() - 1 == level
    assert (number + 1) >> (level + 1) == index


def test_what_no_tree_has_is_refused():
    for wrong in ((0, 0), (-1, 4), (4, 4)):
        with pytest.raises(ValueError, match="has no leaf"):
            tree.inclusion_ranges(*wrong)
    with pytest.raises(ValueError, match="no beginning"):
        tree.consistency_ranges(5, 4)
    with pytest.raises(ValueError, match="perfect subtrees"):
        tree.Frontier(3, [OTHER])
    with pytest.raises(ValueError, match="no subtree"):
        tree.Frontier(1, [OTHER]).add(OTHER, level=1)


class Log(RuleBasedStateMachine):
    """A log that grows by leaves and whole subtrees, is taken up again from its nodes, and proves at each step."""

    @initialize()
    def begin(self):
        self.leaves, self.nodes, self.frontier = [], {}, tree.Frontier()

    @rule(entries=st.lists(st.binary(max_size=4), max_size=9))
    def append(self, entries):
        for entry in entries:
            leaf = tree.leaf_hash(entry)
            self.nodes[tree.position(0, len(self.leaves))] = leaf
            self.leaves.append(leaf)
            self.nodes.update(self.frontier.add(leaf))

    @rule()
    def restart(self):
        size = len(self.leaves)
        self.frontier = tree.Frontier(size, [self.nodes[tree.position(*place)] for place in tree.perfect(0, size)])

    @rule(data=st.data())
    def prove(self, data):
        size = data.draw(st.integers(0, len(self.leaves)))
        old = data.draw(st.integers(0, size))
        proof = [self.range(*part) for part in tree.consistency_ranges(old, size)]
        assert tree.is_consistent(old, size, self.range(0, old), self.range(0, size), proof)
        if old < size:
            proof = [self.range(*part) for part in tree.inclusion_ranges(old, size)]
            assert tree.is_included(old, size, self.leaves[old], proof, self.range(0, size))

    @invariant()
    def root_is_by_definition(self):
        assert self.frontier.root() == by_definition(self.leaves)

    def range(self, start, end):
        return tree.fold([self.nodes[tree.position(*place)] for place in tree.perfect(start, end)])


TestLog = Log.TestCase
TestLog.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
