"""What a session has proved: by which means its member signed in, and when they last proved that it is them."""

from __future__ import annotations

import time
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows import reauthentication
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.forms import ReauthenticateForm
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from tansiq.kernel.charter.folding import western

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# How allauth names the means in its records.
SECOND_FACTOR = "mfa"


def typed_code(text: str) -> str:
    """A one-time code as it is compared: without spaces, its digits Western whatever the keyboard."""
    return western("".join(text.split()))


def _records(request: HttpRequest) -> list[dict[str, Any]]:
    user = request.user
    return list(get_authentication_records(request, user)) if user.is_authenticated else []


def has_second_factor(request: HttpRequest) -> bool:
    """Whether the session of this very member was opened with a second factor, or got one since."""
    return any(record.get("method") == SECOND_FACTOR for record in _records(request))


def _proves(record: dict[str, Any], *, has_factor: bool) -> bool:
    """Whether what allauth recorded proves who acts: a second factor, or the password of whoever has none to give."""
    if record.get("method") == SECOND_FACTOR:
        return True
    return bool(record.get("reauthenticated")) and not has_factor


def proved_at(request: HttpRequest) -> float:
    """When the member last proved that it is them, in seconds since 1970; 0 where they never did.

    A second factor proves it; a password that is asked for again only where the account has none. One that was seen
    over a shoulder, at a desk that stands open, decides nothing.
    """
    records = _records(request)
    user = request.user
    has_factor = bool(records) and user.is_authenticated and bool(factors(user.pk))
    return max((float(one.get("at", 0)) for one in records if _proves(one, has_factor=has_factor)), default=0.0)


def is_fresh(request: HttpRequest) -> bool:
    """Whether the last proof is recent enough for a decision."""
    return time.time() - proved_at(request) < float(settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def signed_in_lately(request: HttpRequest) -> bool:
    """Whether the member came in, by whatever means, within the same time."""
    last = max((float(record.get("at", 0)) for record in _records(request)), default=0.0)
    return time.time() - last < float(settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def record_second_factor(request: HttpRequest, kind: str) -> None:
    """Note that the session has a second factor: enrolled in it, or asked for by the identity provider."""
    record_authentication(request, request.user, SECOND_FACTOR, type=kind, reauthenticated=True)


def factors(user_id: UUID) -> frozenset[str]:
    """Kinds of second factors that a member has enrolled, recovery codes not counted."""
    found = Authenticator.objects.filter(user_id=user_id, type__in=FACTORS).values_list("type", flat=True)
    return frozenset(found)


def prove(request: HttpRequest, typed: str) -> str:
    """Take a code of the authenticator or a recovery code as a new proof; the password of a member without any factor.

    Returns:
        Why it was not taken, in words; empty when it was. Failures count against the same limit as at sign-in.
    """
    user = request.user
    if not user.is_authenticated:
        return str(get_adapter().validation_error("incorrect_password"))
    if factors(user.pk):
        form = ReauthenticateForm(user=user, data={"code": typed_code(typed)})
        if not form.is_valid():
            return str(next(iter(form.errors.values()))[0])
        form.save()
        return ""
    try:
        if not get_adapter().reauthenticate(user, typed):
            return str(get_adapter().error_messages["incorrect_password"])
    except ValidationError as refused:  # too many failures
        return str(refused.messages[0])
    reauthentication.reauthenticate_by_password(request)
    return ""
