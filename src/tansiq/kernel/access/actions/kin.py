"""A member declares relatives whose files he may not read (W-2, E31)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.kernel.access import kin
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.models import Kin
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.problems import Invalid, existing

MOST = 60


@transaction.atomic
def declare_kin(*, actor: Actor, now: datetime, relation: str, ism: str, father: str, family: str) -> Kin:
    """Declare a relative. Kept are the relation and keyed digests of the folded name; the name itself is kept nowhere.

    Raises:
        Invalid: no such relation, a part of the name is missing, or more than sixty are declared.
    """
    if relation not in kin.Relation.values:
        raise Invalid(errors=[{"field": "relation", "code": "UNKNOWN"}])
    parts = {"ism": ism, "father": father, "family": family}
    blind = kin.name_blind(parts)
    if not blind:
        raise Invalid(errors=[{"field": part, "code": "MISSING"} for part, word in parts.items() if not word.strip()])
    open_ = Kin.objects.filter(member_id=actor.member, ended_at=None)
    if open_.count() >= MOST:
        raise Invalid(errors=[{"field": "relation", "code": "TOO_LONG"}])
    row = open_.filter(name_blind=blind).first()
    if row is not None:
        return row
    row = Kin(
        member_id=actor.member, user_id=actor.user, relation=relation, name_blind=blind, declared_at=now,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("access.kin_declared", row, actor=actor, at=now, after=relation, owner_id=actor.agency_id)
    return row


@transaction.atomic
def end_kin(*, actor: Actor, now: datetime, kin_id: UUID) -> Kin:
    """Take back a declaration that was made by mistake; the log keeps that it stood.

    Raises:
        NotFound: no such declaration of one's own.
    """
    row = existing(Kin.objects.select_for_update().filter(id=kin_id, member_id=actor.member, ended_at=None))
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    audit.record("access.kin_ended", row, actor=actor, at=now, before=row.relation, owner_id=actor.agency_id)
    return row
