"""Whether an answer tells who is held in confidence: `python -m benchmarks.neutrality --asks 20000 --json OUT`.

Asks so many times about people whom an agency holds and as often about people whom nobody holds, in random order,
through the served product, with its worker matching each ask meanwhile; at rest and under load, with names that
suffice and names that do not; and a tenth as often over budget, and on each of the other paths by which an act
meets a person: create, merge, link and import (`neutral_paths`). Of every ask it keeps what an asker, or somebody who
counts the queries, could notice, and lets a classifier guess on a half that it has not seen. Exit 1 above 0.52 in any
of these. `--plant MS` makes the server wait so long after a question about somebody held: then it must be seen
(above 0.6), else exit 1.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Protocol

from benchmarks import publish, spread
from benchmarks.classifier import judge
from benchmarks.neutral_client import Person, Watcher, crowd
from benchmarks.neutral_paths import Kept as PathsKept
from benchmarks.neutral_paths import all_paths
from benchmarks.neutral_site import HOST, MEMBERS, PURPOSES, Site, site

AT_MOST, AT_LEAST_PLANTED = 0.52, 0.6
ALL, ALL_PATHS = "all together", "all paths together"
CROWD, PAUSE_S = 2, 0.15
WARM_UP = 40
SIGNED_OUT = 401
# Asks come in blocks with as many of either kind, shuffled: a block is learnt from or kept unseen as a whole.
BLOCK = 20


class Kept(Protocol):
    """What a condition leaves: rows for the classifier, their kinds, statuses and times."""

    rows: list[dict[str, Any]]
    labels: list[bool]
    answers: list[int]
    times_ms: list[float]


def vague(person: Person) -> Person:
    """The same person by two words of the name, without birth and paper: never enough."""
    parts = {name: text for name, text in person.parts.items() if name in ("ism", "father")}
    return dataclasses.replace(person, parts=parts, birth="", national="")


def interleaved(held: Sequence[Person], others: Sequence[Person], chance: random.Random) -> list[Person]:
    """As many of either kind in every block, in random order within it."""
    made: list[Person] = []
    for at in range(0, len(held), BLOCK // 2):
        block = [*held[at : at + BLOCK // 2], *others[at : at + BLOCK // 2]]
        chance.shuffle(block)
        made += block
    return made


@contextmanager
def load(served: Site, seed: int) -> Iterator[None]:
    """Other officers ask meanwhile, and their asks are matched."""
    people, spawned = [*served.held[-2000:], *served.others[-2000:]], get_context("spawn")
    started = [
        spawned.Process(
            target=crowd,
            args=(HOST, served.port, served.cookie(MEMBERS - 1 - at), "a" * 32, people, PAUSE_S, seed + at),
            daemon=True,
        )
        for at in range(CROWD)
    ]
    for process in started:
        process.start()
    try:
        time.sleep(2)
        yield
    finally:
        for process in started:
            process.terminate()
            process.join()


def watched(served: Site, asked: Sequence[Person], *, purpose: str, seed: int, plant: bool) -> Watcher:
    """Ask about each, by one officer; what comes first warms the server and is not kept."""
    chance = random.Random(seed)
    officer = served.officer(seed % 4, purpose=purpose, marks_held=plant)
    warm = Watcher(officer, chance)
    for person in asked[:WARM_UP]:
        warm.watch(person)
    warm.end()
    watcher = Watcher(officer, chance)
    for person in asked:
        watcher.watch(person)
    watcher.end()
    return watcher


def judged(kept: Kept) -> dict[str, Any]:
    """What the classifier makes of it: every other block is unseen."""
    if SIGNED_OUT in kept.answers:
        raise SystemExit(
            f"{kept.answers.count(SIGNED_OUT)} answers of {len(kept.answers)} were to nobody who is signed in"
        )
    order = sorted(range(len(kept.rows)), key=lambda at: (at // BLOCK % 2, at))
    learnt = sum(at // BLOCK % 2 == 0 for at in order)
    verdict = judge([kept.rows[at] for at in order], [kept.labels[at] for at in order], learnt=learnt)
    low, high = verdict.interval
    kinds: dict[str, list[float]] = {"held": [], "other": []}
    for ms, label in zip(kept.times_ms, kept.labels, strict=True):
        kinds["held" if label else "other"].append(ms / 1000)
    return {
        "asks": len(order), "unseen": verdict.unseen, "accuracy": round(verdict.accuracy, 4),
        "interval_95": [round(low, 4), round(high, 4)], "learner": verdict.learner, "most_telling": verdict.columns,
        "statuses": {str(status): n for status, n in sorted(Counter(kept.answers).items())},
        "ms": {kind: spread(seconds) for kind, seconds in kinds.items()},
    }  # fmt: skip


def asks_judged(served: Site, *, asks: int, seed: int, plant: bool) -> Iterator[tuple[str, Kept]]:
    """Every condition of asking, in turn."""
    chance, each = random.Random(seed), _rounded(asks // 4)
    conditions = [
        ("at rest, enough", False, False, PURPOSES[0], each),
        ("at rest, not enough", False, True, PURPOSES[0], each),
        ("under load, enough", True, False, PURPOSES[0], each),
        ("under load, not enough", True, True, PURPOSES[0], each),
        ("over budget", False, False, PURPOSES[1], _rounded(asks // 10)),
    ]
    for number, (name, loaded, is_vague, purpose, count) in enumerate(conditions):
        at = number % 4 * each
        asked = interleaved(served.held[at : at + count], served.others[at : at + count], chance)
        asked = [vague(person) for person in asked] if is_vague else asked
        with load(served, seed) if loaded else nullcontext():
            yield name, watched(served, asked, purpose=purpose, seed=number, plant=plant)


def _rounded(count: int) -> int:
    """Whole blocks, one at least."""
    return max(BLOCK, count // BLOCK * BLOCK)


def _told(conditions: Iterator[tuple[str, Kept]], all_of_them: str) -> dict[str, Any]:
    """What the classifier makes of each condition, and of all of them together."""
    told, pooled, began = {}, PathsKept(), time.monotonic()
    for name, kept in conditions:
        told[name] = judged(kept) | {"seconds": round(time.monotonic() - began, 1)}
        print(name, told[name], file=sys.stderr, flush=True)
        pooled.rows += kept.rows
        pooled.labels += kept.labels
        pooled.answers += kept.answers
        pooled.times_ms += kept.times_ms
        began = time.monotonic()
    return told | {all_of_them: judged(pooled)}


def run(*, asks: int, paths: int, kits: int, seed: int, plant_ms: float) -> dict[str, Any]:
    """Every condition in turn; the paths come last, for they add records of people."""
    told: dict[str, Any] = {}
    kits = max(kits, 4 * _rounded(asks // 4), paths)
    with site(kits=kits, seed=seed, leak_ms=plant_ms) as served:
        if asks:
            told |= _told(asks_judged(served, asks=asks, seed=seed, plant=plant_ms > 0), ALL)
        if paths:
            some = slice(-_rounded(paths), None)
            asked = interleaved(served.held[some], served.others[some], random.Random(seed + 1))
            told |= _told(all_paths(served, asked, seed=seed, plant_ms=plant_ms), ALL_PATHS)
    return {
        "asks": asks, "paths": paths, "kits": kits, "seed": seed, "planted_ms": plant_ms, "at_most": AT_MOST,
        "conditions": told, "load_average": [round(one, 1) for one in os.getloadavg()],
    }  # fmt: skip


def is_fault(told: dict[str, Any]) -> bool:
    """Whether any condition tells who is held; with a leak that was planted, whether all of them together do not."""
    accuracies = {name: float(one["accuracy"]) for name, one in told["conditions"].items()}
    if told["planted_ms"] > 0:
        return min(accuracies[name] for name in (ALL, ALL_PATHS) if name in accuracies) < AT_LEAST_PLANTED
    return max(accuracies.values()) > AT_MOST


def main() -> None:
    parser = argparse.ArgumentParser(description="Whether an answer tells who is held.")
    parser.add_argument("--asks", type=int, default=20_000, help="of each kind, over all conditions")
    parser.add_argument(
        "--paths", type=int, help="acts of each kind on each other path; without it a tenth of the asks"
    )
    parser.add_argument("--kits", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plant", type=float, default=0.0, metavar="MS", help="plant a leak, which must be seen")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    paths = options.asks // 10 if options.paths is None else options.paths
    told = run(asks=options.asks, paths=paths, kits=options.kits, seed=options.seed, plant_ms=options.plant)
    publish(told, options.json)
    sys.exit(int(is_fault(told)))


if __name__ == "__main__":
    main()
