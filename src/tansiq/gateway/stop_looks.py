"""Rooms that look, whenever stops are told further, at what they have planned: a stop may have come after the plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tansiq.kernel.access.actor import Actor

_LOOKS: list[Callable[[Actor, datetime], object]] = []


def register(look: Callable[[Actor, datetime], object]) -> None:
    """Say how a room looks at its plans; called once, when its app is ready."""
    _LOOKS.append(look)


def look(actor: Actor, now: datetime) -> None:
    """Let every room look at its plans."""
    for one in _LOOKS:
        one(actor, now)
