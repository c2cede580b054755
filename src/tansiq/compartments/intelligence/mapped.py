"""What this compartment puts on the map: reports by district, plans by area.

Subjects are people and never drawn (RL-04, RL-05).
"""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tansiq.compartments.intelligence import plan_queries, queries
from tansiq.compartments.intelligence.plan_models import Plan
from tansiq.compartments.intelligence.views.shown import label
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.geography.layers import Mark, Precision

MOST = 200


def _plan(row: Plan) -> Mark:
    precision = Precision.DISTRICT if row.form == Plan.Form.DISTRICT else Precision.AREA
    return Mark(
        _("Planned operation"), label("plan_types", row.type), row.number, row.district, precision, at=row.starts_at,
        url=reverse("intelligence:plan", args=[row.id]), outline=row.shape,
    )  # fmt: skip


def marks(actor: Actor, now: datetime) -> list[Mark]:
    """Open plans that exist for the reader, and reports of his agency that have not ended."""
    found: list[Mark] = []
    if actor.has("intelligence.read") or actor.has("intelligence.deconflict"):
        found += [_plan(row) for row in plan_queries.plans(limit=MOST)]
    if not actor.has("intelligence.read"):
        return found
    return found + [
        Mark(
            _("Report"), label("how_obtained", row.obtained), row.number, row.district,
            Precision.DISTRICT, at=row.received_at, url=reverse("intelligence:report", args=[row.id]),
        )
        for row in queries.reports(now=now, limit=MOST)
    ]  # fmt: skip
