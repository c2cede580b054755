"""The worker: it runs jobs and periodic jobs until it is told to stop."""

from __future__ import annotations

import asyncio

from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

from tansiq.kernel.clocks.jobs import STALLED_SECONDS, take_up

HEARTBEAT_SECONDS = 10
# A job that is still running this long after a stop is left to the next worker.
GRACE_SECONDS = 20
CONCURRENCY = 2


def _connector() -> PsycopgConnector:
    """The worker's own connections: the only ones for which jobs exist, by the stamp with which they begin."""
    given = connector_params()
    options = " ".join(filter(None, (given.get("options"), "-c app.system=worker")))
    return PsycopgConnector(kwargs=given | {"options": options})


async def _work(*, wait: bool, silent_seconds: float) -> None:
    # Jobs defer jobs through the application's own connection, in the transaction of what they do: only the worker
    # itself has a connection of another kind.
    async with app.with_connector(_connector()).open_async() as working:
        await take_up(working.job_manager, silent_seconds=silent_seconds)  # what a worker that died has left
        await working.run_worker_async(
            name="tansiq", wait=wait, concurrency=CONCURRENCY, shutdown_graceful_timeout=GRACE_SECONDS,
            update_heartbeat_interval=HEARTBEAT_SECONDS, stalled_worker_timeout=silent_seconds,
            delete_jobs="successful",
        )  # fmt: skip


def run(*, wait: bool = True, silent_seconds: float = STALLED_SECONDS) -> None:
    """Work until SIGTERM or SIGINT, or, without `wait`, until no job is due.

    Args:
        silent_seconds: a worker that was silent for longer counts as dead, and its jobs are taken up.
    """
    asyncio.run(_work(wait=wait, silent_seconds=silent_seconds))
