"""Decisions of a court file of which a sheet is made for whom they concern."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from tansiq.compartments.casework import queries_court
from tansiq.compartments.casework.decision_words import COURTS_ALONE, Told, told_of
from tansiq.compartments.casework.models import (
    Accused,
    Charge,
    CourtFile,
    FinalStep,
    Hearing,
    ProsecutionLetter,
    Settlement,
)
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.decisions import queries as decisions
from tansiq.kernel.decisions.queries import Decision
from tansiq.kernel.problems import NotFound

HEARING = "casework.hearing"
_SUBJECTS: dict[str, type[Any]] = {
    "casework.charge": Charge, "casework.accused": Accused, "casework.prosecutionletter": ProsecutionLetter,
    "casework.settlement": Settlement, "casework.hearing": Hearing,
    "casework.finalstep": FinalStep,
}  # fmt: skip


@dataclass(frozen=True)
class Decided:
    """A decision with what its sheet says.

    Attributes:
        reference: number of the charge or the hearing, else of the file.
        people: whom it concerns, by name.
        hour: of a hearing.
        track: in words, of a decision on one.
        ends_at: the day of its own on which it ends.
    """

    decision: Decision
    told: Told
    file: CourtFile
    reference: str
    people: tuple[str, ...]
    hour: datetime | None = None
    track: str = ""
    ends_at: datetime | None = None


def decided(decision_id: UUID, *, is_court: bool) -> Decided:
    """One decision of a court file.

    Args:
        is_court: the reader is of the court; some are its own alone.

    Raises:
        NotFound: absent, hidden, of something else, or one of which no sheet is made.
    """
    row = decisions.decision(decision_id)
    told, kind = told_of(row.kind, row.outcome), _SUBJECTS.get(row.subject_kind)
    subject = kind.objects.select_related("file").filter(id=row.subject_id).first() if kind else None
    if told is None or subject is None:
        raise NotFound
    if row.kind in COURTS_ALONE and not is_court:  # rule: Q-23
        raise NotFound
    if row.kind == HEARING and row.id != _last_of_hearing(row.subject_id):
        raise NotFound
    track = charter.current().label("tracks", row.outcome, "ar") if row.kind == "casework.characterised" else ""
    return Decided(
        row, told, subject.file, getattr(subject, "number", subject.file.number), tuple(_people(subject)),
        _hour(subject, row.outcome), track,
        row.ends_at or _end_of(subject),
    )  # fmt: skip


def _hour(subject: Any, outcome: str) -> datetime | None:
    if isinstance(subject, FinalStep):
        return subject.at
    return subject.starts_at if isinstance(subject, Hearing) and outcome != "cancelled" else None


def _end_of(subject: Any) -> datetime | None:
    if not isinstance(subject, Settlement) or subject.ends_on is None:
        return None
    return datetime.combine(subject.ends_on, time(12), tzinfo=charter.current().jurisdiction.tz)


def _people(subject: Any) -> list[str]:
    if isinstance(subject, Accused):
        return [subject.name]
    if isinstance(subject, Settlement):
        return [one.label for one in queries_court.victims_named(subject.victim_ids)]
    if isinstance(subject, Hearing):
        return [one.name for one in queries_court.people_named(subject.accused_ids)]
    if isinstance(subject, FinalStep) and subject.victim:
        return [subject.victim.label]
    return [subject.accused.name]


def printable(subject_id: UUID, *, is_court: bool) -> list[Decision]:
    """Decisions about a record of which a sheet is made for this reader, newest first."""
    rows = [row for row in decisions.of_subject(subject_id) if told_of(row.kind, row.outcome)]
    last = next((row.id for row in rows if row.kind == HEARING), None)
    rows = [row for row in rows if row.kind != HEARING or row.id == last]
    return [row for row in rows if is_court or row.kind not in COURTS_ALONE]


def _last_of_hearing(subject_id: UUID) -> UUID | None:
    """The decision under which a hearing stands; its hour and room are the hearing's own, an older one had others."""
    return next((row.id for row in decisions.of_subject(subject_id) if row.kind == HEARING), None)
