"""Complaints, what holders were asked, and footprints."""

from __future__ import annotations

from uuid import UUID

from tansiq.compartments.oversight.models import Appeal, Complaint, Footprint, HolderTask
from tansiq.kernel.problems import existing


def complaints(*, is_open: bool = True, limit: int = 200) -> list[Complaint]:
    """Complaints of the actor's desk, or every one for the inspector: numbers, never names."""
    states = (Complaint.State.FILED, Complaint.State.EXTENDED)
    rows = Complaint.objects.filter(state__in=states) if is_open else Complaint.objects.exclude(state__in=states)
    return list(rows.order_by("due_at" if is_open else "-decided_at", "id")[:limit])


def complaint(complaint_id: UUID) -> Complaint:
    """One complaint.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Complaint.objects.filter(id=complaint_id))


def complaint_by_number(number: str) -> Complaint:
    """One complaint by the number on its receipt.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Complaint.objects.filter(number=number.strip().upper()))


def appeals(*, limit: int = 100) -> list[Appeal]:
    """Appeals that nobody has decided, most urgent first."""
    return list(Appeal.objects.filter(decided_at=None).select_related("complaint")[:limit])


def appeal(appeal_id: UUID) -> Appeal:
    """One appeal with its complaint.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Appeal.objects.filter(id=appeal_id).select_related("complaint"))


def appeal_of(complaint_id: UUID) -> Appeal | None:
    """The appeal against the decision on a complaint; None where nobody appealed."""
    return Appeal.objects.filter(complaint_id=complaint_id).first()


def tasks(*, is_open: bool = True, limit: int = 100) -> list[HolderTask]:
    """What the actor's agency is asked to put right, most urgent first."""
    rows = HolderTask.objects.filter(answered_at=None) if is_open else HolderTask.objects.exclude(answered_at=None)
    return list(rows[:limit])


def task(task_id: UUID) -> HolderTask:
    """What one holder is asked to put right.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(HolderTask.objects.filter(id=task_id))


def tasks_of(complaint_id: UUID) -> list[HolderTask]:
    """Whom a complaint was passed to; the inspector's alone, nothing for the desk."""
    return list(HolderTask.objects.filter(complaint_id=complaint_id)[:100])


def footprints(*, limit: int = 100) -> list[Footprint]:
    """Footprints asked for and opened, newest first; by number alone."""
    return list(Footprint.objects.all()[:limit])


def footprint(footprint_id: UUID) -> Footprint:
    """One footprint that was asked for.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Footprint.objects.filter(id=footprint_id))
