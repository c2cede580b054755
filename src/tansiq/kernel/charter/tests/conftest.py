from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tansiq.kernel.charter.charter import Charter
from tansiq.kernel.charter.loading import load

PACKS = Path(__file__).parents[5] / "charter"
Change = Callable[[str, str, str], None]


@pytest.fixture(scope="session")
def yem() -> Charter:
    return load(PACKS / "yem")


@pytest.fixture(scope="session")
def irq() -> Charter:
    return load(PACKS / "irq")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the Yemeni pack that a test may spoil."""
    return Path(shutil.copytree(PACKS / "yem", tmp_path / "yem"))


@pytest.fixture
def change(pack: Path) -> Change:
    """Write other words in place of the first occurrence of some words of a file."""

    def replace(file: str, old: str, new: str) -> None:
        text = (pack / file).read_text("utf-8")
        assert old in text
        (pack / file).write_text(text.replace(old, new, 1), "utf-8")

    return replace
