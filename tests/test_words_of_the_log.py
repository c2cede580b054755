"""The inspector reads words: what is logged has a name in the log, whatever room it is done in."""

from __future__ import annotations

import ast
from pathlib import Path

from tansiq.compartments.oversight.words import ACTS

SOURCE = Path(__file__).resolve().parents[1] / "src" / "tansiq"
WRITERS = {"audit.record", "audit.record_read", "record", "record_read"}


def logged() -> set[str]:
    """Acts that the code names where it writes to the log."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        if "tests" in path.relative_to(SOURCE).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in WRITERS:
                act = node.args[0]
                if isinstance(act, ast.Constant) and isinstance(act.value, str) and "." in act.value:
                    found.add(act.value)
    return found


def test_every_act_of_the_log_has_words():
    assert len(acts := logged()) > 200
    assert sorted(acts - set(ACTS)) == []
