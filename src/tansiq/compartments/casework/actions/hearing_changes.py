"""A planned hearing is moved or cancelled before its hour; whoever was told of it is told again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework.actions import hearing_notices, terms, terms_court
from tansiq.compartments.casework.errors_court import HourHasPassed
from tansiq.compartments.casework.models import Hearing
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, Together


def _planned(actor: Actor, hearing_id: UUID, now: datetime) -> tuple[Hearing, str]:
    """A hearing that lies ahead, locked, and the permission under which somebody speaks of it.

    Raises:
        NotFound, NotPermitted: as ever.
        HourHasPassed: it took place, was cancelled, or its hour has come.
    """
    terms_court.find(Hearing, hearing_id)
    permission = terms_court.deciding(actor)
    row = terms_court.locked(Hearing, hearing_id)
    if row.state != Hearing.State.PLANNED or row.starts_at <= now:
        raise HourHasPassed
    return row, permission


def _decide(row: Hearing, outcome: str, permission: str, reasons: str, *, actor: Actor, now: datetime) -> None:
    decisions.authorise(
        "casework.hearing", row, actor=actor, now=now, permission=permission, outcome=outcome, owner_id=row.owner_id,
        reasons=reasons, party_ids=terms_court.parties(row.file),
    )  # fmt: skip


def _hour_ahead(starts_at: datetime | None, now: datetime) -> datetime:
    if starts_at is None or starts_at <= now:
        raise Invalid(errors=[{"field": "starts_at", "code": "TOO_OLD" if starts_at else "MISSING"}])
    return starts_at


@transaction.atomic
def move_hearing(
    *, actor: Actor, now: datetime, hearing_id: UUID, starts_at: datetime | None, place: str, reasons: str
) -> Hearing:
    """Set another hour or another room for a hearing that lies ahead; the victims' office is told that it moved.

    Raises:
        NotFound, NotPermitted: no such hearing, or the actor is neither prosecution nor court.
        HourHasPassed: it does not lie ahead.
        ThinReasons, Invalid: the reasons say nothing; no hour, one that lies in the past, or no place.
    """
    row, permission = _planned(actor, hearing_id, now)
    asked = Together()
    told = asked.ask(lambda: terms.require_fields(now, {"place": place})) or {}
    hour = asked.ask(lambda: _hour_ahead(starts_at, now)) or row.starts_at
    asked.ask(lambda: decisions.require_reasons(reasons))
    asked.settle()
    before = row.starts_at.isoformat()
    row.starts_at, row.place = hour, told["place"]
    row.save(update_fields=["starts_at", "place"])
    _decide(row, "moved", permission, reasons, actor=actor, now=now)
    hearing_notices.tell_heirs(row, actor=actor, now=now, said=hearing_notices.MOVED)  # rule: G10
    audit.record(
        "casework.hearing_moved", row, actor=actor, at=now, reference=row.number, before=before,
        after=row.starts_at.isoformat(),
    )  # fmt: skip
    return row


@transaction.atomic
def cancel_hearing(*, actor: Actor, now: datetime, hearing_id: UUID, reasons: str) -> Hearing:
    """Call off a hearing that lies ahead; the victims' office is told, for families may be on their way.

    Raises:
        NotFound, NotPermitted: no such hearing, or the actor is neither prosecution nor court.
        HourHasPassed: it does not lie ahead.
        ThinReasons: the reasons say nothing.
    """
    row, permission = _planned(actor, hearing_id, now)
    _decide(row, "cancelled", permission, reasons, actor=actor, now=now)
    row.state, row.words = Hearing.State.CANCELLED, reasons.strip()
    row.finished_at, row.finished_by_name = now, actor.name
    row.save(update_fields=["state", "words", "finished_at", "finished_by_name"])
    hearing_notices.tell_heirs(row, actor=actor, now=now, said=hearing_notices.CANCELLED)  # rule: G10
    audit.record("casework.hearing_cancelled", row, actor=actor, at=now, reference=row.number)
    return row
