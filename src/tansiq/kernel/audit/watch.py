"""Watching that the log is sealed: the inspector is told when entries wait longer than the charter lets them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit import proofs
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks import queries as running

CLOCK = "LOG-SEAL"


@transaction.atomic
def tell_of_waiting(*, actor: Actor, now: datetime) -> bool:
    """Tell the inspector once that entries wait for the seal too long, until that alarm is closed; whether it did.

    Args:
        actor: the system actor `clock`. That the job which seals is at fault must not keep anybody from being told.
    """
    count, since = proofs.waiting()
    due = None if since is None else clocks.due_of(CLOCK, since)
    if due is None or now <= due:
        return False
    if running.is_open(CLOCK):
        return False
    clocks.tell(CLOCK, role="inspector", now=now, reference=str(count), due_at=due)  # rule: G14
    audit.record("clocks.told", ("audit.unsealed", None), actor=actor, at=now, after=CLOCK)
    return True
