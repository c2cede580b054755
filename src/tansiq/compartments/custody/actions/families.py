"""What a family is told of whom they look for, and how the search ends: by two people (G24)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from tansiq.compartments.custody import standing
from tansiq.compartments.custody.actions.enquiries import CLOCK
from tansiq.compartments.custody.actions.writing import require_words
from tansiq.compartments.custody.errors import AlreadyAnswered, FamilyNotTold, ForcesSilent, NobodyAsked, SecondPerson
from tansiq.compartments.custody.models import Detention, Enquiry, EnquiryAsk
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.cleaning import in_one_line
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import existing


@transaction.atomic
def show_kinship(*, actor: Actor, now: datetime, enquiry_id: UUID, words: str) -> Enquiry:
    """They have shown that they are kin: from now on they are told where he is.

    Raises:
        NotFound, NotPermitted: as ever.
        Invalid: how it was shown is under 10 characters.
    """
    row = _mine(enquiry_id, actor)
    require_words(words)
    row.kin_shown, row.kin_words = True, in_one_line(words)[:200]
    row.save(update_fields=["kin_shown", "kin_words"])
    audit.record("custody.kinship_shown", row, actor=actor, at=now, words=words, reference=row.number)
    return row


def _mine(enquiry_id: UUID, actor: Actor) -> Enquiry:
    row = existing(Enquiry.objects.select_for_update().filter(id=enquiry_id))
    actor.require("custody.enquire")
    if row.closed_at is not None:
        raise AlreadyAnswered
    return row


@dataclass(frozen=True)
class Told:
    """What a family may be told: nothing of anybody else, and nothing before kinship was shown.

    Attributes:
        code: `in_custody`, `place_withheld`, `released`, `dead`, `moving`, or `not_found_yet`.
        place: code of the place, or the words for it; empty where it is withheld or nothing is known.
        since: since when he is held, or when it ended.
        until: when the withholding is reviewed.
    """

    code: str
    place: str = ""
    since: datetime | None = None
    until: datetime | None = None
    withheld_by: str = ""


NOT_YET: Final = Told("not_found_yet")


def answer_to_family(row: Enquiry, *, actor: Actor, now: datetime) -> Told:
    """The answer as it stands. Without kinship shown it is the same whether anybody holds him or not."""
    if not row.kin_shown or row.detention_id is None:  # rule: G24 -> if row.detention_id is None:
        return NOT_YET
    with acting_as(actor.through("custody")):
        held = Detention.objects.filter(id=row.detention_id).first()
        told = standing.of([held], now)[held.number] if held else None
    if held is None or told is None:
        return NOT_YET
    where = told.held.where
    if where in ("released", "dead", "escaped"):
        return Told("dead" if where == "dead" else "released", since=held.ended_at)
    if held.withheld_until is not None and held.withheld_until > now:  # rule: G24
        return Told("place_withheld", since=held.since, until=held.withheld_until, withheld_by=held.withheld_by)
    if where in ("in_transfer", "unaccounted"):
        return Told("moving", since=held.since)
    return Told("in_custody", place=where, since=held.since)


@transaction.atomic
def tell_family(*, actor: Actor, now: datetime, enquiry_id: UUID, words: str) -> Enquiry:
    """The family was told what the page says; with it the clock of the desk is met.

    Raises:
        NotFound, NotPermitted: as ever.
        ForcesSilent: nothing is known yet that they could be told, and a force has not answered.
        Invalid: whom and how is under 10 characters.
    """
    row = _mine(enquiry_id, actor)
    require_words(words)
    answer = answer_to_family(row, actor=actor, now=now)
    if answer == NOT_YET and silent(row, actor=actor):
        raise ForcesSilent
    row.told_at, row.told_by, row.told_words = now, actor.user, words.strip()
    if answer != NOT_YET:
        row.state = Enquiry.State.TOLD
    row.save(update_fields=["told_at", "told_by", "told_words", "state"])
    with acting_as(actor.through("gateway")):
        clocks.meet(CLOCK, row.id, now=now)
    audit.record("custody.family_informed", row, actor=actor, at=now, after=answer.code, reference=row.number)
    return row


def silent(row: Enquiry, *, actor: Actor) -> list[UUID]:
    """Forces that have not answered, as their desk may know them. One that is asked once more holds somebody alike:
    before kinship was shown it is not among them, and the list says nothing of whom anybody holds."""
    known = {} if row.kin_shown else {"answered_at": None}  # rule: G24 -> known = {}
    with acting_as(actor.through("custody")):
        asks = EnquiryAsk.objects.filter(enquiry=row, answer="", **known).order_by("owner_id")
        return list(asks.values_list("owner_id", flat=True))


def _is_awaited(row: Enquiry, *, actor: Actor) -> bool:
    """Whether any force has still to answer, also one that is asked once more."""
    with acting_as(actor.through("custody")):
        return EnquiryAsk.objects.filter(enquiry=row, answer="").exists()


@transaction.atomic
def ask_to_close(*, actor: Actor, now: datetime, enquiry_id: UUID, reasons: str) -> Enquiry:
    """Ask that the search end; a second person decides.

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
        ForcesSilent, FamilyNotTold: a force has not answered, or the family was not told.
    """
    row = _mine(enquiry_id, actor)
    require_words(reasons, "reasons")
    if silent(row, actor=actor):
        raise ForcesSilent
    if row.told_at is None:
        raise FamilyNotTold
    row.close_reasons, row.close_asked_by, row.close_asked_at = reasons.strip(), actor.user, now
    row.save(update_fields=["close_reasons", "close_asked_by", "close_asked_at"])
    audit.record("custody.enquiry_close_asked", row, actor=actor, at=now, words=reasons, reference=row.number)
    return row


@transaction.atomic
def close_enquiry(*, actor: Actor, now: datetime, enquiry_id: UUID, reasons: str) -> Enquiry:
    """Close it as the second person: of the desk, or the inspector.

    Raises:
        NotFound, NotPermitted, NotAPerson, ThinReasons: as ever.
        SecondPerson: the actor asked for it; NobodyAsked: nobody did; ForcesSilent: a force has not answered, or
            not again when it was asked once more.
        AlreadyAnswered: it is closed.
    """
    row = existing(Enquiry.objects.select_for_update().filter(id=enquiry_id))
    permission = "custody.inspect" if actor.has("custody.inspect") else "custody.enquire"
    actor.require(permission)
    if row.closed_at is not None:
        raise AlreadyAnswered
    if row.close_asked_by is None:
        raise NobodyAsked
    if _is_awaited(row, actor=actor):  # rule: G24
        raise ForcesSilent
    if row.close_asked_by == actor.user_id:  # rule: G24
        raise SecondPerson
    decisions.authorise(
        "custody.close_enquiry", row, actor=actor, now=now, permission=permission, outcome="closed",
        owner_id=row.owner_id, reasons=reasons,
    )  # fmt: skip
    row.closed_at, row.closed_by, row.state = now, actor.user, Enquiry.State.CLOSED
    row.save(update_fields=["closed_at", "closed_by", "state"])
    audit.record("custody.enquiry_closed", row, actor=actor, at=now, reference=row.number)
    return row


@transaction.atomic
def reopen_enquiry(*, actor: Actor, now: datetime, enquiry_id: UUID) -> None:
    """Look for somebody again whose search the second person never closed: somebody else read a code.

    Whoever asked that it be closed asks again, so that no second person closes it on the word of that hour.

    Raises:
        NotPermitted: the actor closes no search.
    """
    actor.require("custody.inspect" if actor.has("custody.inspect") else "custody.enquire")
    row = Enquiry.objects.select_for_update().filter(id=enquiry_id, closed_by=actor.user_id).first()
    if row is None:
        return
    row.state = _state_before(row)
    row.closed_at = row.closed_by = row.close_asked_by = row.close_asked_at = None
    row.close_reasons = ""
    row.save(update_fields=["state", "closed_at", "closed_by", "close_reasons", "close_asked_by", "close_asked_at"])
    audit.record("custody.enquiry_reopened", row, actor=actor, at=now, reference=row.number)


def _state_before(row: Enquiry) -> Enquiry.State:
    """As it stood before it was closed: told to the family only where they were told after he was found."""
    if row.detention_id is None or row.found_at is None:
        return Enquiry.State.OPEN
    is_told = row.told_at is not None and row.told_at >= row.found_at
    return Enquiry.State.TOLD if is_told else Enquiry.State.FOUND
