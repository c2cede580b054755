"""Jobs of the victims' room. Each may run twice and does its work once."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction
from procrastinate.contrib.django import app

from tansiq.compartments.victims import actions
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.db import acting_as

NAME = "victims.clock_hearings"


@app.periodic(cron="27 * * * *")
@app.task(name=NAME, queueing_lock=NAME, lock=NAME, priority=1, pass_context=False)
def clock_hearings(timestamp: int) -> None:
    """Give every hearing ahead of which no heir was told its clock, also one from before there was such a clock."""
    room = system_actor("gateway")
    with acting_as(room), transaction.atomic():
        actions.clock_untold(actor=room, now=datetime.now(tz=UTC))
