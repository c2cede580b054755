"""What happened after an answer is written down, whatever it was and whoever says it."""

from __future__ import annotations

from typing import Any

import pytest
from browse import signed_in
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from stage import KHALED, draft

from tansiq.gateway import actions, queries, rules
from tansiq.gateway.models import Answer, Ask, Happened
from tansiq.kernel.access.queries import actor_by_handle
from tansiq.kernel.access.rules import Standing
from tansiq.kernel.audit.models import Entry
from tansiq.kernel.clocks.models import Alarm
from tansiq.kernel.decisions.models import Decision
from tansiq.kernel.problems import NotFound

CHILD = draft("خالد سعيد عمر باقنزل", birth="2012")
KNOWN = draft("سالم عوض مبارك باشنوار", birth="1990", national="998877665")


@pytest.fixture
def tell(do):
    def run(actor: Any, row: Any, happened: str = "held", words: str = "") -> Decision:
        return do(actor, actions.record_happened, ask_id=row.id, happened=happened, words=words)

    return run


def alarms(do, actor):
    return do(actor, lambda: sorted(Alarm.objects.values_list("code", flat=True)))


@pytest.mark.rule("W-4")
@pytest.mark.parametrize("who", ["asker", "colleague", "alpha_validator"])
@pytest.mark.parametrize("words", ["", "ن", "أوقف ليلًا في مبنى غير مدرج بلا أمر", "x\x00y"])
def test_a_man_held_against_the_answer_is_written_down_and_the_inspector_is_told(cast, do, ask, tell, who, words):
    row = ask(cast["asker"], KHALED)

    fact = tell(cast[who], row, words=words)

    assert (fact.verb, fact.outcome, fact.member_name) == ("recorded", "held", cast[who].name)
    assert do(cast["asker"], queries.happened_after, row.id) == [fact]
    assert alarms(do, cast["inspector"]) == fact.grounds == ["AGAINST-THE-ANSWER"]
    [entry] = do(cast["inspector"], lambda: list(Entry.objects.filter(act="decisions.recorded")))
    assert (entry.reference, entry.owner_id, entry.subject_id) == (row.number, row.owner_id, fact.id)


@pytest.mark.rule("W-4")
def test_what_nobody_foresaw_is_kept_as_something_else(cast, ask, tell):
    row = ask(cast["asker"], KHALED)

    assert [tell(cast["asker"], row, odd).outcome for odd in ("", "ransomed", "h" * 500)] == ["other"] * 3


def test_what_the_answer_said_raises_nothing(cast, do, ask, order, tell):
    order(cast["prosecutor"], KNOWN)
    row = ask(cast["asker"], KNOWN)
    assert row.answer == "arrest_order"

    assert tell(cast["asker"], row, "held").grounds == []
    assert alarms(do, cast["inspector"]) == []
    assert tell(cast["asker"], row, "let_go").grounds == ["AGAINST-THE-ANSWER"]


@pytest.mark.rule("W-4")
def test_a_child_that_is_held_is_told_to_the_inspector_as_a_child(cast, do, ask, tell):
    tell(cast["asker"], ask(cast["asker"], CHILD))

    assert alarms(do, cast["inspector"]) == ["AGAINST-THE-ANSWER", "CHILD-HELD"]


@pytest.mark.parametrize("who", ["stranger", "owner", "watch", "inspector"])
def test_who_does_not_see_the_ask_finds_nothing_to_say(cast, ask, tell, who):
    row = ask(cast["asker"], KHALED)

    with pytest.raises(NotFound):
        tell(cast[who], row)


def test_the_duty_officer_writes_down_what_was_told_by_telephone_and_the_unit_reads_it(cast, do, ask, order, tell):
    order(cast["prosecutor"], KNOWN)
    row = ask(cast["asker"], draft("سالم عوض مبارك باشنوار", birth="1990"))
    assert row.answer == "call_before_detaining"

    fact = tell(cast["watch"], row, "let_go", "أبلغني هاتفيًا أنه تركه")

    for who in ("watch", "asker", "inspector"):
        assert do(cast[who], queries.happened_after, row.id) == [fact]
    assert do(cast["stranger"], queries.happened_after, row.id) == []


def test_a_fact_is_never_changed(cast, do, ask, tell, owner_sql):
    tell(cast["asker"], ask(cast["asker"], KHALED))

    for who in ("asker", "inspector"):
        with pytest.raises(Exception, match="permission denied"):
            do(cast[who], lambda: Decision.objects.update(outcome="let_go"))


def test_an_officer_says_what_happened_from_the_receipt(cast, do, ask):
    row = ask(cast["asker"], KHALED)
    client = signed_in("asker")
    receipt, page = reverse("gateway:ask_detail", args=[row.id]), reverse("gateway:ask_happened", args=[row.id])
    assert page in client.get(receipt).content.decode()

    empty = client.post(page, {})
    assert (empty.status_code, "Choose one, or say it" in empty.content.decode()) == (422, True)
    assert client.post(page, {"words": "لم يكن هو"}).status_code == 302
    sent = client.post(page, {"happened": "held", "words": "في نقطة الغرفة منذ الفجر"}, follow=True)

    shown = sent.content.decode()
    assert sent.redirect_chain == [(receipt, 302)]
    assert shown.count("the inspector has been told") == 2
    assert "في نقطة الغرفة منذ الفجر" in shown
    assert [fact.outcome for fact in do(cast["asker"], queries.happened_after, row.id)] == ["held", "other"]


@pytest.mark.rule("W-4")
def test_the_page_asks_for_no_role(cast, do, ask):
    row = ask(cast["asker"], KHALED)
    page = reverse("gateway:ask_happened", args=[row.id])

    sent = signed_in("alpha_validator").post(page, {"happened": "handed_over"})

    assert (sent.status_code, sent["Location"]) == (302, "/")
    assert len(do(cast["asker"], queries.happened_after, row.id)) == 1
    assert signed_in("stranger").post(page, {"happened": "held"}).status_code == 404


@given(st.sampled_from(Answer.values), st.sampled_from(Happened.values), st.booleans())
def test_a_flag_speaks_of_what_was_done_and_never_of_a_call(answer, happened, is_child):
    found = rules.flags(answer=answer, happened=happened, is_child=is_child)

    held = happened in ("held", "handed_over")
    assert ("AGAINST-THE-ANSWER" in found) == (
        (held and answer != "arrest_order") or (happened == "let_go" and answer == "arrest_order")
    )
    assert ("CHILD-HELD" in found) == (held and is_child)


def outside(do, cast, agencies, standing):
    do(
        cast["accreditor"], actions.change_standing, agency_id=agencies["alpha"], standing=standing,
        reason="بقرار لجنة الاعتماد",
    )  # fmt: skip
    return actor_by_handle("asker")


@pytest.mark.rule("W-4")
@pytest.mark.parametrize("standing", [Standing.SUSPENDED, Standing.CONTROL_LOST])
def test_an_agency_that_stands_outside_still_tells_what_happened_and_reads_nothing(cast, do, ask, agencies, standing):
    row, others = ask(cast["asker"], KHALED), ask(cast["stranger"], KNOWN)
    actor = outside(do, cast, agencies, standing)

    fact = do(actor, actions.record_happened, number=row.number.lower(), happened="held", words="أوقف عند الحاجز")

    assert (fact.verb, fact.outcome, fact.owner_id) == ("recorded", "held", agencies["alpha"])
    assert [code for code in alarms(do, cast["inspector"]) if code != "UNIT-FROZEN"] == ["AGAINST-THE-ANSWER"]
    for table in (Ask, Decision):
        assert do(actor, table.objects.count) == 0
    for which in ({"number": others.number}, {"ask_id": others.id}, {"number": "A-2222-2222"}):
        with pytest.raises(NotFound):
            do(actor, actions.record_happened, happened="held", **which)


def test_an_agency_that_stands_outside_finds_the_page_on_its_desk(cast, do, ask, agencies):
    row = ask(cast["asker"], KHALED)
    outside(do, cast, agencies, Standing.SUSPENDED)
    client, url = signed_in("asker"), reverse("gateway:happened")
    assert url in client.get("/").content.decode()

    wrong = client.post(url, {"number": "A-2222-2222", "happened": "held", "words": "عند الحاجز"})
    assert wrong.status_code == 422
    assert "عند الحاجز" in wrong.content.decode()
    told = client.post(url, {"number": row.number, "happened": "held", "words": "عند الحاجز"}, follow=True)

    assert told.redirect_chain == [("/", 302)]
    assert row.number not in told.content.decode()
    assert alarms(do, cast["inspector"]) == ["AGAINST-THE-ANSWER"]
