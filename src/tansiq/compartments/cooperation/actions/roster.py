"""Lawyers on call: before counsel comes nothing is asked, so somebody comes within the clock (REP-10)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tansiq.compartments.cooperation.actions.writing import (
    find_file,
    meet_clock,
    require_fields,
    require_one_of,
    require_open,
    start_clock,
    written,
)
from tansiq.compartments.cooperation.errors import AlreadyRecorded
from tansiq.compartments.cooperation.models import Call, OnCall
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.problems import Invalid, existing

CALL_CLOCK = "COOP-COUNSEL"
LONGEST_TURN = timedelta(days=31)


@transaction.atomic
def add_on_call(*, actor: Actor, now: datetime, name: str, phone: str, from_at: datetime, until_at: datetime) -> OnCall:
    """Put a lawyer on the roster.

    Raises:
        NotPermitted: the actor does not prosecute.
        Invalid: something is missing, or a turn that ends before it begins, has passed, or is over a month long.
    """
    require_one_of(actor, "cooperation.open")
    told = require_fields(now, {"name": name, "phone": phone})
    if not from_at < until_at <= from_at + LONGEST_TURN or until_at < now:
        raise Invalid(errors=[{"field": "until_at", "code": "UNKNOWN"}])
    row = OnCall(owner_id=actor.home, from_at=from_at, until_at=until_at, added_at=now, added_by=actor.user, **told)
    row.save(force_insert=True)
    audit.record("cooperation.on_call", row, actor=actor, at=now)
    return row


@transaction.atomic
def end_on_call(*, actor: Actor, now: datetime, on_call_id: UUID) -> OnCall:
    """Take a lawyer off the roster.

    Raises:
        NotFound, NotPermitted, AlreadyRecorded: as ever.
    """
    row = existing(OnCall.objects.filter(id=on_call_id))
    require_one_of(actor, "cooperation.open")
    if OnCall.objects.filter(id=row.id, ended_at=None).update(ended_at=now) != 1:
        raise AlreadyRecorded
    row.ended_at = now
    audit.record("cooperation.off_call", row, actor=actor, at=now)
    return row


@transaction.atomic
def call_counsel(*, actor: Actor, now: datetime, file_id: UUID, lawyer: str) -> Call:
    """Call a lawyer; from now on the clock runs.

    Raises:
        NotFound, NotPermitted, FileEnded, Invalid: as ever.
    """
    row = find_file(file_id)
    require_one_of(actor, "cooperation.open", "cooperation.handle")
    require_open(row)
    told = require_fields(now, {"lawyer": lawyer})
    made = Call(called_at=now, due_at=clocks.due_of(CALL_CLOCK, now), **told, **written(row, actor, now))
    made.save(force_insert=True)
    start_clock(CALL_CLOCK, made, row.number, now=now, due_at=made.due_at)  # rule: REP-10
    audit.record("cooperation.counsel_called", made, actor=actor, at=now, reference=row.number)
    return made


@transaction.atomic
def counsel_came(*, actor: Actor, now: datetime, call_id: UUID, outcome: str) -> Call:
    """Write down that the lawyer came, or who came in his place.

    Raises:
        NotFound, NotPermitted, AlreadyRecorded, Invalid: as ever.
    """
    made = existing(Call.objects.filter(id=call_id))
    row = find_file(made.file_id)
    require_one_of(actor, "cooperation.open", "cooperation.handle")
    told = require_fields(now, {"outcome": outcome})
    if Call.objects.filter(id=made.id, came_at=None).update(came_at=now, **told) != 1:
        raise AlreadyRecorded
    made.came_at, made.outcome = now, told["outcome"]
    meet_clock(CALL_CLOCK, made.id, now=now)
    audit.record("cooperation.counsel_came", made, actor=actor, at=now, reference=row.number)
    return made
