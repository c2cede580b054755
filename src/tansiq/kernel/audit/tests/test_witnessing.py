"""Installations witness each other, and a fork is found at the next checkpoint."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit import notes, proofs, sealing, tree, witnessing
from tansiq.kernel.audit.errors import KeyUnknown, LogForked, NotOurs, NotSealed, NotTheNext
from tansiq.kernel.audit.models import Cosignature, Entry, Witnessed
from tansiq.kernel.audit.witnessing import Bundle
from tansiq.kernel.clocks import queries as clocks

SEAL = sealing.SEAL
NOW = datetime.now(tz=UTC).replace(microsecond=0) + timedelta(minutes=1)


class Other:
    """The log of another installation."""

    def __init__(self, name="tansiq/irq/0badcafe", seed=1):
        self.name, self.private = name, Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        self.key = notes.VerifierKey.of(name, notes.ED25519, self.private)
        self.leaves = []

    def grow(self, count, salt=b""):
        self.leaves += [tree.leaf_hash(b"%d" % (len(self.leaves) + number) + salt) for number in range(count)]
        return self

    def range(self, start, end):
        frontier = tree.Frontier()
        for leaf in self.leaves[start:end]:
            frontier.add(leaf)
        return frontier.root()

    def bundle(self, old, size=None, at=NOW):
        size = len(self.leaves) if size is None else size
        text = notes.Checkpoint(self.name, size, self.range(0, size), at).text
        note = notes.Note(text, (notes.sign(text, self.name, self.private),))
        return Bundle(old, tuple(self.range(*part) for part in tree.consistency_ranges(old, size)), note)


@pytest.fixture
def see(do, cast):
    def run(given, key=None, now=NOW):
        return do(SEAL, witnessing.witness, actor=SEAL, now=now, given=given, key=key)

    return run


def kept(do):
    return do(SEAL, lambda: [(row.size, row.is_fork) for row in Witnessed.objects.order_by("kept_at", "size")])


def test_a_log_that_goes_on_is_kept_and_cosigned(do, see):
    other = Other().grow(5)

    first = see(other.bundle(0), other.key)
    second = see(other.grow(8).bundle(5))

    assert kept(do) == [(5, False), (13, False)]
    for note in (first, second):
        assert notes.is_signed(note, other.key)
        assert notes.cosigned_at(note, witnessing.witness_key()) == NOW


def test_the_same_checkpoint_again_is_cosigned_again_and_kept_once(do, see):
    other = Other().grow(5)
    see(other.bundle(0), other.key)

    note = see(other.bundle(5), now=NOW + timedelta(hours=1))

    assert notes.cosigned_at(note, witnessing.witness_key()) == NOW + timedelta(hours=1)
    assert kept(do) == [(5, False)]


@pytest.mark.rule("G14")
@pytest.mark.parametrize("how", ["same size", "larger", "wrong proof", "went back"])
def test_a_fork_is_refused_kept_as_evidence_and_told_to_the_inspector(cast, do, see, how):
    other, fork = Other().grow(6), Other().grow(3).grow(3, b"another history")
    see(other.bundle(0), other.key)
    shown = {"same size": fork.bundle(0), "larger": fork.grow(4, b"x").bundle(6),
             "wrong proof": Bundle(6, (), other.grow(4).bundle(6).note),
             "went back": other.bundle(2, 4, NOW + timedelta(seconds=1))}[how]  # fmt: skip

    with pytest.raises(LogForked):
        see(shown)
    do(SEAL, witnessing.keep_evidence, actor=SEAL, now=NOW, given=shown)

    assert sorted(fork for _, fork in kept(do)) == [False, True]
    assert [alarm.code for alarm in do(cast["inspector"], clocks.open_alarms)] == ["LOG_FORKED"]
    assert do(SEAL, lambda: Entry.objects.filter(act="audit.fork_kept").count()) == 1
    with pytest.raises(LogForked):
        see(shown)


def test_a_fork_once_kept_does_not_become_what_the_witness_goes_on_from(do, see):
    other, fork = Other().grow(6), Other().grow(9, b"another history")
    see(other.bundle(0), other.key)
    do(SEAL, witnessing.keep_evidence, actor=SEAL, now=NOW, given=fork.bundle(6))

    with pytest.raises(LogForked):
        see(fork.grow(1, b"x").bundle(6))
    assert see(other.grow(1).bundle(6))


@pytest.mark.parametrize("at", [NOW, NOW - timedelta(days=1), None])
def test_an_older_bundle_in_a_clumsy_hand_is_no_fork(see, at):
    other = Other().grow(6)
    see(other.bundle(0), other.key)

    with pytest.raises(NotTheNext):
        see(other.bundle(2, 4, at))


@pytest.mark.parametrize(("old", "size"), [(0, 9), (4, 9), (7, 9), (6, 5), (0, 3)])
def test_a_bundle_that_does_not_begin_where_the_witness_stands_is_refused_with_that_size(see, old, size):
    other = Other().grow(9)
    see(other.bundle(0, 6), other.key)

    with pytest.raises(NotTheNext) as refused:
        see(other.bundle(min(old, size), size) if old <= size else Bundle(6, (), other.bundle(0, 5).note))
    assert refused.value.members["size"] == 6


def test_the_key_is_given_once_and_stays(see):
    other = Other().grow(2)
    with pytest.raises(KeyUnknown):
        see(other.bundle(0))
    with pytest.raises(KeyUnknown):
        see(other.bundle(0), Other("tansiq/irq/other").key)
    see(other.bundle(0), other.key)

    usurper = Other(seed=2).grow(3)
    with pytest.raises(KeyUnknown):
        see(usurper.bundle(2), usurper.key)
    with pytest.raises(NotOurs):
        see(usurper.bundle(2))


def test_what_nobody_signed_is_no_evidence(do, see):
    other, strange = Other().grow(2), Other(seed=9).grow(2, b"x")
    with pytest.raises(NotOurs):
        do(SEAL, witnessing.keep_evidence, actor=SEAL, now=NOW, given=strange.bundle(0))
    see(other.bundle(0), other.key)
    with pytest.raises(NotOurs):
        do(SEAL, witnessing.keep_evidence, actor=SEAL, now=NOW, given=strange.bundle(0))


@pytest.fixture
def sealed(cast, do):
    """Our own log, grown and signed."""

    def run(count=3, now=NOW):
        actor = cast["owner"]
        do(
            actor,
            lambda: [
                audit.record("access.on_duty", ("access.member", None), actor=actor, at=now) for _ in range(count)
            ],
        )
        return do(SEAL, sealing.seal, actor=SEAL, now=now).size

    return run


def cosigned(bundle, seed=5, name="tansiq/irq/0badcafe/witness", at=NOW):
    private = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
    line = notes.cosign(bundle.note.text, name, private, at)
    return notes.Note(bundle.note.text, (*bundle.note.signatures, line)), notes.VerifierKey.of(
        name, notes.COSIGNATURE, private
    )


def test_a_cosignature_is_taken_in_once_and_stands_on_the_checkpoint(cast, do, sealed):
    size = sealed()
    note, key = cosigned(do(SEAL, witnessing.bundle))
    take = {"actor": SEAL, "now": NOW, "note": note}
    with pytest.raises(KeyUnknown):
        do(SEAL, witnessing.take_cosignature, **take)

    for trusted in (key, None):
        [row] = do(SEAL, witnessing.take_cosignature, **take, key=trusted)

    assert (row.checkpoint_id, row.cosigned_at) == (size, NOW)
    assert do(SEAL, Cosignature.objects.count) == 1
    assert do(SEAL, lambda: proofs.with_witnesses(proofs.latest())) == str(note)
    assert [len(one.cosignatures.all()) for one in do(cast["owner"], proofs.checkpoints)] == [1]
    assert do(SEAL, proofs.last_cosigned) == do(SEAL, proofs.last_cosigned, key=str(key)) == size


def test_what_is_no_cosignature_of_ours_is_refused(do, sealed):
    sealed()
    bundle = do(SEAL, witnessing.bundle)
    note, key = cosigned(bundle)
    strange = Bundle(0, (), Other().grow(2).bundle(0).note)
    broken = notes.Note(note.text, (note.signatures[0], notes.Signature(key.name, key.id, b"\x00" * 72)))
    for wrong in (cosigned(strange)[0], broken):
        with pytest.raises(NotOurs):
            do(SEAL, witnessing.take_cosignature, actor=SEAL, now=NOW, note=wrong, key=key)


def test_the_next_bundle_begins_where_a_witness_stands(do, sealed, see):
    """Our own installation as its witness: what it prints, it can check."""
    first = sealed()
    bundle = do(SEAL, witnessing.bundle)
    assert bundle.old == 0
    note = see(Bundle.read(str(bundle)), sealing.log_key())
    do(SEAL, witnessing.take_cosignature, actor=SEAL, now=NOW, note=note, key=witnessing.witness_key())

    second = sealed(11, NOW + timedelta(minutes=5))
    bundle = do(SEAL, witnessing.bundle)
    assert (bundle.old, second) == (first, notes.Checkpoint.read(bundle.note.text).size)
    assert see(Bundle.read(str(bundle)))
    with pytest.raises(NotSealed):
        do(SEAL, witnessing.bundle, since=second + 1)


def test_without_a_checkpoint_there_is_no_bundle(do, cast):
    with pytest.raises(NotSealed):
        do(SEAL, witnessing.bundle)


@pytest.mark.parametrize(
    "text", ["", "old x\n\nnote", "old 1\nnotbase64\n\nnote", "new 1\n\n", "old 1\n" + "AAAA\n" * 131 + "\nx"]
)
def test_what_is_no_bundle_is_refused(text):
    with pytest.raises(notes.NoteFault):
        Bundle.read(text)


@given(st.integers(0, 40), st.integers(1, 40))
def test_a_bundle_reads_as_it_is_written(old, more):
    made = Other().grow(old + more).bundle(old)

    assert Bundle.read(str(made)) == made
