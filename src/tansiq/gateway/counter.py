"""The counter: it looks at orders, slips and numbers, and at nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tansiq.gateway.models import Order
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.db import acting_as
from tansiq.people import queries as people
from tansiq.people.drafts import CheckedKit


@dataclass(frozen=True)
class Standing:
    """What stands about a kit: a number in force, the order that fits best, and whether an identifier is equal."""

    number: bool
    order: Order | None
    shares_identifier: bool


def look_up(kit: CheckedKit, *, now: datetime) -> Standing:
    """What stands about a kit at this moment, read under the counter's own name."""
    with acting_as(system_actor("counter")):
        number = bool(people.valid_numbers(kit, now=now))  # rule: E04, G5 -> number = False
        candidates = people.candidates_ordered(kit)
        different = people.judged_different(kit, [c.kit_id for c in candidates])
        candidates = [c for c in candidates if c.kit_id not in different or c.shares_strong_identifier]
        orders = _in_force([c.kit_id for c in candidates], now=now)
    for candidate in sorted(candidates, key=lambda c: not c.shares_strong_identifier):
        if order := orders.get(candidate.kit_id):
            return Standing(number=number, order=order, shares_identifier=candidate.shares_strong_identifier)
    return Standing(number=number, order=None, shares_identifier=False)


def _in_force(kit_ids: list[UUID], *, now: datetime) -> dict[UUID, Order]:
    rows = Order.objects.filter(kit_id__in=kit_ids, revoked_at=None, valid_from__lte=now, valid_until__gt=now)
    rows = rows.filter(held_at=None)  # rule: Q-26, JOC-08
    return {row.kit_id: row for row in rows}


NOTHING = Standing(number=False, order=None, shares_identifier=False)
