"""No page, paper, catalogue or charter says that somebody is due for anything, or orders people by penalty (Q-21)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tansiq.kernel.charter.heirs import NEVER_SAID

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "tansiq"
TEXTS = [
    *SOURCE.rglob("templates/**/*.html"), *(ROOT / "charter").rglob("*.yaml"), *(ROOT / "charter").rglob("*.csv"),
    *SOURCE.rglob("*.po"), *(ROOT / "examples" / "heirs").glob("*.json"), ROOT / "docs" / "heirs.schema.json",
    # All but the list of what is never said.
    *(path for path in SOURCE.rglob("*.py") if "tests" not in path.parts and path.parts[-2:] != ("charter", "heirs.py")),
]  # fmt: skip


@pytest.mark.rule("Q-21")
def test_nothing_says_that_anybody_is_due():
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in TEXTS
        for match in NEVER_SAID.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []
    assert len(TEXTS) > 300


@pytest.mark.rule("Q-21")
@pytest.mark.parametrize(
    "words", ["Execution due", "eligible for qisas", "ranked by penalty", "القصاص مستحق", "جاهز للتنفيذ"]
)
def test_the_search_knows_such_words(words):
    assert NEVER_SAID.search(words)


@pytest.mark.rule("Q-21")
def test_no_list_is_ordered_by_what_anybody_may_expect():
    ordered = re.compile(r"(?:order_by|sorted)\([^)]*(?:penalty|outcome|track|severity)")
    sources = [path for path in (SOURCE / "compartments").rglob("*.py") if "tests" not in path.parts]

    assert [path.name for path in sources if ordered.search(path.read_text(encoding="utf-8"))] == []
