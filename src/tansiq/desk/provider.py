"""Signing in through an identity provider: it proves who somebody is, and enrols nobody.

An account there counts once its holder has linked it while signed in here. Our second factor is asked for all the same,
unless the provider asserts by a value that the installation trusts that it has asked for one itself.
"""

from __future__ import annotations

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tansiq.desk import refusals
from tansiq.kernel.access import authentication
from tansiq.kernel.problems import Problem

ASSERTED = "provider"


class NotLinked(Problem):
    """Nobody here has linked this account."""

    code = "NOT_LINKED"
    status = 403
    title = _("This account there is linked with nobody here.")
    remedy = _(
        "Sign in with handle and password, and link it under “How you sign in”. Nobody is enrolled by the provider."
    )


class ProviderFailed(Problem):
    """The provider gave no usable answer."""

    code = "PROVIDER_FAILED"
    status = 403
    title = _("The identity provider did not confirm who you are.")
    remedy = _("Sign in with handle and password, or try again in a minute.")


def _asserts_second_factor(data: dict[str, Any]) -> bool:
    """Whether the provider's token says, by a value that is trusted here, that it asked for a second factor."""
    provider = settings.TANSIQ_IDENTITY_PROVIDER
    token = data.get("id_token") or {}
    means = token.get("amr")
    told = {str(value) for value in means} if isinstance(means, list) else set()
    told.add(str(token.get("acr", "")))
    return bool(provider and provider.second_factor & told)


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let in whoever has linked this account, and nobody else.

        Raises:
            ImmediateHttpResponse: it is linked with nobody here.
        """
        if sociallogin.state.get("process") == "connect":
            return
        if not sociallogin.is_existing:
            raise ImmediateHttpResponse(refusals.answer(request, NotLinked()))
        if _asserts_second_factor(sociallogin.account.extra_data):
            record_authentication(request, sociallogin.user, authentication.SECOND_FACTOR, type=ASSERTED)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_more: Any) -> None:
        raise ImmediateHttpResponse(refusals.answer(request, ProviderFailed()))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return "/accounts/3rdparty/"


class SecondStep(AuthenticateStage):  # type: ignore[misc]
    """The second step of a sign-in, which the provider may have taken."""

    def _should_handle(self, request: HttpRequest) -> bool:
        records = get_authentication_records(request, self.login.user)
        if any((one.get("method"), one.get("type")) == (authentication.SECOND_FACTOR, ASSERTED) for one in records):
            return False
        return bool(super()._should_handle(request))
