"""A member declares relatives whose files he may not read (W-2, E31)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tansiq.kernel.access import kin
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.models import Kin
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.problems import Invalid, existing

MOST = 60
HOLDS, TAKEN_BACK = "KIN-HOLDS", "KIN-TAKEN-BACK"


@transaction.atomic
def declare_kin(*, actor: Actor, now: datetime, relation: str, ism: str, father: str, family: str) -> Kin:
    """Declare a relative. Kept are the relation and keyed digests of the name; the name itself is kept nowhere.

    Whoever was declared before other spellings were recognised is recognised in them from now on.

    Raises:
        Invalid: no such relation, a part of the name is missing or no name, or more than sixty are declared.
    """
    if relation not in kin.Relation.values:
        raise Invalid(errors=[{"field": "relation", "code": "UNKNOWN"}])
    parts = {"ism": ism, "father": father, "family": family}
    blind = kin.name_blind(parts)
    marks = kin.marks(parts)
    if not (blind and marks):
        missing = [part for part, word in parts.items() if not word.strip()]
        raise Invalid(errors=[{"field": part, "code": "MISSING"} for part in missing or parts])
    open_ = Kin.objects.filter(member_id=actor.member, ended_at=None)
    # What only sounds alike is somebody else: حسن and حسين are two brothers, each declared and taken back by himself.
    same = Q(name_blind=blind) | Q(marks__overlap=kin.written(parts))
    row = open_.filter(same).order_by("declared_at").first()
    if row is not None:
        return row if row.marks else _renewed(row, marks, actor=actor, now=now)
    if open_.count() >= MOST:
        raise Invalid(errors=[{"field": "relation", "code": "TOO_LONG"}])
    row = Kin(
        member_id=actor.member, user_id=actor.user, relation=relation, name_blind=blind, marks=marks, declared_at=now,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("access.kin_declared", row, actor=actor, at=now, after=relation, owner_id=actor.agency_id)
    return row


def _renewed(row: Kin, marks: list[str], *, actor: Actor, now: datetime) -> Kin:
    row.marks = marks
    row.save(update_fields=["marks"])
    audit.record("access.kin_renewed", row, actor=actor, at=now, after=row.relation, owner_id=actor.agency_id)
    return row


@transaction.atomic
def end_kin(*, actor: Actor, now: datetime, kin_id: UUID) -> Kin:
    """Take back a declaration that was made by mistake; the log keeps that it stood.

    It refuses for as long as the charter says, so that nobody opens a file in the night in which he takes it back; the
    inspector is told, and reads are compared with it until it is erased.

    Raises:
        NotFound: no such declaration of one's own.
    """
    row = existing(Kin.objects.select_for_update().filter(id=kin_id, member_id=actor.member, ended_at=None))
    row.ended_at, row.holds_until = now, clocks.due_of(HOLDS, now)  # rule: E31
    row.save(update_fields=["ended_at", "holds_until"])
    clocks.tell(
        TAKEN_BACK,
        role="inspector",
        now=now,
        reference=actor.staff_number,
        subject=("access.kin", row.id),
        acted_by=actor.user_id,
    )  # rule: E31
    audit.record("access.kin_ended", row, actor=actor, at=now, before=row.relation, owner_id=actor.agency_id)
    return row
