"""The periodic job that tells of approvals by phone which nobody confirmed."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction
from procrastinate.contrib.django import app

from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions


@app.periodic(cron="*/10 * * * *")
@app.task(name="decisions.tell_unconfirmed", queueing_lock="decisions.tell_unconfirmed", pass_context=False)
def tell_unconfirmed(timestamp: int) -> None:
    """Tell of approvals given by phone that were not confirmed in time."""
    actor = system_actor("clock")
    with acting_as(actor), transaction.atomic():
        actions.tell_unconfirmed(actor=actor, now=datetime.now(tz=UTC))
