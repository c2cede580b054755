"""What opening each wall came to, and whether the wall is still written as it was then; tests/walls_mutants.json.

`python -m benchmarks.walls_record` prints what the record lacks, and which walls have changed since they were opened.
"""

from __future__ import annotations

import json
import os
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

RECORD = Path("tests/walls_mutants.json")
OUTCOMES = ("killed", "held twice", "survived")
# Opening these cannot be noticed, and why.
UNNOTICED = {
    "access_agency:select": "the directory of agencies is read by whoever is signed in, and the wall says no more",
    "custody_place:select": "the list of places is read by whoever is signed in, and the wall says no more",
    "procrastinate_workers:insert": "its numbers are the table's own: a row that brings one is refused by it",
    "packs_run:select": "the law that runs is read by whoever asks, and the wall says no more",
}


def digests() -> dict[str, str]:
    """Of each policy and each comparison that an installation builds, a digest of what it says and what it asks."""
    import django
    from django.apps import apps

    from tansiq.kernel import walls

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tansiq.config.settings")
        django.setup()

    asked = {signature.partition("(")[0]: sql for signature, (_login, sql) in walls.functions().items()}
    told = {}
    for table, declared in walls.declared().items():
        wall = walls.with_retention(declared)
        for verb, said in {
            "select": (wall.select, wall.reads), "insert": (wall.insert,), "delete": (wall.delete,),
            "update": (wall.update, wall.after, wall.columns), "change": (wall.change,),
        }.items():  # fmt: skip
            if said[0]:
                whole = [repr(said), *(sql for name, sql in sorted(asked.items()) if f"{name}(" in repr(said))]
                told[f"{table}:{verb}"] = sha256("\n".join(whole).encode()).hexdigest()[:12]
    return told


def read(file: Path = RECORD) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def merged(before: dict[str, Any], found: dict[str, Any], walls: dict[str, str]) -> dict[str, Any]:
    """What was found, and of all other walls that stand what the record said before."""
    kept = {wall: outcome for wall, outcome in before["outcomes"].items() if wall in walls}
    seals = {wall: before.get("digests", {}).get(wall, "") for wall in kept}
    return summed(found | {"outcomes": kept | found["outcomes"], "digests": seals | found["digests"]})


def summed(found: dict[str, Any]) -> dict[str, Any]:
    outcomes = found["outcomes"].values()
    counts = {name: sum(one == name for one in outcomes) for name in OUTCOMES}
    return found | {"walls": len(outcomes)} | counts


def faults(record: dict[str, Any], walls: dict[str, str]) -> list[str]:
    """Walls that nobody has opened, walls that are gone, and those whose opening nothing noticed."""
    outcomes = record["outcomes"]
    told = [f"{wall}: never opened" for wall in walls if wall not in outcomes]
    told += [f"{wall}: there is no such wall" for wall in outcomes if wall not in walls]
    told += [
        f"{wall}: {outcome}" for wall, outcome in outcomes.items()
        if outcome not in OUTCOMES[:2] and wall not in UNNOTICED
    ]  # fmt: skip
    return sorted(told)


def stale(record: dict[str, Any], walls: dict[str, str]) -> list[str]:
    """Walls that say something else than when they were opened."""
    return sorted(wall for wall, digest in walls.items() if record["digests"].get(wall) != digest)


def main() -> int:
    record, walls = read(), digests()
    changed = stale(record, walls)
    for line in (*faults(record, walls), *(f"{wall}: stale" for wall in changed)):
        print(line)
    print(f"{len(walls)} walls, {len(changed)} stale")
    return 1 if faults(record, walls) else 0


if __name__ == "__main__":
    sys.exit(main())
