"""Hearings, what a court said and when it counts, stop-cards after a sentence of death, letters of the prosecution."""

from __future__ import annotations

import hashlib

import pdf_text
import pytest
from casework_support import HOUR
from court_support import REASONS, Court
from django.utils.translation import gettext
from hypothesis import given
from hypothesis import strategies as st
from stage import NOW

from tansiq.compartments.casework import court_paper, rules_rulings
from tansiq.compartments.casework import queries_rulings as rulings
from tansiq.compartments.casework.errors_court import (
    AlreadyEntered,
    NoProsecutionLetter,
    Stopped,
    UnfairHearing,
)
from tansiq.compartments.casework.models import Accused
from tansiq.gateway.models import Crossing
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks.models import Alarm, Clock
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotPermitted

PAPER = {"record_number": "118/2021", "content": b"%PDF-1.7 judgment"}


@pytest.fixture
def stand(room):
    return Court(room)


@pytest.fixture
def tried(stand):
    """An accused with two charges before the court."""
    accused = stand.accused()
    first, second = stand.charge(accused), stand.charge(accused, act="EXPLOSIVES")
    stand.indict(first)
    for to in ("investigated", "sufficient", "indicted"):
        stand.move(second, to)
    return accused, first, second


def alarms(stand, who="inspector"):
    with acting_as(stand.cast[who]):
        return [row.code for row in Alarm.objects.order_by("code")]


@pytest.mark.rule("Q-26")
@given(st.sampled_from(("judgment", "appeal", "release", "stay", "ratification")), st.booleans(), st.booleans(),
       st.sampled_from(("", "convicted", "acquitted", "discontinued", "remanded")),
       st.sampled_from(("first", "appeal", "supreme")))  # fmt: skip
def test_what_is_for_liberty_counts_when_it_is_spoken_and_all_else_complete_with_its_paper(
    kind, has_paper, is_complete, outcome, level
):
    told = {"has_paper": has_paper, "is_complete": is_complete, "level": level}
    changes = not outcome or (kind == "judgment" and not (outcome == "remanded" and level == "first"))
    for_liberty = outcome in ("acquitted", "discontinued") or (not outcome and kind in ("release", "stay"))

    assert rules_rulings.counts(kind, outcome, **told) is (changes and (for_liberty or (has_paper and is_complete)))


@pytest.mark.rule("JUD-08", "W-5")
@pytest.mark.parametrize(
    ("kind", "penalty", "outcomes", "tracks", "expected"),
    [
        ("judgment", "death", {}, {}, True), ("judgment", "prison", {"a": "convicted"}, {"a": ["qisas"]}, False),
        ("judgment", "", {"a": "convicted"}, {"a": ["qisas"]}, False),
        ("judgment", "unsaid", {"a": "convicted"}, {"a": ["qisas"]}, True),
        ("judgment", "unsaid", {"a": "convicted"}, {"a": ["hadd", "tazir"]}, True),
        ("judgment", "unsaid", {"a": "convicted"}, {"a": ["tazir"]}, False),
        ("judgment", "unsaid", {"a": "convicted"}, {}, True), ("judgment", "unsaid", {}, {}, True),
        ("judgment", "unsaid", {"a": "acquitted"}, {"a": ["qisas"]}, False),
        ("appeal", "unsaid", {}, {}, False),
    ],
)  # fmt: skip
def test_a_conviction_of_which_nobody_wrote_down_the_penalty_may_be_to_death(kind, penalty, outcomes, tracks, expected):
    assert rules_rulings.is_deadly(kind, penalty, outcomes, tracks) is expected
    assert (
        "PENALTY_NOT_ENTERED" in rules_rulings.flags_of(kind, "first", states=[], outcomes=[], penalty=penalty)
    ) is (penalty == "unsaid")


@pytest.mark.rule("JUD-08", "G19", "Q-21")
@given(st.sets(st.sampled_from(("A", "B", "RATIFICATION"))), st.booleans())
def test_any_card_that_lacks_stops_and_no_set_of_papers_says_that_anything_is_due(met, is_sent):
    cards, said = ("A", "B", "RATIFICATION"), dict.fromkeys(met, True)
    lacking = rules_rulings.cards_open(cards, said, is_sent=is_sent)

    asked = set(cards) if is_sent else {"A", "B"}
    assert set(lacking) == asked - met
    assert rules_rulings.open_steps(cards, said, is_sent=is_sent) == (lacking or ("COURT_SPEAKS",))
    assert rules_rulings.cards_open(cards, dict.fromkeys(cards, False), is_sent=True) == cards


@pytest.mark.django_db
class TestHearings:
    @pytest.mark.rule("G23")
    def test_no_hearing_is_planned_without_what_a_fair_one_needs(self, stand):
        adult, child = stand.accused(), stand.accused(age_at_act="doubtful", age_paper="تقرير طبي")
        stand.indict(stand.charge(adult))

        for wrong in (
            {"counsel": " "}, {"counsel": "لا أحد"}, {"needs_interpreter": True}, {"accused_ids": (adult.id, child.id), "is_open": True},
        ):  # fmt: skip
            with pytest.raises(UnfairHearing):
                stand.hearing(adult, **wrong)
        with pytest.raises(Invalid):
            stand.hearing()
        with pytest.raises(Invalid):
            stand.hearing(adult, starts_at=NOW - HOUR)
        with pytest.raises(NotPermitted):
            stand.hearing(adult, by="detective")
        nobody_wrote = stand.accused(age_at_act="unknown", age_paper="")
        with pytest.raises(UnfairHearing):
            stand.hearing(nobody_wrote, is_open=True)
        assert stand.hearing(adult, is_open=True).state == "planned"

    @pytest.mark.rule("W-4")
    def test_a_hearing_that_took_place_is_kept_with_what_it_lacked_and_the_inspector_is_told(self, stand, tried):
        accused, first, _ = tried

        row = stand.hearing(accused, name="record_hearing", counsel="", judge="")

        assert row.flags == ["NO_COUNSEL", "JUDGE_NOT_NAMED"]
        assert "UNFAIR-HEARING" in alarms(stand)
        assert stand.again(first).state == "tried"

    @pytest.mark.rule("W-4")
    def test_of_a_hearing_with_counsel_whose_judge_nobody_wrote_the_inspector_is_told(self, stand, tried):
        accused, *_ = tried

        row = stand.hearing(accused, name="record_hearing", judge="")

        assert (row.flags, row.is_open) == (["JUDGE_NOT_NAMED"], None)
        assert "UNFAIR-HEARING" in alarms(stand)

    @pytest.mark.rule("G23")
    def test_for_a_child_it_is_said_that_nobody_comes_in(self, stand):
        child = stand.accused(age_at_act="child")
        stand.indict(stand.charge(child))

        with pytest.raises(UnfairHearing):
            stand.hearing(child)
        assert stand.hearing(child, is_open=False).is_open is False
        assert stand.hearing(child, name="record_hearing").flags == []

    def test_a_planned_hearing_is_entered_once_as_it_was(self, stand, tried):
        accused, first, _ = tried
        row = stand.hearing(accused)
        told = {"hearing_id": row.id, "counsel": "لا يوجد", "interpreter": "", "judge": "القاضي", "record_number": "",
                "words": "أُجلت لغياب المحامي", "is_adjourned": True}  # fmt: skip

        with pytest.raises(Invalid):
            stand.act("finish_hearing", by="registrar", **told)
        later = NOW + 8 * 24 * HOUR
        done = stand.act("finish_hearing", by="registrar", now=later, **told)
        assert (done.state, done.flags, stand.again(first).state) == ("adjourned", ["NO_COUNSEL"], "indicted")
        assert (done.finished_at, done.finished_by_name != "", done.made_at < later) == (later, True, True)
        with pytest.raises(AlreadyEntered):
            stand.act("finish_hearing", by="registrar", now=later, **told)

    @pytest.mark.rule("G10")
    def test_heirs_are_told_by_the_victims_office_alone_and_the_notice_says_no_accused(self, stand):
        with_heirs, without = stand.victim(heirs_record="E-7F3K-2M9Q/V1"), stand.victim(label="حارس")
        accused = stand.accused()
        stand.indict(stand.charge(accused, victim_ids=(with_heirs.id, without.id)))

        row = stand.hearing(accused)

        with acting_as(stand.cast["office"]):
            [alarm] = Alarm.objects.filter(code="HEARING-NOTICE")
        assert alarm.reference.startswith("E-7F3K-2M9Q/V1 ")
        with acting_as(stand.cast["prosecutor"]):
            [crossing] = Crossing.objects.filter(passage="hearing_notice")
        assert list(crossing.payload) == ["sha256"]
        assert row.number not in alarm.reference

    def test_the_notice_is_a_paper_for_the_accused_and_counsel(self, stand, tried):
        accused, *_ = tried
        row = stand.hearing(accused)
        with acting_as(stand.cast["registrar"]):
            content = court_paper.notice(rulings.hearing(row.id), [accused], issuer="المحكمة", now=NOW)

        told = pdf_text.text(content, is_rtl=True)
        assert all(words in told for words in (row.number, accused.name, "إعلان بموعد جلسة", "المحامي نبيل"))


@pytest.mark.django_db
class TestWhatACourtSaid:
    @pytest.mark.rule("JUD-03", "Q-26")
    def test_a_conviction_waits_for_its_paper_and_an_acquittal_for_nothing(self, stand, tried):
        accused, first, second = tried

        row = stand.said(accused, outcomes=((first, "convicted"), (second, "acquitted")), penalty="prison")

        assert (stand.again(first).state, stand.again(second).state) == ("indicted", "acquitted")
        for wrong in ({"record_number": "", "content": b"x"}, {"record_number": "1", "content": b""}):
            with pytest.raises(Invalid):
                stand.act("add_court_paper", by="registrar", court_act_id=row.id, **wrong)
        done = stand.act("add_court_paper", by="registrar", court_act_id=row.id, **PAPER)
        assert done.sha256 == hashlib.sha256(PAPER["content"]).hexdigest()
        assert stand.again(first).state == "convicted"
        with pytest.raises(AlreadyEntered):
            stand.act("add_court_paper", by="registrar", court_act_id=row.id, **PAPER)

    @pytest.mark.rule("JUD-03")
    def test_nobody_but_court_and_prosecution_enters_what_a_court_said(self, stand, tried):
        accused, first, _ = tried

        with pytest.raises(NotPermitted):
            stand.said(accused, by="detective", outcomes=((first, "convicted"),))

    def test_a_ruling_on_what_was_not_before_the_court_is_kept_and_says_so(self, stand):
        accused = stand.accused()
        charge = stand.charge(accused)
        stand.indict(stand.charge(accused))

        row = stand.said(accused, outcomes=((charge, "acquitted"),))

        assert row.flags == ["NOT_INDICTED"]
        other = stand.charge(stand.accused())
        for wrong in ({"outcomes": ((other, "convicted"),)}, {"kind": "x"}, {"said_at": None}, {"court": ""}):
            with pytest.raises(Invalid):
                stand.said(accused, **{"outcomes": ((charge, "acquitted"),)} | wrong)


@pytest.mark.django_db
class TestStopCards:
    def file_all(self, stand, accused, but=()):
        with acting_as(stand.cast["registrar"]):
            codes = [row.code for row in charter.current().vocabularies.stop_cards if row.code not in but]
        for code in codes:
            stand.act("file_card", by="registrar", accused_id=accused.id, card=code, paper="ورقة 1", is_met=True)

    def rule(self, stand, accused):
        return stand.act(
            "rule_on_stop", by="judge", accused_id=accused.id, judge="القاضي فارس", record_number="44", reasons=REASONS
        )

    @pytest.mark.rule("JUD-08", "G19", "Q-23")
    @pytest.mark.parametrize("penalty", ["death", "unsaid"])
    def test_a_sentence_of_death_stops_everything_from_its_word_in_the_words_of_every_stop(self, stand, tried, penalty):
        accused, first, _ = tried
        stand.said(accused, outcomes=((first, "convicted"),), penalty=penalty)

        assert stand.stops() == stand.stops("prosecutor") == [stand.case.number]
        with pytest.raises(Stopped) as refusal:
            self.rule(stand, accused)
        assert str(refusal.value.title) == gettext("stop: court")
        assert stand.room.sees("registrar", accused)
        with acting_as(stand.cast["prosecutor"]):
            assert (rulings.cards(accused.id), rulings.stops(accused.id)) == ([], [])
            assert rulings.open_steps(Accused.objects.get(id=accused.id), now=NOW) == ()

    @pytest.mark.rule("JUD-08", "Q-21")
    @pytest.mark.parametrize("lacks", ["AGE_PROOF", "NOT_PREGNANT", "NO_NURSING_CHILD", "SANE", "PUBLIC_RIGHT_ANSWER"])
    def test_one_paper_that_lacks_stops_and_with_all_of_them_a_judge_speaks(self, stand, tried, lacks):
        accused, first, _ = tried
        stand.said(accused, outcomes=((first, "convicted"),), penalty="death", **PAPER)
        self.file_all(stand, accused, but=(lacks,))
        stand.act("file_card", by="judge", accused_id=accused.id, card=lacks, paper="ورقة 2", is_met=False)

        with pytest.raises(Stopped):
            self.rule(stand, accused)
        with pytest.raises(Stopped):
            stand.act("send_for_ratification", accused_id=accused.id, reasons=REASONS)
        stand.act("file_card", by="judge", now=NOW + HOUR, accused_id=accused.id, card=lacks, paper="3", is_met=True)
        with acting_as(stand.cast["judge"]):
            assert rulings.open_steps(Accused.objects.get(id=accused.id), now=NOW) == ("COURT_SPEAKS",)
        assert stand.stops() == [stand.case.number]
        self.rule(stand, accused)
        assert stand.stops() == []

    @pytest.mark.rule("JUD-08", "Q-23")
    def test_a_file_that_is_sent_for_ratification_stops_anew_until_its_number_is_there(self, stand, tried):
        accused, first, _ = tried
        stand.said(accused, outcomes=((first, "convicted"),), penalty="death", **PAPER)
        self.file_all(stand, accused, but=("RATIFICATION",))
        self.rule(stand, accused)

        stand.act("send_for_ratification", accused_id=accused.id, reasons=REASONS)

        assert stand.stops() == [stand.case.number]
        with pytest.raises(Stopped):
            self.rule(stand, accused)
        with pytest.raises(Stopped):
            stand.act("send_for_ratification", accused_id=accused.id, reasons=REASONS)

    def test_a_later_judgment_without_death_needs_no_cards_and_still_a_ruling(self, stand, tried):
        accused, first, _ = tried
        stand.said(accused, outcomes=((first, "convicted"),), penalty="death", **PAPER)
        stand.said(accused, level="appeal", now=NOW + HOUR, outcomes=((first, "acquitted"),))

        assert stand.stops() == [stand.case.number]
        with acting_as(stand.cast["judge"]):
            assert rulings.open_steps(Accused.objects.get(id=accused.id), now=NOW) == ("COURT_SPEAKS",)
        self.rule(stand, accused)
        assert stand.stops() == []

    def test_only_the_court_files_cards_and_rules(self, stand, tried):
        accused, *_ = tried
        for by in ("prosecutor", "detective"):
            with pytest.raises(NotPermitted):
                stand.act("file_card", by=by, accused_id=accused.id, card="SANE", paper="1", is_met=True)
            with pytest.raises(NotPermitted):
                stand.act("rule_on_stop", by=by, accused_id=accused.id, judge="x", record_number="1", reasons=REASONS)

    def test_a_stay_stops_from_its_word(self, stand, tried):
        accused, *_ = tried
        stand.said(accused, kind="stay")
        assert stand.stops() == [stand.case.number]


@pytest.mark.django_db
class TestLetters:
    @pytest.mark.parametrize("act", ["ATTACK", "ASSASSINATION"])
    def test_after_an_allegation_of_a_killing_nobody_enters_the_return_track_without_a_letter(self, stand, act):
        """An assassination is one though nobody is entered as killed by it."""
        victim, accused = stand.victim(), stand.accused()
        stand.charge(accused)
        stand.act("open_return", accused_id=accused.id, reasons=REASONS)
        stand.charge(accused, act=act, victim_ids=(victim.id,) if act == "ATTACK" else ())
        with acting_as(stand.cast["prosecutor"]):
            [clock] = Clock.objects.filter(code="PROSECUTION-LETTER")
        assert clock.met_at is None

        def letter(decision, by="prosecutor", now=NOW):
            return stand.act(
                "write_letter",
                by=by,
                now=now,
                accused_id=accused.id,
                decision=decision,
                paper="كتاب 5",
                reasons=REASONS,
            )

        for decision in (None, "open"):
            if decision:
                letter(decision)
            with pytest.raises(NoProsecutionLetter):
                stand.act("open_return", accused_id=accused.id, reasons=REASONS)
        with pytest.raises(NotPermitted):
            letter("charged", by="detective")
        letter("not_charged", now=NOW + HOUR)
        stand.act("open_return", accused_id=accused.id, reasons=REASONS)
        assert stand.again(clock).met_at == NOW + HOUR
