"""What a court said: judgments, appeals, stays, ratification orders of release, with number and hash of the paper."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework import queries_rulings, rules_court, rules_rulings
from tansiq.compartments.casework.actions import effects, stop_cards, telling, terms, terms_court
from tansiq.compartments.casework.drafts_court import CourtActDraft
from tansiq.compartments.casework.errors_court import AlreadyEntered
from tansiq.compartments.casework.models import Accused, Charge, CourtAct
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, Together
from tansiq.people.rules import new_number

OUTCOMES = (rules_court.CONVICTED, *sorted(rules_court.CLEARED), rules_court.REMANDED)


@transaction.atomic
def record_court_act(*, actor: Actor, now: datetime, accused_id: UUID, draft: CourtActDraft) -> CourtAct:
    """Write down what a court said of somebody. It is a fact and never refused.

    Without its paper it is pending; so is one of which nobody wrote down who said it, or of which charges (W-4). A
    ruling for liberty counts when it is spoken and is at the gate at once (Q-26, JUD-09). A sentence of death and a
    stay stop everything that cannot be undone from their word.

    Raises:
        NotFound, NotPermitted: no such person, or the actor is neither prosecution nor court (JUD-03).
        Invalid: it is not said what it is, which court said it and when, it lies ahead, or a charge is somebody else's.
        Reauthenticate: it frees or keeps somebody, and the last proof of who acts is too old; nothing typed is lost.
    """
    accused = terms_court.find(Accused, accused_id)
    terms_court.deciding(actor)
    actor.require_fresh()
    asked = Together()
    charges = asked.ask(lambda: _charges(accused, draft.outcomes)) or []
    told = asked.ask(lambda: _told(draft, now)) or {}
    asked.settle()
    row = CourtAct(
        number=new_number("court_act"), accused=accused, paper_at=now if draft.content else None,
        outcomes=_by_id(draft.outcomes),
        sha256=hashlib.sha256(draft.content).hexdigest() if draft.content else "",
        **told, **terms_court.filed(accused.file, actor, now),
    )  # fmt: skip
    row.flags = _flags(row, charges)
    row.decision_id = decisions.record_fact(
        "casework.court_act", row, actor=actor, now=now, outcome=row.kind, owner_id=row.owner_id, words=row.words,
        flags=[*row.lacking, *row.flags], party_ids=terms_court.parties(accused.file), reference=row.number,
    ).id  # fmt: skip
    row.save(force_insert=True)
    audit.record("casework.court_act_recorded", row, actor=actor, at=now, reference=row.number, after=row.kind)
    is_ratified = row.kind == CourtAct.Kind.RATIFICATION
    if queries_rulings.is_deadly(row) or row.kind == CourtAct.Kind.STAY or is_ratified:
        stop_cards.raise_stop(accused, actor=actor, now=now, is_sent=is_ratified)
    effects.apply(row, actor=actor, now=now)
    telling.tell_of_ruling(accused.file, actor=actor, now=now)
    return row


def _by_id(outcomes: Mapping[UUID, str]) -> dict[str, str]:
    return {str(key): one for key, one in outcomes.items()}


def _charges(accused: Accused, outcomes: Mapping[UUID, str]) -> list[Charge]:
    rows = list(Charge.objects.filter(accused_id=accused.id, id__in=list(outcomes)))
    if {row.id for row in rows} != set(outcomes) or not set(outcomes.values()) <= set(OUTCOMES):
        raise Invalid(errors=[{"field": "outcomes", "code": "UNKNOWN"}])
    return rows


def _flags(row: CourtAct, charges: list[Charge]) -> list[str]:
    said = list(row.outcomes.values())
    return list(
        rules_rulings.flags_of(
            row.kind, row.level, states=[one.state for one in charges], outcomes=said, penalty=row.penalty
        )
    )  # fmt: skip


def _told(draft: CourtActDraft, now: datetime) -> dict[str, object]:
    asked = Together()
    for field, known in (("kind", CourtAct.Kind), ("level", CourtAct.Level), ("penalty", CourtAct.Penalty)):
        if (chosen := getattr(draft, field)) not in known:
            asked.fault(field, "UNKNOWN" if chosen else "MISSING")
    told = asked.ask(lambda: terms.require_fields(
        now, {name: getattr(draft, name) for name in ("court", "judge", "said_at", "words", "record_number")},
        may_be_empty=("judge", "record_number"),  # rule: W-4 -> may_be_empty=("record_number",),
        numbers=("record_number",),
    )) or {}  # fmt: skip
    asked.settle()
    return told | {"kind": draft.kind, "level": draft.level, "penalty": draft.penalty}


@transaction.atomic
def complete_court_act(
    *, actor: Actor, now: datetime, court_act_id: UUID, judge: str = "", outcomes: Mapping[UUID, str] | None = None
) -> CourtAct:
    """Add to a ruling who said it and of which charges, where that was not written down. What is there stays.

    Raises:
        NotFound, NotPermitted: no such ruling, or the actor is neither prosecution nor court.
        AlreadyEntered: it is complete.
        Invalid: nothing is added, or a charge is none of this person's.
    """
    terms_court.find(CourtAct, court_act_id)
    terms_court.deciding(actor)
    row = terms_court.locked(CourtAct, court_act_id)
    lacking = row.lacking
    if not lacking:
        raise AlreadyEntered
    charges = _charges(row.accused, outcomes or {})
    told = terms.require_fields(now, {"judge": judge}, may_be_empty=("judge",))
    if rules_rulings.JUDGE_NOT_NAMED in lacking:
        row.judge = told["judge"]
    if rules_rulings.CHARGES_NOT_ENTERED in lacking and outcomes:
        row.outcomes, before = _by_id(outcomes), row.flags
        row.flags = list(dict.fromkeys((*before, *_flags(row, charges))))
    if row.lacking == lacking:
        raise Invalid(errors=[{"field": "judge" if not row.judge else "outcomes", "code": "MISSING"}])
    row.save(update_fields=["judge", "outcomes", "flags"])
    audit.record(
        "casework.court_act_completed", row, actor=actor, at=now, reference=row.number, before=list(lacking),
        after=list(row.lacking),
    )  # fmt: skip
    effects.apply(row, actor=actor, now=now)
    return row


@transaction.atomic
def add_court_paper(*, actor: Actor, now: datetime, court_act_id: UUID, record_number: str, content: bytes) -> CourtAct:
    """The paper of what a court said has come: its number and the hash of the file. From now on all of it counts.

    Raises:
        NotFound, NotPermitted: no such ruling, or the actor is neither prosecution nor court.
        AlreadyEntered: it has its paper.
        Invalid: no number, or no file.
    """
    terms_court.find(CourtAct, court_act_id)
    terms_court.deciding(actor)
    row = terms_court.locked(CourtAct, court_act_id)
    if row.has_paper:
        raise AlreadyEntered
    asked = Together()
    if not content:
        asked.fault("document", "MISSING")
    told = asked.ask(lambda: terms.require_fields(
        now, {"record_number": record_number}, numbers=("record_number",)
    )) or {}  # fmt: skip
    asked.settle()
    row.record_number = told["record_number"]
    row.sha256, row.paper_at = hashlib.sha256(content).hexdigest(), now
    row.save(update_fields=["record_number", "sha256", "paper_at"])
    audit.record("casework.court_paper_added", row, actor=actor, at=now, reference=row.number, after=row.record_number)
    effects.apply(row, actor=actor, now=now)
    return row
