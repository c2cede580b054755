"""The review of an account: each role is confirmed or ended; who reviews has been told in time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tansiq.kernel.access import reviews
from tansiq.kernel.access.actions.enrolment import require_other
from tansiq.kernel.access.actions.membership import close_grant, locked_member, require_reason
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.errors import NoSuchGrant
from tansiq.kernel.access.models import Member, RoleGrant
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.problems import NotPermitted

DUE, LAPSED = "ACCOUNT-REVIEW-DUE", "ACCOUNT-LAPSED"


@transaction.atomic
def review_account(*, actor: Actor, now: datetime, member_id: UUID, kept: list[str], reason: str) -> Member:
    """Confirm the roles that a member still needs and end the others; a frozen account opens again.

    Args:
        kept: the roles confirmed; every other one ends with the review.

    Raises:
        NotFound, Deactivated: no such member of whom the actor may review, or the account has ended.
        NotPermitted: the actor does not review, or a frozen account would be opened by another than the accreditor.
        OwnAccount: nobody reviews himself.
        NoSuchGrant: a role is confirmed that is not held.
        Invalid: the reason is under 10 characters.
    """
    row = locked_member(member_id)
    actor.require("access.review")
    require_other(row, actor)
    # Whose command changed is not opened again by whoever commands now.
    if row.frozen_at is not None and not actor.has("access.grant"):  # rule: G20
        raise NotPermitted
    words = require_reason(reason)
    held = set(RoleGrant.objects.filter(member=row, ended_at=None).values_list("role", flat=True))
    if not set(kept) <= held:
        raise NoSuchGrant(errors=[{"field": "kept", "code": "UNKNOWN"}])
    for role in sorted(held - set(kept)):
        close_grant(row, role, actor=actor, now=now, reason=words)
    was_frozen, row.frozen_at = row.frozen_at is not None, None
    row.reviewed_on, row.review_told_at, row.lapse_told_at = charter.local_day(now), None, None
    row.save(update_fields=["reviewed_on", "review_told_at", "lapse_told_at", "frozen_at"])
    audit.record(
        "access.account_reviewed", row, actor=actor, at=now, before={"roles": sorted(held), "frozen": was_frozen},
        after={"roles": sorted(kept)}, words=words, owner_id=row.agency_id,
    )  # fmt: skip
    return row


@transaction.atomic
def tell_reviews_due(*, actor: Actor, now: datetime, limit: int = 200) -> int:
    """Tell the accreditor, and the head of the unit, of each account that is due, and the inspector once it lapsed.

    It tells; whether an overdue account still reads is worked out from its day of review at every request. Returns how
    many alarms were raised.
    """
    open_ = Member.objects.filter(user__is_active=True, frozen_at=None)
    told = 0
    for row in open_.filter(Q(review_told_at=None) | Q(lapse_told_at=None)).order_by("reviewed_on", "id"):
        standing = reviews.standing_of(row.reviewed_on, now)
        due, lapsed = reviews.days_of(row.reviewed_on) if row.reviewed_on else (now, now)
        if standing != "reviewed" and row.review_told_at is None:
            _tell(DUE, row, "accreditor", now=now, due_at=due)
            _tell(DUE, row, "unit_head", now=now, due_at=due, agency_id=row.agency_id)
            Member.objects.filter(id=row.id).update(review_told_at=now)
            told += 1
        if standing == "lapsed" and row.lapse_told_at is None:
            for role in ("accreditor", "inspector"):
                _tell(LAPSED, row, role, now=now, due_at=lapsed)
            Member.objects.filter(id=row.id).update(lapse_told_at=now)
            told += 1
        if told >= limit:
            break
    return told


def _tell(code: str, row: Member, role: str, *, now: datetime, due_at: datetime, agency_id: UUID | None = None) -> None:
    clocks.tell(
        code, role=role, now=now, reference=row.staff_number, agency_id=agency_id, subject=("access.member", row.id),
        due_at=due_at,
    )  # fmt: skip
