"""Sessions whose time is over are taken out, and with them from where they were opened."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from tansiq.kernel.access.actor import Actor
from tansiq.kernel.problems import NotPermitted


@transaction.atomic
def clear_sessions(*, actor: Actor, now: datetime) -> int:
    """Remove every session that has run out, and the address and browser noted of each that is gone.

    With them go the counts of failed sign-ins and the marks of used codes that hold no longer.

    Returns:
        How many sessions went.

    Raises:
        NotPermitted: anybody but the clock asks for it; a session that runs is ended by whoever may, one at a time.
    """
    if actor.system != "clock":
        raise NotPermitted
    went = Session.objects.filter(expire_date__lte=now).delete()[0]
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM tansiq_cache WHERE expires < %s", [now])
    return went
