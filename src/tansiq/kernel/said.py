"""Whether words say anything: pure. A dash or «nobody» in a field stands for an empty one."""

from __future__ import annotations

from typing import Final

NOTHING: Final = frozenset({"", "none", "no", "nobody", "-", "لا", "لا أحد", "لا شيء", "لا يوجد"})


def says_something(text: object) -> bool:
    """Whether a field that may say "none" says anything else."""
    return text is not None and text is not False and str(text).strip().lower() not in NOTHING
