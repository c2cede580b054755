"""What became of a victim: what was entered first, and what was said of it later. Nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from tansiq.compartments.casework import rules_court
from tansiq.compartments.casework.models import HarmStatement, Victim


def statements(file_id: UUID) -> dict[UUID, list[HarmStatement]]:
    """What was said later of the harm of each victim of a file, oldest first."""
    found: dict[UUID, list[HarmStatement]] = {}
    for row in HarmStatement.objects.filter(file_id=file_id).order_by("made_at", "id"):
        found.setdefault(row.victim_id, []).append(row)
    return found


def harms(victim_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The harm that leads of each of these victims."""
    rows = list(Victim.objects.filter(id__in=list(victim_ids)))
    said = {row.id: [(row.harm, False)] for row in rows}
    for one in HarmStatement.objects.filter(victim_id__in=list(said)).order_by("made_at", "id"):
        said[one.victim_id].append((one.harm, one.by == "court"))
    return {victim: rules_court.leading_harm(told) for victim, told in said.items()}


def harm_of(row: Victim) -> str:
    """The harm that leads of one victim."""
    return harms([row.id])[row.id]
