"""Reads of agencies, members and roles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from tansiq.kernel.access import reviews
from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.access.models import HOLDS, Agency, Kin, Member, RoleGrant, Shift, UnitFreeze, User
from tansiq.kernel.access.relatives import declared_kin, kin_blinds, kin_relations, unrenewed_kin
from tansiq.kernel.access.rosters import Reader, has_taken_duty, is_on_duty, readers, shift, shifts
from tansiq.kernel.access.rules import KEPT_UNREVIEWED, Standing, is_court
from tansiq.kernel.access.waiting import agency_of, waiting_grants, waiting_roles
from tansiq.kernel.db import Principal, acting_as
from tansiq.kernel.problems import existing

# Rows are handed out by these queries; their types stand here for whoever annotates. Relatives and shifts are read here
# too, from modules of their own.
__all__ = [
    "Agency", "Kin", "Member", "Reader", "RoleGrant", "Shift", "UnitFreeze", "agency_of", "declared_kin",
    "has_taken_duty", "is_on_duty", "kin_blinds", "kin_relations", "readers", "shift", "shifts", "unrenewed_kin",
    "waiting_grants", "waiting_roles",
]  # fmt: skip

KEEPERS = ("custody_officer", "arresting_officer")


class _SignedIn:
    def __init__(self, user_id: UUID) -> None:
        self.principal = Principal(user_id=user_id)


def localised(row: Agency | Member) -> str:
    """The row's name in the active language."""
    return row.name_en if (get_language() or "ar").startswith("en") else row.name_ar


def actor_of(user_id: UUID) -> Actor:
    """The actor that a signed-in user is: agency, standing, roles.

    A suspended agency's member has no agency and no role, and still gets its recalls; one whose command is not
    confirmed has nothing, nor has a frozen account. An account whose review is overdue reads no people.

    Raises:
        NotFound: the user is no member of any agency.
    """
    member, granted, lists = _signed_in(user_id)
    roles = granted
    agency, standing = member.agency, Standing(member.agency.standing)
    mine: tuple[UUID, ...] = (agency.id,)
    seen = mine
    if "list_keeper" in roles:  # keepers act for the published lists, which have no members
        seen = (*mine, *lists)
    if standing is not Standing.ACCREDITED:
        seen, roles = (), frozenset()  # rule: G20 -> pass
    recalled = () if standing is Standing.CONTROL_LOST else mine
    hold = _hold(member)
    if hold == "frozen":
        seen, roles, recalled = (), frozenset(), ()  # rule: G20 -> pass
    elif hold and "inspector" not in roles:  # an accreditor could otherwise shut the inspector out by waiting
        seen, roles = (), roles & KEPT_UNREVIEWED
    return Actor(
        user_id=user_id,
        member_id=member.id,
        handle=member.user.username,
        # As it is written down; whoever reads it reads it in their own language (naming).
        name=member.name_ar,
        agency_id=agency.id,
        agency_name=agency.name_ar,
        standing=standing,
        agency_ids=seen,
        recall_agency_ids=recalled,
        roles=roles,
        granted=granted,
        hold=hold,
        staff_number=member.staff_number,
    )


def _signed_in(user_id: UUID) -> tuple[Member, frozenset[str], tuple[UUID, ...]]:
    """The member, the roles granted to him, and the published lists."""
    with acting_as(_SignedIn(user_id)), transaction.atomic():
        member = existing(Member.objects.select_related("agency", "user").filter(user_id=user_id, user__is_active=True))
        roles = frozenset(RoleGrant.objects.filter(HOLDS, member=member).values_list("role", flat=True))
        lists = tuple(Agency.objects.filter(kind=Agency.Kind.LIST).values_list("id", flat=True))
    return member, roles, lists


def _hold(member: Member) -> str:
    """Why this account reads nothing of people; empty where it does."""
    if member.frozen_at is not None:
        return "frozen"
    return "unreviewed" if reviews.standing_of(member.reviewed_on, timezone.now()) == "lapsed" else ""


def actor_by_handle(handle: str) -> Actor:
    """The actor with this handle, for the command line.

    Raises:
        NotFound: nobody has it.
    """
    user = existing(User.objects.filter(username=handle, is_active=True))
    return actor_of(user.id)


def agencies() -> QuerySet[Agency]:
    """Every agency, lists included, by code."""
    return Agency.objects.order_by("code")


def courts() -> list[Agency]:
    """Courts to which a file can be brought, by code; no prosecution is one."""
    return [row for row in agencies() if is_court(row.kind, row.standing)]


def court(agency_id: UUID) -> Agency | None:
    """A court by its id; None where it is none that sits, or there is no such agency."""
    return next((row for row in courts() if row.id == agency_id), None)


def agency(agency_id: UUID) -> Agency:
    """One agency.

    Raises:
        NotFound: there is none.
    """
    return existing(Agency.objects.filter(id=agency_id))


def agency_by_code(code: str) -> Agency:
    """One agency by its code.

    Raises:
        NotFound: there is none.
    """
    return existing(Agency.objects.filter(code=code))


def agency_names() -> dict[UUID, str]:
    """Names of all agencies in the active language, by id."""
    return {row.id: localised(row) for row in Agency.objects.all()}


def has_desk(user_id: UUID, now: datetime) -> bool:
    """Whether a member has the desk now."""
    with acting_as(_SignedIn(user_id)), transaction.atomic():
        return Member.objects.filter(user_id=user_id, on_duty_until__gt=now).exists()


def on_duty(now: datetime) -> QuerySet[Member]:
    """Members on duty whom the actor may see, by name."""
    rows = Member.objects.filter(on_duty_until__gt=now, frozen_at=None, user__is_active=True)
    return rows.select_related("agency").order_by("name_en")


def members(
    *, agency_id: UUID | None = None, role: str = "", state: str = "", text: str = "", limit: int = 500
) -> list[Member]:
    """Members whom the actor may see, by agency and name.

    Args:
        state: `open`, `frozen` or `ended`; empty for all.
        text: part of a handle, a name, a unit or a staff number.
    """
    rows = Member.objects.select_related("agency", "user").prefetch_related("grants")
    if agency_id:
        rows = rows.filter(agency_id=agency_id)
    if role:
        rows = rows.filter(grants__role=role, grants__ended_at=None)
    states: dict[str, dict[str, Any]] = {
        "open": {"user__is_active": True, "frozen_at": None}, "frozen": {"frozen_at__isnull": False},
        "ended": {"user__is_active": False},
    }  # fmt: skip
    rows = rows.filter(**states.get(state, {}))
    if text:
        given = Q(name_ar__icontains=text) | Q(name_en__icontains=text) | Q(unit__icontains=text)
        rows = rows.filter(given | Q(user__username__icontains=text) | Q(staff_number__iexact=text))
    return list(rows.order_by("agency__code", "name_en", "id").distinct()[:limit])


def keeps_people(agency_id: UUID) -> bool:
    """Whether anybody of an agency arrests or keeps people, whatever its kind; yes or no, and nothing of whom."""
    with acting_as(system_actor("clock")), transaction.atomic():
        grants = RoleGrant.objects.filter(member__agency_id=agency_id, role__in=KEEPERS, ended_at=None)
        return grants.exists()


def agencies_with(role: str) -> list[UUID]:
    """Agencies with anybody who has this role, save those that lost control: whose members it is, nobody is told."""
    with acting_as(system_actor("clock")), transaction.atomic():
        grants = RoleGrant.objects.filter(HOLDS, role=role, member__user__is_active=True)
        reached = grants.exclude(member__agency__standing=Standing.CONTROL_LOST)
        found = reached.order_by("member__agency_id").values_list("member__agency_id", flat=True)
        return list(found.distinct())


def handles(user_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Handles of accounts."""
    rows = User.objects.filter(id__in=list(user_ids)).order_by("id")
    return dict(rows.values_list("id", "username"))


def account_of(handle: str) -> UUID | None:
    """The account with this handle; None where there is none."""
    return User.objects.filter(username=handle.strip()).values_list("id", flat=True).first()


def accounts_like(part: str, *, limit: int = 200) -> list[UUID]:
    """Accounts whose handle has this part."""
    rows = User.objects.filter(username__icontains=part).order_by("username")
    return list(rows.values_list("id", flat=True)[:limit])


def member(member_id: UUID) -> Member:
    """One member whom the actor may see, with account and agency.

    Raises:
        NotFound: there is none for the actor.
    """
    return existing(Member.objects.select_related("agency", "user").filter(id=member_id))


def called(member_id: UUID) -> tuple[str, str, str]:
    """What a member may be called by whoever types it: the name in both languages, and the handle."""
    row = member(member_id)
    return row.name_ar, row.name_en, row.user.username


def factors_of(user_id: UUID) -> list[str]:
    """Kinds of what an account has beside its password, recovery codes among them; `provider` where one is linked."""
    kinds = set(Authenticator.objects.filter(user_id=user_id).values_list("type", flat=True))
    linked = SocialAccount.objects.filter(user_id=user_id).exists()
    return sorted(kinds | ({"provider"} if linked else set()))


def sessions_of(user_id: UUID) -> list[UserSession]:
    """Sessions of an account that are still open, newest first."""
    kept = UserSession.objects.purge_and_list(User(id=user_id))
    return sorted(kept, key=lambda row: row.created_at, reverse=True)


def roles_of(member_id: UUID) -> list[str]:
    """Roles that a member holds, in order."""
    return sorted(RoleGrant.objects.filter(member_id=member_id, ended_at=None).values_list("role", flat=True))


def staff_numbers(member_ids: set[UUID]) -> dict[UUID, str]:
    """Staff numbers of members whom the actor may see, by id."""
    return dict(Member.objects.filter(id__in=member_ids).values_list("id", "staff_number"))


def shown_name(member_id: UUID) -> str:
    """Name and staff number of a member whom the actor may see; empty for any other."""
    row = Member.objects.filter(id=member_id).first()
    return f"{localised(row)} ({row.staff_number})" if row else ""


def reviews_due(now: datetime, *, limit: int = 200) -> list[Member]:
    """Members whom the actor may see whose review is due or overdue; never reviewed or longest ago first."""
    rows = Member.objects.filter(user__is_active=True)
    days = rows.exclude(reviewed_on=None).order_by("reviewed_on").values_list("reviewed_on", flat=True).distinct()
    due = [day for day in days if reviews.standing_of(day, now) != "reviewed"]
    found = rows.filter(Q(reviewed_on=None) | Q(reviewed_on__in=due) | Q(frozen_at__isnull=False))
    return list(found.select_related("agency", "user").order_by(F("reviewed_on").asc(nulls_first=True), "id")[:limit])


def freezes(*, agency_id: UUID, limit: int = 20) -> list[UnitFreeze]:
    """Freezes of units of an agency, newest first."""
    return list(UnitFreeze.objects.filter(agency_id=agency_id).order_by("-at")[:limit])


def units(agency_id: UUID) -> list[str]:
    """Units of an agency as its open members' files name them."""
    rows = Member.objects.filter(agency_id=agency_id, user__is_active=True).exclude(unit="")
    return sorted(set(rows.values_list("unit", flat=True)))
