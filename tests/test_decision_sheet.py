"""Each decision of a court file is printed for whom it concerns: what, why, by whom, until when, how to object (G26)."""

from __future__ import annotations

import re
from datetime import timedelta

import pdf_text
import pytest
from browse import signed_in
from casework_support import Room
from court_support import REASONS, Court
from django.urls import reverse
from django.utils.translation import override
from stage import NOW

from tansiq.compartments.casework import decision_paper, decision_words, queries_decisions
from tansiq.compartments.oversight.rules.letters import is_plain, longest
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import queries as decisions
from tansiq.kernel.decisions.queries import Decision
from tansiq.kernel.problems import NotFound

HEADINGS = ["القرار", "السبب", "من أصدر القرار", "إلى متى", "التظلم من القرار"]
KINDS = [(kind, outcome) for kind, told in decision_words.TOLD.items() for outcome in told]


@pytest.fixture
def stand(cast, agencies, do):
    return Court(Room(cast, agencies, do))


def told(decision: Decision) -> list[tuple[str, str]]:
    decision.by = decision.member_name
    row = queries_decisions.Decided(
        decision, decision_words.told_of(decision.kind, decision.outcome), None, "T-1", ("رجل أول",)
    )  # fmt: skip
    with override("ar"):
        return decision_paper.paragraphs(row)


@pytest.mark.rule("G26")
@pytest.mark.parametrize(("kind", "outcome"), KINDS, ids=[" ".join(one) for one in KINDS])
def test_each_kind_says_what_why_by_whom_until_when_and_how_to_object_in_plain_words(kind, outcome):
    made = Decision(kind=kind, outcome=outcome or "any", verb="authorised", role="casework.open", reasons=REASONS,
                    member_name="وليد صالح", decided_at=NOW)  # fmt: skip

    found = told(made)

    assert [heading for heading, _ in found] == HEADINGS
    for _, text in found:
        assert re.search("[ء-ي]", text)
        assert not re.search("[A-Za-z]{2}", text)
        assert is_plain(text), (longest(text), text)
    assert dict(found)["السبب"] == REASONS
    assert "وليد صالح" in dict(found)["من أصدر القرار"]


@pytest.mark.django_db
@pytest.mark.rule("G26")
def test_a_decision_is_printed_from_the_charge_the_accused_and_the_letter(stand):
    accused = stand.accused()
    charge = stand.charge(accused)
    stand.indict(charge)
    track = stand.track(charge)
    letter = stand.act("write_letter", accused_id=accused.id, decision="charged", paper="كتاب 61", reasons=REASONS)
    settled = stand.act("agree_settlement", file_id=stand.file.id, reasons=REASONS, words="صلح لسنة", women_heard="أم السائق",
                        victim_ids=[stand.victim(heirs_record="E-1/V1").id], ends_on=NOW.date() + timedelta(days=30))  # fmt: skip
    client = signed_in("prosecutor")
    pages = {
        charge.id: client.get(reverse("casework:court_charge", args=[charge.id])).text,
        letter.decision_id: client.get(reverse("casework:court_accused", args=[accused.id])).text,
        settled.decision_id: client.get(reverse("casework:court_victims", args=[stand.file.id])).text,
    }
    with acting_as(stand.cast["prosecutor"]):
        moved = Decision.objects.get(kind="casework.charge", outcome="indicted")

    for decision_id, page in (
        (moved.id, pages[charge.id]),
        (track.decision_id, pages[charge.id]),
        *list(pages.items())[1:],
    ):
        address = reverse("casework:court_decision", args=[decision_id])
        assert address in page
        read = pdf_text.text(client.get(address).content, is_rtl=True)
        for words in ("من أصدر القرار", REASONS.split()[0], stand.file.number):
            assert words in read
    for who, status in (("detective", 404), ("registrar", 200), ("custodian", 404), ("office", 404)):
        assert signed_in(who).get(reverse("casework:court_decision", args=[moved.id])).status_code == status, who
    # No page links to the sheet of a decision that its reader does not see, as a court to which the file came later.
    for who, seen in (("prosecutor", {letter.decision_id}), ("detective", set())):
        with acting_as(stand.cast[who]):
            assert decisions.seen([letter.decision_id]) == seen, who


@pytest.mark.django_db
@pytest.mark.rule("Q-23", "G26")
def test_the_end_of_a_stop_is_printed_by_the_court_alone(stand):
    accused = stand.accused()
    stand.indict(stand.charge(accused))
    stand.said(accused, kind="stay")
    stand.act(
        "rule_on_stop", by="judge", accused_id=accused.id, judge="القاضي فارس", record_number="44", reasons=REASONS
    )
    with acting_as(stand.cast["judge"]):
        made = Decision.objects.get(kind="casework.stop_ruled")
        assert queries_decisions.decided(made.id, is_court=True).people == (accused.name,)

    with acting_as(stand.cast["prosecutor"]):
        assert queries_decisions.printable(accused.id, is_court=False) == []
        with pytest.raises(NotFound):
            queries_decisions.decided(made.id, is_court=False)


@pytest.mark.django_db
@pytest.mark.rule("G26")
def test_of_a_hearing_only_the_last_word_is_printed_for_its_hour_is_the_one_that_stands(stand):
    accused = stand.accused()
    stand.indict(stand.charge(accused))
    hearing = stand.hearing(accused)
    where = {"hearing_id": hearing.id, "reasons": REASONS}
    stand.act("move_hearing", starts_at=hearing.starts_at + timedelta(days=3), place="القاعة الثانية", **where,
              now=NOW + timedelta(hours=1))  # fmt: skip
    stand.act("cancel_hearing", now=NOW + timedelta(hours=2), **where)

    with acting_as(stand.cast["prosecutor"]):
        rows = {row.outcome: row for row in Decision.objects.filter(kind="casework.hearing")}
        assert [row.outcome for row in queries_decisions.printable(hearing.id, is_court=False)] == ["cancelled"]
        assert queries_decisions.decided(rows["cancelled"].id, is_court=False).hour is None
        for old in ("planned", "moved"):
            with pytest.raises(NotFound):
                queries_decisions.decided(rows[old].id, is_court=False)
