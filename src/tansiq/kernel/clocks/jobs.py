"""Periodic jobs: late clocks are told, and jobs of a worker that died are taken up again."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.manager import JobManager

from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.clocks import actions
from tansiq.kernel.db import acting_as

# Longer than the heartbeat (10 s): a live job is not started twice. Every job is idempotent all the same.
STALLED_SECONDS = 30


@app.periodic(cron="* * * * *")
@app.task(name="clocks.raise_due", queueing_lock="clocks.raise_due", priority=10, pass_context=False)
def raise_due(timestamp: int) -> None:
    actor = system_actor("clock")
    with acting_as(actor), transaction.atomic():
        actions.raise_due(actor=actor, now=datetime.now(tz=UTC))


@app.periodic(cron="* * * * *")
@app.task(name="clocks.reap", queueing_lock="clocks.reap", priority=20, pass_context=True)
async def reap(context: JobContext, timestamp: int) -> None:
    await take_up(context.app.job_manager)


async def take_up(manager: JobManager, *, silent_seconds: float = STALLED_SECONDS) -> None:
    """Put back every job whose worker has been silent for so long."""
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=silent_seconds):
        if job.task_name != "clocks.reap":  # it lists itself once it is old
            await manager.retry_job(job)
