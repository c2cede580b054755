from datetime import timedelta

import pytest
from browse import signed_in
from django.utils.translation import override
from stage import NOW

from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.access.models import Agency
from tansiq.kernel.audit.models import Entry
from tansiq.kernel.clocks import actions, queries
from tansiq.kernel.clocks.words import late_words
from tansiq.kernel.problems import Invalid, NotFound


@pytest.fixture
def subject(cast, do):
    return do(cast["owner"], lambda: Agency.objects.get(code="beta"))


@pytest.fixture
def start(cast, do, subject, agencies):
    def run(code):
        return do(
            cast["owner"], lambda: actions.start(code, subject, owner_id=agencies["beta"], reference="J-1", now=NOW)
        )

    return run


def raise_due(do, now):
    return do(system_actor("clock"), actions.raise_due, now=now)


def test_exactly_at_its_end_a_clock_still_runs(do, start):
    clock = start("CORE-DATA")

    assert raise_due(do, clock.due_at) == 0
    assert raise_due(do, clock.due_at + timedelta(minutes=1)) == 1
    assert raise_due(do, clock.due_at + timedelta(minutes=2)) == 0


def test_a_late_clock_is_told_to_who_must_act_and_then_above(cast, do, start):
    clock = start("CORE-DATA")
    raise_due(do, clock.due_at + timedelta(minutes=1))
    first = [(a.role, a.is_escalation) for a in do(cast["owner"], queries.open_alarms)]

    raise_due(do, clock.due_at + timedelta(days=2))

    assert first == [("releaser", False)]
    assert any(a.is_escalation for a in do(cast["inspector"], queries.open_alarms))


def test_whoever_was_told_first_is_not_told_a_second_time_of_one_clock(cast, do, start):
    clock = start("HOLD-COURT-TASK")  # told to the inspector, and to nobody above
    for later in (timedelta(minutes=1), timedelta(days=9)):
        raise_due(do, clock.due_at + later)

    assert [a.reference for a in do(cast["inspector"], queries.open_alarms)] == ["J-1"]


def test_nobody_told_is_not_written_down_as_told(cast, do, start):
    clock = start("HOLD-COURT-TASK")
    assert [raise_due(do, clock.due_at + later) for later in (timedelta(minutes=1), timedelta(days=9))] == [1, 0]

    assert do(cast["inspector"], lambda: Entry.objects.filter(act="clocks.told").count()) == 1


def test_whoever_closed_the_first_alarm_is_told_again_while_nobody_acts(cast, do, start):
    clock = start("HOLD-COURT-TASK")
    raise_due(do, clock.due_at + timedelta(minutes=1))
    [first] = do(cast["inspector"], queries.open_alarms)
    do(cast["inspector"], actions.close_alarm, alarm_id=first.id, done="اتصلت بقلم المحكمة فوعدوا بالرد")

    raise_due(do, clock.due_at + timedelta(days=9))

    [again] = do(cast["inspector"], queries.open_alarms)
    assert (again.clock_id, again.is_escalation) == (clock.id, True)


def test_an_alarm_that_comes_late_says_so(cast, do, start):
    clock = start("CORE-DATA")
    raise_due(do, clock.due_at + timedelta(days=5))

    assert {a.late_minutes for a in do(cast["owner"], queries.open_alarms)} == {5 * 24 * 60}


def test_a_clock_that_was_told_writes_nothing_more_until_it_escalates(cast, do, start):
    clock = start("CORE-DATA")
    for minute in range(1, 30):
        raise_due(do, clock.due_at + timedelta(minutes=minute))

    assert do(cast["inspector"], lambda: Entry.objects.filter(act="clocks.told").count()) == 1


@pytest.mark.rule("W-5")
def test_unconfirmed_law_tells_nobody(cast, do, start):
    clock = start("PROS-DECIDE")

    assert raise_due(do, clock.due_at + timedelta(days=30)) == 0
    assert do(cast["owner"], queries.open_alarms) == []


def test_what_was_met_or_stopped_is_not_told(do, cast, start, subject):
    first, second = start("CORE-DATA"), start("HIT-VALIDATION")
    do(cast["owner"], lambda: actions.meet("CORE-DATA", subject.pk, now=NOW))
    do(cast["owner"], lambda: actions.stop_all(subject.pk, now=NOW))

    assert raise_due(do, max(first.due_at, second.due_at) + timedelta(days=9)) == 0


def test_only_whom_it_addresses_closes_an_alarm_and_says_what_was_done(cast, do, start):
    clock = start("CORE-DATA")
    raise_due(do, clock.due_at + timedelta(minutes=1))
    [alarm] = do(cast["owner"], queries.open_alarms)

    with pytest.raises(NotFound):
        do(cast["analyst"], actions.close_alarm, alarm_id=alarm.id, done="أُرسلت الحزمة اليوم")
    with pytest.raises(Invalid):
        do(cast["owner"], actions.close_alarm, alarm_id=alarm.id, done="تم")
    do(cast["owner"], actions.close_alarm, alarm_id=alarm.id, done="أُرسلت الحزمة اليوم")

    assert do(cast["owner"], queries.open_alarms) == []


def test_those_above_are_told_how_late_they_were_told_not_how_late_the_clock_is(cast, do, start):
    clock = start("CORE-DATA")
    above = actions.above_at(clock)
    raise_due(do, above + timedelta(hours=3))

    [alarm] = [row for row in do(cast["inspector"], queries.open_alarms) if row.clock_id == clock.id]
    assert alarm.late_minutes == 180


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (0, ""), (9, ""), (10, "raised 10 minutes late"), (119, "raised 119 minutes late"),
        (120, "raised 2 hours late"), (47 * 60, "raised 47 hours late"), (5 * 24 * 60, "raised 5 days late"),
    ],
)  # fmt: skip
def test_how_late_an_alarm_was_raised_is_said_in_words(minutes, told):
    with override("en"):
        assert late_words(minutes) == told


def test_the_desk_and_the_inbox_say_that_an_alarm_came_late(cast, do, start):
    clock = start("CORE-DATA")
    raise_due(do, actions.above_at(clock) + timedelta(days=5))

    for handle, path in (("owner", "/"), ("inspector", "/oversight/")):
        assert "days late" in signed_in(handle).get(path).content.decode()
