"""A version of a list that nobody confirmed is erased: read again, it is staged anew."""

from __future__ import annotations

from django.db.models import F, QuerySet

from tansiq.exchange.models import Import, StagedRow
from tansiq.kernel.retention import sources
from tansiq.kernel.retention.sources import Source


def _staged() -> QuerySet[Import]:
    return Import.objects.filter(state=Import.State.STAGED).annotate(ended=F("staged_at"))


def _takes_off(row: Import) -> bool:
    """Whether it takes somebody off a list: that waits for a person, however long."""
    return row.rows.filter(change=StagedRow.Change.REMOVED).exists()


def register() -> None:
    """Make known what ends here; called once, when the app is ready."""
    sources.register(
        Source(
            "IMPORT-STAGED", "exchange.import", _staged, touches=lambda row: (row.id,), locks=True,
            speaks=_takes_off,  # rule: RL-07
            content=lambda row: f"{row.list_code}|{row.digest}", reference="list_code",
            erase=lambda row: Import.objects.filter(id=row.id).delete()[0],
        )
    )  # fmt: skip
