"""No path leaves a detainee without a running clock or a lawful stop: lives at random, in the engine and the register."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.compartments.custody import events
from tansiq.compartments.custody.replay import Standing, standings
from tansiq.kernel.charter.loading import load

ADEN = ZoneInfo("Asia/Aden")
BEGIN = datetime(2026, 11, 1, 6, 0, tzinfo=ADEN)
YEM = load(Path(__file__).resolve().parents[5] / "charter" / "yem")
LAWFUL_STOPS = ("released", "dead", "escaped")
PLACES = ("prison", "station", "home", "villa")


def moment(hours: float) -> str:
    return (BEGIN + timedelta(hours=hours)).isoformat()


def of_person(kind: str, at: int, **fields: object) -> dict[str, object]:
    return {"kind": kind, "at": moment(at), "person": "P", **fields}


FACTS = st.one_of(
    st.sampled_from(["registered", "medical_check", "family_told", "escaped", "recaptured"]).map(lambda kind: (kind, {})),
    st.tuples(st.just("presented"), st.sampled_from(["prosecution", "judge"]).map(lambda to: {"to": to})),
    st.tuples(
        st.just("detention_order"),
        st.tuples(st.sampled_from(["prosecution", "judge"]), st.integers(1, 3000)).map(
            lambda pair: {"by": pair[0], "number": "N", "until": moment(pair[1])}
        ),
    ),
    st.tuples(st.just("release_ordered"), st.booleans().map(lambda spoken: {"by": "court", "spoken": spoken})),
    st.tuples(
        st.just("obstacle"),
        st.sampled_from(["COURT-STAY", "OWN-WISH", "UNPAID-DIYA", "X"]).map(lambda code: {"code": code, "number": "1"}),
    ),
    st.tuples(st.just("left"), st.sampled_from(PLACES).map(lambda place: {"place": place, "expected_at": moment(500)})),
    st.tuples(st.just("arrived"), st.sampled_from(PLACES).map(lambda place: {"place": place})),
    st.tuples(st.just("age_doubted"), st.just({"by": "x"})),
    st.tuples(st.just("age_ruled"), st.sampled_from(["adult", "child"]).map(lambda age: {"age": age, "record": "J"})),
)  # fmt: skip


def stands(facts: list[tuple[int, tuple[str, dict[str, object]]]], at: int, age: str) -> Standing:
    listed = [{"kind": "place_listed", "at": moment(-99), "place": p, "type": p} for p in ("prison", "station", "home")]
    arrest = of_person("arrest", 0, place="prison", flagrante=True, age=age)
    told = [*listed, arrest, *(of_person(kind, hour, **fields) for hour, (kind, fields) in facts)]
    lines = events.read([json.dumps(one) for one in told], ADEN)
    [one] = standings(lines, now=BEGIN + timedelta(hours=at), charter=YEM)[0]
    return one


@pytest.mark.rule("G17")
@settings(max_examples=250, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 900), FACTS), max_size=9), st.integers(0, 1000),
    st.sampled_from(["adult", "child", "doubtful"]),
)  # fmt: skip
def test_whoever_is_held_has_a_clock_that_runs_or_that_an_obstacle_on_the_list_holds(facts, at, age):
    one = stands(facts, at, age)

    if one.held.where in LAWFUL_STOPS:
        assert all(clock.at(BEGIN + timedelta(hours=at)).ended_at is not None for clock in one.clocks)
        return
    told = [(clock, clock.at(BEGIN + timedelta(hours=at))) for clock in one.clocks]
    running = [clock for clock, said in told if said.state in ("running", "late")]
    held_back = [said for _, said in told if said.is_paused]
    assert running or held_back
    # What runs may be law that nobody has confirmed; then the end of a judge's own order alarms all the same.
    assert any(clock.row.alarms or clock.order_ends is not None for clock in running) or held_back


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 900), FACTS), max_size=9), st.integers(0, 400), st.integers(1, 400))
def test_an_alarm_that_was_raised_is_raised_at_every_later_moment_or_its_cause_has_come_to_an_end(facts, at, more):
    early, late = (stands(facts, hour, "adult") for hour in (at, at + more))
    passing = {"MISSING_IN_TRANSFER", "ORDER_ENDED"}

    lost = {(a.code, a.since) for a in early.alarms} - {(a.code, a.since) for a in late.alarms}
    assert {code for code, _ in lost} <= passing
