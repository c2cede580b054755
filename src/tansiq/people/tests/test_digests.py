"""What an agency learns from keyed digests by SQL of its own: nothing, for it reads none."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, connection, connections
from stage import NOW, accepting, draft

from tansiq.kernel.access.actor import system_actor
from tansiq.people import actions, queries
from tansiq.people.models import Digest

MAN = draft("سالم عوض مبارك باطروق", national="5544332211")
DIGEST = "^(national|passport|family_book|redress|slip|fingerprint_ref|whole):[0-9a-f]{40}$"


def held(actor, index="held"):
    return actions.add_kit(
        actor=actor, now=NOW, owner_id=actor.home, checked=MAN.checked(today=NOW.date()), index=index
    )


@pytest.fixture
def everything(cast, do):
    """A kit held, a number issued to the same man elsewhere, and a pair judged with both."""
    cast = cast | {"owner": accepting(cast["owner"])}
    kits = {
        who: do(cast[who], lambda who=who: held(cast[who], "held" if who == "owner" else "none"))
        for who in ("owner", "caseworker")
    }
    # The number comes last: nobody is held against its holder.
    do(
        cast["caseworker"], actions.issue_number, kind="redress", owner_id=cast["caseworker"].home,
        holder_kit_id=kits["caseworker"].id, holder=MAN.checked(today=NOW.date()), valid_until=None,
        checked_face_to_face=False,
    )  # fmt: skip
    do(
        cast["owner"].through("gateway"), actions.judge_pair, owner_id=cast["owner"].home, left_id=kits["owner"].id,
        right_id=kits["owner"].id, anchors=MAN.checked(today=NOW.date()).anchors, judgement="different",
        reasons="الجد مختلف في الوثيقتين",
    )  # fmt: skip
    return kits


def _columns():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND table_name LIKE 'people_%' AND has_column_privilege(table_name, column_name, 'SELECT')"
        )
        return cursor.fetchall()


@pytest.mark.parametrize("who", ["owner", "caseworker", "watch", "inspector", "stranger"])
def test_no_column_that_a_member_can_read_holds_a_digest(cast, do, everything, who):
    def told():
        found = []
        for table, column in _columns():
            with connection.cursor() as cursor:
                cursor.execute(
                    f'SELECT count(*) FROM "{table}", regexp_split_to_table("{column}"::text, \'[,{{}}" ]+\') AS part'
                    " WHERE part ~ %s",
                    [DIGEST],
                )
                if cursor.fetchone()[0]:
                    found.append((table, column))
        return found

    assert do(cast[who], told) == []


def test_the_counter_and_the_matcher_read_them(do, everything):
    for name in ("counter", "matcher", "gateway"):
        assert do(system_actor(name), Digest.objects.count) == 2


@pytest.mark.parametrize("table", ["people_heldentry", "people_orderentry"])
@pytest.mark.parametrize("column", ["blinds", "keys", "words"])
def test_an_agency_does_not_read_what_its_own_rows_are_matched_by(cast, do, everything, table, column):
    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        do(cast["owner"], lambda: cursor.execute(f"SELECT {column} FROM {table}"))


def test_one_man_is_recognised_across_agencies_all_the_same(committed, do):
    """The matcher finds by the number alone, whatever the names are."""
    owner = accepting(committed["owner"])
    do(owner, lambda: held(owner))

    found = do(
        system_actor("matcher"),
        lambda: queries.candidates_held(draft("خالد", national="55 44 33 22 11").checked(today=NOW.date())),
    )

    assert [one.shares_strong_identifier for one in found] in ([True], [])
    ranked = do(
        system_actor("matcher"),
        lambda: queries.ranked_held(draft("خالد", national="5544332211").checked(today=NOW.date())),
    )
    assert [one.shares_strong_identifier for one in ranked] == [True]
    connections["matcher"].close()
