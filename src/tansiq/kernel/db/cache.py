"""The cache in the database: counts of failures, marks of used codes, figures that anybody reads."""

from __future__ import annotations

import base64
import pickle
from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, connections, router, transaction

_WRITES = {
    "touch": "UPDATE {table} SET expires = %(ends)s WHERE cache_key = %(key)s",
    "set": "INSERT INTO {table} (cache_key, value, expires) VALUES (%(key)s, %(value)s, %(ends)s)"
    " ON CONFLICT (cache_key) DO UPDATE SET value = EXCLUDED.value, expires = EXCLUDED.expires",
}
_WRITES["add"] = _WRITES["set"] + " WHERE {table}.expires < clock_timestamp()"


class UncountedCache(DatabaseCache):
    """Django's counts every row at each write, to cull them: many made-up handles would slow each sign-in.

    Here nothing is counted and nothing that holds is taken away: what has run out goes with the sessions.
    """

    _table: str

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        until = self.get_backend_timeout(timeout)
        ends = datetime.max.replace(tzinfo=UTC) if until is None else datetime.fromtimestamp(until, tz=UTC)
        kept = base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode("ascii")
        database = router.db_for_write(self.cache_model_class)
        connection = connections[database]
        statement = _WRITES[mode].format(table=connection.ops.quote_name(self._table))
        row: dict[str, str | datetime] = {"key": key, "value": kept, "ends": ends.replace(microsecond=0)}
        try:
            with transaction.atomic(using=database), connection.cursor() as cursor:
                cursor.execute(statement, row)
                return bool(cursor.rowcount)
        except DatabaseError:  # as Django's: what could not be kept is not kept
            return False
