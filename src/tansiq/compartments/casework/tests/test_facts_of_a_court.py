"""What a court did is written down as it was, whatever it lacks: nothing against the person follows before it is whole."""

from __future__ import annotations

import pytest
from casework_support import HOUR
from court_support import REASONS, Court
from django.db import ProgrammingError, transaction
from hypothesis import given
from hypothesis import strategies as st
from stage import NOW

from tansiq.compartments.casework import queries_rulings as rulings
from tansiq.compartments.casework import rules_court, rules_rulings
from tansiq.compartments.casework.desk_lines_court import desk_lines
from tansiq.compartments.casework.errors_court import AlreadyEntered, CannotBeSet, NonGround, RankIsNoAct, Stopped
from tansiq.compartments.casework.models import Accused, Charge, CourtAct
from tansiq.kernel.clocks.models import Alarm
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotPermitted

PAPER = {"record_number": "118/2021", "content": b"%PDF-1.7 judgment"}
AGES = st.sampled_from(("adult", "child", "doubtful", "unknown"))


@pytest.fixture
def stand(room):
    return Court(room)


@pytest.fixture
def tried(stand):
    """An accused with one charge before the court."""
    accused = stand.accused()
    charge = stand.charge(accused)
    stand.indict(charge)
    return accused, charge


def alarms(stand):
    with acting_as(stand.cast["inspector"]):
        return [row.code for row in Alarm.objects.order_by("code")]


def by_sql(stand, who, kind, row, **values):
    """Change a record past every action."""
    with acting_as(stand.cast[who]), transaction.atomic():
        return kind.objects.filter(id=row.id).update(**values)


@pytest.mark.rule("Q-16")
@given(st.lists(st.tuples(AGES, st.booleans()), min_size=1, max_size=6))
def test_the_youngest_age_leads_until_a_judge_rules(said):
    last = max((place for place, (_, is_ruling) in enumerate(said) if is_ruling), default=0)
    ages = {age for age, _ in said[last:]}

    expected = next(age for age in ("child", "doubtful", "adult", "unknown") if age in ages)
    assert rules_court.leading_age(said) == expected


@pytest.mark.rule("Q-16", "G6")
@pytest.mark.parametrize("age", ["child", "doubtful", "unknown", "adult"])
def test_only_a_paper_makes_an_adult_and_what_nobody_wrote_down_is_a_doubt(age):
    assert rules_court.may_be_child(age) is (age != "adult")
    assert rules_court.may_be_set("qisas", age) is (age == "adult")
    assert rules_court.may_be_set("tazir", age)
    assert [rules_court.is_new_doubt(one, age) for one in ("adult", "unknown", "doubtful")] == [
        age in ("child", "doubtful"), age in ("child", "doubtful"), False
    ]  # fmt: skip


@pytest.mark.rule("JUD-03", "Q-26")
@pytest.mark.parametrize(
    ("made", "earlier", "expected"),
    [
        (("prosecution", True), None, True), (("court", False), None, True),
        (("prosecution", True), ("court", True), False), (("court", True), ("court", True), True),
        (("court", False), ("prosecution", True), False), (("prosecution", True), ("court", False), True),
    ],
)  # fmt: skip
def test_what_a_court_said_stands_and_without_its_paper_takes_nobodys_place(made, earlier, expected):
    assert rules_court.is_in_place_of(made, earlier) is expected


@pytest.mark.django_db
class TestTracks:
    @pytest.mark.rule("W-4", "G12", "JUD-01")
    @pytest.mark.parametrize(
        ("reasons", "refused", "flag"),
        [
            ("شقيق المطلوب الذي زرع العبوة", NonGround, "NON_GROUND"),
            ("قيادي بارز في التنظيم", RankIsNoAct, "RANK_IS_NO_ACT"),
        ],
    )
    def test_what_a_court_set_is_kept_whatever_it_rests_on_and_a_plan_is_refused(
        self, stand, tried, reasons, refused, flag
    ):
        _, charge = tried
        with pytest.raises(refused):
            stand.track(charge, reasons=reasons)

        row = stand.track(charge, by="registrar", is_fact=True, reasons=reasons)

        assert (row.flags, row.by) == ([flag], "court")
        assert "COURT-SET-FLAGGED" in alarms(stand)

    @pytest.mark.rule("W-4")
    def test_what_a_court_set_needs_neither_reasons_nor_paper_and_a_plan_both(self, stand, tried):
        _, charge = tried
        for lacks in ({"reasons": ""}, {"paper": ""}, {"instrument": ""}):
            with pytest.raises((Invalid, RankIsNoAct)):
                stand.track(charge, **lacks)

        row = stand.track(charge, is_fact=True, reasons="", paper="", instrument="")

        assert (row.by, row.flags) == ("court", ["NO_PAPER", "NO_INSTRUMENT"])
        assert stand.track(charge, is_fact=True, reasons="نعم").flags == []


@pytest.mark.django_db
class TestJudgments:
    @pytest.mark.rule("W-4", "Q-26")
    def test_a_judgment_without_judge_and_charges_is_kept_and_counts_when_it_is_whole(self, stand, tried):
        accused, charge = tried

        row = stand.said(accused, judge="", penalty="prison", **PAPER)

        assert row.lacking == ("JUDGE_NOT_NAMED", "CHARGES_NOT_ENTERED")
        assert stand.again(charge).state == "indicted"
        with acting_as(stand.cast["registrar"]):
            assert any(line.reference == row.number for line in desk_lines(stand.cast["registrar"], NOW))
        told = {"by": "registrar", "court_act_id": row.id}
        with pytest.raises(Invalid):
            stand.act("complete_court_act", **told)
        stand.act("complete_court_act", **told, outcomes={charge.id: "convicted"})
        assert stand.again(charge).state == "indicted"
        done = stand.act("complete_court_act", **told, judge="القاضي فارس")
        assert (done.lacking, done.judge, stand.again(charge).state) == ((), "القاضي فارس", "convicted")
        with pytest.raises(AlreadyEntered):
            stand.act("complete_court_act", **told, judge="القاضي سالم")
        with pytest.raises(NotPermitted):
            stand.act("complete_court_act", **told | {"by": "detective"}, judge="القاضي سالم")

    def test_an_acquittal_counts_from_its_word_whoever_said_it(self, stand, tried):
        accused, charge = tried
        stand.said(accused, judge="", outcomes=((charge, "acquitted"),))
        assert stand.again(charge).state == "acquitted"

    @pytest.mark.rule("JUD-08", "W-5")
    def test_no_judgment_that_is_incomplete_ends_what_a_sentence_of_death_stopped(self, stand, tried):
        accused, charge = tried
        sentence = stand.said(accused, penalty="death", **PAPER)
        stand.said(accused, now=NOW + HOUR, outcomes=((charge, "acquitted"),), **PAPER)

        def rule():
            return stand.act("rule_on_stop", by="judge", accused_id=accused.id, judge="القاضي", record_number="4",
                             reasons=REASONS)  # fmt: skip

        assert stand.stops() == [stand.case.number]
        with pytest.raises(Stopped):
            rule()
        stand.act("complete_court_act", by="registrar", court_act_id=sentence.id, outcomes={charge.id: "convicted"})
        assert stand.again(charge).state == "acquitted"
        rule()
        assert stand.stops() == []

    @pytest.mark.rule("JUD-03")
    @pytest.mark.parametrize("kind", ["appeal", "ratification", "release", "stay", "stay_ended"])
    def test_a_judgment_alone_changes_what_becomes_of_a_charge(self, stand, tried, kind):
        accused, charge = tried

        row = stand.said(accused, kind=kind, outcomes=((charge, "convicted"),), **PAPER)

        assert (stand.again(charge).state, row.flags) == ("indicted", ["NOT_BY_JUDGMENT"])

    @pytest.mark.rule("JUD-03")
    def test_an_acquitted_charge_goes_back_before_a_court_by_the_judgment_of_a_higher_one(self, stand, tried):
        accused, charge = tried
        stand.said(accused, outcomes=((charge, "acquitted"),))

        low = stand.said(accused, now=NOW + HOUR, outcomes=((charge, "remanded"),), **PAPER)
        assert (low.flags, stand.again(charge).state) == (["NOT_INDICTED", "NOT_THIS_LEVEL"], "acquitted")
        told = {"level": "appeal", "now": NOW + 2 * HOUR, "outcomes": ((charge, "remanded"),)}
        high = stand.said(accused, **told)
        assert stand.again(charge).state == "acquitted"
        stand.act("add_court_paper", by="registrar", now=NOW + 3 * HOUR, court_act_id=high.id, **PAPER)
        assert stand.again(charge).state == "remanded"
        stand.hearing(accused, name="record_hearing", starts_at=NOW - HOUR)
        assert stand.again(charge).state == "tried"

    def test_what_waits_for_its_paper_waits_for_number_and_file_of_it(self, stand, tried):
        accused, charge = tried
        told = {"outcomes": ((charge, "convicted"),)}
        rows = [
            stand.said(accused, **told), stand.said(accused, content=b"x", **told),
            stand.said(accused, record_number="7", **told), stand.said(accused, **PAPER, **told),
        ]  # fmt: skip

        with acting_as(stand.cast["registrar"]):
            found = {row.id for row in rulings.without_paper(9)}
        assert found == {row.id for row in rows[:3]}


@pytest.mark.django_db
class TestAge:
    def say(self, stand, accused, age, by="prosecutor", **given):
        # Each a minute after the one before.
        stand.minutes = getattr(stand, "minutes", 0) + 1
        now = NOW + stand.minutes * HOUR / 60
        return stand.act("state_age", by=by, now=now, accused_id=accused.id, age_at_act=age, **given)

    @pytest.mark.rule("Q-16")
    def test_what_was_said_of_a_childs_age_is_not_overwritten_and_a_judge_ends_the_doubt(self, stand):
        accused = stand.accused(age_at_act="child", age_paper="شهادة ميلاد 1")
        charge = stand.charge(accused)
        stand.indict(charge)

        self.say(stand, accused, "adult", age_paper="بطاقة 118", judge="القاضي فارس", record_number="7")
        assert stand.age(accused) == "child"
        with pytest.raises(CannotBeSet):
            stand.track(charge)
        self.say(stand, accused, "adult", by="judge", age_paper="تقرير 3", judge="القاضي فارس")
        assert stand.age(accused) == "child"
        self.say(stand, accused, "adult", by="registrar", judge="القاضي فارس", record_number="7")
        assert stand.age(accused) == "adult"
        stand.track(charge)
        self.say(stand, accused, "child", age_paper="سجل مدرسي")
        assert (stand.age(accused), stand.again(accused).age_at_act) == ("child", "child")

    @pytest.mark.rule("Q-16", "W-5")
    def test_a_doubt_that_comes_late_stops_what_was_set_before(self, stand, tried):
        accused, charge = tried
        self.say(stand, accused, "doubtful")
        assert stand.stops() == []
        self.say(stand, accused, "adult", by="judge", judge="القاضي فارس", record_number="7")
        stand.track(charge)

        self.say(stand, accused, "child")

        assert stand.stops() == [stand.case.number]
        assert "SET-ON-A-CHILD" in alarms(stand)

    @pytest.mark.rule("Q-16")
    def test_no_wall_lets_an_age_be_overwritten_nor_the_prosecution_rule_on_it(self, stand):
        accused = stand.accused(age_at_act="child", age_paper="شهادة ميلاد 1")
        stand.indict(stand.charge(accused))
        for who in ("prosecutor", "judge"):
            with pytest.raises(ProgrammingError):
                by_sql(stand, who, Accused, accused, age_at_act="adult")
        self.say(stand, accused, "adult", age_paper="بطاقة 118")
        with acting_as(stand.cast["prosecutor"]):
            [said] = accused.ages.all()
            said.pk, said.is_ruling, said.judge, said.record_number = None, True, "القاضي", "7"
            with pytest.raises(ProgrammingError), transaction.atomic():
                said.save(force_insert=True)


@pytest.mark.django_db
class TestWalls:
    @pytest.mark.rule("JUD-03")
    @pytest.mark.parametrize(
        ("said", "wrong"),
        [
            (None, "acquitted"), (None, "convicted"), (None, "discontinued"), (None, "remanded"),
            ("acquitted", "indicted"), ("acquitted", "tried"), ("acquitted", "convicted"), ("acquitted", "remanded"),
            ("acquitted", "sufficient"),
        ],
    )  # fmt: skip
    def test_no_wall_lets_a_charge_stand_where_no_court_put_it(self, stand, tried, said, wrong):
        accused, charge = tried
        if said:
            stand.said(accused, outcomes=((charge, "convicted"),), **PAPER)
            stand.said(accused, now=NOW + HOUR, level="appeal", outcomes=((charge, said),))

        for who in ("prosecutor", "judge"):
            with pytest.raises(ProgrammingError):
                by_sql(stand, who, Charge, charge, state=wrong)

    def test_no_wall_lets_what_a_court_said_be_changed(self, stand, tried):
        accused, charge = tried
        row = stand.said(accused, outcomes=((charge, "acquitted"),))
        for values in ({"judge": "غيره"}, {"outcomes": {}}, {"flags": ["X"]}, {"released_as": ""}):
            with pytest.raises(ProgrammingError):
                by_sql(stand, "prosecutor", CourtAct, row, **values)


def test_a_ruling_says_what_it_lacks():
    for kind, judge, has_outcomes, expected in (
        ("judgment", "", False, ("JUDGE_NOT_NAMED", "CHARGES_NOT_ENTERED")), ("judgment", "x", True, ()),
        ("release", "", False, ("JUDGE_NOT_NAMED",)), ("stay", "x", False, ()),
    ):  # fmt: skip
        assert rules_rulings.lacking_of(kind, judge=judge, has_outcomes=has_outcomes) == expected
