"""Who is associated with a piece, by which record: presence in a house is not possession."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework.actions import quarantine, terms
from tansiq.compartments.casework.actions.proofs import require_no_intelligence
from tansiq.compartments.casework.errors import PresenceIsNoLink
from tansiq.compartments.casework.models import Association, Exhibit
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.problems import Invalid, Together, existing


def _require_link(basis: str, now: datetime) -> str:
    """The basis, if the charter's closed list names it as one.

    Raises:
        PresenceIsNoLink: the list names it as none: he was there, it is his house, he is a relative.
        Invalid: the list does not know it.
    """
    rows = charter.current().on(charter.local_day(now)).vocabularies.association_bases
    row = next((one for one in rows if one.code == basis), None)
    if row is None:
        raise Invalid(errors=[{"field": "basis", "code": "UNKNOWN" if basis else "MISSING"}])
    if not row.is_link:  # rule: EVD-05, G12
        raise PresenceIsNoLink(errors=[{"field": "basis", "code": "UNKNOWN"}])
    return row.code


@transaction.atomic
def associate(
    *, actor: Actor, now: datetime, exhibit_id: UUID, person: str, basis: str, number: str, words: str
) -> Association:
    """Write down that a record associates somebody with a piece. It says no more than that: nobody possessed anything
    because of it (EVD-05).

    Args:
        person: as the record names him.
        basis: of the charter: a trace on the piece, seen with it in his hand, a document in his name and so on.
        number: of the exhibit or statement of the case that shows it.

    Raises:
        NotFound, NotPermitted: no such piece, or the actor does not record.
        PresenceIsNoLink: he was in the house, owns it, or is a relative.
        IntelligenceInEvidence, NotARecord: what shows it is no record of the case (G9).
        Invalid: no words, nobody named, or a basis that the charter lacks.
    """
    piece = existing(Exhibit.objects.select_related("case").filter(id=exhibit_id))
    actor.require("casework.record")
    asked = Together()
    code = asked.ask(lambda: _require_link(basis, now)) or ""
    asked.ask(lambda: require_no_intelligence(words, "words"))
    told = asked.ask(lambda: terms.require_fields(now, {"person": person, "words": words})) or {}
    asked.settle()
    record = quarantine.record_of(piece.case_id, number)  # rule: EVD-05 -> record = piece
    row = Association(
        exhibit=piece, basis=code, record_id=record.id, number=record.number, **told,
        **terms.written(piece.case, actor, now),
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("casework.associated", row, actor=actor, at=now, reference=piece.number, after=code)
    quarantine.renew(piece.case.id, owner_id=piece.case.owner_id, actor=actor, now=now)
    return row
