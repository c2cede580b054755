"""Who a session is, before any page: nobody passes without a second factor, a password of their own and being awake.

Every request asks here (tansiq.desk.middleware). A member whose sign-in is not complete acts without agency and role,
and reaches nothing but the pages that complete it.
"""

from __future__ import annotations

import time
from dataclasses import replace
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tansiq.desk import refusals
from tansiq.kernel.access import authentication, queries
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.errors import OwnPasswordRequired, SecondFactorRequired
from tansiq.kernel.access.rules import needs_second_factor
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import NotFound, Problem

SEEN, OPENED = "seen_at", "opened_at"
# How often the session is written merely because somebody is there.
NOTE_SECONDS = 60
ALWAYS = frozenset({"account_logout", "set_language", "desk:health"})


class Missing(StrEnum):
    """What a sign-in lacks; the value is the page that completes it."""

    PASSWORD = "account_change_password"  # noqa: S105  the name of a page
    FACTOR = "mfa_index"
    PROOF = "mfa_reauthenticate"
    PASSKEY = "mfa_reauthenticate_webauthn"


# What completes each; nothing else opens.
OPEN: dict[Missing, frozenset[str]] = {
    Missing.PASSWORD: frozenset({"account_change_password"}),
    Missing.FACTOR: frozenset({"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"}),
    Missing.PROOF: frozenset({"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}),
    Missing.PASSKEY: frozenset({"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}),
}


def _is_poll(request: OfficerRequest) -> bool:
    """A page that renews itself; nobody need sit before it."""
    return request.method == "GET" and bool(request.headers.get("HX-Request"))


def leave_if_over(request: OfficerRequest, user_id: UUID) -> None:
    """End a session whose hours are over, or in which nobody has done anything for long; whoever is on duty stays."""
    now, session = time.time(), request.session
    opened, seen = float(session.get(OPENED, now)), float(session.get(SEEN, now))
    is_idle = now - seen > settings.TANSIQ_IDLE_MINUTES * 60
    if now - opened > settings.SESSION_COOKIE_AGE:
        told = _("Your session has ended after its eight hours. Sign in: you come back to where you were.")
    elif is_idle and not queries.has_desk(user_id, timezone.now()):
        told = _("You were signed out because nothing was done for a while. Sign in: you come back to where you were.")
    else:
        session.setdefault(OPENED, now)
        if SEEN not in session or (now - seen > NOTE_SECONDS and not _is_poll(request)):
            session[SEEN] = now
        return
    logout(request)
    messages.info(request, told)


def missing(request: OfficerRequest, actor: Actor) -> Missing | None:
    """What the sign-in of this session lacks; None where it is complete."""
    if getattr(request.user, "enrol_until", None) is not None:
        return Missing.PASSWORD
    if not needs_second_factor(actor.granted) or authentication.has_second_factor(request):
        return None
    found = authentication.factors(actor.user)
    if not found:
        return Missing.FACTOR
    return Missing.PROOF if "totp" in found else Missing.PASSKEY


def enter(request: OfficerRequest) -> Actor:
    """The actor of a request; one whose sign-in is not complete has neither agency nor role."""
    request.lacks = None
    user = request.user
    if user.is_authenticated and user.pk is not None:
        leave_if_over(request, user.pk)
    if not request.user.is_authenticated or request.user.pk is None:
        return Actor()
    try:
        actor = queries.actor_of(request.user.pk)
    except NotFound:  # frozen since, or no member of any agency
        logout(request)
        return Actor()
    request.lacks = missing(request, actor)
    if request.lacks is not None:
        return actor.shut_out()
    decides = request.method not in ("GET", "HEAD", "OPTIONS")
    return replace(actor, is_stale=decides and not authentication.is_fresh(request))


def stop(request: OfficerRequest) -> HttpResponse | Problem | None:
    """What a request whose sign-in is not complete gets instead of its page; None where it may go on."""
    lacks: Missing | None = request.lacks
    name = request.resolver_match.view_name if request.resolver_match else ""
    if lacks is None or name in ALWAYS or name in OPEN[lacks]:
        return None
    if refusals.wants_object(request) or getattr(request, "htmx", False):
        return OwnPasswordRequired() if lacks is Missing.PASSWORD else SecondFactorRequired()
    back = request.get_full_path() if request.method == "GET" else reverse("desk:home")
    return redirect(f"{reverse(lacks.value)}?{urlencode({'next': back})}")
