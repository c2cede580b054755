"""What an accreditation officer does: accredit an agency, enrol a member, end roles, move, end an account."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tansiq.kernel.access import accounts, watching
from tansiq.kernel.access.actions.enrolment import add_agency, add_member, require_other
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.errors import CodeTaken, Deactivated, NoSuchGrant
from tansiq.kernel.access.models import Agency, Member, RoleGrant, Shift, User
from tansiq.kernel.access.rules import OVERSIGHT, Kind
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.problems import Invalid, NotFound, existing
from tansiq.kernel.reasons import fault_of


def _require_words(**given: str) -> None:
    if missing := [name for name, words in given.items() if not words.strip()]:
        raise Invalid(errors=[{"field": name, "code": "MISSING"} for name in missing])


@contextmanager
def _taken(field: str) -> Iterator[None]:
    """Two who write the same code or handle in one moment: the second is told so, as one who came later."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fault:
        raise CodeTaken(errors=[{"field": field, "code": "TAKEN"}]) from fault


@transaction.atomic
def accredit_agency(
    *,
    actor: Actor,
    now: datetime,
    code: str,
    name_ar: str,
    name_en: str,
    kind: str,
    may_arrest: bool,
    command: str,
    legal_power: str,
    districts: list[str],
    charter_signed_on: date | None,
    trained_on: date | None,
    duty_phone: str,
) -> Agency:
    """Accredit a new agency, with everything that the joint centre must know of it.

    Raises:
        NotPermitted: the actor does not accredit.
        CodeTaken: there is an agency of this code.
        Invalid: no name, no command or no legal power is given, or the kind is no agency's.
    """
    actor.require("access.standing")
    if Agency.objects.filter(code=code).exists():
        raise CodeTaken(errors=[{"field": "code", "code": "TAKEN"}])
    _require_words(name_ar=name_ar, name_en=name_en, command=command, legal_power=legal_power, duty_phone=duty_phone)
    if kind not in set(Kind) - {Kind.LIST}:
        raise Invalid(errors=[{"field": "kind", "code": "UNKNOWN"}])
    with _taken("code"):
        return add_agency(
            actor=actor, now=now, code=code, name_ar=name_ar.strip(), name_en=name_en.strip(), kind=kind,
            may_arrest=may_arrest, command=command.strip(), legal_power=legal_power.strip(), districts=districts,
            charter_signed_on=charter_signed_on, trained_on=trained_on, duty_phone=duty_phone.strip(),
        )  # fmt: skip


@transaction.atomic
def enrol_member(
    *,
    actor: Actor,
    now: datetime,
    handle: str,
    agency_id: UUID,
    name_ar: str,
    name_en: str,
    roles: list[str],
    unit: str = "",
    phone: str = "",
) -> tuple[Member, str]:
    """Enrol a member.

    Returns:
        The member and a one-time password, which is kept nowhere: it is shown once and changed at the first sign-in.

    Raises:
        NotPermitted: the actor grants no roles.
        CodeTaken: the handle is taken, or was.
        NotFound: no such agency.
        Invalid: a name or the handle is missing, or a role is unknown.
        IncompatibleRoles: two of the roles exclude each other (W-2).
    """
    actor.require("access.grant")
    _require_words(handle=handle, name_ar=name_ar, name_en=name_en)
    if User.objects.filter(username__iexact=handle.strip()).exists():
        raise CodeTaken(errors=[{"field": "handle", "code": "TAKEN"}])
    if not Agency.objects.filter(id=agency_id).exclude(kind=Agency.Kind.LIST).exists():
        raise NotFound
    password = accounts.one_time_password()
    with _taken("handle"):
        row = add_member(
            actor=actor, now=now, handle=handle.strip(), password=password, agency_id=agency_id,
            name_ar=name_ar.strip(), name_en=name_en.strip(), roles=tuple(roles), unit=unit.strip(),
            phone=phone.strip(), enrol_until=now + accounts.ENROL_WITHIN,
        )  # fmt: skip
        return row, password


def locked_member(member_id: UUID) -> Member:
    """A member whom the actor may see, locked.

    Raises:
        NotFound: absent, or hidden.
        Deactivated: the account has been ended.
    """
    row = existing(Member.objects.select_for_update(of=("self",)).select_related("user").filter(id=member_id))
    if not row.user.is_active:
        raise Deactivated
    return row


def require_reason(reason: str) -> str:
    """The reason without white space at its ends.

    Raises:
        Invalid: under ten characters, or it says nothing.
    """
    words = reason.strip()
    if fault := fault_of(words):
        raise Invalid(errors=[{"field": "reason", "code": fault}])
    return words


def close_grant(row: Member, role: str, *, actor: Actor, now: datetime, reason: str) -> None:
    """End one role of a locked member, with the shifts in it that are still to come.

    Raises:
        NoSuchGrant: the member does not hold it.
        LastOfOversight: it is the last of its institution of oversight.
    """
    if role in OVERSIGHT:
        watching.take(row, code=watching.ENDED, by="end", actor=actor, now=now)
    ended = RoleGrant.objects.filter(member=row, role=role, ended_at=None).update(ended_at=now)
    if not ended:
        raise NoSuchGrant(errors=[{"field": "role", "code": "UNKNOWN"}])
    Shift.objects.filter(member=row, function=role, cancelled_at=None, ends_at__gt=now).update(cancelled_at=now)
    audit.record("access.role_ended", row, actor=actor, at=now, before=role, words=reason, owner_id=row.agency_id)


@transaction.atomic
def end_role(*, actor: Actor, now: datetime, member_id: UUID, role: str, reason: str) -> Member:
    """End a role: the member no longer holds it from the next request on.

    Raises:
        NotFound, Deactivated: no such member, or the account has ended.
        NotPermitted: the actor grants no roles.
        OwnAccount: nobody changes his own roles.
        NoSuchGrant: the role is not held.
        Invalid: the reason is under 10 characters.
    """
    row = locked_member(member_id)
    actor.require("access.grant")
    require_other(row, actor)
    close_grant(row, role, actor=actor, now=now, reason=require_reason(reason))
    return row


@transaction.atomic
def move_member(*, actor: Actor, now: datetime, member_id: UUID, agency_id: UUID, unit: str, reason: str) -> Member:
    """Move a member to another unit. To another agency he takes no role with him: what he saw there he sees no more.

    Raises:
        NotFound, Deactivated: no such member or agency, or the account has ended.
        NotPermitted: the actor grants no roles.
        OwnAccount: nobody moves himself.
        Invalid: the reason is under 10 characters.
    """
    row = locked_member(member_id)
    actor.require("access.grant")
    require_other(row, actor)
    words = require_reason(reason)
    if not Agency.objects.filter(id=agency_id).exclude(kind=Agency.Kind.LIST).exists():
        raise NotFound
    before = {"agency": str(row.agency_id), "unit": row.unit}
    if agency_id != row.agency_id:  # rule: W-2
        for role in RoleGrant.objects.filter(member=row, ended_at=None).values_list("role", flat=True):
            close_grant(row, role, actor=actor, now=now, reason=words)
    left = row.agency_id
    row.agency_id, row.unit = agency_id, unit.strip()
    row.save(update_fields=["agency_id", "unit"])
    audit.record(
        "access.member_moved", row, actor=actor, at=now, before=before,
        after={"agency": str(agency_id), "unit": row.unit}, words=words, owner_id=left,
    )  # fmt: skip
    return row


@transaction.atomic
def deactivate_member(*, actor: Actor, now: datetime, member_id: UUID, reason: str) -> Member:
    """End an account for good: its roles and shifts end, and no request under it is answered any more.

    Raises:
        NotFound, Deactivated: no such member, or the account has ended.
        NotPermitted: the actor grants no roles.
        OwnAccount: nobody ends his own account.
        Invalid: the reason is under 10 characters.
    """
    row = locked_member(member_id)
    actor.require("access.grant")
    require_other(row, actor)
    words = require_reason(reason)
    for role in RoleGrant.objects.filter(member=row, ended_at=None).values_list("role", flat=True):
        close_grant(row, role, actor=actor, now=now, reason=words)
    User.objects.filter(id=row.user_id).update(is_active=False)
    row.user.is_active = False
    accounts.end_sessions(actor=actor, now=now, user_ids=[row.user_id])
    audit.record("access.member_deactivated", row, actor=actor, at=now, words=words, owner_id=row.agency_id)
    return row
