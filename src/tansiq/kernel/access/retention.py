"""A declaration of a relative that its member ended is erased in time: nobody compares its digests any more."""

from __future__ import annotations

from django.db.models import F, QuerySet, UUIDField, Value

from tansiq.kernel.access.models import Kin
from tansiq.kernel.retention import sources
from tansiq.kernel.retention.sources import Source


def _ended() -> QuerySet[Kin]:
    nobody = Value(None, output_field=UUIDField())
    return Kin.objects.filter(ended_at__isnull=False).annotate(ended=F("ended_at"), owner_id=nobody)


def register() -> None:
    """Make known what ends here; called once, when the app is ready."""
    sources.register(
        Source(
            "KIN-ENDED", "access.kin", _ended, touches=lambda row: (row.id,),
            content=lambda row: f"{row.relation}|{row.name_blind}",
            erase=lambda row: Kin.objects.filter(id=row.id).delete()[0],
        )
    )  # fmt: skip
