"""Where the demo acts: each step under the name of the member who takes it, so long before the present."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from tansiq.kernel.access import queries
from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.db import acting_as

Made = TypeVar("Made")


def ago(*, days: float = 0, hours: float = 0, minutes: float = 0) -> timedelta:
    """How long before the present something happened."""
    return timedelta(days=days, hours=hours, minutes=minutes)


class Stage:
    """The present of the story and the actors in it."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._actors: dict[str, Actor] = {}

    def agency(self, code: str) -> UUID:
        return queries.agency_by_code(code).id

    def actor(self, handle: str) -> Actor:
        if handle not in self._actors:
            self._actors[handle] = queries.actor_by_handle(handle)
        return self._actors[handle]

    def do(self, handle: str, action: Callable[..., Made], before: timedelta, /, **fields: object) -> Made:
        """Let a member do something; a refusal ends the load."""
        return self._run(self.actor(handle), action, before, fields)

    def let(self, system: str, action: Callable[..., Made], before: timedelta, **fields: object) -> Made:
        """Let a system actor do something."""
        return self._run(system_actor(system), action, before, fields)

    def see(self, handle: str, query: Callable[..., Made], **fields: object) -> Made:
        """Let a member read something."""
        with acting_as(self.actor(handle)), transaction.atomic():
            return query(**fields)

    def _run(self, actor: Actor, action: Callable[..., Made], before: timedelta, fields: dict[str, object]) -> Made:
        with acting_as(actor), transaction.atomic():
            return action(actor=actor, now=self.now - before, **fields)
