"""The clock's own work: tell and end what is due, and erase what has ended.

Each tick does everything that is due at its moment. Ticks that were missed are therefore not made up for: the queueing
lock keeps one waiting at a time, and the first run after an absence does the work of all of them. Nothing is told,
ended or erased by a pack that the desk has given up since this worker began.
"""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.packs import queries as packs
from tansiq.kernel.retention import actions


@app.periodic(cron="* * * * *")
@app.task(name="retention.catch_up", queueing_lock="retention.catch_up", priority=10, pass_context=False)
def catch_up(timestamp: int) -> None:
    """Tell and end, every minute, what has fallen due, in the order of its moments."""
    if packs.is_overtaken():
        return
    actions.catch_up(actor=system_actor("clock"), now=datetime.now(tz=UTC))


@app.periodic(cron="17 * * * *")
@app.task(name="retention.erase_due", queueing_lock="retention.erase_due", lock="retention.erase_due", priority=1,
          pass_context=False)  # fmt: skip
def erase_due(timestamp: int) -> None:
    """Erase, every hour, what has ended long enough ago."""
    if packs.is_overtaken():
        return
    actions.erase_due(actor=system_actor("retention"), now=datetime.now(tz=UTC))
