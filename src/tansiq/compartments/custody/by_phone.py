"""What a second person of the families' desk may decide by a code over the phone: that a search is closed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tansiq.compartments.custody import actions
from tansiq.compartments.custody.models import Enquiry
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.decisions import phone
from tansiq.kernel.decisions.phone import SecondAct, Waiting
from tansiq.kernel.problems import NotFound

CLOSE = "custody.close_enquiry"


def describe(actor: Actor, enquiry_id: UUID) -> Waiting:
    """The search as whoever types may see it: its number, and nothing of whom a family looks for.

    Raises:
        NotFound: absent, or hidden from whoever types; or nothing that waits for a second person.
    """
    row = Enquiry.objects.filter(id=enquiry_id, closed_at=None).exclude(close_asked_at=None).first()
    if row is None or not actor.has("custody.enquire"):
        raise NotFound
    return Waiting(row.number, "custody:enquiry")


def look_again(*, actor: Actor, now: datetime, subject_id: UUID, reasons: str) -> None:
    """Open it again: whoever read the code was not the second person. His words stay with the approval."""
    actions.reopen_enquiry(actor=actor, now=now, enquiry_id=subject_id)


def register() -> None:
    """Make the act known; called once, when the app is ready."""
    phone.register(
        SecondAct(
            CLOSE, "custody.enquire", _("Close a family’s search"), _("Does the second person close this search?"),
            "enquiry_id", describe, actions.close_enquiry, look_again,
        )
    )  # fmt: skip
