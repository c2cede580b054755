"""Threats to life: taken in from every room, decided about within the hour, warned of, closed."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from tansiq.compartments.protection import rules
from tansiq.compartments.protection.errors import NotOpen, SameHand
from tansiq.compartments.protection.models import Threat
from tansiq.gateway.passage_payloads import RevengeRisk, ThreatToLife
from tansiq.gateway.rules import PROTECTION_DESK
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, existing
from tansiq.people.rules import new_number

HOUR_CLOCK, REVIEW_CLOCK = "THREAT-NOTICE", "NOT-WARNED-REVIEW"
Decided = Literal["warn", "not_warn", "measures"]


def receive_threat(actor: Actor, now: datetime, payload: ThreatToLife) -> None:
    """Take in a threat from any room and let its hour run from when it was learned. The same one sent again is one."""
    owner, known = access.agency_by_code(PROTECTION_DESK).id, datetime.fromisoformat(payload.known_at)
    digest = rules.digest_of(payload.origin, payload.reference, payload.words)
    room = system_actor("protection")  # the sender's own log says that he sent it, and nothing of what became of it
    with acting_as(room):
        if Threat.objects.filter(digest=digest, closed_at=None).exists():
            return
        row = Threat(
            number=new_number("threat"), owner_id=owner, origin=payload.origin, reference=payload.reference,
            is_blind=payload.is_blind, words=payload.words, threatened=payload.threatened, function=payload.function,
            digest=digest, known_at=known, received_at=now, due_at=clocks.due_of(HOUR_CLOCK, known),
        )  # fmt: skip
        Threat.objects.bulk_create([row])
        audit.record("protection.threat_received", row, actor=room, at=now, owner_id=owner, reference=row.number)
    with acting_as(system_actor("gateway")):
        clocks.start(HOUR_CLOCK, row, owner_id=owner, reference=row.number, now=now, due_at=row.due_at)  # rule: PRT-01


def receive_revenge(actor: Actor, now: datetime, payload: RevengeRisk) -> None:
    """Take in that relatives of a victim may take revenge on an accused: his life counts as any other (Q-14)."""
    threat = ThreatToLife(
        origin="revenge", reference=payload.case, words=payload.words, threatened=payload.case, function="SUSPECT",
        known_at=payload.known_at,
    )  # fmt: skip
    receive_threat(actor, now, threat)  # rule: Q-14


def _open(threat_id: UUID, *states: Threat.State) -> Threat:
    row = existing(Threat.objects.select_for_update().filter(id=threat_id))
    if row.state not in states:
        raise NotOpen
    return row


def _require_ground(decision: Decided, ground: str, now: datetime) -> str:
    """The ground of the closed list for which somebody is not warned; none for any other decision."""
    if decision not in Threat.Decision.values:
        raise Invalid(errors=[{"field": "decision", "code": "UNKNOWN"}])
    if decision != "not_warn":
        return ""
    try:
        charter.current().on(charter.local_day(now)).label("not_warned_grounds", ground, "en")  # rule: PRT-02
    except UnknownCode as fault:
        raise Invalid(errors=[{"field": "ground", "code": "UNKNOWN" if ground else "MISSING"}]) from fault
    return ground


@transaction.atomic
def decide_threat(
    *, actor: Actor, now: datetime, threat_id: UUID, decision: Decided, reasons: str, ground: str = ""
) -> Threat:
    """Decide whether whoever is threatened is warned: his life counts, suspect or prisoner or officer (PRT-01).

    Not to warn takes a ground of the closed list and the head of the desk; until he approves, the hour runs on.

    Raises:
        NotFound, NotOpen: no such threat, or it is decided.
        NotPermitted, NotAPerson, ThinReasons: the decision is not one.
        Invalid: no decision, or no ground of the list.
    """
    row = _open(threat_id, Threat.State.OPEN)
    actor.require("protection.decide")
    ground = _require_ground(decision, ground, now)
    decisions.authorise(
        "protection.threat", row, actor=actor, now=now, permission="protection.decide", outcome=decision,
        owner_id=row.owner_id, reasons=reasons, keeps_words=False,
    )  # fmt: skip
    waits = decision == "not_warn"
    row.state = Threat.State.TO_APPROVE if waits else Threat.State.DECIDED  # rule: PRT-02
    row.decision, row.ground, row.reasons = Threat.Decision(decision), ground, reasons.strip()
    row.decided_by, row.decided_at = actor.member, now
    row.save(update_fields=["state", "decision", "ground", "reasons", "decided_by", "decided_at"])
    audit.record("protection.threat_decided", row, actor=actor, at=now, reference=row.number)
    if not waits:
        clocks.meet(HOUR_CLOCK, row.id, now=now)  # rule: PRT-01
    return row


@transaction.atomic
def approve_not_warned(*, actor: Actor, now: datetime, threat_id: UUID, approves: bool, reasons: str) -> Threat:
    """The head of the desk approves that somebody is not warned, for a day until it is reviewed; or sends it back.

    Raises:
        NotFound, NotOpen: no such threat, or none that waits for it.
        NotPermitted, NotAPerson, ThinReasons: the decision is not one.
        SameHand: whoever decided it approves it (W-2).
    """
    row = _open(threat_id, Threat.State.TO_APPROVE)
    actor.require("protection.approve")
    if row.decided_by == actor.member_id:  # rule: PRT-02
        raise SameHand
    decisions.authorise(
        "protection.not_warned", row, actor=actor, now=now, permission="protection.approve",
        outcome="approved" if approves else "sent_back", owner_id=row.owner_id, reasons=reasons, keeps_words=False,
    )  # fmt: skip
    if approves:
        row.state, row.approved_by, row.approved_at = Threat.State.DECIDED, actor.member, now
        row.save(update_fields=["state", "approved_by", "approved_at"])
        clocks.meet(HOUR_CLOCK, row.id, now=now)
        clocks.start(REVIEW_CLOCK, row, owner_id=row.owner_id, reference=row.number, now=now)
    else:
        row.state, row.decision, row.ground, row.reasons = Threat.State.OPEN, "", "", ""
        row.decided_by = row.decided_at = None
        row.save(update_fields=["state", "decision", "ground", "reasons", "decided_by", "decided_at"])
    audit.record("protection.not_warned_" + ("approved" if approves else "sent_back"), row, actor=actor, at=now,
                 reference=row.number)  # fmt: skip
    return row


@transaction.atomic
def take_back_not_warned(*, actor: Actor, now: datetime, threat_id: UUID) -> None:
    """Open a threat again that its head never left without a warning: somebody else read a code; another hour runs.

    Where the person was warned meanwhile, or it is closed, nothing is left to take back.

    Raises:
        NotPermitted: the actor approves nothing.
    """
    actor.require("protection.approve")
    row = Threat.objects.select_for_update().filter(id=threat_id, state=Threat.State.DECIDED, warned_at=None).first()
    if row is None or row.approved_by != actor.member:
        return
    row.state, row.decision, row.ground, row.reasons = Threat.State.OPEN, "", "", ""
    row.decided_by = row.decided_at = row.approved_by = row.approved_at = None
    row.save(update_fields=["state", "decision", "ground", "reasons", "decided_by", "decided_at", "approved_by",
                            "approved_at"])  # fmt: skip
    clocks.meet(REVIEW_CLOCK, row.id, now=now)
    clocks.start(HOUR_CLOCK, row, owner_id=row.owner_id, reference=row.number, now=now)
    audit.record("protection.not_warned_taken_back", row, actor=actor, at=now, reference=row.number)


@transaction.atomic
def record_warning(
    *,
    actor: Actor,
    now: datetime,
    threat_id: UUID,
    warned_by: str,
    was_understood: bool | None = None,
    dependants: bool | None = None,
    outcome: str = "",
) -> Threat:
    """Write down that somebody was warned: by whom, whether it was understood, whether of children too (PRT-04).

    A warning that was given is a fact: it is never refused for want of a decision, and it ends the hour. One that is
    given again stands beside the first: the outcome keeps the words of both.

    Raises:
        NotFound, NotOpen: no such threat, or it is closed.
        NotPermitted: the actor is not of the desk.
    """
    row = _open(threat_id, Threat.State.OPEN, Threat.State.TO_APPROVE, Threat.State.DECIDED)
    actor.require("protection.decide")
    by, told = warned_by.replace("\x00", "").strip()[:200], outcome.replace("\x00", "").strip()
    row.was_understood, row.dependants = was_understood, dependants
    changed = ["was_understood", "dependants", "outcome"]
    if row.warned_at is None:
        row.state, row.warned_at, row.warned_by, row.outcome = Threat.State.DECIDED, now, by, told
        changed += ["state", "warned_at", "warned_by"]
    else:
        row.outcome = "\n".join(
            filter(None, (row.outcome, " ".join(filter(None, (f"{now:%Y-%m-%d %H:%M}Z", by, told)))))
        )
    row.save(update_fields=changed)
    decisions.record_fact(
        "protection.warned", row, actor=actor, now=now, outcome="warned", owner_id=row.owner_id, reference=row.number
    )
    for clock in (HOUR_CLOCK, REVIEW_CLOCK):
        clocks.meet(clock, row.id, now=now)
    return row


@transaction.atomic
def close_threat(*, actor: Actor, now: datetime, threat_id: UUID, outcome: str) -> Threat:
    """Close a threat that was decided: what became of it.

    Raises:
        NotFound, NotOpen: no such threat, or it waits for a decision or a warning.
        NotPermitted: the actor is not of the desk.
        Invalid: under ten characters.
    """
    row = _open(threat_id, Threat.State.DECIDED)
    actor.require("protection.decide")
    if row.decision in (Threat.Decision.WARN, Threat.Decision.MEASURES) and row.warned_at is None:
        raise NotOpen
    if len(outcome.strip()) < 10:
        raise Invalid(errors=[{"field": "outcome", "code": "TOO_SHORT"}])
    row.state, row.closed_at = Threat.State.CLOSED, now
    row.outcome = "\n".join(filter(None, (row.outcome, outcome.replace("\x00", "").strip())))
    row.save(update_fields=["state", "closed_at", "outcome"])
    clocks.meet(REVIEW_CLOCK, row.id, now=now)
    audit.record("protection.threat_closed", row, actor=actor, at=now, reference=row.number)
    return row
