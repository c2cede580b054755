"""`tansiq names` as scripts see it, and whose judgements who may read."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner
from stage import NOW, accepting, draft

from tansiq import cli
from tansiq.commands.names import names
from tansiq.compartments.oversight import queries as oversight
from tansiq.kernel.audit.models import Entry
from tansiq.people import actions as people
from tansiq.people.models import Link

LINE = '{"q": "خالد سعيد عمر باقنزل", "qby": null, "r": "%s", "rk": null, "rby": null, "label": %d}\n'
SAME, OTHER = "Khaled Said Omar Baqanzal", "Nasser Farag Mubarak al-Sindabi"
KHALED = "خالد سعيد عمر باقنزل"


def run(*arguments):
    return CliRunner().invoke(names, [str(argument) for argument in arguments])


def told(*arguments):
    done = run(*arguments, "--json")
    assert len(done.stdout.splitlines()) == 1, done.output
    return done.exit_code, json.loads(done.stdout)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "pairs.jsonl"
    path.write_text(LINE % (SAME, 1) + LINE % (OTHER, 0) + LINE % (OTHER, 1))
    return path


def test_labelled_pairs_of_a_file_need_no_database_and_no_sign_in(file, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tansiq.cli", "names", "evaluate", "--pairs", str(file), "--json"],
        capture_output=True, text=True, timeout=120, check=False, env={"TANSIQ_DATA_DIR": str(tmp_path / "none")},
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    [line] = done.stdout.splitlines()
    found = json.loads(line)
    assert (found["pairs"], found["erred"], found["missed"], found["wrong"]) == (3, 1, 1, ["3"])
    assert not (tmp_path / "none").exists()


def test_for_people_there_is_a_line_for_each_figure_and_for_each_of_the_worst(file):
    lines = run("evaluate", "--pairs", file).stdout.splitlines()

    assert "erred: 1" in lines
    assert not any(line.startswith(("ids", "wrong")) for line in lines)
    assert [line.split()[1:3] for line in lines if line.startswith("-")] == [["same", "3"]]


@pytest.mark.parametrize("row", ["{", '{"q": "x"}', LINE % ("x", 7)])
def test_a_broken_file_is_exit_2_with_its_line_and_the_reason(file, row, monkeypatch):
    monkeypatch.setenv("TANSIQ_LANG", "en")
    file.write_text(LINE % (SAME, 1) + row)

    done = run("evaluate", "--pairs", file, "--json")

    assert done.exit_code == cli.UNREADABLE
    assert {"file": str(file), "line": 2}.items() <= json.loads(done.stdout).items()
    assert "line 2" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["evaluate"], ["evaluate", "--pairs", "nothing.jsonl"], ["evaluate", "--pairs", __file__], ["export"],
     ["evaluate", "--pairs", "FILE", "--was", "FILE"], ["evaluate", "--pairs", "FILE", "--was", "nothing.json"],
     ["export", "--as", "x"], ["export", "--as", "x", "--out", "FILE"], ["export", "--as", "x", "--out", "x.txt"],
     ["export", "--as", "x", "--out", "/nowhere/x.jsonl"]],
)  # fmt: skip
def test_what_cannot_be_meant_is_exit_2_and_nothing_on_standard_output(file, arguments):
    before = file.read_bytes()

    done = run(*(file if argument == "FILE" else argument for argument in arguments))

    assert (done.exit_code, done.stdout) == (cli.UNREADABLE, "")
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("then_wrong", "code", "newly_wrong", "newly_right"),
    [(["3"], 0, [], []), ([], 1, ["3"], []), (["1"], 0, ["3"], ["1"]), (["1", "2"], 0, ["3"], ["1", "2"])],
)
def test_a_run_that_errs_on_more_than_an_earlier_one_ends_with_1(
    file, tmp_path, then_wrong, code, newly_wrong, newly_right
):
    _, first = told("evaluate", "--pairs", file)
    was = tmp_path / "was.json"
    was.write_text(json.dumps(first | {"wrong": then_wrong}))

    exit_code, found = told("evaluate", "--pairs", file, "--was", was)

    assert (exit_code, found["newly_wrong"], found["newly_right"]) == (code, newly_wrong, newly_right)
    assert (found["erred_before"], found["erred_now"], found["compared"]) == (len(then_wrong), 1, 3)


def test_an_earlier_run_over_another_file_is_not_compared(file, tmp_path):
    was = tmp_path / "was.json"
    was.write_text(run("evaluate", "--pairs", file, "--json").stdout)
    file.write_text(LINE % (SAME, 1))

    assert run("evaluate", "--pairs", file, "--was", was).exit_code == cli.UNREADABLE


@pytest.fixture
def hold(committed, do):
    def hold(handle, name, **fields):
        actor = accepting(committed[handle])
        checked = draft(name, **fields).checked(today=NOW.date())
        return do(actor, people.add_kit, owner_id=actor.home, checked=checked, index="held").id

    return hold


@pytest.fixture
def judge(committed, do):
    def judge(left, right, judgement, *, by="owner", minutes=0):
        actor = committed[by]
        return do(
            actor.through("gateway"), people.judge_pair, now=NOW + timedelta(minutes=minutes), owner_id=actor.home, left_id=left,
            right_id=right, anchors=(), judgement=judgement, reasons="seen face to face by the desk",
        ).id  # fmt: skip

    return judge


@pytest.fixture
def room(committed, monkeypatch):
    """Run as a member with the roles of a validator of the joint room."""
    from tansiq.kernel.access import queries

    monkeypatch.setattr(cli, "ready", nullcontext)
    actor = replace(queries.actor_by_handle("keeper"), roles=frozenset({"validator"}))
    known = queries.actor_by_handle
    monkeypatch.setattr(queries, "actor_by_handle", lambda handle: actor if handle == "keeper" else known(handle))
    return "keeper"


@pytest.fixture
def pairs(hold, judge):
    """One man judged the same, one pair judged different, and a namesake judged different: the weights err on him."""
    asked = hold("asker", KHALED, birth="1994")
    return {
        "same": judge(asked, hold("owner", SAME, birth="1994"), "same"),
        "different": judge(asked, hold("owner", OTHER, birth="1971"), "different"),
        "namesake": judge(asked, hold("stranger", KHALED), "different", by="stranger"),
    }


def entries():
    return list(Entry.objects.filter(act="people.judgements_read").values_list("system", "subject_kind"))


def test_a_validator_is_told_on_which_judgements_the_weights_err_and_it_is_logged(pairs, room, do, committed):
    code, found = told("evaluate", "--as", room)

    assert (code, found["pairs"], found["same"], found["erred"]) == (0, 3, 1, 1)
    assert found["wrong"] == [str(pairs["namesake"])]
    assert found["worst"][0]["steps"].count("WORDS_MEET") == 4
    printed = run("evaluate", "--as", room).output + json.dumps(found, ensure_ascii=False)
    for word in (*KHALED.split(), *SAME.split(), "alpha", "beta", "gamma"):
        assert word not in printed
    assert do(committed["inspector"], entries) == [("gateway", "people.link")] * 2


def test_a_change_of_weights_is_held_against_the_judgements(pairs, room, tmp_path, monkeypatch):
    from tansiq import names as library

    was = tmp_path / "was.json"
    was.write_text(run("evaluate", "--as", room, "--json").stdout)
    monkeypatch.setattr(library, "MATCH_BITS", 99.0)

    code, found = told("evaluate", "--as", room, "--was", was)

    assert (code, found["newly_wrong"]) == (0, [str(pairs["same"])])
    assert found["newly_right"] == [str(pairs["namesake"])]


def test_an_identifier_counts_as_it_does_when_an_ask_is_matched(hold, judge, room):
    judge(hold("asker", "سالم", national="01230456"), hold("owner", "Nasser", national="01230456"), "same")

    _, found = told("evaluate", "--as", room)

    assert (found["pairs"], found["erred"]) == (1, 0)


def test_a_judgement_that_was_taken_back_or_made_anew_counts_as_it_stands_now(hold, judge, room, do, committed):
    left, right, third = hold("asker", KHALED), hold("owner", SAME), hold("owner", OTHER)
    judge(left, right, "different")
    judge(left, right, "same", minutes=5)
    undone = judge(left, third, "same")
    do(committed["owner"].through("gateway"), people.undo_link, link_id=undone, reasons="the papers were another man's")

    _, found = told("evaluate", "--as", room)

    assert (found["pairs"], found["same"], found["erred"]) == (1, 1, 0)


@pytest.mark.parametrize("act", ["evaluate", "export"])
def test_the_rooms_own_pairs_and_those_of_agencies_that_shut_it_out_are_left_out(
    hold, judge, pairs, room, tmp_path, agencies, owner_sql, act, second_key
):
    judge(hold("asker", KHALED), hold("watch", SAME), "same")
    judge(hold("watch", KHALED), hold("owner", SAME), "same")
    owner_sql(
        f"UPDATE access_agency SET excluded_validator_ids = ARRAY['{agencies['joint-room']}']::uuid[] WHERE code = 'beta'"
    )

    out = tmp_path / "out.jsonl"
    _, found = told(act, "--as", room, *([*second_key, "--out", out] if act == "export" else []))

    assert found["pairs"] == 1
    if act == "evaluate":
        assert found["ids"] == [str(pairs["namesake"])]
    else:
        assert [json.loads(line)["link"] for line in out.read_text().splitlines()] == [str(pairs["namesake"])]


def test_the_judgements_go_into_a_closed_file_that_is_evaluated_alike(pairs, room, tmp_path, do, committed, second_key):
    out = tmp_path / "judged.jsonl"

    code, found = told("export", "--as", room, *second_key, "--out", out)

    assert (code, found) == (0, {"pairs": 3, "out": str(out)})
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert {row["link"]: row["label"] for row in rows} == {
        str(pairs["same"]): 1, str(pairs["different"]): 0, str(pairs["namesake"]): 0,
    }  # fmt: skip
    assert rows[0]["q"] == KHALED
    assert do(committed["inspector"], entries) == [("gateway", "people.link")]
    _, by_file = told("evaluate", "--pairs", out)
    _, by_people = told("evaluate", "--as", room)
    assert {key: by_file[key] for key in ("erred", "brier", "f1")} == {
        key: by_people[key] for key in ("erred", "brier", "f1")
    }


@pytest.mark.rule("RL-09")
@pytest.mark.parametrize("second", ["", "keeper", "watch", "owner"])
def test_names_leave_in_a_file_only_with_a_second_key_of_the_inspectorate(
    pairs, room, tmp_path, do, committed, second, second_key
):
    out = tmp_path / "judged.jsonl"

    code, found = told("export", "--as", room, "--second", second, "--code", second_key[-1], "--out", out)

    assert (code, found["code"]) == (cli.REFUSED, "EXPORT_NOT_ALLOWED")
    assert not out.exists()
    assert do(committed["inspector"], entries) == []
    assert [notice.code for notice in do(committed["inspector"], oversight.open_notices)] == ["EXPORT_NOT_ALLOWED"]


@pytest.mark.rule("RL-09")
def test_a_handle_alone_is_no_second_key_and_a_code_is_good_for_one_time(pairs, room, tmp_path, second_key):
    out = tmp_path / "judged.jsonl"
    without, with_code = second_key[:2], second_key

    asked = [
        told("export", "--as", room, *without, "--out", out),
        told("export", "--as", room, *with_code, "--out", out),
    ]
    out.unlink()
    asked.append(told("export", "--as", room, *with_code, "--out", out))

    assert [found.get("code", "") for _, found in asked] == ["WRONG_PHONE_CODE", "", "WRONG_PHONE_CODE"]
    assert not out.exists()


@pytest.mark.rule("RL-09")
def test_the_inspector_is_told_of_names_that_left(pairs, room, tmp_path, do, committed, second_key):
    code, _found = told("export", "--as", room, *second_key, "--out", tmp_path / "judged.jsonl")

    assert code == 0
    assert [notice.code for notice in do(committed["inspector"], oversight.open_notices)] == ["BULK_EXPORT"]


def test_a_file_that_cannot_be_written_is_exit_2_with_the_reason(pairs, room, tmp_path, monkeypatch, second_key):
    out = tmp_path / "judged.jsonl"
    out.write_text("kept")
    monkeypatch.setattr("os.path.lexists", lambda path: False)  # it came to be between the look and the writing

    done = run("export", "--as", room, *second_key, "--out", out)

    assert done.exit_code == cli.UNREADABLE
    assert str(out) in done.stderr
    assert out.read_text() == "kept"


@pytest.mark.parametrize("act", ["evaluate", "export"])
@pytest.mark.parametrize("handle", ["validator", "keeper", "inspector", "owner", "nobody-known"])
def test_whoever_is_no_validator_of_the_joint_room_is_refused(pairs, act, handle, tmp_path, do, committed, monkeypatch):
    monkeypatch.setattr(cli, "ready", nullcontext)
    out = tmp_path / "out.jsonl"

    code, found = told(act, "--as", handle, *(["--out", out] if act == "export" else []))

    assert code == cli.REFUSED
    assert found["code"] in ("NOT_PERMITTED", "NOT_FOUND")
    assert not out.exists()
    assert do(committed["inspector"], entries) == []


@pytest.mark.parametrize(("lang", "word"), [("ar", "دورك"), ("en", "role")])
def test_a_refusal_is_told_in_the_language_that_was_asked_for(pairs, lang, word, monkeypatch):
    from django.utils import translation

    monkeypatch.setattr(cli, "ready", nullcontext)
    with translation.override(lang):
        _, found = told("evaluate", "--as", "validator")

    assert word in found["title"]


def test_a_judgement_without_its_audit_entry_is_not_told(pairs, room, tmp_path, monkeypatch, second_key):
    from tansiq.kernel.audit import actions as audit

    def fail(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(audit, "record", fail)
    out = tmp_path / "out.jsonl"

    done = run("export", "--as", room, *second_key, "--out", out)

    assert isinstance(done.exception, RuntimeError)
    assert not out.exists()
    assert Link.objects.count() == 0  # without an actor there is no row
