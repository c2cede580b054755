"""Who tries to sign in: a limit that is reached stands in the log, and the inspector hears of too many in a day."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from tansiq.desk import refusals
from tansiq.kernel import keys
from tansiq.kernel.access import accounts
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.access.errors import TooManyTries
from tansiq.kernel.access.queries import account_of
from tansiq.kernel.audit import queries as log
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as

# So often in a day a limit is reached for one account before somebody must ask its member.
MOST_A_DAY = 5
# As allauth calls a limit that is reached, at the password and at the second factor.
REACHED = frozenset({"too_many_login_attempts", "rate_limited"})
ALARM = "SIGN-IN-GUESSED"


@contextmanager
def heard(*, handle: str = "", user_id: UUID | None = None) -> Iterator[None]:
    """Take down that a limit was reached in here; who tried is answered as before."""
    try:
        yield
    except ValidationError as refusal:
        if REACHED & {str(one.code) for one in refusal.error_list}:
            limit_reached(handle=handle, user_id=user_id, now=timezone.now())
        raise


def _named(handle: str) -> UUID:
    """What stands for a handle that nobody has: a keyed digest, for people type a password into the wrong field."""
    key = keys.derived(settings.TANSIQ_DATA_DIR, "sign-in")
    return UUID(bytes=hmac.new(key, handle.strip().casefold().encode(), hashlib.sha256).digest()[:16])


def limit_reached(*, handle: str, user_id: UUID | None, now: datetime) -> None:
    """One entry for each time that a limit is reached, of a member or of a handle that nobody has."""
    clock = system_actor("clock")
    with acting_as(clock), transaction.atomic():
        account = user_id or account_of(handle)
        member = accounts.member_of(account) if account else None
        kind, subject = ("access.member", member.id) if member else ("access.account", _named(handle))
        if not cache.add(f"limit-told-{subject}", 1, 300):  # as long as the limit stands
            return
        refusals.record(TooManyTries(subject=(kind, subject)), actor=clock, at=now, act="sign-in")
        with acting_as(system_actor("figures")):
            reached = log.count_refusals(TooManyTries.code, subject_id=subject, since=now - timedelta(days=1))
        if reached == MOST_A_DAY:
            reference = member.staff_number if member else str(subject)
            clocks.tell(ALARM, role="inspector", now=now, reference=reference, subject=(kind, subject))
