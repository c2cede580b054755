"""Entering what is protected, as cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.protection import rules
from tansiq.compartments.protection.errors import NotOpen
from tansiq.compartments.protection.models import Protected
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.geography.cells import cell_of
from tansiq.kernel.geography.shapes import Point
from tansiq.kernel.problems import Invalid, existing
from tansiq.people.rules import new_number

MOST_CELLS = 50


def _cells(places: Sequence[Point]) -> list[int]:
    try:
        found = sorted({cell_of(lon, lat) for lon, lat in places})
    except ValueError as fault:
        raise Invalid(errors=[{"field": "places", "code": "NO_AREA"}]) from fault
    if not found:
        raise Invalid(errors=[{"field": "places", "code": "MISSING"}])
    if len(found) > MOST_CELLS:
        raise Invalid(errors=[{"field": "places", "code": "TOO_LONG"}])
    return found


@transaction.atomic
def enter_protected(
    *,
    actor: Actor,
    now: datetime,
    function: str,
    places: Sequence[Point],
    file_ref: str = "",
    until: date | None = None,
) -> Protected:
    """Enter what is protected. Of the places only their cells are kept, each of a square kilometre at least.

    Args:
        places: longitude and latitude; neither is kept.
        file_ref: the desk's own reference of its file.
        until: an earlier end than twelve months.

    Raises:
        NotPermitted: the actor is not of the protection desk.
        Invalid: no place, too many, or no function of the charter.
    """
    actor.require("protection.enter")
    today = charter.local_day(now)
    try:
        charter.current().on(today).label("protection_functions", function, "en")
    except UnknownCode as fault:
        raise Invalid(errors=[{"field": "function", "code": "UNKNOWN"}]) from fault
    row = Protected(
        number=new_number("protected"), owner_id=actor.home, author_id=actor.member, function=function,
        cells=_cells(places), file_ref=file_ref.replace("\x00", "").strip()[:40], made_at=now,
        until=rules.last_day(today, until),
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("protection.entered", row, actor=actor, at=now, reference=row.number)
    return row


@transaction.atomic
def end_protected(*, actor: Actor, now: datetime, protected_id: UUID) -> Protected:
    """Let a protection end before its day.

    Raises:
        NotFound, NotOpen, NotPermitted: none for the actor, ended, or the actor enters none.
    """
    row = existing(Protected.objects.select_for_update().filter(id=protected_id))
    actor.require("protection.enter")
    if row.ended_at is not None:
        raise NotOpen
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    audit.record("protection.ended", row, actor=actor, at=now, reference=row.number)
    return row
