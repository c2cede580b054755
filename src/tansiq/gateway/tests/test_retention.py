"""Orders, receipts and hits at the end of their time."""

from datetime import timedelta

import pytest
from stage import NOW, draft

from tansiq.gateway import actions, queries
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.clocks import actions as clock_actions
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.retention import actions as retention
from tansiq.people.models import Kit, OrderEntry

SALEM = draft("سالم عوض مبارك باشنوار", birth="1988", national="998877665")
MONTH = timedelta(days=31)


def erase(now):
    return retention.erase_due(actor=system_actor("retention"), now=now)


@pytest.fixture
def seen(cast, do):
    """Numbers of the court's orders, and how many kits and index rows there are of them."""

    def look():
        def count():
            kits = Kit.objects.filter(owner_id=cast["prosecutor"].home)
            return kits.count(), OrderEntry.objects.count()

        orders = do(cast["prosecutor"], queries.orders)
        return [row.number for row in orders], do(cast["prosecutor"], count)

    return look


@pytest.mark.rule("G4")
def test_an_order_that_ran_out_is_erased_in_time_and_never_sooner(cast, order, seen):
    order(cast["prosecutor"], SALEM)

    erase(NOW + 12 * MONTH)
    assert seen() == (["2026/118"], (1, 1))
    erase(NOW + 14 * MONTH)
    assert seen() == ([], (0, 0))


@pytest.mark.rule("G4", "RL-07")
def test_an_order_that_was_revoked_stays_and_speaks_for_whom_it_named(cast, do, order, seen):
    row = order(cast["prosecutor"], SALEM)
    do(cast["prosecutor"], actions.revoke_order, order_id=row.id, reasons="سقطت الدعوى بقرار المحكمة")

    erase(NOW + 100 * MONTH)

    assert seen() == (["2026/118"], (1, 0))


@pytest.mark.rule("RL-07")
def test_a_receipt_on_which_an_order_answered_keeps_the_order_until_it_goes_itself(cast, ask, do, order, seen):
    order(cast["prosecutor"], SALEM, valid_until=NOW + timedelta(hours=1))
    asked = ask(cast["asker"], draft("سالم", national="998877665"))
    assert asked.answer == "arrest_order"

    erase(NOW + 11 * MONTH)
    assert [row.id for row in do(cast["asker"], queries.asks)] == [asked.id]
    erase(NOW + 13 * MONTH)
    erase(NOW + 13 * MONTH)

    assert do(cast["asker"], queries.asks) == []
    assert seen() == ([], (0, 0))


@pytest.mark.rule("RL-07")
def test_an_open_alarm_about_a_wrong_holds_what_it_is_about(cast, ask, do):
    asked = ask(cast["asker"], SALEM)
    do(cast["asker"], actions.record_happened, ask_id=asked.id, happened="held", words="أوقف عند النقطة")

    erase(NOW + 20 * MONTH)
    assert [row.id for row in do(cast["asker"], queries.asks)] == [asked.id]
    [alarm] = do(cast["inspector"], clocks.open_alarms)
    do(cast["inspector"], clock_actions.close_alarm, alarm_id=alarm.id, done="أُفرج عنه واعتُذر إليه", now=NOW)
    erase(NOW + 20 * MONTH)

    assert do(cast["asker"], queries.asks) == []
