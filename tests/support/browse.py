"""A browser in which a member of the cast is signed in."""

from __future__ import annotations

from django.test import Client

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
