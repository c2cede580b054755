"""Reads of agencies, members and roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language

from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.models import Agency, Member, RoleGrant, User
from tansiq.kernel.access.rules import Standing
from tansiq.kernel.audit import queries as audit
from tansiq.kernel.db import Principal, acting_as
from tansiq.kernel.problems import NotFound


class _SignedIn:
    def __init__(self, user_id: UUID) -> None:
        self.principal = Principal(user_id=user_id)


def localised(row: Agency | Member) -> str:
    """The row's name in the active language."""
    return row.name_en if (get_language() or "ar").startswith("en") else row.name_ar


def actor_of(user_id: UUID) -> Actor:
    """The actor that a signed-in user is: agency, standing, roles.

    A suspended agency's member has no agency and no role, and still gets its recalls; one whose command is not
    confirmed has nothing.

    Raises:
        NotFound: the user is no member of any agency.
    """
    with acting_as(_SignedIn(user_id)), transaction.atomic():
        member = Member.objects.select_related("agency", "user").filter(user_id=user_id, user__is_active=True).first()
        if member is None:
            raise NotFound
        roles = frozenset(RoleGrant.objects.filter(member=member, ended_at=None).values_list("role", flat=True))
        lists = tuple(Agency.objects.filter(kind=Agency.Kind.LIST).values_list("id", flat=True))
    granted = roles
    agency, standing = member.agency, Standing(member.agency.standing)
    mine: tuple[UUID, ...] = (agency.id,)
    seen = mine
    if "list_keeper" in roles:  # keepers act for the published lists, which have no members
        seen = (*mine, *lists)
    if standing is not Standing.ACCREDITED:
        seen, roles = (), frozenset()  # rule: G20 -> pass
    return Actor(
        user_id=user_id,
        member_id=member.id,
        handle=member.user.username,
        name=localised(member),
        agency_id=agency.id,
        agency_name=localised(agency),
        standing=standing,
        agency_ids=seen,
        recall_agency_ids=() if standing is Standing.CONTROL_LOST else mine,
        roles=roles,
        granted=granted,
    )


def actor_by_handle(handle: str) -> Actor:
    """The actor with this handle, for the command line.

    Raises:
        NotFound: nobody has it.
    """
    user = User.objects.filter(username=handle, is_active=True).first()
    if user is None:
        raise NotFound
    return actor_of(user.id)


def agencies() -> QuerySet[Agency]:
    """Every agency, lists included, by code."""
    return Agency.objects.order_by("code")


def agency(agency_id: UUID) -> Agency:
    """One agency.

    Raises:
        NotFound: there is none.
    """
    found = Agency.objects.filter(id=agency_id).first()
    if found is None:
        raise NotFound
    return found


def agency_by_code(code: str) -> Agency:
    found = Agency.objects.filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def agency_names() -> dict[UUID, str]:
    """Names of all agencies in the active language, by id."""
    return {row.id: localised(row) for row in Agency.objects.all()}


def is_on_duty(user_id: UUID, now: datetime) -> bool:
    """Whether a member has the desk now."""
    with acting_as(_SignedIn(user_id)), transaction.atomic():
        return Member.objects.filter(user_id=user_id, on_duty_until__gt=now).exists()


def on_duty(now: datetime) -> QuerySet[Member]:
    """Members on duty whom the actor may see, by name."""
    return Member.objects.filter(on_duty_until__gt=now).select_related("agency").order_by("name_en")


def declared_kin(member_id: UUID) -> frozenset[str]:
    """Blind identifiers of kin whom a member declared under W-2; none while nobody can declare any.

    Blind as `people.drafts.blind_of` makes them: they are compared with those of the kits that the member read.
    """
    return frozenset()


@dataclass(frozen=True)
class Reader:
    """A member as the review of reads knows them: whose account, where, their names, and when they were on duty."""

    user_id: UUID
    member_id: UUID
    agency_id: UUID
    names: tuple[str, str]
    spells: tuple[tuple[datetime, datetime], ...]


def readers(user_ids: Iterable[UUID], *, since: datetime) -> dict[UUID, Reader]:
    """Members by account, with their spells of duty that end after `since`, as the log has them."""
    rows = list(Member.objects.filter(user_id__in=list(user_ids)).order_by("id"))
    spells = audit.duty_spells([row.id for row in rows], since=since)
    return {
        row.user_id: Reader(
            row.user_id, row.id, row.agency_id, (row.name_ar, row.name_en), tuple(spells.get(row.id, ()))
        )
        for row in rows
    }


def handles(user_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Handles of accounts."""
    rows = User.objects.filter(id__in=list(user_ids)).order_by("id")
    return dict(rows.values_list("id", "username"))


def account_of(handle: str) -> UUID | None:
    """The account with this handle; None where there is none."""
    return User.objects.filter(username=handle.strip()).values_list("id", flat=True).first()


def member(member_id: UUID) -> Member:
    """One member whom the actor may see, with account and agency.

    Raises:
        NotFound: there is none for the actor.
    """
    found = Member.objects.select_related("agency", "user").filter(id=member_id).first()
    if found is None:
        raise NotFound
    return found


def factors_of(user_id: UUID) -> list[str]:
    """Kinds of the means that an account has enrolled beside its password, recovery codes among them."""
    kinds = Authenticator.objects.filter(user_id=user_id).values_list("type", flat=True)
    return sorted(set(kinds))


def sessions_of(user_id: UUID) -> list[UserSession]:
    """Sessions of an account that are still open, newest first."""
    kept = UserSession.objects.purge_and_list(User(id=user_id))
    return sorted(kept, key=lambda row: row.created_at, reverse=True)
