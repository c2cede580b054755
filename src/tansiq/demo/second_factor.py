"""Second factors of demo members: derived, so that a code can be printed; for demo data only."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.conf import settings
from django.contrib.auth import get_user_model

from tansiq.demo.cast import MEMBERS
from tansiq.kernel import keys

HANDLES = tuple(row.handle for row in MEMBERS)


def _secret(handle: str) -> str:
    """The shared secret of a demo member, 20 bytes in base 32, from a key that this installation keeps."""
    key = keys.secret(settings.TANSIQ_DATA_DIR, "demo-second-factor").encode()
    return base64.b32encode(hmac.new(key, handle.encode(), hashlib.sha256).digest()[:20]).decode()


def code(handle: str) -> str:
    """The present code of a demo member.

    Raises:
        KeyError: the handle is not of the demo.
    """
    if handle not in HANDLES:
        raise KeyError(handle)
    counter = int(time.time()) // auth.app_settings.TOTP_PERIOD
    return str(auth.format_hotp_value(auth.hotp_value(_secret(handle), counter)))


@contextmanager
def passing(handle: str) -> Iterator[str]:
    """The present code of a second factor that a member has for this moment; his own stays unused."""
    user = get_user_model()._default_manager.get(username=handle)
    secret = base64.b32encode(secrets.token_bytes(20)).decode()
    made = auth.TOTP.activate(user, secret)
    counter = int(time.time()) // auth.app_settings.TOTP_PERIOD
    try:
        yield str(auth.format_hotp_value(auth.hotp_value(secret, counter)))
    finally:
        made.instance.delete()


def are_enrolled() -> bool:
    """Whether demo members have their second factors."""
    return bool(Authenticator.objects.filter(user__username__in=HANDLES, type=Authenticator.Type.TOTP).exists())


def enrol() -> None:
    """Give every demo member a second factor."""
    for user in get_user_model()._default_manager.filter(username__in=HANDLES).order_by("username"):
        auth.TOTP.activate(user, _secret(user.username))
