"""What may leave as an export: a short list of classes, none of which holds a person."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from tansiq.gateway import passages
from tansiq.gateway.errors import ExportNotAllowed
from tansiq.gateway.models import Ask
from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit import queries as log
from tansiq.kernel.db import acting_as

# Class: the columns that it has. Nothing else leaves: no name, no place of a person, no list of the removed.
CLASSES: dict[str, tuple[str, ...]] = {
    "refusals_by_code": ("code", "count"),
    "asks_of_my_agency": ("number", "asked_at", "purpose", "answer"),
}
LONGEST_DAYS = 31
MOST_ROWS = 1_000


@transaction.atomic
def export(*, actor: Actor, now: datetime, kind: str, columns: list[str]) -> list[dict[str, Any]]:
    """Rows of one class over the last 31 days, at most 1,000.

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
    rows: list[dict[str, Any]]
    if kind == "refusals_by_code":
        with acting_as(system_actor("figures")):  # every refusal of every agency, by code and never by person
            counted = log.refusals_by_code(since=since)
        rows = [{"code": code, "count": n} for code, n in sorted(counted.items())]
    else:
        asks = Ask.objects.filter(owner_id=actor.home, asked_at__gte=since).order_by("-asked_at")[:MOST_ROWS]
        rows = [
            {"number": a.number, "asked_at": a.asked_at.isoformat(), "purpose": a.purpose, "answer": a.answer}
            for a in asks
        ]
    audit.record(
        "gateway.exported", ("gateway.export", None), actor=actor, at=now, after={"kind": kind, "rows": len(rows)}
    )
    return [{column: row.get(column) for column in chosen} for row in rows]


def require_second_key(*, actor: Actor, second: Actor | None, now: datetime) -> None:
    """What must be true before names of several agencies leave in one file: two people, and the inspectorate told.

    Args:
        second: who holds the second key: a member of the inspectorate, never of the actor's agency.

    Raises:
        ExportNotAllowed: there is no second key, or it is not the inspectorate's.
    """
    is_second = second is not None and second.has("oversight.read_log") and second.agency_id != actor.agency_id
    if not is_second:  # rule: RL-09
        raise ExportNotAllowed
    notice = passages.Notice(code="BULK_EXPORT", reference=str(second.member_id if second else ""))
    passages.cross("notice", notice, actor=actor, now=now, owner_id=actor.home)  # rule: RL-09
