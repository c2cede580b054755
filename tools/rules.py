"""Where each rule stands in the code, which tests prove it, and whether they notice when its guard is taken out.

Run from the repository's root as `make rules`; `make mutants` (tools/mutants.py) provides the last column, and
tools/marks.py says how guards and tests are marked. A rule counts as proven when each of its guards was taken out and its
tests failed, with guards and tests as they are written now.
"""

from __future__ import annotations

import argparse
import json
import sys
from itertools import zip_longest
from pathlib import Path
from typing import Literal, TypedDict

from marks import MarkError, Scan, scan

ROOT = Path(__file__).resolve().parents[1]
MUTANTS = Path("tests/mutants.json")
REPORT = Path("build/rules.json")

Outcome = Literal["killed", "survived", "error"]
State = Literal["killed", "survived", "stale", "none"]


class Record(TypedDict):
    """What tests/mutants.json holds of one rule: the outcome by guard key, and the hash of guards and tests."""

    guards: dict[str, Outcome]
    hash: str


def read_record(root: Path) -> dict[str, Record]:
    """The outcomes that `make mutants` has written; empty before its first run."""
    path = root / MUTANTS
    record: dict[str, Record] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return record


def state_of(rule: str, found: Scan, record: dict[str, Record]) -> State:
    """What the mutants say of a rule: killed only when every guard was, with guards and tests as they are now."""
    guards = found.guards_of(rule)
    held = record.get(rule)
    if not guards or not found.proofs_of(rule) or held is None:
        return "none"
    if held["hash"] != found.hash_of(rule):
        return "stale"
    outcomes = {held["guards"].get(guard.key) for guard in guards}
    return "killed" if outcomes == {"killed"} else "survived"


def report(found: Scan, record: dict[str, Record]) -> dict[str, dict[str, object]]:
    """What build/rules.json holds."""
    return {
        rule: {
            "code": [f"{guard.path}:{guard.line}" for guard in found.guards_of(rule)],
            "tests": [proof.node_id for proof in found.proofs_of(rule)],
            "mutant": state_of(rule, found, record),
        }
        for rule in found.rules
    }


def _print_table(found: Scan, record: dict[str, Record]) -> None:
    rows: list[tuple[str, str, str, str]] = [("rule", "place in code", "test", "mutant")]
    for rule in found.rules:
        places = [f"{guard.path.removeprefix('src/')}:{guard.line}" for guard in found.guards_of(rule)] or ["none"]
        tests = [proof.node_id.rpartition("/")[2] for proof in found.proofs_of(rule)] or ["none"]
        firsts = [(rule, state_of(rule, found, record))]
        for first, place, test in zip_longest(firsts, places, tests):
            rows.append((first[0] if first else "", place or "", test or "", first[1] if first else ""))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Print each rule's place, tests and mutant; write build/rules.json.")
    parser.add_argument("--root", type=Path, default=ROOT)
    root: Path = parser.parse_args(arguments).root
    try:
        found = scan(root)
    except MarkError as error:
        print(error, file=sys.stderr)
        return 2
    record = read_record(root)
    rows = report(found, record)
    (root / REPORT).parent.mkdir(exist_ok=True)
    (root / REPORT).write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    _print_table(found, record)
    print(f"{sum(row['mutant'] == 'killed' for row in rows.values())} rules proven")
    return 0


if __name__ == "__main__":
    sys.exit(main())
