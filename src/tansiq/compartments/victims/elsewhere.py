"""Errands of the second asking at another civil desk, as both desks read them. Row security decides which exist."""

from __future__ import annotations

from uuid import UUID

from tansiq.compartments.victims.models import Errand
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.problems import existing

MOST = 500


def errands_of(actor: Actor) -> list[Errand]:
    """Errands that the actor's own desk was asked to do and that are open, the oldest first."""
    return list(Errand.objects.filter(desk_id=actor.home, done_at=None, cancelled_at=None)[:MOST])


def errand(errand_id: UUID) -> Errand:
    """One errand by its handle.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Errand.objects.filter(id=errand_id))


def errands(matter_id: UUID, waiver: str) -> list[Errand]:
    """Errands of one waiver, as the office sent them."""
    return list(Errand.objects.filter(matter_id=matter_id, waiver=waiver)[:MOST])
