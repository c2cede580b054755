"""Questions about the danger to somebody who is to be heard: taken in at once, assessed here, answered by a number."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.protection.errors import NotOpen
from tansiq.compartments.protection.models import Danger
from tansiq.gateway import actions as gateway
from tansiq.gateway.passage_payloads import DangerQuestion
from tansiq.gateway.rules import PROTECTION_DESK
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.access.conflicts import kin_check
from tansiq.kernel.access.errors import ConflictOfInterest
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import existing
from tansiq.names import names_within
from tansiq.people.rules import new_number

CLOCK = "DANGER-ASSESSED"


def require_no_kin_in(row: Danger, actor: Actor) -> None:
    """Refuse a question about somebody whom the actor declared: every name in the words about whom is compared.

    Raises:
        ConflictOfInterest: it may be about a relative. The inspector is told.
    """
    may_be = kin_check(actor)
    if any(may_be({"full": one}) for one in names_within(row.whom)):  # rule: W-2, E31
        raise ConflictOfInterest


def receive_question(actor: Actor, now: datetime, payload: DangerQuestion) -> None:
    """Take in that somebody is to be heard: it lies before the desk at once, with its clock (REP-09).

    Comes through the passage `danger_question`. Who asks is not written here: the number leads back by itself.
    """
    owner, asked = access.agency_by_code(PROTECTION_DESK).id, datetime.fromisoformat(payload.asked_at)
    room = system_actor("protection")  # the sender's own log says that he asked, and nothing of what became of it
    with acting_as(room):
        row = Danger(
            number=new_number("danger"), owner_id=owner, reference=payload.reference, whom=payload.whom,
            words=payload.words, asked_at=asked, due_at=clocks.due_of(CLOCK, asked),
        )  # fmt: skip
        Danger.objects.bulk_create([row])
        audit.record("protection.danger_received", row, actor=room, at=now, owner_id=owner, reference=row.number)
    with acting_as(system_actor("gateway")):
        clocks.start(CLOCK, row, owner_id=owner, reference=row.number, now=now, due_at=row.due_at)


@transaction.atomic
def assess_danger(*, actor: Actor, now: datetime, danger_id: UUID, reasons: str) -> Danger:
    """The desk has assessed the danger. Whoever asked gets the number of it and the day, and no word.

    A session may be planned from then on: where it is not safe yet, the desk answers once it is.

    Args:
        reasons: what was found and what is done about it; it stays in this room.

    Raises:
        NotFound, NotOpen: no such question, or it is answered.
        NotPermitted, NotAPerson, ThinReasons: the decision is not one.
        ConflictOfInterest: it may be about a relative whom the actor declared (W-2).
    """
    row = existing(Danger.objects.select_for_update().filter(id=danger_id))
    actor.require("protection.decide")
    require_no_kin_in(row, actor)
    if row.assessed_at is not None:
        raise NotOpen
    decision = decisions.authorise(
        "protection.danger", row, actor=actor, now=now, permission="protection.decide", outcome="assessed",
        owner_id=row.owner_id, reasons=reasons, keeps_words=False,
    )  # fmt: skip
    row.assessed_at, row.assessed_by, row.found = now, actor.member, reasons.strip()
    row.save(update_fields=["assessed_at", "assessed_by", "found"])
    clocks.meet(CLOCK, row.id, now=now)
    gateway.answer_about_danger(
        actor=actor, now=now, reference=row.reference, number=row.number, owner_id=row.owner_id,
        decision_id=decision.id,
    )  # fmt: skip
    audit.record("protection.danger_assessed", row, actor=actor, at=now, reference=row.number)
    return row
