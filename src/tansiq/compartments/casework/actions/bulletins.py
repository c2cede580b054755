"""Recognition bulletins: drafted from a device or an incident, approved, sent, withdrawn; never how one is built."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework import rules
from tansiq.compartments.casework.actions import terms
from tansiq.compartments.casework.errors import (
    BulletinSettled,
    HazardContent,
    IntelligenceInEvidence,
    NotAPhotograph,
    PictureNotApproved,
    SecondPerson,
)
from tansiq.compartments.casework.models import Bulletin, Device, Incident, Photograph
from tansiq.gateway import actions as gateway
from tansiq.gateway.passage_payloads import RecognitionBulletin
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted, existing
from tansiq.people.rules import new_number

DECISION = "casework.bulletin"


def _require_recognition_alone(texts: Sequence[str]) -> None:
    """Refuse what says how a device is built, by our own patterns and by the words of the charter.

    Raises:
        HazardContent: it does; the refusal keeps nothing of it.
        IntelligenceInEvidence: it names a record of intelligence.
    """
    if rules.says_construction(texts):  # rule: EVD-01
        raise HazardContent
    if any(charter.current().hazards_in(rules.spelt_out(text)) for text in texts):  # rule: EVD-11
        raise HazardContent
    if any(rules.is_of_intelligence(text) for text in texts):
        raise IntelligenceInEvidence


def _about(device_id: UUID | None, incident_id: UUID | None) -> tuple[Incident, Device | None]:
    if device_id is not None:
        device = existing(Device.objects.select_related("case", "incident").filter(id=device_id))
        return device.incident, device
    rows = Incident.objects.select_related("case").filter(id=incident_id) if incident_id else Incident.objects.none()
    incident = existing(rows)
    return incident, None


@transaction.atomic
def draft_bulletin(
    *,
    actor: Actor,
    now: datetime,
    looks_like: str,
    delivery: str = "",
    advice: str = "",
    device_id: UUID | None = None,
    incident_id: UUID | None = None,
    photograph_id: UUID | None = None,
) -> Bulletin:
    """Draft a bulletin from a device or an incident. Nobody outside the case has it before it is sent.

    Args:
        looks_like: what is seen from a distance.
        delivery: a facet of the charter: on the road, under a vehicle and so on; the device's own where it has one.
        photograph_id: a photograph of an exhibit of the case, which waits for somebody else's approval.

    Raises:
        NotFound, NotPermitted: no such record, or the actor is neither explosives officer nor prosecution.
        HazardContent, IntelligenceInEvidence: it says how a device is built, or names a record of intelligence.
        NotAPhotograph: the case has no such photograph.
        Invalid: no words, or a facet that the charter lacks.
    """
    incident, device = _about(device_id, incident_id)
    if not (actor.has("casework.certify") or actor.has("casework.open")):
        raise NotPermitted
    _require_recognition_alone([looks_like, advice])
    told = terms.require_fields(now, {"looks_like": looks_like, "advice": advice}, may_be_empty=("advice",))
    kind = delivery or (device.delivery if device else "")
    facets = charter.current().on(charter.local_day(now)).vocabularies.device_facets
    if kind and not any(row.code == kind and row.facet == "delivery" for row in facets):
        raise Invalid(errors=[{"field": "delivery", "code": "UNKNOWN"}])
    row = Bulletin(
        number=new_number("bulletin"), incident=incident, device=device, delivery=kind,
        photograph=_photograph(incident.case_id, photograph_id), **told, **terms.written(incident.case, actor, now),
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("casework.bulletin_drafted", row, actor=actor, at=now, reference=row.number)
    return row


def _photograph(case_id: UUID, photograph_id: UUID | None) -> Photograph | None:
    if photograph_id is None:
        return None
    found = Photograph.objects.filter(id=photograph_id, exhibit__case_id=case_id, exhibit__is_quarantined=False).first()
    if found is None:
        raise NotAPhotograph(errors=[{"field": "photograph_id", "code": "UNKNOWN"}])
    return found


def _led(bulletin_id: UUID, actor: Actor) -> Bulletin:
    """The bulletin, locked, for the prosecution that leads its case."""
    if not Bulletin.objects.filter(id=bulletin_id).exists():
        raise NotFound
    actor.require("casework.open")
    return Bulletin.objects.select_for_update(of=("self",)).get(id=bulletin_id)


def _agree(
    row: Bulletin, side: Literal["approved", "cleared"], *, actor: Actor, now: datetime, permission: str, reasons: str
) -> Bulletin:
    """Write down that one of the two who must agree lets the picture leave: a decision with reasons, under its name."""
    _require_recognition_alone([reasons])
    decisions.authorise(
        "casework.picture", row, actor=actor, now=now, permission=permission, outcome=side, owner_id=row.owner_id,
        reasons=reasons,
    )  # fmt: skip
    setattr(row, f"picture_{side}_at", now)
    setattr(row, f"picture_{side}_by", actor.member_id)
    row.save(update_fields=[f"picture_{side}_at", f"picture_{side}_by"])
    audit.record(f"casework.picture_{side}", row, actor=actor, at=now, reference=row.number)
    return row


@transaction.atomic
def approve_picture(*, actor: Actor, now: datetime, bulletin_id: UUID, reasons: str) -> Bulletin:
    """Approve, as somebody else than the author, that the picture leaves: no face, no name, nothing of the inside.

    Raises:
        NotFound, NotPermitted, NotAPerson, ThinReasons: the decision is not one.
        SecondPerson: the actor drafted it (EVD-11).
        BulletinSettled: there is no picture, or it was approved or sent before.
    """
    row = _led(bulletin_id, actor)
    if row.photograph_id is None or row.picture_approved_at or row.sent_at:
        raise BulletinSettled
    if row.author_id == actor.member_id:  # rule: EVD-11
        raise SecondPerson
    return _agree(row, "approved", actor=actor, now=now, permission="casework.open", reasons=reasons)


@transaction.atomic
def clear_picture(*, actor: Actor, now: datetime, bulletin_id: UUID, reasons: str) -> Bulletin:
    """Let the picture leave as the spokesperson of the prosecution: nobody held is shown, nothing is staged (EVD-11).

    Raises:
        NotFound, NotPermitted, NotAPerson, ThinReasons: the decision is not one.
        HazardContent, IntelligenceInEvidence: the reasons say what no bulletin may.
        BulletinSettled: there is no picture, or it was cleared, sent or withdrawn before.
    """
    if not Bulletin.objects.filter(id=bulletin_id).exists():
        raise NotFound
    actor.require("casework.speak")
    row = Bulletin.objects.select_for_update(of=("self",)).get(id=bulletin_id)
    if row.photograph_id is None or row.picture_cleared_at or row.sent_at or row.withdrawn_at:
        raise BulletinSettled
    return _agree(row, "cleared", actor=actor, now=now, permission="casework.speak", reasons=reasons)


@transaction.atomic
def send_bulletin(
    *, actor: Actor, now: datetime, bulletin_id: UUID, recipient_ids: Sequence[UUID], reasons: str
) -> Bulletin:
    """Send a bulletin to agencies, once: the decision of the prosecution that its facts leave the case (W-1).

    Raises:
        NotFound, NotPermitted, NotAPerson, ThinReasons: the decision is not one.
        BulletinSettled: sent or withdrawn before.
        PictureNotApproved: it has a picture that a second person or the spokesperson has not approved (EVD-11).
        HazardContent: by the charter of today it, or the reasons, say how a device is built.
        ReceiverNotReachable, Invalid: a recipient cannot be sent to, or nobody is chosen.
    """
    row = _led(bulletin_id, actor)
    if row.sent_at or row.withdrawn_at:
        raise BulletinSettled
    _require_recognition_alone([row.looks_like, row.advice, reasons])
    if row.photograph_id and row.picture_approved_at is None:  # rule: EVD-11
        raise PictureNotApproved
    if row.photograph_id and row.picture_cleared_at is None:  # rule: EVD-11
        raise PictureNotApproved
    decision = decisions.authorise(
        DECISION, row, actor=actor, now=now, permission="casework.open", outcome="sent", owner_id=row.owner_id,
        reasons=reasons,
    )  # fmt: skip
    _photograph(row.incident.case_id, row.photograph_id)  # what was put under quarantine since leaves with nothing
    picture = _picture(row)
    gateway.send_bulletin(
        actor=actor, now=now, subject=row, payload=_payload(row, picture), picture=picture,
        recipient_ids=recipient_ids, decision_id=decision.id,
    )  # fmt: skip
    row.sent_at, row.sent_by = now, actor.member_id
    row.save(update_fields=["sent_at", "sent_by"])
    audit.record("casework.bulletin_sent", row, actor=actor, at=now, reference=row.number)
    return row


def _picture(row: Bulletin) -> gateway.Picture | None:
    if row.photograph is None:
        return None
    return gateway.Picture(row.photograph.media_type, bytes(row.photograph.content), row.photograph.sha256)


def _payload(row: Bulletin, picture: gateway.Picture | None) -> RecognitionBulletin:
    """What leaves: nothing that names the case, the incident, the device or anybody."""
    return RecognitionBulletin(
        bulletin=row.number, delivery=row.delivery, district=row.incident.district, advice=row.advice,
        seen_at=(row.device.found_at if row.device else row.incident.happened_at).isoformat(),
        looks_like=row.looks_like, contact=access.agency(row.owner_id).duty_phone,
        picture=picture.sha256 if picture else "",
    )  # fmt: skip


@transaction.atomic
def withdraw_bulletin(*, actor: Actor, now: datetime, bulletin_id: UUID, reasons: str) -> Bulletin:
    """Withdraw a bulletin: every copy is unreadable at once, and each recipient says what it did with its own.

    Raises:
        NotFound, NotPermitted, NotAPerson, ThinReasons: the decision is not one.
        BulletinSettled: withdrawn before.
    """
    row = _led(bulletin_id, actor)
    if row.withdrawn_at:
        raise BulletinSettled
    _require_recognition_alone([reasons])
    decisions.authorise(
        DECISION, row, actor=actor, now=now, permission="casework.open", outcome="withdrawn", owner_id=row.owner_id,
        reasons=reasons,
    )  # fmt: skip
    gateway.recall_subject(actor=actor, now=now, subject_id=row.id, cause="corrected", reasons=reasons)
    row.withdrawn_at, row.withdrawn_by = now, actor.member_id
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.record("casework.bulletin_withdrawn", row, actor=actor, at=now, reference=row.number)
    return row
