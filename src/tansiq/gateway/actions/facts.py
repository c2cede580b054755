"""What happened after an answer: written down as it was, whoever tells it and however unlawful it was (W-4)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.gateway import rules
from tansiq.gateway.models import Ask, Happened
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.decisions.queries import Decision
from tansiq.kernel.problems import NotFound

AFTER_ASK = "gateway.after_ask"


@transaction.atomic
def record_happened(*, actor: Actor, now: datetime, ask_id: UUID, happened: str = "", words: str = "") -> Decision:
    """Write down what became of the person after an answer. Nothing is refused: no role, no reasons, no choice.

    What the answer did not say, and a child that is held, is flagged, and the inspector is told.

    Args:
        happened: a code of `Happened`; any other is kept as something else.
        words: where, when and by whom, as far as anybody says it.

    Raises:
        NotFound: there is no such ask for the actor.
    """
    row = Ask.objects.filter(id=ask_id).first()
    if row is None:
        raise NotFound
    outcome = happened if happened in Happened.values else Happened.OTHER
    flags = rules.flags(answer=row.answer, happened=outcome, is_child=row.is_child)
    fact = decisions.record_fact(
        AFTER_ASK, row, actor=actor, now=now, outcome=outcome, owner_id=row.owner_id, words=words, flags=flags,
        party_ids=[] if actor.home == row.owner_id else [actor.home], reference=row.number,
    )  # fmt: skip
    for flag in flags:
        clocks.tell(flag, role="inspector", now=now, reference=row.number, subject=("gateway.ask", row.id))  # rule: W-4
    return fact
