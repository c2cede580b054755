"""`tansiq exhibits verify` as scripts see it: exit codes, one JSON object, the worked examples."""

from __future__ import annotations

import json
from pathlib import Path

import chains
import pytest
from click.testing import CliRunner

from tansiq.commands.exhibits import exhibits

FOLDER = Path(__file__).resolve().parents[1] / "examples" / "exhibits"
WHOLE, DAMAGED = FOLDER / "rifle.jsonl", sorted(FOLDER.glob("*.jsonl"))


def run(*arguments):
    return CliRunner().invoke(exhibits, ["verify", *map(str, arguments)])


def test_a_whole_chain_ends_with_0_and_lists_its_gaps():
    done = run(WHOLE, "--json")

    assert done.exit_code == 0
    assert json.loads(done.stdout) == json.loads(WHOLE.with_suffix(".json").read_text())
    assert len(json.loads(done.stdout)["gaps"]) == 1


@pytest.mark.parametrize("file", [one for one in DAMAGED if one != WHOLE], ids=lambda one: one.stem)
def test_a_damaged_chain_ends_with_1_and_names_the_line(file):
    done = run(file, "--json")

    assert done.exit_code == 1
    assert json.loads(done.stdout) == json.loads(file.with_suffix(".json").read_text())
    assert all({"line", "code"} == set(fault) for fault in json.loads(done.stdout)["faults"])


def test_the_examples_are_those_that_the_tool_writes():
    written = {"rifle": chains.rifle().file(), **chains.damaged()}

    assert {file.stem: file.read_bytes() for file in DAMAGED} == written


def test_another_installations_key_is_a_fault_and_a_key_that_is_none_is_unreadable():
    assert run(WHOLE, "--key", "0" * 64).exit_code == 1
    assert run(WHOLE, "--key", "zz").exit_code == 2
    assert run(FOLDER / "absent.jsonl").exit_code == 2
