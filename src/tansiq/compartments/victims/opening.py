"""Opening anything of a file that tells of a person: with a reason, never a relative's, and on the log (G13, W-2)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tansiq.compartments.victims.models import Matter, Party
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.conflicts import require_no_kin
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.bases import require_purpose

MOST = 500


@transaction.atomic
def open_matter(matter: Matter, *, actor: Actor, now: datetime, purpose: str, reference: str) -> tuple[Party, ...]:
    """Let somebody read of a matter whatever their walls show them; the read is logged.

    Returns:
        The people of the matter.

    Raises:
        NotPermitted: the actor reads no files of victims.
        NoPurpose: no purpose of the charter, or no reference (G13).
        ConflictOfInterest: a relative whom the actor declared is in it (W-2).
    """
    actor.require("victims.read")
    people = tuple(Party.objects.filter(matter=matter)[:MOST])
    for one in people:
        if one.name:
            require_no_kin(actor, {"full": one.name})
    require_purpose(purpose, now)
    audit.record_read(  # rule: G13
        "victims.matter_read", matter, actor=actor, at=now, purpose=purpose, reference=reference,
        owner_id=matter.owner_id,
    )  # fmt: skip
    return people
