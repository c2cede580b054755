"""Jobs of the gateway. Each may run twice and does its work once."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tansiq.gateway import actions, stop_looks
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.db import acting_as

# Tried once and then so many times again.
RETRIES = RetryStrategy(max_attempts=5, exponential_wait=2)


@app.task(name="gateway.match_ask", retry=RETRIES, priority=5)
def match_ask(ask_id: str) -> None:
    """Compare one ask with what is held, after it was answered."""
    actor = system_actor("matcher")
    with acting_as(actor), transaction.atomic():
        actions.match_ask(actor=actor, now=datetime.now(tz=UTC), ask_id=UUID(ask_id))


@app.periodic(cron="*/10 * * * *")
@app.task(name="gateway.tell_iterations", queueing_lock="gateway.tell_iterations", priority=0)
def tell_iterations(timestamp: int) -> None:
    """Look at the last day, and each full hour at the days of a week, should the worker have been off."""
    actor = system_actor("gateway")
    days = 7 if datetime.fromtimestamp(timestamp, tz=UTC).minute == 0 else 1
    with acting_as(actor), transaction.atomic():
        actions.tell_iterations(actor=actor, now=datetime.now(tz=UTC), days=days)


@app.periodic(cron="*/10 * * * *")
@app.task(name="gateway.spread_stops", queueing_lock="gateway.spread_stops", priority=0)
def spread_stops(timestamp: int) -> None:
    """Give each agency that has come to keep people or to prosecute its own copy of every stop."""
    actor = system_actor("gateway")
    with acting_as(actor), transaction.atomic():
        actions.spread_stops(actor=actor, now=datetime.now(tz=UTC))
    with acting_as(actor), transaction.atomic():
        stop_looks.look(actor, datetime.now(tz=UTC))
