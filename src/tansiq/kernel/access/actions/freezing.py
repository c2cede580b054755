"""The command of a unit changed: its accounts are frozen at once (4.8)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.kernel.access import accounts
from tansiq.kernel.access.actions.membership import require_reason
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.errors import NobodyInUnit
from tansiq.kernel.access.models import Agency, Member, Shift, UnitFreeze
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.problems import NotFound

FROZEN = "UNIT-FROZEN"


@transaction.atomic
def freeze_unit(*, actor: Actor, now: datetime, agency_id: UUID, unit: str, reason: str) -> UnitFreeze:
    """Freeze every account of a unit, or of a whole agency, because its command changed.

    From the next request on they read nothing, decide nothing and get no recalls; each is opened again by a review of
    its own. The inspector is told.

    Args:
        unit: as it stands in the members' files; empty for every unit of the agency.

    Raises:
        NotFound: no such agency.
        NotPermitted: the actor does not freeze.
        NobodyInUnit: there is no open account in it.
        Invalid: the reason is under 10 characters.
    """
    agency = Agency.objects.select_for_update().filter(id=agency_id).exclude(kind=Agency.Kind.LIST).first()
    if agency is None:
        raise NotFound
    actor.require("access.freeze")
    words = require_reason(reason)
    rows = Member.objects.select_for_update(of=("self",)).filter(agency=agency, user__is_active=True, frozen_at=None)
    # The officer who acts stays able to act: another reviews him.
    rows = rows.exclude(id=actor.member)
    if unit.strip():
        rows = rows.filter(unit=unit.strip())
    ids = list(rows.values_list("id", flat=True))
    if not ids:
        raise NobodyInUnit(errors=[{"field": "unit", "code": "UNKNOWN"}])
    Member.objects.filter(id__in=ids).update(frozen_at=now, on_duty_until=None)
    users = list(Member.objects.filter(id__in=ids).values_list("user_id", flat=True))
    accounts.end_sessions(actor=actor, now=now, user_ids=users)
    Shift.objects.filter(member_id__in=ids, cancelled_at=None, ends_at__gt=now).update(cancelled_at=now)
    row = UnitFreeze(agency=agency, unit=unit.strip(), member_ids=[*ids], at=now, by_id=actor.member, reason=words)
    row.save(force_insert=True)
    audit.record(
        "access.unit_frozen", row, actor=actor, at=now, after={"unit": row.unit, "accounts": len(ids)}, words=words,
        owner_id=agency.id,
    )  # fmt: skip
    clocks.tell(FROZEN, role="inspector", now=now, reference=agency.code, subject=("access.agency", agency.id))
    return row
