"""Whatever a person reads at the command line is in the language of `--lang`, Arabic where none is said."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tansiq import cli, commands
from tansiq.commands import helping
from tansiq.kernel import saying
from tansiq.kernel.charter.errors import CharterError
from tansiq.kernel.keys import KeyFault

SOURCE = Path(saying.__file__).parents[2]
ARABIC = re.compile("[\u0621-\u064a]")
SENTENCE = re.compile(r"[A-Za-z]{2,},? [A-Za-z]{2,}")
# What tells people something, in the commands; and what passes a sentence through the catalogue.
TELLS = {"cli.fail", "fail", "click.echo", "click.BadParameter", "click.UsageError", "print"}
CATALOGUE = {"_", "gettext", "spoken.gettext"}
# Where faults are found whose words are said anew, and how they are raised there.
FAULTY = (
    "kernel/charter", "kernel/packs/actions.py", "kernel/audit/notes.py", "kernel/audit/exports.py",
    "kernel/audit/witnessing.py", "kernel/replays.py", "kernel/keys.py", "kernel/postgres.py", "config/environment.py",
    "linking/source.py", "linking/engines.py", "exchange/formats", "people/labelled.py", "demo/story.py",
    "compartments/custody/events.py", "compartments/victims/events.py",
)  # fmt: skip
RAISES = re.compile(r"(Error|Fault|BelowFloor|NotSealed|Unusable|ForeignAgencies|\brefuse|_refuse\w*)$")
# Never shown: caught where they are raised, or told by the code of a field.
UNSEEN = {"institution or civil", "no offset"}


def texts(node: ast.AST) -> Iterator[str]:
    """Texts of an expression that no call to the catalogue stands around, with «x» for what varies."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) in CATALOGUE:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "x" for part in node.values)
    else:
        for child in ast.iter_child_nodes(node):
            yield from texts(child)


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def test_no_command_tells_a_sentence_past_the_catalogue():
    found = [
        (path.name, text)
        for path in [SOURCE / "cli.py", *(SOURCE / "commands").glob("*.py")]
        for call in calls(ast.parse(path.read_text(encoding="utf-8")))
        if ast.unparse(call.func) in TELLS
        for text in texts(ast.Tuple(call.args))
        if SENTENCE.search(text)
    ]
    assert found == []


def raised(tree: ast.AST) -> Iterator[str]:
    """What faults say: in what is raised, or in a `why` before it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and RAISES.search(ast.unparse(node.func)):
            yield from texts(ast.Tuple([*node.args, *(one.value for one in node.keywords)]))
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "why":
            yield from texts(node.value)


def test_what_faults_say_has_its_words():
    files = [
        file
        for place in FAULTY
        for file in ([SOURCE / place] if place.endswith(".py") else (SOURCE / place).glob("*.py"))
    ]
    told = {
        text for file in files for text in raised(ast.parse(file.read_text(encoding="utf-8"))) if SENTENCE.search(text)
    }

    assert len(told) > 120
    unknown = {
        text for text in told
        if not saying.known(text) and not saying.known(text.partition(": ")[2]) and text not in UNSEEN
    }  # fmt: skip
    assert unknown == set(), "put these into kernel/saying/sentences.py, and their Arabic into the catalogue"


@pytest.mark.parametrize(
    ("line", "arabic", "english"),
    [
        (["fly"], "لا أمر باسم", "No such command"),
        (["ask", "--json"], "ينقص الخيار", "Missing option"),
        (["ask", "--as", "x", "--spoken-at", "2026-11-24T03:12"], "بلا فارقه", "lacks its offset"),
        (["link"], "اذكر FILE", "give a FILE or --all"),
        (["charter", "check", "atl"], "لا يوجد 'atl' في", "no 'atl' in"),
        (["retention", "--at", "2026-11-24"], "لا يُمحى شيء قبل أوانه", "nothing is erased before its time"),
        (["--help"], "لغة ما يُطبع", "Language of what is printed"),
        (["brief", "verify", "--help"], "وبـ 2 إن لم يكن", "with 2 when no manifest"),
    ],
)  # fmt: skip
def test_a_command_speaks_the_language_of_the_line(line, arabic, english, monkeypatch):
    monkeypatch.setenv("TANSIQ_LANG", "ar")
    monkeypatch.setenv("LANGUAGE", "ar")

    in_arabic = CliRunner().invoke(cli.main, line)
    in_english = CliRunner().invoke(cli.main, ["--lang", "en", *line])

    assert in_arabic.exit_code == in_english.exit_code == (0 if "--help" in line else 2)
    assert arabic in " ".join(in_arabic.output.split())
    assert english in " ".join(in_english.output.split())
    assert not ARABIC.search(in_english.output)


def test_every_help_has_its_arabic(monkeypatch):
    monkeypatch.setenv("TANSIQ_LANG", "ar")
    if not cli.main.commands:
        commands.register(cli.main)
    assert [text for text in helping.helps(cli.main) if text and not ARABIC.search(saying.gettext(text))] == []


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (
            CharterError(file="clocks.csv", row="3 (X)", field="limit", why="at most 24 hours"),
            "clocks.csv, السطر 3 (X), الحقل limit: 24 ساعة على الأكثر",
        ),
        (CharterError(file="a.csv", why="'x' is no pattern: is missing"), "a.csv: 'x' ليس نمطًا صالحًا: ناقص"),
        (KeyFault("/k holds no master key"), "لا يحوي /k مفتاحًا رئيسًا"),
        (FileNotFoundError(2, "No such file or directory", "/x"), "/x: لا ملف ولا مجلد بهذا الاسم"),
        (RuntimeError("said by a library: in English"), "said by a library: in English"),
    ],
)
def test_a_fault_is_told_with_its_place_and_what_nobody_translated_stays(fault, told, monkeypatch):
    monkeypatch.setenv("TANSIQ_LANG", "ar")
    assert saying.of(fault) == told
    monkeypatch.setenv("TANSIQ_LANG", "en")
    assert not ARABIC.search(saying.of(fault))
