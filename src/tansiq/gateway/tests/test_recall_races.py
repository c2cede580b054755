"""A release and a recall at the same moment: whichever comes second sees the first."""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections, transaction
from stage import NOW

from tansiq.gateway import actions, passages
from tansiq.gateway.errors import AlreadyRecalled, ReceiverNotReachable
from tansiq.gateway.models import Disclosure
from tansiq.kernel.access.queries import actor_by_handle
from tansiq.kernel.access.rules import Standing
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import NotFound
from tansiq.people import actions as people
from tansiq.people.models import HeldEntry

pytestmark = pytest.mark.rule("JOC-08")
WAITING = "SELECT count(*) FROM pg_locks WHERE locktype IN ('advisory', 'transactionid') AND NOT granted"
WAIT_SECONDS = 10.0


@pytest.fixture
def open_while_indexed(room):
    """The record behind the held kit is open for as long as the kit is matched."""
    find = passages._HOLDERS["test"]
    passages.register_holder(
        "test", lambda kit_id: find(kit_id) if HeldEntry.objects.filter(kit_id=kit_id).exists() else None
    )


@pytest.fixture
def meanwhile():
    """Run something on a connection of its own."""

    def run(function: Any, *arguments: Any, **named: Any) -> Any:
        try:
            return function(*arguments, **named)
        finally:
            for connection in connections.all():
                connection.close()

    with ThreadPoolExecutor(max_workers=1) as pool:
        yield lambda function, *arguments, **named: pool.submit(run, function, *arguments, **named)


def recall(room):
    owner = room.cast["owner"]
    return actions.recall_subject(actor=owner, now=NOW, subject_id=room.held.id, cause="cleared", reasons="ثبتت براءته")


def wait_for(other: Future[Any]) -> None:
    """Until the other waits for a lock, or is through."""
    end = time.monotonic() + WAIT_SECONDS
    while not other.done() and time.monotonic() < end:
        with connections["default"].cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)


def test_no_packet_is_born_after_its_recall(room, open_while_indexed, meanwhile):
    hit, owner = room.judge(room.hit()), room.cast["owner"]

    with acting_as(owner), transaction.atomic():
        people.unindex(room.held.id)
        assert recall(room) == []
        release = meanwhile(room.release, hit)
        wait_for(release)

    with pytest.raises(NotFound):
        release.result(WAIT_SECONDS)
    assert room.do(owner, Disclosure.objects.count) == 0


def test_a_recall_waits_for_a_packet_that_is_being_born(room, open_while_indexed, meanwhile):
    hit, owner = room.judge(room.hit()), room.cast["owner"]

    with acting_as(owner), transaction.atomic():
        room.release(hit)
        recalled = meanwhile(room.do, owner, recall, room)
        wait_for(recalled)

    assert len(recalled.result(WAIT_SECONDS)) == 1


def test_a_recall_waits_for_a_copy_that_is_being_passed_on(room, agencies, open_while_indexed, meanwhile):
    disclosure, owner = room.disclosure(), room.cast["owner"]
    colleague = actor_by_handle("colleague")

    with acting_as(colleague), transaction.atomic():
        actions.pass_on(
            actor=colleague, now=NOW, disclosure_id=disclosure.id, receiver_id=agencies["gamma"], to_court=False,
            reasons="الدورية في منطقتهم الليلة",
        )  # fmt: skip
        recalled = meanwhile(room.do, owner, recall, room)
        wait_for(recalled)

    assert len(recalled.result(WAIT_SECONDS)) == 2


def test_no_packet_is_opened_behind_glass_after_its_recall(room, open_while_indexed, meanwhile):
    passages.register_holder("intelligence.subject", passages._HOLDERS.pop("test"))
    owner, watch = room.cast["owner"], room.cast["watch"]
    given = {"hit_id": room.hit(purpose="LIFE_AT_RISK").id, "purpose": "LIFE_AT_RISK", "reference": "WATCH/2026/4"}

    with acting_as(owner), transaction.atomic():
        people.unindex(room.held.id)
        assert recall(room) == []
        opened = meanwhile(room.do, watch, actions.break_glass, reasons="تهديد بالقتل خلال ساعة", **given)
        wait_for(opened)

    with pytest.raises(NotFound):
        opened.result(WAIT_SECONDS)
    assert room.do(owner, Disclosure.objects.count) == 0


def suspend(room, agency_id):
    return actions.change_standing(
        actor=room.cast["accreditor"], now=NOW, agency_id=agency_id, standing=Standing.SUSPENDED,
        reason="بقرار لجنة الاعتماد",
    )  # fmt: skip


@pytest.mark.rule("JOC-11")
def test_a_suspension_waits_for_a_packet_that_is_on_its_way(room, agencies, meanwhile):
    hit, owner = room.judge(room.hit()), room.cast["owner"]

    with acting_as(owner), transaction.atomic():
        room.release(hit)
        suspended = meanwhile(room.do, room.cast["accreditor"], suspend, room, agencies["alpha"])
        wait_for(suspended)

    assert len(suspended.result(WAIT_SECONDS)) == 1
    assert room.do(owner, Disclosure.objects.filter(recalled_at=None).count) == 0


def test_a_copy_that_a_suspension_withdraws_is_not_withdrawn_a_second_time(room, agencies, meanwhile):
    disclosure, accreditor = room.disclosure(), room.cast["accreditor"]

    with acting_as(accreditor), transaction.atomic():
        assert len(suspend(room, agencies["alpha"])) == 1
        cleared = meanwhile(room.withdraw, disclosure, cause="cleared")
        wait_for(cleared)

    with pytest.raises(AlreadyRecalled):
        cleared.result(WAIT_SECONDS)


@pytest.mark.rule("JOC-11")
def test_nothing_is_sent_to_an_agency_that_is_being_suspended(room, agencies, meanwhile):
    hit, accreditor = room.judge(room.hit()), room.cast["accreditor"]

    with acting_as(accreditor), transaction.atomic():
        assert suspend(room, agencies["alpha"]) == []
        release = meanwhile(room.release, hit)
        wait_for(release)

    with pytest.raises(ReceiverNotReachable):
        release.result(WAIT_SECONDS)
    assert room.do(room.cast["owner"], Disclosure.objects.count) == 0


@pytest.mark.rule("JOC-11")
def test_nothing_is_passed_on_to_an_agency_that_is_being_suspended(room, agencies, meanwhile):
    disclosure, colleague = room.disclosure(), room.cast["colleague"]

    def pass_on():
        return actions.pass_on(
            actor=colleague, now=NOW, disclosure_id=disclosure.id, receiver_id=agencies["gamma"], to_court=False,
            reasons="الدورية في منطقتهم الليلة",
        )  # fmt: skip

    with acting_as(colleague), transaction.atomic():
        pass_on()
        suspended = meanwhile(room.do, room.cast["accreditor"], suspend, room, agencies["gamma"])
        wait_for(suspended)

    assert len(suspended.result(WAIT_SECONDS)) == 1
