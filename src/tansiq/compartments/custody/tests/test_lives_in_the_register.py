"""Lives at random through the register itself: its rows, its clocks and its walls follow the engine at every step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from stage import NOW, draft

from tansiq.compartments.custody import standing
from tansiq.compartments.custody.models import Detention, Event
from tansiq.compartments.custody.tests.conftest import Register, hours
from tansiq.kernel.problems import Problem

ENDS = {"released": "released", "died": "dead", "escaped": "escaped"}
REASONS = "قرأت المحضر واستمعت إليه بحضور محاميه"
PLACES = st.sampled_from(["prison", "station", "home", "بيت خلف السوق"])


class Life(RuleBasedStateMachine):
    """One person, from the arrest on; each step an hour or more after the one before."""

    register: Register

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.hour, self.events = 0.0, 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def later(self, more: float) -> float:
        self.hour += more
        return self.hour

    def told(self) -> Any:
        read: Callable[[], Any] = lambda: standing.of([self.row], hours(self.hour))[self.row.number]  # noqa: E731
        return self.register.do(self.register.cast["inspector"], read)

    def planned(self, who: str, name: str, **fields: Any) -> None:
        """A plan may be refused; what happened never is."""
        try:
            self.register.act(who, name, self.hour, detention_id=self.row.id, **fields)
        except Problem as refused:
            assert refused.status < 500
        self.row = self.register.now(self.row)

    @initialize(place=PLACES, age=st.sampled_from(["adult", "child", "doubtful"]))
    def arrested(self, place: str, age: str) -> None:
        kit = draft(ism="سالم", father="عوض", family="باقنزل", birth="1990")
        self.row = self.register.arrest(kit, place=place, at=NOW, age=age)

    @rule(
        kind=st.sampled_from(["medical_check", "family_told", "injuries", "note"]),
        more=st.integers(1, 30),
    )
    def written_down(self, kind: str, more: int) -> None:
        self.register.fact(self.row, kind, self.later(more), by="arrester")

    @rule(to=st.sampled_from(["prosecution", "judge"]), more=st.integers(1, 30))
    def presented(self, to: str, more: int) -> None:
        self.register.fact(self.row, "presented", self.later(more), by="arrester", to=to)

    @rule(place=PLACES, more=st.integers(1, 30))
    def moved(self, place: str, more: int) -> None:
        if self.row.state == Detention.State.HELD:
            self.register.fact(
                self.row,
                "left",
                self.later(more),
                by="arrester",
                to=place,
                expected_at=hours(self.hour + 3).isoformat(),
            )
        self.register.fact(self.row, "arrived", self.later(1), by="arrester", place=place)

    @rule(counsel=st.booleans(), more=st.integers(1, 9))
    def heard(self, counsel: bool, more: int) -> None:
        self.register.hear(self.row, self.later(more), counsel=counsel, statement=f"ST-{self.events}")

    @rule(who=st.sampled_from(["prosecutor", "registrar"]), days=st.integers(1, 60), more=st.integers(1, 30))
    def ordered(self, who: str, days: int, more: int) -> None:
        until = hours(self.later(more) + 24 * days)
        self.planned(who, "order_detention", number="ق-1", until=until, reasons=REASONS)

    @rule(who=st.sampled_from(["prosecutor", "custodian"]), ground=st.sampled_from(["bail", "acquitted"]))
    def release_ordered(self, who: str, ground: str) -> None:
        self.later(1)
        self.planned(who, "order_release", ground=ground, words=REASONS, spoken=True)

    @precondition(lambda self: self.row.release_ordered_at is not None)
    @rule(more=st.integers(1, 60))
    def walked_out(self, more: int) -> None:
        self.later(more)
        self.planned("custodian", "record_release", words="خرج مع أخيه")

    @rule(kind=st.sampled_from(["died", "escaped", "recaptured"]))
    def ended(self, kind: str) -> None:
        fields = {"place": "prison"} if kind == "recaptured" else {}
        self.register.fact(self.row, kind, self.later(1), by="arrester", **fields)

    @rule(more=st.integers(10, 900))
    def time_passes(self, more: int) -> None:
        self.register.look(self.row, self.later(more))

    @invariant()
    def the_row_says_what_the_engine_says(self) -> None:
        self.row, told = self.register.now(self.row), self.told()
        where = told.held.where

        assert (self.row.ended_at is not None) == (where in ENDS.values())
        assert self.row.state == (where if where in (*ENDS.values(), "in_transfer", "unaccounted") else "held")
        assert str(self.row.owner_id) in map(str, self.row.party_ids)

    @invariant()
    def nobody_is_held_without_a_clock_and_nobody_who_went_has_one(self) -> None:
        self.row = self.register.now(self.row)
        running, told = self.register.clocks(self.row), self.told()
        if not self.row.is_open:
            assert running == {}
            return
        at = hours(self.hour)
        held_back = any(clock.at(at).is_paused for clock in told.clocks)
        unconfirmed = any(clock.at(at).state in ("running", "late") for clock in told.clocks)
        assert running or held_back or unconfirmed

    @invariant()
    def what_was_written_down_stays(self) -> None:
        count = self.register.do(self.register.cast["inspector"], Event.objects.filter(detention=self.row).count)
        assert count >= self.events
        self.events = count


@pytest.mark.rule("G17", "W-4")
@pytest.mark.django_db
def test_every_life_in_the_register_follows_the_engine(register: Register) -> None:
    machine = type("LifeHere", (Life,), {"register": register})
    few = settings(
        max_examples=10, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate),  # a life that fails is short enough to read
    )  # fmt: skip
    run_state_machine_as_test(machine, settings=few)
