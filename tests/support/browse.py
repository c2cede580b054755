"""A browser in which a member of the cast is signed in."""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from stage import PASSWORD

from tansiq.kernel.access.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(handle: str, *, purpose: str = "OPEN_CASE", reference: str = "CASE/12", lang: str = "en") -> Client:
    """A client signed in as `handle`; the reason of the shift is kept, none where `purpose` is empty."""
    client = Client(headers={"accept-language": lang})
    client.force_login(User.objects.get(username=handle), backend=BACKEND)
    if purpose:
        session = client.session
        session["purpose"], session["reference"] = purpose, reference
        session.save()
    return client


def enrol(handle: str) -> str:
    """Give a member of the cast an authenticator; returns its secret."""
    secret = str(totp.generate_totp_secret())
    totp.TOTP.activate(User.objects.get(username=handle), secret)
    return secret


def code_of(secret: str, *, periods: int = 0) -> str:
    """What an authenticator with this secret shows now, or so many half minutes from now; good for some seconds."""
    if (left := 30 - time.time() % 30) < 3:
        time.sleep(left)
    counter = int(time.time()) // 30 + periods
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


def by_form(
    handle: str, secret: str = "", *, code: str = "", password: str = PASSWORD, lang: str = "en", **options: Any
) -> Client:
    """A client that signed in through the forms: by password alone where neither a secret nor a code is given."""
    client = Client(headers={"accept-language": lang}, **options)
    client.post("/accounts/login/", {"login": handle, "password": password})
    if secret or code:
        client.post("/accounts/2fa/authenticate/", {"code": code or code_of(secret)})
    return client


def let_pass(client: Client, *, minutes: float) -> None:
    """Let so many minutes pass in a session: what it has proved is older by that, and so is its last request."""
    session = client.session
    past = minutes * 60
    session["account_authentication_methods"] = [
        record | {"at": record["at"] - past} for record in session["account_authentication_methods"]
    ]
    for name in ("seen_at", "opened_at"):
        if name in session:
            session[name] -= past
    session.save()
