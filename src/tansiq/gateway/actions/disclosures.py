"""What an owner releases and refuses; what a recipient reads."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction

from tansiq.gateway import passages
from tansiq.gateway.actions.recalls import hold_copies, hold_standing
from tansiq.gateway.errors import (
    AlreadyDecided,
    AssessmentNamesSource,
    HandlingForbids,
    ReceiverNotReachable,
)
from tansiq.gateway.models import Ask, BrokenGlass, Disclosure, Hit
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.conflicts import require_no_kin
from tansiq.kernel.access.rules import Kind, Standing, is_judicial, may_pass
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.bases import require_reason
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, NotFound, existing
from tansiq.people import queries as people
from tansiq.people.rules import new_number

LEASE = "DISCLOSURE-LEASE"


def _validated(actor: Actor, hit_id: UUID) -> Hit:
    """The owner's hit; before its validation it does not exist for the owner."""
    return existing(Hit.objects.filter(id=hit_id, owner_id__in=actor.agency_ids))


def held_to_copy(kit_id: UUID, *, kinds: Collection[str] | None = None) -> passages.HeldRecord:
    """What the kit belongs to, as it stands once nobody is recalling it any more; until the end nobody recalls it.

    Args:
        kinds: the only holders that are asked; None for all.

    Raises:
        NotFound: nothing open is left behind the kit.
    """
    record = passages.held_record(kit_id, kinds=kinds)
    if record is not None:
        hold_copies(record.subject.pk)  # rule: JOC-08
        record = passages.held_record(kit_id, kinds=kinds)  # rule: JOC-08
    if record is None:
        raise NotFound
    return record


def core_packet(hit: Hit, record: passages.HeldRecord) -> passages.CorePacket:
    """What passes of a held record: the person as written without the mother's name, and the record's own packet."""
    kit = people.kit(hit.held_kit_id)
    draft = people.draft_of(kit)
    parts = {k: v for k, v in draft.parts.as_mapping().items() if v and k != "mother"}
    return passages.CorePacket(
        name=parts, birth=draft.birth, place=draft.place,
        identifiers=[list(pair) for pair in draft.identifiers], record=record.packet, handling=record.handling,
        conditions=record.conditions, contact=access.agency(hit.owner_id).duty_phone,
    )  # fmt: skip


def require_reachable(receiver_id: UUID) -> None:
    """To an agency that is suspended or has lost control nothing is sent, nor to a published list (G20, 4.4).

    Raises:
        ReceiverNotReachable: it is one of these.
    """
    hold_standing(receiver_id)  # rule: JOC-11
    receiver = access.agency(receiver_id)
    if receiver.standing != Standing.ACCREDITED or receiver.kind == Kind.LIST:  # rule: G20
        raise ReceiverNotReachable


def disclose(
    kind: str, passage: str, payload: Any, subject: models.Model, *, actor: Actor, now: datetime, **fields: Any
) -> Disclosure:
    """Let one recipient's copy pass, and keep it with its lease."""
    row = Disclosure(
        kind=kind, number=new_number("disclosure"), owner_id=fields.pop("owner_id"), subject_id=subject.pk,
        subject_kind=subject._meta.label_lower, disclosed_at=now,
        lease_ends_at=fields.pop("lease_ends_at", None) or clocks.due_of(LEASE, now), **fields,
    )  # fmt: skip
    require_reachable(row.recipient_id)
    passages.cross(
        passage, payload, actor=actor, now=now, owner_id=row.owner_id, receiver_id=row.recipient_id,
        decision_id=row.decision_id,
    )  # fmt: skip
    row.packet = asdict(payload)
    row.save(force_insert=True)
    audit.record(
        "gateway.disclosed", row, actor=actor, at=now, reference=row.number, owner_id=row.owner_id,
        after={"recipient": str(row.recipient_id), "subject": str(subject.pk), "handling": row.handling},
    )  # fmt: skip
    return row


def require_handling(
    handling: str, receiver_id: UUID, *, onward: bool, permitted: bool, to_court: bool = False
) -> None:
    """Refuse what the handling code does not let pass to this receiver.

    Raises:
        HandlingForbids: H1 or H2, and no permission of the owner.
    """
    court = to_court or is_judicial(access.agency(receiver_id).kind)
    if not may_pass(handling, to_court=court, onward=onward, permitted=permitted):
        raise HandlingForbids(handling=handling)


@transaction.atomic
def release(*, actor: Actor, now: datetime, hit_id: UUID, reasons: str, court_use: bool = False) -> Disclosure:
    """Release the core packet of a validated hit to the asker's agency.

    Args:
        court_use: the owner permits use in proceedings although the record is under H1.

    Raises:
        NotFound: no validated hit of the actor's agency, or nothing open is left behind it.
        NotPermitted, NotAPerson, ThinReasons: the decision is not one.
        AlreadyDecided: released or refused.
        HandlingForbids: the record is under H1, the asker is a court, and no permission was given.
    """
    hit = _validated(actor, hit_id)
    actor.require("gateway.release")
    require_no_kin(actor, people.parts_of(hit.held_kit_id))
    hold_standing(hit.asker_id)
    record = held_to_copy(hit.held_kit_id)
    room = actor.through("gateway")
    with acting_as(room):
        hit = Hit.objects.select_for_update().get(id=hit.id)
        if hit.state != Hit.State.VALIDATED:
            raise AlreadyDecided
        if people.judged_different(people.checked(hit.ask_kit_id), [hit.held_kit_id]):
            raise AlreadyDecided
    require_handling(record.handling, hit.asker_id, onward=False, permitted=court_use)
    decision = decisions.authorise(
        "gateway.release", hit, actor=actor, now=now, permission="gateway.release", outcome="released",
        owner_id=hit.owner_id, reasons=reasons, party_ids=[hit.asker_id],
    )  # fmt: skip
    row = disclose(
        Disclosure.Kind.CORE_PACKET, "core_packet", core_packet(hit, record), record.subject, actor=actor, now=now,
        owner_id=hit.owner_id, recipient_id=hit.asker_id, hit_id=hit.id, ask_id=hit.ask_id,
        held_kit_id=hit.held_kit_id, handling=record.handling, conditions=record.conditions, decision_id=decision.id,
    )  # fmt: skip
    with acting_as(room):
        Hit.objects.filter(id=hit.id).update(state=Hit.State.RELEASED, decided_at=now)
        clocks.meet("CORE-DATA", hit.id, now=now)
    return row


@transaction.atomic
def refuse_release(*, actor: Actor, now: datetime, hit_id: UUID, reasons: str) -> Hit:
    """Refuse to release; the asker learns nothing, neither of the hit nor of the refusal.

    Raises:
        NotFound: no validated hit on what the actor's agency holds.
        NotPermitted, ThinReasons: the decision is not one.
        AlreadyDecided: it was released or refused before.
    """
    hit = _validated(actor, hit_id)
    actor.require("gateway.release")
    room = actor.through("gateway")
    with acting_as(room):
        hit = Hit.objects.select_for_update().get(id=hit.id)
        if hit.state != Hit.State.VALIDATED:
            raise AlreadyDecided
    decisions.authorise(
        "gateway.release", hit, actor=actor, now=now, permission="gateway.release", outcome="refused",
        owner_id=hit.owner_id, reasons=reasons,
    )  # fmt: skip
    with acting_as(room):
        Hit.objects.filter(id=hit.id).update(state=Hit.State.REFUSED, decided_at=now)
        clocks.meet("CORE-DATA", hit.id, now=now)
    hit.state = Hit.State.REFUSED
    return hit


@transaction.atomic
def send_assessment(
    *, actor: Actor, now: datetime, recipient_ids: list[UUID], subject: models.Model, text: str, conditions: str,
    reasons: str, warned: str, reports_named: list[str],
) -> list[Disclosure]:  # fmt: skip
    """Send an assessment of imminent danger to life to whoever can prevent it (JOC-05).

    Args:
        text: what is about to happen, where, when, what to do; sanitised.
        warned: whether the person in danger was warned, by whom, or why not: the duty to warn is answered.
        reports_named: words that would betray where it is known from.

    Raises:
        AssessmentNamesSource: what is sent holds one of them.
        Invalid: no text, no recipient, or the duty to warn is not answered.
    """
    actor.require("gateway.release")
    for field, value in (("text", text), ("warned", warned)):
        if len(value.strip()) < 10:
            raise Invalid(errors=[{"field": field, "code": "TOO_SHORT"}])
    if not recipient_ids:
        raise Invalid(errors=[{"field": "recipients", "code": "MISSING"}])
    whole = "\n".join((text, warned, conditions)).casefold()
    if any(word.strip() and word.casefold() in whole for word in reports_named):  # rule: JOC-05
        raise AssessmentNamesSource(errors=[{"field": "text", "code": "NAMES_SOURCE"}])
    decision = decisions.authorise(
        "gateway.assessment", subject, actor=actor, now=now, permission="gateway.release", outcome="sent",
        owner_id=actor.home, reasons=reasons, party_ids=recipient_ids,
    )  # fmt: skip
    payload = passages.SanitisedAssessment(
        text=text.strip(), warned=warned.strip(), handling="P", conditions=conditions
    )
    return [
        disclose(
            Disclosure.Kind.ASSESSMENT, "assessment", payload, subject, actor=actor, now=now, owner_id=actor.home,
            recipient_id=recipient, handling="P", conditions=conditions, decision_id=decision.id,
        )
        for recipient in recipient_ids
    ]  # fmt: skip


def require_not_opened(actor: Actor, row: Disclosure) -> None:
    """Refuse to others of the agency what one watch officer opened for danger to life: he alone reads it.

    Raises:
        NotFound: it is such a copy, and the actor is not of its owner.
    """
    if row.owner_id in actor.agency_ids:
        return
    with acting_as(actor.through("gateway")):
        is_opened = BrokenGlass.objects.filter(disclosure_id=row.id).exists()
    if is_opened:  # rule: W-1
        raise NotFound


def _why_read(row: Disclosure, purpose: str, reference: str, now: datetime) -> tuple[str, str]:
    """Purpose and reference of a read: as they are said, else of what was asked; an assessment for a life.

    The owner sees no ask, and says why; "" and "" where nobody did.
    """
    ask = Ask.objects.filter(id=row.ask_id).first() if row.ask_id else None
    known = ("LIFE_AT_RISK", row.number) if row.kind in Disclosure.FOR_A_LIFE else ("", "")
    known = (ask.purpose, ask.reference) if ask else known
    if not (purpose or reference) or (purpose, reference) == known:
        return known
    return require_reason(purpose, reference, now).code, reference.strip()


@transaction.atomic
def read_disclosure(
    *, actor: Actor, now: datetime, disclosure_id: UUID, purpose: str = "", reference: str = ""
) -> Disclosure:
    """Read a disclosure, as its recipient while the lease runs or as its owner; logged under the purpose of the ask.

    Raises:
        NotFound: none, withdrawn, or its lease has ended.
        ConflictOfInterest: by what the actor declared, it may be about a relative (W-2).
        NoPurpose: the owner does not say why (G13).
    """
    row = existing(Disclosure.objects.filter(id=disclosure_id))
    actor.require("gateway.read_disclosure")
    require_not_opened(actor, row)
    require_no_kin(actor, row.packet.get("name", {}))
    why = _why_read(row, purpose, reference, now)
    # An agency that is owner and recipient at once reads on when the copy has ended, and notes nothing.
    is_running = row.recalled_at is None and row.lease_ends_at > now
    if row.recipient_id in actor.agency_ids and row.read_at is None and is_running:
        row.read_at = now
        row.save(update_fields=["read_at"])
    audit.record_read(
        "gateway.disclosure_read", row, actor=actor, at=now, purpose=why[0], reference=why[1], owner_id=row.owner_id
    )  # fmt: skip
    return row
