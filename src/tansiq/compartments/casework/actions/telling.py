"""Clocks and alarms that concern another agency than the actor's: met and raised by the room, under both names."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from tansiq.compartments.casework.models import CourtFile, Victim
from tansiq.gateway import actions as gateway
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as


def start(code: str, row: Any, *, reference: str, actor: Actor, now: datetime, due_at: datetime | None = None) -> None:
    """Start a clock for the prosecution that a record belongs to."""
    with acting_as(actor.through("gateway")):
        clocks.start(code, row, owner_id=row.owner_id, reference=reference, now=now, due_at=due_at)


def again(code: str, row: Any, *, reference: str, actor: Actor, now: datetime) -> None:
    """What a clock asked for was done, and is due anew from now on."""
    meet(code, row.id, actor=actor, now=now)
    start(code, row, reference=reference, actor=actor, now=now)


def meet(code: str, record_id: UUID, *, actor: Actor, now: datetime) -> None:
    """What a clock asked for was done, by a hand of whatever agency."""
    with acting_as(actor.through("gateway")):
        clocks.meet(code, record_id, now=now)


def stop(record_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The reason for every clock of a record fell away."""
    with acting_as(actor.through("gateway")):
        clocks.stop_all(record_id, now=now)


def tell_of_ruling(file: CourtFile, *, actor: Actor, now: datetime) -> None:
    """A court or the prosecution decided something here: the victims' office is told that it did, and nothing of what.

    Its ledger is another one than this file; without a word it would go on as if nothing had been ruled, and no heir
    would hear that the prosecution goes on with nothing, or on which track.
    """
    records = Victim.objects.filter(file=file).exclude(heirs_record="").values_list("heirs_record", flat=True)
    gateway.pass_ruling(
        actor=actor, now=now, cases=[file.case_number, file.number], heirs_records=sorted(set(records)),
        owner_id=file.owner_id,
    )  # fmt: skip


def tell_prosecution(
    code: str, *, agency_id: UUID, reference: str, kind: str, record_id: UUID | None, actor: Actor, now: datetime
) -> None:
    """Raise an alarm for the prosecution that a case belongs to."""
    with acting_as(actor.through("gateway")):
        clocks.tell(
            code, role="prosecutor", now=now, reference=reference, agency_id=agency_id, subject=(kind, record_id)
        )
