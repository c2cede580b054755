"""An heir whom nobody reaches is told to the court, which says whether it waits; no right changes by it (Q-08)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.victims.actions.appending import locked_matter, require_storable
from tansiq.compartments.victims.errors import AlreadyDone
from tansiq.compartments.victims.models import Absence, Party
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.problems import Invalid, existing

LONGEST = 200


@transaction.atomic
def say_absent(*, actor: Actor, now: datetime, party_id: UUID, since: date, known: str) -> Absence:
    """Tell the court of the file that an heir is not reached.

    Being absent suspends no track and is no waiver; whether the court waits is for the judge (Q-08).

    Args:
        since: the day since which nobody has reached the heir.
        known: what is known of where the heir is, in words that name no way by which the heir is reached.

    Raises:
        NotFound: absent, hidden, or no heir.
        NotPermitted: another than the office.
        AlreadyDone: it is told already.
        Invalid: a day that has not come, or nothing said.
    """
    row = existing(Party.objects.filter(id=party_id, kind=Party.Kind.HEIR).select_related("matter"))
    locked_matter(row.matter_id)
    actor.require("victims.record")
    require_storable(known=known)
    if since > charter.local_day(now):
        raise Invalid(errors=[{"field": "since", "code": "IN_FUTURE"}])
    if not known.strip() or len(known.strip()) > LONGEST:
        raise Invalid(errors=[{"field": "known", "code": "TOO_LONG" if known.strip() else "MISSING"}])
    if Absence.objects.filter(heir=row, ended_at=None).exists():
        raise AlreadyDone
    made = Absence(
        matter=row.matter, heir=row, owner_id=row.owner_id, since=since, known=known.strip(), told_at=now,
        told_by=actor.user,
    )  # fmt: skip
    made.save(force_insert=True)
    audit.record("victims.absence_told", made, actor=actor, at=now, reference=row.matter.number)
    return made


@transaction.atomic
def end_absence(*, actor: Actor, now: datetime, absence_id: UUID) -> Absence:
    """The heir was reached: the court reads it with the day.

    Raises:
        NotFound, NotPermitted: as ever.
        AlreadyDone: it was said before.
    """
    row = existing(Absence.objects.select_for_update(of=("self",)).filter(id=absence_id).select_related("matter"))
    actor.require("victims.record")
    if row.ended_at is not None:
        raise AlreadyDone
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    audit.record("victims.absence_ended", row, actor=actor, at=now, reference=row.matter.number)
    return row
