"""`tansiq audit` as scripts see it, on the story of the demo."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from forking import Forking

from benchmarks import kept
from tansiq.kernel import postgres

TOOL = Path(__file__).resolve().parents[1] / "tools" / "verify_log.py"


class Installation:
    """An installation of its own, with the demo in it."""

    def __init__(self, folder: Path) -> None:
        dropped = ("TANSIQ_LOGIN", "TANSIQ_DATABASE_URL", "TANSIQ_LANG")
        kept = {key: value for key, value in os.environ.items() if key not in dropped}
        self.data = folder / "data"
        self.commands = Forking(kept | {"TANSIQ_DATA_DIR": str(self.data)})

    def run(self, *arguments: str, expect: int = 0) -> str:
        done = self.commands.run("--lang", "en", *arguments)
        assert done.returncode == expect, done.stderr + done.stdout
        return done.stdout

    def told(self, *arguments: str, expect: int = 0) -> dict[str, Any]:
        [line] = self.run("audit", *arguments, "--json", expect=expect).splitlines()
        found: dict[str, Any] = json.loads(line)
        return found

    def owner(self, statement: str) -> None:
        with psycopg.connect(
            host=str((self.data / "postgres").resolve() / "run"),
            dbname="tansiq",
            user=postgres.SUPERUSER,
            autocommit=True,
        ) as connection:
            connection.execute(statement)


@pytest.fixture(scope="module")
def here() -> Iterator[Installation]:
    with tempfile.TemporaryDirectory(prefix="tqa-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        made = Installation(Path(folder))
        kept.give(made.data)
        with postgres.in_use(made.data, durable=False):
            made.run("demo", "load")
            yield made
        made.commands.close()


def test_the_log_from_the_demo_to_a_witness_and_back(here, tmp_path):
    verdict = here.told("verify")
    assert (verdict["whole"], verdict["waiting"]) == (True, 0)
    assert verdict["size"] > 100

    kept = tmp_path / "kept"
    kept.write_text(here.run("audit", "checkpoint"))
    export, part = tmp_path / "export", tmp_path / "part"
    head = here.told("export", str(export))
    assert head["size"] == verdict["size"]
    assert export.stat().st_mode & 0o077 == 0
    here.told("export", str(part), "--from", "10", "--to", "20")
    for file in (export, part):
        assert here.told("verify", "--export", str(file), "--checkpoint", str(kept))["whole"]
        line = [sys.executable, "-I", "-S", str(TOOL), str(file), "--checkpoint", str(kept)]
        assert "whole" in subprocess.run(line, capture_output=True, text=True, check=True).stdout

    # The exports were logged: sealed now, and witnessed by this installation itself.
    assert here.told("seal")["integrated"] >= 2
    bundle, note = tmp_path / "bundle", tmp_path / "note"
    sent = here.told("bundle", str(bundle))
    assert here.told("witness", str(bundle), expect=3)["code"] == "KEY_UNKNOWN"
    answer = here.told("witness", str(bundle), "--vkey", sent["vkey"])
    note.write_text(answer["note"])
    assert here.told("cosigned", str(note), expect=3)["code"] == "KEY_UNKNOWN"
    taken = here.told("cosigned", str(note), "--vkey", answer["vkey"])
    assert list(taken["witnesses"]) == [answer["vkey"].split("+")[0]]
    assert here.told("checkpoint")["note"] == answer["note"]

    # The refusals were logged as well. The next bundle begins where the witness stands.
    here.told("seal")
    assert here.told("bundle", str(bundle))["since"] == taken["size"]
    note.write_text(here.run("audit", "witness", str(bundle)))
    assert here.told("cosigned", str(note))["size"] > taken["size"]
    assert here.told("verify", "--checkpoint", str(kept))["whole"]

    # Somebody who owns the database changes one entry.
    here.owner("UPDATE audit_entry SET reference = 'X' WHERE id = (SELECT entry_id FROM audit_leaf WHERE index = 17)")
    verdict = here.told("verify", expect=1)
    assert (verdict["first"]["code"], verdict["first"]["index"]) == ("ALTERED", 17)
    assert "ALTERED 17" in here.run("audit", "verify", expect=1)
    arabic = here.commands.run("--lang", "ar", "audit", "verify")
    assert arabic.returncode == 1
    assert "القيد ليس كما خُتم" in arabic.stdout


def test_words_leave_for_an_inspector_alone(here, tmp_path):
    file = tmp_path / "words"
    bounds = ["--from", "0", "--to", "20", "--words", "--as"]

    assert here.told("export", str(file), *bounds, "demo-owner", expect=3)["code"] == "NOT_PERMITTED"
    assert list(tmp_path.iterdir()) == []
    here.told("export", str(file), *bounds, "demo-inspector")
    assert any(json.loads(line)["words"] for line in file.read_text().splitlines()[1:])


@pytest.mark.parametrize("arguments", [
    ["verify", "--checkpoint", "README.md"], ["verify", "--export", "README.md"], ["witness", "README.md"],
    ["cosigned", "README.md"], ["witness", "docs/pictures/1-ask.png"], ["export", "/tmp/x", "--words"],
])  # fmt: skip
def test_what_cannot_be_read_is_exit_2_and_nothing_on_standard_output(here, arguments):
    assert here.run("audit", *arguments, expect=2) == ""


def test_what_is_not_sealed_is_refused(here, tmp_path):
    assert here.told("export", str(tmp_path / "x"), "--to", "999999", expect=3)["code"] == "NOT_SEALED"
