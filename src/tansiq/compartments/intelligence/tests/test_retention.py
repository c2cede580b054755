"""A name that was taken off a list is erased in time, unless somebody was judged to be another man than it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from stage import NOW

from tansiq.compartments.intelligence import actions, queries
from tansiq.compartments.intelligence.tests.test_listing_kits import LOADER, PAPER, SALEH, Entry
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.clocks import actions as clock_actions
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.retention import actions as retention
from tansiq.people import actions as people

LATER = NOW + timedelta(days=100)


@pytest.fixture
def listed(do, cast):
    [row] = do(LOADER, actions.add_listings, list_code="un", entries=[Entry((PAPER,))])
    return row


def closed(do, cast):
    return do(cast["keeper"], queries.listings, list_code="un", state="closed")


def take_off(do, row):
    do(LOADER, actions.close_listing, list_code="un", reference=row.reference_number)


@pytest.mark.rule("G4")
def test_who_was_taken_off_a_list_is_erased_with_his_kits(do, cast, listed):
    take_off(do, listed)
    kits = [made.kit_id for made in do(LOADER, lambda: list(listed.kits.all()))]
    assert kits

    retention.erase_due(actor=system_actor("retention"), now=NOW + timedelta(days=89))
    assert [row.id for row in closed(do, cast)] == [listed.id]
    retention.erase_due(actor=system_actor("retention"), now=LATER)

    assert closed(do, cast) == []
    assert do(system_actor("gateway"), lambda: people.Kit.objects.filter(id__in=kits).count()) == 0


@pytest.mark.rule("G5", "RL-07")
def test_a_listing_that_somebody_was_judged_not_to_be_stays_known(do, cast, listed):
    [made] = do(LOADER, lambda: list(listed.kits.all()))
    checked = SALEH.checked(today=NOW.date())
    room = system_actor("gateway")
    with acting_as(room):
        people.judge_pair(
            actor=room, now=NOW, owner_id=listed.owner_id, left_id=made.kit_id, right_id=made.kit_id,
            anchors=checked.anchors, judgement="different", reasons="شخصان مختلفان بالأم والميلاد",
            judged_by=cast["validator"].user_id,
        )  # fmt: skip
    take_off(do, listed)

    retention.erase_due(actor=system_actor("retention"), now=LATER)

    assert [row.id for row in closed(do, cast)] == [listed.id]


@pytest.mark.rule("JOC-02")
def test_what_may_come_from_ill_treatment_is_kept_for_a_judge(do, cast, desk):
    tainted = desk.report(obtained="SUSPECTED_ILL_TREATMENT", source_ref="أ")
    plain = desk.report(source_ref="ب")
    [alarm] = do(cast["inspector"], clocks.open_alarms)
    do(cast["inspector"], clock_actions.close_alarm, alarm_id=alarm.id, done="أُحيل التقرير إلى القاضي")

    retention.erase_due(actor=system_actor("retention"), now=NOW + timedelta(days=6 * 366))

    assert [row.id for row in do(cast["approver"], queries.reports)] == [tainted.id]
    assert plain.id != tainted.id
