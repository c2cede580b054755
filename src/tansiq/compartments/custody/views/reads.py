"""Who reads of whom is kept, and where no reason was given nobody is named (G13)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from tansiq.compartments.custody.models import Detention
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.decisions import named
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


def is_list_read(request: OfficerRequest, rows: Iterable[Detention]) -> bool:
    """Log that a list with names was looked at, once for the page; False where no reason was given for the shift.

    A list of one's own work is read as one: an entry for every line of it would bury each read of one person. Whom it
    shows count as people who were read about, and a relative whom the reader declared is told to the inspector.
    """
    reason = flow.reason_kept(request)
    if reason is None:  # rule: G13
        return False
    actor, now, shown = request.actor, timezone.now(), list(rows)
    audit.record_read(
        "custody.list_read", ("custody.register", actor.home), actor=actor, at=now, purpose=reason.purpose,
        reference=reason.reference, owner_id=actor.home, shown=[row.id for row in shown],
    )  # fmt: skip
    named.tell_of_list(shown, actor=actor, now=now, reference=reason.reference)  # rule: E31
    return True


def log_read(request: OfficerRequest, row: Any, what: str, *, number: str) -> None:
    """Log the read of what a family asked or of a place that changes hands: the record's own number is the reason."""
    audit.record_read(  # rule: G13
        what, row, actor=request.actor, at=timezone.now(), purpose=PURPOSE, reference=number, owner_id=row.owner_id
    )
