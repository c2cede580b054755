"""The periodic jobs that seal the log, and watch that it is sealed."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.audit import sealing, watch
from tansiq.kernel.db import acting_as


@app.periodic(cron="*/5 * * * *")
@app.task(name="audit.seal", queueing_lock="audit.seal", priority=10, pass_context=False)
def seal(timestamp: int) -> None:
    """Seal what waits, every five minutes."""
    with acting_as(sealing.SEAL):
        sealing.seal(actor=sealing.SEAL, now=datetime.now(tz=UTC))


@app.periodic(cron="*/5 * * * *")
@app.task(name="audit.watch", queueing_lock="audit.watch", priority=10, pass_context=False)
def watch_seal(timestamp: int) -> None:
    """Raise an alarm where the log has not been sealed in time."""
    actor = system_actor("clock")
    with acting_as(actor):
        watch.tell_of_waiting(actor=actor, now=datetime.now(tz=UTC))
