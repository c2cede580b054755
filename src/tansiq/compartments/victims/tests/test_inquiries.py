"""Pressure on an heir, in both directions, whoever says so and before anybody has waived (Q-10, Q-24)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from browse import signed_in
from django.apps import apps
from django.db.utils import ProgrammingError
from django.urls import reverse
from django.utils.translation import override
from stage import NOW
from victims_matter import DAY, PAPER

from tansiq.compartments.victims import actions, ledger, queries
from tansiq.compartments.victims.models import CourtForm, Entry, InquiryNote
from tansiq.compartments.victims.tests.test_wishes import PAPERS
from tansiq.compartments.victims.views import labels, shown
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotPermitted

pytestmark = pytest.mark.django_db
TOLD = {"direction": "not_to_waive", "heir": "H1", "raised_by": "جارتها", "against": "أخو زوجها",
        "reasons": "قالت إنهم يهددونها إن عفت"}  # fmt: skip


@pytest.fixture
def inquire(matter):
    matter.characterise()

    def run(*, by="office", **change):
        return matter.do(by, actions.open_inquiry, matter_id=matter.matter.id, on=DAY, paper=PAPER, **(TOLD | change))

    return run


def close(matter, *, by="judge", waiver="Q1", outcome="stands", reasons="سُمعت وحدها ونفت ذلك"):
    return matter.do(by, actions.close_inquiry, matter_id=matter.matter.id, waiver=waiver, outcome=outcome,
                     reasons=reasons, on=NOW, paper=PAPER)  # fmt: skip


def flags(matter):
    rows = matter.do("office", queries.entries, matter.matter.id)
    [found] = ledger.answer_of(rows, at=NOW).rights
    return found.flags


def notes(matter, who):
    with acting_as(matter.cast[who]):
        return list(InquiryNote.objects.all())


def counsel_of(matter, heir):
    matter.do("office", actions.name_counsel, matter_id=matter.matter.id, heir=heir, handle="counsel", mandate="7")


@pytest.mark.rule("Q-10", "Q-14", "Q-24")
@pytest.mark.parametrize("by", ["office", "judge"])
@pytest.mark.parametrize("direction", ["to_waive", "not_to_waive"])
def test_pressure_is_told_before_there_is_any_waiver(matter, inquire, by, direction):
    row = inquire(by=by, direction=direction)

    assert "coercion_inquiry" in flags(matter)
    # What is printed says who told of it; the right is found by who is pressed.
    assert (row.event["waiver"], row.event["raised_by"], row.beside) == ("Q1", "جارتها", {"pressed": "H1"})
    assert not matter.do("office", queries.refused, matter.matter.id, row.number, now=NOW)
    [note] = notes(matter, "judge")
    assert (note.against, note.reasons, note.raised_by) == ("أخو زوجها", "قالت إنهم يهددونها إن عفت", "جارتها")
    with acting_as(matter.cast["guard"]):
        assert apps.get_model("protection", "Threat").objects.count() == 1


@pytest.mark.rule("Q-10")
def test_the_court_ends_it_with_its_reasons(matter, inquire):
    inquire()
    inquire(heir="H2", raiser="H2", raised_by="")
    row = close(matter)

    assert row.heir.code == "H1"
    assert not matter.do("office", queries.refused, matter.matter.id, row.number, now=NOW)
    assert "coercion_inquiry" in flags(matter)  # the other one is open
    close(matter, waiver="Q2")
    assert "coercion_inquiry" not in flags(matter)
    assert [note.reasons for note in notes(matter, "office") if not note.direction] == ["سُمعت وحدها ونفت ذلك"] * 2


@pytest.mark.parametrize("who", ["office", "counsel"])
def test_nobody_but_a_court_ends_it(matter, inquire, who):
    inquire()
    counsel_of(matter, "H1")

    with pytest.raises(NotPermitted):
        close(matter, by=who)


@pytest.mark.rule("Q-10", "Q-23")
def test_a_brother_objects_and_his_counsel_reads_what_he_said_and_of_no_waiver(matter, inquire):
    matter.do("office", actions.record_waiver, matter_id=matter.matter.id, on=DAY, paper=PAPER,
              draft=replace(PAPERS, heir="H1", signed_by="H1"))  # fmt: skip
    row = inquire(heir="", waiver="W1", direction="to_waive", raiser="H2", raised_by="")
    counsel_of(matter, "H2")

    assert (row.event["raised_by"], row.event["waiver"], row.heir.code) == ("H2", "W1", "H1")
    [note] = notes(matter, "counsel")
    assert note.raiser_id == matter.id("H2")
    page = signed_in("counsel").get(reverse("victims:matter", args=[matter.matter.id])).text
    assert "An heir objects" in page
    assert ">W1<" not in page
    with acting_as(matter.cast["counsel"]):
        assert not Entry.objects.filter(kind__in=("waiver", "inquiry_opened")).exists()


@pytest.mark.rule("Q-23")
def test_counsel_of_a_third_heir_reads_nothing_of_it(matter, inquire):
    inquire(raiser="H2", raised_by="")
    close(matter)
    counsel_of(matter, "H3")

    assert notes(matter, "counsel") == []


@pytest.mark.rule("Q-23")
@pytest.mark.parametrize(
    ("by", "heir", "told"),
    [
        ({"raiser": "H2", "raised_by": ""}, "H2", ["not_to_waive"]), ({"raiser": "H2", "raised_by": ""}, "H1", []),
        ({"raiser": "H1", "raised_by": ""}, "H1", ["not_to_waive", ""]), ({}, "H1", ["not_to_waive", ""]),
    ],
)  # fmt: skip
def test_counsel_of_who_is_pressed_reads_nothing_that_another_heir_raised(matter, inquire, by, heir, told):
    inquire(**by)
    close(matter)
    counsel_of(matter, heir)

    assert [note.direction for note in notes(matter, "counsel")] == told
    with acting_as(matter.cast["counsel"]):
        assert Entry.objects.filter(kind="inquiry_opened").exists() == (len(told) == 2)


@pytest.mark.rule("Q-23")
def test_beside_a_waiver_too_counsel_of_who_is_pressed_reads_of_no_other_heir(matter, inquire):
    matter.do("office", actions.record_waiver, matter_id=matter.matter.id, on=DAY, paper=PAPER,
              draft=replace(PAPERS, heir="H1", signed_by="H1"))  # fmt: skip
    inquire(heir="", waiver="W1", raiser="H2", raised_by="")
    inquire(heir="", waiver="W1", raiser="H1", raised_by="")
    counsel_of(matter, "H1")

    with acting_as(matter.cast["counsel"]):
        assert [row.event["raised_by"] for row in Entry.objects.filter(kind="inquiry_opened")] == ["H1"]


@pytest.mark.rule("Q-24")
def test_no_page_and_no_print_says_that_she_complained_where_a_neighbour_did(matter, inquire):
    """Neither of a new line nor of an older one, whose event named whoever is pressed."""
    row = inquire()
    told = matter.do("office", queries.matter_file, actor=matter.cast["office"], now=NOW, matter_id=matter.matter.id,
                     at=NOW.date(), purpose="OPEN_CASE", reference="V/1")  # fmt: skip
    old = Entry(id=row.id, number=row.number, kind=row.kind, heir=row.heir, paper=PAPER, recorded_at=NOW,
                event=row.event | {"raised_by": "H1"})  # fmt: skip
    for one in (row, old):
        fields = {field["name"]: field["value"] for field in shown.entry(told, one, {})["fields"]}
        assert fields["Raised by"] == "جارتها"
    assert "Raised by" not in str(shown.entry(replace(told, inquiries=()), old, {})["fields"])


def test_who_stands_in_no_certificate_is_told_of_and_shown_beside_no_right(matter, inquire):
    matter.do("office", actions.record_request, matter_id=matter.matter.id, heir="", heir_name="خاله", victim="V1",
              accused="A1", on=DAY, paper=PAPER)  # fmt: skip
    row = inquire(heir="H5", raiser="H5", raised_by="")

    assert matter.do("office", queries.refused, matter.matter.id, row.number, now=NOW) == "NOBODY_LISTED"
    # Where he speaks of her the replay knows the right by her.
    hers = inquire(raiser="H5", raised_by="")
    assert hers.event["raised_by"] == "H5"
    assert not matter.do("office", queries.refused, matter.matter.id, hers.number, now=NOW)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"heir": ""}, "heir"), ({"heir": "A1"}, "heir"), ({"raised_by": " "}, "raised_by"), ({"raiser": "V1"}, "raiser"),
        ({"direction": ""}, "direction"), ({"waiver": "W9"}, "waiver"), ({"against": "x" * 201}, "against"),
        ({"reasons": "\0" * 8}, "reasons"),
    ],
)  # fmt: skip
def test_an_inquiry_names_who_is_pressed_and_who_says_so(inquire, change, field):
    with pytest.raises(Invalid) as refused:
        inquire(**change)

    assert [error["field"] for error in refused.value.errors] == [field]


def test_beside_the_waiver_of_another_heir_it_says_so_and_not_that_the_heir_is_on_no_list(matter, inquire):
    matter.do("office", actions.record_waiver, matter_id=matter.matter.id, draft=PAPERS, on=NOW.date(), paper=PAPER)

    with pytest.raises(Invalid) as refused:
        inquire(heir="H1", waiver="W1")

    assert refused.value.errors == [{"field": "heir", "code": "OTHER_HEIR"}]


def test_the_page_opens_and_ends_one_without_any_waiver(matter):
    office, to = signed_in("office"), reverse("victims:about", args=[matter.matter.id, "inquiry_opened"])
    page = reverse("victims:matter", args=[matter.matter.id])
    assert to in office.get(page).text
    typed = {"on": "2026-11-01", "paper": "بلاغ", "heir": "H1", "direction": "to_waive", "raiser": "H2"}

    assert office.post(to, typed | {"heir": ""}).status_code == 422
    assert office.post(to, typed).status_code == 302

    assert "An heir objects" in office.get(page).text
    court, over = signed_in("judge"), reverse("victims:about", args=[matter.matter.id, "inquiry_closed"])
    assert over in court.get(page).text
    ended = {"on": "2026-11-02", "paper": "محضر", "waiver": "Q1", "outcome": "stands", "reasons": "لم يثبت شيء"}
    assert court.post(over, ended).status_code == 302
    assert "لم يثبت شيء" in court.get(page).text


@pytest.mark.rule("Q-10", "Q-05")
def test_a_court_on_paper_ends_one_without_any_waiver(matter, inquire):
    inquire()
    office, page = signed_in("office"), reverse("victims:matter", args=[matter.matter.id])
    to = reverse("victims:court_form_new", args=[matter.matter.id, "Q1"])
    assert to in office.get(page).text
    shown_at = office.post(to)["Location"]
    assert office.get(shown_at).status_code == 200
    assert office.get(f"{shown_at}sheet/")["Content-Type"] == "application/pdf"
    with acting_as(matter.cast["office"]):
        form = CourtForm.objects.get()
    read = {"number": form.number, "digest": form.digest, "on": NOW.date(), "record": "م/1", "judge": "القاضي فارس",
            "reason": "لم يثبت شيء"}  # fmt: skip
    with pytest.raises(Invalid):
        matter.do("office", actions.type_form, kind="hold_ruled", **read)
    for who in ("office", "woman"):
        assert "coercion_inquiry" in flags(matter)
        matter.do(who, actions.type_form, kind="inquiry_closed", outcome="stands", **read)

    assert "coercion_inquiry" not in flags(matter)
    with acting_as(matter.cast["office"]):
        assert Entry.objects.get(form=form).heir_id == matter.id("H1")
    assert to not in office.get(page).text


def test_nobody_adds_words_beside_the_line_of_another(matter, inquire):
    row = inquire()

    def add():
        InquiryNote(matter_id=row.matter_id, entry=row, owner_id=row.owner_id, heir=row.heir, reasons="x", said_at=NOW,
                    recorded_at=NOW, recorded_by=matter.cast["judge"].user).save(force_insert=True)  # fmt: skip

    with pytest.raises(ProgrammingError, match="victims_inquirynote"):
        matter.do("judge", add)


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("W1", "stands", "The waiver stands"), ("W1", "void", "The waiver is void"),
        ("Q1", "stands", "The heir’s word stands"), ("Q1", "void", "The heir’s word is void"),
    ],
)  # fmt: skip
def test_an_inquiry_beside_no_waiver_ends_in_words_that_name_none(name, code, words):
    with override("en"):
        assert labels.outcome({"waiver": name, "outcome": code}) == words
