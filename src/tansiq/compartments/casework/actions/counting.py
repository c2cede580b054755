"""Counting what one hand holds, piece by piece: the sheet of an exhibit room or a magazine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework.actions import chains, terms
from tansiq.compartments.casework.models import CountSheet, Exhibit
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.problems import Invalid
from tansiq.people.rules import new_number

MISSING = "EXHIBIT-MISSING"
FOUND = ("there", "seal_broken", "missing")


def held_by(member_id: UUID) -> list[Exhibit]:
    """What is in a hand by its chain, by number on the spot."""
    return list(Exhibit.objects.filter(holder_id=member_id, has_ended=False).order_by("place", "mark", "number"))


@transaction.atomic
def count(*, actor: Actor, now: datetime, found: Mapping[UUID, str], witness: str) -> CountSheet:
    """Sign what was counted. Every piece in the actor's hand stands on the sheet; what is missing is told at once.

    A piece that is missing is not taken out of the chain: it says that the hand which must have it could not show it.

    Args:
        found: by exhibit: `there`, `seal_broken` or `missing`.

    Raises:
        NotPermitted: the actor handles no exhibits.
        Invalid: a piece is not on the list, or nobody witnessed the count.
    """
    actor.require("casework.exhibit")
    told = terms.require_fields(now, {"witness": witness})
    rows = held_by(terms.require_person(actor))
    if not rows or any(found.get(row.id) not in FOUND for row in rows):
        raise Invalid(errors=[{"field": "found", "code": "MISSING"}])
    sheet = CountSheet(
        number=new_number("count"), owner_id=actor.home, author_id=actor.member, author_name=actor.name, made_at=now,
        lines=[
            {"exhibit": str(row.id), "number": row.number, "mark": row.mark, "seal": row.seal, "place": row.place,
             "found": found[row.id]}
            for row in rows
        ], **told,
    )  # fmt: skip
    sheet.save(force_insert=True)
    for row in rows:
        locked = chains.locked(row.id)
        chains.act(locked, "counted", {"sheet": sheet.number, "found": found[row.id]}, actor=actor, now=now)
        if found[row.id] == "missing":
            clocks.tell(MISSING, role="inspector", now=now, reference=row.number, subject=("casework.exhibit", row.id))
    audit.record("casework.exhibits_counted", sheet, actor=actor, at=now, reference=sheet.number)
    return sheet
