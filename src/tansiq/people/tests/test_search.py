import json
from itertools import product

import pytest
from django.db import connection, connections
from django.db.utils import ProgrammingError
from stage import KHALED, NOW, accepting, draft

from tansiq import names
from tansiq.kernel.access.actor import system_actor
from tansiq.people import actions, index, queries

ENTRIES = "SELECT count(*) FROM acl.order_entries(%s::jsonb, '{}'::bigint[])"
COUNTER = system_actor("counter")


def checked(kit):
    return kit.checked(today=NOW.date())


def register(actor, *kits):
    return actions.add_kits(owner_id=actor.home, checked=[checked(kit) for kit in kits], now=NOW, index="order")


def entries_of(kit):
    with connection.cursor() as cursor:
        cursor.execute(ENTRIES, [json.dumps(names.plan(kit.parts, records=1_000))])
        return cursor.fetchone()[0]


def test_the_entries_of_orders_are_handed_to_the_counter_and_to_nobody_else(cast, do):
    do(cast["prosecutor"], lambda: register(cast["prosecutor"], KHALED))

    assert do(COUNTER, lambda: entries_of(KHALED)) == 1
    others = [cast["prosecutor"], cast["asker"], cast["watch"], system_actor("matcher"), system_actor("gateway")]
    assert [do(other, lambda: entries_of(KHALED)) for other in others] == [0] * 5


def test_the_matchers_login_may_not_read_the_entries_of_orders(committed):
    with connections["matcher"].cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute(ENTRIES, ["[]"])


def test_an_equal_identifier_finds_whatever_else_differs(cast, do):
    order = draft("سالم باطروق", birth="1950", national="5544332211")
    [kit] = do(cast["prosecutor"], lambda: register(cast["prosecutor"], order))
    asked = draft("خالد سعيد باقنزل", birth="1994", national="55 44 33 22 11")

    [found] = do(COUNTER, lambda: queries.candidates_ordered(checked(asked)))

    assert (found.kit_id, found.shares_strong_identifier) == (kit.id, True)


@pytest.mark.parametrize("birth", ["", "1994"])
@pytest.mark.parametrize("name", ["خالد سعيد عمر باقنزل", "Khaled Saeed Omar Baqanzal", "ابو عمر باقنزل"])
def test_the_search_finds_what_comparing_each_would_find(cast, do, name, birth):
    asked = checked(draft(name, birth=birth))
    words = product(("خالد", "خلد", "سالم"), ("سعيد", "سعد"), ("عمر", "صالح"), ("باقنزل", "باقنزال", "باطروق"))
    kits = [draft(" ".join(line), birth=born) for line in words for born in ("", "1993", "1975")]
    kits += [draft("خالد باقنزل", kunya="أبو عمر", birth=born) for born in ("", "1994", "1998")]
    rows = do(cast["prosecutor"], lambda: register(cast["prosecutor"], *kits))

    found = do(COUNTER, lambda: queries.candidates_ordered(asked))

    compared = [
        (row.id, names.compare(asked.compared, checked(kit).compared)) for row, kit in zip(rows, kits, strict=True)
    ]
    fitting = {row_id for row_id, one in compared if one.match_probability >= names.MATCH_THRESHOLD}
    assert {candidate.kit_id for candidate in found} == fitting


def test_an_equal_identifier_is_found_however_many_have_the_name(do, committed, monkeypatch):
    owner = accepting(committed["owner"])
    monkeypatch.setattr(index, "MOST_READ", 2)
    others = [draft("خالد سعيد عمر باقنزل") for _ in range(6)]
    papers = draft("سالم باطروق", national="5544332211")
    rows = do(
        owner,
        lambda: actions.add_kits(
            owner_id=owner.home, checked=[checked(one) for one in [*others, papers]], now=NOW, index="held"
        ),
    )

    asked = draft("خالد سعيد عمر باقنزل", national="5544332211")
    found = do(system_actor("matcher"), lambda: queries.candidates_held(checked(asked)))

    assert rows[-1].id in {candidate.kit_id for candidate in found}


@pytest.mark.parametrize(
    ("name", "reaches"),
    [
        ("خالد سعيد عمر باقنزل", [names.NEAR]),
        ("خالد سعيد عمر باطروق", [names.NEAR, names.WIDE]),
        ("", [names.NEAR, names.WIDE]),
    ],
)
def test_who_is_farther_off_is_looked_for_only_where_nobody_near_fits(do, committed, monkeypatch, name, reaches):
    owner = accepting(committed["owner"])
    if name:
        kits = [checked(draft(name))]
        do(owner, lambda: actions.add_kits(owner_id=owner.home, checked=kits, now=NOW, index="held"))
    looked, held = [], index.held

    def noted(kit, *, reach=names.NEAR):
        looked.append(reach)
        return held(kit, reach=reach)

    monkeypatch.setattr(index, "held", noted)
    found = do(
        system_actor("matcher"), lambda: queries.ranked_held(checked(draft("Khaled Said Omar Baqanzal", birth="1994")))
    )

    assert looked == reaches
    assert len({candidate.kit_id for candidate in found}) == len(found)
