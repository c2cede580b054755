"""Plans are held against protected cells, blindly: whoever plans reads the same words, whatever is found (JOC-09)."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from tansiq.compartments.protection import rules
from tansiq.compartments.protection.actions.threats import receive_threat
from tansiq.compartments.protection.errors import NotOpen
from tansiq.compartments.protection.models import Check, Protected
from tansiq.gateway import passages
from tansiq.gateway.passage_payloads import PlanOutline, PlanWord, ThreatToLife
from tansiq.gateway.rules import JOINT_ROOM, PROTECTION_DESK
from tansiq.kernel import keys
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, existing

ANSWER_CLOCK = "PLAN-ANSWER"
Answer = Literal["go", "move"]


def receive_plan(actor: Actor, now: datetime, payload: PlanOutline) -> None:
    """Take in a plan's outline. The same row and the same job for every plan: nothing here looks at a cell."""
    from tansiq.compartments.protection import jobs

    owner = access.agency_by_code(PROTECTION_DESK).id
    with acting_as(system_actor("protection")):
        row = Check(
            owner_id=owner, plan_id=UUID(payload.plan), plan_number=payload.number, round=payload.round,
            outline=payload.outline, buffer=payload.buffer, starts_at=datetime.fromisoformat(payload.starts_at),
            ends_at=datetime.fromisoformat(payload.ends_at), received_at=now,
        )  # fmt: skip
        Check.objects.bulk_create([row])
    jobs.check_plan.defer(check_id=str(row.id))


@transaction.atomic
def check_plan(*, actor: Actor, now: datetime, check_id: UUID) -> None:
    """Hold a plan against every cell that is protected; the room's own job. Done twice it is done once.

    What is touched goes to the protection desk alone, as a blind threat with its hour. A share of all plans is drawn by
    chance; the watch officer waits for the desk's answer about either and cannot tell them apart. A plan that once
    waited waits again each time it is drawn anew: drawing it elsewhere tells nothing.
    """
    row = Check.objects.select_for_update().filter(id=check_id, state=Check.State.WAITING).first()
    if row is None:
        return
    today, shape = charter.local_day(now), row.shape
    open_ones = Protected.objects.filter(Q(ended_at=None), until__gte=today).order_by("id")
    touched = [one.id for one in open_ones if rules.touches(shape, row.buffer, one.cells)]
    key = keys.derived(settings.TANSIQ_DATA_DIR, "plan-calls")
    share = charter.current().jurisdiction.plan_random_calls_percent
    waited = Check.objects.filter(plan_id=row.plan_id, round__lt=row.round).filter(
        Q(is_touched=True) | Q(is_drawn=True)
    )
    row.is_touched, row.touched_ids = bool(touched), touched
    row.is_drawn = rules.is_drawn(key, str(row.plan_id), row.round, percent=share) or waited.exists()
    asks = row.is_touched or row.is_drawn
    row.state = Check.State.CHECKED if asks else Check.State.ORDINARY
    row.save(update_fields=["is_touched", "is_drawn", "touched_ids", "state"])
    audit.record("protection.plan_checked", row, actor=actor, at=now, reference=row.plan_number, owner_id=row.owner_id)
    if asks:
        with acting_as(system_actor("gateway")):
            clocks.start(ANSWER_CLOCK, row, owner_id=row.owner_id, reference=row.plan_number, now=now)
    if row.is_touched:
        receive_threat(actor, now, _blind(row, now))  # rule: JOC-09
    _say(row, "plan_call", "ask_first" if asks else "ordinary", actor=actor, now=now)


def _blind(row: Check, now: datetime) -> ThreatToLife:
    return ThreatToLife(
        origin="plan",
        reference=row.plan_number,
        words="",
        threatened="",
        function="OTHER",
        known_at=now.isoformat(),
        is_blind=True,
    )


def _say(row: Check, passage: str, word: str, *, actor: Actor, now: datetime, decision_id: UUID | None = None) -> None:
    passages.cross(
        passage, PlanWord(str(row.plan_id), row.round, word), actor=actor, now=now, owner_id=row.owner_id,
        receiver_id=access.agency_by_code(JOINT_ROOM).id, decision_id=decision_id,
    )  # fmt: skip


@transaction.atomic
def answer_check(*, actor: Actor, now: datetime, check_id: UUID, answer: Answer, reasons: str) -> Check:
    """Let a plan go, or ask for another place or time. The watch officer gets the word and no reason.

    Raises:
        NotFound, NotOpen: no such check, or nothing is to be answered.
        NotPermitted, NotAPerson, ThinReasons: the decision is not one.
        Invalid: another answer.
    """
    row = existing(Check.objects.select_for_update().filter(id=check_id))
    actor.require("protection.decide")
    if row.state != Check.State.CHECKED:
        raise NotOpen
    if answer not in Check.Answer.values:
        raise Invalid(errors=[{"field": "answer", "code": "UNKNOWN"}])
    decision = decisions.authorise(
        "protection.plan", row, actor=actor, now=now, permission="protection.decide", outcome=answer,
        owner_id=row.owner_id, reasons=reasons, keeps_words=False,
    )  # fmt: skip
    row.state, row.answer, row.words = Check.State.ANSWERED, answer, reasons.strip()
    row.answered_by, row.answered_at = actor.member, now
    row.save(update_fields=["state", "answer", "answered_by", "answered_at", "words"])
    clocks.meet(ANSWER_CLOCK, row.id, now=now)
    audit.record("protection.plan_answered", row, actor=actor, at=now, reference=row.plan_number, owner_id=row.owner_id)
    _say(row, "plan_answer", answer, actor=actor, now=now, decision_id=decision.id)
    return row
