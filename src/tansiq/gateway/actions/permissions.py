"""Passing on what was received: the owner's permission, link by link, and the copy that it lets go."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.gateway import passages
from tansiq.gateway.actions.disclosures import require_handling, require_not_opened, require_reachable
from tansiq.gateway.actions.recalls import hold_copies
from tansiq.gateway.errors import (
    AlreadyDecided,
    AlreadyRecalled,
)
from tansiq.gateway.models import Disclosure, Permission
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, existing
from tansiq.kernel.reasons import fault_of
from tansiq.people.rules import new_number


@transaction.atomic
def ask_permission(
    *, actor: Actor, now: datetime, disclosure_id: UUID, receiver_id: UUID, to_court: bool, why: str
) -> Permission:
    """Ask the owner to let a disclosure pass to a third agency, or be used in court (H1, H2).

    Args:
        why: at least 10 characters.

    Raises:
        NotFound: none that the actor's agency holds, or one that was opened for danger to life.
        NotPermitted: the actor does not ask for permissions.
        Invalid: the reason says nothing.
    """
    row = existing(Disclosure.objects.filter(id=disclosure_id, recipient_id__in=actor.agency_ids))
    actor.require("gateway.ask_permission")
    require_not_opened(actor, row)
    if fault := fault_of(why):
        raise Invalid(errors=[{"field": "why", "code": fault}])
    link = Permission(
        disclosure=row, owner_id=row.owner_id, recipient_id=row.recipient_id, receiver_id=receiver_id,
        to_court=to_court, why=why.strip(), asked_at=now,
    )  # fmt: skip
    link.save(force_insert=True)
    audit.record("gateway.permission_asked", link, actor=actor, at=now, words=why, reference=row.number)
    return link


@transaction.atomic
def decide_permission(*, actor: Actor, now: datetime, permission_id: UUID, grant: bool, reasons: str) -> Permission:
    """Grant or refuse, with reasons; the answer is a link of the disclosure's chain.

    Raises:
        NotFound: none that was asked of the actor's agency.
        NotPermitted, ThinReasons: the decision is not one.
        AlreadyDecided: it was granted or refused before.
    """
    link = existing(Permission.objects.select_for_update().filter(id=permission_id, owner_id__in=actor.agency_ids))
    actor.require("gateway.permit")
    if link.state != Permission.State.ASKED:
        raise AlreadyDecided
    decision = decisions.authorise(
        "gateway.permission", link, actor=actor, now=now, permission="gateway.permit",
        outcome="granted" if grant else "refused", owner_id=link.owner_id, reasons=reasons,
        party_ids=[link.recipient_id],
    )  # fmt: skip
    link.state = Permission.State.GRANTED if grant else Permission.State.REFUSED
    link.decided_at, link.decision_id = now, decision.id
    link.save(update_fields=["state", "decided_at", "decision_id"])
    return link


@transaction.atomic
def pass_on(
    *, actor: Actor, now: datetime, disclosure_id: UUID, receiver_id: UUID, to_court: bool, reasons: str
) -> Disclosure:
    """Pass a received disclosure on to a third agency: its handling code decides, or the owner's permission.

    The copy belongs to the owner, who can withdraw it as every other.

    Raises:
        NotFound: none that the actor's agency holds.
        NotPermitted, ThinReasons: the decision is not one.
        ReceiverNotReachable: the receiver is suspended, has lost control, or is a published list (G20).
        AlreadyRecalled: its owner has withdrawn it.
        Invalid: the receiver has it already.
        HandlingForbids: H1 or H2 and no permission for this receiver.
    """
    row = existing(Disclosure.objects.filter(id=disclosure_id, recipient_id__in=actor.agency_ids))
    actor.require("gateway.release")
    # Before any copy is locked: who changes a standing holds it first, and then the copies.
    require_reachable(receiver_id)
    require_not_opened(actor, row)
    hold_copies(row.subject_id)
    room = actor.through("gateway")
    with acting_as(room):
        row = Disclosure.objects.select_for_update().get(id=row.id)
        if row.recalled_at is not None:
            raise AlreadyRecalled
    if receiver_id in (row.owner_id, row.recipient_id):
        raise Invalid(errors=[{"field": "receiver_id", "code": "UNKNOWN"}])
    granted = Permission.objects.filter(
        disclosure=row, receiver_id=receiver_id, state=Permission.State.GRANTED, to_court__in=(to_court, True)
    )
    require_handling(row.handling, receiver_id, onward=True, permitted=granted.exists(), to_court=to_court)
    decision = decisions.authorise(
        "gateway.passed_on", row, actor=actor, now=now, permission="gateway.release", outcome="passed_on",
        owner_id=row.owner_id, reasons=reasons, party_ids=[row.recipient_id, receiver_id],
    )  # fmt: skip
    copy = _copy_of(row, receiver_id, decision.id, now)
    _crossed(copy, row, room=room, now=now, reasons=reasons)
    return copy


def _crossed(copy: Disclosure, row: Disclosure, *, room: Actor, now: datetime, reasons: str) -> None:
    """Let the copy of a disclosure pass to its receiver, and log it for the owner."""
    with acting_as(room):
        copy.save(force_insert=True)
        passages.cross(
            "passed_on", passages.PassedOn(disclosure=row.number), actor=room, now=now, owner_id=row.owner_id,
            receiver_id=copy.recipient_id, decision_id=copy.decision_id,
        )  # fmt: skip
        audit.record(
            "gateway.passed_on", copy, actor=room, at=now, reference=row.number,
            words=reasons, owner_id=row.owner_id,
        )  # fmt: skip


def _copy_of(row: Disclosure, receiver_id: UUID, decision_id: UUID, now: datetime) -> Disclosure:
    """The receiver's own copy: under the same code and conditions, and no longer than the one it comes from."""
    return Disclosure(
        kind=row.kind, number=new_number("disclosure"), owner_id=row.owner_id, recipient_id=receiver_id,
        hit_id=row.hit_id, ask_id=None, subject_kind=row.subject_kind, subject_id=row.subject_id,
        held_kit_id=row.held_kit_id, handling=row.handling, conditions=row.conditions, decision_id=decision_id,
        packet=row.packet, disclosed_at=now, lease_ends_at=row.lease_ends_at,
    )  # fmt: skip
