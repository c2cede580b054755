"""Reads of clocks and alarms, most urgent first."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Case, Q, When

from tansiq.kernel.clocks.models import Alarm, Clock

# Rows are handed out by these queries; their types stand here for whoever annotates.
__all__ = ["Alarm", "Clock"]
LIFE_AT_RISK = "LIFE-AT-RISK"


def of_subject(subject_id: UUID) -> list[Clock]:
    """Every clock of one record, the first due first."""
    return list(Clock.objects.filter(subject_id=subject_id).order_by("due_at"))


def running(*, limit: int = 200) -> list[Clock]:
    """Clocks that run for the actor's agencies."""
    return list(Clock.objects.filter(met_at=None, stopped_at=None).order_by("due_at")[:limit])


def late(*, now: datetime, limit: int = 200) -> list[Clock]:
    """Clocks of the actor’s agencies that have run out and still run, the longest late first."""
    return list(Clock.objects.filter(met_at=None, stopped_at=None, due_at__lt=now).order_by("due_at")[:limit])


def open_alarms(*, limit: int = 200, codes: Collection[str] | None = None) -> list[Alarm]:
    """Alarms addressed to the actor that nobody has closed: danger to life first, then those that wait longest.

    Args:
        codes: the only ones that are looked for; None for all.
    """
    rows = Alarm.objects.filter(closed_at=None).select_related("clock")
    if codes is not None:
        rows = rows.filter(code__in=codes)
    return list(rows.order_by(Case(When(code=LIFE_AT_RISK, then=0), default=1), "raised_at")[:limit])


def alarms_about(subject_id: UUID) -> list[Alarm]:
    """Alarms about one record that nobody has closed, as far as the actor sees them."""
    return list(Alarm.objects.filter(subject_id=subject_id, closed_at=None).order_by("raised_at"))


def open_alarm(alarm_id: UUID) -> Alarm | None:
    """One alarm addressed to the actor, as long as nobody has closed it."""
    return Alarm.objects.filter(id=alarm_id, closed_at=None).select_related("clock").first()


def is_open(code: str, *, subject_id: UUID | None = None) -> bool:
    """Whether an alarm of this code is open, about one record where it is given, as far as the actor sees alarms."""
    rows = Alarm.objects.filter(code=code, closed_at=None)
    return (rows.filter(subject_id=subject_id) if subject_id else rows).exists()


def alarms(*, since: datetime, limit: int = 200) -> list[Alarm]:
    """Open alarms and those closed since, for the log of the desk."""
    return list(Alarm.objects.filter(Q(closed_at=None) | Q(closed_at__gte=since))[:limit])


def was_told(code: str, subject_id: UUID, *, since: datetime, until: datetime) -> bool:
    """Whether an alarm of this code about this record was due in this span, however late it was raised."""
    raised = Alarm.objects.filter(code=code, subject_id=subject_id, raised_at__gt=since)
    due = (at - timedelta(minutes=late) for at, late in raised.values_list("raised_at", "late_minutes"))
    return any(since < moment <= until for moment in due)


def stands_open(code: str, *, acted_by: UUID) -> bool:
    """Whether an alarm of this code about an act of this account is open, for the room: its actor may see none."""
    return Alarm.objects.filter(code=code, acted_by=acted_by, closed_at=None).exists()
