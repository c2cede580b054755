"""What a court set free is a task at the gate at once, past every internal status (JUD-09, JOC-08, Q-26)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from casework_support import HOUR, Room
from court_support import Court
from django.db import ProgrammingError, transaction
from stage import NOW, draft

from tansiq.compartments.custody import actions as custody
from tansiq.compartments.custody.models import Detention, Event
from tansiq.kernel.clocks.models import Alarm
from tansiq.kernel.db import acting_as

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def stand(cast, agencies, do):
    return Court(Room(cast, agencies, do))


@pytest.fixture
def held(cast, agencies, do):
    """Somebody who is held in a prison on the list."""
    do(
        cast["inspector"], custody.list_place, now=NOW - 20 * DAY, code="prison", name_ar="سجن", name_en="Prison",
        kind="prison", agency_id=agencies["prisons"], instrument="قرار 7",
    )  # fmt: skip
    made = custody.ArrestDraft(
        kit=draft(ism="سالم", father="عوض", family="باقنزل", birth="1990"), place="prison", at=NOW - DAY,
        unit="دورية 4", officers="م-11", basis="flagrante",
    )  # fmt: skip
    return do(cast["arrester"], custody.record_arrest, now=NOW - DAY, draft=made)


def ordered(stand, held):
    with acting_as(stand.cast["custodian"]):
        return list(Event.objects.filter(detention_id=held.id, kind="release_ordered").order_by("recorded_at"))


@pytest.mark.rule("JUD-09", "Q-26")
@pytest.mark.parametrize("by", ["registrar", "judge", "prosecutor"])
def test_an_acquittal_spoken_in_court_is_a_task_at_the_gate_at_once(stand, held, by):
    accused = stand.accused(detention=held.number)
    charge = stand.charge(accused)
    stand.indict(charge)

    stand.said(accused, by=by, outcomes=((charge, "acquitted"),))

    [event] = ordered(stand, held)
    assert (event.fields["spoken"], event.details["ground"], event.details["is_ordered"]) == (True, "acquitted", True)
    with acting_as(stand.cast["custodian"]):
        assert Detention.objects.get(id=held.id).release_ordered_at is not None


@pytest.mark.rule("JUD-09")
def test_an_order_goes_past_every_charge_and_one_acquittal_of_two_frees_nobody(stand, held):
    accused = stand.accused(detention=held.number)
    first = stand.charge(accused)
    stand.indict(first)
    second = stand.charge(accused)
    for to in ("investigated", "sufficient", "indicted"):
        stand.move(second, to)

    stand.said(accused, outcomes=((first, "acquitted"),))
    assert ordered(stand, held) == []
    stand.said(accused, kind="release", record_number="7/2021", now=NOW + HOUR)

    [event] = ordered(stand, held)
    assert (event.fields["number"], event.details["ground"]) == ("7/2021", "other")


@pytest.mark.rule("JUD-09")
@pytest.mark.parametrize("detention", ["", "M-2222-2222"])
def test_whom_a_court_frees_and_nobody_finds_is_told_to_the_inspector(stand, detention):
    accused = stand.accused(detention=detention)
    charge = stand.charge(accused)
    stand.indict(charge)

    stand.said(accused, outcomes=((charge, "discontinued"),))

    with acting_as(stand.cast["inspector"]):
        assert Alarm.objects.filter(code="RELEASE-UNPLACED").count() == 1


@pytest.mark.rule("JUD-09")
def test_the_paper_of_a_word_is_the_same_order_and_the_gate_reads_whom_the_court_named(stand, held):
    accused = stand.accused(detention=held.number)
    charge = stand.charge(accused)
    stand.indict(charge)
    row = stand.said(accused, judge="", outcomes=((charge, "acquitted"),))

    stand.act("add_court_paper", by="registrar", court_act_id=row.id, record_number="9", content=b"%PDF")
    stand.act("complete_court_act", by="registrar", court_act_id=row.id, judge="القاضي فارس")

    [event] = ordered(stand, held)
    assert (event.details["name"], event.fields["by"]) == (accused.name, "المحكمة الجزائية")


@pytest.mark.rule("JUD-09")
def test_whom_nobody_found_is_told_once_and_goes_free_when_his_number_comes(stand, held):
    accused = stand.accused()
    charge = stand.charge(accused)
    stand.indict(charge)
    row = stand.said(accused, outcomes=((charge, "acquitted"),))
    stand.act("add_court_paper", by="registrar", court_act_id=row.id, record_number="9", content=b"%PDF")
    with acting_as(stand.cast["inspector"]):
        assert Alarm.objects.filter(code="RELEASE-UNPLACED").count() == 1
    assert ordered(stand, held) == []

    for _ in range(2):
        stand.act("state_age", accused_id=accused.id, age_at_act="adult", detention=held.number)

    [event] = ordered(stand, held)
    assert event.fields["number"] == "9"


@pytest.mark.rule("JUD-09", "Q-26")
def test_an_order_that_went_under_a_mistyped_number_goes_again_when_it_is_corrected(stand, held):
    accused = stand.accused(detention="M-2222-2222")
    charge = stand.charge(accused)
    stand.indict(charge)
    stand.said(accused, outcomes=((charge, "acquitted"),))
    assert ordered(stand, held) == []

    for _ in range(2):
        stand.act("state_age", accused_id=accused.id, age_at_act="adult", detention=held.number)

    [event] = ordered(stand, held)
    assert event.details["name"] == accused.name
    with acting_as(stand.cast["inspector"]):
        assert Alarm.objects.filter(code="RELEASE-MISDIRECTED").count() == 1


@pytest.mark.rule("Q-26")
def test_an_order_that_a_court_has_overtaken_does_not_go_again(stand, held):
    accused = stand.accused(detention="M-2222-2222")
    charge = stand.charge(accused)
    stand.indict(charge)
    stand.said(accused, outcomes=((charge, "acquitted"),))
    stand.said(
        accused, level="appeal", outcomes=((charge, "remanded"),), record_number="9", content=b"%PDF", now=NOW + HOUR
    )

    stand.act("state_age", accused_id=accused.id, age_at_act="adult", detention=held.number)

    assert ordered(stand, held) == []


@pytest.mark.rule("JUD-09")
@pytest.mark.parametrize("told", ["", "-"])
def test_the_wall_lets_nobody_take_back_that_an_order_went(stand, held, told):
    accused = stand.accused(detention=held.number)
    charge = stand.charge(accused)
    stand.indict(charge)
    row = stand.said(accused, outcomes=((charge, "acquitted"),))

    with acting_as(stand.cast["registrar"]), pytest.raises(ProgrammingError), transaction.atomic():
        type(row).objects.filter(id=row.id).update(released_as=told)
