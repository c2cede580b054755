"""Proof of the walls: agencies at work by a seed, and what everybody can learn, against a model written a second time.

`python -m benchmarks.walls --checks N --seed S --json F`. A check is one judged (actor, record, surface); a list page
judges every record at once. Exit 1 on a leak, with who, what, where and the steps that lead there.
`--demo` opens every address behind the walls of the demo instead. `--mutate TABLE:verb` opens one wall of the
throw-away server first, and must find a leak; `--then TABLE:verb` opens it once the walls have held, and says what is
found there; `--mutants F` opens each wall in turn and writes down which of them was noticed.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import installation, publish
from benchmarks import walls_record as record
from benchmarks.walls_opening import attackers, every_wall, loosen, noticed
from benchmarks.walls_proof import Judge

if TYPE_CHECKING:
    import psycopg

    from benchmarks.walls_steps.base import Base

# Of each burst, and tries of each step that chance never brought to an end: an empty table proves nothing.
STEPS, CAUGHT_UP = 500, 2
# Tries to find somebody to whom the steps meant nothing.
WATCHES = 4
# The share of `make test`: fewer people look at their lists twice.
SHARE = 200_000
# Where one wall stands open SQL shows it, and fewer steps fill its table.
STEPS_OPENED = 250
# Of the mutants: as many bursts, and tries of each step that chance never brought to an end.
BURSTS, TRIES = 2, 20
# Steps that are one of several acts, the first of which fills nothing yet: taken so many times more.
IN_TURN, TURNS = ("footprint", "bulletin", "bulletin_picture", "bulletin_send"), 15
# What a worker leaves while it runs: there is none here.
BY_A_WORKER = (
    "INSERT INTO procrastinate_workers DEFAULT VALUES",
    "INSERT INTO procrastinate_periodic_defers (task_name, defer_timestamp, periodic_id) VALUES ('clocks.reap', 0, '')",
)


@contextmanager
def as_owner() -> Iterator[psycopg.Connection[Any]]:
    import psycopg

    from tansiq.config import environment

    login = environment.owner_login()
    with psycopg.connect(host=login.host, dbname=login.database, user=login.name, autocommit=True) as connection:
        yield connection


def begin(owner: psycopg.Connection[Any], seed: int) -> tuple[Judge, Base]:
    from benchmarks.walls_steps import Story

    judge = Judge(owner, seed)
    story = Story(seed, lambda: judge.truth(log=False))
    story.enrol()
    for left in BY_A_WORKER:
        owner.execute(left)
    return judge, story


def burst(judge: Judge, story: Base, *, steps: int = STEPS, watched: int = 5) -> None:
    """Steps, and afterwards every surface."""
    from benchmarks.walls_model import faults

    story.burst(steps)
    story.catch_up(CAUGHT_UP if steps == STEPS else 0)
    truth = judge.truth()
    judge.sql(truth, truth.people())
    judge.open_tables(truth, judge.chance.choice(truth.people()))
    judge.writes(truth, judge.chance.sample(truth.people(), 6))
    if judge.verdict.leaks:
        return
    judge.pages.opened(truth, truth.people())
    for told in faults(judge.truth()):
        judge.verdict.leaks.append({"actor": "", "surface": "invariant", "record": "", "told": told})
    watch(judge, story, most=watched)


def watch(judge: Judge, story: Base, *, most: int) -> None:
    """Whether anybody's lists and counts change by steps that he may not know of.

    Where the steps meant something to each of those who watch, others watch other steps.
    """
    for _ in range(WATCHES):
        if _watched(judge, story, most=most):
            return


def _watched(judge: Judge, story: Base, *, most: int) -> int:
    """How many could be compared: to them nothing happened that they may know."""
    from benchmarks.walls_model import COUNTED

    everybody = judge.truth(log=False).people()
    shown = {who.member: judge.pages.shown(who) for who in judge.chance.sample(everybody, min(most, len(everybody)))}
    truth = judge.truth(log=False)
    before = {who.member: judge.signature(who, truth) for who in truth.people() if who.member in shown}
    story.burst(2)
    truth = judge.truth(log=False)
    counted = sum(len(truth.rows[table]) for table in COUNTED)
    unmoved = [
        who for who in truth.people() if who.member in before and judge.signature(who, truth) == before[who.member]
    ]
    for who in unmoved:
        judge.pages.compare_shown(who, shown[who.member], counted)
    return len(unmoved)


def prove(*, checks: int, seed: int, mutate: str = "", then: str = "") -> dict[str, Any]:
    """Bursts until so many checks were made, or a leak was found; behind walls that held one may be opened then."""
    began = time.monotonic()
    with installation(), as_owner() as owner:
        judge, story = begin(owner, seed)
        if mutate:
            loosen(owner, *mutate.split(":"))
        while judge.verdict.checks.total() < checks and not judge.verdict.leaks:
            burst(judge, story, steps=STEPS_OPENED if mutate else STEPS, watched=5 if checks > SHARE else 2)
            print(f"{judge.verdict.checks.total()} checks, {story.done} of {len(story.steps)} steps", file=sys.stderr)
        told = told_of(judge, began) | {
            "seed": seed, "steps": len(story.steps), "done": story.done,
            "replay": story.steps if judge.verdict.leaks else [],
        }  # fmt: skip
        return told | {"then": opened(judge, owner, then)} if then and not judge.verdict.leaks else told


def opened(judge: Judge, owner: psycopg.Connection[Any], wall: str) -> list[dict[str, Any]]:
    """What is found where one wall stands open."""
    table, _, verb = wall.partition(":")
    loosen(owner, table, verb)
    truth = judge.truth()
    judge.sql(truth, truth.people(), [table])
    return judge.verdict.leaks[:20]


def look(seed: int) -> dict[str, Any]:
    """Every address behind the walls of the demo, which fills most tables."""
    began = time.monotonic()
    with installation(), as_owner() as owner:
        judge = _by_demo(owner, seed)
        truth = judge.truth()
        judge.sql(truth, truth.people())
        judge.pages.opened(truth, truth.people())
        return told_of(judge, began) | {"seed": seed}


def told_of(judge: Judge, began: float) -> dict[str, Any]:
    verdict, seconds = judge.verdict, time.monotonic() - began
    return {
        "checks": verdict.checks.total(), "surfaces": dict(sorted(verdict.checks.items())),
        "leaks": len(verdict.leaks), "found": verdict.leaks[:20], "answers": dict(sorted(verdict.answers.items())),
        "unjudged": judge.unjudged, "records": {table: len(rows) for table, rows in judge.truth().rows.items()},
        "seconds": round(seconds, 1), "per_second": round(verdict.checks.total() / seconds),
    }  # fmt: skip


def mutants(seed: int, walls: Iterable[str], only: tuple[str, ...] = ("",)) -> dict[str, Any]:
    """Open each wall in turn and see whether the proof, or its share about that table, finds a leak.

    First behind the walls of the demo, which fills most tables; what survives there, behind those of random steps.
    """
    told: dict[str, str] = {}
    for ground in GROUNDS:
        known = tuple(wall for wall, outcome in told.items() if outcome != "survived")
        if all(wall in known for wall in walls if wall.startswith(only)):
            break
        with get_context("spawn").Pool(1) as apart:  # an installation of its own each
            told |= apart.apply(_tried, (ground, seed, only, known))
    return {"seed": seed, "outcomes": dict(sorted(told.items()))}


def _tried(ground: str, seed: int, only: tuple[str, ...], known: tuple[str, ...]) -> dict[str, str]:
    """What became of each wall that is opened on this ground; those known are left out."""
    logging.disable(logging.WARNING)
    told: dict[str, str] = {}
    with installation(), as_owner() as owner:
        judge = GROUNDS[ground](owner, seed)
        truth = judge.truth()
        print(f"{ground}: empty:", *(table for table in judge.walls if not truth.rows[table]), file=sys.stderr)
        tables = [table for table in judge.walls if table.startswith(only)]
        judge.sql(truth, attackers(truth), tables)
        judge.writes(truth, attackers(truth), tables)
        whole = {(leak["actor"], leak["surface"], leak["record"]): leak["told"] for leak in judge.verdict.leaks}
        for place, leak in whole.items():
            print("with every wall whole:", place, leak, file=sys.stderr)
        if whole:
            raise RuntimeError("there are leaks with every wall whole")
        for table, verb in every_wall(owner):
            if table.startswith(only) and f"{table}:{verb}" not in known:
                told[f"{table}:{verb}"] = noticed(judge, owner, table, verb)
                print(table, verb, told[f"{table}:{verb}"], file=sys.stderr)
    return told


def _by_demo(owner: psycopg.Connection[Any], seed: int) -> Judge:
    from tansiq.demo import story

    story.load(now=datetime.now(UTC))
    for left in BY_A_WORKER:
        owner.execute(left)
    return Judge(owner, seed)


def _by_steps(owner: psycopg.Connection[Any], seed: int) -> Judge:
    judge, story = begin(owner, seed)
    for _ in range(BURSTS):
        story.burst(STEPS)
    print("never came to an end:", *story.catch_up(TRIES), file=sys.stderr)
    story.again(IN_TURN * TURNS)
    for who in attackers(judge.truth(log=False)):  # somebody is signed in
        judge.pages.client(who).get("/")
    return judge


GROUNDS = {"demo": _by_demo, "steps": _by_steps}


def _opened(seed: int, only: str, file: Path) -> tuple[dict[str, Any], list[str]]:
    """What opening the walls came to, and what that lacks; those that were not chosen stay as they were found."""
    with get_context("spawn").Pool(1) as apart:  # here Django is not to be set up before there is an installation
        walls = apart.apply(record.digests)
    before = record.read(file) if only else {"outcomes": {}}
    chosen = tuple(only.split(","))
    if only == "stale":
        chosen = tuple(sorted({wall.partition(":")[0] for wall in record.stale(before, walls)}))
    found = mutants(seed, walls, chosen)
    found["digests"] = {wall: walls[wall] for wall in found["outcomes"]}
    found = record.merged(before, found, walls)
    return found, record.faults(found, walls)


def main() -> int:
    logging.disable(logging.WARNING)  # refusals are what is tried here
    parser = argparse.ArgumentParser(description="Proof of the walls.")
    parser.add_argument("--checks", type=int, default=SHARE)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--demo", action="store_true", help="open every address behind the walls of the demo, and end")
    parser.add_argument("--mutate", default="", metavar="TABLE:verb")
    parser.add_argument("--then", default="", metavar="TABLE:verb")
    parser.add_argument("--mutants", type=Path, metavar="FILE")
    parser.add_argument(
        "--only", default="", help="with --mutants: these tables alone, by the beginnings of their names; `stale`:"
        " those of which a wall has changed since it was opened, or was never opened",
    )  # fmt: skip
    options = parser.parse_args()
    os.environ["PGOPTIONS"] = "-c synchronous_commit=off"  # a throw-away server: nothing is waited for
    if options.mutants:
        found, told = _opened(options.seed, options.only, options.mutants)
        print(*told, sep="\n", file=sys.stderr)
        options.mutants.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        publish(found, options.json)
        return 1 if told else 0
    if options.demo:
        proof = look(options.seed)
    else:
        proof = prove(checks=options.checks, seed=options.seed, mutate=options.mutate, then=options.then)
    for leak in proof["found"]:
        print(leak, file=sys.stderr)
    publish(proof, options.json)
    return 1 if proof["leaks"] else 0


if __name__ == "__main__":
    sys.exit(main())
