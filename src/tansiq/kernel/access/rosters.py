"""Reads of the roster: who is on shift, in which function, when."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.models import Shift
from tansiq.kernel.problems import existing


def shifts(
    *, since: datetime, until: datetime, agency_id: UUID | None = None, member_id: UUID | None = None, limit: int = 1000
) -> list[Shift]:
    """Shifts that touch a span of time and were not cancelled, in order; other agencies' by function and number."""
    rows = Shift.objects.filter(cancelled_at=None, starts_at__lt=until, ends_at__gt=since).select_related("agency")
    if agency_id:
        rows = rows.filter(agency_id=agency_id)
    if member_id:
        rows = rows.filter(member_id=member_id)
    return list(rows.order_by("agency__code", "starts_at", "function", "staff_number")[:limit])


def shift(shift_id: UUID) -> Shift:
    return existing(Shift.objects.filter(id=shift_id, cancelled_at=None))


def has_taken_duty(*, role: str, agency_id: UUID, now: datetime) -> bool:
    """Whether anybody answers for a function of an agency just now: on shift, not merely on call."""
    rows = Shift.objects.filter(cancelled_at=None, is_on_call=False, starts_at__lte=now, ends_at__gt=now)
    return rows.filter(function=role, agency_id=agency_id).exists()


def is_on_duty(actor: Actor, now: datetime, *, function: str = "") -> bool:
    """Whether the actor is on shift now, in this function or in any."""
    rows = Shift.objects.filter(member_id=actor.member, cancelled_at=None, starts_at__lte=now, ends_at__gt=now)
    return (rows.filter(function=function) if function else rows).exists()
