"""What keeps a record from being erased: each app says what it knows to stand on records."""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

Hold = Callable[[Collection[UUID]], bool]
HOLDS: dict[str, Hold] = {}


def register(name: str, stands_on: Hold) -> None:
    """Let an app name a hold; `stands_on` is asked with the ids of a record and of all that would go with it."""
    HOLDS[name] = stands_on


def on(ids: Collection[UUID]) -> list[str]:
    """Names of the holds on any of these records."""
    return [name for name, stands_on in HOLDS.items() if stands_on(ids)]
