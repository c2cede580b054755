"""Whether words say anything: pure. A dash or «nobody» in a field stands for an empty one."""

from __future__ import annotations

from typing import Final

NOTHING: Final = frozenset({"", "none", "no", "nobody", "-", "لا", "لا أحد", "لا شيء", "لا يوجد"})


def is_number(text: object) -> bool:
    """Whether what is written where a paper's number belongs can be one: it has a digit, of any script."""
    return says_something(text) and any(sign.isdigit() for sign in str(text))


def says_something(text: object) -> bool:
    """Whether a field that may say "none" says anything else."""
    return text is not None and text is not False and str(text).strip().lower() not in NOTHING
