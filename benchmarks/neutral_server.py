"""What the benchmark puts in front of the served product: it counts the queries of each request, and can plant a leak.

No part of what is shipped: an officer sees none of these headers. They stand for an observer who is nearer than any.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.db import connections
from django.http import HttpRequest, HttpResponse

SAVEPOINT = re.compile(r'"s\d+_x\d+"')
QUERIES, STATEMENTS, HELD = "X-Bench-Queries", "X-Bench-Statements", "X-Bench-Held"


class Statements:
    """The texts of all statements of one request, on every connection, in their order."""

    def __init__(self) -> None:
        self.count, self.digest = 0, hashlib.sha256()

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        self.count += 1
        text = SAVEPOINT.sub("SAVEPOINT", str(sql))  # its name counts on from request to request
        self.digest.update(f"{context['connection'].alias} {text}\n".encode())
        return execute(sql, params, many, context)


class Counted:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.leak_seconds = float(os.environ.get("TANSIQ_BENCH_LEAK_MS", "0")) / 1000

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seen = Statements()
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(seen))
            response = self.get_response(request)
        if self.leak_seconds and request.headers.get(HELD) == "1":
            time.sleep(self.leak_seconds)
        response[QUERIES], response[STATEMENTS] = str(seen.count), seen.digest.hexdigest()[:16]
        return response
