"""What this compartment puts on the map: reports by district. Subjects are people and never drawn (RL-04, RL-05)."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tansiq.compartments.intelligence import queries
from tansiq.compartments.intelligence.views.shown import label
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.geography.layers import Mark, Precision

MOST = 200


def marks(actor: Actor, now: datetime) -> list[Mark]:
    """Reports of the reader's agency that have not ended."""
    if not actor.has("intelligence.read"):
        return []
    return [
        Mark(
            _("Report"), label("how_obtained", row.obtained), row.number, row.district,
            Precision.DISTRICT, at=row.received_at, url=reverse("intelligence:report", args=[row.id]),
        )
        for row in queries.reports(now=now, limit=MOST)
    ]  # fmt: skip
