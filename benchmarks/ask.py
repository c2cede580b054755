"""Server time of an ask, with many kits held: `python -m benchmarks.ask --kits 100000 --asks 300 --json OUT`.

The people are drawn from the shipped frequency tables, word by word: nobody is meant. `match_ms` is the job that runs
after the answer. The baseline is `SELECT 1` in a transaction of the same actor, taken in turns with the asks.
"""

from __future__ import annotations

import argparse
import operator
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from benchmarks import installation, publish, spread
from tansiq import names
from tansiq.names.tables import frequencies

if TYPE_CHECKING:
    from tansiq.kernel.access.actor import Actor
    from tansiq.people.drafts import KitDraft

# Of ten asks, so many are about somebody held, so many about somebody under an order; the rest about anybody.
ABOUT_HELD, ABOUT_ORDERED = 5, 2
# Further apart than the budget of the purpose allows in an hour.
STEP = timedelta(seconds=150)
WORDS = "أمر مخترع لقياس السرعة"


def people(seed: int) -> Iterator[KitDraft]:
    """Invented people without end: four words by their frequency, a year of birth."""
    from tansiq.people.drafts import KitDraft

    chance = random.Random(seed)
    table = frequencies()
    words = list(table)
    given, family = [table[word].given for word in words], [table[word].family for word in words]
    while True:
        ism, father, grandfather = chance.choices(words, given, k=3)
        [last] = chance.choices(words, family)
        parts = names.Parts(ism=ism, father=father, grandfather=grandfather, family=last)
        yield KitDraft(parts, birth=str(chance.randint(1950, 2005)))


def enrol(now: datetime) -> dict[str, Actor]:
    """An agency that holds, one that asks, one that orders, each with a member."""
    from django.db import transaction

    from tansiq.kernel.access import actions, queries
    from tansiq.kernel.access.actor import system_actor
    from tansiq.kernel.db import acting_as

    setup = system_actor("setup")
    with acting_as(setup), transaction.atomic():
        for code, kind, role in (
            ("holder", "security", "analyst"), ("asker", "security", "asker"), ("court", "judicial", "prosecutor")
        ):  # fmt: skip
            agency = actions.add_agency(
                actor=setup, now=now, code=code, name_ar=code, name_en=code, kind=kind, charter_signed_on=now.date()
            )
            actions.add_member(
                actor=setup, now=now, handle=code, password=str(uuid4()), agency_id=agency.id, name_ar=code,
                name_en=code, roles=(role,),
            )  # fmt: skip
    return {handle: queries.actor_by_handle(handle) for handle in ("holder", "asker", "court")}


def fill(owner_id: UUID, drafts: list[KitDraft], now: datetime) -> None:
    """Copy kits and their rows of the held index in, as the owner of the database."""
    import psycopg

    from tansiq.config import environment
    from tansiq.people import index

    login = environment.owner_login()
    kits = (
        'COPY people_kit (id, owner_id, ism, father, grandfather, family, kunya, "full", mother, birth_raw, place,'
        " birth_calendar, born_from, born_to, created_at) FROM STDIN"
    )
    rows = [(uuid4(), draft.checked(today=now.date()).compared, draft) for draft in drafts]
    with psycopg.connect(host=login.host, dbname=login.database, user=login.name) as connection:
        with connection.cursor().copy(kits) as copy:
            for kit_id, kit, draft in rows:
                words = (kit.parts.ism, kit.parts.father, kit.parts.grandfather, kit.parts.family, "", "", "")
                born = (draft.birth, "", "gregorian", kit.born_from, kit.born_to)
                copy.write_row((kit_id, owner_id, *words, *born, now))
        with connection.cursor().copy("COPY people_identifier (id, kit_id, kind, value) FROM STDIN") as copy:
            for kit_id, _, draft in rows:
                for kind, value in draft.identifiers:
                    copy.write_row((uuid4(), kit_id, kind, value))
        names_of = operator.attrgetter("ism", "father", "grandfather", "family", "kunya", "full", "mother")
        index.fill(
            connection,
            "people_heldentry",
            (
                (kit_id, owner_id, *names_of(kit.parts), kit.born_from, kit.born_to, list(kit.identifiers))
                for kit_id, kit, _ in rows
            ),
        )
        connection.execute("ANALYZE")


def order(court: Actor, drafts: list[KitDraft], now: datetime) -> None:
    """Enter an arrest order against each."""
    from django.db import transaction

    from tansiq.gateway import actions
    from tansiq.kernel.db import acting_as

    for number, draft in enumerate(drafts):
        with acting_as(court), transaction.atomic():
            actions.register_order(
                actor=court, now=now, draft=draft, number=f"B/{number}", authority="PROSECUTION",
                instrument="COURT-ORDER", offence="MURDER", grounds=WORDS, presented_by=WORDS,
                alternative="SUMMONS", alternative_words=WORDS, valid_from=now - timedelta(days=1),
                valid_until=now + timedelta(days=180), age_checked=True,
            )  # fmt: skip


def chosen(count: int, held: list[KitDraft], ordered: list[KitDraft], others: Iterator[KitDraft]) -> list[KitDraft]:
    """Whom to ask about: people held, under an order, and anybody, in a fixed mixture."""
    asked = []
    for turn in range(count):
        place = turn % 10
        if place < ABOUT_HELD:
            asked.append(held[turn * 7919 % len(held)])
        elif place < ABOUT_HELD + ABOUT_ORDERED:
            asked.append(ordered[turn * 31 % len(ordered)])
        else:
            asked.append(next(others))
    return asked


def measure(asker: Actor, asked: list[KitDraft], now: datetime) -> dict[str, Any]:
    """Ask about each, by turns with the baseline; match each as the job does."""
    from django.db import connection, transaction

    from tansiq.gateway import actions
    from tansiq.kernel.access.actor import system_actor
    from tansiq.kernel.db import acting_as

    times: dict[str, list[float]] = {"ask": [], "baseline": [], "match": []}
    answers: Counter[str] = Counter()
    matcher, hits = system_actor("matcher"), 0
    for turn, draft in enumerate(asked):
        at = now + turn * STEP
        began = time.perf_counter()
        with acting_as(asker), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        times["baseline"].append(time.perf_counter() - began)
        began = time.perf_counter()
        with acting_as(asker), transaction.atomic():
            row = actions.ask(actor=asker, now=at, draft=draft, purpose="OPEN_CASE", reference=f"BENCH/{turn}")
        times["ask"].append(time.perf_counter() - began)
        began = time.perf_counter()
        with acting_as(matcher), transaction.atomic():
            hits += len(actions.match_ask(actor=matcher, now=at, ask_id=row.id))
        times["match"].append(time.perf_counter() - began)
        answers[row.answer] += 1
    return {
        "asks": len(asked), "answers": dict(sorted(answers.items())), "hits": hits, "ask_ms": spread(times["ask"]),
        "match_ms": spread(times["match"]), "baseline": {"select_1_stamped_ms": spread(times["baseline"])},
    }  # fmt: skip


def run(*, kits: int, orders: int, asks: int, seed: int) -> dict[str, Any]:
    now = datetime.now(tz=UTC)
    with installation():
        cast, drawn = enrol(now), people(seed)
        began = time.perf_counter()
        held, ordered = [next(drawn) for _ in range(kits)], [next(drawn) for _ in range(orders)]
        fill(cast["holder"].home, held, now)
        filled_s = round(time.perf_counter() - began, 1)
        print(f"{kits} kits in {filled_s} s", file=sys.stderr)
        order(cast["court"], ordered, now)
        asked = chosen(asks, held, ordered, drawn)
        measure(cast["asker"], asked[:10], now - timedelta(hours=2))  # the caches are warm, as in a served process
        told = measure(cast["asker"], asked, now)
    return {"kits": kits, "orders": orders, "seed": seed, "fill_s": filled_s} | told


def main() -> None:
    parser = argparse.ArgumentParser(description="Server time of an ask.")
    parser.add_argument("--kits", type=int, default=100_000)
    parser.add_argument("--orders", type=int, default=500)
    parser.add_argument("--asks", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    publish(run(kits=options.kits, orders=options.orders, asks=options.asks, seed=options.seed), options.json)


if __name__ == "__main__":
    main()
