"""The command line as scripts see it: exit codes and what stands on standard output (contracts 2)."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from forking import Forking

from benchmarks import kept
from tansiq import cli
from tansiq.commands import demo, smoke
from tansiq.kernel import postgres

COMMAND = [sys.executable, "-m", "tansiq.cli"]
Run = Any


@contextmanager
def installation() -> Iterator[dict[str, str]]:
    """The environment of an installation of its own."""
    with tempfile.TemporaryDirectory(prefix="tqc-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        dropped = ("TANSIQ_LOGIN", "TANSIQ_DATABASE_URL", "TANSIQ_LANG")
        kept = {key: value for key, value in os.environ.items() if key not in dropped}
        yield kept | {"TANSIQ_DATA_DIR": str(Path(folder) / "data")}


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """Run `tansiq` in an installation of its own: `run("ask", "--json")`.

    The first line, and each that changes the environment, is a process from its beginning.
    """

    def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        if commands and not more:
            return commands[0].run(*arguments)
        done = subprocess.run(
            [*COMMAND, *arguments], env=environment | more, capture_output=True, text=True, timeout=120, check=False
        )
        commands or commands.append(Forking(environment))
        return done

    commands: list[Forking] = []
    with installation() as environment, postgres.in_use(Path(environment["TANSIQ_DATA_DIR"]), durable=False):
        run.environment = environment  # type: ignore[attr-defined]
        yield run
        for one in commands:
            one.close()


def told(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The one JSON object on standard output."""
    [line] = done.stdout.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def test_a_refusal_on_an_empty_installation_is_one_problem_object_and_exit_3(run):
    done = run(
        "--lang",
        "en",
        "ask",
        "--as",
        "nobody",
        "--purpose",
        "OPEN_CASE",
        "--reference",
        "C-1",
        "--name",
        "خالد",
        "--json",
    )

    assert done.returncode == 3
    assert told(done)["code"] == "NOT_FOUND"


def test_what_cannot_be_read_is_exit_2_and_nothing_on_standard_output(run):
    for arguments in (
        ["fly"], ["ask", "--json"], ["ask", "--as", "x", "--identifier", "0123", "--json"], ["charter", "check", "atl"],
        ["ask", "--as", "x", "--spoken-at", "2026-11-24T03:12", "--json"],
        ["import", "confirm", "12", "--as", "x"], ["serve", "--host", "0.0.0.0"],
    ):  # fmt: skip
        done = run(*arguments)
        assert (done.returncode, done.stdout) == (2, ""), arguments
        why = done.stderr.splitlines()[-1]
        assert re.search("[\u0621-\u064a]", why), (arguments, why)
        assert not re.search("[a-z]{3,} [a-z]{2,} [a-z]{2,}", why), (arguments, why)


def test_a_broken_list_is_exit_2_with_file_line_and_reason(run):
    done = run("import", "un", "examples/refused/truncated.xml", "--json")

    assert done.returncode == 2
    assert set(told(done)) == {"file", "line", "why"}
    assert "truncated.xml" in done.stderr


def test_plain_http_is_refused_anywhere_but_on_loopback(run):
    done = run("serve", "--host", "0.0.0.0", TANSIQ_PLAIN_HTTP="1")

    assert done.returncode == 2
    assert "loopback" in done.stderr


def test_the_packs_of_the_charter_are_checked(run, tmp_path):
    assert told(run("charter", "check", "--json"))["faults"] == {}

    broken = tmp_path / "yem"
    broken.mkdir()
    (broken / "charter.yaml").write_text("code: yem\n")
    done = run("charter", "check", "--json", TANSIQ_CHARTER_DIR=str(tmp_path))
    assert done.returncode == 1
    assert list(told(done)["faults"]) == ["yem"]


def test_a_setting_that_cannot_be_read_ends_in_words(run):
    done = run("migrate", TANSIQ_DATABASE_URL="mysql://somewhere")

    assert done.returncode == 2
    assert "postgresql://" in done.stderr
    assert "Traceback" not in done.stderr


def test_only_another_cluster_code_or_charter_installs_again(tmp_path, monkeypatch):
    installed: list[str] = []
    monkeypatch.setattr(cli, "migrate", lambda: installed.append("again"))
    monkeypatch.setenv("TANSIQ_DATA_DIR", str(tmp_path))
    server = postgres.Server(root=tmp_path, binaries=tmp_path, user=None)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "PG_VERSION").write_text("18")

    cli.bring_up(server)
    cli.bring_up(server)
    assert len(installed) == 1

    monkeypatch.setenv("TANSIQ_CHARTER", "irq")
    cli.bring_up(server)
    os.utime(tmp_path / "data" / "PG_VERSION", (1, 1))
    cli.bring_up(server)
    assert len(installed) == 3

    cli.bring_up(None)  # a server of somebody else's may have been restored since
    assert len(installed) == 4


@contextmanager
def started(*arguments: str, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A command that runs while this lasts; whatever of it is left at the end is killed."""
    process = subprocess.Popen([*COMMAND, *arguments], env=environment, start_new_session=True)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def assert_ends_whole(process: subprocess.Popen[bytes]) -> None:
    """SIGTERM ends the command with 0, and nothing that it started is left."""
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def wait_for_worker(environment: dict[str, str]) -> None:
    """Wait until a worker has said in the database that it is there, and then a moment."""
    root = (Path(environment["TANSIQ_DATA_DIR"]) / "postgres").resolve()
    with psycopg.connect(host=str(root / "run"), dbname="tansiq", user=postgres.SUPERUSER, autocommit=True) as owner:
        end = time.monotonic() + 60
        while owner.execute("SELECT count(*) FROM procrastinate_workers").fetchone() == (0,):
            assert time.monotonic() < end, "no worker came up"
            time.sleep(0.2)
    time.sleep(2)


def test_a_worker_ends_on_sigterm_and_leaves_nothing_behind(run):
    with started("worker", environment=run.environment) as process:
        wait_for_worker(run.environment)
        assert process.poll() is None

        assert_ends_whole(process)


def test_serve_outlives_one_of_its_processes_and_leaves_nothing_behind():
    port = str(smoke.free_port())
    address = f"http://127.0.0.1:{port}"
    with installation() as environment, ExitStack() as stack:
        kept.give(Path(environment["TANSIQ_DATA_DIR"]))
        process = stack.enter_context(started("serve", "--port", port, environment=environment))
        demo.wait_until_healthy(address, [process], seconds=60)
        children = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=True).stdout

        os.kill(int(children.split()[0]), signal.SIGABRT)
        time.sleep(3)
        assert demo.is_healthy(address)

        assert_ends_whole(process)
        assert not (Path(environment["TANSIQ_DATA_DIR"]) / "postgres" / "data" / "postmaster.pid").exists()


def test_a_command_that_fails_ends_the_others_that_it_started():
    with pytest.raises(SystemExit), demo.running(["worker", "--nonsense"], ["worker", "--nonsense"]) as processes:
        demo.wait_until_healthy("http://127.0.0.1:9", processes, seconds=60)

    codes = [process.returncode for process in processes]
    # Both fail, and either may be the first. The other ended by itself as well, or by the first: as the command ends on
    # the signal, or as any process does that has not come so far as to listen for it. Never killed.
    assert 2 in codes
    assert all(code in (2, 128 + signal.SIGTERM, -signal.SIGTERM) for code in codes)


FIRST = (
    "--code",
    "accreditation",
    "--kind",
    "civil",
    "--name-ar",
    "مكتب الاعتماد",
    "--name-en",
    "Accreditation office",
)
NAMED = ("--name-ar", "هدى باعباد", "--name-en", "Huda Baabbad", "--json")


def test_the_first_accreditor_is_enrolled_without_a_shell_and_only_once(run):
    made = told(run("agency", "add", *FIRST, "--json"))
    assert made["agency"] == "accreditation"
    line = ("member", "add", "--handle", "accreditor-1", "--agency", "accreditation", "--role", "accreditor", *NAMED)

    done = run(*line)

    assert done.returncode == 0
    shown = told(done)
    assert list(shown) == ["handle", "member", "password", "until"]
    assert len(shown["password"]) == 24
    again = run(*line)
    assert (again.returncode, told(again)["code"]) == (3, "HANDLE_TAKEN")


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"--agency": "nowhere"}, 3, "NOT_FOUND"),
        ({"--role": "king"}, 3, "INVALID"),
        ({"--handle": "Not A Handle"}, 2, ""),
    ],
)
def test_a_member_who_cannot_be_enrolled_is_refused_and_nothing_is_stored(run, changed, status, code):
    fields = {"--handle": "somebody", "--agency": "joint-room", "--role": "accreditor"} | changed

    done = run("member", "add", *(part for pair in fields.items() for part in pair), *NAMED)

    assert done.returncode == status
    assert (told(done)["code"] if code else done.stdout) == code
