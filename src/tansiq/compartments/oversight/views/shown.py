"""What the pages of this room show alike: clocks, entries of the log, names of agencies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from tansiq.compartments.oversight import words
from tansiq.kernel.access import queries as access
from tansiq.kernel.audit.queries import Entry
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.clocks.rules import state_at

Shown = dict[str, Any]


def clock(due_at: datetime, now: datetime, *, met_at: datetime | None = None, name: str = "") -> Shown:
    """Context of web/components/clock.html."""
    reading = state_at(now, due_at=due_at, met_at=met_at)
    minutes = -reading.late_minutes if reading.late_minutes else reading.left_minutes
    return {"name": name, "state": reading.state, "minutes_left": minutes, "due": due_at, "ours": False}


def label(vocabulary: str, code: str) -> str:
    """The words of a code of the charter; the code itself where the charter has lost it."""
    try:
        return charter.current().label(vocabulary, code, get_language() or "ar") if code else ""
    except UnknownCode:
        return code


def entries(rows: Iterable[Entry]) -> list[Shown]:
    """Reads as a table shows them: who, when, of what, why; never a name of anybody who was read about."""
    found = list(rows)
    handles = access.handles({row.user_id for row in found if row.user_id})
    agencies = access.agency_names()
    return [
        {
            "id": row.id, "at": row.at, "act": words.ACTS.get(row.act, row.act),
            "who": handles.get(row.user_id, "") if row.user_id else str(words.SYSTEMS.get(row.system, row.system)),
            "agency": agencies.get(row.agency_id, "") if row.agency_id else "",
            "purpose": label("purposes", row.purpose), "reference": row.reference, "subject_id": row.subject_id,
            "record": f"{row.subject_id.hex[:8].upper()}" if row.subject_id else "",
        }
        for row in found
    ]  # fmt: skip


def handle(user_id: UUID) -> str:
    """The handle of one account; empty where it is gone."""
    return access.handles([user_id]).get(user_id, "")
