"""Reads of the gateway. Row security decides which rows exist; every list is ordered and bounded."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from tansiq.gateway import counter, known_cases
from tansiq.gateway.answering import answer_object, order_behind, say
from tansiq.gateway.models import (
    Ask,
    BrokenGlass,
    BudgetRaise,
    Disclosure,
    Hit,
    Order,
    Permission,
    Recall,
    SentPicture,
    Stop,
)
from tansiq.gateway.rules import JOINT_ROOM
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import queries as decisions
from tansiq.kernel.decisions.queries import Decision
from tansiq.kernel.problems import NotPermitted, existing
from tansiq.people import queries as people
from tansiq.people.queries import ProtectiveNumber

# Rows are handed out by these queries; their types stand here for whoever annotates.
__all__ = [
    "Ask", "BrokenGlass", "Disclosure", "Hit", "Order", "Permission", "Recall", "answer_object", "order_behind", "say",
]  # fmt: skip


def ask(ask_id: UUID) -> Ask:
    """One ask that the actor may see.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Ask.objects.filter(id=ask_id))


def ask_by_number(number: str) -> Ask:
    """One ask by the number on its receipt.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Ask.objects.filter(number=number.strip().upper()))


def asks(*, limit: int = 50, offset: int = 0, answer: str = "") -> list[Ask]:
    """Asks of the actor's agency, newest first."""
    rows = Ask.objects.filter(answer=answer) if answer else Ask.objects.all()
    return list(rows.order_by("-asked_at")[offset : offset + limit])


def budget_raises(now: datetime, *, limit: int = 50) -> list[BudgetRaise]:
    """Budgets that are raised now, newest first."""
    return list(BudgetRaise.objects.filter(until__gt=now).order_by("-raised_at", "id")[:limit])


def happened_after(ask_id: UUID) -> list[Decision]:
    """What was written down about the person after an answer, newest first."""
    return [row for row in decisions.of_subject(ask_id) if row.verb == Decision.Verb.RECORDED]


def hits_to_judge(*, limit: int = 50) -> list[Hit]:
    """Hits that wait for a validator of the actor's agency: urgent first, then by clock."""
    return list(Hit.objects.filter(state=Hit.State.PENDING).order_by("-is_urgent", "due_at")[:limit])


def hits_to_release(*, owner_ids: Collection[UUID] | None = None, limit: int = 50) -> list[Hit]:
    """Validated hits on the actor's own holdings, urgent first.

    Args:
        owner_ids: of these agencies alone: who validates as well sees the hits that they judged.
    """
    rows = Hit.objects.filter(state=Hit.State.VALIDATED)
    if owner_ids is not None:
        rows = rows.filter(owner_id__in=owner_ids)
    return list(rows.order_by("-is_urgent", "due_at")[:limit])


def hits_judged_by(user_id: UUID, *, limit: int = 20) -> list[Hit]:
    """Hits that this validator judged, newest first."""
    return list(Hit.objects.filter(validated_by=user_id).order_by("-validated_at")[:limit])


def hit(hit_id: UUID) -> Hit:
    """One hit that the actor may see.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Hit.objects.filter(id=hit_id))


def disclosures(
    *, recipient_ids: tuple[UUID, ...] = (), owner_ids: tuple[UUID, ...] = (), limit: int = 50
) -> list[Disclosure]:
    """Disclosures received or made, newest first."""
    rows = Disclosure.objects.all()
    if recipient_ids:
        rows = rows.filter(recipient_id__in=recipient_ids)
    if owner_ids:
        rows = rows.filter(owner_id__in=owner_ids)
    return list(rows.order_by("-disclosed_at")[:limit])


def disclosure(disclosure_id: UUID) -> Disclosure:
    """One disclosure made or received.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Disclosure.objects.filter(id=disclosure_id))


def disclosure_by_number(number: str) -> Disclosure:
    """One disclosure by its number, however it is typed.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Disclosure.objects.filter(number=number.strip().upper()))


def picture_of(disclosure_id: UUID) -> SentPicture:
    """The picture of a bulletin, as long as its copy exists for the actor."""
    return existing(SentPicture.objects.filter(disclosure_id=disclosure_id))


def disclosures_of_subject(subject_id: UUID) -> list[Disclosure]:
    """Disclosures of one subject, newest first; at most 100."""
    return list(Disclosure.objects.filter(subject_id=subject_id).order_by("-disclosed_at")[:100])


def disclosures_of_ask(ask_id: UUID) -> list[Disclosure]:
    """Disclosures that came of one ask, newest first; at most 20."""
    return list(Disclosure.objects.filter(ask_id=ask_id).order_by("-disclosed_at")[:20])


def recalls_to_acknowledge(*, recipient_ids: tuple[UUID, ...], limit: int = 50) -> list[Recall]:
    """Recalls of which these agencies have not yet said what they did, the next due first."""
    rows = Recall.objects.filter(recipient_id__in=recipient_ids, state=Recall.State.SENT)
    return list(rows.order_by("due_at")[:limit])


def recalls(*, limit: int = 100) -> list[Recall]:
    """Recalls sent or received, newest first."""
    return list(Recall.objects.order_by("-sent_at")[:limit])


def recall(recall_id: UUID) -> Recall:
    """One recall sent or received.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Recall.objects.filter(id=recall_id))


def recalls_of_disclosure(disclosure_id: UUID) -> list[Recall]:
    """Recalls of one disclosure, one for each recipient of a copy."""
    return list(Recall.objects.filter(disclosure_id=disclosure_id))


def permission_asked(permission_id: UUID, *, owner_ids: Collection[UUID]) -> Permission:
    """One that waits for the decision of these owners."""
    rows = Permission.objects.filter(id=permission_id, owner_id__in=owner_ids, state=Permission.State.ASKED)
    return existing(rows.select_related("disclosure"))


def permissions_asked(*, owner_ids: tuple[UUID, ...], limit: int = 50) -> list[Permission]:
    """Permissions that these owners have still to decide, the oldest first."""
    rows = Permission.objects.filter(owner_id__in=owner_ids, state=Permission.State.ASKED)
    return list(rows.select_related("disclosure").order_by("asked_at")[:limit])


def permission_chain(disclosure_id: UUID) -> list[Permission]:
    """Every permission asked on one disclosure, the oldest first."""
    return list(Permission.objects.filter(disclosure_id=disclosure_id).order_by("asked_at"))


def stops(*, limit: int = 100) -> list[Stop]:
    """Stops that the actor's own agency is told of, those that stand first: what is empty comes before all."""
    return list(Stop.objects.order_by("-lifted_at", "-raised_at")[:limit])


def is_stopped(
    references: Collection[str], *, actor: Actor, detention: str = "", since: datetime | None = None
) -> bool:
    """Whether anything irreversible waits for the court in the case of one of these references, whatever the cause.

    However they are typed they are compared like the stop's own.

    Args:
        detention: number of the register under which somebody is held: the cases in which it stands are looked at too.
        since: a stop that stood at any time since then counts, too.
    """
    with acting_as(actor.through("gateway")):
        keys = known_cases.keys_of(references, detention=detention)  # rule: Q-23 -> keys = set(references)
        stands = Q(lifted_at=None) if since is None else Q(lifted_at=None) | Q(lifted_at__gt=since)
        return Stop.objects.filter(stands, key__in=keys).exists()


def stop(stop_id: UUID) -> Stop:
    """One stop that the actor’s own agency is told of.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Stop.objects.filter(id=stop_id))


def orders(*, limit: int = 100) -> list[Order]:
    """Arrest orders, newest first."""
    return list(Order.objects.order_by("-entered_at")[:limit])


def order(order_id: UUID) -> Order:
    """One arrest order.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Order.objects.filter(id=order_id))


def number(number_id: UUID) -> ProtectiveNumber:
    return existing(ProtectiveNumber.objects.filter(id=number_id))


def fitting_order(row: Ask, now: datetime) -> Order | None:
    """For the duty officer's call: the order in force that fits the ask, if any."""
    with acting_as(system_actor("counter")):
        kit = people.checked(row.kit_id)
    return counter.look_up(kit, now=now).order


def closed_to_the_room(actor: Actor) -> set[UUID]:
    """Agencies of whose records a validator of the joint room learns nothing: those that shut it out, and its own.

    Raises:
        NotPermitted: the actor does not validate, or not in the joint room.
    """
    actor.require("gateway.validate")
    home = actor.home
    if home != access.agency_by_code(JOINT_ROOM).id:
        raise NotPermitted
    return {row.id for row in access.agencies() if home in row.excluded_validator_ids} | {home}


def recall_hours(*, since: datetime, until: datetime) -> list[float]:
    """Hours that recipients took to answer the recalls of a period, as far as they answered; for the inspector."""
    rows = Recall.objects.filter(sent_at__gte=since, sent_at__lt=until).exclude(acknowledged_at=None)
    told = rows.order_by("sent_at").values_list("sent_at", "acknowledged_at")
    return [(done - sent).total_seconds() / 3600 for sent, done in told if done is not None]


def glasses(*, limit: int = 200) -> list[BrokenGlass]:
    """Packets opened for danger to life that the actor may see, newest first."""
    return list(BrokenGlass.objects.order_by("-opened_at", "id")[:limit])


def glass_addresses(actor: Actor, numbers: Collection[str]) -> dict[str, str]:
    """Where numbers of opened packets lead whoever reviews them."""
    if not actor.has("gateway.review_glass"):
        return {}
    rows = BrokenGlass.objects.filter(number__in=numbers).values_list("number", "id")
    return {number: reverse("gateway:glass", args=[row_id]) for number, row_id in rows}


def glass(glass_id: UUID) -> BrokenGlass:
    """One packet opened for danger to life.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(BrokenGlass.objects.filter(id=glass_id))


def is_glass_open(row: BrokenGlass) -> bool:
    """Whether what was opened can still be read by the agency that opened it."""
    return Disclosure.objects.filter(id=row.disclosure_id, recalled_at=None).exists()
