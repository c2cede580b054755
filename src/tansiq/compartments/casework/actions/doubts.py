"""What the register of detentions tells of a doubt about a statement: never refused, and waiting where it must."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from tansiq.compartments.casework.actions import quarantine, register, terms
from tansiq.compartments.casework.models import Allegation, Doubt, Statement
from tansiq.gateway.passage_payloads import StatementDoubted
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid

UNPLACED = "DOUBT_UNPLACED"
# What is told in words that the charter has no code for is what somebody says.
SAID = "ALLEGATION"


def receive_doubt(actor: Actor, now: datetime, payload: StatementDoubted) -> None:
    """A statement may come from ill-treatment, as the register of detentions heard: it and all that derives from it is
    read by nobody but the prosecution until a judge has ruled (G7, E16).

    Where no case has such a statement the doubt is kept for one that is entered later, and the inspector is told.
    Whoever sent it learns nothing of either.
    """
    doubt = Doubt(
        owner_id=actor.home, statement=payload.statement.strip().upper(), detention=payload.detention,
        alleged_at=datetime.fromisoformat(payload.at), indicator=payload.indicator, words=payload.words,
        author_id=terms.require_person(actor), author_name=actor.name, made_at=now,
    )  # fmt: skip
    with acting_as(actor.through("quarantine")):
        row = Statement.objects.filter(number=doubt.statement).first()
        if row is None:
            doubt.save(force_insert=True)
    if row is None:
        with acting_as(actor.through("gateway")):
            clocks.tell(UNPLACED, role="inspector", now=now, reference=doubt.statement[:20])
        return
    _allege(row, doubt, actor=actor, now=now)
    with acting_as(actor):
        quarantine.renew(row.case_id, owner_id=row.owner_id, actor=actor, now=now)


def place_waiting(row: Statement, *, actor: Actor, now: datetime) -> None:
    """Doubts that waited for a statement reach it: those that name its number, and those told of the same detention
    about a number that nobody has, since this may be the statement that was meant."""
    meant = Q(statement=row.number)
    if row.detention:
        meant |= Q(detention=row.detention, alleged_at__gte=row.began_at)
    with acting_as(actor.through("quarantine")):
        waiting = list(Doubt.objects.filter(meant))
    for doubt in waiting:
        _allege(row, doubt, actor=actor, now=now)  # rule: G7


def _allege(row: Statement, doubt: Doubt, *, actor: Actor, now: datetime) -> None:
    """The doubt stands in the case under the name of whoever told it."""
    try:
        indicator, words = terms.require_code("taint_indicators", doubt.indicator, "indicator", now), doubt.words
    except Invalid:
        indicator, words = SAID, " ".join(part for part in (doubt.indicator, doubt.words) if part)
    room = actor.through("quarantine")
    with acting_as(room):
        Allegation(
            case_id=row.case_id, owner_id=row.owner_id, statement=row, indicator=indicator, words=words, made_at=now,
            author_id=doubt.author_id, author_name=doubt.author_name,
        ).save(force_insert=True)  # fmt: skip
        audit.record("casework.taint_alleged", row, actor=room, at=now, reference=row.number, after=indicator)
    if row.detention and row.detention != doubt.detention:
        register.judged(row, "taint_alleged", actor=actor, now=now, indicator=indicator)
