"""Identity by iteration: the inspector is told, the asker is not, and a hit plays no part in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from stage import NOW, draft

from tansiq.gateway import actions, rules
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.clocks import queries as running

TRIED = ({}, {"father": "يسلم"}, {"father": "سعيد"}, {"grandfather": "عمر"}, {"birth": "1990"}, {"birth": "1991"})
ROOM = system_actor("gateway")


def variants(count=len(TRIED)):
    return [draft(**{"ism": "مبارك", "family": "باشنوار", "kunya": "أبو سالم"} | given) for given in TRIED[:count]]


def told(cast, do, who="inspector"):
    return [row.code for row in do(cast[who], running.open_alarms) if row.code == "ITERATED-ASKS"]


def test_one_person_tried_with_varying_parts_is_told_to_the_inspector_once_a_day(cast, ask, do):
    for kit in variants():
        ask(cast["asker"], kit)

    assert do(ROOM, actions.tell_iterations) == 1
    assert do(ROOM, actions.tell_iterations, now=NOW + timedelta(hours=1)) == 0
    assert {who: told(cast, do, who) for who in ("inspector", "asker", "colleague", "watch")} == {
        "inspector": ["ITERATED-ASKS"], "asker": [], "colleague": [], "watch": []
    }  # fmt: skip


def test_a_worker_that_was_off_tells_later_and_says_how_late(cast, ask, do):
    for kit in variants():
        ask(cast["asker"], kit)
    later = NOW + timedelta(days=5)

    assert do(ROOM, actions.tell_iterations, now=later) == 0
    assert do(ROOM, actions.tell_iterations, now=later, days=7) == 1
    assert do(ROOM, actions.tell_iterations, now=later + timedelta(hours=1), days=7) == 0
    (row,) = [row for row in do(cast["inspector"], running.open_alarms) if row.code == "ITERATED-ASKS"]
    assert row.late_minutes == 5 * 24 * 60 - 10


def test_another_day_of_the_same_member_is_told_too(cast, ask, do):
    for days in (0, 2):
        for kit in variants():
            ask(cast["asker"], kit, now=NOW + timedelta(days=days))
    later = NOW + timedelta(days=5)

    assert [do(ROOM, actions.tell_iterations, now=later + timedelta(hours=h), days=7) for h in (0, 1)] == [2, 0]


@pytest.mark.parametrize("kits", [
    variants(5),  # too few
    variants(1) * 8,  # the same question again
    [draft(ism=one, family=two) for one in ("سالم", "فرج", "عوض") for two in ("باطروق", "بازنجار", "بادحش")],  # nine people
])  # fmt: skip
def test_what_a_post_asks_on_an_ordinary_day_is_no_pattern(cast, ask, do, kits):
    for kit in kits:
        ask(cast["asker"], kit)

    assert do(ROOM, actions.tell_iterations) == 0


def test_asks_of_two_members_are_not_one_pattern(cast, ask, do):
    for number, kit in enumerate(variants()):
        ask(cast["asker" if number % 2 else "stranger"], kit)

    assert do(ROOM, actions.tell_iterations) == 0


def test_common_words_alone_join_no_asks():
    asks = [rules.Tried(n, frozenset({1, 2}), (("full", str(n)),)) for n in range(9)]

    assert rules.iterated(asks, share=lambda key: 0.1) == set()
    assert len(rules.iterated(asks, share=lambda key: 0.001)) == 9
