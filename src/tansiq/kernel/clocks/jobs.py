"""Jobs of a worker that died are taken up again. Late clocks are told by `retention.catch_up`."""

from __future__ import annotations

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.manager import JobManager

# Longer than the heartbeat (10 s): a live job is not started twice. Every job is idempotent all the same.
STALLED_SECONDS = 30


@app.periodic(cron="* * * * *")
@app.task(name="clocks.reap", queueing_lock="clocks.reap", priority=20, pass_context=True)
async def reap(context: JobContext, timestamp: int) -> None:
    await take_up(context.app.job_manager)


async def take_up(manager: JobManager, *, silent_seconds: float = STALLED_SECONDS) -> None:
    """Put back every job whose worker has been silent for so long."""
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=silent_seconds):
        if job.task_name != "clocks.reap":  # it lists itself once it is old
            await manager.retry_job(job)
