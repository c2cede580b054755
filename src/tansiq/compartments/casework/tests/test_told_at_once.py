"""Every fault of a form of the court file is told at once; the refusal that says most leads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from court_support import DAY, Court
from stage import NOW

from tansiq.compartments.casework.drafts_court import CourtActDraft, HearingDraft
from tansiq.compartments.casework.models import Accused, Charge, ProsecutionLetter
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Problem

pytestmark = pytest.mark.django_db
TOMORROW = NOW.date() + timedelta(days=1)
THIN = "تم"


@pytest.fixture
def stand(room):
    return Court(room)


def refused(asked: Callable[[], Any]) -> tuple[str, set[str]]:
    """Code of the leading refusal, and every field that it names."""
    with pytest.raises(Problem) as found:
        asked()
    return found.value.code, {error["field"] for error in found.value.errors}


def test_signs_that_nobody_sees_are_no_fault_of_an_age(stand):
    accused = stand.accused(age_at_act="unknown", age_paper="")
    told = {"accused_id": accused.id, "age_at_act": "adult"}

    assert refused(lambda: stand.act("state_age", **told, judge="\0", detention="م\0")) == (
        "INVALID", {"age_paper"},
    )  # fmt: skip
    assert stand.age(accused) == "unknown"


def test_faults_of_who_is_accused_harmed_or_said_to_have_a_rank_are_told_at_once(stand):
    assert refused(lambda: stand.accused(name=" ", age_paper="")) == ("INVALID", {"name", "age_paper"})
    assert refused(lambda: stand.victim(label=" ", harm="")) == ("INVALID", {"label", "harm"})
    accused = stand.accused()
    rank = {"analyst": " ", "role_claimed": "أمير", "period": " ", "source_grade": "", "information_grade": "9",
            "is_contested": False, "words": "كما في P-7F3K-2M9Q"}  # fmt: skip
    assert refused(lambda: stand.act("describe_rank", accused_id=accused.id, **rank)) == (
        "INTELLIGENCE_IN_EVIDENCE", {"words", "analyst", "period", "source_grade", "information_grade"},
    )  # fmt: skip
    with acting_as(stand.cast["prosecutor"]):
        assert Accused.objects.count() == 1


def test_faults_of_a_letter_are_told_at_once(stand):
    accused, nothing = stand.accused(), {"decision": "", "paper": " "}

    assert refused(lambda: stand.act("write_letter", accused_id=accused.id, reasons=THIN, **nothing)) == (
        "THIN_REASONS", {"decision", "paper", "reasons"},
    )  # fmt: skip
    kin = {"reasons": "شقيق المطلوب الذي زرع العبوة", "accused_id": accused.id}
    assert refused(lambda: stand.act("write_letter", **kin, **nothing)) == (
        "NON_GROUND", {"decision", "paper", "reasons"},
    )  # fmt: skip
    stand.charge(accused, victim_ids=(stand.victim().id,))
    assert refused(lambda: stand.act("open_return", accused_id=accused.id, reasons=THIN)) == (
        "NO_PROSECUTION_LETTER", {"reasons"},
    )  # fmt: skip
    with acting_as(stand.cast["prosecutor"]):
        assert not ProsecutionLetter.objects.exists()


def test_faults_of_a_charge_are_told_at_once_each_beside_the_field_in_which_it_was_typed(stand):
    wrong = {"act": "NOTHING", "district": "", "mode": "", "standard": "X", "control": " ", "happened_on": TOMORROW}
    given = wrong | {
        "words": " ",
        "own_part": "",
        "evidence": ("S-1",),
        "exculpatory": (),
        "victim_ids": (stand.file.id,),
    }

    assert refused(lambda: stand.charge(**given)) == (
        "NOT_A_RECORD", {*wrong, "words", "evidence", "exculpatory", "victim_ids"}
    )  # fmt: skip
    # That of which the inspector is told leads, wherever it stands.
    assert refused(lambda: stand.charge(own_part="", evidence=("S-1",), exculpatory=("P-7F3K-2M9Q",))) == (
        "INTELLIGENCE_IN_EVIDENCE", {"own_part", "evidence", "exculpatory"},
    )  # fmt: skip
    charge = stand.charge(evidence=())
    weigh = {"standard": "", "evidence": ("S-1",), "exculpatory": ("S-2",)}
    assert refused(lambda: stand.act("weigh_charge", charge_id=charge.id, **weigh)) == ("NOT_A_RECORD", {*weigh})
    stand.move(charge, "investigated")
    assert refused(lambda: stand.act("move_charge", charge_id=charge.id, to="sufficient", reasons=THIN)) == (
        "THIN_REASONS", {"to", "reasons"},
    )  # fmt: skip
    strong = stand.charge()
    for to in ("investigated", "sufficient"):
        stand.move(strong, to)
    assert refused(lambda: stand.act("move_charge", charge_id=strong.id, to="indicted", reasons=THIN)) == (
        "THIN_REASONS", {"court_id", "reasons"},
    )  # fmt: skip
    with acting_as(stand.cast["prosecutor"]):
        assert {row.state for row in Charge.objects.all()} == {"investigated", "sufficient"}


def test_faults_of_a_track_and_a_settlement_are_told_at_once(stand):
    charge = stand.charge(stand.accused(age_at_act="child"), victim_ids=(stand.victim().id,))
    wrong = {"instrument": "", "paper": " ", "made_on": TOMORROW, "reasons": THIN}

    assert refused(lambda: stand.track(charge, **wrong)) == ("PER_VICTIM", {"victim_id", "track", *wrong})
    settlement = {"victim_ids": (), "words": " ", "women_heard": " ", "ends_on": DAY, "reasons": THIN}
    assert refused(lambda: stand.act("agree_settlement", file_id=stand.file.id, **settlement)) == (
        "SETTLEMENT_FOR_ALL", {*settlement},
    )  # fmt: skip


@pytest.mark.rule("JUD-08")
def test_faults_of_a_hearing_and_of_what_a_court_said_are_told_at_once(stand):
    accused = stand.accused()
    stand.indict(stand.charge(accused))
    draft = HearingDraft("", (), None, " ", " ")
    about = {"file_id": stand.file.id, "draft": draft}
    lacks = {"kind", "accused_ids", "starts_at", "place", "language"}

    assert refused(lambda: stand.act("plan_hearing", **about, reasons=THIN)) == (
        "UNFAIR_HEARING", {*lacks, "counsel", "reasons"},
    )  # fmt: skip
    held = {"judge": "", "record_number": "", "words": " "}
    assert refused(lambda: stand.act("record_hearing", **about, **held)) == ("INVALID", {*lacks, "words"})
    said = CourtActDraft("", "x", " ", "", None, " ", outcomes={stand.file.id: "convicted"})
    assert refused(lambda: stand.act("record_court_act", accused_id=accused.id, draft=said)) == (
        "INVALID", {"kind", "level", "court", "said_at", "words", "outcomes"},
    )  # fmt: skip
    act = stand.said(accused)
    paper = {"court_act_id": act.id, "record_number": "قيد الإصدار", "content": b""}
    assert refused(lambda: stand.act("add_court_paper", **paper)) == ("INVALID", {"record_number", "document"})
    card = {"accused_id": accused.id, "card": "", "paper": "—", "is_met": True}
    assert refused(lambda: stand.act("file_card", by="judge", **card)) == ("INVALID", {"card", "paper"})
    ruling = {"accused_id": accused.id, "judge": " ", "record_number": "بدون رقم", "reasons": THIN}
    assert refused(lambda: stand.act("rule_on_stop", by="judge", **ruling)) == (
        "THIN_REASONS", {"judge", "record_number", "reasons"},
    )  # fmt: skip
