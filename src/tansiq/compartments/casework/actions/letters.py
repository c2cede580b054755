"""What the prosecution decided of somebody: the gate to the return track."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework import queries_rulings, rules_rulings
from tansiq.compartments.casework.actions import telling, terms, terms_court
from tansiq.compartments.casework.errors_court import NoProsecutionLetter
from tansiq.compartments.casework.models import Accused, ProsecutionLetter
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Together

LETTER = "PROSECUTION-LETTER"


@transaction.atomic
def write_letter(
    *, actor: Actor, now: datetime, accused_id: UUID, decision: str, paper: str, reasons: str, content: bytes = b""
) -> ProsecutionLetter:
    """Enter the letter in which the prosecution says what it decided of somebody.

    Raises:
        NotFound, NotPermitted: no such person, or the actor does not prosecute.
        NonGround: its reasons rest on what is never a ground (G12).
        ThinReasons, Invalid: the reasons say nothing; no decision of the three, or no number of the letter.
    """
    accused = terms_court.find(Accused, accused_id)
    actor.require("casework.open")
    asked = Together()
    if decision not in ProsecutionLetter.Decision:
        asked.fault("decision", "UNKNOWN" if decision else "MISSING")
    told = asked.ask(lambda: terms.require_fields(now, {"paper": paper, "reasons": reasons})) or {}
    if reasons.strip():
        asked.ask(lambda: decisions.require_reasons(reasons))
        asked.ask(lambda: terms_court.require_act(reasons, "reasons", now))
    asked.settle()
    row = ProsecutionLetter(
        accused=accused, decision=decision, sha256=hashlib.sha256(content).hexdigest() if content else "", **told,
        **terms_court.filed(accused.file, actor, now),
    )  # fmt: skip
    row.decision_id = decisions.authorise(
        "casework.letter", row, actor=actor, now=now, permission="casework.open", outcome=decision,
        owner_id=row.owner_id, reasons=reasons, party_ids=terms_court.parties(accused.file),
    ).id  # fmt: skip
    row.save(force_insert=True)
    if decision != ProsecutionLetter.Decision.OPEN:
        telling.meet(LETTER, accused.id, actor=actor, now=now)
        telling.tell_of_ruling(accused.file, actor=actor, now=now)
    audit.record("casework.letter_written", row, actor=actor, at=now, reference=accused.file.number, after=decision)
    return row


@transaction.atomic
def open_return(*, actor: Actor, now: datetime, accused_id: UUID, reasons: str) -> Accused:
    """Say that nothing of the prosecution keeps somebody from the return track. It promises nothing and ends no charge.

    Raises:
        NotFound, NotPermitted: no such person, or the actor does not prosecute.
        NoProsecutionLetter: a killing is alleged, and no letter says what the prosecution decided.
        ThinReasons: the reasons say nothing.
    """
    accused = terms_court.find(Accused, accused_id)
    actor.require("casework.open")
    may_enter = rules_rulings.may_enter_return(
        is_killing_alleged=queries_rulings.is_killing_alleged(accused),
        has_letter=queries_rulings.has_deciding_letter(accused.id),
    )
    asked = Together()
    if not may_enter:
        asked.refuse(NoProsecutionLetter())
    asked.ask(lambda: decisions.require_reasons(reasons))
    asked.settle()
    decisions.authorise(
        "casework.return_open", accused, actor=actor, now=now, permission="casework.open", outcome="open",
        owner_id=accused.owner_id, reasons=reasons, party_ids=[],
    )  # fmt: skip
    audit.record("casework.return_opened", accused, actor=actor, at=now, reference=accused.file.number)
    return accused
