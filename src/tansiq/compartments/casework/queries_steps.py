"""Reads of steps that cannot be undone, and whether one waits for the court. No list runs over accused (Q-21)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from tansiq.compartments.casework import queries_rulings, rules_rulings
from tansiq.compartments.casework.models import Accused, CourtAct, FinalStep, Victim
from tansiq.gateway import queries as gateway
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.problems import existing

MOST = 200
Subject = Accused | Victim


def step(step_id: UUID) -> FinalStep:
    """One line of a step with its file.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(FinalStep.objects.select_related("file", "accused", "victim").filter(id=step_id))


def steps_of(subjects: Iterable[Subject]) -> list[FinalStep]:
    """Steps about one accused, or about the victims of one file, in the order in which they were written down."""
    ids = [one.id for one in subjects]
    rows = FinalStep.objects.filter(accused_id__in=ids) | FinalStep.objects.filter(victim_id__in=ids)
    return list(rows.select_related("file", "accused", "victim").order_by("made_at", "id")[:MOST])


def standing(rows: Iterable[FinalStep]) -> set[UUID]:
    """Plans that stand: the last line of each step, where that is a plan."""
    last = {(row.kind, row.accused_id, row.victim_id): row for row in rows}
    return {row.id for row in last.values() if row.state == FinalStep.State.PLANNED}


def references(subject: Subject) -> set[str]:
    """Numbers under which a stop would hold: of the file, and of each other that the reader has about that family."""
    found = {subject.file.case_number, subject.file.number}
    if isinstance(subject, Victim) and subject.heirs_record:
        others = Victim.objects.filter(heirs_record=subject.heirs_record)
        found.update(number for pair in others.values_list("file__case_number", "file__number") for number in pair)
    return found


def is_waiting(kind: str, subject: Subject, *, actor: Actor, since: datetime | None = None) -> bool:
    """Whether a step that cannot be undone waits for the court, whatever the cause.

    Args:
        kind: of `FinalStep`, or `RATIFICATION_SENT`.
        since: of what was planned or done before: a stop that fell since then counts as well.
    """
    is_stopped = gateway.is_stopped(references(subject), actor=actor, since=since)
    stands = isinstance(subject, Accused) and rules_rulings.death_stands(queries_rulings.sentences(subject.id))
    is_ratified = stands and _is_ratified(subject.id)
    return rules_rulings.step_waits(kind, is_stopped=is_stopped, death_stands=stands, is_ratified=is_ratified)


def _is_ratified(accused_id: UUID) -> bool:
    """Whether a ratification with its paper was spoken after the last sentence of death."""
    rows = CourtAct.objects.filter(accused_id=accused_id)
    deadly = rows.filter(penalty=CourtAct.Penalty.DEATH).exclude(kind=CourtAct.Kind.RATIFICATION)
    last = deadly.order_by("-said_at").first()
    said = rows.filter(kind=CourtAct.Kind.RATIFICATION, said_at__gte=last.said_at) if last else rows.none()
    return any(row.has_paper and row.is_complete for row in said)
