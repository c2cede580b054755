"""Periodic jobs: accounts whose review is due are told of, sessions whose time is over are taken out."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction
from procrastinate.contrib.django import app

from tansiq.kernel.access import actions
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.db import acting_as


@app.periodic(cron="17 * * * *")
@app.task(name="access.tell_reviews_due", queueing_lock="access.tell_reviews_due", pass_context=False)
def tell_reviews_due(timestamp: int) -> None:
    """Tell, once an hour, whose account is due for review or has lapsed."""
    actor = system_actor("clock")
    with acting_as(actor), transaction.atomic():
        actions.tell_reviews_due(actor=actor, now=datetime.now(tz=UTC))


@app.periodic(cron="47 * * * *")
@app.task(name="access.clear_sessions", queueing_lock="access.clear_sessions", pass_context=False)
def clear_sessions(timestamp: int) -> None:
    actor = system_actor("clock")
    with acting_as(actor), transaction.atomic():
        actions.clear_sessions(actor=actor, now=datetime.now(tz=UTC))
