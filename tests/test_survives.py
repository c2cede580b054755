"""Killed with -9: what was acknowledged is there, in the server and in a backup, and a job is done once."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from forking import Forking

from benchmarks import kept
from tansiq.kernel import postgres

SUPPORT = Path(__file__).resolve().parent / "support"
ACTS, THREADS, KILLED_AFTER = 1000, 4, (250, 600)
ORDERS = "SELECT number FROM gateway_order"
HITS = "SELECT count(*) FROM gateway_hit"


@dataclass
class House:
    """An installation with durable commits and backups."""

    folder: Path
    environment: dict[str, str]
    commands: Forking

    @property
    def backups(self) -> Path:
        return self.folder / "b"

    def run(self, *line: str, expect: int = 0, **more: str) -> dict[str, Any]:
        """A command of `tansiq` with `--json`; what it printed."""
        done = self.commands.run(*line, "--json") if not more else subprocess.run(
            [sys.executable, "-m", "tansiq.cli", *line, "--json"], env=self.environment | more, capture_output=True,
            text=True, timeout=240, check=False,
        )  # fmt: skip
        assert done.returncode == expect, done.stderr
        told: dict[str, Any] = json.loads(done.stdout or "{}")
        return told

    def acts(self, *line: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(SUPPORT / "acts.py"), *line], env=self.environment, stdout=subprocess.PIPE, text=True
        )

    def do(self, *line: str) -> None:
        assert self.acts(*line).wait(240) == 0

    def server(self, data: str = "d") -> postgres.Server:
        return postgres.server(self.folder / data)

    def ask(self, query: str, data: str = "d") -> list[Any]:
        with self.connect(data) as connection:
            return [row[0] for row in connection.execute(query)]

    def connect(self, data: str = "d") -> psycopg.Connection[Any]:
        socket = str(self.server(data).socket)
        return psycopg.connect(host=socket, user=postgres.SUPERUSER, dbname="tansiq", autocommit=True)


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """These variables, as the server's start reads them, while this lasts."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in values.items():
            patch.setenv(name, value)
        yield


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    folder = Path(tempfile.mkdtemp(prefix="tqh-", dir="/tmp"))
    folder.chmod(0o711)
    dropped = ("TANSIQ_LOGIN", "TANSIQ_DATABASE_URL", "TANSIQ_LANG")
    inherited = {key: value for key, value in os.environ.items() if key not in dropped}
    own = inherited | {
        "TANSIQ_DATA_DIR": str(folder / "d"), "TANSIQ_BACKUP_DIR": str(folder / "b"),
        "TANSIQ_KEY_FILE": str(folder / "k" / "key"),
    }  # fmt: skip
    kept.give(folder / "d")
    made = House(folder, own, Forking(own))
    with environment(TANSIQ_BACKUP_DIR=str(folder / "b")), postgres.in_use(folder / "d"):
        made.do("setup")
        yield made
    made.commands.close()
    shutil.rmtree(folder, ignore_errors=True)


def kill(server: postgres.Server) -> None:
    """Kill the server and every process of it with -9, and start it again."""
    first = int((server.root / "data" / "postmaster.pid").read_text().splitlines()[0])
    children = subprocess.run(["pgrep", "-P", str(first)], capture_output=True, text=True, check=True).stdout.split()
    for process in (first, *map(int, children)):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    postgres.start(server)


@pytest.fixture(scope="module")
def acknowledged(house: House) -> list[str]:
    """A thousand acts that were acknowledged, while the server was killed twice, after a backup."""
    house.run("backup", "now")
    numbers: list[str] = []
    with house.acts("orders", "A", str(ACTS), str(THREADS)) as process:
        assert process.stdout is not None
        for line in process.stdout:
            numbers.append(line.strip())
            if len(numbers) in KILLED_AFTER:
                kill(house.server())
        assert process.wait(240) == 0
    return numbers


def test_a_thousand_acknowledged_acts_survive_a_kill_of_the_server(house, acknowledged):
    assert len(acknowledged) == ACTS
    assert set(acknowledged) - set(house.ask(ORDERS)) == set()
    entered = "SELECT count(*) FROM audit_entry WHERE act = 'gateway.order_entered'"
    assert house.ask(entered) == house.ask("SELECT count(*) FROM gateway_order")
    decided = "SELECT count(*) FROM decisions_decision WHERE kind = 'gateway.order'"
    assert house.ask(decided) == house.ask(entered)


@pytest.fixture(scope="module")
def restored(house: House, acknowledged: list[str]) -> Iterator[tuple[str, ...]]:
    """The numbers of the orders in a restore to the moment between two acts."""
    house.do("orders", "before", "1", "1")
    [between] = house.ask("SELECT clock_timestamp()")
    time.sleep(0.01)
    house.do("orders", "after", "1", "1")
    house.run("backup", "ship")
    told = house.run("backup", "restore", "--to", str(house.folder / "r"), "--at", between.isoformat())
    assert datetime.fromisoformat(told["last_transaction_at"]) <= between
    with postgres.in_use(house.folder / "r"):
        yield tuple(house.ask(ORDERS, "r"))


def test_a_restore_to_the_moment_between_two_acts_holds_the_first_and_not_the_second(house, acknowledged, restored):
    assert set(acknowledged) - set(restored) == set()
    assert "before/1" in restored
    for key in (house.folder / "d" / "keys").iterdir():
        assert (house.folder / "r" / "keys" / key.name).read_bytes() == key.read_bytes()
    assert "after/1" not in restored


def test_a_backup_says_nothing_without_the_master_key(house, restored):
    folder = house.folder
    names = ("سالم", "باقنزل", "gateway_order", "PGDMP", "postgresql")
    kept = [path for path in house.backups.rglob("*") if path.is_file()]
    assert kept
    for path in kept:
        text = path.read_bytes()
        assert not [name for name in names if name.encode() in text], path

    for key in ("missing", "another"):
        if key == "another":
            (folder / key).write_text("A" * 43 + "=")
        told = {"TANSIQ_KEY_FILE": str(folder / key), "TANSIQ_DATA_DIR": str(folder / "new")}
        line = ("backup", "restore", "--to", str(folder / "new"))
        house.run(*line, expect=2 if key == "missing" else 3, **told)
    assert not (folder / "new").exists()


def test_what_is_there_is_listed_and_opens_whole_and_a_damage_is_named(house, restored, tmp_path):
    listed = house.run("backup", "list")
    assert len(listed["sets"]) == 1
    assert house.run("backup", "verify")["faults"] == []

    copy = tmp_path / "copy"
    shutil.copytree(house.backups, copy)
    pieces = sorted((copy / "wal").glob("*[0-9A-F].sealed"))
    pieces[-2].unlink()
    cut = pieces[-1]
    cut.write_bytes(cut.read_bytes()[:-1])
    faults = house.run("backup", "verify", expect=1, TANSIQ_BACKUP_DIR=str(copy))["faults"]
    assert [cut.name in faults[0], pieces[-2].name[:24] in faults[-1]] == [True, True]


def test_a_backup_never_lies_with_its_data_and_a_restore_overwrites_nothing(house, restored):
    inside = house.run("backup", "now", expect=3, TANSIQ_BACKUP_DIR=str(house.folder / "d" / "b"))
    assert inside["code"] == "BACKUP_PLACE"
    wrong = house.environment | {"TANSIQ_BACKUP_DIR": str(house.folder / "d" / "b")}
    started = subprocess.run(
        [sys.executable, "-m", "tansiq.cli", "--lang", "en", "migrate"], env=wrong, capture_output=True, check=False
    )
    assert (started.returncode, b"lies with the data" in started.stderr) == (2, True)
    beside_the_key = house.run("backup", "now", expect=3, TANSIQ_BACKUP_DIR=str(house.folder / "k"))
    assert beside_the_key["code"] == "BACKUP_PLACE"
    assert house.run("backup", "restore", "--to", str(house.folder / "d"), expect=3)["code"] == "BACKUP_NOT_EMPTY"
    line = ("backup", "restore", "--to", str(house.folder / "e"), "--at")
    assert house.run(*line, "2020-01-01T00:00:00+00:00", expect=3)["code"] == "BACKUP_NO_SET"
    assert house.run(*line, "2099-01-01T00:00:00+00:00", expect=3)["code"] == "BACKUP_ENDS_EARLIER"
    elsewhere = {"TANSIQ_DATABASE_URL": "postgresql://somebody:x@127.0.0.1:1/tansiq"}
    assert house.run("backup", "now", expect=3, **elsewhere)["code"] == "BACKUP_BY_THE_SERVER"


def test_old_sets_go_with_the_log_that_only_they_needed(house, restored):
    before = house.run("backup", "list")["sets"][0]["name"]

    told = house.run("backup", "now", "--keep", "1")

    assert before in told["removed"]
    assert [one["name"] for one in house.run("backup", "list")["sets"]] == [told["set"]]
    assert house.run("backup", "verify")["faults"] == []


def test_a_job_whose_worker_was_killed_is_taken_up_and_done_once(house):
    house.do("ask")
    with house.connect() as holder:
        holder.autocommit = False
        holder.execute("LOCK TABLE gateway_hit")
        worker = house.acts("work", "30")
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%gateway_hit%'"
        end = time.monotonic() + 120
        while house.ask(waiting) == [0] and time.monotonic() < end:
            time.sleep(0.05)
        worker.kill()
        worker.wait()
        doing = house.ask("SELECT status::text FROM procrastinate_jobs WHERE task_name = 'gateway.match_ask'")
        assert doing == ["doing"]
    assert house.ask(HITS) == [0]

    time.sleep(1)
    house.do("work", "0.5")

    assert house.ask(HITS) == [1]
    assert house.ask("SELECT 1 FROM procrastinate_jobs WHERE task_name = 'gateway.match_ask'") == []
