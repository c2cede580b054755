"""The roster: planned shifts, and taking and leaving the desk."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.errors import RoleNotHeld, ShiftOverlaps
from tansiq.kernel.access.models import Member, RoleGrant, Shift
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotPermitted, existing

LONGEST_SHIFT = timedelta(hours=24)
FURTHEST_AHEAD = timedelta(days=62)


def _member(member_id: UUID) -> Member:
    return existing(Member.objects.filter(id=member_id, user__is_active=True))


@transaction.atomic
def plan_shift(
    *, actor: Actor, now: datetime, member_id: UUID, function: str, starts_at: datetime, ends_at: datetime,
    is_on_call: bool = False,
) -> Shift:  # fmt: skip
    """Plan a shift of a member of one's own agency.

    Args:
        function: a role that the member holds.
        is_on_call: asleep elsewhere, and answers the phone.

    Raises:
        NotFound: no such member of the agency, or the account has ended.
        NotPermitted: the actor does not plan, or the member is of another agency.
        Invalid: the shift lies in the past, ends before it begins, is longer than 24 hours or too far ahead.
        RoleNotHeld: the member does not hold the function, or the account is frozen.
        ShiftOverlaps: the member has a shift in it at that time.
    """
    row = _member(member_id)
    actor.require("access.plan")
    if row.agency_id != actor.home:
        raise NotPermitted
    if not now - LONGEST_SHIFT < starts_at < now + FURTHEST_AHEAD:
        raise Invalid(errors=[{"field": "starts_at", "code": "OUT_OF_RANGE"}])
    if not starts_at < ends_at <= starts_at + LONGEST_SHIFT or ends_at <= now:
        raise Invalid(errors=[{"field": "ends_at", "code": "AT_MOST_24_HOURS"}])
    holds = RoleGrant.objects.filter(member=row, role=function, ended_at=None).exists()
    if row.frozen_at is not None or not holds:
        raise RoleNotHeld(errors=[{"field": "function", "code": "UNKNOWN"}])
    _hold_roster(row.id)
    others = Shift.objects.filter(member=row, function=function, cancelled_at=None, is_taken=False)
    if others.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exists():
        raise ShiftOverlaps
    made = _shift(row, function, starts_at, ends_at, by=actor.member, now=now, is_on_call=is_on_call)
    audit.record(
        "access.shift_planned", made, actor=actor, at=now, after={"function": function, "from": starts_at.isoformat()},
        owner_id=row.agency_id,
    )  # fmt: skip
    return made


def _hold_roster(member_id: UUID) -> None:
    """Let two planners write shifts of one member one after the other, so that the second sees those of the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"shifts of {member_id}"])


def _shift(
    row: Member, function: str, starts_at: datetime, ends_at: datetime, *, by: UUID, now: datetime,
    is_on_call: bool = False, is_taken: bool = False,
) -> Shift:  # fmt: skip
    made = Shift(
        agency_id=row.agency_id, member=row, staff_number=row.staff_number, function=function, starts_at=starts_at,
        ends_at=ends_at, is_on_call=is_on_call, is_taken=is_taken, planned_by=by, planned_at=now,
    )  # fmt: skip
    made.save(force_insert=True)
    return made


@transaction.atomic
def cancel_shift(*, actor: Actor, now: datetime, shift_id: UUID) -> Shift:
    """Take a planned shift off the roster of one's own agency.

    Raises:
        NotFound: no such shift of the agency, or it was cancelled or is over.
        NotPermitted: the actor does not plan.
    """
    open_shifts = Shift.objects.select_for_update().filter(cancelled_at=None, ends_at__gt=now)
    row = existing(open_shifts.filter(id=shift_id, agency_id__in=actor.agency_ids))
    actor.require("access.plan")
    row.cancelled_at = now
    row.save(update_fields=["cancelled_at"])
    audit.record("access.shift_cancelled", row, actor=actor, at=now, after=row.function, owner_id=row.agency_id)
    return row


@transaction.atomic
def go_on_duty(*, actor: Actor, now: datetime, until: datetime) -> None:
    """Begin a shift in every function that one holds, until its end; at most 24 hours.

    Whoever hands a desk over has the desk with it: his session does not end while he waits for a call.

    Raises:
        NotFound: the actor is no member.
        Invalid: `until` is not ahead, or more than 24 hours ahead.
    """
    row = _member(actor.member)
    if not now < until or until - now > LONGEST_SHIFT:
        raise Invalid(errors=[{"field": "until", "code": "WITHIN_24_HOURS"}])
    with acting_as(actor.through("duty")):
        if actor.has("gateway.hand_over"):
            Member.objects.filter(id=row.id).update(on_duty_until=until)
        _end_taken(row.id, now)
        for function in sorted(actor.roles):
            _shift(row, function, now, until, by=row.id, now=now, is_taken=True)
    audit.record(
        "access.on_duty", ("access.member", actor.member_id), actor=actor, at=now, after=until.isoformat(),
        owner_id=actor.agency_id,
    )  # fmt: skip


@transaction.atomic
def go_off_duty(*, actor: Actor, now: datetime) -> None:
    """End the shift and leave the desk; what was planned for later stays planned."""
    row = _member(actor.member)
    with acting_as(actor.through("duty")):
        Member.objects.filter(id=row.id).update(on_duty_until=None)
        _end_taken(row.id, now)
    audit.record("access.off_duty", ("access.member", actor.member_id), actor=actor, at=now, owner_id=actor.agency_id)


def _end_taken(member_id: UUID, now: datetime) -> None:
    open_ = Shift.objects.filter(member_id=member_id, is_taken=True, cancelled_at=None, ends_at__gt=now)
    open_.filter(starts_at__gt=now).update(cancelled_at=now)
    open_.filter(starts_at__lte=now).update(ends_at=now, left_at=now)
