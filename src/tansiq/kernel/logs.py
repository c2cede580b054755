"""What goes to the log of the server: where something happened and of what kind, never what anybody typed.

Addresses, exceptions of the database ("Key (number)=(…) already exists") and headers can all hold a name or a number.
So of an exception the log tells its type and the places in the code, and of Django's own lines about requests the
status and the name of the view. The reference that the person sees finds the line.
"""

from __future__ import annotations

import logging
import traceback
from typing import Any

# Loggers whose messages quote the request.
QUOTING = ("django", "allauth", "ninja", "asyncio")


def _places(fault: BaseException) -> str:
    frames = traceback.extract_tb(fault.__traceback__)
    lines = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    return "\n".join([f"{type(fault).__module__}.{type(fault).__qualname__}", *lines])


def places(fault: BaseException | None) -> str:
    """Types and places of an exception and of those that it came from; no message, no value."""
    told, seen = [], set()
    while fault is not None and id(fault) not in seen:
        seen.add(id(fault))
        told.append(_places(fault))
        fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    return "\ncaused by ".join(told)


class PlaceFormatter(logging.Formatter):
    """Formats records without what was typed."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  logging's name
        return places(ei[1])

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  logging's name
        if not record.name.startswith(QUOTING):
            return super().formatMessage(record)
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        view = match.view_name if match else "no view"
        return f"{record.levelname} {record.name}: {getattr(record, 'status_code', '')} at {view}"

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # what another formatter has written for this record is not taken over
        record.stack_info = None
        return super().format(record)
