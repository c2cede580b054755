"""A statement goes from the case to the register by its passage: its number and conditions, never its words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from casework_support import GOOD, Room
from stage import NOW, draft

from tansiq.compartments.casework import actions as casework
from tansiq.compartments.casework.drafts import StatementDraft
from tansiq.compartments.casework.models import Allegation, Doubt, Statement
from tansiq.compartments.custody import actions as custody
from tansiq.compartments.custody import standing
from tansiq.compartments.custody.models import Event
from tansiq.gateway.models import Crossing
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.db import acting_as

pytestmark = pytest.mark.django_db
SALEM = draft(ism="سالم", father="عوض", grandfather="كرامة", family="باقنزل", birth="1990")


@pytest.fixture
def held(do, cast):
    began = NOW - timedelta(hours=9)
    made = custody.ArrestDraft(kit=SALEM, place="بيت خلف السوق", at=began, unit="دورية 4", basis="flagrante")
    return do(cast["arrester"], custody.record_arrest, draft=made)


@pytest.fixture
def case(do, cast, agencies):
    return do(
        cast["detective"], casework.open_case, title="خلية خططت لتفجير مركبة", legal_basis="JOINT-EXCHANGE",
        district=charter.current().districts()[0].pcode, prosecution_id=agencies["court"],
    )  # fmt: skip


def take(do, cast, case, **given):
    told = StatementDraft(**GOOD | given)
    return do(cast["detective"], casework.take_statement, case_id=case.id, draft=told)


def told(do, cast, row, now=NOW):
    return do(cast["inspector"], lambda: standing.of([row], now)[row.number])


@pytest.mark.rule("EVD-04", "W-1")
def test_the_register_learns_number_and_conditions_and_not_a_word_of_what_was_said(do, cast, case, held):
    row = take(do, cast, case, detention=held.number.lower(), counsel="not_offered")

    event = do(cast["inspector"], Event.objects.get, kind="statement")
    assert (event.fields["statement"], event.fields["counsel"]) == (row.number, False)
    assert event.recorded_by == cast["detective"].user_id
    said = str(event.fields) + str(event.details)
    assert row.words not in said
    assert case.number not in said
    assert told(do, cast, held).quarantined == (row.number,)
    crossing = do(cast["inspector"], Crossing.objects.get, passage="statement")
    assert set(crossing.payload) == {"sha256"}


@pytest.mark.rule("G7")
def test_what_is_alleged_in_the_case_and_ruled_by_a_judge_stands_in_the_register_as_well(do, cast, case, held):
    row = take(do, cast, case, place_code="", place="فيلا", detention=held.number)
    do(cast["prosecutor"], casework.allege_taint, statement_id=row.id, indicator="ALLEGATION", words="قال إنه ضُرب")
    assert told(do, cast, held).quarantined == (row.number,)

    later = NOW + timedelta(minutes=5)
    do(
        cast["prosecutor"], casework.record_ruling, statement_id=row.id, result="admissible", judge="القاضي",
        record_number="محضر 12", now=later,
    )  # fmt: skip
    kinds = do(cast["inspector"], lambda: set(Event.objects.values_list("kind", flat=True)))
    assert {"statement", "taint_alleged", "taint_ruled"} <= kinds
    assert told(do, cast, held, later).quarantined == ()


@pytest.mark.rule("EVD-06")
def test_who_sends_does_not_learn_whether_there_is_such_a_record_and_the_inspector_does(do, cast, case):
    row = take(do, cast, case, detention="M-AAAA-BBBB")

    assert row.detention == "M-AAAA-BBBB"
    with acting_as(cast["inspector"]):
        assert ("HEARD_AND_NOT_REGISTERED", row.number) in [(one.code, one.reference) for one in clocks.open_alarms()]
        assert not Event.objects.filter(kind="statement").exists()


def test_of_somebody_who_is_free_and_of_what_a_court_heard_the_register_learns_nothing(do, cast, case, held):
    take(do, cast, case)
    take(do, cast, case, kind="court_record", record_number="جلسة 3", detention=held.number)

    with acting_as(cast["inspector"]):
        assert not Event.objects.filter(kind="statement").exists()
        assert not Crossing.objects.filter(passage="statement").exists()


def doubt(do, cast, held, number, *, by="arrester"):
    return do(
        cast[by], custody.write_down, detention_id=held.id, kind="taint_alleged", now=NOW,
        fields={"statement": number, "indicator": "كدمات على معصميه"}, details={"words": "رأيتها عند الاستلام"},
    )  # fmt: skip


def sees(do, cast, row, who="detective"):
    return do(cast[who], Statement.objects.filter(id=row.id).exists)


@pytest.mark.rule("G7", "E16", "W-4")
@pytest.mark.parametrize("linked", [True, False])
def test_a_doubt_told_to_the_register_closes_the_statement_and_what_rests_on_it(do, cast, agencies, case, held, linked):
    room = Room(cast, agencies, do)
    row = take(do, cast, case, detention=held.number if linked else "")
    piece = room.exhibit(room.incident(case))
    room.transfer(piece)
    do(cast["prosecutor"], casework.derive, statement_id=row.id, number=piece.number)
    assert sees(do, cast, row)

    event = doubt(do, cast, held, f" {row.number.lower()} ")

    assert event.fields["statement"] == row.number
    assert not sees(do, cast, row)
    assert not room.sees("detective", piece)
    assert room.sees("prosecutor", row)
    assert room.sees("prosecutor", piece)
    [made] = do(cast["prosecutor"], lambda: list(Allegation.objects.filter(statement=row)))
    assert (made.indicator, made.author_name) == ("ALLEGATION", cast["arrester"].name)
    assert "كدمات" in made.words
    crossing = do(cast["inspector"], Crossing.objects.get, passage="statement_doubted")
    assert set(crossing.payload) == {"sha256"}


@pytest.mark.rule("G7", "W-4")
def test_a_doubt_about_a_statement_that_no_case_has_waits_for_it_and_the_inspector_knows(do, cast, case, held):
    doubt(do, cast, held, "ورقة بلا رقم")
    with acting_as(cast["inspector"]):
        assert "DOUBT_UNPLACED" in [one.code for one in clocks.open_alarms()]

    other = take(do, cast, case, speaker_name="رجل آخر", words="كلام آخر لا يشبه غيره في شيء مما قيل")
    row = take(do, cast, case, detention=held.number)

    assert sees(do, cast, other)
    assert not sees(do, cast, row)
    assert told(do, cast, held).quarantined == (row.number,)
    do(
        cast["prosecutor"], casework.record_ruling, statement_id=row.id, result="admissible", judge="القاضي",
        record_number="محضر 12", now=NOW + timedelta(minutes=5),
    )  # fmt: skip
    assert sees(do, cast, row)


def test_what_waits_is_read_by_nobody(do, cast, held):
    doubt(do, cast, held, "ورقة بلا رقم")

    for who in ("prosecutor", "inspector", "detective", "arrester"):
        assert not do(cast[who], Doubt.objects.exists)
