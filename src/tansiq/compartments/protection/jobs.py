"""The job that holds plans against protected cells, apart from the request of whoever plans."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tansiq.compartments.protection import actions
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.db import acting_as


@app.task(name="protection.check_plan", retry=RetryStrategy(max_attempts=5, exponential_wait=2), priority=5)
def check_plan(check_id: str) -> None:
    actor = system_actor("protection")
    with acting_as(actor), transaction.atomic():
        actions.check_plan(actor=actor, now=datetime.now(tz=UTC), check_id=UUID(check_id))
