"""A second person decides by the present code of his second factor, which somebody on duty types for him."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.db import connection, transaction

from tansiq.kernel.access import authentication
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit import queries as log
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import phone
from tansiq.kernel.decisions.errors import NotOnDuty, SamePersonOnPhone, TooManyCodes, WrongPhoneCode
from tansiq.kernel.decisions.models import PhoneApproval
from tansiq.kernel.problems import Invalid, NotFound, Problem, existing

CONFIRM = "PHONE-CONFIRM"
UNCONFIRMED, DISPUTED = "PHONE-NOT-CONFIRMED", "PHONE-DISPUTED"
# Of whoever types alone, so that nobody on duty shuts an approver out; of all together, so that no group guesses on.
MOST_WRONG, MOST_WRONG_OF_ALL = 5, 20
WRONG_WITHIN = timedelta(minutes=15)
ACCOUNT = "access.user"


def _approver(handle: str, named: UUID) -> Actor:
    try:
        return access.actor_by_handle(handle.strip())
    except NotFound as fault:
        raise WrongPhoneCode(errors=[{"field": "code", "code": "WRONG_CODE"}], subject=(ACCOUNT, named)) from fault


def _named(handle: str) -> UUID:
    """What tries are counted by: the handle as typed, whether anybody has it or not."""
    return uuid5(NAMESPACE_OID, f"tansiq/phone/{handle.strip().casefold()}")


def _require_tries_left(named: UUID, *, actor: Actor, now: datetime) -> None:
    """Refuse once whoever types, or everybody together, gave too many wrong codes for this handle."""
    with connection.cursor() as cursor:  # codes for one approver are tried one after the other
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"codes of {named}"])
    with acting_as(system_actor("figures")):
        wrong = log.count_refusals_by(WrongPhoneCode.code, subject_id=named, since=now - WRONG_WITHIN)
    if wrong.get(actor.user_id, 0) >= MOST_WRONG:  # rule: W-2
        raise TooManyCodes(subject=(ACCOUNT, named))
    if sum(wrong.values()) >= MOST_WRONG_OF_ALL:  # rule: W-2
        raise TooManyCodes(subject=(ACCOUNT, named))


def _require_code(approver: Actor, code: str, named: UUID) -> None:
    """Refuse what is not the present, unused code of the approver's second factor."""
    factor = Authenticator.objects.filter(user_id=approver.user, type=Authenticator.Type.TOTP).first()
    given = authentication.typed_code(code)
    # Longer than any window in which the sign-in takes a code: it works once.
    used = f"phone.code?user={approver.user}&code={given}"
    if factor is None or not TOTP(factor).validate_code(given) or not cache.add(used, "y", 600):  # rule: W-2
        raise WrongPhoneCode(errors=[{"field": "code", "code": "WRONG_CODE"}], subject=(ACCOUNT, named))


def proven(handle: str, code: str, *, actor: Actor, now: datetime) -> Actor:
    """Who reads out the present code of his second factor to the actor, who types it; each is good for one time.

    Raises:
        TooManyCodes, WrongPhoneCode: the code is not that member's; which of handle and code is wrong is not told.
    """
    named = _named(handle)
    _require_tries_left(named, actor=actor, now=now)
    member = _approver(handle, named)
    _require_code(member, code, named)
    return member


def _second(handle: str, code: str, *, actor: Actor, now: datetime) -> Actor:
    """Another member than the actor, whose code this is, as he decides: by phone, and with the actor as who types."""
    named = _named(handle)
    _require_tries_left(named, actor=actor, now=now)
    approver = _approver(handle, named)
    if approver.member_id == actor.member_id:  # rule: W-2
        raise SamePersonOnPhone(errors=[{"field": "handle", "code": "SAME_PERSON"}])
    _require_code(approver, code, named)
    return replace(approver, channel="phone", typed_by=actor.member)


@transaction.atomic
def approve_by_phone(
    *, actor: Actor, now: datetime, act: str, subject_id: UUID, handle: str, code: str, reasons: str
) -> PhoneApproval:
    """Let an approver who is elsewhere decide, by the code that he reads out.

    The approver decides, under his own name and by the same action as at the desk: whatever it refuses him there, who
    proposed above all, it refuses here. Both persons stand in the log; he confirms at his next sign-in.

    Args:
        actor: who types: on duty, sees the record, and is not the approver.
        act: code of an act that a room registered.
        handle, code: the approver's; the code lives half a minute and works once.
        reasons: as the approver dictates them.

    Raises:
        NotFound: no such act, or the record is hidden from whoever types.
        NotOnDuty: the actor has not taken the desk.
        SamePersonOnPhone: actor and approver are one (W-2).
        TooManyCodes, WrongPhoneCode: the code is not his.
        Problem: whatever the act itself refuses the approver.
    """
    second = phone.act_of(act)
    waiting = second.describe(actor, subject_id)
    if not access.is_on_duty(actor, now):
        raise NotOnDuty
    approver = _second(handle, code, actor=actor, now=now)
    with acting_as(approver):
        decided: dict[str, Any] = {second.argument: subject_id, "reasons": reasons}
        second.decide(actor=approver, now=now, **decided)
        audit.record(
            "decisions.approved_by_phone", ("decisions.phone", subject_id), actor=approver, at=now,
            after={"act": act, "typed_by": str(actor.member)}, reference=waiting.reference,
            owner_id=approver.agency_id,
        )  # fmt: skip
    row = PhoneApproval(
        act=act, reference=waiting.reference,
        challenge=phone.challenge(act, subject_id, actor.member, now.astimezone(charter.current().jurisdiction.tz)),
        subject_id=subject_id, agency_id=actor.home, approver_id=approver.member, approver_user_id=approver.user,
        officer_id=actor.member, officer_user_id=actor.user, made_at=now, due_at=clocks.due_of(CONFIRM, now),
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(
        "decisions.code_typed", row, actor=actor, at=now, after={"act": act, "approver": str(approver.member)},
        reference=row.reference, owner_id=row.agency_id,
    )  # fmt: skip
    return row


@transaction.atomic
def confirm_approval(
    *, actor: Actor, now: datetime, approval_id: UUID, is_mine: bool, words: str = ""
) -> PhoneApproval:
    """Say at the desk whether a decision by phone was one's own. One that was not is told to the inspector at once.

    Raises:
        NotFound: no such approval of the actor's that waits.
        Reauthenticate: the last proof of who says it is too old.
        Invalid: it was not his, and he does not say what happened.
    """
    waiting = PhoneApproval.objects.select_for_update().filter(id=approval_id, state=PhoneApproval.State.WAITING)
    row = existing(waiting.filter(approver_user_id=actor.user))
    actor.require_fresh()
    if not is_mine and len(words.strip()) < 10:
        raise Invalid(errors=[{"field": "words", "code": "TOO_SHORT"}])
    row.state = PhoneApproval.State.CONFIRMED if is_mine else PhoneApproval.State.DISPUTED
    row.answered_at, row.words = now, words.strip()
    row.save(update_fields=["state", "answered_at", "words"])
    audit.record(
        f"decisions.phone_{row.state}", row, actor=actor, at=now, words=row.words, reference=row.reference,
        owner_id=row.agency_id,
    )  # fmt: skip
    if not is_mine:  # rule: G14
        _tell_inspector(DISPUTED, row, now=now)
        _undo(row, actor=actor, now=now)
    return row


def _undo(row: PhoneApproval, *, actor: Actor, now: datetime) -> None:
    """Undo what was not his. Where he may not any more, his denial stands all the same: the inspector has it."""
    try:
        with transaction.atomic():
            phone.act_of(row.act).undo(actor=actor, now=now, subject_id=row.subject_id, reasons=row.words)
    except Problem as problem:
        audit.record(
            "decisions.undo_refused", row, actor=actor, at=now, after=problem.code, reference=row.reference,
            owner_id=row.agency_id,
        )  # fmt: skip


def _tell_inspector(code: str, row: PhoneApproval, *, now: datetime, due_at: datetime | None = None) -> None:
    about = ("decisions.phoneapproval", row.id)
    clocks.tell(code, role="inspector", now=now, reference=row.reference, subject=about, due_at=due_at)


@transaction.atomic
def tell_unconfirmed(*, actor: Actor, now: datetime, limit: int = 200) -> int:
    """Tell the inspector of each approval by phone that was not confirmed in time, once. Returns how many."""
    late = PhoneApproval.objects.select_for_update(skip_locked=True).filter(
        state=PhoneApproval.State.WAITING, due_at__lt=now, told_at=None
    )
    rows = list(late.order_by("due_at", "id")[:limit])
    for row in rows:
        _tell_inspector(UNCONFIRMED, row, now=now, due_at=row.due_at)
        row.told_at = now
        row.save(update_fields=["told_at"])
        audit.record("decisions.phone_unconfirmed", row, actor=actor, at=now, reference=row.reference)
    return len(rows)
