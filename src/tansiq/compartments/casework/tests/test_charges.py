"""Acts that are alleged, each against one person, and the track on which a named person says that they stand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from browse import signed_in
from casework_support import HOUR, take
from court_support import REASONS, WORDS, Court
from django.urls import reverse
from stage import NOW

from tansiq.compartments.casework import queries_court as court
from tansiq.compartments.casework import rules_court
from tansiq.compartments.casework.errors import IntelligenceInEvidence, NotARecord, Quarantined
from tansiq.compartments.casework.errors_court import (
    CannotBeSet,
    NonGround,
    NotAttributed,
    NotThisStep,
    OneSided,
    PerVictim,
    RankIsNoAct,
    SettlementForAll,
)
from tansiq.compartments.casework.models import Characterisation, Charge
from tansiq.compartments.casework.words_court import standing
from tansiq.gateway import queries as gateway
from tansiq.kernel.access import actions as access
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.access.errors import ConflictOfInterest
from tansiq.kernel.access.rules import ROLES
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks import queries as running
from tansiq.kernel.clocks.models import Alarm, Clock
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotPermitted

pytestmark = pytest.mark.django_db
DAY = NOW.date()


@pytest.fixture
def stand(room):
    return Court(room)


@pytest.mark.rule("W-2", "E31")
def test_nobody_decides_about_an_accused_whom_he_declared_and_whoever_writes_of_his_own_is_told_of(stand):
    cast, do = stand.room.cast, stand.room.do
    kin = {"relation": "sibling", "ism": "سالم", "father": "عوض", "family": "باقنزل"}
    written = lambda: [one.code for one in do(cast["inspector"], running.open_alarms)].count("KIN-WRITTEN")  # noqa: E731
    do(cast["detective"], access.declare_kin, **kin)
    charge = stand.charge(stand.accused(name="سالم بن عوض باقنزل"))
    assert written() == 1
    take(stand.room, stand.case, speaker_name="سالم عوض باقنزل")
    assert written() == 2
    do(cast["prosecutor"], access.declare_kin, **kin)

    with pytest.raises(ConflictOfInterest):
        stand.move(charge, "discontinued")


def told(stand, who, row):
    return stand.room.sees(who, row)


@pytest.mark.rule("G12")
@pytest.mark.parametrize(
    "words",
    ["شقيق المطلوب الذي زرع العبوة", "من قبيلة معروفة بالقتال في الوادي", "his cousin is wanted for the attack"],
)
def test_whose_relative_somebody_is_is_no_ground_of_an_allegation_nor_of_a_track(stand, words):
    charge = stand.charge()

    for refused in (
        lambda: stand.charge(words=words), lambda: stand.charge(own_part=words),
        lambda: stand.track(charge, reasons=words),
    ):  # fmt: skip
        with pytest.raises(NonGround):
            refused()
    assert Characterisation.objects.count() == 0


@pytest.mark.rule("G12")
@pytest.mark.parametrize("reasons", ["شقيقه مطلوب وقد زرع العبوة ليلًا", "his brother is wanted for the attack"])
def test_whose_relative_somebody_is_brings_nobody_before_a_court_and_may_be_why_it_ends(stand, reasons):
    charge = stand.charge()
    stand.move(charge, "investigated")
    for to, before in (("sufficient", None), ("indicted", stand.file.owner_id)):
        with pytest.raises(NonGround):
            stand.act("move_charge", charge_id=charge.id, to=to, reasons=reasons, court_id=before)
        stand.move(charge, to, court_id=before)
    other = stand.charge()

    stand.act("move_charge", charge_id=other.id, to="discontinued", reasons=f"لم يُذكر عنه إلا أن {reasons}")


def reviews(stand, charge):
    with acting_as(stand.cast["prosecutor"]):
        found = running.of_subject(charge.id)
    return [row for row in found if row.code == "CHARGE-REVIEW" and row.met_at is None and row.stopped_at is None]


def test_an_act_of_which_the_day_is_not_known_has_a_first_and_a_last_day_and_a_place_in_words(stand):
    first, last = DAY - timedelta(days=90), DAY - timedelta(days=60)

    row = stand.charge(happened_on=first, happened_until=last, place="عند مدخل السوق القديم")

    assert (row.happened_on, row.happened_until, row.place) == (first, last, "عند مدخل السوق القديم")
    page = signed_in("prosecutor").get(reverse("casework:court_charge", args=[row.id])).text
    assert "عند مدخل السوق القديم" in page
    for wrong in (first - timedelta(days=1), DAY + timedelta(days=3)):
        with pytest.raises(Invalid):
            stand.charge(happened_on=first, happened_until=wrong)


@pytest.mark.rule("G4")
def test_an_act_that_nobody_has_indicted_is_looked_at_again_every_year_and_ends_by_no_clock(stand):
    charge = stand.charge()
    [first] = reviews(stand, charge)
    late = first.due_at + HOUR

    clock = system_actor("clock")
    stand.do(clock, clocks.raise_due, now=late)

    for who in ("prosecutor", "inspector"):
        with acting_as(stand.cast[who]):
            assert [row.reference for row in running.open_alarms() if row.code == "CHARGE-REVIEW"] == [charge.number]
    assert stand.again(charge).state == "recorded"
    with pytest.raises(NonGround):
        stand.act("review_charge", charge_id=charge.id, reasons="شقيقه مطلوب وقد زرع العبوة ليلًا")
    with pytest.raises(NotPermitted):
        stand.act("review_charge", by="detective", charge_id=charge.id, reasons=REASONS)
    stand.act("review_charge", now=late, charge_id=charge.id, reasons=REASONS)
    [second] = reviews(stand, charge)
    assert second.due_at > late + 360 * 24 * HOUR


@pytest.mark.rule("G4")
@pytest.mark.parametrize("ends", ["indicted", "discontinued", "by a court"])
def test_what_is_before_a_court_or_has_ended_is_not_reviewed(stand, ends):
    accused = stand.accused()
    charge = stand.charge(accused)
    if ends == "indicted":
        stand.indict(charge)
    elif ends == "discontinued":
        stand.move(charge, "discontinued")
    else:
        stand.said(accused, by="prosecutor", outcomes=((charge, "acquitted"),))

    assert reviews(stand, charge) == []
    with pytest.raises(NotThisStep):
        stand.act("review_charge", charge_id=charge.id, reasons=REASONS)


@pytest.mark.rule("JUD-01")
@pytest.mark.parametrize("words", ["قيادي بارز في التنظيم", "أمير الولاية", "a senior leader of the group"])
def test_a_rank_is_a_description_and_no_act(stand, words):
    with pytest.raises(RankIsNoAct):
        stand.charge(words=words)

    accused = stand.accused()
    charge = stand.charge(accused, words=f"{words} {WORDS}")
    described = stand.act(
        "describe_rank", by="detective", accused_id=accused.id, analyst="المحلل سالم", role_claimed=words,
        period="2015 إلى 2016", source_grade="C", information_grade="3", is_contested=True, words="أقوال مصدرين",
    )  # fmt: skip
    assert (stand.again(charge).state, told(stand, "prosecutor", described)) == ("recorded", True)


@pytest.mark.rule("JUD-01")
def test_the_court_sees_no_rank(stand):
    accused = stand.accused()
    rank = stand.act(
        "describe_rank", by="detective", accused_id=accused.id, analyst="المحلل سالم", role_claimed="أمير",
        period="2015", source_grade="C", information_grade="3", is_contested=False, words="أقوال مصدر واحد",
    )  # fmt: skip
    stand.indict(stand.charge(accused))

    assert told(stand, "judge", accused)
    assert not told(stand, "judge", rank)


@pytest.mark.rule("JUD-02")
def test_before_the_indictment_it_is_called_an_allegation_that_nobody_has_decided(stand):
    from django.utils import translation

    with translation.override("ar"):
        shown = {state: standing(state) for state in Charge.State.values}
    undecided = {state for state, words in shown.items() if words == "ادعاء لم يُفصل فيه"}
    assert undecided == {"recorded", "investigated", "sufficient", "insufficient"}
    killing = [(state, True) for state in sorted(undecided)]
    assert not rules_court.has_blood_on_hands([*killing, ("indicted", False), ("acquitted", True)])
    assert rules_court.has_blood_on_hands([*killing, ("indicted", True)])


@pytest.mark.rule("JUD-03")
def test_who_neither_prosecutes_nor_judges_has_no_act_that_changes_where_a_charge_stands(stand):
    holders = {name for name, held in ROLES.items() if held & {"casework.open", "casework.court"}}
    assert holders == {"prosecutor", "registrar", "judge"}
    accused = stand.accused()
    charge = stand.charge(accused)

    for refused in (
        lambda: stand.track(charge, by="detective"),
        lambda: stand.act("state_age", by="detective", accused_id=accused.id, age_at_act="child", age_paper="ورقة"),
        lambda: stand.act("link_heirs", by="detective", victim_id=stand.victim().id, heirs_record="E-1"),
    ):
        with pytest.raises(NotPermitted):
            refused()


@pytest.mark.rule("JUD-06")
def test_what_a_commander_answers_for_is_a_record_of_its_own(stand):
    command = {"mode": "COMMAND", "own_part": "", "knew": "أُبلغ بالعملية قبلها بيوم", "could": "كان يأمر الخلية"}

    for wrong in (
        {"own_part": ""}, command | {"knew": ""}, command | {"could": ""}, command | {"own_part": "وضع العبوة بيده"},
        {"knew": "أُبلغ بالعملية قبلها بيوم"},
    ):  # fmt: skip
        with pytest.raises(NotAttributed):
            stand.charge(**wrong)
    accused = stand.accused()
    own, other = stand.charge(accused), stand.charge(accused, **command)
    assert own.number != other.number
    with acting_as(stand.cast["prosecutor"]):
        assert court.charges(stand.file.id, accused_id=stand.accused().id) == []


@pytest.mark.rule("JUD-07")
def test_what_speaks_for_the_person_is_asked_for_and_disclosed_like_what_speaks_against(stand):
    with pytest.raises(OneSided):
        stand.charge(exculpatory=())
    charge = stand.charge(exculpatory=(), looked_for_against="سُئل صاحب السوق وثلاثة جيران")
    with pytest.raises(OneSided):
        stand.act("weigh_charge", by="detective", charge_id=charge.id, standard="SEVERAL", evidence=["", ""])

    both = stand.charge()
    assert rules_court.disclosed(both.evidence, both.exculpatory) == (
        ("for", stand.piece.number), ("against", stand.other.number),
    )  # fmt: skip
    assert rules_court.disclosed(("1",), ("2", "3")) == (("for", "1"), ("against", "2"), ("against", "3"))


def test_only_records_of_the_case_speak_for_or_against(stand):
    foreign = stand.room.exhibit()

    with pytest.raises(NotARecord):
        stand.charge(evidence=(foreign.number,))
    with pytest.raises(IntelligenceInEvidence):
        stand.charge(exculpatory=("P-7F3K-2M9Q",))
    with pytest.raises(IntelligenceInEvidence):
        stand.charge(words=f"{WORDS} كما في P-7F3K-2M9Q")


@pytest.mark.parametrize(
    "wrong",
    [{"act": "NOTHING"}, {"mode": ""}, {"standard": "X"}, {"happened_on": None}, {"control": " "}, {"district": "XX"}],
)
def test_what_must_be_said_of_an_act_is_said(stand, wrong):
    with pytest.raises(Invalid):
        stand.charge(**wrong)


def test_a_charge_goes_step_by_step_and_before_a_court_by_the_prosecution_alone(stand):
    charge = stand.charge()

    with pytest.raises(NotThisStep):
        stand.move(charge, "indicted")
    stand.move(charge, "investigated", by="detective")
    with pytest.raises(NotPermitted):
        stand.move(charge, "sufficient", by="detective")
    assert not told(stand, "registrar", stand.file)
    stand.move(charge, "sufficient")
    with pytest.raises(Invalid):
        stand.move(charge, "indicted")
    stand.move(charge, "indicted", court_id=stand.file.owner_id)

    assert told(stand, "registrar", stand.file)
    assert told(stand, "judge", charge)
    for to in ("convicted", "acquitted", "tried", "discontinued"):
        with pytest.raises(NotThisStep):
            stand.move(charge, to)


def test_nobody_outside_the_case_and_the_court_sees_the_file(stand):
    charge = stand.charge()
    stand.indict(charge)

    for who in ("other_detective", "caseworker", "office", "inspector", "analyst", "custodian", "sapper"):
        assert not told(stand, who, charge)
        assert not told(stand, who, stand.file)


def test_what_may_come_from_ill_treatment_brings_nobody_before_a_court(stand):
    said = take(stand.room, stand.case)
    charge = stand.charge(evidence=(said.number,))
    stand.move(charge, "investigated")
    stand.act("allege_taint", statement_id=said.id, indicator="ALLEGATION", words="قال إنه ضُرب ليلتين")

    with pytest.raises(Quarantined):
        stand.move(charge, "sufficient")


def test_nobody_is_an_adult_without_a_paper(stand):
    with pytest.raises(Invalid):
        stand.accused(age_paper="")
    accused = stand.accused(age_at_act="unknown", age_paper="")
    with pytest.raises(Invalid):
        stand.act("state_age", accused_id=accused.id, age_at_act="adult", age_paper="")
    stand.act("state_age", accused_id=accused.id, age_at_act="doubtful", age_paper="تقرير طبي 9", detention="m-1")
    assert (stand.age(accused), stand.again(accused).detention) == ("doubtful", "M-1")


@pytest.mark.rule("G2")
def test_a_track_is_said_for_one_victim_by_a_named_person_and_never_inferred(stand):
    driver, guard = stand.victim(), stand.victim(label="حارس السوق", harm="injured")
    charge = stand.charge(victim_ids=(driver.id, guard.id))
    stand.indict(charge)
    assert Characterisation.objects.count() == 0

    for chosen in (None, stand.victim(label="ثالث").id):
        with pytest.raises(PerVictim):
            stand.track(charge, victim_id=chosen)
    stand.track(charge, "qisas", victim_id=driver.id)
    row = stand.track(charge, "hadd", by="judge", now=NOW + HOUR, victim_id=driver.id)
    stand.track(charge, "tazir", now=NOW + 2 * HOUR, victim_id=driver.id)

    assert (row.by, row.author_name, row.confidence) == ("court", stand.cast["judge"].name, "medium")
    with acting_as(stand.cast["judge"]):
        found = {
            victim.label: [cell.track.track if cell.track else "" for _, cells in people for cell in cells]
            for victim, people in court.per_victim(stand.file.id)
        }
    assert found == {"سائق الدورية": ["hadd"], "حارس السوق": [""], "ثالث": []}
    wrongs = ({"track": "x"}, {"paper": ""}, {"instrument": "x"}, {"instrument": "OUR-RULE"}, {"made_on": None})
    for wrong in wrongs:
        with pytest.raises(Invalid):
            stand.track(charge, **{"victim_id": guard.id} | wrong)


@pytest.mark.rule("Q-16")
@pytest.mark.parametrize("age", ["child", "doubtful"])
def test_nobody_plans_retaliation_for_a_child_and_what_a_court_set_is_recorded_and_stops(stand, age):
    charge = stand.charge(stand.accused(age_at_act=age, age_paper="شهادة ميلاد"))
    stand.indict(charge)

    with pytest.raises(CannotBeSet):
        stand.track(charge)
    with acting_as(stand.cast["custodian"]):
        assert gateway.stops(limit=9) == []
    row = stand.track(charge, by="registrar", is_fact=True)

    assert row.flags == ["SET-ON-A-CHILD"]
    with acting_as(stand.cast["custodian"]):
        assert [one.reference for one in gateway.stops(limit=9)] == [stand.case.number]
    with acting_as(stand.cast["inspector"]):
        assert Alarm.objects.filter(code="SET-ON-A-CHILD", reference=charge.number).exists()
    stand.track(charge, "tazir")


@pytest.mark.rule("JUD-05")
def test_nobody_settles_for_a_victim_whose_heirs_have_no_record(stand):
    driver, guard = stand.victim(heirs_record="e-7f3k-2m9q/v1"), stand.victim(label="حارس السوق")

    def settle(*victims):
        return stand.act(
            "agree_settlement", file_id=stand.file.id, victim_ids=[one.id for one in victims],
            words="يدفع تعويض لكل أسرة", reasons=REASONS, women_heard="أم السائق وزوجته",
        )  # fmt: skip

    for wrong in ((), (guard,), (driver, guard)):
        with pytest.raises(SettlementForAll):
            settle(*wrong)
    stand.act("link_heirs", victim_id=guard.id, heirs_record="E-7F3K-2M9Q/V2")
    row = settle(driver, guard)
    assert set(row.victim_ids) == {driver.id, guard.id}
    assert Characterisation.objects.count() == 0


@pytest.mark.rule("Q-27")
def test_the_protection_desk_hears_before_a_settlement_ends(stand):
    victim = stand.victim(heirs_record="e-7f3k-2m9q/v1")
    told = {"file_id": stand.file.id, "victim_ids": [victim.id], "words": "هدنة بين الأسرتين", "reasons": REASONS,
            "women_heard": "لا أحد، لأن الوسطاء لم يسألوا عنهن"}  # fmt: skip

    with pytest.raises(Invalid):
        stand.act("agree_settlement", ends_on=DAY - timedelta(days=1), **told)
    row = stand.act("agree_settlement", ends_on=DAY + timedelta(days=30), **told)

    with acting_as(system_actor("clock")):
        [clock] = Clock.objects.filter(code="SETTLEMENT-END")
    assert (clock.subject_id, (clock.due_at.date() - row.ends_on).days) == (row.id, -4)


@pytest.mark.rule("Q-27")
@pytest.mark.parametrize("looks", [True, False])
def test_whoever_looks_before_a_settlement_ends_has_done_what_its_clock_asks_for(stand, looks):
    victim, clock = stand.victim(heirs_record="e-7f3k-2m9q/v1"), system_actor("clock")
    told = {"file_id": stand.file.id, "victim_ids": [victim.id], "words": "هدنة بين الأسرتين", "reasons": REASONS,
            "women_heard": "لا أحد، لأن الوسطاء لم يسألوا عنهن"}  # fmt: skip
    stand.act("agree_settlement", ends_on=DAY + timedelta(days=1), **told)
    guard, inspector = stand.cast["guard"], stand.cast["inspector"]

    def rings(now):
        with acting_as(clock):
            clocks.raise_due(actor=clock, now=now)
        with acting_as(inspector):
            return "SETTLEMENT-END" in [row.code for row in running.open_alarms()]

    assert not rings(NOW + timedelta(minutes=5))
    with acting_as(guard):
        [alarm] = [row for row in running.open_alarms() if row.code == "SETTLEMENT-END"]
        if looks:
            clocks.close_alarm(actor=guard, now=NOW, alarm_id=alarm.id, done="سُئلت الأسرتان ولا يُخشى على أحد")
    assert rings(NOW + timedelta(days=2)) is not looks


def test_the_same_file_is_opened_once_also_by_two_in_the_same_moment(stand, monkeypatch):
    assert stand.act("open_court_file", by="detective", case_id=stand.case.id).id == stand.file.id
    # The other one commits between the look and the insert.
    looks = iter((None, stand.file))
    monkeypatch.setattr(court, "court_file_of", lambda case_id: next(looks))

    assert stand.act("open_court_file", by="detective", case_id=stand.case.id).id == stand.file.id
