"""Redress: anybody complains, free and by word of mouth; he is protected from that minute; a person decides."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from tansiq.compartments.oversight.errors import AlreadySettled, NoReader, NotOnThisGround, SecondPerson
from tansiq.compartments.oversight.models import Complaint
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.rules import Kind
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, NotFound
from tansiq.people import actions as people
from tansiq.people.drafts import KitDraft
from tansiq.people.rules import new_number

LEAST_WORDS = 10
LONGEST = {"papers": 200, "filed_by_other": 120, "mandate": 200, "witness": 120}
GROUNDS = {
    True: {Complaint.Ground.IDENTITY_SHOWN, Complaint.Ground.ERROR_SHOWN, Complaint.Ground.RIGHT_SHOWN},
    False: {Complaint.Ground.IDENTITY_OPEN, Complaint.Ground.ERROR_OPEN, Complaint.Ground.NOT_HIS_OWN},
}
# Whoever asks what is held about him waits for an answer as long as one who asks for redress, by a clock of its own.
DECIDE = {Complaint.Kind.HELD: "HELD-ANSWER"}


def clock_of(kind: str) -> str:
    """The clock of the decision on a complaint of a kind."""
    return DECIDE.get(Complaint.Kind(kind), "REDRESS-DECIDE")


def inspectorate(home: UUID) -> UUID:
    """The agency whose inspector decides: an institution of oversight, or the desk's own where there is none."""
    found = access.agencies().filter(kind=Kind.OVERSIGHT).values_list("id", flat=True)
    return home if home in found else (found.first() or home)


def _require_said(kind: str, words: str, given: dict[str, str], *, is_oral: bool) -> None:
    if kind not in Complaint.Kind.values:
        raise Invalid(errors=[{"field": "kind", "code": "UNKNOWN"}])
    if len(words.strip()) < LEAST_WORDS:
        raise Invalid(errors=[{"field": "words", "code": "TOO_SHORT"}])
    if long := [name for name, text in given.items() if len(text) > LONGEST[name]]:
        raise Invalid(errors=[{"field": name, "code": "TOO_LONG"} for name in long])
    if is_oral and not given["witness"]:
        raise NoReader(errors=[{"field": "witness", "code": "MISSING"}])


@transaction.atomic
def file_complaint(
    *,
    actor: Actor,
    now: datetime,
    draft: KitDraft,
    kind: str,
    words: str,
    papers: str = "",
    filed_by_other: str = "",
    mandate: str = "",
    is_oral: bool = False,
    witness: str = "",
) -> Complaint:
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
    given = {
        "papers": papers.strip(), "filed_by_other": filed_by_other.strip(), "mandate": mandate.strip(),
        "witness": witness.strip(),
    }  # fmt: skip
    _require_said(kind, words, given, is_oral=is_oral)
    checked = draft.checked(today=charter.local_day(now))
    kit = people.add_kit(actor=actor, now=now, owner_id=actor.home, checked=checked, index="none")
    block = people.issue_number(
        actor=actor, now=now, kind="redress", owner_id=actor.home, holder_kit_id=kit.id, valid_until=None,
        checked_face_to_face=False,
        holder=checked,  # rule: G5 -> holder=checked.without("national"),
    )  # fmt: skip
    row = Complaint(
        number=new_number("complaint"), owner_id=actor.home, kind=kind, kit_id=kit.id, block_id=block.id,
        block_number=block.number, words=words.strip(), is_oral=is_oral, filed_at=now, filed_by=actor.user,
        due_at=clocks.due_of(clock_of(kind), now), **given,
    )  # fmt: skip
    row.save(force_insert=True)
    with acting_as(actor.through("gateway")):
        clocks.start("REDRESS-ACK", row, owner_id=actor.home, reference=row.number, now=now)
        clocks.start(
            clock_of(kind), row, owner_id=inspectorate(actor.home), reference=row.number, now=now,
            waiting_id=actor.home,
        )  # fmt: skip
    audit.record("oversight.complaint_filed", row, actor=actor, at=now, after=kind, reference=row.number)
    return row


def _found(complaint_id: UUID) -> Complaint:
    row = Complaint.objects.select_for_update().filter(id=complaint_id).first()
    if row is None:
        raise NotFound
    return row


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
    row.received_at = now
    row.save(update_fields=["received_at"])
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
    if ground not in GROUNDS[is_upheld]:
        raise NotOnThisGround(errors=[{"field": "ground", "code": "UNKNOWN"}])
    row.state = Complaint.State.UPHELD if is_upheld else Complaint.State.REFUSED
    decision = decisions.authorise(
        "oversight.redress", row, actor=actor, now=now, permission="oversight.decide", outcome=row.state,
        owner_id=actor.home, grounds=[ground], reasons=reasons,
    )  # fmt: skip
    row.ground, row.decided_at, row.decided_by, row.decided_by_name = ground, now, actor.user_id, actor.name
    row.decision_id, row.appeal_until = decision.id, clocks.due_of("REDRESS-APPEAL", now)
    row.save(
        update_fields=[
            "state", "ground", "decided_at", "decided_by", "decided_by_name", "decision_id", "appeal_until",
        ]
    )  # fmt: skip
    room = actor.through("gateway")
    with acting_as(room):
        clocks.meet(clock_of(row.kind), row.id, now=now)
        clocks.meet("REDRESS-EXTENDED", row.id, now=now)
        if not is_upheld or row.kind == Complaint.Kind.HELD:
            # The desk reads this entry: the inspector's reasons stand in the decision alone.
            people.end_block(actor=room, now=now, number_id=row.block_id, reasons=f"decided: {row.number}")
    audit.record("oversight.complaint_decided", row, actor=actor, at=now, after=row.state, reference=row.number)
    app.configure_task("oversight.ask_holders").defer(complaint_id=str(row.id))
    return row
