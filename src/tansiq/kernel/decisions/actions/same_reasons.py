"""The same reasons on more than five files are told to the inspector (G3), whosever the files are.

A member's reasons are counted under the room's name, across agencies and kinds of judgement, by a keyed digest: of the
words themselves nothing is kept here, and nobody reads the count.
"""

from __future__ import annotations

import hmac
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.db import models

from tansiq.kernel import keys
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks import queries as running
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions.models import SameReasons
from tansiq.kernel.reasons import folded

# The same words on more files than this are flagged (G3).
SAME_REASONS = 5
CODE = "SAME-REASONS"
MEMBER = "access.member"


@lru_cache
def _key() -> bytes:
    return keys.derived(settings.TANSIQ_DATA_DIR, "same-reasons")


def _digest(reasons: str) -> str:
    return hmac.digest(_key(), folded(reasons).encode(), "sha256").hex()


def count_reasons(
    reasons: str, subject: models.Model, *, actor: Actor, now: datetime, owner_id: UUID, words: str = ""
) -> bool:  # fmt: skip
    """Count these reasons of the actor on one more file; flag and tell once they stand on more than five.

    Args:
        subject: the file that is judged; again on the same one they count once.
        owner_id: whose entry of the log the flag is.
        words: what the log keeps of them; nothing where the room keeps its words itself.

    Returns:
        Whether they were flagged.
    """
    room = actor.through("gateway")
    with acting_as(room):
        row, _ = SameReasons.objects.select_for_update().get_or_create(
            member_id=actor.member, digest=_digest(reasons), defaults={"counted_at": now}
        )
        others = [one for one in row.subject_ids if one != subject.pk]
        row.subject_ids, row.counted_at = [*others, subject.pk][-SAME_REASONS - 1 :], now
        row.save(update_fields=["subject_ids", "counted_at"])
    if len(others) < SAME_REASONS:  # rule: G3
        return False
    audit.record("decisions.same_reasons", subject, actor=actor, at=now, words=words, owner_id=owner_id)
    with acting_as(room):
        is_told = any(one.code == CODE for one in running.alarms_about(actor.member))
        if not is_told:
            clocks.tell(  # rule: G3
                CODE, role="inspector", now=now, reference=actor.staff_number or actor.handle,
                subject=(MEMBER, actor.member), acted_by=actor.user_id,
            )  # fmt: skip
    return True
