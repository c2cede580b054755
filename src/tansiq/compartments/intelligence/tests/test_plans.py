"""Planned operations of several agencies: what meets is told, what is told is little, and a watch officer calls."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from browse import signed_in
from django.db import connection
from django.db.utils import ProgrammingError
from django.urls import reverse
from stage import NOW

from tansiq.compartments.intelligence import actions, plan_queries
from tansiq.compartments.intelligence.actions import grounds
from tansiq.compartments.intelligence.actions.calls import receive_word
from tansiq.compartments.intelligence.errors import ConflictOpen, NotOpen, WaitsForProtection
from tansiq.compartments.intelligence.models import Plan, PlanAnswer, PlanConflict, PlanNotice
from tansiq.compartments.intelligence.plan_drafts import Ground, PlanDraft
from tansiq.gateway.passage_payloads import PlanWord
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.bases import BasisExpired
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks.models import Alarm, Clock
from tansiq.kernel.db import acting_as
from tansiq.kernel.geography import shapes
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

SAID = "اتصلت بقائد الوحدة واتفقنا على الموعد"
MIDDLE = (49.12424, 14.54248)


def ground(*, at: tuple[float, float] = MIDDLE, hours: float = 24, lasts: float = 2, **fields: Any) -> Ground:
    told: dict[str, Any] = {"district": "YE1927", "form": "circle", "middle": at, "radius": 800, "buffer": 200}
    starts = NOW + timedelta(hours=hours)
    return Ground(starts_at=starts, ends_at=starts + timedelta(hours=lasts), **told | fields)


def plan_draft(where: Ground, **fields: Any) -> PlanDraft:
    whole = PlanDraft(
        ground=where, type="SEARCH", task="تفتيش مخزن بإذن من النيابة", unit="السرية الثانية", contact="+967 5 000 0150",
        danger="RAISED", legal_basis="COURT-ORDER", purpose="OPEN_CASE", reference="CASE/77",
    )  # fmt: skip
    return replace(whole, **fields)


class Room:
    """Agencies plan, the watch officer calls."""

    def __init__(self, cast: dict[str, Any], do: Any) -> None:
        self.cast, self.do = cast, do

    def plan(self, by: str = "analyst", **fields: Any) -> Plan:
        row = self.do(self.cast[by], actions.plan_operation, draft=plan_draft(ground(**fields)))
        return self.said(row)

    def redraw(self, row: Plan, by: str = "analyst", **fields: Any) -> Plan:
        return self.said(self.do(self.cast[by], actions.redraw_plan, plan_id=row.id, ground=ground(**fields)))

    def said(self, row: Plan, word: str = "ordinary") -> Plan:
        """The protection desk says its word, as its room brings it."""
        room = system_actor("protection")
        payload = PlanWord(str(row.id), row.redraws, word)
        self.do(room, lambda: receive_word(room, NOW, payload))
        return row

    def see(self, who: str, model: Any, **where: Any) -> list[Any]:
        with acting_as(self.cast[who]):
            return list(model.objects.filter(**where))

    def conflicts(self) -> list[PlanConflict]:
        return self.see("watch", PlanConflict)


@pytest.fixture
def room(cast: dict[str, Any], do: Any) -> Room:
    return Room(cast, do)


def test_plans_of_two_agencies_that_meet_are_told_to_both_and_to_the_watch_officer(room):
    first, second = room.plan("analyst"), room.plan("stranger")

    [conflict] = room.conflicts()
    assert set(conflict.plan_ids) == {first.id, second.id}
    for who, own in (("analyst", first), ("stranger", second)):
        [notice] = room.see(who, PlanNotice)
        assert (notice.plan_id, notice.conflict_number) == (own.id, conflict.number)
        assert [row.id for row in room.see(who, Plan)] == [own.id]
        assert room.see(who, PlanConflict) == []
    [clock] = room.see("inspector", Clock, code="PLAN-CONFLICT")
    assert clock.due_at == NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    "other",
    [{"hours": 27}, {"at": (49.16, 14.56)}, {"hours": 26, "lasts": 1}],
    ids=["later", "elsewhere", "when the first has ended"],
)
def test_what_does_not_meet_is_no_conflict(room, other):
    room.plan("analyst")
    room.plan("stranger", **other)

    assert room.conflicts() == []


def test_buffers_of_both_count_and_plans_of_one_agency_are_its_own_affair(room):
    room.plan("analyst", buffer=0)
    room.plan("owner", buffer=0)
    assert room.conflicts() == []
    near = (MIDDLE[0] + 2_400 / shapes.METRES_A_DEGREE, MIDDLE[1])
    room.plan("stranger", at=near, buffer=0)
    assert room.conflicts() == []
    room.plan("colleague", at=near, buffer=1_200)
    assert len(room.conflicts()) == 3


def test_a_whole_district_and_an_area_by_corners_meet_what_lies_in_them(room):
    room.plan("analyst", form="district")
    west, south = MIDDLE
    corners = ((west, south), (west + 0.01, south), (west + 0.01, south + 0.01))
    room.plan("stranger", form="area", corners=corners)

    assert len(room.conflicts()) == 1


def test_what_is_found_is_what_measuring_every_pair_finds(room, cast):
    chance, rows = random.Random(7), []
    for _ in range(24):
        at = (MIDDLE[0] + chance.uniform(-0.05, 0.05), MIDDLE[1] + chance.uniform(-0.02, 0.05))
        rows.append(room.plan(chance.choice(("analyst", "stranger", "colleague")), at=at, hours=chance.choice((24, 25, 30)),
                              radius=chance.randint(50, 1_500), buffer=chance.randint(0, 500)))  # fmt: skip

    expected = {
        frozenset((a.id, b.id))
        for place, a in enumerate(rows)
        for b in rows[:place]
        if a.owner_id != b.owner_id
        and a.starts_at < b.ends_at
        and b.starts_at < a.ends_at
        and shapes.gap(a.shape, b.shape) <= a.buffer + b.buffer
    }
    assert {frozenset(row.plan_ids) for row in room.conflicts()} == expected
    assert 5 < len(expected) < 250


def test_a_watch_officer_owns_a_conflict_until_it_is_resolved(room, cast, do):
    first, second = room.plan("analyst"), room.plan("stranger")
    [conflict] = room.conflicts()
    with pytest.raises(ConflictOpen):
        do(cast["watch"], actions.call_plan, plan_id=first.id, outcome="clear", reasons=SAID)
    with pytest.raises(NotOpen):
        do(cast["watch"], actions.resolve_conflict, conflict_id=conflict.id, how="TOGETHER", reasons=SAID)
    with pytest.raises(NotFound):
        do(cast["analyst"], actions.own_conflict, conflict_id=conflict.id)

    do(cast["watch"], actions.own_conflict, conflict_id=conflict.id)
    with pytest.raises(Invalid):
        do(cast["watch"], actions.resolve_conflict, conflict_id=conflict.id, how="SOMEHOW", reasons=SAID)
    do(cast["watch"], actions.resolve_conflict, conflict_id=conflict.id, how="TOGETHER", reasons=SAID)
    do(cast["watch"], actions.call_plan, plan_id=first.id, outcome="clear", reasons=SAID)

    assert all(row.ended_at for row in room.see("watch", PlanNotice))
    assert {row.code for row in room.see("inspector", Clock) if row.met_at} == {"PLAN-CONFLICT", "PLAN-CALL"}
    assert room.see("analyst", Plan)[0].state == Plan.State.CLEAR
    assert room.see("stranger", Plan)[0].state == Plan.State.CHECKED
    assert second.state == Plan.State.CHECKED


def test_a_plan_that_moves_is_checked_anew_and_its_call_is_void(room, cast, do):
    row = room.plan("analyst")
    do(cast["watch"], actions.call_plan, plan_id=row.id, outcome="clear", reasons=SAID)
    room.plan("stranger", hours=48)
    assert room.conflicts() == []

    told = room.redraw(row, hours=48)

    assert (told.state, told.called_at, told.redraws) == (Plan.State.CHECKED, None, 1)
    assert len(room.conflicts()) == 1
    room.redraw(row, hours=48.5)
    assert len(room.conflicts()) == 1  # the same two, told once


@pytest.mark.rule("JOC-09")
def test_a_plan_drawn_anew_three_times_alarms_whatever_was_found(room, cast):
    row = room.plan("analyst")
    for hours in (25, 26):
        room.redraw(row, hours=hours)
    assert room.see("inspector", Alarm, code="PLAN-REDRAWN") == []

    room.redraw(row, hours=27)

    [alarm] = room.see("inspector", Alarm, code="PLAN-REDRAWN")
    assert alarm.reference == row.number
    assert room.see("analyst", Alarm, code="PLAN-REDRAWN") == []


@pytest.mark.rule("JOC-09")
@pytest.mark.parametrize(
    ("words", "goes"),
    [((), False), (("ordinary",), True), (("ask_first",), False), (("ask_first", "go"), True),
     (("ask_first", "move"), False)],
)  # fmt: skip
def test_no_plan_goes_before_the_protection_desk_has_said_its_word(cast, do, words, goes):
    room = Room(cast, do)
    row = do(cast["analyst"], actions.plan_operation, draft=plan_draft(ground()))
    for word in words:
        room.said(row, word)

    call = {"plan_id": row.id, "outcome": "clear", "reasons": SAID}
    if goes:
        assert do(cast["watch"], actions.call_plan, **call).state == Plan.State.CLEAR
    else:
        with pytest.raises(WaitsForProtection):
            do(cast["watch"], actions.call_plan, **call)
        assert do(cast["watch"], actions.call_plan, **call | {"outcome": "held"}).state == Plan.State.HELD
    assert room.see("analyst", PlanAnswer) == room.see("inspector", PlanAnswer) == []
    assert len(room.see("watch", PlanAnswer)) == len(words)


@pytest.mark.rule("W-4")
def test_an_operation_without_a_call_is_recorded_flagged_and_told(room, cast, do):
    row = room.plan("analyst")

    ended = do(cast["analyst"], actions.end_plan, plan_id=row.id, happened="executed", words="")

    assert ended.state == Plan.State.EXECUTED
    assert [one.reference for one in room.see("inspector", Alarm, code="PLAN-WITHOUT-CALL")] == [row.number]
    assert [one.reference for one in room.see("watch", Alarm, code="PLAN-WITHOUT-CALL")] == [row.number]
    with pytest.raises(NotOpen):
        do(cast["analyst"], actions.end_plan, plan_id=row.id, happened="aborted")
    told = do(cast["analyst"], actions.look_back, plan_id=row.id, words="لم يُصب أحد ولم يُعثر على شيء")
    assert told.state == Plan.State.REPORTED


def test_what_came_of_an_operation_is_kept_without_the_signs_that_nobody_sees(room, cast, do):
    row = room.plan("analyst")
    do(cast["analyst"], actions.end_plan, plan_id=row.id, happened="aborted")

    told = do(cast["analyst"], actions.look_back, plan_id=row.id, words="لم يُصب\x07 أحد ولم يُعثر على شيء\x00")

    assert told.words == "لم يُصب أحد ولم يُعثر على شيء"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"lasts": -1}, "ends_at"), ({"lasts": 24 * 31}, "ends_at"), ({"hours": -9}, "ends_at"),
        ({"radius": 60_000}, "radius"), ({"middle": None}, "radius"), ({"district": "YE1910"}, "district"),
        ({"district": "YE19"}, "district"), ({"form": "area", "corners": ((49.1, 14.5),)}, "corners"),
        ({"buffer": 30_000}, "buffer"), ({"form": "dot"}, "form"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_its_field(room, cast, do, wrong, field):
    middle = wrong.pop("middle", MIDDLE)
    where = replace(ground(**wrong), middle=middle)

    with pytest.raises(Invalid) as refused:
        do(cast["analyst"], actions.plan_operation, draft=plan_draft(where))

    assert [error["field"] for error in refused.value.errors] == [field]


@pytest.mark.rule("JOC-09")
@pytest.mark.parametrize(
    ("where", "code"),
    [
        ({"lasts": 24 * 2}, ""), ({"lasts": 24 * 2 + 0.1}, "TOO_LONG_A_TIME"), ({"radius": 900}, ""),
        ({"radius": 901}, "TOO_WIDE"), ({"buffer": 300}, ""), ({"buffer": 301}, "TOO_WIDE"),
    ],
)  # fmt: skip
def test_how_long_and_how_wide_a_plan_may_be_the_charter_says(monkeypatch, where, code):
    whole = charter.current()
    most = {"PLAN-LONGEST": {"limit": 2}, "PLAN-RADIUS": {"amount": 900}, "PLAN-BUFFER": {"amount": 300}}
    clocks = tuple(row.model_copy(update=most.get(row.code, {})) for row in whole.clocks)
    limits = tuple(row.model_copy(update=most[row.code]) for row in whole.vocabularies.plan_limits)
    words = whole.vocabularies.model_copy(update={"plan_limits": limits})
    monkeypatch.setattr(charter, "current", lambda: replace(whole, clocks=clocks, vocabularies=words))

    if not code:
        assert grounds.shape_of(ground(**where), NOW).rings
        return
    with pytest.raises(Invalid) as refused:
        grounds.shape_of(ground(**where), NOW)
    assert [error["code"] for error in refused.value.errors] == [code]


@pytest.mark.rule("G2")
def test_no_operation_is_planned_on_a_basis_that_has_ended(cast, do):
    with pytest.raises(BasisExpired):
        do(cast["analyst"], actions.plan_operation, draft=plan_draft(ground(), legal_basis="INTERIM-EXCHANGE"))


def test_who_does_not_plan_or_watch_does_neither(room, cast, do):
    row = room.plan("analyst")
    for who in ("approver", "watch", "inspector"):
        with pytest.raises(NotPermitted):
            do(cast[who], actions.plan_operation, draft=plan_draft(ground()))
    with pytest.raises(NotFound):
        do(cast["stranger"], actions.redraw_plan, plan_id=row.id, ground=ground())
    with pytest.raises(NotFound):
        do(cast["approver"], actions.call_plan, plan_id=row.id, outcome="clear", reasons=SAID)


@pytest.mark.parametrize(
    ("who", "statement"),
    [
        ("analyst", "UPDATE intelligence_plan SET state = 'clear' WHERE id = %s"),
        ("analyst", "UPDATE intelligence_plan SET redraws = 0, state = 'checked' WHERE id = %s"),
        ("watch", "UPDATE intelligence_plan SET buffer = 1 WHERE id = %s"),
        ("watch", "UPDATE intelligence_plan SET state = 'aborted', done_at = now() WHERE id = %s"),
    ],
)
def test_no_sql_lets_a_plan_go_or_changes_anothers(room, cast, do, who, statement):
    row = room.plan("analyst")

    def change() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, [row.id])

    with pytest.raises(ProgrammingError, match="intelligence_plan"):
        do(cast[who], change)


def test_nobody_but_the_room_is_told_what_meets(room, cast, do):
    row = room.plan("analyst")
    room.plan("stranger")

    def ask(who: Any) -> list[Any]:
        return do(who, lambda: grounds.plans_that_meet(row))

    assert [ask(cast[who]) for who in ("analyst", "watch", "inspector")] == [[], [], []]
    assert [ask(system_actor(name)) for name in ("gateway", "clock", "counter")] == [[], [], []]
    assert len(ask(system_actor("deconflict"))) == 1


FIELDS = {
    "type": "SEARCH", "task": "تفتيش مخزن بإذن من النيابة", "district": "مدينة المكلا", "form": "circle",
    "latitude": "14.54248", "longitude": "49.12424", "radius": "800", "buffer": "200", "unit": "السرية الثانية",
    "contact": "+967 5 000 0150", "danger": "RAISED", "legal_basis": "COURT-ORDER", "purpose": "OPEN_CASE",
    "reference": "CASE/77", "starts_at": "2031-05-01T04:00", "ends_at": "2031-05-01T06:00",
}  # fmt: skip


def test_pages_of_a_plan_from_its_form_to_its_end(room, cast):
    planner, watch = signed_in("analyst"), signed_in("watch")
    answer = planner.post(reverse("intelligence:plan_new"), FIELDS, follow=True)
    [row] = room.see("analyst", Plan)
    room.said(row)
    html = answer.content.decode()
    assert row.number in html
    assert "Checked: wait for the watch officer’s call" in html
    assert row.number in watch.get("/").content.decode()
    page = reverse("intelligence:plan", args=[row.id])
    assert watch.post(page, {"outcome": "clear", "reasons": SAID}).status_code == 302
    assert SAID in planner.get(page).content.decode()
    assert planner.post(page, {"happened": "executed", "words": ""}).status_code == 302
    assert planner.post(page, {"words": "لم يُصب أحد ولم يُعثر على شيء"}).status_code == 302
    assert row.number in planner.get(reverse("intelligence:plans"), {"state": "ended"}).content.decode()
    assert signed_in("stranger").get(page).status_code == 404


def test_pages_of_a_conflict_and_what_each_side_reads_of_it(room, cast):
    first, second = room.plan("analyst"), room.plan("stranger")
    [conflict] = room.conflicts()
    page, watch = reverse("intelligence:conflict", args=[conflict.id]), signed_in("watch")
    assert conflict.number in watch.get(reverse("intelligence:conflicts")).content.decode()
    assert watch.post(reverse("intelligence:conflict_own", args=[conflict.id])).status_code == 302
    html = watch.get(page).content.decode()
    assert first.number in html
    assert second.number in html

    for who, own, other in (("analyst", first, second), ("stranger", second, first)):
        html = signed_in(who).get(reverse("intelligence:plan", args=[own.id])).content.decode()
        assert conflict.number in html
        assert other.number not in html
        assert conflict.number in signed_in(who).get("/").content.decode()
        assert signed_in(who).get(page).status_code == 403
    assert watch.post(page, {"how": "MOVED_TIME", "reasons": SAID}).status_code == 302
    assert plan_queries.MOST > 0


def test_a_form_that_cannot_be_read_comes_back_filled(cast):
    wrong = FIELDS | {"form": "area", "corners": "14.5, 49.1\nsomewhere", "district": "المكلا"}

    answer = signed_in("analyst").post(reverse("intelligence:plan_new"), wrong)

    assert answer.status_code == 422
    html = answer.content.decode()
    assert "somewhere" in html
    assert "YE1926" in html
