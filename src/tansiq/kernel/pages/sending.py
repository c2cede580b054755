"""The same form sent twice, by «back» or typed again: it is asked whether it is another one before it stands twice.

What was sent in a session is remembered by a keyed digest, never by its words, in the transaction that records it: of
two that are sent at once the second waits for the first, and then knows of it. Nothing is refused for good: whoever
says that it is another one of the same records it (W-4).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import TypeVar

from django import forms
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.pages import confirm
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import Problem

Result = TypeVar("Result")
FIELD, KEPT, MOST = "send_again", "sent", 60
WITHIN = timedelta(hours=12)
# What differs though the same was typed.
_LEFT_OUT = frozenset({"csrfmiddlewaretoken", confirm.FIELD, FIELD})


class SentBefore(Problem):
    """The same form was sent before, and what it records would stand there twice."""

    code = "SENT_BEFORE"
    status = 409
    title = _("This stands there already: you have sent the same before.")
    remedy = _(
        "Look whether it stands there. If it is another one of the same kind, tick that below and send it again."
    )


def once(request: OfficerRequest, form: forms.Form, act: Callable[[], Result]) -> Result:
    """Run an action, unless the same form made it succeed before in this session and nobody says that it is another.

    Raises:
        SentBefore: it would have succeeded a second time; nothing of it is kept. An action that refuses the second time
            by itself says so in its own words.
    """
    key = _key(request, form)
    before = _sent(request, key)
    if key not in before or request.POST.get(FIELD):
        made = act()
        _remember(request, before | {key: timezone.now().timestamp()})
        return made
    with transaction.atomic():
        act()
        raise SentBefore


def ask(form: forms.Form) -> None:
    """Put the field by which somebody says that it is another one into the form."""
    form.fields[FIELD] = forms.BooleanField(
        label=_("It is another one of the same kind: record it as well"), required=False
    )


def _key(request: OfficerRequest, form: forms.Form) -> str:
    told = sorted((name, values) for name, values in request.POST.lists() if name not in _LEFT_OUT)
    files = sorted((name, str(one), getattr(one, "size", 0)) for name, one in form.files.items())
    said = json.dumps([request.path, told, files], ensure_ascii=False, default=str)
    return salted_hmac("tansiq.sent", said, algorithm="sha256").hexdigest()[:32]


def _sent(request: OfficerRequest, key: str) -> dict[str, float]:
    """What was sent in this session lately, by its digest.

    The session is read anew once nobody else is sending the same: its copy in this request is older than the lock.
    """
    session = request.session
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"sent {session.session_key} {key}"])
    kept = type(session)(session.session_key).get(KEPT, {}) | session.get(KEPT, {})
    since = (timezone.now() - WITHIN).timestamp()
    return {key: at for key, at in kept.items() if at >= since}


def _remember(request: OfficerRequest, rows: dict[str, float]) -> None:
    """Keep it with what was recorded, and not after the answer: whoever waits reads it when the lock falls."""
    request.session[KEPT] = dict(sorted(rows.items(), key=lambda row: row[1])[-MOST:])
    with suppress(UpdateError):  # of a session that has ended meanwhile nothing is remembered
        request.session.save()
