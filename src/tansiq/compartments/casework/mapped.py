"""What this room puts on the map: incidents of the reader's cases, as closely as their place may be shown.

Nobody is drawn. Where it may have been somebody's home no point leaves the case: it is drawn as the cell or the
sub-district in which it lies, and as the district where these would be smaller than a square kilometre (RL-05, G28).
"""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tansiq.compartments.casework import queries
from tansiq.compartments.casework.models import Incident
from tansiq.compartments.casework.views.shown import label
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.geography import cells
from tansiq.kernel.geography import queries as geography
from tansiq.kernel.geography.layers import Mark, Precision
from tansiq.kernel.geography.shapes import Point, Shape

MOST = 200


def _as_point(kind: str) -> bool:
    rows = charter.current().vocabularies.incident_kinds
    return any(row.code == kind and row.drawn_as == "point" for row in rows)


def where(row: Incident) -> tuple[Precision, Point | None, Shape | None]:
    """How an incident is drawn: a point, an area, or its district."""
    if row.lon is not None and row.lat is not None:
        is_point = _as_point(row.kind)  # rule: RL-05 -> is_point = True
        if is_point:
            return Precision.POINT, (row.lon, row.lat), None
        return Precision.AREA, None, cells.shape_of(cells.cell_of(row.lon, row.lat))
    shape = _outline(row.subdistrict) if row.subdistrict else None
    if shape is not None and shape.square_kilometres >= cells.LEAST_AREA:
        return Precision.AREA, None, shape
    return Precision.DISTRICT, None, None


def _outline(pcode: str) -> Shape | None:
    try:
        return geography.outline(pcode)
    except UnknownCode:
        return None


def marks(actor: Actor, now: datetime) -> list[Mark]:
    """Incidents that exist for the reader."""
    if not actor.has("casework.read"):
        return []
    found = []
    for row in queries.latest_incidents(limit=MOST):
        precision, point, outline = where(row)
        found.append(
            Mark(
                _("Incident"), label("incident_kinds", row.kind), row.number, row.district, precision,
                at=row.happened_at, url=reverse("casework:incident", args=[row.id]), outline=outline, point=point,
            )
        )  # fmt: skip
    return found
