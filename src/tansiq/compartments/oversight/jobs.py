"""Jobs of the inspector's room. Each may run twice and does its work once."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tansiq.compartments.oversight import actions
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.db import acting_as

RETRIES = RetryStrategy(max_attempts=5, exponential_wait=2)


@app.task(name="oversight.ask_holders", retry=RETRIES, priority=5)
def ask_holders(complaint_id: str) -> None:
    actor = system_actor("redress")
    with acting_as(actor), transaction.atomic():
        actions.ask_holders(actor=actor, now=datetime.now(tz=UTC), complaint_id=UUID(complaint_id))


@app.task(name="oversight.ask_after_appeal", retry=RETRIES, priority=5)
def ask_after_appeal(appeal_id: str) -> None:
    actor = system_actor("redress")
    with acting_as(actor), transaction.atomic():
        actions.ask_after_appeal(actor=actor, now=datetime.now(tz=UTC), appeal_id=UUID(appeal_id))


@app.periodic(cron="20 23 * * *")  # after midnight in the places of the charters
@app.task(name="oversight.review_reads", queueing_lock="oversight.review_reads", pass_context=False)
def review_reads(timestamp: int) -> None:
    """Every unchecked day in order, then the sample of every week that is over and has none."""
    actor, now = system_actor("review"), datetime.now(tz=UTC)
    with acting_as(actor), transaction.atomic():
        actions.find_patterns(actor=actor, now=now)
    is_drawn = True
    while is_drawn:
        with acting_as(actor), transaction.atomic():
            is_drawn = actions.draw_sample(actor=actor, now=now) is not None


@app.periodic(cron="*/10 * * * *")
@app.task(name="oversight.end_footprints", queueing_lock="oversight.end_footprints", pass_context=False)
def end_footprints(timestamp: int) -> None:
    actor = system_actor("footprint")
    with acting_as(actor), transaction.atomic():
        actions.end_footprints(actor=actor, now=datetime.now(tz=UTC))
