"""The court takes its task; what ends a hold is a ruling alone, which the replay reads."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.victims.actions.appending import locked_matter
from tansiq.compartments.victims.actions.settling import COURT_TASK
from tansiq.compartments.victims.errors import AlreadyDone
from tansiq.compartments.victims.models import Hold
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import NotFound


@transaction.atomic
def take_task(*, actor: Actor, now: datetime, hold_id: UUID) -> Hold:
    """The court has the task of ruling on a hold: it stays until a ruling with the number of its record is recorded.

    Raises:
        NotFound, NotPermitted: as ever.
        AlreadyDone: taken before.
    """
    row = Hold.objects.filter(id=hold_id).first()
    if row is None:
        raise NotFound
    locked_matter(row.matter_id)
    actor.require("victims.rule")
    row = Hold.objects.get(id=hold_id)
    if row.taken_at is not None:
        raise AlreadyDone
    row.taken_at, row.taken_by = now, actor.user
    row.save(update_fields=["taken_at", "taken_by"])
    with acting_as(actor.through("gateway")):
        clocks.meet(COURT_TASK, row.id, now=now)
    audit.record("victims.task_taken", row, actor=actor, at=now, reference=row.number)
    return row
