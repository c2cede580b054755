from dataclasses import replace

import pytest
from stage import NOW

from tansiq.compartments.intelligence import actions, queries
from tansiq.compartments.intelligence.errors import BasisExpired, HandlingForbids, NoPurpose, NotOpen
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import queries as decisions
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

pytestmark = pytest.mark.django_db
REASONS = "بحثنا في سجلاتنا عن ذلك اليوم"


@pytest.fixture
def ask(cast, do, agencies):
    def run(*, by="asker", to="beta", **fields):
        asked = {
            "question": "هل مرت الشاحنة من نقطتكم مساء الخميس؟", "why": "لتحديد طريق الصناديق قبل الهجوم",
            "legal_basis": "JOINT-EXCHANGE", "purpose": "OPEN_CASE", "reference": "2026/40",
        } | fields  # fmt: skip
        return do(cast[by], actions.ask_information, addressee_id=agencies[to], **asked)

    return run


@pytest.fixture
def answer(cast, do):
    def run(row, *, by="owner", outcome="given", **fields):
        given = {"reasons": REASONS, "answer": "مرت في العاشرة مساء", "handling": "P"} | fields
        return do(cast[by], actions.answer_information, request_id=row.id, outcome=outcome, **given)

    return run


def test_both_agencies_see_a_request_and_nobody_else(cast, ask):
    row = ask()

    seen = {}
    for who in ("asker", "owner", "stranger", "inspector", "watch"):
        with acting_as(cast[who]):
            seen[who] = [found.number for found in queries.information_requests()] == [row.number]
    assert seen == {"asker": True, "owner": True, "stranger": False, "inspector": False, "watch": False}


def test_the_clock_of_a_request_runs_at_the_addressee(cast, ask, answer):
    row = ask()

    with acting_as(cast["owner"]):
        [clock] = clocks.of_subject(row.id)
    assert (clock.code, clock.due_at) == ("RFI-ANSWER", row.due_at)
    answer(row)
    with acting_as(cast["owner"]):
        assert clocks.of_subject(row.id)[0].met_at == NOW


@pytest.mark.parametrize(("outcome", "state"), [("given", "given"), ("partly", "partly")])
def test_an_answer_reaches_the_asker(cast, ask, answer, outcome, state):
    row = answer(ask(), outcome=outcome)

    with acting_as(cast["asker"]):
        read = queries.information_request(row.id)
    assert (read.state, read.answer, read.handling) == (state, "مرت في العاشرة مساء", "P")


def test_a_refusal_shows_its_code_and_keeps_its_reasons(cast, ask, answer):
    row = answer(ask(), outcome="refused", refusal_reason="SOURCE_AT_RISK")

    with acting_as(cast["asker"]):
        read = queries.information_request(row.id)
        assert (read.state, read.refusal_reason, read.answer) == ("refused", "SOURCE_AT_RISK", "")
        assert decisions.of_subject(row.id) == []
    with acting_as(cast["owner"]):
        assert [decision.reasons for decision in decisions.of_subject(row.id)] == [REASONS]


@pytest.mark.parametrize(
    "fields",
    [{"outcome": "refused"}, {"outcome": "refused", "refusal_reason": "NO_TIME"}, {"answer": " "}, {"handling": ""},
     {"handling": "C"}, {"outcome": "later"}],
)  # fmt: skip
def test_an_answer_that_is_none_is_refused(ask, answer, fields):
    row = ask()

    with pytest.raises(Invalid):
        answer(row, **fields)


def test_an_answer_under_h1_does_not_go_to_a_court(cast, ask, answer):
    clerk = replace(cast["prosecutor"], roles=frozenset({"liaison"}))
    cast["clerk"] = clerk
    row = ask(by="clerk")

    with pytest.raises(HandlingForbids):
        answer(row, handling="H1")
    assert answer(row, handling="H2").state == "given"


def test_a_request_is_answered_once(ask, answer):
    row = answer(ask())

    with pytest.raises(NotOpen):
        answer(row)


@pytest.mark.parametrize("who", ["asker", "stranger", "analyst"])
def test_only_a_liaison_of_the_addressee_answers(ask, answer, who):
    row = ask()

    with pytest.raises(NotFound):
        answer(row, by=who)


@pytest.mark.rule("G2")
def test_a_question_on_an_ended_basis_is_refused(ask):
    with pytest.raises(BasisExpired):
        ask(legal_basis="INTERIM-EXCHANGE")


@pytest.mark.parametrize(("field", "value"), [("purpose", "متابعة"), ("purpose", ""), ("reference", "")])
def test_a_question_without_a_reason_is_refused(ask, field, value):
    with pytest.raises(NoPurpose):
        ask(**{field: value})


@pytest.mark.parametrize("to", ["alpha", "watchers", "un"])
def test_oneself_a_list_and_the_inspector_are_not_asked(ask, to):
    with pytest.raises(Invalid):
        ask(to=to)


def test_only_a_liaison_asks(ask):
    with pytest.raises(NotPermitted):
        ask(by="analyst", to="alpha")


@pytest.mark.parametrize("field", ["question", "why"])
def test_a_question_that_cannot_be_kept_is_refused(ask, field):
    with pytest.raises(Invalid) as refusal:
        ask(**{field: "هل لديكم عنه شيء محفوظ؟\x00"})

    assert refusal.value.errors == [{"field": field, "code": "UNSTORABLE"}]


@pytest.mark.parametrize("field", ["answer", "conditions", "reasons"])
def test_an_answer_that_cannot_be_kept_is_refused(ask, answer, field):
    row = ask()

    with pytest.raises(Invalid) as refusal:
        answer(row, **{field: "لا شيء محفوظ لدينا\x00"})

    assert refusal.value.errors == [{"field": field, "code": "UNSTORABLE"}]
