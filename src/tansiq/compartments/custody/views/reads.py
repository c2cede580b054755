"""Who reads of whom is kept, and where no reason was given nobody is named (G13)."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from tansiq.compartments.custody.models import Detention
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest

PURPOSE = "OPEN_CASE"


def is_read_for(request: OfficerRequest, row: Detention, what: str) -> bool:
    """Log the read under the reason that the reader gave; False where none was given, and then nothing is shown."""
    reason = flow.reason_kept(request)
    if reason is None:  # rule: G13
        return False
    audit.record_read(
        what, row, actor=request.actor, at=timezone.now(), purpose=reason.purpose, reference=reason.reference,
        owner_id=row.owner_id,
    )  # fmt: skip
    return True


def is_list_read(request: OfficerRequest) -> bool:
    """Log that a list with names was looked at, once for the page; False where no reason was given for the shift.

    A list of one's own work is read as one: an entry for every line of it would bury each read of one person.
    """
    reason = flow.reason_kept(request)
    if reason is None:  # rule: G13
        return False
    actor = request.actor
    audit.record_read(
        "custody.list_read", ("custody.register", actor.home), actor=actor, at=timezone.now(),
        purpose=reason.purpose, reference=reason.reference, owner_id=actor.home,
    )  # fmt: skip
    return True


def log_read(request: OfficerRequest, row: Any, what: str, *, number: str) -> None:
    """Log the read of what a family asked or of a place that changes hands: the record's own number is the reason."""
    audit.record_read(  # rule: G13
        what, row, actor=request.actor, at=timezone.now(), purpose=PURPOSE, reference=number, owner_id=row.owner_id
    )
