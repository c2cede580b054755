"""Statements with their conditions, and the quarantine of what may come from ill-treatment and of all that derives."""

from __future__ import annotations

from datetime import timedelta

import pytest
from casework_support import GOOD, take
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stage import NOW

from tansiq.compartments.casework import actions, queries
from tansiq.compartments.casework.errors import NotARecord
from tansiq.compartments.casework.models import Evidence, Exhibit, Finding, Statement
from tansiq.kernel.audit.queries import Entry
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def allege(room, row, *, by="detective", **given):
    told = {"indicator": "ALLEGATION", "words": "قال لمحاميه إنه ضُرب"} | given
    return room.do(room.cast[by], actions.allege_taint, statement_id=row.id, **told)


def rule(room, row, result="admissible", *, by="prosecutor", **given):
    told = {"result": result, "record_number": "محضر 12/2021", "judge": "القاضي فلان"} | given
    return room.do(room.cast[by], actions.record_ruling, statement_id=row.id, **told)


def derive(room, row, number, *, by="prosecutor", **given):
    return room.do(room.cast[by], actions.derive, statement_id=row.id, number=number, **given)


def flags(room, row):
    with acting_as(room.cast["prosecutor"]):
        return Statement.objects.get(id=row.id).flags


def alarms(room, who):
    with acting_as(room.cast[who]):
        return sorted(alarm.code for alarm in clocks.open_alarms())


@pytest.mark.rule("EVD-03")
def test_there_is_no_field_for_a_confession_and_a_court_record_has_its_number(room):
    names = " ".join(field.name for field in Statement._meta.get_fields())
    case = room.case()

    assert "confess" not in names
    assert set(Statement.Kind.values) == {"statement", "court_record"}
    with pytest.raises(Invalid):
        take(room, case, kind="confession")
    with pytest.raises(Invalid):
        take(room, case, kind="court_record")
    assert not take(room, case, kind="court_record", record_number="جلسة 3", counsel="not_offered").is_quarantined


@pytest.mark.rule("EVD-04", "W-4")
@pytest.mark.parametrize(
    ("given", "flag"),
    [
        ({"counsel": "refused"}, "NO_COUNSEL"), ({"counsel": "not_offered"}, "NO_OFFER_OF_COUNSEL"),
        ({"longest_stretch_minutes": 241}, "LONG_WITHOUT_BREAK"), ({"is_recorded": False}, "NO_RECORDING"),
        ({"is_medical_mismatch": True}, "MEDICAL_MISMATCH"), ({"place_code": ""}, "UNLISTED_PLACE"),
        ({"is_child": True}, "CHILD_WITHOUT_GUARDIAN"), ({"ended_at": NOW - 6 * HOUR}, "CHRONOLOGY"),
    ],
)  # fmt: skip
def test_every_condition_is_kept_and_flagged_and_none_is_refused(room, given, flag):
    assert flag in flags(room, take(room, room.case(), **given))


def test_good_conditions_have_no_flag(room):
    row = take(room, room.case())

    assert (flags(room, row), room.sees("detective", row)) == ([], True)


@pytest.mark.rule("EVD-06")
def test_an_unlisted_place_is_told_to_the_inspector_at_once_and_taints_what_is_said_there(room):
    row = take(room, room.case(), place_code="", place="فيلا في الوادي")

    assert not room.sees("detective", row)
    assert room.sees("prosecutor", row)
    assert alarms(room, "inspector") == ["STATEMENT-QUARANTINED", "UNLISTED_PLACE"]
    assert alarms(room, "prosecutor") == ["STATEMENT-QUARANTINED"]


@pytest.mark.rule("G7", "E16")
def test_nothing_derived_is_readable_until_a_judge_has_ruled(room):
    case = room.case()
    statement = take(room, case)
    piece = room.exhibit(room.incident(case))
    part = room.act("divide_exhibit", piece, mark="B-77", description="جزء")
    for row in (piece, part):
        room.transfer(row)
    derive(room, statement, piece.number)
    element = room.do(
        room.cast["prosecutor"], actions.name_element, case_id=case.id, article="EXPLOSIVES_OFFENCE", words="الحيازة"
    )
    cited = room.do(
        room.cast["prosecutor"], actions.cite_evidence, element_id=element.id, number=piece.number,
        direction="supports", weight="strong", words="وُجدت في غرفته",
    )  # fmt: skip

    allege(room, statement)

    hidden = {row: room.sees("detective", row) for row in (statement, part, cited)}
    assert set(hidden.values()) == {False}
    assert room.sees("storekeeper", piece)  # whoever holds it still holds it
    assert all(room.sees("prosecutor", row) for row in (statement, part, piece, cited))
    with pytest.raises(NotFound), acting_as(room.cast["detective"]):
        queries.read_statement(actor=room.cast["detective"], now=NOW, statement_id=statement.id)
    with pytest.raises(NotPermitted), acting_as(room.cast["detective"]):
        room.do(room.cast["detective"], actions.name_element, case_id=case.id, article="MURDER", words="x")

    rule(room, statement)
    assert all(room.sees("detective", row) for row in (statement, part, cited))
    allege(room, statement)  # an allegation after the ruling opens the question again
    rule(room, statement, "inadmissible")
    assert not room.sees("detective", cited)


@pytest.mark.rule("G7")
def test_only_the_prosecution_enters_a_ruling_and_by_a_record(room):
    row = take(room, room.case())

    with pytest.raises(NotPermitted):
        rule(room, row, by="detective")
    with pytest.raises(Invalid):
        rule(room, row, record_number=" ")
    with pytest.raises(Invalid):
        rule(room, row, "dropped")


@pytest.mark.rule("G7")
def test_the_same_words_of_two_people_are_an_indicator(room):
    case = room.case()
    take(room, case)

    second = take(room, case, speaker_name="رجل آخر")

    assert "SAME_WORDS" in flags(room, second)
    assert not room.sees("detective", second)


@pytest.mark.rule("EVD-13")
def test_an_origin_written_down_before_ends_the_lineage(room):
    case = room.case()
    statement = take(room, case)
    old, later = (room.exhibit(room.incident(case)) for _ in range(2))
    derive(room, statement, old.number, origin_at=NOW - 9 * HOUR, origin_words="محضر معاينة رقم 9 قبل الأقوال")
    derive(room, statement, later.number, origin_at=NOW - HOUR, origin_words="محضر كُتب بعد الأقوال")

    allege(room, statement)

    with acting_as(room.cast["prosecutor"]):
        marks = {row.id: row.is_quarantined for row in Exhibit.objects.filter(case_id=case.id)}
    assert marks == {old.id: False, later.id: True}


@pytest.mark.rule("EVD-13", "G13")
def test_whoever_says_that_he_had_not_read_it_is_believed_as_far_as_the_log_of_reads_goes(room):
    case = room.case()
    room.do(room.cast["prosecutor"], actions.name_worker, case_id=case.id,
            staff_number=room.cast["other_detective"].staff_number)  # fmt: skip
    statement = take(room, case)
    incident = room.incident(case)
    read, unread = room.exhibit(incident), room.exhibit(incident)
    detective = room.cast["detective"]
    derive(room, statement, unread.number, by="other_detective", says_unread=True)
    room.do(detective, queries.read_statement, actor=detective, now=NOW - HOUR, statement_id=statement.id)
    room.do(detective, queries.read_case, actor=detective, now=NOW - HOUR, case_id=case.id)
    with acting_as(room.cast["inspector"]):
        told = Entry.objects.filter(kind=Entry.Kind.READ, reference=case.number).values_list("act", flat=True)
        assert set(told) == {"casework.case_read", "casework.statement_read"}
    derive(room, statement, read.number, by="detective", says_unread=True)

    allege(room, statement)

    with acting_as(room.cast["prosecutor"]):
        marks = {row.id: row.is_quarantined for row in Exhibit.objects.filter(case_id=case.id)}
    assert marks == {read.id: True, unread.id: False}


@pytest.mark.rule("G7")
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_of_any_web_of_records_nothing_that_derives_is_readable(room, data):
    """Whatever rests on whatever: what the engine holds back does not exist for whoever works on the case."""
    case = room.case()
    incident = room.incident(case)
    statements = [take(room, case, speaker_name=f"رجل {n}", words=f"{GOOD['words']} {n} " * 2) for n in "أب"]
    pieces = [room.exhibit(incident) for _ in range(3)]
    edges = data.draw(st.sets(st.tuples(st.integers(0, 1), st.integers(0, 2)), max_size=4))
    for source, target in sorted(edges):
        derive(room, statements[source], pieces[target].number)
    tainted = data.draw(st.integers(0, 1))

    allege(room, statements[tainted])

    held_back = {pieces[target].id for source, target in edges if source == tainted} | {statements[tainted].id}
    with acting_as(room.cast["prosecutor"]):
        marked = {
            row.id for kind in (Statement, Exhibit, Finding, Evidence) for row in kind.objects.filter(case_id=case.id)
            if row.is_quarantined
        }  # fmt: skip
    assert marked == held_back
    room.do(room.cast["prosecutor"], actions.name_worker, case_id=case.id,
            staff_number=room.cast["other_detective"].staff_number)  # fmt: skip
    for row in (*statements, *pieces):
        assert room.sees("other_detective", row) == (row.id not in held_back)


def test_what_is_under_quarantine_cannot_be_cited_by_whoever_works_on_the_case(room):
    case = room.case()
    row = take(room, case, place_code="")

    for words in ("كانت العبوة للتفجير", "كانت لغيره"):
        room.do(room.cast["detective"], actions.propose_hypothesis, case_id=case.id, words=words)
    with acting_as(room.cast["detective"]):
        ids = [str(one.id) for one in queries.hypotheses(case.id)]
    with pytest.raises(NotARecord):
        room.do(
            room.cast["detective"], actions.weigh_finding, case_id=case.id, words="قاله", basis="seen",
            number=row.number, fits=dict.fromkeys(ids, "for"),
        )  # fmt: skip
