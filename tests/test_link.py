"""`tansiq link` as scripts see it, and who may link what agencies hold in confidence."""

from __future__ import annotations

import csv
import json
import stat
import subprocess
import sys
from contextlib import nullcontext
from dataclasses import replace
from uuid import uuid4

import pytest
from click.testing import CliRunner
from stage import NOW, accepting, draft

from tansiq import cli
from tansiq.commands.link import _birth, link
from tansiq.kernel.audit.models import Entry
from tansiq.people import actions as people
from tansiq.people.models import Link

HEAD = "unique_id,agency,name,by,gov\n"
PAIR = HEAD + "1,alpha,خالد سعيد عمر باقنزل,1994,شبوة\n2,beta,Khaled Saeed Omar Baqanzal,1994,شبوة\n"


def run(*arguments):
    return CliRunner().invoke(link, [str(argument) for argument in arguments])


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "records.csv"
    path.write_text(PAIR)
    return path


def test_a_file_of_two_agencies_gives_one_json_object_and_a_closed_file(file, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tansiq.cli", "link", str(file), "--json"],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    [line] = done.stdout.splitlines()
    told = json.loads(line)
    out = tmp_path / "records.proposals.csv"
    assert told.pop("seconds") > 0
    assert told.pop("prior_bits") < 0
    assert told == {"engine": "duckdb", "records": 2, "proposals": 1, "clusters": 1, "threshold": 0.4,
                    "out": str(out), "ignored": []}  # fmt: skip
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_a_broken_file_is_exit_2_with_file_line_column_and_reason(file):
    file.write_text(PAIR + "3,gamma,خالد,about 1980,\n")

    done = run(file, "--json")

    assert done.exit_code == cli.UNREADABLE
    told = json.loads(done.stdout.splitlines()[0])
    assert told == {"file": str(file), "line": 4, "column": "by", "why": "'about 1980' is no year of birth"}


@pytest.mark.parametrize(
    "arguments",
    [[], ["--all"], ["FILE", "--all", "--as", "x"], ["FILE", "--out", "x.txt"], ["FILE", "--out", "/nowhere/x.csv"],
     ["FILE", "--threshold", "2"], ["FILE", "--engine", "abacus"], ["nothing.csv"], ["FILE", "--out", "FILE"]],
)  # fmt: skip
def test_what_cannot_be_meant_is_exit_2_and_nothing_on_standard_output(file, arguments):
    done = run(*(file if argument == "FILE" else argument for argument in arguments))

    assert (done.exit_code, done.stdout) == (cli.UNREADABLE, "")


@pytest.mark.parametrize("command", [["--help"], ["charter", "--help"]])
def test_no_other_command_loads_splink(command):
    script = (
        f"import sys\nfrom tansiq.cli import main\ntry:\n    main({command!r})\n"
        "finally:\n    sys.exit('splink' in sys.modules or 'duckdb' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60, check=False)

    assert done.returncode == 0


@pytest.fixture
def held(committed, do):
    """One man held by beta and by gamma, and one whom only beta holds."""

    def hold(handle, kit):
        actor = accepting(committed[handle])
        checked = kit.checked(today=NOW.date())
        return do(actor, people.add_kit, owner_id=actor.home, checked=checked, index="held")

    return {
        "beta": hold("owner", draft("خالد سعيد عمر باقنزل", birth="1994", national="01230456")),
        "gamma": hold("stranger", draft("Khaled Saeed Omar Baqanzal", birth="1994", national="01230456")),
        "other": hold("owner", draft("ناصر عوض مبارك العكبري", birth="1971")),
    }


@pytest.fixture
def room(committed, monkeypatch):
    """Run `--all` as a member of the joint room with some roles."""
    from tansiq.kernel.access import queries

    monkeypatch.setattr(cli, "ready", nullcontext)
    known = queries.actor_by_handle

    def as_(handle, *roles):
        actor = replace(known(handle), roles=frozenset(roles)) if roles else known(handle)
        monkeypatch.setattr(queries, "actor_by_handle", lambda asked: actor if asked == handle else known(asked))
        return handle

    return as_


def proposed(out):
    with out.open(encoding="utf-8") as found:
        return [{row["left_id"], row["right_id"]} for row in csv.DictReader(found)]


def entries():
    return Entry.objects.filter(act="people.linked_in_bulk").count()


def test_a_validator_of_the_joint_room_is_proposed_who_is_held_twice_by_ids_only(
    held, room, tmp_path, do, committed, second_key
):
    out = tmp_path / "held.csv"

    done = run("--all", "--as", room("keeper", "validator"), *second_key, "--out", out, "--json")

    assert done.exit_code == 0, done.output
    assert proposed(out) == [{str(held["beta"].id), str(held["gamma"].id)}]
    assert "خالد" not in out.read_text()
    assert "Khaled" not in out.read_text()
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert do(committed["inspector"], entries) == 1


@pytest.mark.parametrize(
    ("handle", "roles"), [("validator", ()), ("keeper", ()), ("inspector", ()), ("nobody-known", ("validator",))]
)
def test_whoever_is_no_validator_of_the_joint_room_is_refused(held, room, tmp_path, handle, roles, do, committed):
    out = tmp_path / "held.csv"
    if handle != "nobody-known":
        room(handle, *roles)

    done = run("--all", "--as", handle, "--out", out, "--json")

    assert done.exit_code == cli.REFUSED
    assert json.loads(done.stdout)["code"] in ("NOT_PERMITTED", "NOT_FOUND")
    assert not out.exists()
    assert do(committed["inspector"], entries) == 0


@pytest.mark.rule("RL-09")
@pytest.mark.parametrize(
    "key", [[], ["--second", "inspector", "--code", "000000"], ["--second", "keeper", "--code", "0"]]
)
def test_who_is_held_by_two_agencies_leaves_in_a_file_only_with_a_second_key(
    held, room, tmp_path, do, committed, key, second_key
):
    out = tmp_path / "held.csv"

    done = run("--all", "--as", room("keeper", "validator"), *key, "--out", out, "--json")

    assert done.exit_code == cli.REFUSED
    assert not out.exists()
    assert do(committed["inspector"], entries) == 0


def test_a_pair_that_was_judged_different_is_left_out(held, room, tmp_path, do, committed, second_key):
    out = tmp_path / "held.csv"
    owner, asked = committed["owner"], uuid4()
    for right, judgement in ((held["beta"].id, "same"), (held["gamma"].id, "different")):
        do(owner.through("gateway"), Link.objects.create, owner_id=owner.home, left_id=asked, right_id=right, judgement=judgement,
                   reasons="x", judged_by=owner.user_id, judged_at=NOW)  # fmt: skip

    run("--all", "--as", room("keeper", "validator"), *second_key, "--out", out, "--json")

    assert proposed(out) == []


def test_an_agency_that_shuts_the_joint_room_out_is_left_out(held, room, tmp_path, monkeypatch, committed, second_key):
    from tansiq.kernel.access import queries

    out, known = tmp_path / "held.csv", queries.agencies

    def agencies():
        rows = list(known())
        for row in rows:
            if row.id == committed["owner"].home:
                row.excluded_validator_ids = [committed["keeper"].home]
        return rows

    monkeypatch.setattr(queries, "agencies", agencies)
    done = run("--all", "--as", room("keeper", "validator"), *second_key, "--out", out, "--json")

    assert json.loads(done.stdout)["records"] == 1
    assert proposed(out) == []


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [(None, None, (None, None)), ("1994-01-01", "1994-12-31", (1994, None)), ("1994-05-03", "1994-05-03", (1994, 503)),
     ("1994-06-10", "1995-05-29", (1994, None)), ("1980-01-01", "1989-12-31", (None, None))],
)  # fmt: skip
def test_a_birth_of_the_index_is_a_year_and_a_day_where_one_is_known(first, last, found):
    from datetime import date

    assert _birth(*(day and date.fromisoformat(day) for day in (first, last))) == found
