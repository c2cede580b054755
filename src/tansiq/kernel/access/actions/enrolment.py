"""Enrolment: agencies with their standing, members and roles."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tansiq.kernel.access import accounts, watching
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.errors import IncompatibleRoles, OwnAccount, RoleOfAnotherAgency, SameStanding
from tansiq.kernel.access.models import HOLDS, Agency, Member, RoleGrant, StandingChange, User, new_staff_number
from tansiq.kernel.access.rules import GUARDED, HELD_IN, ROLES, Standing, conflicts
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, existing
from tansiq.kernel.reasons import fault_of


def require_other(row: Member, actor: Actor) -> None:
    """Refuse whoever would decide about himself.

    Raises:
        OwnAccount: the account is the actor's own (W-2).
    """
    if row.id == actor.member_id:  # rule: W-2
        raise OwnAccount


@transaction.atomic
def add_agency(
    *,
    actor: Actor,
    now: datetime,
    code: str,
    name_ar: str,
    name_en: str,
    kind: str,
    may_arrest: bool = False,
    command: str = "",
    legal_power: str = "",
    districts: list[str] | None = None,
    charter_signed_on: date | None = None,
    trained_on: date | None = None,
    duty_phone: str = "",
) -> Agency:
    """Accredit an agency; one that exists under this code is left as it is."""
    if known := Agency.objects.filter(code=code).first():
        return known
    if not actor.system:
        actor.require("access.standing")
    row = Agency(
        code=code,
        name_ar=name_ar,
        name_en=name_en,
        kind=kind,
        may_arrest=may_arrest,
        command=command,
        legal_power=legal_power,
        districts=districts or [],
        charter_signed_on=charter_signed_on,
        trained_on=trained_on or charter_signed_on,
        duty_phone=duty_phone,
    )
    row.save()
    audit.record("access.agency_added", row, actor=actor, at=now, owner_id=row.id)
    return row


@transaction.atomic
def add_member(
    *, actor: Actor, now: datetime, handle: str, password: str, agency_id: UUID, name_ar: str, name_en: str,
    roles: tuple[str, ...] = (), unit: str = "", phone: str = "", enrol_until: datetime | None = None,
    vouched: bool = False,
) -> Member:  # fmt: skip
    """Enrol a member with the roles given; a handle that exists is left as it is.

    Args:
        enrol_until: the password is handed over, and lets the member in until then to choose another; None where it
            is their own already.
        vouched: an installation is made in one go, as for the demo: no role of it waits for anybody.

    Raises:
        IncompatibleRoles: two of the roles exclude each other.
        RoleOfAnotherAgency: a role is held in agencies of another kind.
    """
    if existing := Member.objects.filter(user__username=handle).first():
        return existing
    if not actor.system:
        actor.require("access.grant")
    user = User.objects.create_user(handle, password, enrol_until)
    row = Member(
        user=user,
        agency_id=agency_id,
        name_ar=name_ar,
        name_en=name_en,
        unit=unit,
        phone=phone,
        staff_number=new_staff_number(),
        reviewed_on=charter.local_day(now),
    )
    row.save()
    audit.record("access.member_added", row, actor=actor, at=now, owner_id=agency_id)
    for role in roles:
        grant_role(actor=actor, now=now, member_id=row.id, role=role, vouched=vouched)
    return row


@transaction.atomic
def grant_role(*, actor: Actor, now: datetime, member_id: UUID, role: str, vouched: bool = False) -> RoleGrant:
    """Grant a role to a member.

    One of oversight or of accreditation holds once somebody else of oversight has confirmed it (`answer_grant`); both
    institutions are told. The first of an installation holds at once: nobody could confirm it.

    Args:
        vouched: an installation is made in one go, by its operator: nobody is asked.

    Raises:
        NotFound: no such member.
        OwnAccount: nobody grants himself a role.
        Invalid: no such role.
        IncompatibleRoles: the member holds a role that excludes this one (W-2).
        RoleOfAnotherAgency: it is held in agencies of another kind.
    """
    member = existing(Member.objects.select_related("agency").select_for_update(of=("self",)).filter(id=member_id))
    if not actor.system:
        actor.require("access.grant")
        require_other(member, actor)
    if role not in ROLES:
        raise Invalid(errors=[{"field": "role", "code": "UNKNOWN_ROLE"}])
    if role in HELD_IN and member.agency.kind != HELD_IN[role]:  # rule: G14
        raise RoleOfAnotherAgency(errors=[{"field": "role", "code": "OF_ANOTHER_AGENCY"}])
    held = list(RoleGrant.objects.filter(member=member, ended_at=None).values_list("role", flat=True))
    if conflicts(held, role):  # rule: W-2
        raise IncompatibleRoles(with_roles=list(conflicts(held, role)))
    if known := RoleGrant.objects.filter(member=member, role=role, ended_at=None).first():
        return known
    grant = RoleGrant(member=member, role=role, granted_at=now, granted_by=actor.user_id or UUID(int=0))
    if role in GUARDED:
        _guard(grant, actor=actor, now=now, vouched=actor.system == "setup" and vouched)
    else:
        grant.save(force_insert=True)
    audit.record("access.role_granted", member, actor=actor, at=now, after=role, owner_id=member.agency_id)
    return grant


def _guard(grant: RoleGrant, *, actor: Actor, now: datetime, vouched: bool) -> None:
    """Save a grant that waits for somebody else of oversight, and tell them; the first of an installation holds."""
    if not vouched and watching.is_watched(grant.member_id):  # rule: G14
        grant.save(force_insert=True)
        subject = ("access.member", grant.member_id)
        watching.tell(watching.WAITS, subject, grant.member.staff_number, actor=actor, now=now)
        return
    grant.confirmed_at = now
    with acting_as(actor.through("setup")):  # under his own stamp no wall lets anybody confirm what he grants
        grant.save(force_insert=True)


@transaction.atomic
def tell_of_operator(*, actor: Actor, now: datetime, member_id: UUID) -> None:
    """Once there is an accreditation officer, both institutions hear of whoever is enrolled past him."""
    row = existing(Member.objects.filter(id=member_id))
    if RoleGrant.objects.filter(HOLDS, role="accreditor").exclude(member=row).exists():  # rule: G14
        watching.tell(watching.BY_OPERATOR, ("access.member", row.id), row.staff_number, actor=actor, now=now)


@transaction.atomic
def change_standing(*, actor: Actor, now: datetime, agency_id: UUID, standing: Standing, reason: str) -> Agency:
    """Suspend an agency, note that its command is not confirmed, or accredit it again.

    Where its command is not confirmed every account of it is frozen; each opens by a review of its own.

    Copies that it holds are recalled by `gateway.actions.change_standing`, which calls this.

    Raises:
        NotFound: no such agency.
        SameStanding: it has this standing.
        LastOfOversight: no inspector would be left outside it.
        Invalid: the reason is under 10 characters.
    """
    row = existing(Agency.objects.select_for_update().filter(id=agency_id))
    actor.require("access.standing")
    if row.standing == standing:
        raise SameStanding
    if fault := fault_of(reason):
        raise Invalid(errors=[{"field": "reason", "code": fault}])
    if standing != Standing.ACCREDITED:
        watching.take_agency(row, actor=actor, now=now)
    before, row.standing = row.standing, Agency.Standing(standing)
    row.save(update_fields=["standing"])
    StandingChange.objects.create(
        agency=row, before=before, after=standing, at=now, member_id=actor.member, reason=reason
    )
    audit.record(
        "access.standing_changed",
        row,
        actor=actor,
        at=now,
        before=before,
        after=standing,
        words=reason,
        owner_id=row.id,
    )
    if row.standing is Agency.Standing.CONTROL_LOST:
        # Accredited again, it would go on with the accounts of whoever commanded before.
        accounts.freeze(row, "", actor=actor, now=now, words=reason.strip())  # rule: G20
    return row


@transaction.atomic
def exclude_validators(*, actor: Actor, now: datetime, agency_ids: list[UUID]) -> None:
    """Name the agencies that may not validate hits on the holdings of the actor's agency (JOC-03)."""
    row = Agency.objects.select_for_update().get(id=actor.home)
    actor.require("gateway.exclude")
    before = [str(value) for value in row.excluded_validator_ids]
    row.excluded_validator_ids = list(agency_ids)
    row.save(update_fields=["excluded_validator_ids"])
    after = [str(value) for value in agency_ids]
    audit.record("access.validators_excluded", row, actor=actor, at=now, before=before, after=after, owner_id=row.id)
