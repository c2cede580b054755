"""What is found wrong with the log or with a backup is told in Arabic as well; codes, JSON and exit codes stay."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import verify_log

from tansiq.commands import audit, spoken
from tansiq.kernel import keys
from tansiq.kernel.audit.examination import Fault
from tansiq.kernel.audit.verification import Verdict
from tansiq.kernel.backup import store
from tansiq.kernel.backup.errors import BackupRefused, Words

ARABIC = re.compile(r"[\u0621-\u064a]")
CODE = re.compile(r'"([A-Z][A-Z_]{2,})"')


def verdict(code: str) -> Verdict:
    return Verdict(20, 2, faults=[Fault(code, 5, 8, "id", "the exact words")], kept=1)


def test_every_code_of_a_fault_has_its_words():
    documented = set(re.findall(r"[A-Z][A-Z_]+", (Fault.__doc__ or "").split("Codes:")[1]))
    told = set(
        CODE.findall(
            Path(verify_log.__file__).read_text().split("class Examination")[1].split("def print_for_people")[0]
        )
    )

    assert set(spoken.FAULTS) == documented
    assert set(verify_log.ARABIC) == told | {verify_log.NOT_COMPARED}
    assert set(verify_log.ARABIC) == documented - {"NODE", "REMOVED", "UNQUEUED"}  # those are found in a database alone


@pytest.mark.parametrize("code", sorted(spoken.FAULTS))
def test_each_fault_of_the_log_is_told_in_arabic_with_its_code(code, monkeypatch, capsys):
    monkeypatch.setenv("TANSIQ_LANG", "ar")
    audit._print(verdict(code), as_json=False)
    told = capsys.readouterr().out

    words = spoken.fault(code, "the exact words")
    assert ARABIC.search(words)
    assert f"مواضع الخلل: {code} 5–7 id {words}" in told
    assert "سليم: لا" in told
    assert "the exact words" not in told
    assert verify_log.ARABIC.get(code, words) == words


@pytest.mark.parametrize("code", sorted(verify_log.ARABIC))
def test_the_single_file_tells_each_fault_in_arabic(code, capsys):
    verify_log.print_in_arabic({"whole": False, "faults": [verdict(code).faults[0].as_object()]})

    assert capsys.readouterr().out == f"{code}: القيود من 5 إلى 7 id: {verify_log.ARABIC[code]}\n"


@pytest.mark.parametrize(("found", "told"), [
    ({"proven_to": 20, "earlier": 0}, "سليم: x، عدد القيود 20، كما في الحالة المحفوظة في مكان آخر عند الحجم 20"),
    ({"proven_to": 0, "earlier": 12}, "سليم: x، عدد القيود 12، كما في النسخة المصدَّرة السابقة"),
    ({"proven_to": 0, "earlier": 0}, "فلا يُثبت هذا شيئًا"),
])  # fmt: skip
def test_the_single_file_says_in_arabic_what_is_proven(found, told, capsys):
    verify_log.print_in_arabic({"whole": True, "faults": [], "origin": "x", "entries": 20} | found)

    printed = capsys.readouterr().out
    assert told in printed
    assert ("سليم" in printed) == any(found.values())


@pytest.mark.parametrize(("lang", "whole", "nothing"), [
    ("ar", "سليم: نعم", "فلا يُثبت هذا شيئًا: في وسع مالك السجل أن يكون قد كتبها كلها من جديد. أعطِ ‎--checkpoint"),
    ("en", "whole: ", "so this proves nothing: whoever owns the log could have written all of them anew"),
])  # fmt: skip
@pytest.mark.parametrize("proven_to", [0, 20])
def test_the_command_calls_nothing_whole_that_was_compared_with_nothing(
    lang, whole, nothing, proven_to, monkeypatch, capsys
):
    monkeypatch.setenv("TANSIQ_LANG", lang)
    found = Verdict(20, 2, kept=1, proven_to=proven_to)
    audit._print(found, as_json=False)
    told = capsys.readouterr().out
    audit._print(found, as_json=True)

    assert (whole in told, nothing in told) == (bool(proven_to), not proven_to)
    assert json.loads(capsys.readouterr().out)["whole"] is True  # for programs beside what it is proven to


@pytest.mark.parametrize(("locale", "lang"), [
    ({"LC_ALL": "ar_YE.UTF-8", "LANG": "en_US.UTF-8"}, "ar"), ({"LC_ALL": "", "LANG": "ar"}, "ar"),
    ({"LC_ALL": "C", "LANG": "ar_IQ"}, "en"), ({"LANG": "fr_FR"}, "en"), ({}, "en"),
])  # fmt: skip
def test_the_single_file_speaks_as_the_locale_does_and_else_english(locale, lang):
    assert verify_log.spoken(locale) == lang


def test_what_is_asked_for_goes_before_the_locale(tmp_path, monkeypatch, capsys):
    missing = str(tmp_path / "missing")
    monkeypatch.setenv("LC_ALL", "ar_YE.UTF-8")

    assert verify_log.main([missing]) == 2
    assert capsys.readouterr().err.startswith("لا يُقرأ: ")
    assert verify_log.main([missing, "--lang", "en"]) == 2
    assert capsys.readouterr().err.startswith("cannot be read: ")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_verdict_in_json_is_the_same_in_every_language(lang, monkeypatch, capsys):
    monkeypatch.setenv("TANSIQ_LANG", lang)
    audit._print(verdict("CUT"), as_json=True)
    spoken.tell({"faults": [Words("piece %(piece)s of the log is missing", piece="1")], "sets": 0}, as_json=True)

    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first == verdict("CUT").as_object()
    assert second == {"faults": ["piece 1 of the log is missing"], "sets": 0}


def test_english_keeps_its_members_and_its_exact_words(monkeypatch, capsys):
    monkeypatch.setenv("TANSIQ_LANG", "en")
    audit._print(verdict("CUT"), as_json=False)

    told = capsys.readouterr().out.splitlines()
    assert told[0] == "whole: False"
    assert "faults: CUT 5–7 id the exact words" in told


def test_what_a_backup_is_refused_for_is_told_in_arabic_with_its_parts(tmp_path, monkeypatch):
    monkeypatch.setenv("TANSIQ_LANG", "ar")
    monkeypatch.setenv("TANSIQ_KEY_FILE", str(tmp_path / "k" / "key"))
    keys.master(tmp_path / "d")

    for place in (None, tmp_path / "d" / "b", tmp_path / "k"):
        with pytest.raises(BackupRefused) as refused:
            store.require_place(place, tmp_path / "d")
        told = spoken.words(refused.value.words)
        assert ARABIC.search(told)
        assert place is None or str(place) in told


def test_a_backup_command_speaks_arabic_before_there_is_any_installation(tmp_path):
    dropped = ("TANSIQ_LOGIN", "TANSIQ_DATABASE_URL", "TANSIQ_LANG", "TANSIQ_BACKUP_DIR")
    environment = {key: value for key, value in os.environ.items() if key not in dropped}
    line = [sys.executable, "-m", "tansiq.cli", "--lang", "ar", "backup", "list"]
    data = tmp_path / "data"
    done = subprocess.run(
        line, env=environment | {"TANSIQ_DATA_DIR": str(data)}, capture_output=True, text=True, check=False
    )

    assert done.returncode == 3
    assert done.stdout == "الرمز: BACKUP_PLACE\nالسبب: اجعل TANSIQ_BACKUP_DIR مجلدًا على قرص آخر\n"
    assert not [path for path in data.rglob("*") if path.is_file()]  # no key was made
