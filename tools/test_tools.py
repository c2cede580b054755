"""`make rules` and `make mutants` on a small invented tree."""

from __future__ import annotations

import json
import sys
import textwrap
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import mutants
import rules
from marks import Guard, MarkError, scan
from removal import take_out

CODE = '''
"""A gate."""

LIMITS = {
    "adult": 3,
    "child": max(  # rule: G6 -> "child": 99
        0,
        1,
    ),
}
POLICY = """
    opened
    AND NOT sealed  -- rule: G7
"""


def enter(age: int, seal: bool) -> str:
    if age < 18:  # rule: JOC-01
        raise ValueError("عمر")
    elif seal:  # rule: JOC-02, G8
        return "sealed"
    else:
        word = "in"
    check(age)  # rule: JOC-10
    return word  # rule: JOC-11 -> return word


def check(age: int) -> None:
    limit = 200
    limit = 100  # rule: JOC-12
    if age > limit:
        raise OverflowError
'''
TESTS = """
import pytest
from gate import LIMITS, POLICY, enter

pytestmark = [pytest.mark.rule("G9")]


@pytest.mark.rule("JOC-01", "JOC-11")
@pytest.mark.parametrize("age", [3, 17])
def test_a_child_is_refused(age):
    with pytest.raises(ValueError):
        enter(age, False)


@pytest.mark.rule("JOC-02")
class TestSeal:
    def test_a_seal_closes(self):
        assert enter(20, True) == "sealed"

    @pytest.mark.rule("JOC-10", "JOC-12")
    def test_nobody_is_that_old(self):
        with pytest.raises(OverflowError):
            enter(150, False)


@pytest.mark.parametrize("limit", [pytest.param(1, marks=pytest.mark.rule("G6"))])
def test_limits(limit):
    assert LIMITS["child"] == limit


@pytest.mark.rule("G7")
def test_policy():
    assert "sealed" in POLICY
"""


@pytest.fixture
def tree(tmp_path, monkeypatch):
    # The tools' own tests may run inside a Django test run; those of the invented tree know no Django.
    for name in ("DJANGO_SETTINGS_MODULE", "PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTEST_PLUGINS", "pytest_django.plugin")
    (tmp_path / "src/gate/tests").mkdir(parents=True)
    (tmp_path / "src/gate/__init__.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "src/gate/tests/test_gate.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "tests").mkdir()
    (tmp_path / "pyproject.toml").write_text("[tool.pytest.ini_options]\nmarkers = ['rule']\n")
    return tmp_path


def guard_of(text: str, root: Path) -> tuple[str, Guard]:
    text = textwrap.dedent(text).lstrip("\n")
    path = root / "src/one/walls.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    (guard,) = scan(root).guards
    return text, guard


def run_mutants(root: Path, *options: str) -> tuple[int, dict[str, rules.Record]]:
    code = mutants.main(["--root", str(root), "--jobs", "1", *options])
    return code, rules.read_record(root)


def test_each_rule_has_its_places_and_its_tests(tree):
    found = scan(tree)

    assert found.rules == ["G6", "G7", "G8", "G9", "JOC-01", "JOC-02", "JOC-10", "JOC-11", "JOC-12"]
    assert [guard.line for guard in found.guards_of("G8")] == [guard.line for guard in found.guards_of("JOC-02")]
    assert [proof.node_id for proof in found.proofs_of("JOC-12")] == [
        "src/gate/tests/test_gate.py::TestSeal::test_nobody_is_that_old"
    ]
    assert len(found.proofs_of("G9")) == 5
    assert [proof.node_id.rpartition("::")[2] for proof in found.proofs_of("G6")] == ["test_limits"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("if a:  # rule: G1\n    b()\n", "if False:  # rule: G1\n    b()\n"),
        ("if a:  # rule: G1\n    b()\nelse:\n    c()\n", "if False:  # rule: G1\n    b()\nelse:\n    c()\n"),
        ("if (\n    a\n    and 'ع'\n):  # rule: G1\n    b()\n", "if (\n    False\n):  # rule: G1\n    b()\n"),
        ("if 'ع' or a: b()  # rule: G1\n", "if False: b()  # rule: G1\n"),
        ("ask(\n    1,\n)  # rule: G1\n", "pass  # rule: G1\n"),
        ("ask(  # noqa: X1  # rule: G1\n    1,\n)\n", "pass\n"),
        ("def f():\n    raise E  # rule: G1\n", "def f():\n    pass  # rule: G1\n"),
        ("with a:  # rule: G1 -> if True:\n    b()\n", "if True:\n    b()\n"),
        ("x = 1  # rule: G1 -> x = 2; y = 3\n", "x = 2; y = 3\n"),
        ("x = 1\nx += 1  # rule: G1\n", "x = 1\npass  # rule: G1\n"),
        ("def f(x):\n    x = g(x)  # rule: G1\n", "def f(x):\n    pass  # rule: G1\n"),
        ("def f(row):\n    row.at = 2  # rule: G1\n", "def f(row):\n    pass  # rule: G1\n"),
        ("@a\n@b('x')  # rule: G1\ndef f(): ...\n", "@a\ndef f(): ...\n"),
        ("@a\ndef f():  # rule: G1 -> f = None\n    return 1\n", "f = None\n"),
        ("W = f(\n    a=1,\n    b=g(  # rule: G1\n        2,\n    ),\n)\n", "W = f(\n    a=1,\n)\n"),
        ("W = f(\n    a=1,  # rule: G1 -> a=ANY\n)\n", "W = f(\n    a=ANY,\n)\n"),
        ("W = [\n    f(\n        1,\n    ),  # rule: G1\n    2,\n]\n", "W = [\n    2,\n]\n"),
        ("W = (\n    a  # rule: G1 -> True\n    and b\n)\n", "W = (\n    True\n    and b\n)\n"),
        ("W = (\n    a\n    and b  # rule: G1\n)\n", "W = (\n    a\n)\n"),
        ("W = {\n    'a': g(  # rule: G1\n        1\n    ),\n}\n", "W = {\n}\n"),
        ('W = """\n  a\n  AND b  -- rule: G1\n"""\n', 'W = """\n  a\n"""\n'),
        ('W = """\n  a  -- rule: G1 -> true\n"""\n', 'W = """\n  true\n"""\n'),
    ],
)
def test_taking_a_guard_out_leaves_the_rest(before, after, tmp_path):
    text, guard = guard_of(before, tmp_path)

    assert take_out(text, guard) == after


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x = 1  # rule: G1\n", "say what replaces it"),
        ("def f():\n    return 1  # rule: G1\n", "say what replaces it"),
        ("with a:  # rule: G1\n    b()\n", "say what replaces it"),
        ("a()  # rule: see G1\n", "the mark is not"),
        ("# rule: G1\na()\n", "at the end of the statement"),
        ("try:\n    a()\nexcept E:  # rule: G1\n    b()\n", "no statement begins or ends"),
        ("a(  # rule: G1\n", "not Python"),
    ],
)
def test_a_mark_that_cannot_be_followed_is_told_with_its_place(text, fault, tmp_path, capsys):
    with pytest.raises(MarkError, match=fault):
        guard_of(text, tmp_path)

    assert rules.main(["--root", str(tmp_path)]) == 2
    assert "src/one/walls.py" in capsys.readouterr().err


def test_mutants_tell_the_guards_that_no_test_misses(tree, capsys):
    code, record = run_mutants(tree)

    assert code == 1
    outcomes = {rule: set(held["guards"].values()) for rule, held in record.items()}
    killed = {rule: {"killed"} for rule in ("G6", "G7", "JOC-01", "JOC-02", "JOC-10", "JOC-12")}
    assert outcomes == {**killed, "JOC-11": {"survived"}}
    assert (tree / "src/gate/__init__.py").read_text(encoding="utf-8") == CODE

    capsys.readouterr()
    assert rules.main(["--root", str(tree)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "6 rules proven"
    rows = json.loads((tree / "build/rules.json").read_text(encoding="utf-8"))
    assert {rule: row["mutant"] for rule, row in rows.items()} == {
        **dict.fromkeys(killed, "killed"),
        **dict.fromkeys(["G8", "G9"], "none"),
        "JOC-11": "survived",
    }
    assert rows["JOC-01"]["code"] == ["src/gate/__init__.py:18"]


def test_only_a_changed_guard_or_test_makes_a_rule_stale_and_is_tried_again(tree, capsys):
    run_mutants(tree)
    path, tests = tree / "src/gate/__init__.py", tree / "src/gate/tests/test_gate.py"
    path.write_text("# moved\n\n" + CODE.replace("limit = 100", "limit = 120"), encoding="utf-8")
    tests.write_text(TESTS.replace("[3, 17]", "[4, 17]"), encoding="utf-8")
    found, record = scan(tree), rules.read_record(tree)

    stale = [rule for rule in found.rules if rules.state_of(rule, found, record) == "stale"]
    assert stale == ["JOC-01", "JOC-11", "JOC-12"]
    capsys.readouterr()
    run_mutants(tree)
    assert {line.split()[0] for line in capsys.readouterr().out.splitlines() if "gate/" in line} == set(stale)


def test_a_rule_whose_tests_fail_with_its_guards_in_place_proves_nothing(tree, capsys):
    (tree / "src/gate/tests/test_gate.py").write_text(TESTS.replace('== "sealed"', '== "open"'), encoding="utf-8")

    code, record = run_mutants(tree)

    assert code == 1
    assert "JOC-02" not in record
    assert set(record["JOC-01"]["guards"].values()) == {"killed"}
    assert "JOC-02: its tests fail with every guard in place" in capsys.readouterr().out


def test_a_mutant_that_does_not_run_is_an_error_and_not_a_kill(tree):
    broken = CODE.replace("JOC-11 -> return word", "JOC-11 -> return return")
    setup = "\n\n@pytest.fixture\ndef old():\n    enter(150, True)\n\n\n@pytest.mark.rule('JOC-20')\ndef test_old(old):\n    pass\n"
    broken = broken.replace('        return "sealed"', '        return "sealed"  # rule: JOC-20 -> raise OSError')
    (tree / "src/gate/__init__.py").write_text(broken, encoding="utf-8")
    (tree / "src/gate/tests/test_gate.py").write_text(TESTS + setup, encoding="utf-8")

    code, record = run_mutants(tree, "--only", "JOC-11", "--only", "JOC-20")

    assert code == 1
    assert {rule: [*held["guards"].values()] for rule, held in record.items()} == {
        "JOC-11": ["error"],
        "JOC-20": ["error"],
    }


def test_a_rule_that_cannot_be_tried_is_told(tree, capsys):
    assert run_mutants(tree, "--only", "G9")[0] == 2
    assert "no guard or no test: G9" in capsys.readouterr().err
