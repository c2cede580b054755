"""Patterns among asks that the inspector is told of. The asker learns nothing: neither of the pattern nor of a hit."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from tansiq import names
from tansiq.gateway import rules
from tansiq.gateway.models import Ask
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks import queries as running
from tansiq.people import queries as people

ITERATED = "ITERATED-ASKS"
WINDOW = timedelta(hours=24)
# An alarm that comes later than this after the last of the asks says so: the job was off.
EVERY = timedelta(minutes=10)
MOST_OF_A_MEMBER = 300


@transaction.atomic
def tell_iterations(*, actor: Actor, now: datetime, days: int = 1) -> int:
    """Tell the inspector of members who tried one person again and again with varying parts; each once a day.

    It looks at what was asked and at nothing else: whether anybody is held, or was found, plays no part.

    Args:
        days: so many windows of 24 hours are looked at, the oldest first, for a job that was off meanwhile.

    Returns:
        How many members were told of.
    """
    return sum(_tell_window(actor=actor, now=now, until=now - back * WINDOW) for back in reversed(range(days)))


def _tell_window(*, actor: Actor, now: datetime, until: datetime) -> int:
    since = until - WINDOW
    asked = Ask.objects.filter(asked_at__gt=since, asked_at__lte=until)
    counted = asked.order_by().values("member_id").annotate(asks=Count("id"))
    often = counted.filter(asks__gte=rules.VARIANTS).order_by("member_id").values_list("member_id", flat=True)
    told = 0
    for member_id in often:
        if running.was_told(ITERATED, member_id, since=since, until=until + EVERY):
            continue
        asks = list(asked.filter(member_id=member_id).order_by("-asked_at", "id")[:MOST_OF_A_MEMBER])
        group = rules.iterated(_tried(asks), share=names.shipped_share)
        if not group:
            continue
        last = next(row for row in asks if row.kit_id in group)
        clocks.tell(
            ITERATED, role="inspector", now=now, reference=last.number, subject=("access.member", member_id),
            due_at=last.asked_at + EVERY,
        )  # fmt: skip
        audit.record(
            "gateway.iteration_told", ("access.member", member_id), actor=actor, at=now, after=len(group),
            reference=last.number,
        )  # fmt: skip
        told += 1
    return told


def _tried(asks: list[Ask]) -> list[rules.Tried]:
    written = people.written([row.kit_id for row in asks])
    return [_one(row.kit_id, *written[row.kit_id]) for row in asks if row.kit_id in written]


def _one(kit_id: UUID, parts: names.Parts, birth: str) -> rules.Tried:
    typed = (*sorted(parts.as_mapping().items()), ("birth", birth))
    return rules.Tried(kit_id, frozenset(names.keys(parts)), typed)
