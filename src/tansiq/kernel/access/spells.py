"""When somebody worked, from what was planned and what was taken. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

Spell = tuple[datetime, datetime]


def worked(
    planned: Sequence[Spell], taken: Sequence[Spell], left_at: Collection[datetime] = (), *, is_planned: bool = False
) -> tuple[Spell, ...]:  # fmt: skip
    """Spells of duty, in order: what was taken, and what was planned until whoever came to it left.

    Args:
        planned: start and end of each planned shift, on call or not.
        taken: start and end of each shift that was taken; one that was left early ends when it was left.
        left_at: when somebody left by his own hand. A shift that ran out says nothing of when he went.
        is_planned: shifts are planned where he works: what he takes outside the plan is none of his shifts.

    A planned shift in which nothing was taken counts whole: not everybody says that he has come.
    """
    found = [] if is_planned else list(taken)
    for start, end in planned:
        last = max((until for since, until in taken if since < end and until > start), default=end)
        found.append((start, min(end, last) if last in left_at else end))
    return tuple(sorted(found))
