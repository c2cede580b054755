"""Proof of the walls: agencies at work by a seed, and what everybody can learn, against a model written a second time.

`python -m benchmarks.walls --checks N --seed S --json F`. A check is one judged (actor, record, surface); a list page
judges every record at once. Exit 1 on a leak, with who, what, where and the steps that lead there.
`--mutate TABLE:verb` opens one wall of the throw-away server first, and must find a leak; `--mutants F` does so with
each wall in turn and writes down which of them was noticed.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import installation, publish
from benchmarks.walls_proof import Judge

if TYPE_CHECKING:
    import psycopg

    from benchmarks.walls_model import Truth, Who
    from benchmarks.walls_steps.base import Base

STEPS = 500
# Of the mutants: as many bursts, and tries of each step that chance never brought to an end.
BURSTS, TRIES = 2, 20
# Steps that are one of several acts, the first of which fills nothing yet: taken so many times more.
IN_TURN, TURNS = ("footprint", "bulletin", "bulletin_picture", "bulletin_send"), 15
VERBS = ("select", "insert", "update", "delete", "change")


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
    return judge, story


def burst(judge: Judge, story: Base, *, watched: int = 5) -> None:
    """Steps, and afterwards every surface."""
    from benchmarks.walls_model import faults

    story.burst(STEPS)
    truth = judge.truth()
    judge.sql(truth, truth.people())
    judge.writes(truth, judge.chance.sample(truth.people(), 6))
    if judge.verdict.leaks:
        return
    people = truth.people()
    judge.pages(truth, judge.chance.sample(people, min(5, len(people))))
    for told in faults(judge.truth()):
        judge.verdict.leaks.append({"actor": "", "surface": "invariant", "record": "", "told": told})
    watch(judge, story, most=watched)


def watch(judge: Judge, story: Base, *, most: int) -> None:
    """Whether anybody's lists and counts change by steps that he may not know of."""
    from benchmarks.walls_model import COUNTED

    everybody = judge.truth(log=False).people()
    shown = {who.member: judge.shown(who) for who in judge.chance.sample(everybody, min(most, len(everybody)))}
    truth = judge.truth(log=False)
    before = {who.member: judge.signature(who, truth) for who in truth.people() if who.member in shown}
    story.burst(2)
    truth = judge.truth(log=False)
    counted = sum(len(truth.rows[table]) for table in COUNTED)
    for who in truth.people():
        if who.member in before and judge.signature(who, truth) == before[who.member]:
            judge.compare_shown(who, shown[who.member], counted)


def prove(*, checks: int, seed: int, mutate: str = "") -> dict[str, Any]:
    """Bursts until so many checks were made, or a leak was found."""
    began = time.monotonic()
    with installation(), as_owner() as owner:
        judge, story = begin(owner, seed)
        if mutate:
            loosen(owner, *mutate.split(":"))
        while judge.verdict.checks.total() < checks and not judge.verdict.leaks:
            burst(judge, story)
            print(f"{judge.verdict.checks.total()} checks, {story.done} of {len(story.steps)} steps", file=sys.stderr)
        rows = {table: len(rows) for table, rows in judge.truth().rows.items()}
    seconds = time.monotonic() - began
    verdict = judge.verdict
    return {
        "checks": verdict.checks.total(), "surfaces": dict(sorted(verdict.checks.items())), "seed": seed,
        "leaks": len(verdict.leaks), "found": verdict.leaks[:20], "steps": len(story.steps), "done": story.done,
        "answers": dict(sorted(verdict.answers.items())), "unjudged": judge.unjudged,
        "records": rows, "seconds": round(seconds, 1),
        "per_second": round(verdict.checks.total() / seconds), "replay": story.steps if verdict.leaks else [],
    }  # fmt: skip


def loosen(owner: psycopg.Connection[Any], table: str, verb: str) -> list[str]:
    """Open one wall; returns what closes it again."""
    undo = []
    if verb == "change":
        compared = owner.execute(
            "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = 'may_change' AND tgrelid = %s::regclass",
            [table],
        ).fetchone()
        if compared is None:
            raise LookupError(f"no wall {table}:{verb}")
        owner.execute(f'DROP TRIGGER may_change ON "{table}"')
        return [compared[0]]
    found = owner.execute(
        "SELECT qual, with_check FROM pg_policies WHERE tablename = %s AND policyname = %s", [table, f"may_{verb}"]
    ).fetchone()
    if found is None:
        raise LookupError(f"no wall {table}:{verb}")
    for clause, was in (("USING", found[0]), ("WITH CHECK", found[1])):
        if was is not None:
            owner.execute(f'ALTER POLICY may_{verb} ON "{table}" {clause} (true)')
            undo.append(f'ALTER POLICY may_{verb} ON "{table}" {clause} ({was})')
    return undo


def every_wall(owner: psycopg.Connection[Any]) -> list[tuple[str, str]]:
    policies = owner.execute("SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'").fetchall()
    triggers = owner.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'may_change'").fetchall()
    walls = [(table, name[4:]) for table, name in policies if name.startswith("may_")]
    return sorted(walls + [(table, "change") for (table,) in triggers])


def mutants(seed: int, only: tuple[str, ...] = ("",)) -> dict[str, Any]:
    """Open each wall in turn and see whether the proof, or its share about that table, finds a leak.

    First behind the walls of the demo, which fills most tables; what survives there, behind those of random steps.
    """
    told: dict[str, str] = {}
    for ground in GROUNDS:
        known = tuple(wall for wall, outcome in told.items() if outcome != "survived")
        with get_context("spawn").Pool(1) as apart:  # an installation of its own each
            told |= apart.apply(_tried, (ground, seed, only, known))
    return summed({"seed": seed, "outcomes": dict(sorted(told.items()))})


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
                told[f"{table}:{verb}"] = _noticed(judge, owner, table, verb)
                print(table, verb, told[f"{table}:{verb}"], file=sys.stderr)
    return told


def _by_demo(owner: psycopg.Connection[Any], seed: int) -> Judge:
    from tansiq.demo import story

    story.load(now=datetime.now(UTC))
    return Judge(owner, seed)


def _by_steps(owner: psycopg.Connection[Any], seed: int) -> Judge:
    judge, story = begin(owner, seed)
    for _ in range(BURSTS):
        story.burst(STEPS)
    print("never came to an end:", *story.catch_up(TRIES), file=sys.stderr)
    story.again(IN_TURN * TURNS)
    for who in attackers(judge.truth(log=False)):  # somebody is signed in
        judge.client(who).get("/")
    return judge


GROUNDS = {"demo": _by_demo, "steps": _by_steps}


def merged(before: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    return summed(found | {"outcomes": before["outcomes"] | found["outcomes"]})


def summed(found: dict[str, Any]) -> dict[str, Any]:
    outcomes = found["outcomes"]
    counts = {name: sum(one == name for one in outcomes.values()) for name in ("killed", "held twice", "survived")}
    return found | {"walls": len(outcomes)} | counts


# Opening these cannot be noticed, and why.
UNNOTICED = {
    "access_agency:select": "the directory of agencies is read by whoever is signed in, and the wall says no more",
    "custody_place:select": "the list of places is read by whoever is signed in, and the wall says no more",
    "packs_run:select": "the law that runs is read by whoever asks, and the wall says no more",
}


def attackers(truth: Truth) -> list[Who]:
    """Two people of each kind, of two agencies where there are: walls look at nothing else."""
    kinds: dict[frozenset[str], dict[str, Who]] = {}
    for who in truth.people():
        kinds.setdefault(who.roles, {}).setdefault(who.home, who)
    return [who for homes in kinds.values() for who in list(homes.values())[:2]]


def _noticed(judge: Judge, owner: psycopg.Connection[Any], table: str, verb: str) -> str:
    for loosened in ((verb,), ("update", "change")) if verb in ("update", "change") else ((verb,),):
        undo = []
        for each in loosened:
            try:
                undo += loosen(owner, table, each)
            except LookupError:
                for statement in undo:
                    owner.execute(statement)
                return "survived"
        truth = judge.truth()
        judge.verdict.leaks.clear()
        if verb == "select":
            judge.sql(truth, attackers(truth), [table])
        else:
            judge.writes(truth, attackers(truth), [table], most=15)
        found = len(judge.verdict.leaks)
        judge.verdict.leaks.clear()
        for statement in undo:
            owner.execute(statement)
        if found:
            return "killed" if loosened == (verb,) else "held twice"
    return "survived"


def main() -> int:
    logging.disable(logging.WARNING)  # refusals are what is tried here
    parser = argparse.ArgumentParser(description="Proof of the walls.")
    parser.add_argument("--checks", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--mutate", default="", metavar="TABLE:verb")
    parser.add_argument("--mutants", type=Path, metavar="FILE")
    parser.add_argument(
        "--only", default="", help="with --mutants: these tables alone, by the beginnings of their names"
    )
    options = parser.parse_args()
    os.environ["PGOPTIONS"] = "-c synchronous_commit=off"  # a throw-away server: nothing is waited for
    if options.mutants:
        found = mutants(options.seed, tuple(options.only.split(",")))
        if options.only and options.mutants.exists():  # the others stay as they were found
            found = merged(json.loads(options.mutants.read_text(encoding="utf-8")), found)
        options.mutants.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        publish(found, options.json)
        survived = {wall for wall, outcome in found["outcomes"].items() if outcome == "survived"}
        return 1 if survived - set(UNNOTICED) else 0
    told = prove(checks=options.checks, seed=options.seed, mutate=options.mutate)
    for leak in told["found"]:
        print(leak, file=sys.stderr)
    publish(told, options.json)
    return 1 if told["leaks"] else 0


if __name__ == "__main__":
    sys.exit(main())
