"""The periodic job that seals the log."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from tansiq.kernel.audit import sealing
from tansiq.kernel.db import acting_as


@app.periodic(cron="*/5 * * * *")
@app.task(name="audit.seal", queueing_lock="audit.seal", priority=10, pass_context=False)
def seal(timestamp: int) -> None:
    with acting_as(sealing.SEAL):
        sealing.seal(actor=sealing.SEAL, now=datetime.now(tz=UTC))
