"""What no act does, no SQL does either, under the stamp that the backend sets for a member."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from stage import NOW

from tansiq.kernel.audit import actions as audit
from tansiq.kernel.db import acting_as


@pytest.fixture
def sql(do: Any) -> Any:
    """Run a statement as somebody: rows touched."""

    def run(actor: Any, statement: str, *params: Any) -> int:
        def execute() -> int:
            with connection.cursor() as cursor:
                cursor.execute(statement, params)
                return int(cursor.rowcount)

        return int(do(actor, execute))

    return run


@pytest.mark.rule("G20")
def test_an_agency_does_not_lift_its_own_suspension(cast, agencies, sql):
    with pytest.raises(ProgrammingError, match="access_agency"):
        sql(cast["owner"], "UPDATE access_agency SET standing = 'suspended' WHERE id = %s", agencies["beta"])
    assert sql(
        cast["owner"], "UPDATE access_agency SET excluded_validator_ids = %s WHERE id = %s", [agencies["gamma"]],
        agencies["beta"],
    ) == 1  # fmt: skip


def test_words_are_added_by_whoever_writes_the_entry_and_at_once(committed, do, sql):
    owner, statement = committed["owner"], "INSERT INTO audit_words (entry_id, salt, body) VALUES (%s, '', '{}')"

    def write() -> Any:
        return audit.record("gateway.asked", ("gateway.ask", None), actor=owner, at=NOW)

    entry = do(owner, write)
    for actor in (owner, committed["asker"], committed["inspector"]):
        with pytest.raises(ProgrammingError, match="audit_words"):
            sql(actor, statement, entry.id)

    with acting_as(owner), transaction.atomic(), connection.cursor() as cursor:
        with transaction.atomic():
            entry = write()
        cursor.execute(statement, [entry.id])
        assert cursor.rowcount == 1


def test_nobody_writes_in_the_log_as_a_member_of_another_agency(cast, agencies, do):
    def write() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO audit_entry (id, at, kind, act, user_id, agency_id, system, subject_kind, purpose, reference,"
                " words_hash) VALUES (gen_random_uuid(), now(), 'act', 'x', %s, %s, '', '', '', '', '')",
                [cast["owner"].user_id, agencies["alpha"]],
            )

    with pytest.raises(ProgrammingError, match="audit_entry"):
        do(cast["owner"], write)


@pytest.mark.rule("W-2")
def test_nobody_is_held_by_one_person_alone(cast, do, sql):
    with pytest.raises(ProgrammingError, match="people_heldentry"):
        sql(
            cast["owner"],
            "INSERT INTO people_heldentry (kit_id, owner_id, keys, words, blinds)"
            " VALUES (gen_random_uuid(), %s, '{1}', '', '{}')",
            cast["owner"].home,
        )


def test_nobody_tells_another_agency_of_a_danger_that_is_none(cast, agencies, sql):
    statement = (
        "INSERT INTO clocks_alarm (id, code, subject_kind, reference, role, agency_id, raised_at, late_minutes,"
        " is_escalation, done) VALUES (gen_random_uuid(), 'LIFE-AT-RISK', '', 'X', 'releaser', %s, now(), 0, false, '')"
    )

    with pytest.raises(ProgrammingError, match="clocks_alarm"):
        sql(cast["asker"], statement, agencies["beta"])
    assert sql(cast["asker"], statement, agencies["alpha"]) == 1
