"""Steps that cannot be undone: a plan waits while the court must speak; what happened is written down (Q-23, W-4)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework import queries_steps
from tansiq.compartments.casework.actions import terms, terms_court
from tansiq.compartments.casework.drafts_court import StepDraft
from tansiq.compartments.casework.errors_court import AlreadyEntered, Stopped
from tansiq.compartments.casework.models import Accused, FinalStep, Victim
from tansiq.compartments.casework.queries_steps import Subject
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, NotFound, Together

WHILE_STOPPED = "STEP-WHILE-STOPPED"
STOP = "STOP_COURT"


@transaction.atomic
def plan_step(
    *,
    actor: Actor,
    now: datetime,
    draft: StepDraft,
    reasons: str,
    accused_id: UUID | None = None,
    victim_id: UUID | None = None,
) -> FinalStep:
    """Plan a step that cannot be undone. A later plan of the same step takes the place of the one before.

    Raises:
        NotFound, NotPermitted: no such person; or the actor is neither prosecution nor court, for a certificate not of
            the court.
        Stopped: a stop stands on the case, whatever its cause; of a sentence also where none stands that was ratified.
        ThinReasons, Invalid: the reasons say nothing; no such step of this person, it lies in the past, who does it or
            by which paper is not said.
    """
    subject = _subject(accused_id, victim_id)
    permission = _permission(draft.kind, actor)
    _require_kind(draft.kind, subject)
    asked, given = Together(), {"by": draft.by, "instrument": draft.instrument}
    told = asked.ask(lambda: terms.require_fields(now, given)) or {}
    if draft.at is None or draft.at <= now:
        asked.fault("at", "TOO_OLD" if draft.at else "MISSING")
    if queries_steps.is_waiting(draft.kind, subject, actor=actor):  # rule: Q-23, JUD-08
        asked.refuse(Stopped())
    asked.ask(lambda: decisions.require_reasons(reasons))
    asked.settle()
    told["at"] = draft.at
    row = FinalStep(kind=draft.kind, state=FinalStep.State.PLANNED, **told, **_about(subject, actor, now))
    return _decided(row, draft.kind, permission, reasons, actor=actor, now=now)


@transaction.atomic
def call_off_step(*, actor: Actor, now: datetime, step_id: UUID, reasons: str) -> FinalStep:
    """Call off a step that is planned.

    Raises:
        NotFound, NotPermitted: no such plan, or the actor may not plan it.
        AlreadyEntered: it happened, was called off, or is planned anew.
        ThinReasons: the reasons say nothing.
    """
    plan = queries_steps.step(step_id)
    permission = _permission(plan.kind, actor)
    subject = _subject(plan.accused_id, plan.victim_id)
    if plan.id not in queries_steps.standing(queries_steps.steps_of([subject])):
        raise AlreadyEntered
    decisions.require_reasons(reasons)
    row = FinalStep(
        kind=plan.kind, state=FinalStep.State.CALLED_OFF, at=plan.at, by=plan.by, instrument=plan.instrument,
        **_about(subject, actor, now),
    )  # fmt: skip
    return _decided(row, FinalStep.State.CALLED_OFF, permission, reasons, actor=actor, now=now)


@transaction.atomic
def record_step(
    *,
    actor: Actor,
    now: datetime,
    draft: StepDraft,
    words: str = "",
    accused_id: UUID | None = None,
    victim_id: UUID | None = None,
) -> FinalStep:
    """Write down that a step happened that cannot be undone. It is a fact and never refused.

    Where a stop stood then, or any time since, the inspector is told at once (Q-23, W-4).

    Raises:
        NotFound, NotPermitted: as for a plan.
        Invalid: it is not said what happened and when, or it lies ahead.
    """
    subject = _subject(accused_id, victim_id)
    _permission(draft.kind, actor)
    asked = Together()
    given = {"at": draft.at, "by": draft.by, "instrument": draft.instrument, "words": words}
    told = asked.ask(lambda: terms.require_fields(now, given, may_be_empty=("by", "instrument", "words"))) or {}
    asked.ask(lambda: _require_kind(draft.kind, subject))
    asked.settle()
    row = FinalStep(kind=draft.kind, state=FinalStep.State.HAPPENED, **told, **_about(subject, actor, now))
    row.flags = [STOP] if queries_steps.is_waiting(draft.kind, subject, actor=actor, since=row.at) else []
    row.decision_id = decisions.record_fact(
        "casework.step_happened", row, actor=actor, now=now, outcome=row.kind, owner_id=row.owner_id, words=row.words,
        flags=row.flags, party_ids=terms_court.parties(subject.file), reference=subject.file.number,
    ).id  # fmt: skip
    row.save(force_insert=True)
    if row.flags:  # rule: Q-23, W-4
        clocks.tell(
            WHILE_STOPPED, role="inspector", now=now, reference=subject.file.number,
            subject=("casework.finalstep", row.id),
        )  # fmt: skip
    audit.record("casework.step_happened", row, actor=actor, at=now, reference=subject.file.number, after=row.kind)
    return row


def _subject(accused_id: UUID | None, victim_id: UUID | None) -> Subject:
    if accused_id is not None:
        return terms_court.find(Accused, accused_id)
    if victim_id is not None:
        return terms_court.find(Victim, victim_id)
    raise NotFound


def _require_kind(kind: str, subject: Subject) -> None:
    """A sentence is somebody's who is accused; remains and a certificate are a victim's.

    Raises:
        Invalid: no such step.
    """
    is_sentence = kind == FinalStep.Kind.EXECUTION
    if kind not in FinalStep.Kind or is_sentence != isinstance(subject, Accused):
        raise Invalid(errors=[{"field": "kind", "code": "UNKNOWN" if kind else "MISSING"}])


def _permission(kind: str, actor: Actor) -> str:
    """Under which permission somebody speaks of such a step: a certificate of heirs is the court's alone.

    Raises:
        NotPermitted: neither prosecution nor court.
    """
    if kind == FinalStep.Kind.CERTIFICATE:  # rule: JUD-03
        actor.require("casework.court")
    return terms_court.deciding(actor)


def _about(subject: Subject, actor: Actor, now: datetime) -> dict[str, object]:
    whose = "accused" if isinstance(subject, Accused) else "victim"
    return {whose: subject, **terms_court.filed(subject.file, actor, now)}


def _decided(row: FinalStep, outcome: str, permission: str, reasons: str, *, actor: Actor, now: datetime) -> FinalStep:
    row.decision_id = decisions.authorise(
        "casework.step", row, actor=actor, now=now, permission=permission, outcome=outcome, owner_id=row.owner_id,
        reasons=reasons, party_ids=terms_court.parties(row.file),
    ).id  # fmt: skip
    row.save(force_insert=True)
    audit.record(f"casework.step_{row.state}", row, actor=actor, at=now, reference=row.file.number, after=row.kind)
    return row
