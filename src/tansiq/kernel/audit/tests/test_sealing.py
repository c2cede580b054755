"""Entries become leaves, once each, and the tree is signed."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections, transaction
from django.db.utils import ProgrammingError

from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit import leaves, notes, proofs, sealing, tree, verification, watch
from tansiq.kernel.audit.models import Checkpoint, Entry, Leaf, Unsealed
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.clocks.actions import close_alarm
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import NotPermitted

SEAL = sealing.SEAL
# The installation wrote its first entries just now.
NOW = datetime.now(tz=UTC) + timedelta(minutes=1)


@pytest.fixture
def write(cast, do):
    def run(count=1, *, at=NOW, by="owner", words="كلام يُمحى"):
        actor = cast[by]
        return do(actor, lambda: [
            audit.record("access.on_duty", ("access.member", None), actor=actor, at=at, words=words)
            for _ in range(count)
        ])  # fmt: skip

    return run


@pytest.fixture
def seal(do):
    return lambda now=NOW, **more: do(SEAL, sealing.seal, actor=SEAL, now=now, **more)


def sealed_ids(do):
    return do(SEAL, lambda: list(Leaf.objects.values_list("entry_id", flat=True)))


def test_what_waits_becomes_leaves_and_the_tree_is_signed(do, write, seal):
    written = {one.id for one in write(7)}

    done = seal()

    assert written <= set(sealed_ids(do))
    assert done.size == do(SEAL, proofs.size) == len(sealed_ids(do))
    assert do(SEAL, Unsealed.objects.count) == 0
    note = notes.Note.read(do(SEAL, proofs.latest).note)
    assert notes.is_signed(note, sealing.log_key())
    assert notes.Checkpoint.read(note.text).root == do(SEAL, proofs.root, done.size)


def test_run_again_it_changes_nothing_and_signs_nothing(do, write, seal):
    write(3)
    first = seal()

    assert seal(NOW + timedelta(minutes=5)) == sealing.Sealed(0, None)
    assert do(SEAL, proofs.size) == first.size
    assert do(SEAL, Checkpoint.objects.count) == 1


@pytest.mark.parametrize("batch", [1, 2, 3, 500])
def test_the_tree_is_the_same_whatever_the_batches(do, write, seal, batch):
    write(9)
    size = seal(batch=batch).size

    rows = do(SEAL, lambda: list(Leaf.objects.order_by("index")))
    frontier = tree.Frontier()
    for row in rows:
        frontier.add(bytes(row.hash))
    assert [row.index for row in rows] == list(range(size))
    assert do(SEAL, proofs.root, size) == frontier.root()
    assert do(SEAL, verification.verify).faults == []


def test_a_leaf_seals_every_field_of_an_entry():
    """Another column would not be sealed: it needs another version of the leaf."""
    assert set(leaves.FIELDS) == {field.attname for field in Entry._meta.concrete_fields}


def test_every_leaf_and_every_size_is_proven_from_the_nodes(do, write, seal):
    write(21)
    size = seal().size
    hashes = do(SEAL, lambda: [bytes(row.hash) for row in Leaf.objects.order_by("index")])

    def prove():
        root = proofs.root(size)
        for index in range(size):
            assert tree.is_included(index, size, hashes[index], proofs.inclusion(index, size), root)
            old = proofs.root(index)
            assert tree.is_consistent(index, size, old, root, proofs.consistency(index, size))
        for wrong in (proofs.inclusion, proofs.consistency):
            with pytest.raises(proofs.NotInTheLog):
                wrong(size + 1, size + 9)

    do(SEAL, prove)


def test_an_entry_is_found_in_the_tree(do, write, seal):
    entry = write()[0]

    assert do(SEAL, proofs.leaf_of, entry.id) is None
    seal()
    assert do(SEAL, proofs.leaf_of, entry.id).entry_id == entry.id


def test_only_the_first_checkpoint_of_a_day_is_seen_by_everybody(cast, do, write, seal):
    sizes = []
    for later in (timedelta(0), timedelta(minutes=5), timedelta(days=1)):
        write()
        sizes.append(seal(NOW + later).size)

    assert [row.size for row in do(cast["owner"], proofs.checkpoints)] == [sizes[2], sizes[0]]
    assert [row.size for row in do(cast["inspector"], proofs.checkpoints)] == sizes[::-1]


@pytest.mark.parametrize("who", ["owner", "inspector"])
def test_nobody_but_the_job_seals(cast, do, write, who):
    write()
    with pytest.raises(NotPermitted):
        do(cast[who], sealing.integrate, actor=cast[who], now=NOW)
    with pytest.raises(NotPermitted):
        do(cast[who], sealing.sign, actor=cast[who], now=NOW)


@pytest.mark.rule("G14")
@pytest.mark.parametrize(
    "table", ["audit_leaf", "audit_node", "audit_checkpoint", "audit_cosignature", "audit_witnessed", "audit_entry"]
)
@pytest.mark.parametrize("act", ["UPDATE {} SET {}", "DELETE FROM {}"])
def test_no_login_that_serves_people_changes_or_removes_what_is_sealed(cast, do, write, seal, table, act):
    write()
    seal()
    column = {"audit_checkpoint": "note = note", "audit_cosignature": "line = line", "audit_witnessed": "note = note",
              "audit_entry": "act = act"}.get(table, "hash = hash")  # fmt: skip

    def run():
        with connection.cursor() as cursor:
            cursor.execute(act.format(table, column))

    for actor in (SEAL, cast["inspector"]):
        with pytest.raises(ProgrammingError):
            do(actor, run)


def test_the_queue_is_emptied_by_the_job_alone(cast, do, write):
    write()
    for actor in (cast["owner"], cast["inspector"], system_actor("clock")):
        assert do(actor, lambda: Unsealed.objects.all().delete()[0]) == 0
    with pytest.raises(ProgrammingError):
        do(SEAL, lambda: Unsealed.objects.update(queued_at=NOW))


def test_an_entry_that_commits_late_gets_in_exactly_once(committed, do, django_db_blocker):
    """One transaction writes first and commits last, with the job in between."""
    actor, ready, may_end = committed["owner"], threading.Event(), threading.Event()
    late = []

    def slow():
        with django_db_blocker.unblock(), acting_as(actor), transaction.atomic():
            late.append(audit.record("access.on_duty", ("access.member", None), actor=actor, at=NOW).id)
            ready.set()
            may_end.wait(30)
        connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    ready.wait(30)
    quick = do(actor, lambda: audit.record("access.on_duty", ("access.member", None), actor=actor, at=NOW)).id
    with acting_as(SEAL):
        first = sealing.seal(actor=SEAL, now=NOW)
    before = sealed_ids(do)
    may_end.set()
    thread.join(30)
    with acting_as(SEAL):
        second = sealing.seal(actor=SEAL, now=NOW + timedelta(minutes=5))

    assert quick in before
    assert late[0] not in before
    assert second.integrated == 1
    assert second.size == first.size + 1
    assert sealed_ids(do).count(late[0]) == 1
    assert do(SEAL, verification.verify).faults == []


def test_many_writers_and_two_sealers_at_once_lose_nothing_and_double_nothing(committed, do, django_db_blocker):
    actor, written, done = committed["owner"], [], threading.Event()

    def write():
        with django_db_blocker.unblock(), acting_as(actor):
            for _ in range(12):
                with transaction.atomic():
                    written.append(audit.record("access.on_duty", ("access.member", None), actor=actor, at=NOW).id)
        connections.close_all()

    def seal():
        with django_db_blocker.unblock(), acting_as(SEAL):
            while not done.wait(0.01):
                sealing.seal(actor=SEAL, now=NOW, batch=3)
        connections.close_all()

    writers, sealers = ([threading.Thread(target=one) for _ in range(2)] for one in (write, seal))
    for thread in writers + sealers:
        thread.start()
    for thread in writers:
        thread.join(60)
    done.set()
    for thread in sealers:
        thread.join(60)
    with acting_as(SEAL):
        sealing.seal(actor=SEAL, now=NOW)

    found = sealed_ids(do)
    assert len(written) == 24
    assert len(found) == len(set(found)) >= 24
    assert set(written) <= set(found)
    assert do(SEAL, verification.verify).faults == []


def test_the_job_seals_now(committed, do):
    from tansiq.kernel.audit import jobs

    do(
        committed["owner"],
        lambda: audit.record(
            "access.on_duty", ("access.member", None), actor=committed["owner"], at=datetime.now(tz=UTC)
        ),
    )
    jobs.seal(timestamp=0)

    assert do(SEAL, proofs.waiting) == (0, None)
    assert do(SEAL, proofs.latest).size == do(SEAL, proofs.size) > 0


@pytest.mark.rule("G14")
def test_the_inspector_is_told_once_that_entries_wait_too_long(cast, do, write, seal):
    clock = system_actor("clock")
    write()
    since = do(clock, proofs.waiting)[1]
    told = [
        do(clock, watch.tell_of_waiting, actor=clock, now=since + timedelta(minutes=after)) for after in (30, 31, 36)
    ]

    assert told == [False, True, False]
    [alarm] = do(cast["inspector"], clocks.open_alarms)
    assert (alarm.code, alarm.late_minutes) == ("LOG-SEAL", 1)
    do(cast["inspector"], close_alarm, alarm_id=alarm.id, done="شُغّل العامل من جديد", now=NOW)
    seal()
    assert do(clock, watch.tell_of_waiting, actor=clock, now=since + timedelta(days=9)) is False
