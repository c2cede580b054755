"""`tansiq custody replay` as scripts see it: exit codes, one JSON object, words in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tansiq import cli
from tansiq.commands.custody import custody

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "custody" / "cell.jsonl"


def run(*arguments):
    return CliRunner().invoke(custody, ["replay", *map(str, arguments)])


def test_json_is_one_object_and_refused_plans_are_part_of_it():
    done = run(EXAMPLE, "--at", "2026-11-03", "--charter", "yem", "--json")

    assert done.exit_code == 0
    assert json.loads(done.stdout) == json.loads(EXAMPLE.with_suffix(".json").read_text())


def test_another_country_is_another_folder():
    done = run(EXAMPLE, "--at", "2026-11-03", "--charter", "irq", "--json")

    told = json.loads(done.stdout)
    assert told["charter"] == "irq"
    assert {clock["told"] == [] for clock in told["people"][0]["clocks"] if clock["confidence"] == "low"} == {True}


@pytest.mark.parametrize(("lang", "word"), [("ar", "متأخر"), ("en", "late")])
def test_people_read_it_in_their_language(monkeypatch, lang, word):
    monkeypatch.setenv("TANSIQ_LANG", lang)

    done = run(EXAMPLE, "--at", "2026-11-03")

    assert done.exit_code == 0
    assert word in done.stdout


@pytest.mark.parametrize(
    ("text", "at", "charter"),
    [
        ("nonsense\n", "2026-11-03", "yem"),
        ('{"kind": "tortured", "at": "2026-11-01"}\n', "2026-11-03", "yem"),
        ("", "yesterday", "yem"),
        ('{"kind": "arrest", "at": "9999-12-31", "person": "P", "place": "p"}\n', "9999-12-31", "yem"),
        (
            '{"kind": "transfer_authorised", "at": "2026-11-01", "person": "P", "to": "p", "informed_at": "9999-12-31"}\n',
            "2026-11-03",
            "irq",
        ),
        ("", "2026-11-03T10:00", "yem"),
        ("", "2026-11-03", "atlantis"),
    ],
)
def test_what_cannot_be_read_is_exit_2(tmp_path, text, at, charter):
    file = tmp_path / "events.jsonl"
    file.write_text(text)

    done = run(file, "--at", at, "--charter", charter)

    assert (done.exit_code, done.stdout) == (cli.UNREADABLE, "")
