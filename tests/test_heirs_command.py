"""`tansiq heirs replay` as scripts see it: worked cases, exit codes, one JSON object, words in both languages."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import jsonschema_rs
import pytest
from click.testing import CliRunner

from tansiq import cli
from tansiq.commands.heirs import heirs

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples" / "heirs"
CASES = sorted(EXAMPLES.glob("*.jsonl"))
REFUSED = sorted((ROOT / "examples" / "refused" / "heirs").glob("*.jsonl"))


def run(*arguments):
    return CliRunner().invoke(heirs, ["replay", *map(str, arguments)])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_worked_cases_answer_as_written_beside_them(case):
    expected = json.loads(case.with_suffix(".json").read_text())

    done = run(case, "--at", expected["at"], "--charter", expected["charter"], "--json")

    assert done.exit_code == 0
    assert json.loads(done.stdout) == expected


def test_there_are_enough_of_them():
    assert len(CASES) >= 10


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_order_of_the_lines_and_a_line_given_twice_mean_nothing(case, tmp_path):
    expected = json.loads(case.with_suffix(".json").read_text())
    lines = case.read_text().splitlines()
    mixed = random.Random(case.stem).sample(lines * 2, len(lines) * 2)
    file = tmp_path / "mixed.jsonl"
    file.write_text("\n".join(mixed))

    found = json.loads(run(file, "--at", expected["at"], "--charter", expected["charter"], "--json").stdout)

    assert {**found, "refused": None} == {**expected, "refused": None}
    assert sorted(one["code"] for one in found["refused"]) == sorted(one["code"] for one in expected["refused"])


@pytest.mark.parametrize("file", REFUSED, ids=lambda file: file.stem)
def test_files_made_to_be_refused_name_file_line_and_reason(file, monkeypatch):
    monkeypatch.setenv("TANSIQ_LANG", "en")
    done = run(file, "--at", "2026-06-01", "--json")

    told = json.loads(done.stdout)
    assert done.exit_code == cli.UNREADABLE
    assert told["file"] == str(file)
    assert f"line {told['line']}: {told['why']}" in done.stderr
    [row] = re.findall(rf"^\| {re.escape('heirs/' + file.name)} \| heirs \| – \| (\d+) \|", README, re.M)
    assert told["line"] == int(row)


README = (ROOT / "examples" / "refused" / "README.md").read_text()


@pytest.mark.parametrize(("lang", "word"), [("ar", "موقوف: المحكمة"), ("en", "stop: court")])
def test_people_read_it_in_their_language(monkeypatch, lang, word):
    monkeypatch.setenv("TANSIQ_LANG", lang)

    done = run(EXAMPLES / "widow.jsonl", "--at", "2026-03-20")

    assert done.exit_code == 0
    assert word in done.stdout


@pytest.mark.rule("Q-21")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_nothing_says_that_a_penalty_is_due_and_nobody_is_ranked(monkeypatch, case, lang):
    monkeypatch.setenv("TANSIQ_LANG", lang)
    expected = json.loads(case.with_suffix(".json").read_text())

    words = run(case, "--at", expected["at"], "--charter", expected["charter"]).stdout.lower()

    for forbidden in (
        "execution due",
        "eligible",
        "ready for",
        "rank",
        "score",
        "واجب التنفيذ",
        "مستحق القصاص",
        "مؤهل",
    ):
        assert forbidden not in words
    keys = [(one["victim"], one["accused"]) for one in expected["rights"]]
    assert keys == sorted(keys)


@pytest.mark.rule("Q-22")
def test_no_article_of_one_country_stands_in_the_answer_of_another():
    for case in CASES:
        found = json.loads(run(case, "--at", "2026-12-31", "--charter", "irq", "--json").stdout)

        assert {step["article"] for one in found["rights"] for step in one["steps"]} <= {"not checked"}
        assert "qisas" not in {one["track"] for one in found["rights"]}
        assert "qisas_dropped" not in {one["state"] for one in found["rights"]}


@pytest.mark.parametrize("arguments", [("--at", "yesterday"), ("--at", "2026-11-03T10:00"), ("--charter", "atlantis")])
def test_what_cannot_be_read_is_exit_2(arguments):
    done = run(EXAMPLES / "widow.jsonl", *arguments, "--json")

    assert (done.exit_code, done.stdout) == (cli.UNREADABLE, "")


def test_without_a_moment_everything_in_the_file_counts(tmp_path):
    file = tmp_path / "later.jsonl"
    file.write_text(
        '{"kind": "victim", "at": "2199-01-01", "victim": "V", "died_on": "2199-01-01", "identified": true}\n'
        '{"kind": "accused", "at": "2199-01-02T23:30+00:00", "accused": "A", "age_at_act": "adult"}\n'
    )

    found = json.loads(run(file, "--json").stdout)

    assert (found["at"], len(found["rights"])) == ("2199-01-03", 1)
    assert json.loads(run(EXAMPLES / "widow.jsonl", "--json").stdout)["at"] >= "2026-01-01"


@pytest.mark.parametrize("at", ["0001-01-01", "1950-06-01", "2007-01-01", "9999-12-31", "2026-03-20T10:00+14:00"])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_day_has_an_answer(monkeypatch, at, lang):
    monkeypatch.setenv("TANSIQ_LANG", lang)
    for code in ("yem", "irq"):
        assert run(EXAMPLES / "widow.jsonl", "--at", at, "--charter", code).exit_code == 0
        assert run(EXAMPLES / "widow.jsonl", "--at", at, "--charter", code, "--json").exit_code == 0


def test_the_oldest_and_the_last_day_are_days(tmp_path):
    file = tmp_path / "old.jsonl"
    facts = (EXAMPLES / "widow.jsonl").read_text()
    for year in ("1900", "9999"):
        file.write_text(facts.replace("2026-", f"{year}-").replace("9999-03-10T10:30", "9999-12-31T23:59"))
        assert run(file, "--at", "9999-12-31", "--json").exit_code == 0
        assert run(file).exit_code == 0


def answer_schema():
    return json.loads((ROOT / "docs" / "heirs-answer.schema.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_answers_of_the_worked_cases_fit_the_schema_of_the_answer(case):
    expected = json.loads(case.with_suffix(".json").read_text())
    printed = json.loads(run(case, "--at", expected["at"], "--charter", expected["charter"], "--json").stdout)

    for answer in (expected, printed):
        jsonschema_rs.validate(answer_schema(), answer)


@pytest.mark.parametrize(
    "change",
    [
        {"at": ""}, {"rights": None}, {"more": 1}, {"refused": [{"line": 0, "code": "NOT_AN_HEIR"}]},
        {"refused": [{"line": 1, "code": "BECAUSE"}]}, {"rights": [{"state": "due"}]},
    ],
)  # fmt: skip
def test_the_schema_of_the_answer_lets_nothing_else_pass(change):
    answer = json.loads((EXAMPLES / "widow.json").read_text())

    assert jsonschema_rs.is_valid(answer_schema(), answer)
    assert not jsonschema_rs.is_valid(answer_schema(), answer | change)


def test_the_schema_of_the_answer_in_the_documents_is_the_one_that_is_printed():
    from tansiq.compartments.victims import answer_schema as told
    from tansiq.compartments.victims import words

    assert json.loads(CliRunner().invoke(heirs, ["schema", "--answer"]).stdout) == answer_schema()
    # Every word that people read is one that programs read, and none is missing.
    assert set(words.STATES) == set(told.STATES)
    assert set(words.WAIVERS) == set(told.WAIVERS)
    assert set(words.DIYA) == set(told.DIYA)
    # The office alone has inquiries beside no waiver, and says so of one whose heir no certificate lists.
    assert set(words.REFUSALS) == {*told.REFUSALS, "NOBODY_LISTED"}
    assert set(words.WHO) == set(told.WHO)


def test_the_schema_in_the_documents_is_the_one_that_is_read():
    printed = CliRunner().invoke(heirs, ["schema"]).stdout

    assert json.loads(printed) == json.loads((ROOT / "docs" / "heirs.schema.json").read_text())


@pytest.mark.parametrize("share", ["9" * 5000 + "/8", "ثلاثة/٨", "1/" + "0" * 40])
def test_a_share_that_is_no_fraction_of_ours_is_unreadable(tmp_path, share):
    file = tmp_path / "share.jsonl"
    file.write_text((EXAMPLES / "widow.jsonl").read_text().replace('"1/8"', f'"{share}"'))

    assert share in file.read_text()
    assert run(file, "--json").exit_code == 2


@pytest.mark.parametrize("share", ["١/٨", "۱/۸", "1/8"])
def test_a_share_in_any_digits_is_printed_as_written_and_fits_both_schemas(tmp_path, share):
    file = tmp_path / "share.jsonl"
    file.write_text((EXAMPLES / "widow.jsonl").read_text().replace('"1/8"', f'"{share}"'))

    found = json.loads(run(file, "--json").stdout)

    assert found["rights"][0]["heirs"][0]["share"] == share
    jsonschema_rs.validate(answer_schema(), found)
    for line in file.read_text().splitlines():
        jsonschema_rs.validate(json.loads((ROOT / "docs" / "heirs.schema.json").read_text()), json.loads(line))


@pytest.mark.parametrize("at", ["10/01/2026", "٢٠٢٦-٠١-١٠", "20260110", "2026-01-10T10:00", "2026-02-30", "soon"])
def test_a_date_in_another_form_is_told_which_form_is_read(tmp_path, at, monkeypatch):
    monkeypatch.setenv("TANSIQ_LANG", "en")
    file = tmp_path / "dates.jsonl"
    file.write_text(json.dumps({"kind": "accused", "at": at, "accused": "A", "age_at_act": "adult"}))

    done = run(file, "--json")

    assert (done.exit_code, json.loads(done.stdout)["line"]) == (2, 1)
    assert "at: neither a day, such as 2026-11-24, nor a time with its offset" in done.stderr


def test_a_moment_past_the_end_of_the_calendar_is_refused(tmp_path):
    last, file = "9999-12-31T23:59:59+00:00", tmp_path / "born.jsonl"
    heirs = [{"heir": "H", "share": "1", "capacity": "capable", "born_on": last}]
    told = {"kind": "certificate", "at": "2026-01-01", "certificate": "K", "victim": "V", "court": "M", "number": "1"}
    file.write_text(json.dumps(told | {"heirs": heirs}))

    assert run(file, "--json").exit_code == 2
    assert run(EXAMPLES / "widow.jsonl", "--at", last, "--json").exit_code == 2
