"""Reads of decisions."""

from __future__ import annotations

from uuid import UUID

from tansiq.kernel.decisions.models import Decision

# Rows are handed out by these queries; their types stand here for whoever annotates.
__all__ = ["Decision"]


def of_subject(subject_id: UUID, *, limit: int = 50) -> list[Decision]:
    """Decisions about one record that the actor may see, newest first."""
    return list(Decision.objects.filter(subject_id=subject_id)[:limit])
