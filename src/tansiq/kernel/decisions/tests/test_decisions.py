from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.access.models import Agency
from tansiq.kernel.audit.errors import OwnAct
from tansiq.kernel.audit.models import Entry
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.clocks.actions import close_alarm
from tansiq.kernel.decisions import actions, queries
from tansiq.kernel.decisions.errors import NotAPerson, ThinReasons
from tansiq.kernel.decisions.models import SameReasons
from tansiq.kernel.decisions.rules import are_reasons_thin
from tansiq.kernel.problems import NotPermitted

GOOD = "شهادتان مستقلتان وسجل مرور"


@pytest.fixture
def decide(cast, do, agencies):
    subject = do(cast["owner"], lambda: Agency.objects.get(code="beta"))

    def run(actor, *, reasons=GOOD, permission="gateway.release"):
        return do(
            actor, actions.authorise, "test.decision", subject, permission=permission, outcome="yes",
            owner_id=agencies["beta"], reasons=reasons,
        )  # fmt: skip

    return run


def test_a_decision_has_a_person_a_role_and_reasons(cast, do, decide):
    row = decide(cast["owner"])

    assert (row.member_name, row.role, row.reasons) == (cast["owner"].name, "gateway.release", GOOD)
    assert do(cast["owner"], queries.of_subject, row.subject_id) == [row]


@pytest.mark.rule("G1", "RL-08")
def test_no_machine_decides(decide):
    with pytest.raises(NotAPerson):
        decide(system_actor("matcher"))


@pytest.mark.rule("G1")
@pytest.mark.parametrize("reasons", ["", "نعم", "متابعة", "          ", "للعلم", "س" * 20_000])
def test_reasons_that_say_nothing_are_refused(cast, decide, reasons):
    with pytest.raises(ThinReasons):
        decide(cast["owner"], reasons=reasons)


def test_a_role_that_does_not_hold_the_act_does_not_decide(cast, decide):
    with pytest.raises(NotPermitted):
        decide(cast["analyst"])


@pytest.mark.rule("G3")
def test_the_same_words_on_more_than_five_files_of_any_agency_are_flagged_and_the_inspector_is_told(cast, do, agencies):
    owner, inspector = cast["owner"], cast["inspector"]
    flagged = lambda: do(inspector, lambda: Entry.objects.filter(act="decisions.same_reasons").count())  # noqa: E731
    told = lambda: [one.reference for one in do(inspector, clocks.open_alarms) if one.code == "SAME-REASONS"]  # noqa: E731

    def decide(whose, reasons, file):
        do(owner, actions.authorise, "test.decision", Agency(id=file), permission="gateway.release", outcome="yes",
           owner_id=agencies[whose], reasons=reasons, keeps_words=False)  # fmt: skip

    for number, whose in enumerate(("beta", "alpha") * 3):
        assert (flagged(), told()) == (0, [])
        decide(whose, f"{GOOD} {number}.", uuid4())
    assert (flagged(), told()) == (1, [owner.staff_number])
    decide("alpha", GOOD, same := uuid4())
    decide("alpha", GOOD, same)
    assert (flagged(), len(told())) == (3, 1)

    for who in ("owner", "inspector"):
        assert do(cast[who], SameReasons.objects.count) == 0


@pytest.mark.rule("W-2", "G3")
def test_an_inspector_does_not_close_what_tells_of_his_own_reasons(cast, do, monkeypatch):
    own, other = cast["inspector"], cast["second_inspector"]
    monkeypatch.setattr("tansiq.kernel.decisions.actions.same_reasons.SAME_REASONS", 0)
    assert do(own, actions.count_reasons, GOOD, Agency(id=uuid4()), owner_id=own.agency_id)
    (alarm,) = [one for one in do(other, clocks.open_alarms) if one.code == "SAME-REASONS"]

    with pytest.raises(OwnAct):
        do(own, close_alarm, alarm_id=alarm.id, done=GOOD)
    do(other, close_alarm, alarm_id=alarm.id, done=GOOD)


@pytest.mark.rule("W-4")
@pytest.mark.parametrize("words", ["", "نُقل ليلًا إلى مكان غير مدرج بلا أمر"])
def test_what_happened_is_written_down_however_unlawful_and_whoever_says_it(cast, do, agencies, words):
    subject = do(cast["analyst"], lambda: Agency.objects.get(code="beta"))

    row = do(
        cast["analyst"],
        actions.record_fact,
        "test.fact",
        subject,
        outcome="moved",
        owner_id=agencies["beta"],
        words=words,
    )

    assert row.verb == "recorded"


def test_parties_see_a_decision_and_strangers_do_not(cast, do, decide):
    row = decide(cast["owner"])

    assert [len(do(cast[who], queries.of_subject, row.subject_id)) for who in ("stranger", "inspector")] == [0, 1]


@given(st.text(max_size=40))
def test_short_reasons_are_thin_and_white_space_counts_for_nothing(words):
    assert are_reasons_thin(words, ()) or len(words.strip()) >= 10
    assert are_reasons_thin(f"  {words}\n", ()) == are_reasons_thin(words, ())
