"""Rulings about a party: an age, a capacity, and the stop that no waiver caused (Q-05, Q-11, Q-16, Q-23)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError
from stage import NOW
from victims_matter import DAY, PAPER

from tansiq.compartments.victims import actions, ledger, queries
from tansiq.compartments.victims.errors import FormNeeded, NotAMistake
from tansiq.compartments.victims.models import Entry
from tansiq.compartments.victims.tests.test_court_forms import type_in
from tansiq.compartments.victims.tests.test_wishes import standing
from tansiq.kernel.access.errors import Reauthenticate
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

pytestmark = pytest.mark.django_db


def right(matter: Any) -> Any:
    rows = matter.do("office", queries.entries, matter.matter.id)
    return matter.do("office", lambda: ledger.answer_of(rows, at=NOW)).rights[0]


def aged(matter: Any, age: str, record: str, who: str = "office", *, ago: int = 1) -> Any:
    on = NOW - timedelta(days=ago)
    return matter.fact("age_ruled", who=who, accused="A1", age_at_act=age, record=record, on=on)


def rule(matter: Any, *, record: str = "م/31", who: str = "judge", **change: Any) -> Any:
    return matter.do(
        who, actions.rule_on_accused, party_id=matter.id("A1"), record=record, judge="القاضي فارس", on=NOW,
        paper=PAPER, **change,
    )  # fmt: skip


@pytest.fixture
def child(matter: Any) -> Any:
    """Retaliation was set on somebody who was a child."""
    matter.characterise()
    aged(matter, "child", "", ago=4)
    return matter


@pytest.mark.rule("Q-05", "Q-16")
def test_one_clerk_of_the_office_takes_no_childs_stop_away(child):
    with pytest.raises(FormNeeded):
        aged(child, "adult", "م/30")
    aged(child, "adult", " - ")  # it waits

    assert (right(child).state, standing(child)) == ("cannot_be_set", [("A1", None)])
    form = child.do("office", actions.print_party_form, party_id=child.id("A1"))
    told = {"kind": "age_ruled", "finding": "adult"}
    with pytest.raises(Invalid):
        type_in(child, form, kind="age_ruled")
    with pytest.raises(Invalid):
        type_in(child, form, kind="court_validated")
    type_in(child, form, **told)
    assert standing(child) == [("A1", None)]

    type_in(child, form, "woman", **told)

    assert (right(child).state, standing(child)) == ("right_open", [("A1", NOW)])


@pytest.mark.rule("Q-05", "Q-16")
def test_the_court_rules_itself_and_what_protects_is_anybodys_to_write(child):
    aged(child, "doubtful", "م/29", ago=2)
    aged(child, "adult", "م/30", who="judge")
    child.fact("capacity_ruled", heir="H3", capacity="lacks", record="م/5")

    assert standing(child) == [("A1", NOW)]
    with pytest.raises(FormNeeded):
        child.fact("capacity_ruled", heir="H3", capacity="capable", record="م/5")
    form = child.do("office", actions.print_party_form, party_id=child.id("H3"))
    for who in ("office", "woman"):
        type_in(child, form, who, kind="capacity_ruled", finding="capable")
    rows = child.do("office", queries.entries, child.matter.id, "capacity_ruled")
    assert [row.event["capacity"] for row in rows] == ["lacks", "capable"]


@pytest.mark.rule("Q-05", "Q-11", "Q-16")
def test_past_the_page_nobody_of_the_office_takes_a_protection_away_alone(child):
    office = child.cast["office"]

    def write(number: int, *, is_alone: bool, **event: Any) -> None:
        child.run(office, lambda: Entry(
            matter=child.matter, owner_id=child.matter.owner_id, number=number, kind=event["kind"], event=event,
            happened_at=NOW, paper="x", recorded_at=NOW, recorded_by=office.user, recorded_by_name="x",
            is_alone=is_alone,
        ).save(force_insert=True))  # fmt: skip

    told = {"kind": "age_ruled", "at": "2026-01-02", "accused": "A1", "record": "م/3"}
    write(90, is_alone=True, **told, age_at_act="child")
    with pytest.raises(ProgrammingError):
        write(91, is_alone=True, **told, age_at_act="adult")
    inherits = {"kind": "offender_inherits", "at": "2026-01-02", "accused": "A1", "from": "H1", "part": "all"}
    write(92, is_alone=True, **inherits)
    with pytest.raises(ProgrammingError):
        write(93, is_alone=False, **inherits)


@pytest.mark.rule("Q-23")
def test_a_judge_ends_a_stop_that_no_waiver_caused_by_his_record(child):
    with pytest.raises(NotPermitted):
        rule(child, who="office")
    with pytest.raises(NotFound):
        child.do("judge", actions.rule_on_accused, party_id=child.id("H1"), record="م/1", judge="", on=NOW, paper=PAPER)
    rule(child, record=" - ")
    assert standing(child) == [("A1", None)]

    rule(child)

    assert (right(child).stop, right(child).flags, standing(child)) == (False, ("minor",), [("A1", NOW)])


@pytest.mark.rule("Q-11", "Q-23")
def test_what_comes_to_light_after_the_ruling_holds_anew(matter):
    matter.characterise()
    matter.fact("offender_inherits", accused="A1", part="some", **{"from": "H1"})
    rule(matter)
    assert standing(matter) == [("A1", NOW)]

    matter.fact("offender_inherits", accused="A1", part="all", on=DAY - timedelta(days=3), **{"from": "V1"})

    assert ("A1", None) in standing(matter)


@pytest.mark.rule("Q-23")
def test_an_inheritance_is_a_mistake_only_once_a_judge_has_ended_its_stop(matter):
    matter.characterise()
    row = matter.fact("offender_inherits", accused="A1", part="some", **{"from": "H1"})
    why = "كُتب في غير ملفه"
    with pytest.raises(NotAMistake):
        matter.do("office", actions.say_mistaken, entry_id=row.id, why=why)
    rule(matter)
    said = matter.do("office", actions.say_mistaken, entry_id=row.id, why=why)

    matter.do("woman", actions.take_out, correction_id=said.id)

    assert (right(matter).state, right(matter).stop) == ("right_open", False)


@pytest.mark.rule("Q-23")
def test_whoever_lifts_a_stop_has_proved_just_now_who_acts(child):
    child.cast["judge"] = replace(child.cast["judge"], is_stale=True)

    with pytest.raises(Reauthenticate):
        rule(child)
    with pytest.raises(Reauthenticate):
        aged(child, "adult", "م/30", who="judge")
    aged(child, "doubtful", "م/30", who="judge")
    assert standing(child) == [("A1", None)]
