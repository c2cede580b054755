"""The roster: shifts in functions that are held, taken and left desks, and that other agencies see no name."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from tansiq.kernel.access import actions, queries, spells
from tansiq.kernel.access.errors import RoleNotHeld, ShiftOverlaps
from tansiq.kernel.access.models import Member, Shift
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted


@pytest.fixture
def plan(cast, do):
    now = timezone.now()

    def run(who="head", member="owner", **fields):
        given = {
            "member_id": cast[member].member_id, "function": "releaser", "starts_at": now + timedelta(hours=1),
            "ends_at": now + timedelta(hours=9), "now": now,
        }  # fmt: skip
        return do(cast[who], actions.plan_shift, **given | fields)

    return run


def test_a_shift_is_planned_at_home_in_a_function_that_is_held(plan):
    row = plan(is_on_call=True)

    assert (row.function, row.is_on_call) == ("releaser", True)
    with pytest.raises(ShiftOverlaps):
        plan()
    with pytest.raises(RoleNotHeld):
        plan(function="approver")
    with pytest.raises((NotPermitted, NotFound)):
        plan(member="asker")
    with pytest.raises(NotPermitted):
        plan(who="owner")


@pytest.mark.parametrize(("begins", "ends"), [(2, 1), (1, 26), (-30, -10), (24 * 90, 24 * 90 + 8)])
def test_hours_that_cannot_be_are_refused(plan, begins, ends):
    now = timezone.now()
    with pytest.raises(Invalid):
        plan(starts_at=now + timedelta(hours=begins), ends_at=now + timedelta(hours=ends))


def test_a_cancelled_shift_is_off_the_roster(cast, do, plan):
    row, now = plan(), timezone.now()
    with pytest.raises(NotFound):
        do(cast["watch"], actions.cancel_shift, shift_id=row.id, now=now)
    do(cast["head"], actions.cancel_shift, shift_id=row.id, now=now)

    assert do(cast["head"], queries.shifts, since=now, until=now + timedelta(days=1)) == []


def test_who_takes_the_desk_answers_in_every_function_that_he_holds_until_he_leaves(cast, do, agencies):
    now = timezone.now()
    do(cast["watch"], actions.go_on_duty, until=now + timedelta(hours=8), now=now)
    there = {"role": "watch_officer", "agency_id": agencies["joint-room"], "now": now}
    assert do(cast["watch"], queries.has_taken_duty, **there)
    assert do(cast["watch"], queries.is_on_duty, cast["watch"], now)

    do(cast["watch"], actions.go_off_duty, now=now + timedelta(minutes=1))

    assert not do(cast["watch"], queries.has_taken_duty, **there | {"now": now + timedelta(minutes=2)})
    assert list(do(cast["watch"], lambda: list(queries.on_duty(now)))) == []


@pytest.mark.rule("G27")
def test_another_agency_sees_function_and_staff_number_and_no_name(cast, do, plan):
    row, now = plan(), timezone.now()

    [seen] = do(cast["watch"], queries.shifts, since=now, until=now + timedelta(days=1))
    assert (seen.staff_number, seen.function) == (row.staff_number, "releaser")
    assert do(cast["watch"], lambda: Member.objects.filter(id=seen.member_id).exists()) is False
    assert do(cast["stranger"], lambda: Shift.objects.count()) == 0


@pytest.mark.rule("G27")
def test_who_works_in_a_closed_room_is_told_to_nobody_else(cast, do):
    now = timezone.now()
    do(cast["handler"], actions.go_on_duty, until=now + timedelta(hours=8), now=now)
    seen = lambda who: {row.function for row in do(  # noqa: E731
        cast[who], queries.shifts, since=now, until=now + timedelta(days=1))}  # fmt: skip

    assert [seen(who) for who in ("handler", "inspector", "accreditor")] == [{"handler"}] * 3
    assert [seen(who) for who in ("asker", "watch", "other_handler", "head")] == [set()] * 4
    assert do(cast["handler"], queries.is_on_duty, cast["handler"], now)
    for role, knows in (("handler", True), ("unit_head", True), ("releaser", False)):
        who = replace(cast["asker"], roles=frozenset({role}))
        assert do(who, queries.has_taken_duty, role="handler", agency_id=who.home, now=now) is knows


def test_a_shift_of_ones_own_is_found_however_many_others_have(cast, do):
    now = timezone.now()
    for who in ("asker", "analyst"):
        do(cast[who], actions.go_on_duty, until=now + timedelta(hours=8), now=now)
    rows = do(cast["asker"], queries.shifts, since=now, until=now + timedelta(days=1),
              member_id=cast["asker"].member_id, limit=99)  # fmt: skip

    assert {row.member_id for row in rows} == {cast["asker"].member_id}


def test_nobody_plans_for_another_agency_by_sql_either(cast, do, plan, agencies):
    from django.db import ProgrammingError, transaction

    row = plan()
    with pytest.raises(ProgrammingError), transaction.atomic():
        do(cast["watch"], lambda: Shift.objects.filter(id=row.id).update(function="approver"))
    assert do(cast["watch"], lambda: Shift.objects.filter(id=row.id).update(cancelled_at=timezone.now())) == 0


@pytest.mark.parametrize(
    ("planned", "taken", "left", "told"),
    [
        ([(8, 16)], [], [], [(8, 16)]),
        ([], [(9, 12)], [12], [(9, 12)]),
        ([(8, 16)], [(9, 12)], [12], [(8, 12), (9, 12)]),
        ([(8, 16)], [(9, 12)], [], [(8, 16), (9, 12)]),
        ([(8, 16)], [(9, 12), (12, 15)], [12], [(8, 16), (9, 12), (12, 15)]),
        ([(8, 16)], [(9, 12), (13, 18)], [12, 18], [(8, 16), (9, 12), (13, 18)]),
        ([(8, 16)], [(20, 22)], [22], [(8, 16), (20, 22)]),
    ],
)
def test_a_planned_shift_counts_until_whoever_came_to_it_has_left_by_his_own_hand(planned, taken, left, told):
    day = timezone.now().replace(hour=0)
    at = lambda pairs: [(day + timedelta(hours=a), day + timedelta(hours=b)) for a, b in pairs]  # noqa: E731

    assert list(spells.worked(at(planned), at(taken), [day + timedelta(hours=a) for a in left])) == at(told)
