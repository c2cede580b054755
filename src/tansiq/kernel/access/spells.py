"""When somebody worked, from what was planned and what was taken. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

Spell = tuple[datetime, datetime]


def worked(planned: Sequence[Spell], taken: Sequence[Spell]) -> tuple[Spell, ...]:
    """Spells of duty, in order: what was taken, and what was planned until whoever came to it left.

    Args:
        planned: start and end of each planned shift, on call or not.
        taken: start and end of each shift that was taken; one that was left early ends when it was left.

    A planned shift in which nothing was taken counts whole: not everybody says that he has come.
    """
    found = list(taken)
    for start, end in planned:
        left = [until for since, until in taken if since < end and until > start]
        found.append((start, min(end, max(left)) if left else end))
    return tuple(sorted(found))
