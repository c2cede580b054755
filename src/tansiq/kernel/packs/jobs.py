"""A worker that was overtaken: the desk runs another pack since."""

from __future__ import annotations

import logging
import os
import signal

from procrastinate.contrib.django import app

from tansiq.kernel.packs import queries

log = logging.getLogger("tansiq.packs")


@app.periodic(cron="* * * * *")
@app.task(name="packs.compare", queueing_lock="packs.compare", priority=20, pass_context=False)
def compare(timestamp: int) -> None:
    """End this worker, every minute, where a desk has taken up another pack; whoever watches over it starts it anew."""
    if queries.is_overtaken():
        log.error("packs: the desk has taken up another charter; this worker ends")
        os.kill(os.getpid(), signal.SIGTERM)  # as it is told to stop: what it is doing it finishes
