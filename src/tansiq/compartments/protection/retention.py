"""What of this room is erased once it has ended."""

from __future__ import annotations

from django.db.models import F
from django.db.models.functions import Coalesce

from tansiq.compartments.protection.models import Check, Danger, Protected, Threat
from tansiq.kernel.retention import sources
from tansiq.kernel.retention.sources import Source


def register() -> None:
    """Make known what ends here; called once, when the app is ready."""
    sources.register(
        Source(
            "PROTECTED-ENDED", "protection.protected",
            lambda: Protected.objects.annotate(ended=Coalesce("ended_at", F("until"))),
            touches=lambda row: (row.id,), content=lambda row: f"{row.number}|{row.function}|{row.cells}",
            erase=lambda row: Protected.objects.filter(id=row.id).delete()[0], reference="number",
        ),
        Source(
            "PLAN-CHECK-ENDED", "protection.check", lambda: Check.objects.annotate(ended=F("ends_at")),
            touches=lambda row: (row.id,), content=lambda row: f"{row.plan_number}|{row.round}|{row.words}",
            erase=lambda row: Check.objects.filter(id=row.id).delete()[0], reference="plan_number",
        ),
        Source(
            "THREAT-CLOSED", "protection.threat",
            lambda: Threat.objects.filter(closed_at__isnull=False).annotate(ended=F("closed_at")),
            touches=lambda row: (row.id,), content=lambda row: f"{row.number}|{row.words}|{row.outcome}",
            erase=lambda row: Threat.objects.filter(id=row.id).delete()[0], reference="number",
        ),
        Source(
            "DANGER-ANSWERED", "protection.danger",
            lambda: Danger.objects.filter(assessed_at__isnull=False).annotate(ended=F("assessed_at")),
            touches=lambda row: (row.id,), content=lambda row: f"{row.number}|{row.whom}|{row.words}|{row.found}",
            erase=lambda row: Danger.objects.filter(id=row.id).delete()[0], reference="number",
        ),
    )  # fmt: skip
