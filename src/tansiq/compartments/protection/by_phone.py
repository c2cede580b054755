"""What the head of the desk may decide by a code over the phone: that somebody is not warned, within the hour."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tansiq.compartments.protection import actions
from tansiq.compartments.protection.models import Threat
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.decisions import phone
from tansiq.kernel.decisions.phone import SecondAct, Waiting
from tansiq.kernel.problems import NotFound

NOT_WARNED = "protection.not_warned"


def describe(actor: Actor, threat_id: UUID) -> Waiting:
    """The threat as whoever types may see it: its number, and nothing of what it says.

    Raises:
        NotFound: absent, or hidden from whoever types; or nothing that waits for a second person.
    """
    row = Threat.objects.filter(id=threat_id, state=Threat.State.TO_APPROVE).first()
    if row is None or not actor.has("protection.read"):
        raise NotFound
    return Waiting(row.number, "protection:threat")


def approve(*, actor: Actor, now: datetime, threat_id: UUID, reasons: str) -> Any:
    """Let it stand that somebody is not warned; what an approval by phone is for."""
    return actions.approve_not_warned(actor=actor, now=now, threat_id=threat_id, approves=True, reasons=reasons)


def take_back(*, actor: Actor, now: datetime, subject_id: UUID, reasons: str) -> None:
    """Open it again: whoever read the code was not the head. His words stay with the approval, and not in this room."""
    actions.take_back_not_warned(actor=actor, now=now, threat_id=subject_id)


def register() -> None:
    """Make the act known; called once, when the app is ready."""
    phone.register(
        SecondAct(
            NOT_WARNED, "protection.approve", _("Leave somebody without a warning"),
            _("Does the head of the desk approve that this person is not warned?"), "threat_id", describe, approve,
            take_back,
        )
    )  # fmt: skip
