"""A court that does not sign in: its form, and two different people who must read the same before it counts (Q-05)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from browse import signed_in
from django.db.utils import ProgrammingError
from django.urls import reverse
from stage import NOW
from victims_matter import PAPER

from tansiq.compartments.victims import actions, court_form, held, ledger, queries
from tansiq.compartments.victims.drafts import WaiverDraft
from tansiq.compartments.victims.errors import AlreadyDone
from tansiq.compartments.victims.models import Entry, Typing
from tansiq.kernel.access import actions as access
from tansiq.kernel.audit import queries as log
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

pytestmark = [pytest.mark.django_db, pytest.mark.rule("Q-05")]
ON = (NOW - timedelta(days=1)).date()


@pytest.fixture
def form(matter: Any) -> Any:
    matter.characterise()
    draft = WaiverDraft(
        heir="H2", victims=("V1",), accused=("A1",), qisas=True, diya="kept", channel="paper", signed_by="H2",
        offered_by="لا أحد", paid="لا شيء",
    )  # fmt: skip
    matter.do("office", actions.record_waiver, now=NOW - timedelta(days=9), matter_id=matter.matter.id, draft=draft,
              on=ON - timedelta(days=9), paper=PAPER)  # fmt: skip
    return matter.do("office", actions.print_form, matter_id=matter.matter.id, waiver="W1")


def type_in(matter: Any, form: Any, by: str = "office", **change: Any) -> Any:
    told = {"number": form.number, "digest": form.digest, "kind": "court_validated", "on": ON, "record": "م/11",
            "judge": "القاضي فارس", "reason": ""} | change  # fmt: skip
    return matter.do(by, actions.type_form, **told)


def waiver(matter: Any) -> str | None:
    rows = matter.do("office", queries.entries, matter_id=matter.matter.id)
    [right] = ledger.answer_of(rows, at=NOW).rights
    return right.heirs[1].waiver


def test_it_counts_once_two_people_have_read_the_same(matter, form):
    type_in(matter, form)
    assert waiver(matter) == "alleged"
    type_in(matter, form)  # the same person twice is one person
    assert waiver(matter) == "alleged"

    type_in(matter, form, "woman", record=" م/11 ", digest=court_form.grouped(form.digest))

    assert waiver(matter) == "court_validated"
    with acting_as(matter.cast["office"]):
        row = Entry.objects.get(form=form)
        assert (row.paper, row.recorded_by_name) == (form.number, matter.cast["woman"].name)
        assert len(held.holds()) == 1  # what was pronounced before is stayed until the court rules on it
    with pytest.raises(AlreadyDone):
        type_in(matter, form)


@pytest.mark.parametrize(
    "change", [{"record": "م/12"}, {"kind": "court_rejected"}, {"judge": "القاضي فراس"}, {"on": ON - timedelta(days=1)}]
)
def test_where_they_differ_both_readings_stay_and_nothing_counts(matter, form, change):
    type_in(matter, form)
    type_in(matter, form, "woman", **change)

    assert waiver(matter) == "alleged"
    with acting_as(matter.cast["woman"]):
        told = court_form.typed(form.id, actor=matter.cast["woman"])
        assert (len(told.others), told.entry, len(told.differs)) == (1, None, 1)
        assert Typing.objects.count() == 2
    type_in(matter, form, "woman")
    assert waiver(matter) == "court_validated"


def test_digits_letters_and_blanks_of_either_hand_make_no_other_reading(matter, form):
    """«محضر ١٢» is «محضر 12»; what each typed stays as it is."""
    first, second = "محضر  ١٢/٤ إدارة", "محضر 12/4 ادارة"
    digits = form.number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    type_in(matter, form, record=first)
    type_in(matter, form, "woman", record=second, number=digits.lower())

    assert waiver(matter) == "court_validated"
    with acting_as(matter.cast["office"]):
        assert {row.event["record"] for row in Typing.objects.all()} == {" ".join(first.split()), second}
        told = court_form.typed(form.id, actor=matter.cast["office"])
    assert told.differs == frozenset()


def test_whoever_changes_a_reading_takes_the_earlier_one_back(matter, form):
    type_in(matter, form)
    type_in(matter, form, record="م/12", now=NOW + timedelta(minutes=1))

    type_in(matter, form, "woman", now=NOW + timedelta(minutes=2))

    assert waiver(matter) == "alleged"


@pytest.mark.parametrize("record", ["", " - ", "لا يوجد"])
def test_a_ruling_without_its_record_is_recorded_and_waits(matter, form, record):
    for by in ("office", "woman"):
        type_in(matter, form, by, record=record, judge=" ")

    assert waiver(matter) == "alleged"
    with acting_as(matter.cast["office"]):
        row = Entry.objects.get(form=form)
        assert (row.event["record"], row.event["judge"]) == (None, None)
        assert len(held.holds()) == 1
        assert queries.refused(matter.matter.id, row.number, now=NOW) == "NOT_VALIDATED"


@pytest.mark.rule("Q-10")
def test_an_inquiry_that_the_judge_closed_is_typed_by_two_with_its_record_beside_it(matter, form):
    closed = {"kind": "inquiry_closed", "outcome": "void"}
    type_in(matter, form, **closed)
    type_in(matter, form, "woman", **closed, record="م/12")
    assert waiver(matter) == "alleged"  # they read the same outcome of two records

    type_in(matter, form, "woman", **closed, now=NOW + timedelta(minutes=1))

    assert waiver(matter) == "void"
    with acting_as(matter.cast["office"]):
        row = Entry.objects.get(form=form)
        assert row.paper == f"{form.number} · م/11 · القاضي فارس"
        assert len(held.holds()) == 1  # no inquiry ends a stop


@pytest.fixture
def heard(matter: Any) -> Any:
    """A pardon of which the office heard, with the form for the court that heard it."""
    matter.characterise()
    matter.do("office", actions.record_pardon, matter_id=matter.matter.id, heir="H2", victim="V1", accused="A1",
              qisas=True, diya="kept", record="", judge="", on=ON, paper=PAPER)  # fmt: skip
    return matter.do("office", actions.print_form, matter_id=matter.matter.id, waiver="W1")


SPOKEN = {"kind": "pardon_in_court", "qisas": True, "diya": "waived"}


@pytest.mark.rule("Q-25", "Q-23")
def test_a_pardon_holds_as_soon_as_the_office_hears_of_it_and_counts_from_the_courts_record(matter, heard):
    with acting_as(matter.cast["office"]):
        assert len(held.holds()) == 1
        assert Entry.objects.get(kind="pardon_in_court").heir.code == "H2"  # no other heir's counsel reads it
    assert waiver(matter) == "alleged"

    type_in(matter, heard, **SPOKEN)
    assert waiver(matter) == "alleged"
    type_in(matter, heard, "woman", **SPOKEN)

    assert waiver(matter) == "court_validated"
    with acting_as(matter.cast["office"]):
        row = Entry.objects.get(form=heard)
        assert (row.heir, row.event["heir"], row.event["diya"]) == (None, "H2", "waived")


def test_the_form_of_a_pardon_is_one_page_with_its_seal(matter, heard):
    made = signed_in("office").get(reverse("victims:court_form_sheet", args=[heard.id])).content

    assert b"/Count 2" not in made


@pytest.mark.rule("Q-25")
def test_one_person_of_the_office_alone_gives_no_pardon_its_record(matter, heard):
    with pytest.raises(Invalid) as refused:
        matter.do("office", actions.record_pardon, matter_id=matter.matter.id, heir="H2", victim="V1", accused="A1",
                  qisas=True, diya="kept", record="م/11", judge="القاضي فارس", on=ON, paper=PAPER)  # fmt: skip
    assert refused.value.errors[0]["field"] == "record"

    told = {"kind": "pardon_in_court", "at": ON.isoformat(), "waiver": "W9", "heir": "H2", "victim": "V1",
            "accused": "A1", "qisas": True, "diya": "kept", "record": "م/11", "judge": "x"}  # fmt: skip
    with pytest.raises(ProgrammingError, match="victims_entry"):
        write(matter, told, None)


@pytest.mark.rule("Q-25")
def test_past_the_page_a_form_gives_no_pardon_to_another_pair(matter, heard):
    matter.do("office", actions.add_accused, matter_id=matter.matter.id, reference="ج/2026/72", age_at_act="adult",
              on=ON, paper=PAPER)  # fmt: skip
    for by in ("office", "woman"):
        row = type_in(matter, heard, by, **SPOKEN, record="م/11" if by == "office" else "م/12")
    told = row.event | {"accused": "A2"}
    for by in ("office", "woman"):
        read(matter, heard, by, told, row.kind)

    with pytest.raises(ProgrammingError, match="victims_entry"):
        write(matter, told, heard)


def read(matter: Any, form: Any, by: str, told: dict[str, Any], kind: str, at: datetime = NOW) -> None:
    """A reading that no page would take."""
    actor = matter.cast[by]
    matter.run(actor, lambda: Typing(
        matter=matter.matter, form=form, owner_id=matter.matter.owner_id, kind=kind, event=told, typed_at=at,
        typed_by=actor.user, typed_by_name=actor.name,
    ).save(force_insert=True))  # fmt: skip


def write(matter: Any, told: dict[str, Any], form: Any, by: str = "office") -> None:
    """A line past the page."""
    actor = matter.cast[by]
    matter.run(actor, lambda: Entry(
        matter=matter.matter, owner_id=matter.matter.owner_id, number=90, kind=told["kind"], event=told, form=form,
        happened_at=NOW, paper="x", recorded_at=NOW, recorded_by=actor.user, recorded_by_name="x",
    ).save(force_insert=True))  # fmt: skip


@pytest.mark.parametrize("changes", ["office", "woman"])
def test_past_the_page_a_reading_that_was_taken_back_counts_no_more(matter, form, changes):
    row = type_in(matter, form)
    read(matter, form, "woman", row.event | {"record": "م/12"}, row.kind)
    later = NOW + timedelta(minutes=1)
    # Each has read م/11 at some time, but one of them has read something else since.
    read(matter, form, "woman", row.event, row.kind, later)
    read(matter, form, changes, row.event | {"record": "م/13"}, row.kind, later + timedelta(minutes=1))

    with pytest.raises(ProgrammingError, match="victims_entry"):
        write(matter, row.event, form)


def test_nobody_copies_what_a_colleague_typed(matter, form):
    type_in(matter, form)
    page = signed_in("woman").get(reverse("victims:court_form", args=[form.id])).content.decode()

    assert "م/11" not in page
    assert "م/11" in signed_in("office").get(reverse("victims:court_form", args=[form.id])).content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": "RF-0000-0000"}, "number"), ({"digest": "abcd"}, "digest"), ({"kind": "pardon_in_court"}, "kind"),
        ({"kind": "inquiry_closed"}, "outcome"), ({"kind": "waiver_withdrawn"}, "kind"),
        ({"on": NOW + timedelta(days=1)}, "on"),
    ],
)  # fmt: skip
def test_another_form_or_an_answer_that_is_missing_is_not_taken(matter, form, change, field):
    with pytest.raises(Invalid) as refused:
        type_in(matter, form, **change)

    assert refused.value.errors[0]["field"] == field


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("judge", NotPermitted), ("inspector", NotPermitted), ("asker", NotPermitted), ("counsel", NotPermitted)],
)
def test_only_the_office_types(matter, form, who, refusal):
    with pytest.raises(refusal):
        type_in(matter, form, who)
    with pytest.raises((NotFound, NotPermitted)):
        matter.do(who, actions.print_form, matter_id=matter.matter.id, waiver="W1")


def test_past_the_page_one_person_alone_records_no_ruling(matter, form):
    row = type_in(matter, form)

    with pytest.raises(ProgrammingError, match="victims_entry"):
        write(matter, row.event, form)


def test_the_form_is_a_paper_of_a5_with_its_number_and_digest_in_the_code(matter, form):
    client = signed_in("office")

    made = client.get(reverse("victims:court_form_sheet", args=[form.id]))

    assert made.content.startswith(b"%PDF")
    assert client.get(reverse("victims:court_forms")).status_code == 200
    typed = client.post(reverse("victims:court_form_type"), {
        "number": form.number, "digest": form.digest, "kind": "hold_ruled", "on": ON.isoformat(), "record": "م/1",
        "judge": "القاضي فارس",
    })  # fmt: skip
    assert typed.status_code == 302
    with acting_as(matter.cast["office"]):
        entries = {one.code: one for one in queries.parties(matter.matter.id)}
        paper = court_form.sheet(court_form.form(form.id), Entry.objects.filter(kind="waiver").get(), entries,
                                 issuer="م", court="", now=NOW)  # fmt: skip
    assert (paper.paper, paper.reference) == ("a5", f"{form.number} {court_form.grouped(form.digest)}")


def test_past_the_page_a_ruling_on_another_waiver_than_the_forms_is_not_recorded(matter, form):
    told = type_in(matter, form).event | {"waiver": "W9"}
    for by in ("office", "woman"):
        read(matter, form, by, told, told["kind"], NOW + timedelta(minutes=1))

    with pytest.raises(ProgrammingError, match="victims_entry"):
        write(matter, told, form)


@pytest.mark.rule("G13", "W-2")
def test_no_page_or_paper_tells_what_an_heir_said_without_a_reason_or_to_a_relative(matter, form):
    row, pages = matter.matter, [
        reverse("victims:court_form", args=[form.id]), reverse("victims:court_form_sheet", args=[form.id]),
        reverse("victims:explain_before", args=[matter.matter.id]),
        reverse("victims:explain_before_pdf", args=[matter.matter.id]),
        *(reverse(f"victims:{name}", args=[matter.matter.id, "W1"]) for name in ("waiver", "explain", "explain_pdf")),
    ]  # fmt: skip
    with acting_as(matter.cast["inspector"]):
        before = len(log.reads_of_subject(row.id))

    asked = [signed_in("office", purpose="").get(page) for page in pages]
    told = [signed_in("office").get(page) for page in pages]

    assert all('name="reference"' in page.text for page in asked)
    assert [page.status_code for page in told] == [200] * len(pages)
    with acting_as(matter.cast["inspector"]):
        assert len(log.reads_of_subject(row.id)) == before + len(pages)
    matter.do("office", access.declare_kin, relation="sibling", ism="عوض", father="ناصر", family="باغويطة")
    refused = [signed_in("office").get(page) for page in pages]
    assert {page.status_code for page in refused} == {403}
