"""Asking the protection desk about the danger before somebody is heard, and its answer: a number and a day."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.gateway import passages
from tansiq.gateway.models import Crossing
from tansiq.gateway.passage_payloads import DangerAssessed, DangerQuestion
from tansiq.gateway.rules import PROTECTION_DESK
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit


@transaction.atomic
def ask_about_danger(*, actor: Actor, now: datetime, reference: str, whom: str, words: str) -> Crossing:
    """Let the question pass to the protection desk, at once: who is to be heard, in words, and what is feared.

    Args:
        reference: a number that leads back to whoever asks; no file and no case stands in it.

    Raises:
        NotPermitted: the actor has no agency.
    """
    payload = DangerQuestion(reference=reference, whom=whom, words=words, asked_at=now.isoformat())
    crossing = passages.cross(
        "danger_question", payload, actor=actor, now=now, owner_id=actor.home,
        receiver_id=access.agency_by_code(PROTECTION_DESK).id,
    )  # fmt: skip
    audit.record("gateway.danger_asked", crossing, actor=actor, at=now, purpose="LIFE_AT_RISK", reference=reference)
    return crossing


@transaction.atomic
def answer_about_danger(
    *, actor: Actor, now: datetime, reference: str, number: str, owner_id: UUID, decision_id: UUID
) -> Crossing:
    """Let it pass back that the danger was assessed: the number of the assessment and when; no word of it."""
    payload = DangerAssessed(reference=reference, number=number, at=now.isoformat())
    return passages.cross("danger_assessed", payload, actor=actor, now=now, owner_id=owner_id, decision_id=decision_id)
