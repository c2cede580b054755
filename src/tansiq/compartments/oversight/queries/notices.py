"""Reads of the inspector's room."""

from __future__ import annotations

from tansiq.compartments.oversight.models import Notice


def open_notices(*, limit: int = 100) -> list[Notice]:
    """Notices that nobody has closed, newest first; the inspector's alone."""
    return list(Notice.objects.filter(closed_at=None)[:limit])
