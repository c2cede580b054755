"""The court takes its task and the inspector looks every month; what ends a hold is a ruling alone (Q-23)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.victims.actions.appending import locked_matter
from tansiq.compartments.victims.actions.settling import COURT_TASK, start_monthly
from tansiq.compartments.victims.errors import AlreadyDone
from tansiq.compartments.victims.held import MONTHLY
from tansiq.compartments.victims.models import Hold, HoldReview
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted, existing

LEAST_WORDS = 10


@transaction.atomic
def take_task(*, actor: Actor, now: datetime, hold_id: UUID) -> Hold:
    """The court has the task of ruling on a hold: it stays until a ruling with the number of its record is recorded.

    Raises:
        NotFound, NotPermitted: as ever.
        AlreadyDone: taken before.
    """
    row = existing(Hold.objects.filter(id=hold_id))
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


@transaction.atomic
def review_hold(*, actor: Actor, now: datetime, hold_id: UUID, found: str) -> HoldReview:
    """The inspector looked at a standing hold: what was asked of the court. The next look is due in a month.

    It ends no hold: no hold is forgotten, and none ends by being looked at.

    Raises:
        NotFound, NotPermitted: as ever.
        AlreadyDone: a judge has ended it.
        Invalid: under ten characters.
    """
    row = Hold.objects.select_related("matter").filter(id=hold_id).first()  # the stamp below sees no matter
    if row is None:
        raise NotFound
    actor.require("victims.review")
    if actor.system:  # rule: G1
        raise NotPermitted
    if row.lifted_at is not None:
        raise AlreadyDone
    if len(found.strip()) < LEAST_WORDS:
        raise Invalid(errors=[{"field": "found", "code": "TOO_SHORT"}])
    made = HoldReview(
        matter_id=row.matter_id, hold=row, owner_id=row.owner_id, found=found.strip(), reviewed_at=now,
        reviewed_by=actor.user, reviewed_by_name=actor.name, next_due_at=clocks.due_of(MONTHLY, now),
    )  # fmt: skip
    made.save(force_insert=True)
    with acting_as(actor.through("gateway")):
        clocks.meet(MONTHLY, row.id, now=now)
        start_monthly(row, now=now)  # rule: Q-23
    audit.record("victims.hold_reviewed", made, actor=actor, at=now, reference=row.number)
    return made
