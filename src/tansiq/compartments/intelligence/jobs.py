"""The only thing that happens here by itself: what nobody reviewed ends."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction
from procrastinate.contrib.django import app

from tansiq.compartments.intelligence import actions
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.db import acting_as


@app.periodic(cron="*/10 * * * *")
@app.task(name="intelligence.expire_due", queueing_lock="intelligence.expire_due", priority=10, pass_context=False)
def expire_due(timestamp: int) -> None:
    actor = system_actor("clock")
    with acting_as(actor), transaction.atomic():
        actions.expire_due(actor=actor, now=datetime.now(tz=UTC))
