"""Take each guard of each rule out, run the rule's tests, and write down whether they noticed.

Run from the repository's root as `make mutants`. The code itself is never touched: every worker has a scratch copy of src/
and tests/, with links to all else, and a server of its own, installed once (TANSIQ_TEST_CLUSTER). By default only rules whose
guards or tests have changed since tests/mutants.json was written are run again; that file is committed.

Outcomes: `killed` when a test fails, `survived` when all pass, `error` when the tests could not run. Exit 1 unless every
guard that was tried is killed, 2 when a mark cannot be understood or the tests run against other code than the copy.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from marks import Guard, MarkError, Scan, scan
from removal import take_out
from rules import MUTANTS, ROOT, Outcome, Record, read_record, state_of

TEST_SECONDS = 600
"""Longest run of one rule's tests; a mutant that loops ends here, as an error."""
COPIED = ("src", "tests")
LEFT_OUT = {"build", "dist", "node_modules"}


class ForeignCode(Exception):
    """The tests of a scratch copy import the code from somewhere else."""


@dataclass
class Scratch:
    """A copy of the repository for one worker."""

    folder: Path
    number: int
    kept: Path
    written: int = 1_000_000_000

    @classmethod
    def make(cls, root: Path, folder: Path, number: int) -> Scratch:
        for entry in root.iterdir():
            if entry.name in COPIED:
                shutil.copytree(entry, folder / entry.name, ignore=shutil.ignore_patterns("__pycache__"))
            elif not entry.name.startswith(".") and entry.name not in LEFT_OUT:
                (folder / entry.name).symlink_to(entry)
        scratch = cls(folder, number, folder.with_name(f"{folder.name}-server"))
        scratch.refuse_foreign_code()
        return scratch

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": str(self.folder / "src"),
            "TANSIQ_TEST_DB_SUFFIX": f"_mutant{self.number}",
        }

    def refuse_foreign_code(self) -> None:
        """Raise ForeignCode when a package of the copy is found in another place."""
        packages = [path.parent.name for path in sorted(self.folder.glob("src/*/__init__.py"))]
        code = "import importlib.util as u, sys; [print(u.find_spec(n).origin) for n in sys.argv[1:]]"
        command = [sys.executable, "-c", code, *packages]
        found = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=True
        )
        for origin in found.stdout.splitlines():
            if not Path(origin).resolve().is_relative_to(self.folder.resolve()):
                raise ForeignCode(origin)

    @contextmanager
    def without(self, guard: Guard) -> Iterator[None]:
        """The copy without a guard, whole again afterwards."""
        path = self.folder / guard.path
        text = path.read_text(encoding="utf-8")
        mutant = take_out(text, guard)
        ast.parse(mutant)
        self._put(path, mutant)
        try:
            yield
        finally:
            self._put(path, text)

    def _put(self, path: Path, text: str) -> None:
        """Write a module with a time of its own: no compiled file of the text before may stand in for it."""
        path.write_text(text, encoding="utf-8")
        self.written += 1
        os.utime(path, (self.written, self.written))

    def run_without(self, guard: Guard, node_ids: list[str]) -> tuple[Outcome, str]:
        """Run tests without a guard, at first on the server that was installed with it.

        What survives there is run again on a server that was installed without the guard: walls and the schema, and
        whatever else an installation writes, live in the database.
        """
        with self.without(guard):
            in_database = guard.path.endswith("walls.py") or "/migrations/" in guard.path
            outcome, printed = self.run_tests(node_ids, installs=in_database)
            if outcome == "survived" and not in_database:
                outcome, printed = self.run_tests(node_ids, installs=True)
        return outcome, printed

    def run_tests(self, node_ids: list[str], *, installs: bool = False) -> tuple[Outcome, str]:
        """Run tests in the copy, on the kept server or on one installed anew; the second value is what they printed."""
        results = self.folder / "results.xml"
        results.unlink(missing_ok=True)
        options = ["-x", "-q", "-p", "no:cacheprovider", f"--junitxml={results}"]
        command = [sys.executable, "-m", "pytest", *options, *node_ids]
        try:
            run = subprocess.run(
                command,
                check=False,
                cwd=self.folder,
                env=self.environment if installs else self.environment | {"TANSIQ_TEST_CLUSTER": str(self.kept)},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=TEST_SECONDS,
            )
        except subprocess.TimeoutExpired:
            return "error", f"the tests took more than {TEST_SECONDS} s"
        if run.returncode == 0:
            return "survived", run.stdout
        return ("killed" if run.returncode == 1 and _failures(results) else "error"), run.stdout


def _failures(results: Path) -> int:
    """Tests that failed; one that broke while it was set up proves nothing and is not counted."""
    if not results.exists():
        return 0
    return sum(int(suite.get("failures", 0)) for suite in ElementTree.parse(results).iter("testsuite"))


@dataclass(frozen=True)
class Trial:
    """What came of one rule: outcome by guard key; None when its tests fail with the guards in place."""

    rule: str
    guards: dict[str, Outcome] | None


def try_rule(scratch: Scratch, found: Scan, rule: str, *, is_sound: bool) -> Trial:
    """Run a rule's tests without each of its guards; first with all of them, unless they are known to pass."""
    tests = [proof.node_id for proof in found.proofs_of(rule)]
    unasked: tuple[Outcome, str] = ("survived", "")
    outcome, printed = unasked if is_sound else scratch.run_tests(tests)
    if outcome != "survived":
        print(f"{rule}: its tests fail with every guard in place\n{_tail(printed)}", flush=True)
        return Trial(rule, None)
    outcomes: dict[str, Outcome] = {}
    for guard in found.guards_of(rule):
        began = time.monotonic()
        try:
            outcome, printed = scratch.run_without(guard, tests)
        except SyntaxError as error:
            outcome, printed = "error", f"without the guard this is not Python: {error}; a hint is needed"
        outcomes[guard.key] = outcome
        print(f"{rule}  {guard.path}:{guard.line}  {outcome}  {time.monotonic() - began:.1f} s", flush=True)
        if outcome == "error":
            print(_tail(printed), flush=True)
    return Trial(rule, outcomes)


def _tail(printed: str) -> str:
    return "\n".join(f"    {line}" for line in printed.splitlines()[-25:])


def try_rules(root: Path, found: Scan, rules: list[str], *, jobs: int) -> Iterator[Trial]:
    """Try rules in `jobs` scratch copies; yield each as it is done.

    Raises:
        ForeignCode: a copy would have run other code than its own.
    """
    with tempfile.TemporaryDirectory(prefix="tansiq-mutants-") as folder:
        idle: queue.SimpleQueue[Scratch] = queue.SimpleQueue()
        for number in range(min(jobs, len(rules))):
            copy = Path(folder) / str(number)
            copy.mkdir()
            idle.put(Scratch.make(root, copy, number))
        is_sound = _pass_together(idle, found, rules)

        def work(rule: str) -> Trial:
            scratch = idle.get()
            try:
                return try_rule(scratch, found, rule, is_sound=is_sound)
            finally:
                idle.put(scratch)

        with ThreadPoolExecutor(max_workers=jobs) as workers:
            for done in as_completed([workers.submit(work, rule) for rule in rules]):
                yield done.result()


def _pass_together(idle: queue.SimpleQueue[Scratch], found: Scan, rules: list[str]) -> bool:
    """Whether all tests of all rules pass in one run with every guard in place; else each rule is asked by itself."""
    if not rules:
        return True
    scratch = idle.get()
    tests = dict.fromkeys(proof.node_id for rule in rules for proof in found.proofs_of(rule))
    outcome, _ = scratch.run_tests(list(tests))
    idle.put(scratch)
    return outcome == "survived"


def _write(root: Path, record: dict[str, Record]) -> None:
    text = json.dumps(record, indent=1, ensure_ascii=False, sort_keys=True)
    (root / MUTANTS).parent.mkdir(exist_ok=True)
    (root / MUTANTS).write_text(text + "\n", encoding="utf-8")


def _chosen(found: Scan, record: dict[str, Record], only: list[str], *, everything: bool) -> list[str]:
    provable = [rule for rule in found.rules if found.guards_of(rule) and found.proofs_of(rule)]
    if unknown := set(only) - set(provable):
        raise MarkError(f"no guard or no test: {', '.join(sorted(unknown))}")
    if only:
        return [rule for rule in provable if rule in only]
    return [rule for rule in provable if everything or state_of(rule, found, record) in ("stale", "none")]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Take each guard out and see whether its tests notice.")
    parser.add_argument("--root", type=Path, default=ROOT)
    parser.add_argument(
        "--only", action="append", default=[], metavar="RULE", help="this rule, changed or not; repeatable"
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--changed", action="store_true", help="rules whose guards or tests have changed (the default)")
    which.add_argument("--all", action="store_true", help="every rule")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="workers, each with a database of its own")
    options = parser.parse_args(arguments)
    root: Path = options.root.resolve()
    failed: list[str] = []
    try:
        found = scan(root)
        record = {rule: held for rule, held in read_record(root).items() if found.guards_of(rule)}
        rules = _chosen(found, record, options.only, everything=options.all)
        for trial in try_rules(root, found, rules, jobs=options.jobs):
            record.pop(trial.rule, None)
            if trial.guards is not None:
                record[trial.rule] = Record(guards=trial.guards, hash=found.hash_of(trial.rule))
            if trial.guards is None or set(trial.guards.values()) != {"killed"}:
                failed.append(trial.rule)
            _write(root, record)
    except MarkError as error:
        print(error, file=sys.stderr)
        return 2
    except ForeignCode as error:
        print(f"the copy's tests would run {error}, not the copy", file=sys.stderr)
        return 2
    _write(root, record)
    print(
        f"{len(rules) - len(failed)} of {len(rules)} rules tried are killed" + "".join(f"\n  not: {r}" for r in failed)
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
