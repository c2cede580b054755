"""Promises by whomever, what was paid, and appearances before the public. What happened is recorded as it was."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.cooperation.actions.terms import require_untouched, touched
from tansiq.compartments.cooperation.actions.writing import (
    find_file,
    has_counsel,
    meet_clock,
    require_code,
    require_fields,
    require_one_of,
    require_open,
    start_clock,
    tell_inspector,
    tell_own,
    written,
)
from tansiq.compartments.cooperation.drafts import AppearanceDraft, PromiseDraft
from tansiq.compartments.cooperation.errors import AlreadyRecorded, MediaAsCondition, NoFreeConsent
from tansiq.compartments.cooperation.models import Appearance, File, Payment, Promise, Terms
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.folding import fold
from tansiq.kernel.problems import Invalid, existing
from tansiq.kernel.replays import end_of
from tansiq.people.rules import new_number

# What the authority promised is to be done by its day.
KEPT = "COOP-PROMISE"
UNAUTHORISED, LOCKED = "UNAUTHORISED_PROMISE", "HEIRS_RIGHT"
TWO_PAID, UNPAPERED = "TWO_HANDLERS_PAID", "NO_RECEIPT"
PAID_FOR_RIGHT = "PAYMENT_FOR_HEIRS_RIGHT"
CONDITION, NO_CONSENT, NO_RISK = "MEDIA_AS_CONDITION", "NO_FREE_CONSENT", "NO_FAMILY_RISK"
EVERYBODY = ("cooperation.open", "cooperation.handle", "cooperation.defend", "cooperation.review")


def _is_authorised(row: File | None, draft: PromiseDraft) -> bool:
    """Whether the prosecution said it, and the terms approved by then offer it."""
    if row is None or not draft.is_prosecution or not draft.benefit:
        return False
    approved = Terms.objects.filter(file=row, approved_at__lte=draft.said_at).order_by("-version").first()
    return approved is not None and draft.benefit in approved.benefits


@transaction.atomic
def record_promise(*, actor: Actor, now: datetime, draft: PromiseDraft, file_id: UUID | None = None) -> Promise:
    """Write down an offer, a hint or a promise, whoever made it and to whom.

    What the prosecution did not say within approved terms is an unauthorised promise: it binds nobody, and the legal
    reviewer is told (E46). One that it did say has a day by which it is done; where nobody named it, the prosecution
    is asked for it at once. One that touches the heirs' right is told to the inspector besides.

    Args:
        file_id: None where it was said to many, over the radio.

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
    """
    row = find_file(file_id) if file_id else None
    require_one_of(actor, *(EVERYBODY if row else ("cooperation.open", "cooperation.review")))
    if draft.kind not in Promise.Kind.values:
        raise Invalid(errors=[{"field": "kind", "code": "UNKNOWN" if draft.kind else "MISSING"}])
    told = require_fields(
        now, {"said_by": draft.said_by, "said_at": draft.said_at, "words": draft.words,
              "reported_by": draft.reported_by},
    )  # fmt: skip
    if draft.benefit:
        require_code("cooperation_benefits", draft.benefit, "benefit", now)
    is_locked = bool(touched(told["words"], now))
    is_authorised = _is_authorised(row, draft) and not is_locked
    flags = [*([] if is_authorised else [UNAUTHORISED]), *([LOCKED] if is_locked else [])]
    owner = row.owner_id if row else actor.home
    made = Promise(
        number=new_number("promise"), file=row, owner_id=owner, kind=draft.kind, is_prosecution=draft.is_prosecution,
        benefit=draft.benefit, due_on=draft.due_on if is_authorised else None, flags=flags, recorded_at=now,
        recorded_by=actor.user, recorded_by_name=actor.name,
        **told,
    )  # fmt: skip
    made.save(force_insert=True)
    if made.due_on:
        _watch(made, now=now)
    if UNAUTHORISED in flags:
        tell_own(UNAUTHORISED, made, made.number, role="cooperation_legal", owner_id=owner, now=now)  # rule: E46
    if is_locked:
        tell_inspector("PROMISE_OF_HEIRS_RIGHT", made.number, actor=actor, now=now)
    audit.record("cooperation.promise_recorded", made, actor=actor, at=now, reference=made.number, after=flags)
    return made


def _promise(promise_id: UUID) -> Promise:
    return existing(Promise.objects.filter(id=promise_id))


def _watch(made: Promise, *, now: datetime) -> None:
    """Let the days run until what the authority promised is to be done."""
    assert made.due_on is not None
    due_at = end_of(made.due_on, charter.current().jurisdiction.tz)
    start_clock(KEPT, made, made.number, now=now, due_at=due_at)


@transaction.atomic
def name_promise_day(*, actor: Actor, now: datetime, promise_id: UUID, due_on: date) -> Promise:
    """Say by which day the prosecution does what it promised. Once: another day later would be another promise.

    Raises:
        NotFound, NotPermitted: as ever.
        AlreadyRecorded: a day stands, or what became of it.
        Invalid: nobody of authority promised it, or the day lies before the promise.
    """
    made = _promise(promise_id)
    require_one_of(actor, "cooperation.open")
    if made.flags:
        raise Invalid(errors=[{"field": "due_on", "code": "UNKNOWN"}])
    if due_on < charter.local_day(made.said_at):
        raise Invalid(errors=[{"field": "due_on", "code": "TOO_OLD"}])
    if Promise.objects.filter(id=made.id, due_on=None, outcome_at=None).update(due_on=due_on) != 1:
        raise AlreadyRecorded
    made.refresh_from_db()
    _watch(made, now=now)
    audit.record("cooperation.promise_day", made, actor=actor, at=now, reference=made.number, after=due_on.isoformat())
    return made


@transaction.atomic
def answer_promise(*, actor: Actor, now: datetime, promise_id: UUID, words: str) -> Promise:
    """The legal reviewer says what is to be told to the person about a promise.

    Raises:
        NotFound, NotPermitted, AlreadyRecorded, Invalid: as ever.
    """
    made = _promise(promise_id)
    require_one_of(actor, "cooperation.review")
    told = require_fields(now, {"words": words})
    changes = {"answer": told["words"], "answered_at": now, "answered_by_name": actor.name}
    if Promise.objects.filter(id=made.id, answered_at=None).update(**changes) != 1:
        raise AlreadyRecorded
    audit.record("cooperation.promise_answered", made, actor=actor, at=now, reference=made.number)
    made.refresh_from_db()
    return made


@transaction.atomic
def record_outcome(*, actor: Actor, now: datetime, promise_id: UUID, is_performed: bool, words: str) -> Promise:
    """Say whether what was promised was done. What was not done stays in view.

    Raises:
        NotFound, NotPermitted, AlreadyRecorded, Invalid: as ever.
    """
    made = _promise(promise_id)
    require_one_of(actor, "cooperation.open")
    told = require_fields(now, {"words": words})
    changes = {"is_performed": is_performed, "outcome": told["words"], "outcome_at": now, "outcome_by_name": actor.name}
    if Promise.objects.filter(id=made.id, outcome_at=None).update(**changes) != 1:
        raise AlreadyRecorded
    meet_clock(KEPT, made.id, now=now)
    audit.record("cooperation.promise_outcome", made, actor=actor, at=now, reference=made.number, after=is_performed)
    made.refresh_from_db()
    return made


@transaction.atomic
def record_payment(
    *, actor: Actor, now: datetime, file_id: UUID, to: str, payee: str, what: str, paid_at: datetime, paid_by: str,
    receipt: str = "",
) -> Payment:  # fmt: skip
    """Record what a handler or the person was paid or given. Two handlers paid for one person is a conflict (REP-05).

    What is paid to heirs, or for diya, from this file touches their right: it is kept with its flag, and told to the
    legal reviewer and the inspector as such a promise is (REP-01).

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
    """
    row = find_file(file_id)
    require_one_of(actor, "cooperation.open")
    if to not in Payment.Kind.values:
        raise Invalid(errors=[{"field": "to", "code": "UNKNOWN" if to else "MISSING"}])
    told = require_fields(
        now, {"payee": payee, "what": what, "paid_at": paid_at, "paid_by": paid_by, "receipt": receipt},
        may_be_empty=("receipt",),
    )  # fmt: skip
    paid = {fold(one.payee) for one in Payment.objects.filter(file=row, to=Payment.Kind.HANDLER)}
    is_second = to == Payment.Kind.HANDLER and bool(paid - {fold(told["payee"])})
    is_locked = any(touched(told[name], now) for name in ("payee", "what", "paid_by"))
    flags = [
        *([TWO_PAID] if is_second else []), *([] if told["receipt"] else [UNPAPERED]), *([LOCKED] if is_locked else [])
    ]  # fmt: skip
    made = Payment(to=to, flags=flags, **told, **written(row, actor, now))
    made.save(force_insert=True)
    if is_second:  # rule: REP-05
        tell_inspector(TWO_PAID, row.number, actor=actor, now=now)
    if is_locked:  # rule: REP-01
        tell_inspector(PAID_FOR_RIGHT, row.number, actor=actor, now=now)
        tell_own(PAID_FOR_RIGHT, made, row.number, role="cooperation_legal", owner_id=row.owner_id, now=now)
    audit.record("cooperation.payment_recorded", row, actor=actor, at=now, reference=row.number, after=flags)
    return made


def _faults(row: File, draft: AppearanceDraft) -> list[str]:
    """What speaks against an appearance, the gravest first."""
    free = draft.has_consent and draft.had_counsel and has_counsel(row)
    return [
        *([CONDITION] if draft.is_condition else []),
        *([] if free else [NO_CONSENT]),
        *([] if draft.family_risk.strip() else [NO_RISK]),
    ]


@transaction.atomic
def plan_appearance(*, actor: Actor, now: datetime, file_id: UUID, draft: AppearanceDraft) -> Appearance:
    """Plan an appearance before the public: of his own informed will with counsel, once the danger to his family was
    assessed, and never as a condition of release (REP-07).

    Raises:
        NotFound, NotPermitted, FileEnded, Invalid: as ever.
        MediaAsCondition: something depends on it.
        NoFreeConsent: no consent with counsel, or nobody looked at the danger to his family.
        HeirsRightLocked: what he is to say touches the heirs' right (REP-01).
    """
    row = find_file(file_id)
    require_one_of(actor, "cooperation.open")
    require_open(row)
    faults = _faults(row, draft)
    if CONDITION in faults:  # rule: REP-07
        raise MediaAsCondition
    if faults:  # rule: REP-07
        raise NoFreeConsent
    require_untouched(now, where=draft.where, words=draft.words)  # rule: REP-01
    return _appearance(row, draft, [], took_place=False, actor=actor, now=now)


@transaction.atomic
def record_appearance(*, actor: Actor, now: datetime, file_id: UUID, draft: AppearanceDraft) -> Appearance:
    """Record an appearance that took place. It is never refused; one that was not free is told to the inspector (W-4).

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
    """
    row = find_file(file_id)
    require_one_of(actor, "cooperation.open", "cooperation.handle", "cooperation.defend")
    require_fields(now, {"planned_for": draft.planned_for})
    flags = _faults(row, draft)
    made = _appearance(row, draft, flags, took_place=True, actor=actor, now=now)
    if flags:
        tell_inspector("APPEARANCE_NOT_FREE", row.number, actor=actor, now=now)
    return made


def _appearance(
    row: File, draft: AppearanceDraft, flags: list[str], *, took_place: bool, actor: Actor, now: datetime
) -> Appearance:
    told = require_fields(
        now, {"where": draft.where, "family_risk": draft.family_risk, "words": draft.words},
        may_be_empty=("family_risk", "words"),
    )  # fmt: skip
    if not took_place and draft.planned_for < now:
        raise Invalid(errors=[{"field": "planned_for", "code": "IN_PAST"}])
    made = Appearance(
        planned_for=draft.planned_for, has_consent=draft.has_consent, had_counsel=draft.had_counsel,
        is_condition=draft.is_condition, flags=flags, took_place=took_place, **told, **written(row, actor, now),
    )  # fmt: skip
    made.save(force_insert=True)
    act = "cooperation.appearance_recorded" if took_place else "cooperation.appearance_planned"
    audit.record(act, row, actor=actor, at=now, reference=row.number, after=flags)
    return made
