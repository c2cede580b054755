"""Errands of the second asking at another civil desk, as both desks read them. Row security decides which exist."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from tansiq.compartments.victims.asked import until_told
from tansiq.compartments.victims.models import Errand
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.problems import existing

MOST = 500


def errands_of(actor: Actor) -> list[Errand]:
    """Errands that the actor's own desk was asked to do and that are open, the oldest first."""
    return _dated(Errand.objects.filter(desk_id=actor.home, done_at=None, cancelled_at=None)[:MOST])


def errand(errand_id: UUID) -> Errand:
    """One errand by its handle.

    Raises:
        NotFound: absent, or hidden.
    """
    row = existing(Errand.objects.filter(id=errand_id))
    return _dated([row])[0]


def errands(matter_id: UUID, waiver: str) -> list[Errand]:
    """Errands of one waiver, as the office sent them."""
    return _dated(Errand.objects.filter(matter_id=matter_id, waiver=waiver)[:MOST])


def _dated(rows: Iterable[Errand]) -> list[Errand]:
    """With the second of the two days, of which the heir was told."""
    found = list(rows)
    for row in found:
        row.told_until = until_told(row.not_before)
    return found
