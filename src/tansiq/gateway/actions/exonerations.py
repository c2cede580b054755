"""Somebody was released and cleared: whoever was told of him is told, and nothing goes on standing against him."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tansiq.gateway import passages
from tansiq.gateway.actions.orders import ON_HOLD
from tansiq.gateway.actions.recalls import hold_copies, recall_copy, running_copies
from tansiq.gateway.models import Disclosure, Order
from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.people import actions as people
from tansiq.people import queries as people_queries
from tansiq.people.drafts import CheckedKit
from tansiq.people.queries import ProtectiveNumber


@transaction.atomic
def exonerate(
    *, actor: Actor, now: datetime, kit_id: UUID, order_number: str, reference: str, owner_id: UUID, decision_id: UUID,
    is_ordered: bool, is_numbered: bool = False,
) -> ProtectiveNumber | None:  # fmt: skip
    """Carry a release that clears somebody to everybody who was told of him (JOC-08, G17, G18).

    Called by the custody room, after the order and the release stand there. He is recognised by a strong identifier or
    by the order under which he was arrested, never by a name. Every copy about him is withdrawn, his owner's people are
    asked to put their record right, and he gets a number by which every counter says to call before detaining.

    Args:
        order_number: of the order under which he was arrested; empty where there was none.
        is_ordered: a court or the prosecution ordered the release under its own name. Only then the orders of arrest
            fall: what a gate wrote down by itself ends no order, and puts it on hold until its authority has spoken.
        is_numbered: he has a number already.

    Returns:
        The number to hand to him; None where he gave no strong identifier, or has one.
    """
    room = actor.through("gateway")
    with acting_as(room):
        checked = people_queries.checked(kit_id)
        passages.cross(
            "exoneration", passages.Exoneration(detention=reference), actor=room, now=now, owner_id=owner_id,
            decision_id=decision_id,
        )  # fmt: skip
        owners = _recall_copies(room, checked, now)
        his, named = _against(checked, order_number)
        if is_ordered:  # rule: G18
            _end_orders(room, his, named, now)
        else:
            _hold_orders(room, [*his, *named], now)  # rule: Q-26, JOC-08
        for holder in sorted(owners, key=str):
            clocks.tell("EXONERATED", role="approver", now=now, reference=reference, agency_id=holder)
        if is_numbered or not checked.strong_blinds:
            return None
        return people.issue_number(
            actor=room, now=now, kind="redress", owner_id=owner_id, holder_kit_id=kit_id, holder=checked,
            valid_until=None, checked_face_to_face=False,
        )  # fmt: skip


def _recall_copies(room: Actor, checked: CheckedKit, now: datetime) -> set[UUID]:
    """Withdraw every copy of a record whose kit has one of his strong identifiers; the owners of these records."""
    running = Disclosure.objects.filter(recalled_at=None).exclude(held_kit_id=None)
    kits = {kit_id for kit_id in running.values_list("held_kit_id", flat=True) if kit_id is not None}
    same = set(people_queries.equal_identifiers(kits, checked.strong_blinds))
    rows = list(running.filter(held_kit_id__in=same).order_by("disclosed_at", "id"))
    for subject_id in sorted({row.subject_id for row in rows}, key=str):
        hold_copies(subject_id)  # rule: JOC-08
    copies = running_copies(held_kit_id__in=same)
    return {recall_copy(room, copy, now=now, urgent=True).owner_id for copy in copies}  # rule: JOC-08 -> return set()


def _against(checked: CheckedKit, number: str) -> tuple[list[Order], list[Order]]:
    """Orders of arrest on his identifier, and those which only the number of the order of his arrest names."""
    with acting_as(system_actor("counter")):
        kits = people_queries.kits_ordered_with(checked.strong_blinds)
    same = set(people_queries.equal_identifiers(kits, checked.strong_blinds))
    named = Q(number=number) if number else Q(pk=None)
    rows = list(Order.objects.select_for_update().filter(Q(kit_id__in=same) | named, revoked_at=None).order_by("id"))
    return [row for row in rows if row.kit_id in same], [row for row in rows if row.kit_id not in same]


def _end_orders(room: Actor, his: list[Order], named: list[Order], now: datetime) -> None:
    """Orders of arrest against him fall.

    Two authorities may give one number: where several orders bear it, only his identifier says which is his, and the
    others are put on hold until their authorities have spoken.
    """
    numbers = [row.number for row in (*his, *named)]
    if any(numbers.count(row.number) > 1 for row in named):  # rule: JOC-08
        _hold_orders(room, named, now)
        named = []
    for row in (*his, *named):
        row.revoked_at, row.revoked_by = now, room.user_id
        row.save(update_fields=["revoked_at", "revoked_by"])
        people.unindex(row.kit_id)
        audit.record("gateway.order_fell", row, actor=room, at=now, reference=row.number, owner_id=row.owner_id)
        clocks.answer_alarms(ON_HOLD, row.id, actor=room, now=now, done=row.number)  # rule: JOC-08


@transaction.atomic
def hold_order(*, actor: Actor, now: datetime, order_number: str) -> None:
    """Somebody was released who was not cleared: the order on which he was arrested was carried out, and answers at no
    checkpoint before its authority renews it. Called by the custody room, after the release stands there.
    """
    room = actor.through("gateway")
    standing = Order.objects.filter(number=order_number, revoked_at=None)
    with acting_as(room):
        _hold_orders(room, list(standing.select_for_update().order_by("id")), now)


def _hold_orders(room: Actor, rows: list[Order], now: datetime) -> None:
    """These orders answer nobody until a court or the prosecution has spoken; their authority is told."""
    for row in rows:
        if row.held_at is not None:
            continue
        row.held_at, row.held_by = now, room.user_id
        row.save(update_fields=["held_at", "held_by"])
        audit.record("gateway.order_held", row, actor=room, at=now, reference=row.number, owner_id=row.owner_id)
        clocks.tell(
            ON_HOLD, role="prosecutor", now=now, reference=row.number, agency_id=row.owner_id,
            subject=("gateway.order", row.id),
        )  # fmt: skip
