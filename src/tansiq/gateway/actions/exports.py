"""What may leave as an export: a short list of classes, none of which holds a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from tansiq.gateway import passages
from tansiq.gateway.errors import ExportNotAllowed
from tansiq.gateway.models import Ask
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.decisions import actions as decisions

# Class: the columns that it has. Nothing else leaves: no name, no place of a person, no list of the removed.
CLASSES: dict[str, tuple[str, ...]] = {
    "asks_of_my_agency": ("number", "asked_at", "purpose", "answer"),
}
LONGEST_DAYS = 31
MOST_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Export:
    """Rows that left, with who took them, when, and the day by which they are deleted (G18)."""

    kind: str
    rows: list[dict[str, Any]]
    taken_by: str
    taken_at: datetime
    delete_by: date


@transaction.atomic
def export(*, actor: Actor, now: datetime, kind: str, columns: list[str]) -> Export:
    """Rows of one class over the last 31 days, at most 1,000. How often each rule refused is public and no export.

    Raises:
        NotPermitted: the actor may not export.
        Reauthenticate: the last proof of who acts is too old.
        ExportNotAllowed: another class, or a column that it does not have: persons with coordinates (RL-05, E50),
            names before judgment (RL-12), lists of removed persons (RL-13), bulk (RL-09).
    """
    actor.require("gateway.ask")
    actor.require_fresh()
    allowed = CLASSES.get(kind, ())
    if not allowed or not set(columns) <= set(allowed):  # rule: RL-05, RL-09, RL-12, RL-13, G18, G28, E50
        raise ExportNotAllowed
    chosen = columns or list(allowed)
    since = now - timedelta(days=LONGEST_DAYS)
    asks = Ask.objects.filter(owner_id=actor.home, asked_at__gte=since).order_by("-asked_at")[:MOST_ROWS]
    rows = [
        {"number": a.number, "asked_at": a.asked_at.isoformat(), "purpose": a.purpose, "answer": a.answer} for a in asks
    ]
    audit.record(
        "gateway.exported", ("gateway.export", None), actor=actor, at=now, after={"kind": kind, "rows": len(rows)}
    )
    return Export(
        kind=kind, rows=[{column: row[column] for column in chosen} for row in rows], taken_by=actor.handle,
        taken_at=now, delete_by=charter.local_day(clocks.due_of("DISCLOSURE-LEASE", now)),
    )  # fmt: skip


def require_second_key(*, actor: Actor, second: Actor | None, code: str, now: datetime) -> None:
    """What must be true before names of several agencies leave in one file: two people, and the inspectorate told.

    Args:
        second: who holds the second key: a member of the inspectorate, never of the actor's agency.
        code: what the second factor of that member shows now, as he reads it out.

    Raises:
        ExportNotAllowed: there is no second key, or it is not the inspectorate's.
        TooManyCodes, WrongPhoneCode: whoever holds the second key did not read out this code.
    """
    is_second = second is not None and second.has("oversight.read_log") and second.agency_id != actor.agency_id
    if second is None or not is_second:  # rule: RL-09
        raise ExportNotAllowed
    decisions.proven(second.handle, code, actor=actor, now=now)  # rule: RL-09
    notice = passages.Notice(code="BULK_EXPORT", reference=str(second.member_id))
    passages.cross("notice", notice, actor=actor, now=now, owner_id=actor.home)  # rule: RL-09
