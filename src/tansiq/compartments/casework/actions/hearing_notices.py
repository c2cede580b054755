"""What the victims' office is told of hearings: each victim whose heirs have a file, whenever that comes to be known.

Nobody here reaches a family: the office does, by the way that is safe for each (G10).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from tansiq.compartments.casework.models import Charge, Hearing, Victim
from tansiq.gateway import actions as gateway
from tansiq.kernel.access.actor import Actor

SET, MOVED, CANCELLED = "set", "moved", "cancelled"


def tell_heirs(row: Hearing, *, actor: Actor, now: datetime, said: str = SET) -> None:
    """Tell the office of this hearing, for every victim of a charge against whom it is about."""
    _pass(row, _victims_of(row.accused_ids), said, actor=actor, now=now)


def tell_of_victim(victim: Victim, *, actor: Actor, now: datetime) -> None:
    """The number of the heirs' file came later than the hearing was set: the office is told of it now."""
    for row in _ahead(victim.file_id, now):
        if victim.id in _victims_of(row.accused_ids):
            _pass(row, {victim.id}, SET, actor=actor, now=now)


def tell_of_old_number(victim: Victim, number: str, *, actor: Actor, now: datetime) -> None:
    """The number of the heirs' file is corrected: the family under the old one waits for no hearing of this file.

    Nothing is called off where the old number stands beside another victim of the same hearing.
    """
    old = victim.heirs_record
    if not old or old == number:
        return
    for row in _ahead(victim.file_id, now):
        charged = _victims_of(row.accused_ids)
        others = Victim.objects.filter(id__in=list(charged - {victim.id}), heirs_record=old)
        if victim.id in charged and not others.exists():
            _pass(row, {victim.id}, CANCELLED, actor=actor, now=now)


def tell_of_charge(charge: Charge, before: Collection[UUID], *, actor: Actor, now: datetime) -> None:
    """A charge came later than the hearing was set: the office is told for the victims whom it adds.

    Args:
        before: victims of the other charges against the person, of whom it was told.
    """
    added = set(charge.victim_ids) - set(before)
    for row in _ahead(charge.file_id, now):
        if charge.accused_id in row.accused_ids:
            others = _victims_of(one for one in row.accused_ids if one != charge.accused_id)
            _pass(row, added - others, SET, actor=actor, now=now)


def _ahead(file_id: UUID, now: datetime) -> list[Hearing]:
    rows = Hearing.objects.filter(file_id=file_id, state=Hearing.State.PLANNED, starts_at__gt=now)
    return list(rows.order_by("starts_at", "id"))


def _victims_of(accused_ids: Iterable[UUID]) -> set[UUID]:
    charged = Charge.objects.filter(accused__in=list(accused_ids)).values_list("victim_ids", flat=True)
    return {one for ids in charged for one in ids}


def _pass(row: Hearing, victim_ids: Collection[UUID], said: str, *, actor: Actor, now: datetime) -> None:
    named = Victim.objects.filter(id__in=list(victim_ids)).exclude(heirs_record="")
    for record in sorted(set(named.values_list("heirs_record", flat=True))):
        gateway.pass_hearing(  # rule: G10
            actor=actor, now=now, heirs_record=record, hearing=row.number, starts_at=row.starts_at, place=row.place,
            said=said, owner_id=row.owner_id,
        )  # fmt: skip
