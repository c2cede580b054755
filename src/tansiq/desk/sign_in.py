"""Sign-in: accounts are enrolled by an accreditation officer, never by sign-up; second factors are kept encrypted."""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from tansiq.desk import guessing
from tansiq.kernel import keys
from tansiq.kernel.access import authentication, queries
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import NotFound


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        with guessing.heard(handle=str(credentials.get("username") or "")):
            super().pre_authenticate(request, **credentials)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """The account, unless it is closed, or its password was handed over and the time for using it has passed.

        Both get the same answer as a wrong password.
        """
        user = super().authenticate(request, **credentials)
        if user is None or not user.is_active:
            return None
        return None if user.enrol_until is not None and user.enrol_until <= timezone.now() else user

    def clean_password(self, password: str, user: Any = None) -> str:
        """A password that holds, and that is not the one which somebody else has set.

        Raises:
            ValidationError: it is short, common or the old one.
        """
        held = str(super().clean_password(password, user))
        if user is not None and user.check_password(held):
            raise ValidationError(_("This is the password that you have now. Choose another."), code="same_password")
        return held

    def post_login(self, request: HttpRequest, user: Any, **options: Any) -> Any:
        """Write the session down as the member's own, and the sign-in into the log."""
        try:
            actor = queries.actor_of(user.pk)
        except NotFound:  # an account without a member does nothing; the middleware says so
            return super().post_login(request, user, **options)
        with acting_as(actor):
            audit.record(
                "access.signed_in", ("access.member", actor.member_id), actor=actor, at=timezone.now(),
                owner_id=actor.agency_id,
            )  # fmt: skip
            return super().post_login(request, user, **options)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> Any:
        return redirect("account_login")  # a closed account is no account

    def get_login_stages(self) -> list[str]:
        ours = {"allauth.mfa.stages.AuthenticateStage": "tansiq.desk.provider.SecondStep"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to prove again who one is; the password is none where the account has a second factor."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if user.is_authenticated and authentication.factors(user.pk):
            return [way for way in ways if way["id"] != "reauthenticate"]
        return ways

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Whether to ask again before the means of signing in are changed.

        Whoever has no second factor yet has come in by the password in this very session, and is let on to enrol one.
        """
        request = context.request
        if not authentication.factors(UUID(str(request.user.pk))):
            return not authentication.signed_in_lately(request)
        return not authentication.is_fresh(request)


def _box() -> Fernet:
    key = keys.secret(settings.TANSIQ_DATA_DIR, "second-factor")
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()  # rule: E40 -> return text

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": settings.MFA_TOTP_ISSUER}
