"""No page, paper, catalogue or charter says that somebody is due for anything, or orders people by penalty (Q-21)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "tansiq"
FORBIDDEN = re.compile(
    r"execution (?:is )?(?:due|ready)|(?:due|ready|eligible) for (?:execution|qisas|retaliation|the death)"
    r"|(?:sort|rank|order)(?:ed)? by (?:the )?penalty|death list"
    r"|(?:مستحق|مستوفٍ? شروط|جاهز|مؤهل) (?:لل|ل|ال)?(?:قصاص|إعدام|تنفيذ)|(?:قصاص|إعدام) مستحق|التنفيذ (?:مستحق|واجب|جائز)"
    r"|حان (?:موعد )?(?:ال)?(?:قصاص|تنفيذ|إعدام)|قائمة (?:ال)?إعدام",
    re.IGNORECASE,
)
TEXTS = [
    *SOURCE.rglob("templates/**/*.html"), *(ROOT / "charter").rglob("*.yaml"), *(ROOT / "charter").rglob("*.csv"),
    *SOURCE.rglob("*.po"), *(ROOT / "examples" / "heirs").glob("*.json"), ROOT / "docs" / "heirs.schema.json",
    *(path for path in SOURCE.rglob("*.py") if "tests" not in path.parts),
]  # fmt: skip


@pytest.mark.rule("Q-21")
def test_nothing_says_that_anybody_is_due():
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in TEXTS
        for match in FORBIDDEN.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []
    assert len(TEXTS) > 300


@pytest.mark.rule("Q-21")
@pytest.mark.parametrize(
    "words", ["Execution due", "eligible for qisas", "ranked by penalty", "القصاص مستحق", "جاهز للتنفيذ"]
)
def test_the_search_knows_such_words(words):
    assert FORBIDDEN.search(words)


@pytest.mark.rule("Q-21")
def test_no_list_is_ordered_by_what_anybody_may_expect():
    ordered = re.compile(r"(?:order_by|sorted)\([^)]*(?:penalty|outcome|track|severity)")
    sources = [path for path in (SOURCE / "compartments").rglob("*.py") if "tests" not in path.parts]

    assert [path.name for path in sources if ordered.search(path.read_text(encoding="utf-8"))] == []
