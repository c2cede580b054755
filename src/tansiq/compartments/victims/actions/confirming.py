"""A second person confirms a line that takes a protection away and that one of the office alone has written."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.victims import ledger
from tansiq.compartments.victims.actions.appending import locked_matter
from tansiq.compartments.victims.actions.settling import settle
from tansiq.compartments.victims.errors import AlreadyDone, AnotherReader
from tansiq.compartments.victims.models import Confirmation, Entry
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.problems import NotPermitted, existing


@transaction.atomic
def confirm_line(*, actor: Actor, now: datetime, entry_id: UUID) -> Confirmation:
    """Say as the second person that a line is as the paper has it: it counts whole from now on, of every day.

    Raises:
        NotFound: absent, or hidden.
        NotPermitted: neither the office nor the court of the file, or a system.
        AlreadyDone: nothing of it waits for a second person.
        AnotherReader: whoever wrote it does not confirm it.
    """
    row = existing(Entry.objects.filter(id=entry_id).select_related("matter"))
    locked_matter(row.matter_id)
    if actor.system or not (actor.has("victims.record") or actor.has("victims.rule")):  # rule: G1
        raise NotPermitted
    if row.id not in ledger.waiting(Entry.objects.filter(matter_id=row.matter_id).order_by("number")):
        raise AlreadyDone
    if row.recorded_by == actor.user:  # rule
        raise AnotherReader
    made = Confirmation(
        matter=row.matter, entry=row, owner_id=row.owner_id, confirmed_at=now, confirmed_by=actor.user,
        confirmed_by_name=actor.name,
    )  # fmt: skip
    made.save(force_insert=True)
    audit.record("victims.line_confirmed", made, actor=actor, at=now, reference=row.matter.number)
    settle(row.matter, actor=actor, now=now)
    return made
