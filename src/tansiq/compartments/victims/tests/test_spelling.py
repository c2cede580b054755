"""A misspelt name is written right, and nobody becomes somebody else by it."""

from __future__ import annotations

from typing import Any

import pytest
from browse import signed_in
from django.db import transaction
from django.db.utils import ProgrammingError
from django.urls import reverse
from stage import NOW
from victims_matter import opened

from tansiq.compartments.victims import actions, families, queries
from tansiq.compartments.victims.errors import AnotherName
from tansiq.compartments.victims.models import NameChange, Party
from tansiq.compartments.victims.spelling import is_spelling_of
from tansiq.kernel.audit.models import Entry
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

WHY = "البطاقة الشخصية رقم 12 تكتبه هكذا"


@pytest.fixture
def desk(cast, agencies, do) -> Any:
    return opened(cast, do, agencies["court"])


@pytest.mark.rule("Q-18")
@pytest.mark.parametrize(
    ("before", "after", "is_same"),
    [
        ("سعاد فرج سالم باغويطة", "سعاد فرج سالم باغويطه", True),
        ("سعاد فرج سالم باغويطة", "سعاد فرج سليم باغويطة", True),
        ("سعاد فرج", "سعاد فرج سالم باغويطة", True),
        ("سعاد فرج سالم باغويطة", "مريم عوض عمر بارشوان", False),
        ("سعاد فرج سالم باغويطة", "مريم عوض عمر باغويطة", False),
        ("", "سعاد فرج", False),
    ],
)
def test_a_spelling_keeps_half_of_the_name(before, after, is_same):
    assert is_spelling_of(before, after) is is_same


@pytest.mark.django_db
@pytest.mark.rule("Q-18")
def test_the_name_is_written_right_and_the_old_one_and_every_share_stay(desk):
    heir = desk.parties["H1"]
    with acting_as(desk.cast["office"]):
        before = [row.event for row in queries.entries(desk.matter.id)]

    desk.do("office", actions.correct_name, party_id=heir.id, name=" سعاد فرج سليم\x00 باغويطة ", why=WHY)

    with acting_as(desk.cast["registrar"]):
        [line], row = NameChange.objects.all(), Party.objects.get(id=heir.id)
    assert (line.before, line.after, row.name, row.code) == (
        "سعاد فرج سالم باغويطة", "سعاد فرج سليم باغويطة", "سعاد فرج سليم باغويطة", "H1",
    )  # fmt: skip
    with acting_as(desk.cast["office"]):
        assert [row.event for row in queries.entries(desk.matter.id)] == before
    asked = {"actor": desk.cast["office"], "now": NOW, "purpose": "OPEN_CASE", "reference": "ج/1"}
    found = desk.do("office", families.likely, name="سعاد سليم", **asked)
    assert [one.party.id for one in found] == [heir.id]
    with acting_as(desk.cast["inspector"]):
        told = Entry.objects.get(act="victims.name_corrected")
    assert (told.reference, told.at) == (desk.matter.number, NOW)
    with pytest.raises(AnotherName):
        desk.do("office", actions.correct_name, party_id=heir.id, name="مريم عوض عمر بارشوان", why=WHY)


@pytest.mark.django_db
@pytest.mark.rule("Q-18")
def test_no_name_changes_but_to_what_its_last_line_of_correction_says(desk):
    heir = desk.parties["H1"]
    with pytest.raises(ProgrammingError), acting_as(desk.cast["office"]), transaction.atomic():
        Party.objects.filter(id=heir.id).update(name="مريم عوض عمر بارشوان")
    with acting_as(desk.cast["office"]):
        assert Party.objects.get(id=heir.id).name == heir.name


@pytest.mark.django_db
def test_who_may_not_and_what_is_no_name(desk):
    heir, name = desk.parties["H1"], "سعاد فرج سليم باغويطة"
    with pytest.raises(NotFound):
        desk.do("office", actions.correct_name, party_id=desk.parties["A1"].id, name=name, why=WHY)
    for who in ("registrar", "counsel", "prosecutor"):
        with pytest.raises((NotPermitted, NotFound)):
            desk.do(who, actions.correct_name, party_id=heir.id, name=name, why=WHY)
    for given in ({"name": " "}, {"name": heir.name}, {"name": "س" * 201}, {"why": "قصير"}):
        with pytest.raises(Invalid):
            desk.do("office", actions.correct_name, party_id=heir.id, **({"name": name, "why": WHY} | given))


@pytest.mark.django_db
def test_it_is_put_right_on_the_page_of_the_person(desk):
    office, page = signed_in("office"), reverse("victims:name_correct", args=[desk.parties["H1"].id])
    assert "سعاد فرج سالم باغويطة" in office.get(page).text
    answer = office.post(page, {"name": "سعاد فرج سليم باغويطة", "why": WHY})
    shown = office.get(answer.url).text
    assert "سعاد فرج سليم باغويطة" in shown
    assert "سعاد فرج سالم باغويطة" in shown
