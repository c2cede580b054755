"""Which statements and records of a case nobody reads on: worked out anew whenever anything of it changes.

One engine says it, `tansiq.kernel.taint`, for the pages as for the replay of the register of custody.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from tansiq.compartments.casework.actions import telling
from tansiq.compartments.casework.errors import IntelligenceInEvidence, NotARecord
from tansiq.compartments.casework.models import (
    Allegation,
    Association,
    Evidence,
    Exhibit,
    Finding,
    Lineage,
    Ruling,
    Statement,
)
from tansiq.compartments.casework.rules import is_of_intelligence
from tansiq.kernel import taint
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit import queries as log
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as

QUARANTINED = "STATEMENT-QUARANTINED"
REACHED = (Statement, Exhibit, Finding, Evidence, Association)
Cited = Statement | Exhibit


def record_of(case_id: UUID, number: str, field: str = "number") -> Cited:
    """The exhibit or statement of a case with this number.

    Args:
        field: where it was typed.

    Raises:
        IntelligenceInEvidence: the number is one of intelligence (G9).
        NotARecord: nothing of the case that the actor may read has it.
    """
    wanted = number.strip().upper()
    if is_of_intelligence(wanted):  # rule: G9
        raise IntelligenceInEvidence(errors=[{"field": field, "code": "UNKNOWN"}])
    for kind in (Exhibit, Statement):
        found = kind.objects.filter(case_id=case_id, number=wanted).first()
        if found is not None:
            return found
    raise NotARecord(errors=[{"field": field, "code": "UNKNOWN"}])


def _tainted(
    statements: Iterable[Statement], alleged: Iterable[Allegation], ruled: Iterable[Ruling]
) -> dict[str, datetime]:
    """Statements under quarantine, with the moment each was taken."""
    said: dict[UUID, list[datetime]] = {}
    for one in alleged:
        said.setdefault(one.statement_id, []).append(one.made_at)
    rulings: dict[UUID, list[tuple[datetime, str]]] = {}
    for ruling in ruled:
        rulings.setdefault(ruling.statement_id, []).append((ruling.made_at, ruling.result))
    found = {}
    for row in statements:
        moments = said.get(row.id, []) + ([row.made_at] if "SAME_WORDS" in row.flags else [])
        # A court has heard what is said before it: only an allegation calls it into question.
        flags = [] if row.kind == Statement.Kind.COURT_RECORD else row.flags
        if taint.is_quarantined(flags, moments, rulings.get(row.id, [])):
            found[str(row.id)] = row.began_at
    return found


def _had_read(row: Lineage, actor: Actor) -> frozenset[str]:
    """What the author of a record had read before it, as the log says: statements and records by id."""
    with acting_as(actor.through("review")):
        reads = log.reads(user_id=row.author_user_id, until=row.made_at, limit=100_000)
    return frozenset(str(entry.subject_id) for entry in reads)


def _rests(case_id: UUID, actor: Actor) -> list[taint.Rests]:
    """What rests on what: by lineages that were written down, and by citation, which is a lineage too."""
    told = [
        taint.Rests(
            record=str(row.record_id), sources=tuple(str(one) for one in row.source_ids), origin_at=row.origin_at,
            had_read=_had_read(row, actor) if row.says_unread else None,
        )
        for row in Lineage.objects.filter(case_id=case_id)
    ]  # fmt: skip
    parts = Exhibit.objects.filter(case_id=case_id).exclude(parent_id=None)
    told += [taint.Rests(str(row.id), (str(row.parent_id),)) for row in parts]
    told += [taint.Rests(str(row.id), (str(row.record_id),)) for row in Evidence.objects.filter(case_id=case_id)]
    told += [
        taint.Rests(str(row.id), (str(row.record_id), str(row.exhibit_id)))
        for row in Association.objects.filter(case_id=case_id)
    ]
    ids = {row.number: str(row.id) for kind in (Exhibit, Statement) for row in kind.objects.filter(case_id=case_id)}
    cited = Finding.objects.filter(case_id=case_id).exclude(number="")
    return told + [taint.Rests(str(row.id), (ids[row.number],)) for row in cited if row.number in ids]


def renew(case_id: UUID, *, owner_id: UUID, actor: Actor, now: datetime) -> frozenset[str]:
    """Work out the quarantine of a case and mark its records; the prosecution is told of every statement that falls.

    Returns:
        Ids of all that is under quarantine now.
    """
    room = actor.through("quarantine")
    with acting_as(room):
        statements = list(Statement.objects.filter(case_id=case_id))
        tainted = _tainted(
            statements, Allegation.objects.filter(case_id=case_id), Ruling.objects.filter(case_id=case_id)
        )
        found = taint.quarantined(tainted, _rests(case_id, room))
        for kind in REACHED:
            _mark(kind, case_id, found)
    for row in statements:
        if str(row.id) in tainted and not row.is_quarantined:
            audit.record("casework.statement_quarantined", row, actor=actor, at=now, reference=row.number)
            telling.tell_prosecution(
                QUARANTINED, agency_id=owner_id, reference=row.number, kind="casework.statement", record_id=row.id,
                actor=actor, now=now,
            )  # fmt: skip
            clocks.tell(
                QUARANTINED, role="inspector", now=now, reference=row.number, subject=("casework.statement", row.id)
            )
    return found


def _mark(kind: Any, case_id: UUID, found: frozenset[str]) -> None:
    for row in kind.objects.filter(case_id=case_id):
        if row.is_quarantined != (str(row.id) in found):
            kind.objects.filter(id=row.id).update(is_quarantined=not row.is_quarantined)
