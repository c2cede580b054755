"""Django's PostgreSQL backend, which stamps the principal into each outermost transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.backends.postgresql import base

from tansiq.kernel.db import principal

# The third argument makes each setting end with its transaction: a pooled connection carries nobody over.
STAMP = """
    SELECT set_config('app.user_id', %s, true), set_config('app.agency_ids', %s, true),
           set_config('app.recall_agency_ids', %s, true), set_config('app.roles', %s, true),
           set_config('app.system', %s, true)
"""


def _array(values: Iterable[object]) -> str:
    return "{" + ",".join(map(str, values)) + "}"


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL, with the principal stamped into every transaction as its first statement."""

    def stamp(self) -> None:
        """Write the present principal into the open transaction."""
        who = principal.get()
        values = [
            str(who.user_id or ""),
            _array(who.agency_ids),
            _array(who.recall_agency_ids),
            _array(who.roles),
            who.system,
        ]
        # A server that is gone is Django's error here too: the connection is not used again.
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            cursor.execute(STAMP, values)

    def set_autocommit(self, autocommit: bool, *args: Any, **kwargs: Any) -> None:
        """Stamp a transaction that begins so."""
        super().set_autocommit(autocommit, *args, **kwargs)
        if not autocommit:
            self.stamp()
