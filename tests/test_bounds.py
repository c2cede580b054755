"""What no column can keep is refused by the name of its field, on every path, and never a defect."""

from __future__ import annotations

import pytest
from browse import signed_in
from casework_support import Room, take
from django.urls import reverse
from stage import NOW

from tansiq.compartments.casework import actions
from tansiq.compartments.casework.models import Case
from tansiq.compartments.custody.models import Event
from tansiq.kernel import bounds
from tansiq.kernel.problems import Invalid

pytestmark = pytest.mark.django_db
LONG = "ط" * 5_000


@pytest.fixture
def room(cast, agencies, do):
    return Room(cast, agencies, do)


def refused(room, act, **told):
    with pytest.raises(Invalid) as fault:
        room.do(room.cast["detective"], act, **told)
    return {(one["field"], one["code"]) for one in fault.value.errors}


def test_a_text_longer_than_its_column_is_refused_by_its_field(room):
    case = room.case()
    incident = room.incident(case)

    assert refused(
        room, actions.record_incident, case_id=case.id, kind="OPERATION", happened_at=NOW, district=case.district,
        words=LONG, place=LONG, order_number=LONG,
    ) == {("place", "TOO_LONG"), ("order_number", "TOO_LONG")}  # fmt: skip
    assert refused(
        room, actions.find_device, incident_id=incident.id, found_at=NOW, finder=LONG, words=LONG
    ) == {("finder", "TOO_LONG")}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("speaker_name", LONG, "TOO_LONG"), ("detention", "M" * 21, "TOO_LONG"), ("language", LONG, "TOO_LONG"),
        ("longest_stretch_minutes", 10**12, "OUT_OF_RANGE"), ("longest_stretch_minutes", -1, "OUT_OF_RANGE"),
    ],
)  # fmt: skip
def test_of_a_statement_as_well(room, field, value, code):
    with pytest.raises(Invalid) as fault:
        take(room, room.case(), **{field: value})
    assert fault.value.errors == [{"field": field, "code": code}]


def test_a_page_says_it_beside_the_field_and_not_as_a_defect(room):
    case = room.case()

    answer = signed_in("detective").post(
        reverse("casework:incident_new", args=[case.id]),
        {"kind": "OPERATION", "happened_at": "2021-09-02T05:00", "district": case.district, "words": "دهم الدار",
         "place": LONG},
    )  # fmt: skip

    assert answer.status_code == 422


def test_only_what_is_written_is_asked_and_what_fits_passes():
    row = Case(number="C", title=LONG, district="YE19")
    assert list(bounds.faults(row)) == [{"field": "title", "code": "TOO_LONG"}]
    assert list(bounds.faults(row, {"district"})) == []
    row.title = "خ\x00"
    assert list(bounds.faults(row)) == [{"field": "title", "code": "UNSTORABLE"}]
    assert list(bounds.faults(Event(kind="note", fields={"a": [{"b": "خ\x00"}]}))) == [
        {"field": "fields", "code": "UNSTORABLE"}
    ]
    row.title = "خ" * 200
    assert list(bounds.faults(row)) == []
