"""Whether two spellings can be one person's name, and the spellings that a file had before."""

from __future__ import annotations

from uuid import UUID

from tansiq.compartments.victims.models import NameChange
from tansiq.names import Parts
from tansiq.names.blocking import keys

MOST = 500


def is_spelling_of(before: str, after: str) -> bool:
    """Whether one name can be the other written right: by the house's own reading at least half of its words stay."""
    old, new = (set(keys(Parts(full=name))) for name in (before, after))
    return 2 * len(old & new) >= max(len(old), len(new)) and bool(old & new)


def changes(matter_id: UUID) -> list[NameChange]:
    """Names of a file that were written right, in the order in which they were."""
    return list(NameChange.objects.filter(matter_id=matter_id).select_related("party")[:MOST])
