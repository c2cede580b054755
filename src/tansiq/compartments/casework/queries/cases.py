"""Reads of cases: what happened and what was said."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework.models import Allegation, Case, Incident, LogEntry, Ruling, Statement
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.problems import existing

PURPOSE = "OPEN_CASE"
MOST = 200


def cases(limit: int = MOST) -> list[Case]:
    """Cases of the actor, newest first."""
    return list(Case.objects.order_by("-opened_at", "-id")[:limit])


def case(case_id: UUID) -> Case:
    """One case, to act on it.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Case.objects.filter(id=case_id))


@transaction.atomic
def read_case(*, actor: Actor, now: datetime, case_id: UUID) -> Case:
    """One case with what hangs on it; the read is logged under the case's own number (G13).

    Raises:
        NotFound: absent, or hidden.
        NotPermitted: the actor reads no cases.
    """
    row = case(case_id)
    actor.require("casework.read")
    audit.record_read(  # rule: G13
        "casework.case_read", row, actor=actor, at=now, purpose=PURPOSE, reference=row.number, owner_id=row.owner_id
    )
    return row


def note_read(act: str, row: Any, *, reference: str, actor: Actor, now: datetime) -> None:
    """Log that somebody read what says something of people, under the number of the case (G13)."""
    audit.record_read(  # rule: G13
        act, row, actor=actor, at=now, purpose=PURPOSE, reference=reference, owner_id=row.owner_id
    )


def incidents(case_id: UUID) -> list[Incident]:
    """What happened, in order."""
    return list(Incident.objects.filter(case_id=case_id).order_by("happened_at", "id")[:MOST])


def latest_incidents(*, limit: int = MOST) -> list[Incident]:
    """Incidents of every case of the actor, newest first."""
    return list(Incident.objects.order_by("-happened_at", "-id")[:limit])


def incident(incident_id: UUID) -> Incident:
    """One incident with its case.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Incident.objects.select_related("case").filter(id=incident_id))


def entries(incident_id: UUID) -> list[LogEntry]:
    """The operation log, in the order of what happened."""
    return list(LogEntry.objects.filter(incident_id=incident_id).order_by("happened_at", "made_at", "id")[:MOST])


def statement(statement_id: UUID) -> Statement:
    """One statement, to act on it; its words are read by `read_statement`.

    Raises:
        NotFound: absent, hidden, or under quarantine.
    """
    return existing(Statement.objects.select_related("case").defer("words").filter(id=statement_id))


@transaction.atomic
def read_statement(*, actor: Actor, now: datetime, statement_id: UUID) -> Statement:
    """One statement; the read is logged, and says later who knew of it (EVD-13).

    Raises:
        NotFound: absent, hidden, or under quarantine.
        NotPermitted: the actor reads no cases.
    """
    row = existing(Statement.objects.select_related("case").filter(id=statement_id))
    actor.require("casework.read")
    audit.record_read(  # rule: G13
        "casework.statement_read", row, actor=actor, at=now, purpose=PURPOSE, reference=row.case.number,
        owner_id=row.owner_id,
    )  # fmt: skip
    return row


def statements(case_id: UUID) -> list[Statement]:
    """Statements of a case without their words, in the order in which they were made."""
    return list(Statement.objects.filter(case_id=case_id).defer("words").order_by("began_at", "id")[:MOST])


def allegations(statement_id: UUID) -> list[Allegation]:
    """What was said of how a statement came about, the oldest first."""
    return list(Allegation.objects.filter(statement_id=statement_id).order_by("made_at", "id"))


def rulings(statement_id: UUID) -> list[Ruling]:
    """What judges ruled on a statement, the oldest first."""
    return list(Ruling.objects.filter(statement_id=statement_id).order_by("made_at", "id"))
