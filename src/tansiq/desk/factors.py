"""What changes in the means of signing in is logged in the same transaction, and the inspector is told of a removal."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.socialaccount.models import SocialAccount
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from django.utils import timezone

from tansiq.gateway import passages
from tansiq.kernel.access import accounts, authentication
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.errors import SecondFactorRemoved
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.db import acting_as


def _actor() -> Actor | None:
    """Who acts in the present request; None in a command, whose action logs for itself."""
    actor: Actor | None = getattr(context.request, "actor", None)
    return actor if actor is not None and actor.user_id is not None else None


def _log(act: str, actor: Actor, factor: Authenticator) -> None:
    subject = accounts.member_of(factor.user_id)
    if subject is not None:
        audit.record(act, subject, actor=actor, at=timezone.now(), after=factor.type, owner_id=subject.agency_id)


def on_saved(sender: type[Authenticator], instance: Authenticator, created: bool, **_more: Any) -> None:
    """A factor was enrolled."""
    actor = _actor()
    if created and actor is not None:
        _log("access.factor_added", actor, instance)


def on_deleted(sender: type[Authenticator], instance: Authenticator, **_more: Any) -> None:
    """A factor was removed: the log says so, and the inspector learns of it at once."""
    actor = _actor()
    if actor is None:
        return
    _log("access.factor_removed", actor, instance)
    if instance.type in authentication.FACTORS:
        problem = SecondFactorRemoved()
        notice = passages.Notice(code=problem.code, reference=str(problem.reference))
        passages.cross("notice", notice, actor=actor, now=timezone.now(), owner_id=actor.agency_id or problem.reference)


def on_linked(sender: type[SocialAccount], instance: SocialAccount, created: bool, **_more: Any) -> None:
    """An account at the identity provider was linked."""
    actor = _actor()
    if created and actor is not None:
        _log_link("access.subject_linked", actor, instance)


def on_unlinked(sender: type[SocialAccount], instance: SocialAccount, **_more: Any) -> None:
    """An account at the identity provider was unlinked."""
    actor = _actor()
    if actor is not None:
        _log_link("access.subject_unlinked", actor, instance)


def _log_link(act: str, actor: Actor, account: SocialAccount) -> None:
    subject = accounts.member_of(account.user_id)
    if subject is not None:
        audit.record(act, subject, actor=actor, at=timezone.now(), owner_id=subject.agency_id)


def on_enrolled(sender: type[Authenticator], request: HttpRequest, authenticator: Authenticator, **_more: Any) -> None:
    """Whoever has just enrolled a factor has shown it: the session is complete from here on."""
    if authenticator.type in authentication.FACTORS:
        authentication.record_second_factor(request, str(authenticator.type))


def on_password_changed(sender: type[Any], request: HttpRequest, user: Any, **_more: Any) -> None:
    """The member has a password of their own now; sessions that the old one opened are over."""
    actor = _actor()
    if actor is not None:
        with acting_as(actor):
            accounts.own_password_set(actor=actor, now=timezone.now())


def connect() -> None:
    """Once, when the app is ready."""
    post_save.connect(on_saved, sender=Authenticator, dispatch_uid="tansiq.factor_saved")
    post_delete.connect(on_deleted, sender=Authenticator, dispatch_uid="tansiq.factor_deleted")
    post_save.connect(on_linked, sender=SocialAccount, dispatch_uid="tansiq.subject_linked")
    post_delete.connect(on_unlinked, sender=SocialAccount, dispatch_uid="tansiq.subject_unlinked")
    authenticator_added.connect(on_enrolled, dispatch_uid="tansiq.factor_enrolled")
    password_changed.connect(on_password_changed, dispatch_uid="tansiq.password_changed")
