"""Reads of the court file. Row security decides which rows exist; every list is ordered and bounded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import models, transaction

from tansiq.compartments.casework import rules_court
from tansiq.compartments.casework.models import (
    Accused,
    AgeStatement,
    Characterisation,
    Charge,
    CourtFile,
    Rank,
    Settlement,
    Victim,
)
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.problems import existing

MOST = 200
PURPOSE = "OPEN_CASE"
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Cell:
    """A charge against one accused for one victim, and on which track; None where nobody has said one."""

    charge: Charge
    track: Characterisation | None


def court_files(limit: int = MOST) -> list[CourtFile]:
    """Court files of the actor, newest first."""
    return list(CourtFile.objects.order_by("-opened_at", "-id")[:limit])


def court_file_of(case_id: UUID) -> CourtFile | None:
    """The court file of a case, None where there is none that the actor sees."""
    return CourtFile.objects.filter(case_id=case_id).first()


def _one(kind: type[Row], record_id: UUID) -> Row:
    return existing(kind._default_manager.filter(pk=record_id))


def court_file(file_id: UUID) -> CourtFile:
    """One file, to act on it.

    Raises:
        NotFound: absent, or hidden.
    """
    return _one(CourtFile, file_id)


@transaction.atomic
def read_court_file(*, actor: Actor, now: datetime, file_id: UUID) -> CourtFile:
    """One court file with what hangs on it; the read is logged under its number (G13).

    Raises:
        NotFound: absent, or hidden.
    """
    row = court_file(file_id)
    log_read("court_file", row, actor=actor, now=now)
    return row


def log_read(what: str, row: Any, *, actor: Actor, now: datetime) -> None:
    """Log that somebody reads what stands in a court file, under the number of the file (G13).

    Args:
        what: what is looked at: `accused`, `charge`, `victims` and so on.
        row: the court file, or a record of it.
    """
    file = row if isinstance(row, CourtFile) else row.file
    audit.record_read(  # rule: G13
        f"casework.{what}_read", row, actor=actor, at=now, purpose=PURPOSE, reference=file.number,
        owner_id=file.owner_id,
    )  # fmt: skip


def accused(accused_id: UUID) -> Accused:
    """One accused with his file.

    Raises:
        NotFound: absent, or hidden.
    """
    return _one(Accused, accused_id)


def victim(victim_id: UUID) -> Victim:
    """One victim.

    Raises:
        NotFound: absent, or hidden.
    """
    return _one(Victim, victim_id)


def charge(charge_id: UUID) -> Charge:
    """One charge.

    Raises:
        NotFound: absent, or hidden.
    """
    return _one(Charge, charge_id)


def all_accused(file_id: UUID) -> list[Accused]:
    """Everybody accused in a file, in the order in which they were entered: never by what they may expect (Q-21)."""
    return list(Accused.objects.filter(file_id=file_id).order_by("made_at", "id")[:MOST])


def victims(file_id: UUID) -> list[Victim]:
    """Victims of a file, in the order in which they were entered."""
    return list(Victim.objects.filter(file_id=file_id).order_by("made_at", "id")[:MOST])


def victims_named(victim_ids: Iterable[UUID]) -> list[Victim]:
    """Victims by their handles, in the order in which they were entered."""
    return list(Victim.objects.filter(id__in=list(victim_ids)).order_by("made_at", "id"))


def charges(file_id: UUID, *, accused_id: UUID | None = None) -> list[Charge]:
    """Charges of a file, or of one accused in it, in the order in which they were entered."""
    rows = Charge.objects.select_related("accused").filter(file_id=file_id)
    if accused_id is not None:
        rows = rows.filter(accused_id=accused_id)
    return list(rows.order_by("made_at", "id")[:MOST])


def victims_charged(accused_id: UUID) -> set[UUID]:
    """Victims of the charges against somebody."""
    charged = Charge.objects.filter(accused_id=accused_id).values_list("victim_ids", flat=True)
    return {one for ids in charged for one in ids}


def people_named(accused_ids: Iterable[UUID]) -> list[Accused]:
    """Accused by their handles, in the order in which they were entered."""
    return list(Accused.objects.filter(id__in=list(accused_ids)).order_by("made_at", "id"))


def ages(accused_id: UUID) -> list[AgeStatement]:
    """What was said later of somebody's age at the act, oldest first."""
    return list(AgeStatement.objects.filter(accused_id=accused_id).order_by("made_at", "id"))


def age_of(row: Accused) -> str:
    """The age at the act that leads: what stands in the row was entered first, and is never overwritten (Q-16)."""
    later = AgeStatement.objects.filter(accused_id=row.id).order_by("made_at", "id")
    return rules_court.leading_age([(row.age_at_act, False), *later.values_list("age_at_act", "is_ruling")])


def ranks(accused_id: UUID) -> list[Rank]:
    """What analysts say of somebody's rank; for a court there is none."""
    return list(Rank.objects.filter(accused_id=accused_id).order_by("made_at", "id")[:MOST])


def characterisations(charge_id: UUID) -> list[Characterisation]:
    """Everything that was said of the track of a charge, oldest first."""
    rows = Characterisation.objects.select_related("victim").filter(charge_id=charge_id)
    return list(rows.order_by("made_at", "id")[:MOST])


def settlements(file_id: UUID) -> list[Settlement]:
    """Settlements written down in a file, the oldest first."""
    return list(Settlement.objects.filter(file_id=file_id).order_by("made_at", "id")[:MOST])


def per_victim(file_id: UUID) -> list[tuple[Victim, list[tuple[Accused, list[Cell]]]]]:
    """Victim by victim, accused by accused: which charges, each on which track for this victim (JUD-05)."""
    people, found = all_accused(file_id), charges(file_id)
    said: dict[tuple[UUID, UUID | None], Characterisation] = {}
    for one in Characterisation.objects.filter(file_id=file_id).order_by("made_at", "id"):
        earlier = said.get((one.charge_id, one.victim_id))
        before = (earlier.by, bool(earlier.paper)) if earlier else None
        if rules_court.is_in_place_of((one.by, bool(one.paper)), before):
            said[one.charge_id, one.victim_id] = one
    return [
        (
            victim,
            [
                (
                    person,
                    [
                        Cell(one, said.get((one.id, victim.id)))
                        for one in found
                        if one.accused_id == person.id and victim.id in one.victim_ids
                    ],
                )
                for person in people
            ],
        )
        for victim in victims(file_id)
    ]
