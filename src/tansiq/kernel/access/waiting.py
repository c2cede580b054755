"""Reads of roles that wait to be confirmed."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.access.models import WAITS, Member, RoleGrant
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import existing


def waiting_grants(grant_id: UUID | None = None) -> list[RoleGrant]:
    """Roles of oversight and accreditation that wait for somebody of oversight, with member and agency, oldest first.

    Whoever confirms is told whom: a judge's delegate reads no members of other agencies beside these.
    """
    with acting_as(system_actor("clock")), transaction.atomic():
        rows = RoleGrant.objects.filter(WAITS, member__user__is_active=True)
        rows = rows.filter(id=grant_id) if grant_id else rows
        return list(rows.select_related("member__agency", "member__user").order_by("granted_at", "id")[:100])


def waiting_roles(member_id: UUID) -> list[str]:
    """Roles of a member that wait to be confirmed, in order."""
    return sorted(RoleGrant.objects.filter(WAITS, member_id=member_id).values_list("role", flat=True))


def agency_of(member_id: UUID) -> UUID:
    """The agency of a member, whoever asks.

    Raises:
        NotFound: there is no such member.
    """
    with acting_as(system_actor("clock")), transaction.atomic():
        return existing(Member.objects.filter(id=member_id)).agency_id
