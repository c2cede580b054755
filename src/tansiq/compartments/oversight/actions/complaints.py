"""Redress: anybody complains, free and by word of mouth; he is protected from that minute; a person decides."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from tansiq.compartments.oversight.actions.redress import SIGNED, end, inspectorate, require_said, sign
from tansiq.compartments.oversight.errors import AlreadySettled, SecondPerson
from tansiq.compartments.oversight.models import Complaint
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, existing
from tansiq.people import actions as people
from tansiq.people.drafts import KitDraft
from tansiq.people.rules import new_number

# Whoever asks what is held about him waits for an answer as long as one who asks for redress, by a clock of its own.
DECIDE = {Complaint.Kind.HELD: "HELD-ANSWER"}


def clock_of(kind: str) -> str:
    """The clock of the decision on a complaint of a kind."""
    return DECIDE.get(Complaint.Kind(kind), "REDRESS-DECIDE")


@transaction.atomic
def file_complaint(
    *, actor: Actor, now: datetime, draft: KitDraft, kind: str, words: str, papers: str = "",
    filed_by_other: str = "", mandate: str = "", is_oral: bool = False, witness: str = "",
) -> Complaint:  # fmt: skip
    """Write down a complaint and protect the person from this minute on.

    Nothing is looked up: whether anybody holds anything plays no part, in what is done or in what it costs. A redress
    number is in force at every counter before this returns; no paper is needed for it (G5).

    Args:
        words: what happened and what is wanted, as the person says it; at least 10 characters.
        papers: papers that the desk saw.
        filed_by_other: name of whoever brings it for the person.
        mandate: the paper by which that one speaks for the person.
        is_oral: the person spoke and the desk wrote; somebody reads it back.
        witness: who read it back.

    Raises:
        NotPermitted: the actor's desk takes no complaints.
        NoReader: spoken, and read back by nobody.
        Invalid: unknown kind, or nothing said.
        NoName, WhichCalendar, ImpossibleDate, UnknownIdentifier: the person cannot be written down so.
    """
    actor.require("oversight.file")
    if kind not in Complaint.Kind.values:
        raise Invalid(errors=[{"field": "kind", "code": "UNKNOWN"}])
    lines = {"papers": papers, "filed_by_other": filed_by_other, "mandate": mandate, "witness": witness}
    given = {name: text.strip() for name, text in lines.items()}
    require_said(words, given, is_oral=is_oral)
    row = Complaint(
        number=new_number("complaint"), owner_id=actor.home, kind=kind, words=words.strip(), is_oral=is_oral,
        filed_at=now, filed_by=actor.user, due_at=clocks.due_of(clock_of(kind), now), **given,
    )  # fmt: skip
    _protect(row, draft, actor=actor, now=now)
    row.save(force_insert=True)
    _start_clocks(row, actor=actor, now=now)
    audit.record("oversight.complaint_filed", row, actor=actor, at=now, after=kind, reference=row.number)
    return row


def _protect(row: Complaint, draft: KitDraft, *, actor: Actor, now: datetime) -> None:
    """Write down who the person is, and give the number that protects until the decision."""
    checked = draft.checked(today=charter.local_day(now))
    kit = people.add_kit(actor=actor, now=now, owner_id=actor.home, checked=checked, index="none")
    block = people.issue_number(
        actor=actor, now=now, kind="redress", owner_id=actor.home, holder_kit_id=kit.id, valid_until=None,
        checked_face_to_face=False,
        holder=checked,  # rule: G5 -> holder=checked.without("national"),
    )  # fmt: skip
    row.kit_id, row.block_id, row.block_number = kit.id, block.id, block.number


def _start_clocks(row: Complaint, *, actor: Actor, now: datetime) -> None:
    with acting_as(actor.through("gateway")):
        clocks.start("REDRESS-ACK", row, owner_id=row.owner_id, reference=row.number, now=now)
        clocks.start(
            clock_of(row.kind), row, owner_id=inspectorate(row.owner_id), reference=row.number, now=now,
            waiting_id=row.owner_id,
        )  # fmt: skip


def _found(complaint_id: UUID) -> Complaint:
    return existing(Complaint.objects.select_for_update().filter(id=complaint_id))


@transaction.atomic
def hand_receipt(*, actor: Actor, now: datetime, complaint_id: UUID) -> Complaint:
    """The person has the receipt in hand: the clock of acknowledgement is met.

    Raises:
        NotFound: no such complaint for the actor.
        NotPermitted: the actor's desk takes no complaints.
        AlreadySettled: it was handed over before.
    """
    row = _found(complaint_id)
    actor.require("oversight.file")
    if row.received_at is not None:
        raise AlreadySettled
    row.received_at, row.received_by = now, actor.user
    row.save(update_fields=["received_at", "received_by"])
    with acting_as(actor.through("gateway")):
        clocks.meet("REDRESS-ACK", row.id, now=now)
    audit.record("oversight.receipt_handed", row, actor=actor, at=now, reference=row.number)
    return row


@transaction.atomic
def extend_complaint(*, actor: Actor, now: datetime, complaint_id: UUID, reasons: str) -> Complaint:
    """Take more time, once and with reasons; the block holds on.

    Raises:
        NotFound, NotPermitted: as ever.
        AlreadySettled: extended or decided before.
        ThinReasons: the reasons say nothing.
    """
    row = _found(complaint_id)
    actor.require("oversight.decide")
    if row.state != Complaint.State.FILED:
        raise AlreadySettled
    decisions.authorise(
        "oversight.redress", row, actor=actor, now=now, permission="oversight.decide", outcome="extended",
        owner_id=actor.home, reasons=reasons,
    )  # fmt: skip
    row.state, row.due_at = Complaint.State.EXTENDED, clocks.due_of("REDRESS-EXTENDED", row.due_at)
    row.save(update_fields=["state", "due_at"])
    with acting_as(actor.through("gateway")):
        clocks.meet(clock_of(row.kind), row.id, now=now)
        clocks.start(
            "REDRESS-EXTENDED", row, owner_id=actor.home, reference=row.number, now=now, due_at=row.due_at,
            waiting_id=row.owner_id,
        )  # fmt: skip
    audit.record("oversight.complaint_extended", row, actor=actor, at=now, reference=row.number)
    return row


@transaction.atomic
def decide_complaint(
    *, actor: Actor, now: datetime, complaint_id: UUID, is_upheld: bool, ground: str, reasons: str
) -> Complaint:
    """Decide a complaint on what the person showed; whatever is held is put right by its holders afterwards.

    Upheld, the redress number stays and a job asks whoever holds anything, if anybody does: the decision, its letter
    and its cost are the same in both cases. Refused, the block ends with the decision; so it does where he only asked
    what is held: he is taken for nobody, and a number for ever would be had for the asking.

    Args:
        ground: a code of `Complaint.Ground` on the side of the decision: the letter says it in plain words.
        reasons: for the file; they stand in no letter.

    Raises:
        NotFound, NotPermitted: as ever.
        SecondPerson: the actor wrote the complaint down.
        AlreadySettled: decided before.
        NotOnThisGround: the ground is on the other side, or unknown.
        ThinReasons: the reasons say nothing.
    """
    row = _found(complaint_id)
    actor.require("oversight.decide")
    if row.filed_by == actor.user_id:  # rule: W-2
        raise SecondPerson
    if not row.is_open:
        raise AlreadySettled
    sign(row, "oversight.redress", actor=actor, now=now, is_upheld=is_upheld, ground=ground, reasons=reasons)
    row.appeal_until = clocks.due_of("REDRESS-APPEAL", now)
    row.save(update_fields=[*SIGNED, "appeal_until"])
    codes = (clock_of(row.kind), "REDRESS-EXTENDED")
    end(row, codes, actor=actor, now=now, ends_block=not row.keeps_number)
    audit.record("oversight.complaint_decided", row, actor=actor, at=now, after=row.state, reference=row.number)
    app.configure_task("oversight.ask_holders").defer(complaint_id=str(row.id))
    return row
