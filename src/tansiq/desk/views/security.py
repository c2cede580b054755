"""A member's own sessions, and the second factor of a member who has lost it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tansiq.desk.forms import ResetFactorForm
from tansiq.kernel.access import accounts, queries
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import NotFound
from tansiq.kernel.reading import number


@require_http_methods(["GET", "POST"])
def sessions(request: OfficerRequest) -> HttpResponse:
    """Where the member is signed in; each session but this one can be ended here."""
    now, actor, current = timezone.now(), request.actor, str(request.session.session_key)
    if request.method == "POST":
        given = request.POST.get("session", "")
        if given == "others":
            count = accounts.end_other_sessions(actor=actor, now=now, current=current)
        elif given.isascii() and given.isdecimal() and len(given) < 18:
            count = accounts.end_session(actor=actor, now=now, session_id=int(given))
        else:
            raise NotFound
        words = ngettext("%(count)s session ended.", "%(count)s sessions ended.", count)
        messages.success(request, words % {"count": number(count)})
        return redirect("desk:sessions")
    rows = [
        {
            "id": row.pk, "ip": row.ip, "browser": row.user_agent, "created_at": row.created_at,
            "is_current": row.session_key == current,
        }
        for row in queries.sessions_of(actor.user)
    ]  # fmt: skip
    return render(request, "desk/sessions.html", {"rows": rows})


@never_cache
@require_http_methods(["GET", "POST"])
def factor(request: OfficerRequest, member_id: UUID) -> HttpResponse:
    """Reset the second factor of a member who has lost it; the new password is shown once."""
    flow.require(request, "access.grant")
    row = queries.member(member_id)
    form = ResetFactorForm(flow.typed(request))
    password = None
    if form.is_valid():
        password = flow.act(request, form, accounts.reset_second_factor, member_id=row.id)
    kinds: dict[str, Any] = {
        "totp": _("Authenticator"), "webauthn": _("Passkeys"), "recovery_codes": _("Recovery codes"),
        "provider": _("Account at the identity provider"),
    }  # fmt: skip
    context = {
        "name": queries.localised(row), "handle": row.user.username, "agency": queries.localised(row.agency),
        "kinds": [kinds[kind] for kind in queries.factors_of(row.user_id)], "form": form, "password": password,
    }  # fmt: skip
    return render(request, "desk/factor.html", context, status=flow.status_of(form))
