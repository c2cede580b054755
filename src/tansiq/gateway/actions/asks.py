"""Asking about a person, and the duty officer's confirmation of who he is."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from tansiq import names
from tansiq.gateway import codes, counter, rules
from tansiq.gateway.actions import budgets
from tansiq.gateway.errors import (
    BulkAsk,
    CannotConfirm,
    NoPurpose,
    NothingToConfirm,
    WrongChallenge,
    WrongTime,
)
from tansiq.gateway.models import Answer, Ask
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.conflicts import is_kin
from tansiq.kernel.access.errors import AgencySuspended, CommandUnconfirmed
from tansiq.kernel.access.rules import Standing
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit.rules import fault_of, is_reference
from tansiq.kernel.bases import require_basis, require_purpose
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.schema import Purpose
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, existing
from tansiq.people import actions as people
from tansiq.people import queries as people_queries
from tansiq.people.drafts import CheckedKit, KitDraft
from tansiq.people.rules import new_number

# A paper sheet may be entered for this long after it was spoken.
SHEET_DAYS = 7
LONGEST = {"asked_for": 120, "challenge": 20, "sheet": 40}
# An ask that was answered with a call can be confirmed for so long: as long as a post works without a network.
CONFIRM_HOURS = 72
# The ask is answered as any other: nothing is refused to whoever meets a relative at a post, and the inspector looks.
KIN_ASKED = "KIN-ASKED"


def _require_standing(actor: Actor) -> None:
    if actor.standing is Standing.SUSPENDED:  # rule: G20
        raise AgencySuspended
    if actor.standing is Standing.CONTROL_LOST:  # rule: JOC-12
        raise CommandUnconfirmed
    home = access.agency(actor.home)
    if home.charter_signed_on is None or home.trained_on is None:  # rule: JOC-12
        raise CommandUnconfirmed


def _require_reason(purpose: str, reference: str, legal_basis: str, now: datetime) -> Purpose:
    boilerplate = charter.current().boilerplate_reasons
    if not purpose.strip() or rules.is_boilerplate(purpose, boilerplate):
        raise NoPurpose(errors=[{"field": "purpose", "code": "MISSING"}])
    found = require_purpose(purpose, now)
    if not is_reference(reference) or rules.is_boilerplate(reference, boilerplate):
        raise NoPurpose(errors=[{"field": "reference", "code": fault_of(reference)}])
    if legal_basis:
        require_basis(legal_basis, now)
    return found


def _require_one_person(draft: KitDraft) -> None:
    texts = [value for value in draft.parts.as_mapping().values() if value]
    if rules.is_list_of_people(*texts):  # rule: RL-09
        raise BulkAsk(errors=[{"field": "full", "code": "MANY_NAMES"}])


def _require_lengths(**typed: str) -> None:
    too_long = [name for name, words in typed.items() if len(words) > LONGEST[name]]
    if too_long:
        raise Invalid(errors=[{"field": name, "code": "TOO_LONG"} for name in too_long])


def _require_voice(actor: Actor, challenge: str, spoken_at: datetime | None, now: datetime, **typed: str) -> None:
    """Refuse a voice or a sheet that is not credible, after what is too long to be written down."""
    _require_lengths(challenge=challenge, **typed)
    if challenge and challenge.strip().upper() != codes.challenge_of(actor.home, now):  # rule: JOC-13
        raise WrongChallenge(errors=[{"field": "challenge", "code": "WRONG"}])
    if spoken_at and not now - timedelta(days=SHEET_DAYS) <= spoken_at <= now:  # rule: JOC-13
        raise WrongTime(errors=[{"field": "spoken_at", "code": "WITHIN_SEVEN_DAYS"}])


def _enough(kit: CheckedKit) -> names.Sufficiency:
    return names.sufficient(kit.draft.parts, born=kit.birth is not None, strong_identifier=bool(kit.strong_blinds))


def _answered(
    actor: Actor, reason: Purpose, kit: CheckedKit, now: datetime
) -> tuple[rules.AnswerCode, list[str], UUID | None]:
    """The answer, what a better one would need, and the order that it rests on.

    Raises:
        OverBudget: asks used up, and no order, slip or number answers.
    """
    over = budgets.refusal_of(actor, reason, now=now)
    enough = _enough(kit)
    standing = counter.look_up(kit, now=now) if enough.enough or kit.number_blinds else counter.NOTHING
    answer = rules.answer(
        enough=enough.enough, number=standing.number, order_fits=standing.order is not None,
        order_shares_identifier=standing.shares_identifier, confirmed=False,
    )  # fmt: skip
    if over is not None and answer in ("insufficient_identity", "no_record_for_you"):
        raise over
    order = standing.order if answer == "arrest_order" else None
    return answer, [] if enough.enough else list(enough.missing), order.id if order else None


@transaction.atomic
def ask(
    *, actor: Actor, now: datetime, draft: KitDraft, purpose: str, reference: str, legal_basis: str = "",
    asked_for: str = "", challenge: str = "", spoken_at: datetime | None = None, sheet: str = "",
) -> Ask:  # fmt: skip
    """Ask about one person; the answer is a receipt.

    The answer rests on orders, slips and numbers alone. What agencies hold in confidence is matched by a job after
    this has committed, so the answer cannot tell of it, in words, size or time.

    Args:
        purpose: code of the charter; `reference`: the case, task or order that it belongs to.
        asked_for: the officer on the radio for whom somebody else types; `challenge`: the code of his unit, spoken.
        spoken_at: when a numbered paper sheet was filled in, where it is entered later.

    Raises:
        AgencySuspended, CommandUnconfirmed, NotPermitted: the actor may not ask.
        NoPurpose, BasisExpired: no reason that counts.
        BulkAsk: more than one person.
        NoName, WhichCalendar, ImpossibleDate, BadIdentifier: the kit cannot be read.
        WrongChallenge, WrongTime: the voice or the sheet is not credible.
        OverBudget: asks used up, and no order, slip or number answers.
    """
    _require_standing(actor)
    actor.require("gateway.ask")
    reason = _require_reason(purpose, reference, legal_basis, now)
    _require_one_person(draft)
    _require_voice(actor, challenge, spoken_at, now, asked_for=asked_for, sheet=sheet)
    kit = draft.checked(today=charter.local_day(now))
    answer, missing, order_id = _answered(actor, reason, kit, now)
    kept = people.add_kit(actor=actor, now=now, owner_id=actor.home, checked=kit, index="none")
    row = Ask(
        number=new_number("ask"), owner_id=actor.home, member_id=actor.member, member_name=actor.name,
        asked_for=asked_for.strip(), challenge=challenge.strip(), purpose=reason.code, legal_basis=legal_basis,
        reference=reference.strip(), kit_id=kept.id, is_child=kit.is_child(now), asked_at=now, spoken_at=spoken_at,
        sheet=sheet.strip(), answer=answer, missing=missing, orders_as_of=now, order_id=order_id,
    )  # fmt: skip
    with acting_as(actor.through("counter")):  # nobody writes an answer for himself
        row.save(force_insert=True)  # rule: JOC-14
    _tell_and_match(row, draft, actor=actor, now=now)
    return row


def _tell_and_match(row: Ask, draft: KitDraft, *, actor: Actor, now: datetime) -> None:
    """Log an ask as the read that it is, tell of one about a relative, and have it matched once it has committed."""
    audit.record_read(
        "gateway.asked", row, actor=actor, at=now, purpose=row.purpose, reference=row.reference, owner_id=actor.home
    )
    if is_kin(actor, draft.parts.as_mapping()):  # rule: E31
        clocks.tell(
            KIN_ASKED,
            role="inspector",
            now=now,
            reference=row.number,
            subject=("gateway.ask", row.id),
            acted_by=actor.user_id,
        )
    if row.answer != "insufficient_identity":
        app.configure_task("gateway.match_ask").defer(ask_id=str(row.id))


@transaction.atomic
def confirm_identity(*, actor: Actor, now: datetime, ask_id: UUID, words: str) -> Ask:
    """The duty officer confirms that this man is the one an order names; only then does the order answer.

    Raises:
        NotFound: no such ask on the duty officer's desk.
        NotPermitted: the actor is not the duty officer.
        CannotConfirm: it was not answered with a call, is too old (`CONFIRM_HOURS`), or is the actor's own.
        ThinReasons: how it was established is not said.
        NothingToConfirm: no order in force fits.
    """
    row = existing(Ask.objects.filter(id=ask_id))
    actor.require("gateway.confirm_identity")
    with acting_as(actor.through("counter")):
        row = Ask.objects.select_for_update().get(id=ask_id)
        kit = people_queries.checked(row.kit_id)
    waits = row.answer == Answer.CALL_FIRST and now - row.asked_at <= timedelta(hours=CONFIRM_HOURS)
    if not waits or row.member_id == actor.member_id:
        raise CannotConfirm
    standing = counter.look_up(kit, now=now)
    if standing.order is None:
        raise NothingToConfirm
    decisions.authorise(
        "gateway.identity", row, actor=actor, now=now, permission="gateway.confirm_identity", outcome="confirmed",
        owner_id=row.owner_id, reasons=words,
    )  # fmt: skip
    with acting_as(actor.through("counter")):
        row.answer, row.order_id = Answer.ARREST_ORDER, standing.order.id
        row.confirmed_at, row.confirmed_by = now, actor.user_id
        row.save(update_fields=["answer", "order_id", "confirmed_at", "confirmed_by"])
        audit.record(
            "gateway.identity_confirmed", row, actor=actor.through("counter"), at=now, words=words,
            reference=row.number, owner_id=row.owner_id,
        )  # fmt: skip
    return row
