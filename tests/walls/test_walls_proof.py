"""The proof of the walls, in a process and on a server of its own: two hundred thousand checks by a fixed seed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import walls_model as model
from tansiq.kernel import walls

ROOT = Path(__file__).resolve().parents[2]
CHECKS, SEED = 200_000, 20261125
SURFACES = {"api", "export", "fragment", "page", "record", "search", "sql", "sql write"}


def prove(tmp_path: Path, *options: str) -> tuple[int, dict[str, Any]]:
    """Exit code and the object that the command publishes."""
    told = tmp_path / "walls.json"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("TANSIQ_")}
    command = [sys.executable, "-m", "benchmarks.walls", "--json", str(told), *options]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=900)
    assert told.exists(), done.stderr[-4000:]
    return done.returncode, json.loads(told.read_text())


def test_every_walled_table_stands_in_the_model():
    assert sorted(set(walls.declared()) - set(model.VISIBLE)) == []


@pytest.mark.rule("G20", "JOC-03", "JOC-08", "JOC-11", "RL-13")
def test_nobody_learns_more_than_the_model_says(tmp_path):
    code, told = prove(tmp_path, "--checks", str(CHECKS), "--seed", str(SEED))

    assert told["found"] == []
    assert (code, told["leaks"]) == (0, 0)
    assert told["checks"] >= CHECKS
    assert set(told["surfaces"]) >= SURFACES
    # People see what is theirs: an empty page would prove nothing.
    assert told["answers"]["known words and ids shown"] > 200
    assert told["answers"]["200"] > 100


def test_the_proof_notices_a_wall_that_stands_open(tmp_path):
    code, told = prove(tmp_path, "--checks", "1", "--seed", "3", "--mutate", "intelligence_report:select")

    assert code == 1
    assert told["found"]
    assert told["replay"]


@pytest.mark.parametrize(
    ("roles", "standing", "sees"),
    [((), "accredited", True), ((), "suspended", False), (("list_keeper",), "control_lost", False)],
)
def test_the_model_leaves_an_agency_outside_nothing_of_its_own(roles, standing, sees):
    agency = {"id": "a", "standing": standing, "kind": "security"}
    member = {"id": "m", "agency_id": "a", "user_id": "u", "name_en": "M"}
    grants = [{"id": role, "member_id": "m", "role": role, "ended_at": None} for role in roles]
    truth = model.Truth({"access_agency": [agency], "access_member": [member], "access_rolegrant": grants})
    [who] = truth.people()

    assert model.VISIBLE["gateway_ask"](who, {"owner_id": "a", "answer": ""}, truth) is sees
