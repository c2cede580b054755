"""What a second person may decide about a subject by a code over the phone: accepting, keeping, clearing."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tansiq.compartments.intelligence import actions
from tansiq.compartments.intelligence.models import Subject
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.decisions import phone
from tansiq.kernel.decisions.phone import SecondAct, Waiting
from tansiq.kernel.problems import NotFound


def describe(actor: Actor, subject_id: UUID) -> Waiting:
    """The subject as whoever types may see it: its number, and nothing of what it says.

    Raises:
        NotFound: absent, or hidden from whoever types.
    """
    row = Subject.objects.filter(id=subject_id).first()
    if row is None or not actor.has("intelligence.read"):
        raise NotFound
    return Waiting(row.number, "intelligence:subject")


def doubt(*, actor: Actor, now: datetime, subject_id: UUID, reasons: str) -> None:
    """Put a subject under review that an approver did not accept or keep himself: until then it is matched no more."""
    if Subject.objects.filter(id=subject_id, state=Subject.State.ACTIVE).exists():
        actions.open_review(actor=actor, now=now, subject_id=subject_id, reasons=reasons)


def leave(**_given: Any) -> None:
    """What speaks for a person stays until somebody decides otherwise."""


def register() -> None:
    """Make the acts known; called once, when the app is ready."""
    acts = (
        ("intelligence.accept", "intelligence.accept", _("Accept a proposed subject"),
         _("Does the approver accept this proposal?"), actions.accept_subject, doubt),
        ("intelligence.keep", "intelligence.accept", _("Keep a subject after its review"),
         _("Does the approver keep this subject?"), actions.keep_subject, doubt),
        ("intelligence.clear", "intelligence.clear", _("Clear a person"),
         _("Does the approver clear this person?"), actions.clear_subject, leave),
    )  # fmt: skip
    for code, permission, words, question, decide, undo in acts:
        phone.register(SecondAct(code, permission, words, question, "subject_id", describe, decide, undo))
