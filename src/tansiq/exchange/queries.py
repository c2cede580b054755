"""Reads of imports. Every list is ordered and bounded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max, Q

from tansiq.compartments.intelligence import queries as intelligence
from tansiq.exchange.models import Import, StagedRow
from tansiq.exchange.staging import entry_from
from tansiq.kernel.problems import existing


def imports(*, list_code: str = "", limit: int = 100) -> list[Import]:
    """Imports of the lists that the actor keeps, newest first."""
    rows = Import.objects.filter(list_code=list_code) if list_code else Import.objects.all()
    return list(rows.order_by("-staged_at", "id")[:limit])


def get(import_id: UUID) -> Import:
    """One import.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Import.objects.filter(id=import_id))


def is_overtaken(row: Import) -> bool:
    """Whether it still waits although a later version of the list was read: it can no longer be applied."""
    waits = row.state == Import.State.STAGED
    return waits and Import.objects.filter(list_code=row.list_code, staged_at__gt=row.staged_at).exists()


def is_older(row: Import) -> bool:
    """Whether a waiting version was published before the one in force, where the list says when."""
    if row.state != Import.State.STAGED or row.published_on is None:
        return False
    applied = Import.objects.filter(list_code=row.list_code, state=Import.State.APPLIED)
    latest = applied.aggregate(day=Max("published_on"))["day"]
    return latest is not None and row.published_on < latest


def staged_rows(import_id: UUID, *, change: str = "", text: str = "", limit: int = 500) -> list[StagedRow]:
    """Differences that wait, by kind and reference; `text` is looked for in references and published names."""
    rows = StagedRow.objects.filter(staged_import_id=import_id)
    if change:
        rows = rows.filter(change=change)
    if text:
        rows = rows.filter(Q(reference_number__icontains=text) | Q(entry__names__icontains=text))
    return list(rows.order_by("change", "reference_number")[:limit])


@dataclass(frozen=True)
class Published:
    """What a list says of one entry, in the words of the list."""

    names: list[str]
    births: list[str]
    papers: list[str]
    nationalities: list[str]
    instrument: list[str]
    # The whole record under the issuer's own field names.
    source: dict[str, Any]


def staged(row: StagedRow) -> Published | None:
    """The entry as it waits; None for one that is gone from the list."""
    if row.entry is None:
        return None
    entry = entry_from(row.entry)
    return Published(
        names=[name.text for name in entry.names], births=[birth.raw for birth in entry.births],
        papers=[paper.number for paper in entry.documents], nationalities=list(entry.nationalities),
        instrument=[entry.instrument], source=dict(entry.source),
    )  # fmt: skip


def held(list_code: str, reference: str) -> Published | None:
    """The entry as it is held now, None where it is not."""
    rows = intelligence.listings(list_code=list_code, text=reference)
    row = next((row for row in rows if row.reference_number == reference), None)
    if row is None:
        return None
    return Published(
        names=[name["text"] for name in row.names], births=[birth["raw"] for birth in row.births],
        papers=[paper["number"] for paper in row.documents], nationalities=list(row.nationalities),
        instrument=[row.instrument], source=row.source,
    )  # fmt: skip
