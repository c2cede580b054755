"""Withdrawing what was disclosed, and what each recipient did with it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from tansiq.gateway import passages
from tansiq.gateway.errors import AlreadyDecided, AlreadyRecalled, KeptWithoutBasis
from tansiq.gateway.models import Disclosure, Hit, Recall
from tansiq.kernel.access import actions as access_actions
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.conflicts import require_no_kin
from tansiq.kernel.access.rules import Standing
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.bases import require_basis
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, NotPermitted, existing
from tansiq.people import actions as people
from tansiq.people import queries as people_queries
from tansiq.people.drafts import blind_of
from tansiq.people.queries import ProtectiveNumber
from tansiq.people.rules import new_number

# Whoever locks more than one of these does it in this order: the standing of an agency (`hold_standing`), the copies of
# a record (`hold_copies`), hits, copies, the last two by their ids. Two acts at once then never wait for each other.

Cause = Literal["mistaken_identity", "cleared", "corrected", "lapsed", "agency"]
URGENT: frozenset[str] = frozenset({"mistaken_identity", "cleared", "agency"})


def hold_copies(subject_id: UUID) -> None:
    """Add or withdraw copies of this record one after the other, until the transaction ends (JOC-08).

    A copy that somebody else has not yet committed cannot be locked: a recall would pass it by.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"copies of {subject_id}"])


def hold_standing(agency_id: UUID, *, changes: bool = False) -> None:
    """Let nobody change the agency's standing until the transaction ends; or, who changes it, let nobody send to it.

    A copy on its way to an agency that is being suspended is committed before the suspension looks for copies, or is
    refused after it (JOC-11).
    """
    lock = "pg_advisory_xact_lock" if changes else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(hashtextextended(%s, 0))", [f"standing of {agency_id}"])


def running_copies(*conditions: Q, **by: object) -> QuerySet[Disclosure]:
    """Copies that are not withdrawn, locked one after the other in one order."""
    return Disclosure.objects.select_for_update().filter(*conditions, recalled_at=None, **by).order_by("id")


def recall_copy(room: Actor, disclosure: Disclosure, *, now: datetime, urgent: bool) -> Recall:
    """Withdraw one disclosure: the copy is unreadable at once, the recipient is asked what it did."""
    clock = "RECALL-URGENT" if urgent else "RECALL-ORDINARY"
    recipient = access.agency(disclosure.recipient_id)
    lost = recipient.standing == Standing.CONTROL_LOST
    row = Recall(
        number=new_number("recall"), disclosure_number=disclosure.number, disclosure_id=disclosure.id,
        owner_id=disclosure.owner_id, recipient_id=disclosure.recipient_id, sent_at=now,
        due_at=clocks.due_of(clock, now), state=Recall.State.NOT_SENT if lost else Recall.State.SENT,
    )  # fmt: skip
    row.save(force_insert=True)
    Disclosure.objects.filter(id=disclosure.id).update(recalled_at=now, lease_ends_at=now)  # rule: JOC-08
    clocks.stop_all(disclosure.id, now=now)
    if not lost:  # to a unit that lost control of its place nothing is sent: leases and keys end (4.4)
        clocks.start(clock, row, owner_id=row.recipient_id, reference=row.number, now=now, waiting_id=row.owner_id)
        notice = passages.RecallNotice(disclosure=disclosure.number)
        passages.cross("recall", notice, actor=room, now=now, owner_id=row.owner_id, receiver_id=row.recipient_id)
    audit.record("gateway.recalled", row, actor=room, at=now, reference=row.number, owner_id=row.owner_id)
    return row


@transaction.atomic
def recall_subject(*, actor: Actor, now: datetime, subject_id: UUID, cause: Cause, reasons: str) -> list[Recall]:
    """Withdraw every copy of a record, at every recipient, without the cause (JOC-08).

    Called by the compartment that cleared, corrected or closed the record, after its own decision.
    """
    hold_copies(subject_id)  # rule: JOC-08
    room = actor.through("gateway")
    with acting_as(room):
        copies = running_copies(subject_id=subject_id, owner_id__in=actor.agency_ids)
        return [recall_copy(room, copy, now=now, urgent=cause in URGENT) for copy in copies]


def recall_hit(room: Actor, hit_id: UUID, *, now: datetime) -> list[Recall]:
    """Withdraw every copy that was released on a hit; under the room, by who took the judgement back."""
    recalls: list[Recall] = []
    # Again until none is left: one that was passed on while this waited for the copy's lock comes with the next look.
    while copies := list(running_copies(hit_id=hit_id)):
        recalls += [recall_copy(room, copy, now=now, urgent=True) for copy in copies]
    return recalls


@transaction.atomic
def withdraw(
    *, actor: Actor, now: datetime, disclosure_id: UUID, cause: Cause, reasons: str
) -> tuple[list[Recall], ProtectiveNumber | None]:
    """Withdraw a disclosure as its owner.

    For a mistaken identity the pair is never matched again, and the man who was asked about gets a redress number:
    wherever he gives it, or an identifier that he gave then, the answer is to call before detaining.

    Returns:
        The recalls, and the redress number to hand to the man; None for another cause.

    Raises:
        NotFound: no such disclosure of the actor's agency.
        NotPermitted, ThinReasons: the decision is not one.
        AlreadyRecalled: withdrawn before.
    """
    row = existing(Disclosure.objects.filter(id=disclosure_id, owner_id__in=actor.agency_ids))
    actor.require("gateway.recall")
    hold_copies(row.subject_id)
    room = actor.through("gateway")
    with acting_as(room):
        # The same man may have been asked about elsewhere, and the packet passed on: every copy on this pair falls.
        hits = _hits_on_the_same_man(row) if cause == "mistaken_identity" else []
        copies = list(running_copies(_withdrawn_with(row, cause, hits)))
        if all(copy.id != row.id for copy in copies):
            raise AlreadyRecalled
    require_no_kin(actor, row.packet.get("name", {}))
    decisions.authorise(
        "gateway.recall", row, actor=actor, now=now, permission="gateway.recall", outcome="withdrawn",
        owner_id=row.owner_id, grounds=[cause], reasons=reasons,
    )  # fmt: skip
    with acting_as(room):
        recalls = [recall_copy(room, copy, now=now, urgent=cause in URGENT) for copy in copies]
        if cause != "mistaken_identity":
            return recalls, None
        _end_waiting(hits, now)
        return recalls, _redress(room, row, reasons=reasons, now=now)


def _withdrawn_with(row: Disclosure, cause: Cause, hits: list[UUID]) -> Q:
    """Which copies fall with this one."""
    if cause == "mistaken_identity":
        return Q(id=row.id) | Q(hit_id__in=hits)
    if cause == "cleared":
        return Q(id=row.id) | Q(subject_id=row.subject_id, owner_id=row.owner_id)
    return Q(id=row.id)


def _end_waiting(hits: list[UUID], now: datetime) -> None:
    """What was not yet released on this man is released no more: it ends, and nobody is late with it."""
    for hit in Hit.objects.filter(id__in=hits, state__in=(Hit.State.PENDING, Hit.State.VALIDATED)):
        hit.state, hit.decided_at = Hit.State.REJECTED, now
        hit.save(update_fields=["state", "decided_at"])
        clocks.stop_all(hit.id, now=now)


def _hits_on_the_same_man(row: Disclosure) -> list[UUID]:
    """Hits on the held kit of this disclosure whose asks were about the very man whom this one was about."""
    ask_kit = _asked_kit(row)
    if ask_kit is None or row.held_kit_id is None:
        return []
    anchors = set(people_queries.checked(ask_kit).anchors)
    return [
        hit.id
        for hit in Hit.objects.select_for_update().filter(held_kit_id=row.held_kit_id).order_by("id")
        if hit.id == row.hit_id or anchors & set(people_queries.checked(hit.ask_kit_id).anchors)
    ]


def _redress(room: Actor, row: Disclosure, *, reasons: str, now: datetime) -> ProtectiveNumber | None:
    ask_kit = _asked_kit(row)
    if ask_kit is None or row.held_kit_id is None:
        return None
    asked = people_queries.checked(ask_kit)
    number = people.issue_number(
        actor=room, now=now, kind="redress", owner_id=row.owner_id, holder_kit_id=ask_kit, holder=asked,
        valid_until=None, checked_face_to_face=False,
    )  # fmt: skip
    # Whoever gives the number is this man: the pair is not matched again for him, whatever else he gives.
    people.judge_pair(
        actor=room, now=now, owner_id=row.owner_id, left_id=ask_kit, right_id=row.held_kit_id,
        anchors=(*asked.anchors, blind_of(number.kind, number.number)), judgement="different", reasons=reasons,
    )  # fmt: skip
    return number


def _asked_kit(row: Disclosure) -> UUID | None:
    return Hit.objects.filter(id=row.hit_id).values_list("ask_kit_id", flat=True).first() if row.hit_id else None


@transaction.atomic
def acknowledge_recall(
    *, actor: Actor, now: datetime, recall_id: UUID, did: str, copies: int, kept_basis: str = "", words: str = ""
) -> Recall:
    """Say what was done with a withdrawn copy. A suspended agency can still do this, and nothing else.

    Args:
        did: `deleted`, `corrected` or `kept`.
        copies: printed copies found and destroyed or returned, 0 or more.
        kept_basis: the recipient's own legal basis, where the copy is kept.

    Raises:
        NotFound: no such recall for the actor.
        NotPermitted: the actor does not acknowledge.
        AlreadyDecided: acknowledged before.
        KeptWithoutBasis, BasisExpired: kept on nothing.
        Invalid: another thing that was done, or a number of copies that nobody prints.
    """
    row = existing(Recall.objects.select_for_update().filter(id=recall_id, recipient_id__in=actor.recall_agency_ids))
    if actor.standing is Standing.ACCREDITED and not actor.has("gateway.acknowledge"):
        raise NotPermitted
    if row.state != Recall.State.SENT:
        raise AlreadyDecided
    if did not in (Recall.State.DELETED, Recall.State.CORRECTED, Recall.State.KEPT):
        raise Invalid(errors=[{"field": "did", "code": "UNKNOWN"}])
    if did == Recall.State.KEPT and not kept_basis:
        raise KeptWithoutBasis(errors=[{"field": "kept_basis", "code": "MISSING"}])
    if did == Recall.State.KEPT:
        require_basis(kept_basis, now)
    if not 0 <= copies <= 10_000:
        raise Invalid(errors=[{"field": "copies", "code": "OUT_OF_RANGE"}])
    row.state, row.copies, row.kept_basis, row.words = Recall.State(did), copies, kept_basis, words.strip()
    row.acknowledged_at, row.acknowledged_by = now, actor.user_id
    row.save(update_fields=["state", "copies", "kept_basis", "words", "acknowledged_at", "acknowledged_by"])
    with acting_as(actor.through("gateway")):
        clocks.stop_all(row.id, now=now)
        audit.record(
            "gateway.recall_acknowledged", row, actor=actor.through("gateway"), at=now, after=did, words=words,
            reference=row.number, owner_id=row.owner_id,
        )  # fmt: skip
    return row


@transaction.atomic
def change_standing(*, actor: Actor, now: datetime, agency_id: UUID, standing: Standing, reason: str) -> list[Recall]:
    """Change an agency's standing; whatever it holds of others is recalled in the same moment (JOC-11).

    A suspended agency gets its recalls by number; one that lost control of its place is sent nothing, its leases end.
    """
    hold_standing(agency_id, changes=True)  # rule: JOC-11
    access_actions.change_standing(actor=actor, now=now, agency_id=agency_id, standing=standing, reason=reason)
    if standing is Standing.ACCREDITED:
        return []
    room = actor.through("gateway")
    with acting_as(room):
        copies = running_copies(recipient_id=agency_id)
        return [recall_copy(room, copy, now=now, urgent=True) for copy in copies]  # rule: JOC-11 -> return []
