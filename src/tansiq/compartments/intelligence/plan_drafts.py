"""What is handed to the actions that plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tansiq.kernel.geography.shapes import Point


@dataclass(frozen=True)
class Ground:
    """Where and when: a whole district, a circle or an area by its corners, and what stands clear around it.

    Attributes:
        form: a code of `Plan.Form`.
        middle, radius: of a circle; degrees as longitude and latitude, metres.
        corners: of an area, in order.
        buffer: metres kept clear around it.
    """

    district: str
    form: str
    starts_at: datetime
    ends_at: datetime
    buffer: int = 500
    middle: Point | None = None
    radius: int = 0
    corners: tuple[Point, ...] = ()


@dataclass(frozen=True)
class PlanDraft:
    """A planned operation.

    Attributes:
        type, danger: codes of the charter.
        task: what is to be done, in words.
        contact: how the unit is reached while it is out.
        reference: the order, case or task that it rests on.
    """

    ground: Ground
    type: str
    task: str
    unit: str
    contact: str
    danger: str
    legal_basis: str
    purpose: str
    reference: str
