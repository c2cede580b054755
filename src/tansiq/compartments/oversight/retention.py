"""A notice that the inspector closed is erased in time; one that is open stays."""

from __future__ import annotations

from django.db.models import F, QuerySet

from tansiq.compartments.oversight.models import Notice
from tansiq.kernel.retention import sources
from tansiq.kernel.retention.sources import Source


def _closed() -> QuerySet[Notice]:
    return Notice.objects.filter(closed_at__isnull=False).annotate(ended=F("closed_at"))


def register() -> None:
    """Make known what ends here; called once, when the app is ready."""
    sources.register(
        Source(
            "NOTICE-CLOSED", "oversight.notice", _closed, touches=lambda row: (row.id,), owner="agency_id",
            content=lambda row: f"{row.code}|{row.reference}|{row.done}", reference="code",
            erase=lambda row: Notice.objects.filter(id=row.id).delete()[0],
        )
    )  # fmt: skip
