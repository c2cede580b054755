"""Writes of the inspector's room."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.oversight.models import Notice
from tansiq.gateway.passages import Notice as NoticePayload
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit.errors import OwnAct
from tansiq.kernel.problems import Invalid, existing
from tansiq.kernel.reasons import fault_of


def receive_notice(actor: Actor, now: datetime, payload: NoticePayload) -> None:
    """Take in what the gateway passes to the inspector."""
    told = {"code": payload.code, "reference": payload.reference, "agency_id": actor.agency_id}
    Notice.objects.bulk_create([Notice(**told, acted_by=actor.user_id, at=now)])


@transaction.atomic
def close_notice(*, actor: Actor, now: datetime, notice_id: UUID, done: str) -> Notice:
    """Close a notice with what was done about it.

    Raises:
        NotFound: none for the actor, or closed.
        OwnAct: it tells of an act of the actor himself: another inspector closes it.
        Invalid: what was done is under 10 characters.
    """
    row = existing(Notice.objects.select_for_update().filter(id=notice_id, closed_at=None))
    actor.require("oversight.close")
    if row.acted_by is not None and row.acted_by == actor.user_id:  # rule: G14, W-2
        raise OwnAct
    if fault := fault_of(done):
        raise Invalid(errors=[{"field": "done", "code": fault}])
    row.closed_at, row.closed_by, row.done = now, actor.user_id, done.strip()
    row.save(update_fields=["closed_at", "closed_by", "done"])
    audit.record("oversight.notice_closed", row, actor=actor, at=now, words=done)
    return row
