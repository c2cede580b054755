"""Writes to the means of signing in: passwords that are handed over, second factors, sessions, frozen accounts."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction

from tansiq.kernel.access import watching
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.errors import HandleTaken, NoSecondFactor
from tansiq.kernel.access.models import Agency, Member, RoleGrant, Shift, UnitFreeze, User
from tansiq.kernel.access.rules import GUARDED
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted, existing
from tansiq.kernel.reasons import fault_of

# A password that is handed over lets its member in for so long, to choose another.
ENROL_WITHIN = timedelta(hours=72)
WORDS = 5
FROZEN = "UNIT-FROZEN"
# How an account at the identity provider is called among the means of signing in.
PROVIDER = "provider"
# Read out over a telephone without confusion: no letters or digits that look or sound alike.
SIGNS = "abcdefhkmnprstwxyz34679"


def one_time_password() -> str:
    """A random password in five groups of four, 90 bits; it is shown once and kept as a hash."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(WORDS))


@transaction.atomic
def own_password_set(*, actor: Actor, now: datetime) -> None:
    """Note that the actor has chosen a password: what was handed over is used up, every other session is over."""
    User.objects.filter(id=actor.user).update(enrol_until=None)
    audit.record(
        "access.password_changed", ("access.member", actor.member), actor=actor, at=now, owner_id=actor.agency_id
    )


@transaction.atomic
def reset_second_factor(*, actor: Actor, now: datetime, member_id: UUID, reason: str) -> str:
    """Take away all that a member signs in with, because they have lost it: second factors, recovery codes, password.

    Their accounts at the identity provider are unlinked as well: one that is believed stands for both factors.

    Returns:
        A password for one use, to be handed to the member in person; it is not kept anywhere.

    Raises:
        NotFound: no such member.
        NotPermitted: the actor does not grant roles, or would reset their own.
        NoSecondFactor: the member has none, nor an account at the identity provider.
        LastOfOversight: nobody of oversight would be left to hear of it.
        Invalid: the reason is under 10 characters.
    """
    member = existing(Member.objects.select_for_update(of=("self",)).filter(id=member_id))
    if not actor.system:
        actor.require("access.grant")
    if member.id == actor.member_id:  # nobody resets their own: that would make the second factor a password
        raise NotPermitted
    if fault := fault_of(reason):
        raise Invalid(errors=[{"field": "reason", "code": fault}])
    factors = Authenticator.objects.filter(user_id=member.user_id)
    kinds = sorted(factors.values_list("type", flat=True))
    links = list(SocialAccount.objects.filter(user_id=member.user_id).order_by("id"))
    if not (kinds or links):
        raise NoSecondFactor
    watching.take(member, code=watching.RESET, by="rest", actor=actor, now=now)
    if watching.is_watched(member.id):  # rule: G14
        _let_wait_again(member, actor=actor, now=now)
    factors.delete()
    kinds += [PROVIDER for _ in links]
    for link in links:
        link.delete()  # the page's receiver logs each by itself too
    password = one_time_password()
    user = User.objects.get(id=member.user_id)
    user.set_password(password)
    user.enrol_until = now + ENROL_WITHIN
    user.save(update_fields=["password", "enrol_until"])
    audit.record(
        "access.factor_reset", member, actor=actor, at=now, before=kinds, words=reason.strip(),
        owner_id=member.agency_id,
    )  # fmt: skip
    end_sessions(actor=actor, now=now, user_ids=[member.user_id])
    return password


def _let_wait_again(member: Member, *, actor: Actor, now: datetime) -> None:
    """Who signs in anew may be another: what watches, or makes members, waits until somebody of oversight knows him."""
    again = RoleGrant.objects.filter(member=member, ended_at=None, role__in=GUARDED, confirmed_at__isnull=False)
    if again.update(confirmed_at=None, confirmed_by=None):
        subject = ("access.member", member.id)
        watching.tell(watching.WAITS, subject, member.staff_number, actor=actor, now=now)


@transaction.atomic
def end_sessions(*, actor: Actor, now: datetime, user_ids: list[UUID]) -> int:
    """End every session of these accounts at once; their next request meets the sign-in page.

    Returns:
        How many were ended.

    Raises:
        NotPermitted: the accounts are not the actor's own, and the actor neither grants roles nor changes standings.
    """
    is_own = user_ids == [actor.user_id]
    if not (actor.system or is_own or actor.has("access.grant") or actor.has("access.standing")):
        raise NotPermitted
    return _end(list(UserSession.objects.filter(user_id__in=user_ids)), actor=actor, now=now)


@transaction.atomic
def end_session(*, actor: Actor, now: datetime, session_id: int) -> int:
    """End one session of the actor's own.

    Raises:
        NotFound: no such session of theirs.
    """
    found = list(UserSession.objects.filter(id=session_id, user_id=actor.user))
    if not found:
        raise NotFound
    return _end(found, actor=actor, now=now)


@transaction.atomic
def end_other_sessions(*, actor: Actor, now: datetime, current: str) -> int:
    """End every session of the actor's own but the one whose key is given."""
    return _end(list(UserSession.objects.filter(user_id=actor.user).exclude(session_key=current)), actor=actor, now=now)


def _end(sessions: list[UserSession], *, actor: Actor, now: datetime) -> int:
    for session in sessions:
        member = member_of(session.user_id)
        session.end()
        if member is not None:
            audit.record("access.session_ended", member, actor=actor, at=now, owner_id=member.agency_id)
    return len(sessions)


def member_of(user_id: UUID) -> Member | None:
    """The member whose account it is, as far as the actor sees them."""
    return Member.objects.filter(user_id=user_id).first()


@transaction.atomic
def require_free(*, handle: str) -> None:
    """Refuse a handle that somebody has.

    Raises:
        HandleTaken: it is taken, perhaps by a member who has left.
    """
    if User.objects.filter(username=handle).exists():
        raise HandleTaken


def freeze(agency: Agency, unit: str, *, actor: Actor, now: datetime, words: str) -> UnitFreeze | None:
    """Freeze the open accounts of a unit, or of all; None where there is none."""
    rows = Member.objects.select_for_update(of=("self",)).filter(agency=agency, user__is_active=True, frozen_at=None)
    # The officer who acts stays able to act: another reviews him.
    rows = rows.exclude(id=actor.member)
    if unit:
        rows = rows.filter(unit=unit)
    ids = list(rows.values_list("id", flat=True))
    if not ids:
        return None
    Member.objects.filter(id__in=ids).update(frozen_at=now, on_duty_until=None)
    users = list(Member.objects.filter(id__in=ids).values_list("user_id", flat=True))
    end_sessions(actor=actor, now=now, user_ids=users)
    Shift.objects.filter(member_id__in=ids, cancelled_at=None, ends_at__gt=now).update(cancelled_at=now)
    row = UnitFreeze(agency=agency, unit=unit, member_ids=[*ids], at=now, by_id=actor.member, reason=words)
    row.save(force_insert=True)
    audit.record(
        "access.unit_frozen", row, actor=actor, at=now, after={"unit": row.unit, "accounts": len(ids)}, words=words,
        owner_id=agency.id,
    )  # fmt: skip
    clocks.tell(FROZEN, role="inspector", now=now, reference=agency.code, subject=("access.agency", agency.id))
    return row
