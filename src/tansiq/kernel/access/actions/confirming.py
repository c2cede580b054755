"""A role of oversight or of accreditation holds once somebody else of oversight has confirmed it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.kernel.access import watching
from tansiq.kernel.access.actions.membership import require_reason
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.errors import OwnAccount
from tansiq.kernel.access.models import WAITS, RoleGrant
from tansiq.kernel.access.queries import agency_of
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit.errors import OwnAct
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.problems import existing


@transaction.atomic
def answer_grant(*, actor: Actor, now: datetime, grant_id: UUID, is_confirmed: bool, reason: str) -> RoleGrant:
    """Confirm a role that waits, or end it: from the member's next request on it is held, or gone.

    Args:
        is_confirmed: the actor knows who it is, and that the institution wants them.

    Raises:
        NotFound: no such role waits, as far as the actor sees.
        NotPermitted: the actor is not of oversight.
        OwnAccount: nobody confirms his own role.
        OwnAct: nor one that he has granted.
        Invalid: the reason is under 10 characters.
    """
    row = existing(RoleGrant.objects.select_for_update().filter(WAITS, id=grant_id))
    actor.require("access.confirm")
    if row.member_id == actor.member_id:  # rule: W-2
        raise OwnAccount
    if row.granted_by == actor.user_id:  # rule: W-2
        raise OwnAct
    words = require_reason(reason)
    if is_confirmed:
        row.confirmed_at, row.confirmed_by = now, actor.user_id
        row.save(update_fields=["confirmed_at", "confirmed_by"])
    else:
        row.ended_at = now
        row.save(update_fields=["ended_at"])
    audit.record(
        "access.role_confirmed" if is_confirmed else "access.role_refused", ("access.member", row.member_id),
        actor=actor, at=now, after=row.role, words=words, owner_id=agency_of(row.member_id),
    )  # fmt: skip
    clocks.answer_alarms(watching.WAITS, row.member_id, actor=actor, now=now, done=words)
    return row
