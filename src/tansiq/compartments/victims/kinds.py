"""Which events of a matter are whose to record. Pure: walls, actions and pages read the same sets."""

from __future__ import annotations

from typing import Final

# Facts that both learn of by paper: the office from the family and the court, the court from its own files.
FACTS: Final = frozenset({
    "certificate", "characterised", "capacity_ruled", "age_ruled", "judgment", "heir_died", "offender_died",
    "offender_inherits",
})  # fmt: skip
BY_OFFICE: Final = FACTS | {"victim", "accused", "settlement", "diya_paid"}
BY_COURT: Final = FACTS
# Kinds that tell the wish of one heir: counsel of another does not see them.
WISHES: Final = frozenset[str]()
