"""Reads of the log. Every list is newest first and bounded."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Count

from tansiq.kernel.audit.models import Entry

# Rows are handed out by these queries; their types stand here for whoever annotates.
__all__ = ["Entry"]


def of_subject(subject_id: UUID, *, limit: int = 100) -> list[Entry]:
    """Acts and reads of one record, as far as the actor may see them."""
    return list(Entry.objects.filter(subject_id=subject_id).exclude(kind=Entry.Kind.REFUSAL)[:limit])


def reads_of_subject(subject_id: UUID, *, limit: int = 50) -> list[Entry]:
    return list(Entry.objects.filter(subject_id=subject_id, kind=Entry.Kind.READ)[:limit])


def latest(*, limit: int = 100) -> list[Entry]:
    return list(Entry.objects.all()[:limit])


def refusals_by_code(*, since: datetime) -> dict[str, int]:
    """How often each code was refused, never by whom or about whom."""
    rows = Entry.objects.filter(kind=Entry.Kind.REFUSAL, at__gte=since).order_by().values("act")
    return {row["act"]: row["n"] for row in rows.annotate(n=Count("id"))}
