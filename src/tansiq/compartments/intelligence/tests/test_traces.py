from datetime import UTC, datetime, timedelta, timezone

import pytest
from stage import NOW

from tansiq.compartments.intelligence import actions, queries
from tansiq.compartments.intelligence.errors import BasisExpired, NotOpen, UnknownMethod
from tansiq.kernel.audit import queries as audit
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def assign(cast, do):
    def run(*, by="analyst", **fields):
        asked = {
            "question": "هل ما زال يعمل في المستودع؟", "unit": "وحدة التحري", "method": "OWN_REGISTERS",
            "legal_basis": "JOINT-EXCHANGE", "purpose": "TRACE",
        } | fields  # fmt: skip
        return do(cast[by], actions.assign_trace, **asked)

    return run


@pytest.fixture
def conclude(cast, do):
    def run(row, *, is_found=False, by="analyst", outcome="لم نجد له أثرًا في السجلات"):
        return do(cast[by], actions.record_outcome, trace_id=row.id, is_found=is_found, outcome=outcome)

    return run


@pytest.mark.rule("JOC-10")
def test_a_trace_that_finds_nothing_is_recorded_and_lowers_the_others(desk, assign, conclude):
    subject = desk.active()
    first, second = assign(subject_id=subject.id, priority=2), assign(subject_id=subject.id, priority=2)

    done = conclude(first)

    assert (done.is_found, done.done_at, done.outcome) == (False, NOW, "لم نجد له أثرًا في السجلات")
    with acting_as(desk.cast["analyst"]):
        assert [row.priority for row in queries.traces()] == [3]
        assert {entry.act for entry in audit.of_subject(done.id)} == {
            "intelligence.trace_assigned", "intelligence.trace_done"
        }  # fmt: skip
    assert assign(subject_id=subject.id, priority=1).priority == 2
    assert second.id != first.id


@pytest.mark.rule("JOC-10")
@pytest.mark.parametrize("is_found", [True, None])
def test_only_a_negative_result_changes_a_priority(desk, assign, conclude, is_found):
    subject = desk.active()
    first, second = assign(subject_id=subject.id), assign(subject_id=subject.id)

    conclude(first, is_found=is_found)

    with acting_as(desk.cast["analyst"]):
        assert [(row.id, row.priority) for row in queries.traces()] == [(second.id, 3)]


@pytest.mark.rule("RL-04")
@pytest.mark.parametrize("method", ["LOCATION_TRACKING", "GEOLOCATION", "", "PHONE"])
def test_nobody_is_followed_by_position(assign, method):
    with pytest.raises(UnknownMethod):
        assign(method=method)


def test_lawful_means_need_their_order(assign):
    with pytest.raises(UnknownMethod):
        assign(method="LAWFUL_ORDER")

    assert assign(method="LAWFUL_ORDER", order_number="2026/9").order_number == "2026/9"


@pytest.mark.rule("G2")
def test_a_trace_on_an_ended_basis_is_refused(assign):
    with pytest.raises(BasisExpired):
        assign(legal_basis="INTERIM-EXCHANGE")


@pytest.mark.parametrize(("field", "value"), [("priority", 0), ("priority", 6), ("unit", " "), ("question", "متابعة")])
def test_a_trace_that_asks_nothing_is_refused(assign, field, value):
    with pytest.raises(Invalid):
        assign(**{field: value})


def test_a_proposal_is_not_traced(desk, assign):
    with pytest.raises(NotOpen):
        assign(subject_id=desk.propose().id)


def test_a_subject_of_another_agency_is_not_traced(desk, assign):
    with pytest.raises(NotFound):
        assign(subject_id=desk.active().id, by="stranger")


def test_who_may_trace(assign, conclude):
    with pytest.raises(NotPermitted):
        assign(by="approver")
    with pytest.raises(NotFound):
        conclude(assign(), by="stranger")


def test_a_trace_is_concluded_once(assign, conclude):
    row = conclude(assign())

    with pytest.raises(NotOpen):
        conclude(row)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [("due_at", datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=3))), "TOO_OLD"),
     ("due_at", datetime(9999, 1, 1, tzinfo=UTC), "IN_FUTURE"), ("unit", "وحدة\x00", "UNSTORABLE"),
     ("question", "هل ما زال يعمل هناك؟\x00", "UNSTORABLE"), ("order_number", "\x00", "UNSTORABLE")],
)  # fmt: skip
def test_a_trace_that_cannot_be_kept_is_refused(assign, field, value, code):
    with pytest.raises(Invalid) as refusal:
        assign(**{field: value})

    assert refusal.value.errors == [{"field": field, "code": code}]


def test_an_outcome_is_kept_without_the_signs_that_nobody_sees(assign, conclude):
    row = conclude(assign(), outcome="لم نجد له\x07 أثرًا\x00")

    assert row.outcome == "لم نجد له أثرًا"
