"""The command of a unit changed: its accounts are frozen at once (4.8)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.kernel.access import accounts, watching
from tansiq.kernel.access.actions.membership import require_reason
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.errors import NobodyInUnit
from tansiq.kernel.access.models import Agency, UnitFreeze
from tansiq.kernel.problems import existing


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
        LastOfOversight: no inspector would be left outside it.
        Invalid: the reason is under 10 characters.
    """
    agency = existing(Agency.objects.select_for_update().filter(id=agency_id).exclude(kind=Agency.Kind.LIST))
    actor.require("access.freeze")
    words = require_reason(reason)
    watching.take_agency(agency, unit=unit.strip(), actor=actor, now=now)
    row = accounts.freeze(agency, unit.strip(), actor=actor, now=now, words=words)
    if row is None:
        raise NobodyInUnit(errors=[{"field": "unit", "code": "UNKNOWN"}])
    return row
