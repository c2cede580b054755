"""What heirs said before anybody was accused, and whom of them the office asks again. Row security decides the rest."""

from __future__ import annotations

from uuid import UUID

from tansiq.compartments.victims.models import Entry, Party, Statement
from tansiq.kernel.problems import NotFound

MOST = 500


def statements(matter_id: UUID) -> list[Statement]:
    """What heirs said while nobody was accused, the first first, with what was taken up of it."""
    rows = Statement.objects.filter(matter_id=matter_id).select_related("heir").prefetch_related("acts")
    return list(rows[:MOST])


def statement(matter_id: UUID, told: str, kind: str) -> Statement:
    """A statement that is taken up: of this matter and kind, by its handle.

    Raises:
        NotFound: absent, hidden, withdrawn, or no handle.
    """
    try:
        key = UUID(told)
    except ValueError as fault:
        raise NotFound from fault
    row = Statement.objects.filter(id=key, matter_id=matter_id, kind=kind, withdrawn_at=None).first()
    if row is None:
        raise NotFound
    return row


def unasked() -> list[tuple[Statement, Party]]:
    """Statements that stand, with the first accused against whom the heir has not yet been asked anew."""
    rows = list(Statement.objects.filter(withdrawn_at=None).select_related("matter", "heir").prefetch_related("acts"))
    accused: dict[UUID, list[Party]] = {}
    for one in Party.objects.filter(matter_id__in={row.matter_id for row in rows}, kind=Party.Kind.ACCUSED):
        accused.setdefault(one.matter_id, []).append(one)
    found = []
    for row in rows:
        asked = {code for act in row.acts.all() for code in _accused_of(act)}
        left = [one for one in accused.get(row.matter_id, []) if one.code not in asked]
        if left:
            found.append((row, left[0]))
    return found


def _accused_of(entry: Entry) -> list[str]:
    named = entry.event["accused"]
    return list(named) if isinstance(named, list) else [named]
