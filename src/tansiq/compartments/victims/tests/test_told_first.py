"""What a waiver does is told before anything is recorded; and what a waiver says stands on its page, line by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from browse import signed_in
from django.urls import reverse
from stage import NOW
from victims_matter import DAY, PAPER

from tansiq.compartments.victims import actions, explained, ledger, papers
from tansiq.compartments.victims.drafts import WaiverDraft
from tansiq.compartments.victims.models import Entry, Hold
from tansiq.compartments.victims.tests.scenes import case, of, waiver
from tansiq.compartments.victims.tests.test_papers import file_of, sheet, words_of
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import NotFound

CONDITIONS = [{"condition": "W1-1", "text": "ألا يعود إلى الحارة"}, {"condition": "W1-2", "text": "دية تُدفع في سنة"}]
DRAFT = WaiverDraft(
    heir="H2", victims=("V1",), accused=("A1",), qisas=True, diya="conditional", channel="paper",
    signed_by="عوض ناصر على باغويطه", offered_by="شيخ الحارة", paid="مبلغ", conditions=("ألا يعود إلى الحارة",),
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.rule("JUD-04")
def test_whoever_only_asks_is_told_and_nothing_is_recorded(matter):
    page = signed_in("office", lang="ar").get(reverse("victims:explain_before", args=[matter.matter.id]))
    printed = signed_in("office").get(reverse("victims:explain_before_pdf", args=[matter.matter.id]))

    assert "ناصر علي باغويطة" in page.text
    assert "ج/2026/71" in page.text
    assert printed.content.startswith(b"%PDF")
    with acting_as(matter.cast["office"]):
        assert (Entry.objects.count(), Hold.objects.count()) == (3, 0)


@pytest.mark.django_db
@pytest.mark.rule("JUD-04")
def test_it_is_told_of_each_victim_and_accused_or_of_those_who_are_named(matter):
    matter.do("office", actions.add_accused, matter_id=matter.matter.id, reference="ج/2026/90", age_at_act="adult",
              on=DAY, paper=PAPER)  # fmt: skip

    def told(**named):
        _row, pairs = matter.do("office", explained.of_matter, matter.matter.id, now=NOW, **named)
        return [(one.victim, one.accused, one.heir) for one in pairs]

    assert [accused for _, accused, _ in told()] == ["ج/2026/71", "ج/2026/90"]
    assert told(victim="V1", accused="A2", heir="H1") == [
        ("ناصر علي باغويطة", "ج/2026/90", "سعاد فرج سالم باغويطة")
    ]  # fmt: skip
    with pytest.raises(NotFound):
        told(victim="V9")


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "status"), [("counsel", 403), ("judge", 403), ("asker", 403)])
def test_the_office_alone_tells_it(matter, who, status):
    assert signed_in(who).get(reverse("victims:explain_before", args=[matter.matter.id])).status_code == status


@pytest.mark.rule("Q-06")
def test_each_condition_has_a_state_of_its_own():
    facts = [*case(), waiver(diya="conditional", conditions=CONDITIONS),
             of("condition_met", "2026-03-10", condition="W1-1"),
             of("condition_breached", "2026-05-01", condition="W1-2")]  # fmt: skip
    told = file_of(*facts)

    def states(at):
        return [one.state for one in ledger.conditions(told.entries, at=at)]

    assert states(date(2026, 3, 2)) == ["pending", "pending"]
    assert states(date(2026, 3, 10)) == ["met", "pending"]
    assert states(date(2026, 6, 1)) == ["met", "breached"]
    said = words_of(papers.state_sheet(told, sheet("en")))
    assert "دية تُدفع في سنة" in said
    assert "breached" in said


@pytest.mark.django_db
@pytest.mark.rule("Q-03", "Q-06")
def test_the_page_of_a_waiver_says_what_it_says_and_what_became_of_each_condition(matter):
    matter.characterise()
    row = matter.do("office", actions.record_waiver, matter_id=matter.matter.id, draft=DRAFT, on=DAY, paper=PAPER)
    # The name as another hand spells it is the heir's own.
    assert row.event["signed_by"] == "self"
    matter.do("office", actions.record_about_waiver, matter_id=matter.matter.id, kind="condition_met", waiver="W1",
              on=NOW, paper=PAPER, told={"condition": "W1-1"})  # fmt: skip

    client = signed_in("judge")
    page = client.get(reverse("victims:waiver", args=[matter.matter.id, "W1"])).text
    for words in ("شيخ الحارة", "مبلغ", "Waived on conditions", "ألا يعود إلى الحارة", "met", PAPER):
        assert words in page
    assert "ألا يعود إلى الحارة (W1-1)" in client.get(reverse("victims:matter", args=[matter.matter.id])).text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("signed", "is_own"),
    [("H2", True), ("عوض ناصر علي باغويطة", True), ("عوض ناصر", False), ("علي ناصر باغويطة", False), ("H1", False)],
)
def test_another_name_is_another_hand(matter, signed, is_own):
    row = matter.do("office", actions.record_waiver, matter_id=matter.matter.id, on=DAY, paper=PAPER,
                    draft=replace(DRAFT, signed_by=signed))  # fmt: skip

    assert (row.event["signed_by"] == "self") is is_own


@pytest.mark.django_db
def test_whether_the_heir_was_alone_is_asked_on_the_page(matter):
    typed = {
        "on": "2026-11-01", "paper": "أقواله", "heir": "H2", "victims": ["V1"], "accused": ["A1"], "qisas": "yes",
        "diya": "kept", "channel": "session", "signed_by": "H2", "offered_by": "لا أحد", "paid": "لا شيء",
        "private_session": "on",
    }  # fmt: skip
    client, to = signed_in("office"), reverse("victims:waiver_new", args=[matter.matter.id])
    assert reverse("victims:explain_before", args=[matter.matter.id]) in client.get(to).text

    assert client.post(to, typed).status_code == 302

    with acting_as(matter.cast["office"]):
        assert Entry.objects.get(kind="waiver").event["private_session"] is True
