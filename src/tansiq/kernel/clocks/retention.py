"""When a clock tells, and when what is over of clocks and alarms is erased."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Least

from tansiq.kernel.access.actor import Actor
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.clocks import actions
from tansiq.kernel.clocks.models import Alarm, Clock
from tansiq.kernel.retention import holds, sources
from tansiq.kernel.retention.kept import KEPT_BACK
from tansiq.kernel.retention.sources import Ending, Item, Source

TOLD = "clocks.clock"


def moments(by: datetime, limit: int) -> list[Item]:
    """Every moment at which a clock tells somebody, oldest first: when it is late, and when it is late by half more."""
    late = Clock.objects.filter(met_at=None, stopped_at=None, due_at__lt=by)
    untold = late.filter(told_at=None).order_by("due_at", "id")[:limit]
    # Some wait for months until those above are told: a limit here would let them hide what nobody was told of.
    told = late.filter(escalated_at=None).exclude(told_at=None)
    found = []
    for clock in (*untold, *told):
        at = [clock.due_at] if clock.told_at is None else []
        at += _above(clock)
        found += [
            Item(clock.code, TOLD, clock.id, clock.owner_id, moment, clock.reference) for moment in at if moment < by
        ]
    return sorted(found, key=lambda item: (item.due_at, item.key))


def _above(clock: Clock) -> list[datetime]:
    """When those above are told of it, if they were not.

    A code that the charter no longer has is found all the same: it fails by itself and keeps no other from being told.
    """
    if clock.escalated_at is not None:
        return []
    try:
        return [actions.above_at(clock)]
    except UnknownCode:
        return [clock.due_at] if clock.told_at is not None else []


def tell(actor: Actor, now: datetime, item: Item) -> bool:
    """Tell of one late clock; False where it was met or told meanwhile."""
    return actions.tell_late(actor=actor, now=now, clock_id=item.id)


def _closed() -> QuerySet[Alarm]:
    return Alarm.objects.filter(closed_at__isnull=False).annotate(ended=F("closed_at"))


def _ended() -> QuerySet[Clock]:
    over = Clock.objects.filter(Q(met_at__isnull=False) | Q(stopped_at__isnull=False))
    return over.annotate(ended=Least("met_at", "stopped_at"))


def _has_alarm(row: Clock) -> bool:
    return Alarm.objects.filter(clock_id=row.id).exists()


def _wrong_is_open(ids: Collection[UUID]) -> bool:
    """Whether an alarm about a wrong, which no clock raised, is still open on one of these records."""
    wrongs = Alarm.objects.filter(subject_id__in=list(ids), clock=None, closed_at=None)
    return wrongs.exclude(code=KEPT_BACK).exists()


def register() -> None:
    """Make known what clocks tell and what of them is erased; called once, when the app is ready."""
    holds.register("alarm", _wrong_is_open)
    sources.register(
        Ending(TOLD, moments, tell),
        Source(
            "ALARM-CLOSED", "clocks.alarm", _closed, touches=lambda row: (row.id,), reference="code",
            content=lambda row: f"{row.code}|{row.reference}|{row.done}", owner="agency_id",
            erase=lambda row: Alarm.objects.filter(id=row.id).delete()[0],
        ),
        Source(
            "CLOCK-ENDED", TOLD, _ended, touches=lambda row: (row.id,), reference="reference",
            content=lambda row: f"{row.code}|{row.reference}", speaks=_has_alarm,
            erase=lambda row: Clock.objects.filter(id=row.id).delete()[0],
        ),
    )  # fmt: skip
