"""What a court said: judgments, appeals, stays, ratification orders of release, with number and hash of the paper."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework import rules_court, rules_rulings
from tansiq.compartments.casework.actions import stop_cards, terms, terms_court
from tansiq.compartments.casework.drafts_court import CourtActDraft
from tansiq.compartments.casework.errors_court import AlreadyEntered
from tansiq.compartments.casework.models import Accused, Charge, CourtAct, CourtFile
from tansiq.gateway import actions as gateway
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid
from tansiq.people.rules import new_number

NOT_INDICTED = "NOT_INDICTED"
UNPLACED = "RELEASE-UNPLACED"
OUTCOMES = (rules_court.CONVICTED, *sorted(rules_court.CLEARED))
# Why custody lets somebody go, in its own words for it.
GROUNDS = {rules_court.ACQUITTED: "acquitted", rules_court.DISCONTINUED: "dropped"}


@transaction.atomic
def record_court_act(*, actor: Actor, now: datetime, accused_id: UUID, draft: CourtActDraft) -> CourtAct:
    """Write down what a court said of somebody. It is a fact and never refused.

    Without its paper it is pending; a ruling for liberty counts when it is spoken and is at the gate at once (Q-26,
    JUD-09). A sentence of death and a stay stop everything that cannot be undone from their word.

    Raises:
        NotFound, NotPermitted: no such person, or the actor is neither prosecution nor court (JUD-03).
        Invalid: something that must be said is missing, it lies ahead, or a charge is none of this person's.
    """
    accused = terms_court.find(Accused, accused_id)
    terms_court.deciding(actor)
    charges = _charges(accused, draft)
    told = _told(draft, now)
    row = CourtAct(
        number=new_number("court_act"), accused=accused, paper_at=now if draft.content else None,
        outcomes={str(key): one for key, one in draft.outcomes.items()},
        sha256=hashlib.sha256(draft.content).hexdigest() if draft.content else "",
        flags=[NOT_INDICTED] if any(one.state not in rules_court.BEFORE_COURT for one in charges) else [],
        **told, **terms_court.filed(accused.file, actor, now),
    )  # fmt: skip
    row.decision_id = decisions.record_fact(
        "casework.court_act", row, actor=actor, now=now, outcome=row.kind, owner_id=row.owner_id, words=row.words,
        flags=row.flags, party_ids=terms_court.parties(accused.file), reference=row.number,
    ).id  # fmt: skip
    row.save(force_insert=True)
    audit.record("casework.court_act_recorded", row, actor=actor, at=now, reference=row.number, after=row.kind)
    is_ratified = row.kind == CourtAct.Kind.RATIFICATION
    if row.penalty == CourtAct.Penalty.DEATH or row.kind == CourtAct.Kind.STAY or is_ratified:
        stop_cards.raise_stop(accused, actor=actor, now=now, is_sent=is_ratified)
    _apply(row, actor=actor, now=now)
    return row


def _charges(accused: Accused, draft: CourtActDraft) -> list[Charge]:
    rows = list(Charge.objects.filter(accused_id=accused.id, id__in=list(draft.outcomes)))
    if {row.id for row in rows} != set(draft.outcomes) or not set(draft.outcomes.values()) <= set(OUTCOMES):
        raise Invalid(errors=[{"field": "outcomes", "code": "UNKNOWN"}])
    if draft.kind == CourtAct.Kind.JUDGMENT and not rows:
        raise Invalid(errors=[{"field": "outcomes", "code": "MISSING"}])
    return rows


def _told(draft: CourtActDraft, now: datetime) -> dict[str, object]:
    if draft.kind not in CourtAct.Kind or draft.level not in CourtAct.Level or draft.penalty not in CourtAct.Penalty:
        raise Invalid(errors=[{"field": "kind", "code": "UNKNOWN" if draft.kind else "MISSING"}])
    told = terms.require_fields(
        now, {name: getattr(draft, name) for name in ("court", "judge", "said_at", "words", "record_number")},
        may_be_empty=("record_number",),
    )  # fmt: skip
    return told | {"kind": draft.kind, "level": draft.level, "penalty": draft.penalty}


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
    if not content:
        raise Invalid(errors=[{"field": "document", "code": "MISSING"}])
    row.record_number = terms.require_fields(now, {"record_number": record_number})["record_number"]
    row.sha256, row.paper_at = hashlib.sha256(content).hexdigest(), now
    row.save(update_fields=["record_number", "sha256", "paper_at"])
    audit.record("casework.court_paper_added", row, actor=actor, at=now, reference=row.number, after=row.record_number)
    _apply(row, actor=actor, now=now)
    return row


def _apply(row: CourtAct, *, actor: Actor, now: datetime) -> None:
    """What counts takes effect: charges stand where the court put them, and who is free is free at the gate."""
    done = []
    for charge in Charge.objects.select_for_update(of=("self",)).filter(id__in=list(row.outcomes)).order_by("id"):
        outcome = row.outcomes[str(charge.id)]
        if not rules_rulings.counts(row.kind, outcome, has_paper=row.has_paper):  # rule: JUD-03, Q-26
            continue
        if _is_overruled(row, str(charge.id)):
            continue
        done.append(outcome)
        if charge.state != outcome:
            before, charge.state = charge.state, outcome
            charge.save(update_fields=["state"])
            audit.record(
                "casework.charge_moved", charge, actor=actor, at=now, reference=charge.number, before=before,
                after=outcome,
            )  # fmt: skip
    states = list(Charge.objects.filter(accused_id=row.accused_id).values_list("state", flat=True))
    if rules_rulings.frees(row.kind, done, states):
        _release(row, done, actor=actor, now=now)


def _is_overruled(row: CourtAct, charge: str) -> bool:
    """Whether a later judgment on the same act counts: a paper that comes late undoes nothing."""
    later = CourtAct.objects.filter(accused_id=row.accused_id, kind=CourtAct.Kind.JUDGMENT, said_at__gt=row.said_at)
    return any(
        one.outcomes.get(charge) and rules_rulings.counts(one.kind, one.outcomes[charge], has_paper=one.has_paper)
        for one in later
    )


def _release(row: CourtAct, done: list[str], *, actor: Actor, now: datetime) -> None:
    """The order goes to the gate, past every internal status; without a number of the register somebody is told."""
    accused, file = row.accused, row.file
    ground = next((GROUNDS[one] for one in done if one in GROUNDS), "other")
    if not accused.detention:
        _tell_unplaced(row, file, now)
        return
    gateway.pass_release(  # rule: JUD-09
        actor=actor, now=now, detention=accused.detention, ground=ground, order=row.record_number,
        said_at=row.said_at, by=f"{row.court}، {row.judge}", owner_id=row.owner_id, decision_id=row.decision_id,
    )  # fmt: skip


def _tell_unplaced(row: CourtAct, file: CourtFile, now: datetime) -> None:
    """Nobody knows under which number he is held: the inspector is told at once, so that nobody is forgotten."""
    clocks.tell(UNPLACED, role="inspector", now=now, reference=row.number, subject=("casework.courtact", row.id))
