"""Plans are held against protected cells, and whoever plans cannot tell what was found (JOC-09)."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from browse import signed_in
from django.db import connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from stage import NOW

from tansiq.compartments.protection import actions, queries, rules
from tansiq.compartments.protection.errors import NotOpen
from tansiq.compartments.protection.models import Check, Protected, Threat
from tansiq.gateway.models import Crossing
from tansiq.kernel import walls
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.audit.models import Entry
from tansiq.kernel.clocks.models import Clock
from tansiq.kernel.db import acting_as
from tansiq.kernel.geography import cells, shapes
from tansiq.kernel.problems import Invalid, NotPermitted

pytestmark = pytest.mark.rule("JOC-09")
ROOM = system_actor("protection")
MIDDLE, FAR = (49.12424, 14.54248), (51.0, 17.0)
SAID = "قرأنا ما وصل وقررنا بحسب الخطر"


def test_of_a_place_only_its_cell_is_kept(guards):
    row = guards.enter(MIDDLE, (49.12425, 14.54249))

    assert row.cells == [cells.cell_of(*MIDDLE)]
    told = str({name: getattr(row, name) for name in (field.name for field in Protected._meta.fields)})
    assert "49.1242" not in told
    assert "14.5424" not in told


@pytest.mark.parametrize("fields", [{"places": ()}, {"places": ((49.0, 85.0),)}, {"function": "KING"}])
def test_what_cannot_be_protected_is_refused(guards, do, cast, fields):
    with pytest.raises(Invalid):
        do(cast["guard"], actions.enter_protected, **{"function": "WITNESS", "places": (MIDDLE,)} | fields)
    with pytest.raises(NotPermitted):
        do(cast["watch"], actions.enter_protected, function="WITNESS", places=(MIDDLE,))


@pytest.mark.parametrize("who", ["analyst", "owner", "watch", "inspector", "accreditor", "caseworker"])
def test_nobody_but_the_desk_sees_a_cell_or_a_check(guards, who):
    guards.enter()
    guards.send(str(uuid4()))
    guards.run()

    assert guards.see(who, Protected) == guards.see(who, Check) == guards.see(who, Threat) == []


def test_what_is_touched_goes_to_the_desk_alone_as_a_blind_threat(guards, nobody_drawn):
    protected = guards.enter()
    guards.send(str(uuid4()))
    guards.run()

    [check] = guards.checks()
    [threat] = guards.see("guard", Threat)
    assert (check.is_touched, check.touched_ids, check.state) == (True, [protected.id], Check.State.CHECKED)
    assert (threat.is_blind, threat.origin, threat.reference) == (True, "plan", check.plan_number)
    assert {row.code for row in guards.see("guard", Clock)} >= {"THREAT-NOTICE", "PLAN-ANSWER"}


def test_what_touches_nothing_waits_for_nobody(guards, nobody_drawn, do, cast):
    guards.enter(FAR)
    ended = guards.enter(MIDDLE)
    do(cast["guard"], actions.end_protected, protected_id=ended.id)
    guards.send(str(uuid4()))
    guards.run()

    [check] = guards.checks()
    assert (check.is_touched, check.state) == (False, Check.State.ORDINARY)
    assert guards.see("guard", Threat) == []


def test_done_twice_the_job_does_its_work_once(guards, do):
    guards.enter()
    guards.send(str(uuid4()))
    [check_id] = do(ROOM, lambda: queries.waiting_checks())
    for _ in range(2):
        do(ROOM, actions.check_plan, check_id=check_id)

    assert len(guards.see("guard", Threat)) == 1
    assert len(guards.see("inspector", Crossing, passage="plan_call")) == 1


def test_every_plan_reaches_the_desk_and_again_whenever_it_is_drawn_anew(guards):
    planner = signed_in("analyst")

    page = planner.post(reverse("intelligence:plan_new"), FIELDS)["Location"]
    assert [row.round for row in guards.checks()] == [0]

    planner.post(f"{page}redraw/", FIELDS | {"radius": "700"})
    assert [row.round for row in guards.checks()] == [0, 1]


def test_a_plan_that_once_waited_waits_again_wherever_it_is_drawn(guards, nobody_drawn):
    guards.enter()
    plan = str(uuid4())
    guards.send(plan)
    guards.run()
    guards.send(plan, round_=1, at=FAR)
    guards.run()

    assert [(row.is_touched, row.state) for row in guards.checks()] == [(True, "checked"), (False, "checked")]


def test_a_share_is_drawn_by_a_key_that_nobody_outside_has():
    plans = [str(uuid4()) for _ in range(2_000)]
    drawn = [rules.is_drawn(b"one", plan, 0, percent=20) for plan in plans]

    assert 300 < sum(drawn) < 500
    assert drawn == [rules.is_drawn(b"one", plan, 0, percent=20) for plan in plans]
    assert drawn != [rules.is_drawn(b"other", plan, 0, percent=20) for plan in plans]
    assert not any(rules.is_drawn(b"one", plan, 0, percent=0) for plan in plans)
    assert all(rules.is_drawn(b"one", plan, 0, percent=100) for plan in plans)


@given(st.floats(49.0, 49.3), st.floats(14.4, 14.7), st.integers(50, 3_000), st.integers(0, 1_000))
@settings(max_examples=40, deadline=None)
def test_a_plan_touches_a_cell_exactly_when_it_comes_as_near_as_its_buffer(lon, lat, radius, buffer):
    cell, shape = cells.cell_of(*MIDDLE), shapes.circle(lon, lat, radius)

    assert rules.touches(shape, buffer, [cell]) == (shapes.gap(shape, cells.shape_of(cell)) <= buffer)


@pytest.mark.parametrize(("answer", "word"), [("go", "go"), ("move", "move")])
def test_the_watch_officer_hears_one_word_and_no_reason(guards, do, cast, answer, word):
    guards.enter()
    guards.send(str(uuid4()))
    guards.run()
    [check] = guards.checks()

    do(cast["guard"], actions.answer_check, check_id=check.id, answer=answer, reasons=SAID)

    crossed = guards.see("inspector", Crossing, passage="plan_answer")
    assert [set(row.payload) for row in crossed] == [{"sha256"}]
    assert crossed[0].decision_id is not None
    with pytest.raises(NotOpen):
        do(cast["guard"], actions.answer_check, check_id=check.id, answer="go", reasons=SAID)
    assert word


IDS = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[A-Z]-[0-9A-Z]{4}-[0-9A-Z]{4}|[0-9a-f]{64}"
    r'|csrfmiddlewaretoken" value="\w+"|s\d+_x\d+|\d\d:\d\d(:\d\d)?(\.\d+)?'
)
FIELDS = {
    "type": "SEARCH", "task": "تفتيش مخزن بإذن من النيابة", "district": "YE1927", "form": "circle",
    "latitude": "14.54248", "longitude": "49.12424", "radius": "800", "buffer": "200", "unit": "السرية الثانية",
    "contact": "+967 5 000 0150", "danger": "RAISED", "legal_basis": "COURT-ORDER", "purpose": "OPEN_CASE",
    "reference": "CASE/77", "starts_at": "2031-05-01T04:00", "ends_at": "2031-05-01T06:00",
}  # fmt: skip
PAGES = ("/", "/intelligence/plans/", "/map/")


class Undone(Exception):
    """Ends a world."""


class Count:
    """Every statement that passes the connection, in the shape that it has."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        self.told.append(IDS.sub("#", str(sql)))
        return execute(sql, params, many, context)


def _rows_of(who: Any) -> dict[str, int]:
    """How many rows of every table exist for a person."""
    told = {}
    with acting_as(who), transaction.atomic(), connection.cursor() as cursor:
        for table, wall in sorted(walls.declared().items()):
            cursor.execute(f"SELECT count({wall.reads[0] if wall.reads else '*'}) FROM {table}")
            told[table] = cursor.fetchone()[0]
    return told


def _world(guards: Any, protected: list[tuple[float, float]]) -> dict[str, Any]:
    """A planner's story in a world with these protected places: all that he sees, and what the database was asked."""
    told: dict[str, Any] = {}
    try:
        with transaction.atomic():
            for place in protected:
                guards.enter(place)
            planner, asked = signed_in("analyst"), Count()
            with connection.execute_wrapper(asked):
                answer = planner.post(reverse("intelligence:plan_new"), FIELDS)
            told["answer"], told["asked"] = answer.status_code, asked.told
            page = answer["Location"]
            guards.run()
            moved = FIELDS | {"latitude": "14.7", "longitude": "49.0", "district": "YE1926"}
            with connection.execute_wrapper(asked):
                told["redrawn"] = planner.post(f"{page}redraw/", moved).status_code
            guards.run()
            told["pages"] = [(one.status_code, IDS.sub("#", one.content.decode()))
                             for one in (planner.get(address) for address in (page, *PAGES))]  # fmt: skip
            told["rows"] = _rows_of(guards.cast["analyst"])
            told["log"] = [(row.act, row.kind) for row in guards.see("analyst", Entry)]
            raise Undone
    except Undone:
        return told


@pytest.fixture
def without(guards: Any) -> dict[str, Any]:
    """What the planner sees of a world in which nobody is protected."""
    _world(guards, [])  # what a process learns once it asks no more
    return _world(guards, [])


NEAR = st.tuples(st.floats(49.05, 49.25), st.floats(14.45, 14.65))


@given(st.lists(st.one_of(st.just(MIDDLE), NEAR, st.just(FAR)), min_size=1, max_size=6))
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([MIDDLE])
def test_worlds_that_differ_in_protected_cells_alone_are_one_to_a_planner(guards, without, places):
    """What the plan lies on is protected, or what lies beside it, or something far away."""
    told = _world(guards, places)

    assert without["answer"] == without["redrawn"] == 302
    for part, expected in without.items():
        assert told[part] == expected, part


def test_the_desk_answers_on_its_pages_and_sees_why(guards, do):
    guards.enter()
    guards.send(str(uuid4()))
    guards.run()
    [check] = guards.checks()
    desk, page = signed_in("guard"), reverse("protection:check", args=[check.id])
    assert "touches a protected cell" in desk.get(page).content.decode()
    assert check.plan_number in desk.get(reverse("protection:checks")).content.decode()
    assert desk.post(page, {"answer": "move", "reasons": SAID}).status_code == 302
    assert SAID in desk.get(page).content.decode()
    made = desk.post(reverse("protection:protected_new"), {"function": "JUDGE", "places": "14.5, 49.1"})
    assert made.status_code == 302
    html = desk.get(reverse("protection:protected")).content.decode()
    assert "Al Mukalla" in html
    assert signed_in("watch").get(page).status_code == 403
    assert NOW
