"""The corpus of the search of names: read, grown by people nobody is, and filled into the match index."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

SEED = 20_261_125


class Record(NamedTuple):
    """A record of the corpus; `script` is ar or lat, `by` a year or None."""

    id: int
    pid: str
    script: str
    name: str
    kunya: str
    by: int | None
    doc: str


def read_corpus(file: Path) -> list[Record]:
    """The records of a parquet file with the columns of the reference data."""
    import duckdb

    rows = duckdb.execute(
        "SELECT id, pid, script, name, coalesce(kunya, ''), \"by\", coalesce(doc, '') FROM read_parquet(?)", [str(file)]
    ).fetchall()
    return [Record(*row) for row in rows]


def grow(records: list[Record], wanted: int) -> list[Record]:
    """The corpus with invented people added until there are as many as wanted.

    Each takes the shape of an invented record (script, how many names, whether a kunya), and its words from others
    of the same script: the first from where a first word stood, the last from where a last stood.
    """
    chance = random.Random(SEED)
    invented = [record for record in records if record.pid.startswith("s")]
    pools: dict[str, dict[str, list[str]]] = {}
    for script in ("ar", "lat"):
        pool: dict[str, list[str]] = {"first": [], "middle": [], "last": [], "kunya": []}
        for record in invented:
            words = _words(record.name) if record.script == script else []
            if len(words) > 1:
                pool["first"].append(words[0])
                pool["middle"] += words[1:-1]
                pool["last"].append(words[-1])
                pool["kunya"] += _words(record.kunya)[:1] if record.kunya else []
        pools[script] = pool
    grown, after = list(records), max(record.id for record in records) + 1
    for number in range(after, after + wanted - len(records)):
        shape = chance.choice(invented)
        pool, count = pools[shape.script], len(_words(shape.name))
        words = [chance.choice(pool["first"])]
        words += [chance.choice(pool["middle"]) for _ in range(count - 2)]
        words += [chance.choice(pool["last"])] if count > 1 else []
        kunya = chance.choice(pool["kunya"]) if shape.kunya else ""
        if len(_words(shape.kunya)) > 1:
            kunya = f"{kunya} {words[-1]}"
        by = shape.by if shape.by is None else shape.by + chance.randint(-9, 9)
        doc = f"{chance.randrange(10**8):08}" if shape.doc else ""
        grown.append(Record(number, f"x{number}", shape.script, " ".join(words), kunya, by, doc))
    return grown


_HEADS = "عبد ابو أبو إبو ام أم بن ابن abd abdul abdel abu abou umm um om bin ben ibn al el"
_JOINED = frozenset(_HEADS.split())


def _words(name: str) -> list[str]:
    """The words of a name, a compound as one."""
    found: list[str] = []
    open_word = ""
    for word in name.split():
        open_word = f"{open_word} {word}".strip()
        if word.casefold() not in _JOINED:
            found.append(open_word)
            open_word = ""
    return [*found, open_word] if open_word else found


def kits_of(records: Sequence[Record], owner_id: UUID) -> Iterator[tuple[Any, ...]]:
    """Records as `people.index.fill` takes them."""
    from tansiq.people.drafts import blind_of

    for record in records:
        born = (date(record.by, 1, 1), date(record.by, 12, 31)) if record.by else (None, None)
        blinds = [blind_of("national", record.doc)] if record.doc else []
        yield (UUID(int=record.id + 1), owner_id, "", "", "", "", record.kunya, record.name, "", *born, blinds)


def build(records: Sequence[Record]) -> None:
    """Fill the match index as the owner of the database, its keys looked up by an index made afterwards."""
    import psycopg

    from tansiq.config import environment
    from tansiq.people import index

    login = environment.owner_login()
    with psycopg.connect(host=login.host, dbname=login.database, user=login.name, autocommit=True) as connection:
        found = connection.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'people_heldentry' AND indexdef LIKE '%gin%'"
        ).fetchall()
        for name, _ in found:
            connection.execute(f"DROP INDEX {name}")
        index.fill(connection, "people_heldentry", kits_of(records, UUID(int=1)))
        for _, definition in found:
            connection.execute(definition)
        connection.execute("VACUUM ANALYZE people_heldentry")


def bytes_of_a_record() -> float:
    """Bytes of the match index, with everything that belongs to it, for each of its rows."""
    import psycopg

    from tansiq.config import environment

    login = environment.owner_login()
    with psycopg.connect(host=login.host, dbname=login.database, user=login.name) as connection:
        row = connection.execute(
            "SELECT pg_total_relation_size('people_heldentry')::float / count(*) FROM people_heldentry"
        ).fetchone()
    return round(row[0], 1) if row else 0.0
