"""Reads of holds: those that stand, those of a month, and when the inspector looks at each again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tansiq.compartments.victims.models import Hold, HoldReview, Matter
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.problems import existing

MOST, MONTHLY = 500, "HOLD-REVIEW"


def holds() -> list[Hold]:
    """Stops that no judge has ended, the oldest first."""
    return list(Hold.objects.filter(lifted_at=None)[:MOST])


def files_in_sight(rows: Iterable[Hold]) -> set[UUID]:
    """Ids of the files of these holds that the wall shows to the reader."""
    return set(Matter.objects.filter(id__in=[row.matter_id for row in rows]).values_list("id", flat=True))


@dataclass(frozen=True)
class HeldMonth:
    """One hold of a month, with the last look at it, if there was any."""

    hold: Hold
    last: HoldReview | None

    @property
    def due_at(self) -> datetime:
        """When the inspector looks at it next."""
        return self.last.next_due_at if self.last else clocks.due_of(MONTHLY, self.hold.raised_at)


def held_in(first: datetime, until: datetime) -> list[HeldMonth]:
    """Holds that stood at any moment between two, the oldest first."""
    rows = list(Hold.objects.filter(raised_at__lt=until).exclude(lifted_at__lt=first)[:MOST])
    looks = HoldReview.objects.filter(hold__in=rows, reviewed_at__lte=until).order_by("reviewed_at")
    last = {look.hold_id: look for look in looks}
    return [HeldMonth(row, last.get(row.id)) for row in rows]


def hold(hold_id: UUID) -> Hold:
    """One hold by its handle.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Hold.objects.filter(id=hold_id))


def to_review(until: datetime) -> list[HeldMonth]:
    """Standing holds whose next look is due by a moment."""
    return [one for one in held_in(until, until) if one.due_at < until]
