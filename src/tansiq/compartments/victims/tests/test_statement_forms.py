"""A court that does not sign in rules on the stop that words caused which name nobody: by our form, typed by two."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from browse import signed_in
from django.db.utils import ProgrammingError
from django.urls import reverse
from stage import NOW
from victims_matter import DAY, PAPER

from tansiq.compartments.victims import actions, court_form, ledger, queries
from tansiq.compartments.victims.drafts import WaiverDraft
from tansiq.compartments.victims.errors import NoStop
from tansiq.compartments.victims.models import CourtForm, Entry, Hold, Party, Statement, Typing
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

pytestmark = [pytest.mark.django_db, pytest.mark.rule("Q-05", "Q-23")]
TOLD: dict[str, Any] = {"on": DAY, "paper": PAPER}
SAID = WaiverDraft(
    heir="H2", victims=("V1",), accused=(), qisas=True, diya="kept", channel="session", signed_by="H2",
    offered_by="لا أحد", paid="لا شيء",
)  # fmt: skip
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def said(matter: Any) -> Any:
    return matter.do("office", actions.state_waiver, matter_id=matter.matter.id, draft=SAID, **TOLD)


@pytest.fixture
def form(matter: Any, said: Any) -> Any:
    return matter.do("office", actions.print_statement_form, statement_id=said.id)


def type_in(matter: Any, form: Any, by: str = "office", **change: Any) -> Any:
    told = {"number": form.number, "digest": form.digest, "kind": "hold_ruled", "on": NOW.date(), "record": "م/11",
            "judge": "القاضي فارس", "reason": ""} | change  # fmt: skip
    return matter.do(by, actions.type_form, **told)


def held(matter: Any) -> list[str]:
    """Codes of the accused for whom a stop stands."""
    with acting_as(matter.cast["office"]):
        return sorted(row.party.code for row in Hold.objects.filter(lifted_at=None).select_related("party"))


def accuse(matter: Any, now: Any) -> None:
    matter.do("office", actions.add_accused, matter_id=matter.matter.id, reference="ج/2026/90", age_at_act="adult",
              now=now, **TOLD)  # fmt: skip


def test_the_stop_ends_once_two_people_have_read_the_same_record(matter, said, form):
    type_in(matter, form)
    assert held(matter) == ["A1"]

    type_in(matter, form, "woman")

    assert held(matter) == []
    with acting_as(matter.cast["office"]):
        row = Entry.objects.get(form=form)
        assert (row.statement_id, row.heir.code, row.paper) == (said.id, "H2", form.number)
        # It stays nobody's waiver, and the replay reads nothing of it.
        assert ledger.answer_of(queries.entries(matter.matter.id), at=NOW).refused == ()


def test_a_ruling_without_its_record_is_recorded_and_ends_nothing(matter, said, form):
    for by in ("office", "woman"):
        type_in(matter, form, by, record=" - ")

    assert held(matter) == ["A1"]
    other = matter.do("office", actions.print_statement_form, statement_id=said.id)
    for by in ("office", "woman"):
        type_in(matter, other, by)
    assert held(matter) == []


def test_a_form_ends_the_stop_of_those_who_stand_on_it_and_of_nobody_accused_later(matter, form):
    accuse(matter, LATER)
    for by in ("office", "woman"):
        type_in(matter, form, by, now=LATER + timedelta(hours=1))

    assert held(matter) == ["A2"]
    with acting_as(matter.cast["office"]):
        people = {one.code: one for one in queries.parties(matter.matter.id)}
        row = court_form.form(form.id)
        shown = str(court_form.sheet(row, court_form.paper(row), people, issuer="م", court="", now=NOW))
    assert people["A1"].reference in shown
    assert people["A2"].reference not in shown


def test_a_ruling_from_before_the_words_were_said_is_not_about_them(matter, form):
    for by in ("office", "woman"):
        type_in(matter, form, by, on=DAY - timedelta(days=1))

    assert held(matter) == ["A1"]


def test_the_form_is_one_page_of_a5_and_its_pages_lead_there_and_back(matter, said):
    client = signed_in("office", lang="ar")
    session = client.session
    session["purpose"], session["reference"] = "OPEN_CASE", matter.matter.number
    session.save()
    to = reverse("victims:statement_form_new", args=[said.id])
    assert to in client.get(reverse("victims:matter", args=[matter.matter.id])).text

    page = client.post(to).url

    assert reverse("victims:matter", args=[matter.matter.id]) in client.get(page).text
    assert "H2" in client.get(reverse("victims:court_forms")).text
    made = client.get(f"{page}sheet/").content
    assert made.startswith(b"%PDF")
    assert b"/Count 2" not in made


def test_no_form_is_printed_where_nobody_is_held(matter, said):
    key = matter.matter.id
    diya = matter.do("office", actions.state_waiver, matter_id=key, draft=replace(SAID, qisas=False), **TOLD)
    asked = matter.do("office", actions.state_request, matter_id=key, heir="H1", victim="V1", **TOLD)

    for row, refusal in ((diya, NoStop), (asked, NotFound)):
        with pytest.raises(refusal):
            matter.do("office", actions.print_statement_form, statement_id=row.id)
    for who in ("judge", "counsel", "inspector"):
        with pytest.raises((NotFound, NotPermitted)):
            matter.do(who, actions.print_statement_form, statement_id=said.id)


@pytest.mark.parametrize("kind", ["court_validated", "court_rejected", "pardon_in_court", "inquiry_closed"])
def test_a_court_says_nothing_else_of_words_that_name_nobody(matter, form, kind):
    with pytest.raises(Invalid) as refused:
        type_in(matter, form, kind=kind, outcome="void", qisas=True, diya="kept")

    assert refused.value.errors == [{"field": "kind", "code": "UNKNOWN"}]


@pytest.mark.rule("JUD-04")
def test_past_the_page_a_form_is_about_the_words_that_it_names_alone(matter, said, form):
    told = type_in(matter, form).event
    type_in(matter, form, "woman", judge="القاضي فراس")
    office, row = matter.cast["office"], matter.matter
    another = replace(SAID, heir="H1", signed_by="H1")
    other = matter.do("office", actions.state_waiver, matter_id=row.id, draft=another, **TOLD)

    def line(**change: Any) -> None:
        matter.run(office, lambda: Entry(**({
            "matter": row, "owner_id": row.owner_id, "number": 90, "kind": "hold_ruled", "event": told, "form": form,
            "statement": said, "heir": said.heir, "happened_at": NOW, "paper": "x", "recorded_at": NOW,
            "recorded_by": office.user, "recorded_by_name": "x",
        } | change)).save(force_insert=True))  # fmt: skip

    def print_other(**change: Any) -> None:
        matter.run(office, lambda: CourtForm(**({
            "matter": row, "owner_id": row.owner_id, "number": "RF-AAAA-AAAA", "waiver": "S", "digest": "x",
            "statement": said, "printed_at": NOW, "printed_by": office.user,
        } | change)).save(force_insert=True))  # fmt: skip

    # One of two has read it, so that nothing counts.
    for change in ({}, {"form": None}):
        with pytest.raises(ProgrammingError, match="victims_entry"):
            line(**change)
    matter.run(matter.cast["woman"], lambda: Typing(
        matter=row, form=form, owner_id=row.owner_id, kind="hold_ruled", event=told, typed_at=LATER,
        typed_by=matter.cast["woman"].user, typed_by_name="x",
    ).save(force_insert=True))  # fmt: skip
    for change in ({"statement": None}, {"statement": other, "heir": other.heir}):
        with pytest.raises(ProgrammingError, match="victims_entry"):
            line(**change)
    with pytest.raises(ProgrammingError, match="victims_courtform"):
        print_other(waiver="W1")
    with pytest.raises(ProgrammingError, match="victims_typing"):
        matter.run(office, lambda: Typing(
            matter=row, form=form, owner_id=row.owner_id, kind="court_validated", event=told, typed_at=NOW,
            typed_by=office.user, typed_by_name="x",
        ).save(force_insert=True))  # fmt: skip
    line()
    with acting_as(office):
        assert Entry.objects.filter(number=90).exists()
        assert (Party.objects.filter(kind="accused").count(), Statement.objects.count()) == (1, 2)
