"""After a sentence of death everything that cannot be undone stops, until a judge has ruled with every paper in hand.

Prison and prosecution read "stop: court", the words for every cause; which paper lacks the court alone reads (JUD-08,
Q-23).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework import queries_rulings, queries_steps, rules_rulings
from tansiq.compartments.casework.actions import terms, terms_court
from tansiq.compartments.casework.errors_court import CardsOpen, Stopped
from tansiq.compartments.casework.models import Accused, CardFiled, CourtStop
from tansiq.gateway import actions as gateway
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Together


def raise_stop(accused: Accused, *, actor: Actor, now: datetime, is_sent: bool = False) -> None:
    """Tell prison and prosecution that everything irreversible waits for the court."""
    ids = gateway.raise_stop(  # rule: JUD-08, G19 -> ids = []
        actor=actor, now=now, reference=accused.file.case_number, owner_id=accused.owner_id
    )
    row = CourtStop(accused=accused, stop_ids=ids, is_sent=is_sent, **terms_court.filed(accused.file, actor, now))
    row.save(force_insert=True)
    audit.record("casework.stop_raised", row, actor=actor, at=now, reference=accused.file.number)


@transaction.atomic
def file_card(
    *, actor: Actor, now: datetime, accused_id: UUID, card: str, paper: str, is_met: bool, words: str = ""
) -> CardFiled:
    """The court has a paper that a stop-card asks for, and says whether it says what the card asks.

    Raises:
        NotFound, NotPermitted: no such person, or the actor is not of the court.
        Invalid: a card that the charter lacks, or no number of a paper.
    """
    accused = terms_court.find(Accused, accused_id)
    actor.require("casework.court")
    asked, given = Together(), {"paper": paper, "words": words}
    told = asked.ask(lambda: terms.require_fields(now, given, may_be_empty=("words",), numbers=("paper",))) or {}
    asked.ask(lambda: terms.require_code("stop_cards", card, "card", now))
    asked.settle()
    row = CardFiled(accused=accused, card=card, is_met=is_met, **told, **terms_court.filed(accused.file, actor, now))
    row.save(force_insert=True)
    audit.record("casework.card_filed", row, actor=actor, at=now, reference=accused.file.number, after=card)
    return row


@transaction.atomic
def rule_on_stop(
    *, actor: Actor, now: datetime, accused_id: UUID, judge: str, record_number: str, reasons: str
) -> Accused:
    """Enter a judge's ruling that ends the stops of this file. They fall by nothing else: no paper, no day, no message.

    Raises:
        NotFound, NotPermitted: no such person, or the actor is not of the court.
        CardsOpen: a sentence of death stands and a paper lacks (JUD-08).
        ThinReasons, Invalid: the reasons say nothing; no judge, or no number of the record.
    """
    accused = terms_court.find(Accused, accused_id)
    actor.require("casework.court")
    asked, given = Together(), {"judge": judge, "record_number": record_number}
    told = asked.ask(lambda: terms.require_fields(now, given, numbers=("record_number",))) or {}
    rows = list(CourtStop.objects.select_for_update(of=("self",)).filter(accused_id=accused.id, lifted_at=None))
    if queries_rulings.lacking(accused, rows, now=now):  # rule: JUD-08
        asked.refuse(CardsOpen())
    asked.ask(lambda: decisions.require_reasons(reasons))
    asked.settle()
    decisions.authorise(
        "casework.stop_ruled", accused, actor=actor, now=now, permission="casework.court", outcome="lifted",
        owner_id=accused.file.court_id or accused.owner_id, reasons=reasons, party_ids=[],
    )  # fmt: skip
    for row in rows:
        row.lifted_at, row.lifted_by = now, actor.user
        row.judge, row.record_number = told["judge"], told["record_number"]
        row.save(update_fields=["lifted_at", "lifted_by", "judge", "record_number"])
        gateway.lift_stops(actor=actor, now=now, stop_ids=row.stop_ids, owner_id=row.owner_id)
    audit.record("casework.stop_ruled", accused, actor=actor, at=now, reference=accused.file.number)
    return accused


@transaction.atomic
def send_for_ratification(*, actor: Actor, now: datetime, accused_id: UUID, reasons: str) -> Accused:
    """Plan to send a file for ratification, which cannot be undone. It stops anew with it: the court speaks again.

    Raises:
        NotFound, NotPermitted: no such person, or the actor is neither prosecution nor court.
        Stopped: a stop stands on the case, whatever its cause, or no sentence was passed (JUD-08, Q-23).
        ThinReasons: the reasons say nothing.
    """
    accused = terms_court.find(Accused, accused_id)
    permission = terms_court.deciding(actor)
    if queries_steps.is_waiting(rules_rulings.RATIFICATION_SENT, accused, actor=actor):  # rule: JUD-08, Q-23
        raise Stopped
    decisions.authorise(
        "casework.ratification", accused, actor=actor, now=now, permission=permission, outcome="sent",
        owner_id=accused.owner_id, reasons=reasons, party_ids=terms_court.parties(accused.file),
    )  # fmt: skip
    raise_stop(accused, actor=actor, now=now, is_sent=True)
    audit.record("casework.ratification_sent", accused, actor=actor, at=now, reference=accused.file.number)
    return accused
