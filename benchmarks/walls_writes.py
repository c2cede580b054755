"""Writes under a member's own stamp: what he may remove, change and add, each tried and rolled back."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from benchmarks import walls_model as model
from benchmarks.walls_model import Row, Truth, Who

if TYPE_CHECKING:
    import psycopg

    from tansiq.kernel.walls import Wall

# A column with no more different values than these is tried with each of them: states, verdicts, priorities.
FEW = 8
# Rows that are tried one by one where a statement over all of them was refused.
EACH = 24

# Runs one statement for each key and undoes it; tells the keys that a wall let pass. A refused key or check (class 23)
# comes after the wall: the row had passed.
PASSED = """
    CREATE OR REPLACE FUNCTION public.proof_passed(statement text, keys text[]) RETURNS SETOF text LANGUAGE plpgsql AS
      $$ DECLARE one text; touched bigint; state text;
      BEGIN
        FOREACH one IN ARRAY keys LOOP
          BEGIN
            touched := 0;
            EXECUTE format(statement, one);
            GET DIAGNOSTICS touched = ROW_COUNT;
            RAISE EXCEPTION USING ERRCODE = 'ZZ001';
          EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE;
            IF state LIKE '23%' OR (state = 'ZZ001' AND touched > 0) THEN RETURN NEXT one; END IF;
          END;
        END LOOP;
      END $$
"""
# A value of the column's type that no row has.
OTHER = {
    "uuid": "gen_random_uuid()", "timestamptz": "clock_timestamp()", "date": "'2031-01-01'::date",
    "jsonb": "'{\"x\": 1}'::jsonb", "text": "'x'", "varchar": "'x'", "int4": "7", "int8": "7", "int2": "7",
    "float8": "0.5", "bytea": "'\\x00'::bytea", "inet": "'192.0.2.7'::inet",
}  # fmt: skip


class Answer(NamedTuple):
    """What became of a statement: the rows that it touched, with their keys where it tells them, or its refusal."""

    keys: frozenset[str] = frozenset()
    touched: int = 0
    refused: str = ""
    # The login has no privilege for it, whatever the row.
    never: bool = False

    @property
    def passed(self) -> bool:
        return not self.refused or self.refused.startswith("23")


class Writes:
    """Tries to write as the application would be made to, by whoever has taken over a member's session."""

    def __init__(
        self, owner: psycopg.Connection[Any], walls: dict[str, Wall], keys: dict[str, str], chance: random.Random,
        verdict: Any,
    ) -> None:  # fmt: skip
        self.owner, self.walls, self.keys, self.chance, self.verdict = owner, walls, keys, chance, verdict
        self.checks: Counter[str] = verdict.checks
        self._kinds: dict[str, dict[str, str]] = {}
        owner.execute(PASSED)

    def tried(self, truth: Truth, people: Iterable[Who], tables: Iterable[str] = (), most: int = 8) -> None:
        """Remove, change and add, in every table, each in a savepoint that is rolled back."""
        from django.db import connection, transaction

        from tansiq.kernel.access import queries
        from tansiq.kernel.db import acting_as

        for who in people:
            with acting_as(queries.actor_of(UUID(who.user))), transaction.atomic():
                for table in tables or self.walls:
                    self._remove(connection, who, table, truth)
                    self._change(connection, who, table, truth)
                    self._add(connection, who, table, truth, most)
                transaction.set_rollback(True)

    def _run(self, connection: Any, statement: str, params: list[Any] | None = None, *, reads: bool = True) -> Answer:
        from django.db import DatabaseError, transaction

        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, params)
                touched = cursor.rowcount
                keys = frozenset(str(key) for (key,) in cursor.fetchall()) if reads else frozenset()
                raise _Undo
        except _Undo:
            return Answer(keys, touched)
        except DatabaseError as error:
            state = str(getattr(error.__cause__, "sqlstate", "?"))
            return Answer(refused=state, never=state == "42501" and "permission denied" in str(error))

    def _each(self, connection: Any, who: Who, table: str, statement: str, truth: Truth) -> frozenset[str]:
        """The same, row by row: of some that he sees, and of some others."""
        rows = truth.rows[table]
        seen = [row for row in rows if model.VISIBLE[table](who, row, truth)]
        chosen = self.chance.sample(seen, min(EACH, len(seen))) + self.chance.sample(rows, min(EACH // 3, len(rows)))
        keys = sorted({str(row[self.keys[table]]) for row in chosen})
        one = f'{statement} WHERE "{self.keys[table]}" = '
        return self._run(
            connection, "SELECT * FROM public.proof_passed(%s, %s)", [one.replace("%", "%%") + "%L", keys]
        ).keys

    def _passed(self, connection: Any, who: Who, table: str, statement: str, truth: Truth) -> frozenset[str]:
        self.checks["sql write"] += len(truth.rows[table])
        answer = self._run(connection, statement, reads=False)  # it reads nothing: rows that he does not see as well
        if answer.never or (not answer.refused and not answer.touched):
            return frozenset()
        # Of a key that is changed the old one is told: row by row.
        if answer.refused or f'SET "{self.keys[table]}"' in statement:
            return self._each(connection, who, table, statement, truth)
        keys = self._run(connection, f'{statement} RETURNING "{self.keys[table]}"').keys
        if len(keys) < answer.touched:
            told = f"{answer.touched} rows, of which he sees {len(keys)}"
            self.verdict.leak(who, f"sql: {statement}", table, told)
        return keys

    def _remove(self, connection: Any, who: Who, table: str, truth: Truth) -> None:
        may = model.MAY_REMOVE.get(table)
        rows = {str(row[self.keys[table]]): row for row in truth.rows[table]}
        for key in self._passed(connection, who, table, f'DELETE FROM "{table}"', truth):
            if not (may and may(who, rows[key], truth)):
                self.verdict.leak(who, f"sql:delete {table}", rows[key], "the wall let it pass")

    def _change(self, connection: Any, who: Who, table: str, truth: Truth) -> None:
        rows = {str(row[self.keys[table]]): row for row in truth.rows[table]}
        if not rows or self.walls[table].update is None:
            return
        for column in self._types(table):
            may = model.MAY_CHANGE.get((table, column)) or model.MAY_CHANGE.get((table, "*"))
            may = None if (table, column) in model.FIXED else may
            for new, value in self._values(table, column, truth):
                statement = f'UPDATE "{table}" SET "{column}" = {value}'
                for key in self._passed(connection, who, table, statement, truth):
                    if rows[key][column] != new and not (may and may(who, rows[key] | {"new": new}, truth)):
                        told = f"{column} = {value}: the wall let it pass"
                        self.verdict.leak(who, f"sql:update {table}", rows[key], told)

    def _values(self, table: str, column: str, truth: Truth) -> list[tuple[Any, str]]:
        """What a column is set to: a value that no row has, those that few rows differ by, and none."""
        kind = self._types(table)[column]
        if kind == "bool":  # there is no third: what is set to what it was is no change
            return [(True, "true"), (False, "false")]
        other = OTHER.get(kind.removeprefix("_"), "NULL")
        values: list[tuple[Any, str]] = [("other", f"ARRAY[{other}]" if kind.startswith("_") else other)]
        if self._is_closed(table, column):
            return values[:1]
        there = {row[column] for row in truth.rows[table]} if kind == "varchar" else set()
        if len(there) <= FEW:
            values += [(one, _literal(one)) for one in sorted(there, key=str) if one is not None]
        if any(row[column] is None for row in truth.rows[table]):
            values.append((None, "NULL"))
        return values

    def _is_closed(self, table: str, column: str) -> bool:
        columns = self.walls[table].columns
        return columns is not None and column not in columns

    def _types(self, table: str) -> dict[str, str]:
        if table not in self._kinds:
            found = self.owner.execute(
                "SELECT column_name, udt_name FROM information_schema.columns WHERE table_name = %s", [table]
            )
            self._kinds[table] = dict(found.fetchall())
        return self._kinds[table]

    def _add(self, connection: Any, who: Who, table: str, truth: Truth, most: int) -> None:
        """A copy of a row, and the same with himself, his account and his agency in the place of anybody's."""
        may = model.MAY_ADD.get(table)
        copied = f'INSERT INTO "{table}" SELECT (jsonb_populate_record(NULL::"{table}", %s)).*'
        for row in self.chance.sample(truth.rows[table], min(most, len(truth.rows[table]))):
            for tried in (row, _as_own(who, row, truth)):
                self.checks["sql write"] += 1
                answer = self._run(connection, copied, [json.dumps(tried)], reads=False)
                if answer.passed and not (may and may(who, tried, truth)):
                    self.verdict.leak(who, f"sql:insert {table}", tried, f"the wall let it pass {answer.refused}")


def _as_own(who: Who, row: Row, truth: Truth) -> Row:
    """The row as if he had made it: every member is he, every account his, every agency his own."""
    own = dict.fromkeys((member["id"] for member in truth.rows["access_member"]), who.member)
    own |= dict.fromkeys((member["user_id"] for member in truth.rows["access_member"]), who.user)
    own |= dict.fromkeys((agency["id"] for agency in truth.rows["access_agency"]), who.home)
    return {name: own.get(value, value) if isinstance(value, str) else value for name, value in row.items()}


def _literal(value: Any) -> str:
    return "'{}'".format(str(value).replace("'", "''"))


class _Undo(Exception):
    """Rolls an attempt back."""
