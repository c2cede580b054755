"""Lists of the gateway: what waits on a desk, and what is read page by page. Row security decides which rows exist.

A list that is read page by page ends nowhere: whoever looks for one record finds it by its number.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Case, Model, Q, QuerySet, When

from tansiq.gateway.models import Ask, BrokenGlass, Disclosure, Order, Recall, Stop
from tansiq.people.queries import ProtectiveNumber

Row = TypeVar("Row", bound=Model)
NOBODY = UUID(int=0)


def copies_waiting(
    *, recipient_ids: Collection[UUID], now: datetime, untold: bool, limit: int = 50
) -> list[Disclosure]:
    """Copies that run and that nobody has read: those for a life first, then those that wait longest.

    Args:
        untold: also bulletins of which the units were not told yet.
    """
    waits = Q(read_at=None)
    if untold:
        waits |= Q(kind=Disclosure.Kind.BULLETIN, acknowledged_at=None)
    rows = Disclosure.objects.filter(waits, recipient_id__in=recipient_ids, recalled_at=None, lease_ends_at__gt=now)
    return list(rows.order_by(Case(When(kind__in=Disclosure.FOR_A_LIFE, then=0), default=1), "disclosed_at")[:limit])


def stops_to_take(*, limit: int = 100) -> list[Stop]:
    """Stops that stand and that nobody has in hand, the longest late first."""
    return list(Stop.objects.filter(acknowledged_at=None, lifted_at=None).order_by("due_at", "number")[:limit])


def glasses_to_review(side: str, *, but: UUID | None, limit: int = 200) -> list[BrokenGlass]:
    """Opened packets that this side (`owner`, `inspector`) has not judged, the longest waiting first.

    Args:
        but: the member who reviews none of his own.
    """
    rows = BrokenGlass.objects.filter(**{f"{side}_verdict": ""})
    if but is not None:
        rows = rows.exclude(member_id=but)
    return list(rows.order_by("review_due_at", "id")[:limit])


def _of_number(rows: QuerySet[Row], number: str) -> QuerySet[Row]:
    """Those in whose number this stands; all where nothing is given."""
    return rows.filter(number__icontains=number.strip()) if number.strip() else rows


def asks(*, answer: str = "", number: str = "") -> QuerySet[Ask]:
    """Receipts, newest first."""
    rows = Ask.objects.filter(answer=answer) if answer else Ask.objects.all()
    return _of_number(rows, number).order_by("-asked_at", "id")


def disclosures(
    *, recipient_ids: Collection[UUID] = (), owner_ids: Collection[UUID] = (), number: str = ""
) -> QuerySet[Disclosure]:
    """Received or made, newest first."""
    given = {"recipient_id__in": recipient_ids, "owner_id__in": owner_ids}
    rows = Disclosure.objects.filter(**{name: ids for name, ids in given.items() if ids})
    return _of_number(rows, number).order_by("-disclosed_at", "id")


def recalls(*, mine: Collection[UUID], number: str = "") -> QuerySet[Recall]:
    """Those that these agencies have to acknowledge first, the longest waiting before all; then the newest.

    Args:
        number: of the recall, or of what was withdrawn.
    """
    # Whoever acts for nobody has nothing to acknowledge: a choice among none is no order that the database takes.
    to_do = Q(state=Recall.State.SENT, recipient_id__in=[*mine, NOBODY])
    waits, due = Case(When(to_do, then=0), default=1), Case(When(to_do, then="due_at"))
    wanted = Q(number__icontains=number.strip()) | Q(disclosure_number__icontains=number.strip())
    rows = Recall.objects.filter(wanted) if number.strip() else Recall.objects.all()
    return rows.order_by(waits, due, "-sent_at", "id")


def stops() -> QuerySet[Stop]:
    """Stops that the actor's own agency is told of, those that stand first: what is empty comes before all."""
    return Stop.objects.order_by("-lifted_at", "-raised_at", "id")


def orders(*, number: str = "") -> QuerySet[Order]:
    """Orders of the actor's authority, newest first."""
    return _of_number(Order.objects.all(), number).order_by("-entered_at", "id")


def numbers(*, number: str = "") -> QuerySet[ProtectiveNumber]:
    """Slips and redress numbers of the actor's agency, newest first."""
    return _of_number(ProtectiveNumber.objects.all(), number).order_by("-issued_at", "id")
