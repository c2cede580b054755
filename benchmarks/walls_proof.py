"""The judge of the walls: every surface, for every person, against the model."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from benchmarks import walls_model as model
from benchmarks.walls_model import Truth, Who
from benchmarks.walls_pages import Pages
from benchmarks.walls_writes import Writes

if TYPE_CHECKING:
    import psycopg

# Rows that opening a page makes.
BY_LOOKING = ("audit_entry", "audit_words", "audit_unsealed", "usersessions_usersession")


@dataclass
class Verdict:
    """What was judged, and every leak with what is needed to see it again."""

    checks: Counter[str] = field(default_factory=Counter)
    leaks: list[dict[str, Any]] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)

    def leak(self, who: Who, surface: str, record: object, told: str) -> None:
        self.leaks.append({"actor": who.handle, "surface": surface, "record": str(record)[:200], "told": told[:300]})


class Judge:
    """Compares what people can learn with the model; `owner` reads the truth past every wall."""

    def __init__(self, owner: psycopg.Connection[Any], seed: int) -> None:
        from tansiq.kernel import walls

        self.owner, self.chance = owner, random.Random(seed)
        declared = walls.declared()
        self.walls = {table: walls.with_retention(wall) for table, wall in declared.items() if table in model.VISIBLE}
        self.unjudged = sorted(set(declared) - set(model.VISIBLE))
        self.verdict = Verdict()
        self.keys = {table: self._key(table) for table in self.walls}
        self.writes = Writes(owner, self.walls, self.keys, self.chance, self.verdict).tried
        self.pages = Pages(self.chance, self.verdict)

    def _key(self, table: str) -> str:
        found = self.owner.execute(
            "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]"
            " WHERE i.indrelid = %s::regclass AND i.indisprimary", [table]
        ).fetchone()  # fmt: skip
        assert found is not None
        return str(found[0])

    def truth(self, *, log: bool = True) -> Truth:
        """Every row of every walled table, as the owner of the database sees it; without the log, which is long."""
        self.owner.execute("SET timezone TO 'UTC'")
        return Truth({
            table: [row for (row,) in self.owner.execute(f'SELECT to_jsonb(t) FROM "{table}" t')]
            for table in self.walls
            if log or not table.startswith("audit_")
        })  # fmt: skip

    # Direct SQL, under the stamp that the backend sets.

    def sql(self, truth: Truth, people: Iterable[Who], tables: Iterable[str] = ()) -> None:
        from django.db import connection, transaction

        from tansiq.kernel.access import queries
        from tansiq.kernel.db import acting_as

        for who in people:
            with acting_as(queries.actor_of(UUID(who.user))), transaction.atomic():
                for table in tables or self.walls:
                    with connection.cursor() as cursor:
                        cursor.execute(f'SELECT {self.keys[table]}::text FROM "{table}"')
                        seen = {key for (key,) in cursor.fetchall()}
                    rows = {str(row[self.keys[table]]): row for row in truth.rows[table]}
                    meant = {key for key, row in rows.items() if model.VISIBLE[table](who, row, truth)}
                    self.verdict.checks["sql"] += len(rows)
                    for key in seen - meant:
                        self.verdict.leak(who, f"sql:select {table}", rows.get(key, key), "a row that is another's")
                    for key in meant - seen:
                        self.verdict.leak(who, f"sql:select {table}", rows[key], "BLIND: a row of his own is hidden")

    def open_tables(self, truth: Truth, who: Who) -> None:
        """What is read before anybody is known stands behind no wall: no word, number or id of a record is in it."""
        from django.db import connection, transaction

        from tansiq.kernel import walls
        from tansiq.kernel.access import queries
        from tansiq.kernel.db import acting_as

        accounts = {row["user_id"] for row in truth.rows["access_member"]}
        known = {token for rows in truth.rows.values() for row in rows for token in model.tokens_of(row)} - accounts
        with acting_as(queries.actor_of(UUID(who.user))), transaction.atomic(), connection.cursor() as cursor:
            for table in walls.EXEMPT:
                cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t')
                for (told,) in cursor.fetchall():
                    self.verdict.checks["sql"] += 1
                    for token in model.tokens(told) & known:
                        self.verdict.leak(who, f"sql:open {table}", told, f"{token} behind no wall")

    def signature(self, who: Who, truth: Truth) -> int:
        """Changes whenever anything changes that this person may learn; that he looked is nothing new to him."""
        beside = sorted(str(row) for _, row in model.told_beside(who, truth))
        rows = sorted(
            str(row) for table, rows in truth.rows.items() for row in rows
            if table not in BY_LOOKING and model.VISIBLE[table](who, row, truth)
        )  # fmt: skip
        return hash((tuple(rows), tuple(beside)))
