"""Who acts, stamped into every transaction: the backend sets it, row security reads it.

Nothing outside a transaction carries an actor, so nothing outside a transaction sees a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from django.db import connections

if TYPE_CHECKING:
    from tansiq.kernel.db.base import DatabaseWrapper


@dataclass(frozen=True)
class Principal:
    """What row security knows of the actor: ids, agencies, roles, and the name of a system actor."""

    user_id: UUID | None = None
    agency_ids: tuple[UUID, ...] = ()
    recall_agency_ids: tuple[UUID, ...] = ()
    roles: tuple[str, ...] = ()
    system: str = ""


NOBODY = Principal()
principal: ContextVar[Principal] = ContextVar("principal", default=NOBODY)


class HasPrincipal(Protocol):
    """An actor: anything that says how it is stamped."""

    @property
    def principal(self) -> Principal: ...


def _stamp_open_transactions() -> None:
    for connection in connections.all(initialized_only=True):
        if connection.in_atomic_block and not connection.needs_rollback:
            wrapper: DatabaseWrapper = connection  # type: ignore[assignment]
            wrapper.stamp()


@contextmanager
def acting_as(actor: HasPrincipal) -> Iterator[None]:
    """Everything read or written inside is read or written by `actor`; restored on leaving."""
    token = principal.set(actor.principal)
    try:
        _stamp_open_transactions()
        yield
    finally:
        principal.reset(token)
        _stamp_open_transactions()
