"""Where a number leads: each room says which of its pages opens the record, for whoever may open it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tansiq.kernel.access.actor import Actor

Find = Callable[["Actor", Collection[str]], dict[str, str]]
_ROOMS: list[Find] = []


def register(find: Find) -> None:
    """Let a room say where its numbers lead; called once, when the app is ready.

    `find` looks under the actor's own stamp: a number of which nothing exists for the actor leads nowhere.
    """
    if find not in _ROOMS:
        _ROOMS.append(find)


def of_numbers(actor: Actor, numbers: Collection[str]) -> dict[str, str]:
    """Addresses of the records that bear these numbers, as far as the actor opens them."""
    wanted = {number for number in numbers if number}
    found: dict[str, str] = {}
    for find in _ROOMS if wanted else ():
        found |= find(actor, wanted)
    return found
