"""Acts that are alleged: each one of one person, what speaks for and against, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework import queries_rulings, rules_court
from tansiq.compartments.casework.actions import proofs, quarantine, telling, terms, terms_court
from tansiq.compartments.casework.actions.letters import LETTER
from tansiq.compartments.casework.drafts_court import ChargeDraft
from tansiq.compartments.casework.errors import Quarantined
from tansiq.compartments.casework.errors_court import NotAttributed, NotThisStep, OneSided
from tansiq.compartments.casework.models import Accused, Charge, CourtFile
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.rules import Kind, Standing
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, NotFound
from tansiq.people.rules import new_number


@transaction.atomic
def allege_act(*, actor: Actor, now: datetime, accused_id: UUID, draft: ChargeDraft) -> Charge:
    """Write down one act that is alleged against one person. What it is called in law nobody infers from it.

    Raises:
        NotFound, NotPermitted: no such person, or the actor neither prosecutes nor investigates.
        NonGround, RankIsNoAct: the words name no act but a relative, a tribe, a belief or a rank (G12, JUD-01).
        NotAttributed: it is not said how he answers for this one act (JUD-06).
        OneSided: nothing is said of what speaks for him (JUD-07).
        IntelligenceInEvidence, NotARecord: it cites intelligence, or what is no record of the case.
        Invalid: something that must be said is missing, or none of the charter.
    """
    accused = terms_court.find(Accused, accused_id)
    actor.require("casework.record")
    terms_court.require_act(draft.words, "words", now)
    for field in ("own_part", "knew", "could"):
        if words := getattr(draft, field).strip():
            terms_court.require_act(words, field, now)
    victims = terms_court.victims_of(accused.file_id, draft.victim_ids)
    row = Charge(
        number=new_number("charge"), accused=accused, victim_ids=[one.id for one in victims],
        **_said(draft, now), **_sides(accused.file, draft.evidence, draft.exculpatory, draft.looked_for_against),
        **terms_court.filed(accused.file, actor, now),
    )  # fmt: skip
    is_first_killing = terms_court.is_killing(row) and not queries_rulings.is_killing_alleged(accused)
    row.save(force_insert=True)
    if is_first_killing and not queries_rulings.has_deciding_letter(accused.id):
        telling.start(LETTER, accused, reference=row.number, actor=actor, now=now)
    audit.record("casework.act_alleged", row, actor=actor, at=now, reference=row.number, after=row.act)
    return row


def _said(draft: ChargeDraft, now: datetime) -> dict[str, object]:
    told = terms.require_fields(
        now, {name: getattr(draft, name) for name in ("words", "happened_on", "control", "own_part", "knew", "could")},
        may_be_empty=("own_part", "knew", "could"),
    )  # fmt: skip
    mode = terms.require_code("liability_modes", draft.mode, "mode", now)
    modes = charter.current().on(charter.local_day(now)).vocabularies.liability_modes
    missing = rules_court.attribution_missing(
        is_command=next(row.is_command for row in modes if row.code == mode), own_part=draft.own_part,
        knew=draft.knew, could=draft.could,
    )  # fmt: skip
    if missing:  # rule: JUD-06
        raise NotAttributed(errors=[{"field": name, "code": "MISSING"} for name in missing])
    if draft.happened_on and draft.happened_on > charter.local_day(now):
        raise Invalid(errors=[{"field": "happened_on", "code": "IN_FUTURE"}])
    return told | {
        "act": terms.require_code("acts", draft.act, "act", now), "mode": mode,
        "district": terms.require_district(draft.district),
        "standard": terms.require_code("proof_standards", draft.standard, "standard", now),
    }  # fmt: skip


def _sides(
    file: CourtFile, evidence: Iterable[str], exculpatory: Iterable[str], looked_for_against: str
) -> dict[str, object]:
    """What speaks for and against, as records of the case; the one is asked for like the other."""
    found = {
        "evidence": [quarantine.record_of(file.case_id, one).number for one in evidence if one.strip()],
        "exculpatory": [quarantine.record_of(file.case_id, one).number for one in exculpatory if one.strip()],
    }
    looked = looked_for_against.strip()
    proofs.require_no_intelligence(looked, "looked_for_against")
    if not found["exculpatory"] and len(looked) < rules_court.SHORTEST_ACT:  # rule: JUD-07
        raise OneSided(errors=[{"field": "exculpatory", "code": "MISSING"}])
    return {**found, "looked_for_against": looked}


@transaction.atomic
def weigh_charge(
    *,
    actor: Actor,
    now: datetime,
    charge_id: UUID,
    standard: str,
    evidence: Iterable[str] = (),
    exculpatory: Iterable[str] = (),
    looked_for_against: str = "",
) -> Charge:
    """Say anew what speaks for and against, and how far it reaches, as long as it is not before a court.

    Raises:
        NotFound, NotPermitted: no such charge, or the actor neither prosecutes nor investigates.
        NotThisStep: it is before a court, or has ended.
        OneSided, NotARecord, IntelligenceInEvidence, Invalid: as for `allege_act`.
    """
    terms_court.find(Charge, charge_id)
    actor.require("casework.record")
    row = terms_court.locked(Charge, charge_id)
    is_enough = row.state == rules_court.SUFFICIENT and not actor.has("casework.open")
    if is_enough or not rules_court.steps_from(row.state):
        raise NotThisStep
    row.standard = terms.require_code("proof_standards", standard, "standard", now)
    for name, value in _sides(row.file, evidence, exculpatory, looked_for_against).items():
        setattr(row, name, value)
    row.save(update_fields=["standard", "evidence", "exculpatory", "looked_for_against"])
    audit.record("casework.charge_weighed", row, actor=actor, at=now, reference=row.number, after=standard)
    return row


@transaction.atomic
def move_charge(
    *, actor: Actor, now: datetime, charge_id: UUID, to: str, reasons: str, court_id: UUID | None = None
) -> Charge:
    """Bring a charge to its next state: investigated; enough, or not; indicted before a court; discontinued.

    Args:
        court_id: for the first indictment of a file, the court before which it is brought.

    Raises:
        NotFound, NotPermitted: no such charge, or whoever acts may not take this step.
        NotThisStep: it does not go there, or a court alone brings it there.
        ThinReasons: the reasons say nothing.
        NonGround: they rest on what is never a ground (G12).
        Quarantined: what speaks for it may come from ill-treatment, and no judge has ruled (G7).
        Invalid: an indictment without a court, or nothing that speaks for it.
    """
    terms_court.find(Charge, charge_id)
    actor.require("casework.record")
    row = terms_court.locked(Charge, charge_id)
    permission = rules_court.steps_from(row.state).get(to)
    if permission is None:
        raise NotThisStep
    actor.require(permission)
    if to in (rules_court.SUFFICIENT, rules_court.INDICTED):
        terms_court.require_act(row.words, "reasons", now)
        _require_evidence(row)
    if to == rules_court.INDICTED:
        _refer(row.file, court_id, now)
    decisions.authorise(
        "casework.charge", row, actor=actor, now=now, permission=permission, outcome=to, owner_id=row.owner_id,
        reasons=reasons, party_ids=terms_court.parties(row.file),
    )  # fmt: skip
    before, row.state = row.state, to
    row.indicted_at = now if to == rules_court.INDICTED else None
    row.save(update_fields=["state", "indicted_at"])
    audit.record("casework.charge_moved", row, actor=actor, at=now, reference=row.number, before=before, after=to)
    return row


def _require_evidence(row: Charge) -> None:
    """Refuse where nothing speaks for it, or what does is under quarantine (G7).

    Raises:
        Invalid: nothing speaks for it.
        Quarantined: something of it may come from ill-treatment, and no judge has ruled.
    """
    if not row.evidence:
        raise Invalid(errors=[{"field": "to", "code": "MISSING"}])
    if any(quarantine.record_of(row.file.case_id, number).is_quarantined for number in row.evidence):
        raise Quarantined


def _refer(file: CourtFile, court_id: UUID | None, now: datetime) -> None:
    """The first indictment brings the file before a court; the others follow it there."""
    if file.court_id is not None:
        return
    if court_id is None:
        raise Invalid(errors=[{"field": "court_id", "code": "MISSING"}])
    try:
        court = access.agency(court_id)
    except NotFound as fault:
        raise Invalid(errors=[{"field": "court_id", "code": "UNKNOWN"}]) from fault
    if court.kind != Kind.JUDICIAL or court.standing != Standing.ACCREDITED:
        raise Invalid(errors=[{"field": "court_id", "code": "UNKNOWN"}])
    file.court_id, file.referred_at = court.id, now
    file.save(update_fields=["court_id", "referred_at"])
