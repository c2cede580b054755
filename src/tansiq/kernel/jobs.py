"""The periodic job of backups: what the server has handed over of its log is sealed and put away."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from tansiq.config import environment
from tansiq.kernel import keys, postgres
from tansiq.kernel.backup import store
from tansiq.kernel.backup.errors import BackupRefused

log = logging.getLogger("tansiq.backup")


@app.periodic(cron="* * * * *")
@app.task(name="backup.ship", queueing_lock="backup.ship", priority=10, pass_context=False)
def ship(timestamp: int) -> None:
    """Carry sealed pieces of the log of an embedded server to where backups lie, every minute."""
    place, data_dir = environment.backup_dir(), environment.data_dir()
    if place is None or not environment.is_embedded():
        return
    try:
        place = store.require_place(place, data_dir)
        store.ship(postgres.server(data_dir), place, store.backup_key(data_dir))
    except (
        BackupRefused,
        keys.KeyFault,
        OSError,
    ) as fault:
        # Told each minute until somebody mends it; the server keeps its pieces meanwhile.
        log.error("backup: %s", fault)
