"""Acts that are alleged: each one of one person, what speaks for and against, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework import queries_court, queries_rulings, rules_court
from tansiq.compartments.casework.actions import hearing_notices, proofs, quarantine, telling, terms, terms_court
from tansiq.compartments.casework.actions.letters import LETTER
from tansiq.compartments.casework.drafts_court import ChargeDraft
from tansiq.compartments.casework.errors import Quarantined
from tansiq.compartments.casework.errors_court import NotAttributed, NotThisStep, OneSided
from tansiq.compartments.casework.models import Accused, Charge, CourtFile
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, Together
from tansiq.people.rules import new_number

# An act that nobody has indicted is looked at again once a year; it ends by no clock, for an heir's right would too.
REVIEW = "CHARGE-REVIEW"


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
    asked = Together()
    for field in ("words", "own_part", "knew", "could"):
        if words := getattr(draft, field).strip():
            asked.ask(partial(terms_court.require_act, words, field, now))
    sides = asked.ask(lambda: _sides(accused.file, draft.evidence, draft.exculpatory, draft.looked_for_against)) or {}
    said = asked.ask(lambda: _said(draft, now)) or {}
    where = asked.ask(lambda: terms_court.when_and_where(draft, now)) or {}
    victims = asked.ask(lambda: terms_court.victims_of(accused.file_id, draft.victim_ids)) or []
    asked.settle()
    row = Charge(
        number=new_number("charge"), accused=accused, victim_ids=[one.id for one in victims], **said, **sides, **where,
        **terms_court.filed(accused.file, actor, now),
    )  # fmt: skip
    is_first_killing = terms_court.is_killing(row) and not queries_rulings.is_killing_alleged(accused)
    before = queries_court.victims_charged(accused.id)
    row.save(force_insert=True)
    hearing_notices.tell_of_charge(row, before, actor=actor, now=now)  # rule: G10
    telling.start(REVIEW, row, reference=row.number, actor=actor, now=now)  # rule: G4
    if is_first_killing and not queries_rulings.has_deciding_letter(accused.id):
        telling.start(LETTER, accused, reference=row.number, actor=actor, now=now)
    audit.record("casework.act_alleged", row, actor=actor, at=now, reference=row.number, after=row.act)
    return row


def _said(draft: ChargeDraft, now: datetime) -> dict[str, object]:
    asked = Together()
    told = asked.ask(lambda: terms.require_fields(
        now, {name: getattr(draft, name) for name in ("words", "happened_on", "control", "own_part", "knew", "could")},
        may_be_empty=("own_part", "knew", "could"),
    )) or {}  # fmt: skip
    if draft.happened_on and draft.happened_on > charter.local_day(now):
        asked.fault("happened_on", "IN_FUTURE")
    asked.ask(lambda: _require_attribution(draft, now))
    asked.ask(lambda: terms.require_code("acts", draft.act, "act", now))
    asked.ask(lambda: terms.require_district(draft.district))
    asked.ask(lambda: terms.require_code("proof_standards", draft.standard, "standard", now))
    asked.settle()
    return told | {"act": draft.act, "mode": draft.mode, "district": draft.district, "standard": draft.standard}


def _require_attribution(draft: ChargeDraft, now: datetime) -> None:
    """Refuse where it is not said how he answers for this one act.

    Raises:
        Invalid: no mode of the charter.
        NotAttributed: his own part lacks, or what a commander knew and could have done (JUD-06).
    """
    mode = terms.require_code("liability_modes", draft.mode, "mode", now)
    modes = charter.current().on(charter.local_day(now)).vocabularies.liability_modes
    missing = rules_court.attribution_missing(
        is_command=next(row.is_command for row in modes if row.code == mode), own_part=draft.own_part,
        knew=draft.knew, could=draft.could,
    )  # fmt: skip
    if missing:  # rule: JUD-06
        raise NotAttributed(errors=[{"field": name, "code": _lack(name, draft, missing)} for name in missing])


def _lack(name: str, draft: ChargeDraft, missing: tuple[str, ...]) -> str:
    """Whether a field is empty, says too little, or belongs to another mode of responsibility."""
    typed = getattr(draft, name).strip()
    if typed and len(typed) >= rules_court.SHORTEST_ACT:
        return "OTHER_RECORD"
    is_other = bool(typed) and any(one != name and not getattr(draft, one).strip() for one in missing)
    return "OTHER_RECORD" if is_other else "TOO_SHORT" if typed else "MISSING"


def _sides(
    file: CourtFile, evidence: Iterable[str], exculpatory: Iterable[str], looked_for_against: str
) -> dict[str, object]:
    """What speaks for and against, as records of the case; the one is asked for like the other."""
    asked, looked = Together(), looked_for_against.strip()
    cited = {"evidence": _named(evidence), "exculpatory": _named(exculpatory)}
    found = {
        side: [asked.ask(partial(quarantine.record_of, file.case_id, one, side)) for one in named]
        for side, named in cited.items()
    }
    asked.ask(lambda: proofs.require_no_intelligence(looked, "looked_for_against"))
    if not cited["exculpatory"] and len(looked) < rules_court.SHORTEST_ACT:  # rule: JUD-07
        asked.refuse(OneSided(errors=[{"field": "exculpatory", "code": "MISSING"}]))
    asked.settle()
    numbers = {side: [row.number for row in rows if row] for side, rows in found.items()}
    return {**numbers, "looked_for_against": looked}


def _named(numbers: Iterable[str]) -> list[str]:
    return [one for one in numbers if one.strip()]


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
    asked = Together()
    asked.ask(lambda: terms.require_code("proof_standards", standard, "standard", now))
    sides = asked.ask(lambda: _sides(row.file, evidence, exculpatory, looked_for_against)) or {}
    asked.settle()
    for name, value in (sides | {"standard": standard}).items():
        setattr(row, name, value)
    row.save(update_fields=["standard", "evidence", "exculpatory", "looked_for_against"])
    telling.again(REVIEW, row, reference=row.number, actor=actor, now=now)
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
    court = _weighed(row, to, reasons=reasons, court_id=court_id, now=now)
    if court is not None:
        row.file.court_id, row.file.referred_at = court, now
        row.file.save(update_fields=["court_id", "referred_at"])
    decisions.authorise(
        "casework.charge", row, actor=actor, now=now, permission=permission, outcome=to, owner_id=row.owner_id,
        reasons=reasons, party_ids=terms_court.parties(row.file),
    )  # fmt: skip
    before, row.state = row.state, to
    row.indicted_at = now if to == rules_court.INDICTED else None
    row.save(update_fields=["state", "indicted_at"])
    if to in (rules_court.INDICTED, rules_court.DISCONTINUED):
        telling.stop(row.id, actor=actor, now=now)
    else:
        telling.again(REVIEW, row, reference=row.number, actor=actor, now=now)
    if to in (rules_court.INSUFFICIENT, rules_court.DISCONTINUED):
        telling.tell_of_ruling(row.file, actor=actor, now=now)
    audit.record("casework.charge_moved", row, actor=actor, at=now, reference=row.number, before=before, after=to)
    return row


def _weighed(row: Charge, to: str, *, reasons: str, court_id: UUID | None, now: datetime) -> UUID | None:
    """The court before which a charge is brought, if it is; refuses once for all that its next state lacks."""
    asked = Together()
    if to in (rules_court.SUFFICIENT, rules_court.INDICTED):
        asked.ask(lambda: terms_court.require_act(row.words, "reasons", now))
        asked.ask(lambda: terms_court.require_ground(reasons, "reasons", now))
        asked.ask(lambda: _require_evidence(row))
    court = asked.ask(lambda: _court(row.file, court_id)) if to == rules_court.INDICTED else None
    asked.ask(lambda: decisions.require_reasons(reasons))
    asked.settle()
    return court


@transaction.atomic
def review_charge(*, actor: Actor, now: datetime, charge_id: UUID, reasons: str) -> Charge:
    """Say with reasons why an act that nobody has indicted is still alleged. The next review is due in a year.

    Raises:
        NotFound, NotPermitted: no such charge, or the actor does not prosecute.
        NotThisStep: it is before a court, or has ended: nothing is to be reviewed.
        NonGround, ThinReasons: the reasons rest on what is never a ground, or say nothing.
    """
    terms_court.find(Charge, charge_id)
    actor.require("casework.open")
    row = terms_court.locked(Charge, charge_id)
    if not rules_court.steps_from(row.state):
        raise NotThisStep
    terms_court.require_ground(reasons, "reasons", now)
    decisions.authorise(
        "casework.charge_reviewed", row, actor=actor, now=now, permission="casework.open", outcome=row.state,
        owner_id=row.owner_id, reasons=reasons, party_ids=terms_court.parties(row.file),
    )  # fmt: skip
    telling.again(REVIEW, row, reference=row.number, actor=actor, now=now)  # rule: G4
    audit.record("casework.charge_reviewed", row, actor=actor, at=now, reference=row.number, after=row.state)
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


def _court(file: CourtFile, court_id: UUID | None) -> UUID | None:
    """The court to which the first indictment brings the file; None for the others, which follow it there.

    Raises:
        Invalid: no court was chosen, or none that sits.
    """
    if file.court_id is not None:
        return None
    if court_id is None:
        raise Invalid(errors=[{"field": "court_id", "code": "MISSING"}])
    court = access.court(court_id)
    if court is None:
        raise Invalid(errors=[{"field": "court_id", "code": "UNKNOWN"}])
    return court.id
