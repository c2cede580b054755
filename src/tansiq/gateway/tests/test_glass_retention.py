"""What is kept of a packet that was opened without its owner, and until when."""

from datetime import timedelta

import pytest
from django.utils import timezone
from glass import WHY, review

from tansiq.gateway.models import BrokenGlass, Disclosure, Hit, Recall
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.clocks import actions as clock_actions
from tansiq.kernel.clocks.models import Alarm
from tansiq.kernel.retention import actions as retention
from tansiq.kernel.retention import holds
from tansiq.kernel.retention import queries as kept
from tansiq.kernel.retention.sources import SOURCES

YEAR = timedelta(days=366)


@pytest.fixture
def later(glass):
    """Erase what is due so many years later; how many records of opened packets, copies and hits are left."""

    def run(years):
        retention.erase_due(actor=system_actor("retention"), now=timezone.now() + years * YEAR)
        rows = (BrokenGlass, Disclosure, Hit)
        told = glass.do(glass.cast["watch"].through("gateway"), lambda: [row.objects.count() for row in rows])
        return tuple(told)

    return run


def close_alarms(glass, *who):
    for handle in who:
        for alarm in glass.do(glass.cast[handle], lambda: list(Alarm.objects.filter(closed_at=None))):
            glass.do(glass.cast[handle], clock_actions.close_alarm, alarm_id=alarm.id, done="نظرتُ فيها مع الجهتين")


@pytest.mark.rule("G14")
def test_until_both_have_judged_it_nothing_of_it_is_erased_and_the_copy_neither(glass, opened, later):
    row = opened()
    close_alarms(glass, "inspector", "owner")
    assert later(30) == (1, 1, 1)

    review(glass, row, "owner")
    assert later(30) == (1, 1, 1)
    erased = {one.subject_id for one in glass.do(glass.cast["owner"], kept.proofs)}
    assert not erased & {row.id, row.disclosure_id, row.hit_id}
    # Two things hold it, and each does so by itself: it is no end yet, and hit and copy are under review.
    assert glass.do(system_actor("retention"), lambda: list(SOURCES["GLASS-JUSTIFIED"].rows())) == []
    assert "review" in glass.do(system_actor("retention"), holds.on, [row.hit_id])


@pytest.mark.rule("G14")
def test_what_the_inspector_has_not_closed_stays(glass, opened, later):
    row = opened()
    for who in ("owner", "inspector"):
        review(glass, row, who)
    close_alarms(glass, "owner")
    assert later(30)[0] == 1

    close_alarms(glass, "inspector")
    assert later(30)[0] == 0


@pytest.mark.rule("G4")
def test_what_both_found_justified_goes_after_its_time_with_its_words_and_leaves_a_proof(glass, opened, later):
    row = opened()
    for who in ("owner", "inspector"):
        review(glass, row, who)
    close_alarms(glass, "owner", "inspector")

    assert later(1)[0] == 1
    assert later(2.1)[0] == 0
    [proof] = [one for one in glass.do(glass.cast["owner"], kept.proofs) if one.subject_id == row.id]
    assert (proof.rule, proof.kind) == ("GLASS-JUSTIFIED", "gateway.brokenglass")
    assert WHY not in str(vars(proof))


@pytest.mark.rule("G4", "JOC-08")
def test_what_one_of_them_found_wrong_stays_for_longer_and_its_recall_with_it(glass, opened, later):
    row = opened()
    review(glass, row, "owner")
    review(glass, row, "inspector", justified=False)
    close_alarms(glass, "owner", "inspector")

    assert later(4.9)[0] == 1
    assert later(5.1)[0] == 0
    # Whoever opened it has not said what became of his copy: that is still asked.
    assert glass.do(glass.cast["inspector"], lambda: Recall.objects.get().state) == "sent"
