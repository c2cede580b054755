"""A contact and its letter, as the office reads them: within what the person agrees to today (G10)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.victims.consent import against
from tansiq.compartments.victims.errors import AlreadyDone, NotSafeChannel
from tansiq.compartments.victims.models import Contact
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.problems import existing

# A letter is handed over by hand; no paper is sent where somebody else may open it.
CARRIES_PAPER = frozenset({"OFFICE_VISIT", "HOME_VISIT", "TRUSTED_PERSON", "COUNSEL"})


def contact(contact_id: UUID) -> Contact:
    """One planned or finished contact, with its person and file.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Contact.objects.filter(id=contact_id).select_related("party", "matter"))


@transaction.atomic
def letter(*, actor: Actor, now: datetime, contact_id: UUID) -> Contact:
    """A planned contact whose letter is printed: by a way that carries paper, and as the person agrees to it today.

    Raises:
        NotFound, NotPermitted: as ever.
        AlreadyDone: the contact is over.
        NotSafeChannel: no paper goes by this way, or the plan has another by now.
        NoContactPlan, NoConsent, WomansOfficerNeeded: what the person agreed to has changed since.
    """
    row = contact(contact_id)
    actor.require("victims.record")
    faults = against(row.party, row.purpose, row.channel, actor)
    if row.channel not in CARRIES_PAPER:
        faults.append(NotSafeChannel)
    if faults:  # rule: G10, E45
        raise faults[0]
    if row.done_at is not None:
        raise AlreadyDone
    audit.record_read(
        "victims.letter_printed", row, actor=actor, at=now, purpose="OPEN_CASE", reference=row.matter.number,
        owner_id=row.owner_id,
    )  # fmt: skip
    return row
