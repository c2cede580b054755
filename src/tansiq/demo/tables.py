"""The tables of the demo: who, where and what, in both languages; the first line of a file says where it comes from."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from django.utils.translation import get_language


class Words(NamedTuple):
    """The same words in both languages; as a string, in the active one."""

    ar: str
    en: str

    def __str__(self) -> str:
        return self.en if (get_language() or "ar").startswith("en") else self.ar


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of a file in `data`, by column."""
    lines = files("tansiq.demo").joinpath("data", name).read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(lines[1:]))
