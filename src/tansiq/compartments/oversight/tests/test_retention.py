"""What the inspector closed or decided goes in time; what is open, or speaks for somebody, stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db.models import F
from stage import NOW, accepting, draft

from tansiq.compartments.oversight import actions
from tansiq.compartments.oversight.models import Appeal, Complaint, Finding, HolderTask, Question, Sample, SampleItem
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.retention import actions as retention
from tansiq.kernel.retention import kept
from tansiq.kernel.retention import queries as proofs
from tansiq.kernel.retention.sources import SOURCES
from tansiq.people import actions as people
from tansiq.people import queries as kits

ERASER = system_actor("retention")
MAN = draft("خالد سعيد عمر باقنزل", birth="1994", national="01940060711")
YEARS = NOW + timedelta(days=3 * 365)
DONE = "سُئلت الجهة وأثبتت رقم القضية"


def erase(desk, now=YEARS):
    return desk.do(ERASER, retention.erase_due, now=now)


def left(desk, model):
    return desk.do(ERASER, model.objects.count)


@pytest.mark.rule("G4")
def test_a_decided_complaint_goes_with_its_appeal_and_the_number_and_its_holder_stay(desk):
    row = desk.file(MAN)
    desk.decide(row, upheld=False)
    desk.do(desk.cast["caseworker"], actions.file_appeal, complaint_id=row.id, words="لم يُنظر في أوراقي كلها")
    open_one = desk.file(draft("سالم علي عمر باعبيد", birth="1980"))
    erase(desk)
    assert left(desk, Complaint) == 2, "an appeal waits"
    [appeal] = desk.do(desk.cast["inspector"], lambda: list(Appeal.objects.all()))
    desk.do(
        desk.cast["second_inspector"], actions.decide_appeal, appeal_id=appeal.id, is_upheld=True,
        ground="identity_shown", reasons="نظرت في دفتر العائلة واسم الأم",
    )  # fmt: skip

    erase(desk, NOW + timedelta(days=100))
    assert left(desk, Complaint) == 2
    erase(desk)

    assert desk.do(ERASER, lambda: list(Complaint.objects.values_list("id", flat=True))) == [open_one.id]
    assert left(desk, Appeal) == 0
    assert desk.do(desk.cast["caseworker"], kits.numbers_of_kit, row.kit_id)
    assert desk.ask("asker", MAN, now=YEARS).answer == "call_before_detaining"


@pytest.mark.rule("G5")
def test_a_complaint_to_which_a_holder_owes_an_answer_stays(open_desk, do):
    owner = accepting(open_desk.cast["owner"])
    do(owner, people.add_kit, owner_id=owner.home, checked=MAN.checked(today=NOW.date()), index="held")
    row = open_desk.file(MAN)
    open_desk.decide(row)
    [task] = open_desk.pass_on(row)
    erase(open_desk)
    assert (left(open_desk, Complaint), left(open_desk, HolderTask)) == (1, 1)
    do(open_desk.cast["owner"], actions.answer_task, task_id=task.id, did="done", reasons=DONE)

    erase(open_desk)

    assert (left(open_desk, Complaint), left(open_desk, HolderTask)) == (0, 0)


@pytest.mark.rule("G4")
def test_a_closed_finding_goes_with_its_questions_and_a_judged_sample_with_its_reads(desk):
    inspector = desk.cast["inspector"]
    desk.ask(desk.enrol("cousin", "سالم علي باقنزل"))
    [finding] = desk.review()
    desk.do(inspector, actions.ask_reason, about_id=finding.id, question="ما المهمة التي استدعت هذا الاطلاع؟")
    sample = desk.do(system_actor("review"), actions.draw_sample, now=NOW + timedelta(days=7))
    erase(desk)
    assert (left(desk, Finding), left(desk, Question), left(desk, Sample)) == (1, 1, 1)
    desk.do(inspector, actions.close_finding, finding_id=finding.id, done=DONE)
    for item in desk.do(inspector, lambda: list(SampleItem.objects.filter(sample=sample))):
        desk.do(inspector, actions.judge_item, item_id=item.id, verdict="fits")

    erase(desk)

    assert [left(desk, model) for model in (Finding, Question, Sample, SampleItem)] == [0, 0, 0, 0]


@pytest.mark.rule("G4")
def test_what_a_wall_keeps_leaves_no_proof_and_is_told_to_the_inspector_once(desk, monkeypatch):
    inspector = desk.cast["inspector"]
    desk.ask(desk.enrol("cousin", "سالم علي باقنزل"))
    [finding] = desk.review()
    desk.do(inspector, actions.ask_reason, about_id=finding.id, question="ما المهمة التي استدعت هذا الاطلاع؟")

    def told():
        return [row.subject_id for row in clocks.open_alarms(codes=[kept.KEPT_BACK])]

    def proved():
        return [proof.subject_id for proof in desk.do(inspector, proofs.proofs)]

    # A source that is wider than its wall: this finding is open, and no job removes it.
    rule = SOURCES["FINDING-CLOSED"]
    with monkeypatch.context() as patched:
        patched.setitem(SOURCES, rule.rule, replace(rule, rows=lambda: Finding.objects.annotate(ended=F("found_at"))))
        erase(desk)
        assert erase(desk) == 0
        patched.setitem(SOURCES, rule.rule, replace(SOURCES[rule.rule], erase=lambda row: 0))
        assert erase(desk) == 0
    assert (left(desk, Finding), left(desk, Question)) == (1, 1)
    assert finding.id not in proved()
    assert desk.do(inspector, told) == [finding.id]

    # The alarm itself holds nothing: what its wall lets go goes at the next run.
    desk.do(inspector, actions.close_finding, finding_id=finding.id, done=DONE)
    erase(desk)
    assert left(desk, Finding) == 0
    assert proved().count(finding.id) == 1


@pytest.mark.rule("G4")
def test_words_that_a_wall_keeps_are_not_emptied_without_a_word(desk):
    desk.ask(desk.enrol("cousin", "سالم علي باقنزل"))
    [finding] = desk.review()
    question = "ما المهمة التي استدعت هذا الاطلاع؟"
    row = desk.do(desk.cast["inspector"], actions.ask_reason, about_id=finding.id, question=question)

    def answer_for_them():
        with kept.all_or_nothing():
            Question.objects.filter(id=row.id).update(answer="")

    with pytest.raises(kept.KeptBack, match="oversight_question"):
        desk.do(desk.cast["inspector"], answer_for_them)
