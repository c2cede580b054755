"""What is drawn on the map: each room says what of its own the reader may see there.

A mark is a thing that happened or is planned, never a person (RL-04, RL-05). It is drawn as its district unless it is
known more closely; a point stands only where the precision allows one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from tansiq.kernel.geography.shapes import Point, Shape

if TYPE_CHECKING:
    from tansiq.kernel.access.actor import Actor


class Precision(StrEnum):
    """How closely it is known where something is."""

    DISTRICT = "district"
    AREA = "area"
    POINT = "point"


@dataclass(frozen=True)
class Mark:
    """One thing on the map.

    Attributes:
        layer: what kind of thing it is, in words, localised.
        what: in words, localised or as typed.
        reference: of the record; never a name.
        district: P-code.
        url: the record's own page; "" where there is none.
        outline: the area, where one is known.
        point: longitude and latitude; given away only with `Precision.POINT`.
    """

    layer: str
    what: str
    reference: str
    district: str
    precision: Precision
    at: datetime | None = None
    url: str = ""
    outline: Shape | None = None
    point: Point | None = None

    @property
    def drawn_point(self) -> Point | None:
        """The point, where the precision allows one."""
        return self.point if self.precision is Precision.POINT else None

    @property
    def drawn_outline(self) -> Shape | None:
        """The outline, where it is closer than the district and no point."""
        return self.outline if self.precision is Precision.AREA else None


Provider = Callable[["Actor", datetime], list[Mark]]
PROVIDERS: list[Provider] = []


def register(provider: Provider) -> None:
    """Let a room put its marks on the map; called once, when the app is ready."""
    if provider not in PROVIDERS:
        PROVIDERS.append(provider)


def marks(actor: Actor, now: datetime) -> list[Mark]:
    """Every mark that exists for the actor, by district and time."""
    found = [mark for provider in PROVIDERS for mark in provider(actor, now)]
    return sorted(found, key=lambda mark: (mark.district, mark.at or now, mark.reference))
