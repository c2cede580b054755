"""Whoever watches over others is not switched off unheard: both institutions are told, and the last one stays."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import connection, transaction

from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.access.errors import LastOfOversight
from tansiq.kernel.access.left import Watcher, leaves_nobody
from tansiq.kernel.access.models import Agency, Member, RoleGrant
from tansiq.kernel.access.rules import OVERSIGHT, Kind, Standing
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as

ENDED, RESET, OUTSIDE = "OVERSIGHT-ENDED", "OVERSIGHT-RESET", "OVERSIGHT-OUTSIDE"
WAITS, BY_OPERATOR = "ROLE-WAITS", "MEMBER-BY-OPERATOR"


def watchers() -> list[Watcher]:
    """Everybody of oversight, wherever they are; two acts that take one away come one after the other."""
    with acting_as(system_actor("clock")), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('who is left of oversight', 0))")
        rows = RoleGrant.objects.filter(role__in=OVERSIGHT, ended_at=None, member__user__is_active=True)
        return [
            Watcher(
                row.member_id, row.role, row.member.agency_id, row.member.unit,
                row.confirmed_at is not None
                and row.member.frozen_at is None
                and row.member.agency.standing == Standing.ACCREDITED,
            )
            for row in rows.select_related("member__agency").order_by("id")
        ]  # fmt: skip


def is_watched(besides: UUID) -> bool:
    """Whether anybody of oversight acts, beside this member, who could confirm a role."""
    return any(one.acts and one.member_id != besides for one in watchers())


def take(row: Member, *, code: str, by: Literal["end", "rest"], actor: Actor, now: datetime) -> None:
    """Before a member loses a role, the account or the means of signing in: where he is of oversight it is told.

    Raises:
        LastOfOversight: nobody would be left who could hear of it.
    """
    known = watchers()
    if row.id not in {one.member_id for one in known}:
        return
    if leaves_nobody(known, {row.id}, by=by):  # rule: G14
        raise LastOfOversight
    tell(code, ("access.member", row.id), row.staff_number, actor=actor, now=now)


def take_agency(agency: Agency, *, unit: str = "", actor: Actor, now: datetime) -> None:
    """Before an agency, or a unit of it, is shut out: where anybody of oversight is in it, it is told.

    Raises:
        LastOfOversight: no inspector would be left who could hear of it.
    """
    known = watchers()
    taken = {one.member_id for one in known if one.agency_id == agency.id and unit in ("", one.unit)}
    if leaves_nobody(known, taken, by="agency"):  # rule: G14
        raise LastOfOversight
    if taken or agency.kind == Kind.OVERSIGHT:
        tell(OUTSIDE, ("access.agency", agency.id), agency.code, actor=actor, now=now)


def tell(code: str, subject: tuple[str, UUID], reference: str, *, actor: Actor, now: datetime) -> None:
    """Tell both institutions, in the transaction of the act; whoever did it closes neither alarm."""
    by = actor.user_id
    for role in OVERSIGHT:
        clocks.tell(code, role=role, now=now, reference=reference, subject=subject, acted_by=by)  # rule: G14 -> pass
