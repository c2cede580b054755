"""A stop that comes after a transfer abroad was planned: whoever holds the person hears of it while he is here."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tansiq.compartments.custody import queries
from tansiq.compartments.custody.models import Event
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks import queries as running
from tansiq.kernel.db import acting_as

# A handing abroad is planned, and the court must speak first.
PLANNED_ABROAD = "PLAN-ABROAD-WHILE-STOPPED"
SUBJECT = "custody.detention"


@transaction.atomic
def tell_of_stopped_plans(*, actor: Actor, now: datetime) -> int:
    """Tell custody and the inspector of every plan to hand somebody abroad over which a stop stands, once a plan.

    Returns:
        Of how many plans somebody was told.
    """
    room = actor.through("custody")
    with acting_as(room):
        found = [plan for plan in queries.open_plans_abroad() if queries.is_stopped(plan.detention, actor=room)]
    return sum(_tell(plan, actor=actor, now=now) for plan in found)


def _tell(plan: Event, *, actor: Actor, now: datetime) -> bool:
    row = plan.detention
    with acting_as(actor.through("gateway")):
        if running.was_told(PLANNED_ABROAD, row.id, since=plan.at, until=now):
            return False
        for role, agency_id in (("custody_officer", row.owner_id), ("inspector", None)):
            clocks.tell(  # rule: Q-23
                PLANNED_ABROAD, role=role, now=now, reference=row.number, agency_id=agency_id, subject=(SUBJECT, row.id)
            )
    return True
