"""What a wall kept back: PostgreSQL leaves such rows out of what a statement touches, and says nothing of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

# The alarm of a record that could not be erased. It holds nothing: the next run tries again.
KEPT_BACK = "ERASURE-KEPT"
_STATEMENT = re.compile(r'(?:DELETE FROM|UPDATE) (?P<table>"\w+")(?P<set>.*?)(?P<where> WHERE .*)?', re.DOTALL)


class KeptBack(Exception):
    """Less went than was to go: nothing of it may count as erased."""


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """Let every row go, or be emptied, that a statement in here names.

    Raises:
        KeptBack: a wall kept one of them; whoever opened the transaction undoes the rest.
    """
    with connection.execute_wrapper(_compare):
        yield


def _compare(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    found = None if many else _STATEMENT.fullmatch(sql)
    if found is None:
        return execute(sql, params, many, context)
    of_where = tuple(params or ())[found["set"].count("%s") :]
    with context["connection"].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {found['table']}{found['where'] or ''}", of_where)
        [meant] = cursor.fetchone()
    done = execute(sql, params, many, context)
    if context["cursor"].rowcount < meant:  # rule: G4
        raise KeptBack(found["table"].strip('"'))
    return done
