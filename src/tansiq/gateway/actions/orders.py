"""Standing answers: arrest orders of a competent authority, slips and redress numbers."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from tansiq.gateway.errors import AlreadyDecided, ChildPath, NoAlternative, NoAuthority, TwoOrders
from tansiq.gateway.models import Order
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.conflicts import require_no_kin
from tansiq.kernel.access.rules import is_judicial
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.bases import require_basis
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, existing
from tansiq.kernel.reasons import fault_of
from tansiq.people import actions as people
from tansiq.people.drafts import CheckedKit, KitDraft
from tansiq.people.queries import ProtectiveNumber

LONGEST_ORDER = timedelta(days=184)
# What its authority is told once the order of somebody who was released waits for it.
ON_HOLD = "ORDER_ON_HOLD"


def _require_authority(actor: Actor, now: datetime, order: Order, *, age_checked: bool) -> None:
    """An order that says who ordered what on which article, until when, and who presents the person (JOC-06)."""
    missing = [name for name in ("number", "presented_by", "grounds") if len(getattr(order, name).strip()) < 3]
    pack = charter.current().on(charter.local_day(now))
    for vocabulary, field in (("arrest_authorities", "authority"), ("offence_articles", "offence")):
        try:
            pack.label(vocabulary, getattr(order, field), "en")
        except UnknownCode:
            missing.append(field)
    if not order.valid_from <= now < order.valid_until <= order.valid_from + LONGEST_ORDER:
        missing.append("valid_until")
    if not age_checked:
        missing.append("age_checked")
    if not is_judicial(access.agency(actor.home).kind):
        missing.append("authority")
    if missing:  # rule: JOC-06
        raise NoAuthority(errors=[{"field": name, "code": "MISSING"} for name in missing])


def _require_alternative(alternative: str, words: str) -> None:
    """What was considered before an arrest, and in words why it was not enough (JOC-07)."""
    known = {code for code, _ in charter.current().choices("alternatives_to_arrest", "en")}
    if alternative not in known or fault_of(words):  # rule: JOC-07
        raise NoAlternative(errors=[{"field": "alternative", "code": "MISSING"}])


def _require_adult(kit: CheckedKit, now: datetime) -> None:
    if kit.is_child(now):
        raise ChildPath(errors=[{"field": "birth", "code": "UNDER_EIGHTEEN"}])


def _require_free(owner_id: UUID, number: str) -> None:
    if Order.objects.filter(owner_id=owner_id, number=number).exists():
        raise TwoOrders(errors=[{"field": "number", "code": "TAKEN"}])


def _keep(row: Order, kit: CheckedKit, actor: Actor, now: datetime) -> None:
    """Write an order and its kit; of two in one moment, or of one person's two clicks, the second is told."""
    try:
        with transaction.atomic():
            row.kit_id = people.add_kit(actor=actor, now=now, owner_id=actor.home, checked=kit, index="order").id
            row.save(force_insert=True)
    except IntegrityError as fault:
        raise TwoOrders(errors=[{"field": "number", "code": "TAKEN"}]) from fault


@transaction.atomic
def register_order(
    *, actor: Actor, now: datetime, draft: KitDraft, number: str, authority: str, instrument: str, offence: str,
    grounds: str, presented_by: str, alternative: str, alternative_words: str, valid_from: datetime,
    valid_until: datetime, age_checked: bool,
) -> Order:  # fmt: skip
    """Enter an arrest order of a competent authority; the counter answers with it at once.

    Args:
        number: as on the paper; `authority` and `offence`: codes of the charter; `instrument`: a legal basis in force.
        presented_by: who brings the person before a judge or prosecutor within 24 hours.
        alternative: summons, observation or warning, and in words why it was not enough (JOC-07).
        valid_until: at most six months after `valid_from`.
        age_checked: somebody made sure that the person is eighteen.

    Raises:
        NotPermitted: the actor does not enter orders.
        NoAuthority: what makes an order is missing. NoAlternative, BasisExpired. TwoOrders: the number is taken.
        ChildPath: the person is under eighteen, or may be.
    """
    actor.require("gateway.order")
    kit = draft.checked(today=charter.local_day(now))
    row = Order(
        owner_id=actor.home, number=number.strip(), authority=authority, instrument=instrument, offence=offence,
        grounds=grounds.strip(), presented_by=presented_by.strip(), alternative=alternative,
        alternative_words=alternative_words.strip(), valid_from=valid_from, valid_until=valid_until, entered_at=now,
        entered_by=actor.user,
    )  # fmt: skip
    _require_authority(actor, now, row, age_checked=age_checked)
    require_basis(instrument, now)
    _require_alternative(alternative, alternative_words)
    _require_adult(kit, now)
    _require_free(row.owner_id, row.number)
    _keep(row, kit, actor, now)
    decisions.authorise(
        "gateway.order", row, actor=actor, now=now, permission="gateway.order", outcome="in_force",
        owner_id=row.owner_id, reasons=row.grounds, grounds=[offence], instrument=instrument, ends_at=valid_until,
    )  # fmt: skip
    audit.record("gateway.order_entered", row, actor=actor, at=now, after=row.number)
    return row


@transaction.atomic
def revoke_order(*, actor: Actor, now: datetime, order_id: UUID, reasons: str) -> Order:
    """End an order; from this moment the counter does not answer with it.

    Raises:
        NotFound: no such order of the actor's agency.
        AlreadyDecided: revoked before.
    """
    row = existing(Order.objects.select_for_update().filter(id=order_id))
    actor.require("gateway.order")
    if row.revoked_at is not None:
        raise AlreadyDecided
    decisions.authorise(
        "gateway.order", row, actor=actor, now=now, permission="gateway.order", outcome="revoked",
        owner_id=row.owner_id, reasons=reasons,
    )  # fmt: skip
    row.revoked_at, row.revoked_by = now, actor.user_id
    row.save(update_fields=["revoked_at", "revoked_by"])
    people.unindex(row.kit_id)
    clocks.answer_alarms(ON_HOLD, row.id, actor=actor, now=now, done=reasons)  # rule: JOC-08
    return row


@transaction.atomic
def renew_order(*, actor: Actor, now: datetime, order_id: UUID, reasons: str) -> Order:
    """Let an order answer again that was put on hold because whom it named was released.

    Raises:
        NotFound: no such order of the actor's agency.
        ThinReasons: the reasons say nothing.
        AlreadyDecided: it was revoked, has run out, or is not on hold.
    """
    row = existing(Order.objects.select_for_update().filter(id=order_id))
    actor.require("gateway.order")
    if row.held_at is None or row.revoked_at is not None or row.valid_until <= now:
        raise AlreadyDecided
    decisions.authorise(
        "gateway.order", row, actor=actor, now=now, permission="gateway.order", outcome="renewed",
        owner_id=row.owner_id, reasons=reasons,
    )  # fmt: skip
    row.held_at = row.held_by = None
    row.save(update_fields=["held_at", "held_by"])
    audit.record("gateway.order_renewed", row, actor=actor, at=now, reference=row.number)
    clocks.answer_alarms(ON_HOLD, row.id, actor=actor, now=now, done=reasons)  # rule: JOC-08
    return row


@transaction.atomic
def issue_slip(
    *, actor: Actor, now: datetime, draft: KitDraft, checked_face_to_face: bool, papers: str
) -> ProtectiveNumber:
    """Issue a slip: call before detaining. The same paper for whoever holds one, with or without a file.

    Args:
        papers: which papers were seen.

    Raises:
        NotPermitted: the actor issues no slips.
        NotFaceToFace: the person was not seen.
        Invalid: no strong identifier, or the papers are not named.
        ConflictOfInterest: it may be for a relative whom the actor declared.
    """
    actor.require("gateway.slip")
    kit = draft.checked(today=charter.local_day(now))
    require_no_kin(actor, kit.draft.parts.as_mapping())
    if not kit.strong_blinds:
        raise Invalid(errors=[{"field": "identifiers", "code": "STRONG_IDENTIFIER_NEEDED"}])
    if len(papers.strip()) < 3:
        raise Invalid(errors=[{"field": "papers", "code": "MISSING"}])
    holder = people.add_kit(actor=actor, now=now, owner_id=actor.home, checked=kit, index="none")
    return people.issue_number(
        actor=actor, now=now, kind="slip", owner_id=actor.home, holder_kit_id=holder.id, holder=kit,
        valid_until=clocks.due_of("SLIP-VALID", now), checked_face_to_face=checked_face_to_face,
    )  # fmt: skip


@transaction.atomic
def issue_redress(*, actor: Actor, now: datetime, draft: KitDraft, why: str) -> ProtectiveNumber:
    """Issue a redress number to somebody who was taken for another; free, and on oral request as well (G5).

    Raises:
        NotPermitted: the actor issues none.
        Invalid: no strong identifier, or what happened is under 10 characters.
        ConflictOfInterest: it may be for a relative whom the actor declared.
    """
    actor.require("people.redress")
    kit = draft.checked(today=charter.local_day(now))
    require_no_kin(actor, kit.draft.parts.as_mapping())
    if not kit.strong_blinds:
        raise Invalid(errors=[{"field": "identifiers", "code": "STRONG_IDENTIFIER_NEEDED"}])
    if len(why.strip()) < 10:  # as the person tells it: his own two words will do
        raise Invalid(errors=[{"field": "why", "code": "TOO_SHORT"}])
    holder = people.add_kit(actor=actor, now=now, owner_id=actor.home, checked=kit, index="none")
    return people.issue_number(
        actor=actor, now=now, kind="redress", owner_id=actor.home, holder_kit_id=holder.id, holder=kit,
        valid_until=None, checked_face_to_face=False,
    )  # fmt: skip
