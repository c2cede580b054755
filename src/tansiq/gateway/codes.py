"""The unit's code of the day, from a key that this installation keeps."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from tansiq.gateway import rules
from tansiq.kernel import keys
from tansiq.kernel.charter import queries as charter


@lru_cache
def _key() -> bytes:
    return keys.secret(settings.TANSIQ_DATA_DIR, "challenge").encode()


def challenge_of(agency_id: UUID, now: datetime) -> str:
    """What an officer of this agency speaks today, by the charter's own day."""
    return rules.challenge(str(agency_id), now.astimezone(charter.current().jurisdiction.tz).date(), _key())
