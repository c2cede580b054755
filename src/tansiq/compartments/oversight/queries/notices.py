"""Reads of the inspector's room."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse

from tansiq.compartments.oversight.models import Appeal, Complaint, Footprint, Notice
from tansiq.kernel.access.actor import Actor


def open_notices(*, limit: int = 100) -> list[Notice]:
    """Notices that nobody has closed, the oldest first; the inspector's alone."""
    return list(Notice.objects.filter(closed_at=None).order_by("at", "id")[:limit])


def is_notice(item: UUID) -> bool:
    """Whether a notice that nobody has closed has this id."""
    return Notice.objects.filter(id=item, closed_at=None).exists()


def addresses(actor: Actor, numbers: Collection[str]) -> dict[str, str]:
    """Where numbers of complaints, appeals and footprints lead the inspector."""
    if not actor.has("oversight.decide"):
        return {}
    rooms = (("complaint", Complaint), ("appeal", Appeal), ("footprint", Footprint))
    return {
        number: reverse(f"oversight:{page}", args=[row_id])
        for page, model in rooms
        for number, row_id in model._default_manager.filter(number__in=numbers).values_list("number", "id")
    }
