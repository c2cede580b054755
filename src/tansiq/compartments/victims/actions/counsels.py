"""Counsel of an heir: named by the office on a mandate, and no longer than that."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.victims.actions.appending import locked_matter, party, require_storable
from tansiq.compartments.victims.errors import AlreadyDone, CounselOfAnother
from tansiq.compartments.victims.models import Counsel, Party
from tansiq.gateway import passages
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.problems import Invalid, NotFound, existing

LONGEST_MANDATE = 120


@transaction.atomic
def name_counsel(
    *, actor: Actor, now: datetime, matter_id: UUID, heir: str, handle: str, mandate: str, asked_alone: bool = False
) -> Counsel:
    """Let the counsel of one heir read the matter: what concerns all, and of wishes that heir's alone.

    Somebody who presses an heir may bring his own lawyer: one counsel for two of a family reads what both want. It is
    done where each was asked alone, and the inspector is told.

    Args:
        handle: sign-in name of the counsel.
        mandate: number or words of the power of attorney.
        asked_alone: each heir of this counsel was asked without the other, and wants it.

    Raises:
        NotFound, NotPermitted: as ever.
        Invalid: unknown heir, nobody of that name who is counsel, or no mandate.
        AlreadyDone: named before.
        CounselOfAnother: counsel of another heir of the file, and nobody says that each was asked alone (G11).
    """
    matter = locked_matter(matter_id)
    actor.require("victims.record")
    mine = party(matter, heir, "heir", Party.Kind.HEIR)
    require_storable(mandate=mandate, handle=handle)
    if not mandate.strip() or len(mandate.strip()) > LONGEST_MANDATE:
        raise Invalid(errors=[{"field": "mandate", "code": "TOO_LONG" if mandate.strip() else "MISSING"}])
    try:
        named = access.actor_by_handle(handle.strip())
    except NotFound as fault:
        raise Invalid(errors=[{"field": "handle", "code": "UNKNOWN"}]) from fault
    if "heirs_counsel" not in named.granted:
        raise Invalid(errors=[{"field": "handle", "code": "UNKNOWN"}])
    if Counsel.objects.filter(party=mine, user_id=named.user, ended_at=None).exists():
        raise AlreadyDone
    is_shared = Counsel.objects.filter(matter=matter, user_id=named.user, ended_at=None).exists()
    if is_shared and not asked_alone:  # rule: G11
        raise CounselOfAnother
    row = Counsel(
        matter=matter, party=mine, owner_id=matter.owner_id, user_id=named.user, name=named.name,
        mandate=mandate.strip(), named_at=now, named_by=actor.user,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("victims.counsel_named", row, actor=actor, at=now, reference=matter.number)
    if is_shared:
        notice = passages.Notice(code="ONE_COUNSEL_FOR_HEIRS", reference=matter.number)
        passages.cross("notice", notice, actor=actor, now=now, owner_id=actor.home)  # rule: G11
    return row


@transaction.atomic
def end_counsel(*, actor: Actor, now: datetime, counsel_id: UUID) -> Counsel:
    """The mandate has ended: counsel reads nothing of the matter from now on.

    Raises:
        NotFound, NotPermitted: as ever.
        AlreadyDone: ended before.
    """
    row = existing(Counsel.objects.select_for_update(of=("self",)).filter(id=counsel_id))
    actor.require("victims.record")
    if row.ended_at is not None:
        raise AlreadyDone
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    audit.record("victims.counsel_ended", row, actor=actor, at=now)
    return row
