"""What happened after an answer: written down as it was, whoever tells it and however unlawful it was (W-4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tansiq.gateway import rules
from tansiq.gateway.models import Ask, Happened
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.decisions.queries import Decision
from tansiq.kernel.problems import NotFound

AFTER_ASK = "gateway.after_ask"


def _as_witness(actor: Actor, which: dict[str, Any]) -> Ask | None:
    """The ask of the actor's own agency, whatever the agency's standing: found to be written about, not to be read."""
    with acting_as(actor.through("witness")):
        return Ask.objects.filter(**which).first()


@transaction.atomic
def record_happened(
    *, actor: Actor, now: datetime, ask_id: UUID | None = None, number: str = "", happened: str = "", words: str = ""
) -> Decision:
    """Write down what became of the person after an answer. Nothing is refused: no role, no reasons, no choice.

    What the answer did not say, and a child that is held, is flagged, and the inspector is told. A member of an agency
    that stands outside tells it too, and learns nothing by it.

    Args:
        ask_id: the ask; or `number`, as on the receipt.
        happened: a code of `Happened`; any other is kept as something else.
        words: where, when and by whom, as far as anybody says it.

    Raises:
        NotFound: there is no such ask for the actor.
    """
    which: dict[str, Any] = {"id": ask_id} if ask_id else {"number": number.strip().upper()}
    row = Ask.objects.filter(**which).first()
    row = row or _as_witness(actor, which)  # rule: W-4
    if row is None:
        raise NotFound
    home = actor.agency_id
    outcome = happened if happened in Happened.values else Happened.OTHER
    flags = rules.flags(answer=row.answer, happened=outcome, is_child=row.is_child)
    fact = decisions.record_fact(
        AFTER_ASK, row, actor=actor, now=now, outcome=outcome, owner_id=row.owner_id, words=words, flags=flags,
        party_ids=[home] if home and home != row.owner_id else [], reference=row.number,
    )  # fmt: skip
    for flag in flags:
        clocks.tell(flag, role="inspector", now=now, reference=row.number, subject=("gateway.ask", row.id))  # rule: W-4
    return fact
