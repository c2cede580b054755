"""A file goes some time after its end with everything in it; what speaks for the person stays."""

from dataclasses import replace
from datetime import timedelta

import pytest
from browse import signed_in
from cooperation_file import HELD, TERMS
from django.urls import reverse
from stage import NOW

from tansiq.compartments.cooperation import actions
from tansiq.compartments.cooperation.drafts import ClaimDraft, PromiseDraft
from tansiq.compartments.cooperation.models import Claim, File, Mention, OnCall, Promise, Session, Step
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks.models import Alarm, Clock
from tansiq.kernel.retention import actions as retention

pytestmark = pytest.mark.django_db
SAID = PromiseDraft(
    kind="offer", said_by="حارس", said_at=NOW, is_prosecution=False, words="ستخرج قبل العيد", reported_by="هو"
)


@pytest.fixture
def full(room):
    room.to("window")
    session = room.on("handler", actions.record_session, draft=HELD)
    draft = ClaimDraft(fact="رأى مخزنًا شرق الطريق", grade_source="D", grade_information="3")
    made = room.do("handler", actions.record_claim, session_id=session.id, draft=draft)
    room.do("handler", actions.set_check, claim_id=made.id, what="معاينة المكان")
    room.do("handler", actions.record_mentions, session_id=session.id, names="فلان")
    room.do("prosecutor", actions.add_on_call, name="ب", phone="+967", from_at=NOW, until_at=NOW + timedelta(days=1))
    return room


def erase(months):
    retention.erase_due(actor=system_actor("retention"), now=NOW + timedelta(days=31 * months))


def close_alarms(room):
    """What an open alarm is about is held."""
    for row in room.see("reviewer", Alarm):
        room.do("reviewer", clocks.close_alarm, alarm_id=row.id, done="قيل له إنه لا يُلزم أحدًا")


def left(room):
    return [bool(room.see("prosecutor", model)) for model in (File, Step, Session, Claim, Mention, OnCall)]


def test_a_file_that_has_ended_goes_with_everything_in_it(full):
    erase(60)
    assert left(full) == [True, True, True, True, True, False]
    full.on("prosecutor", actions.withdraw)
    assert all(row.met_at or row.stopped_at for row in full.see("prosecutor", Clock))
    erase(20)
    assert left(full)[:5] == [True] * 5
    erase(26)
    assert left(full) == [False] * 6


@pytest.mark.parametrize("what", ["promise", "session"])
def test_what_speaks_for_him_stays(full, what):
    if what == "promise":
        made = full.on("defender", actions.record_promise, draft=SAID)
    else:
        full.on("handler", actions.record_session, draft=replace(HELD, counsel="absent"))
    full.on("prosecutor", actions.withdraw)
    erase(60)
    assert left(full)[:5] == [True] * 5
    if what == "promise":
        full.do("prosecutor", actions.record_outcome, promise_id=made.id, is_performed=True, words="خرج قبل العيد")
        close_alarms(full)
        erase(60)
        assert left(full)[0] is False


def test_a_promise_to_many_goes_once_it_was_kept(full):
    kept, broken = (full.do("prosecutor", actions.record_promise, draft=SAID) for _ in range(2))
    full.do("prosecutor", actions.record_outcome, promise_id=kept.id, is_performed=True, words="نُفّذ كما قيل")
    full.do("prosecutor", actions.record_outcome, promise_id=broken.id, is_performed=False, words="لم يُنفّذ")
    close_alarms(full)
    erase(26)
    assert [row.id for row in full.see("prosecutor", Promise)] == [broken.id]


def test_the_duty_desk_shows_what_waits(full):
    made = full.on("prosecutor", actions.draft_terms, draft=TERMS)
    promise = full.on("defender", actions.record_promise, draft=SAID)
    full.on("handler", actions.call_counsel, lawyer="المحامي ب")
    page = reverse("desk:home")
    told = signed_in("reviewer").get(page).text
    assert reverse("cooperation:terms", args=[made.id]) in told
    assert promise.number in told
    assert full.file.number in signed_in("handler").get(page).text
