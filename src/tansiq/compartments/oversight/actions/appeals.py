"""Appeals: whoever does not agree with a decision on his complaint is heard by another than who took it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from tansiq.compartments.oversight.actions.complaints import GROUNDS, LEAST_WORDS, inspectorate
from tansiq.compartments.oversight.actions.complaints import LONGEST as LONGEST_OF_COMPLAINT
from tansiq.compartments.oversight.errors import (
    AlreadySettled,
    NoReader,
    NotOnThisGround,
    NotYetDecided,
    SecondPerson,
)
from tansiq.compartments.oversight.models import Appeal, Complaint
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, NotFound
from tansiq.people import actions as people
from tansiq.people import queries as kits
from tansiq.people.rules import new_number

CLOCK = "REDRESS-APPEAL-DECIDE"


@transaction.atomic
def file_appeal(
    *, actor: Actor, now: datetime, complaint_id: UUID, words: str, is_oral: bool = False, witness: str = ""
) -> Appeal:
    """Write down that somebody does not agree with the decision on his complaint.

    That he came is a fact and is never refused: after the day in the letter it is marked as late. Where the decision
    had ended the number that protected him, another is in force from this minute until the appeal is decided.

    Raises:
        NotFound: no such complaint for the actor.
        NotPermitted: the actor's desk takes no complaints.
        NotYetDecided: there is no decision yet.
        AlreadySettled: he appealed before.
        NoReader: spoken, and read back by nobody.
        Invalid: nothing said, or a name too long.
    """
    complaint = Complaint.objects.select_for_update().filter(id=complaint_id).first()
    if complaint is None:
        raise NotFound
    actor.require("oversight.file")
    if complaint.decided_by is None or complaint.appeal_until is None:
        raise NotYetDecided
    if Appeal.objects.filter(complaint=complaint).exists():
        raise AlreadySettled
    if len(words.strip()) < LEAST_WORDS:
        raise Invalid(errors=[{"field": "words", "code": "TOO_SHORT"}])
    if len(witness.strip()) > LONGEST_OF_COMPLAINT["witness"]:
        raise Invalid(errors=[{"field": "witness", "code": "TOO_LONG"}])
    if is_oral and not witness.strip():
        raise NoReader(errors=[{"field": "witness", "code": "MISSING"}])
    row = Appeal(
        complaint=complaint, number=new_number("appeal"), owner_id=complaint.owner_id, first_by=complaint.decided_by,
        words=words.strip(), is_oral=is_oral, witness=witness.strip(), is_late=now > complaint.appeal_until,
        filed_at=now, filed_by=actor.user, due_at=clocks.due_of(CLOCK, now),
    )  # fmt: skip
    room = actor.through("gateway")
    with acting_as(room):
        if not complaint.keeps_number:
            _protect(row, complaint, room, now=now)  # rule: G5
        clocks.start(
            CLOCK, row, owner_id=inspectorate(row.owner_id), reference=row.number, now=now, waiting_id=row.owner_id
        )
    row.save(force_insert=True)
    audit.record("oversight.appeal_filed", row, actor=actor, at=now, after=row.is_late, reference=complaint.number)
    return row


def _protect(row: Appeal, complaint: Complaint, room: Actor, *, now: datetime) -> None:
    number = people.issue_number(
        actor=room, now=now, kind="redress", owner_id=complaint.owner_id, holder_kit_id=complaint.kit_id,
        valid_until=None, checked_face_to_face=False, holder=kits.checked(complaint.kit_id),
    )  # fmt: skip
    row.block_id, row.block_number = number.id, number.number


@transaction.atomic
def decide_appeal(
    *, actor: Actor, now: datetime, appeal_id: UUID, is_upheld: bool, ground: str, reasons: str
) -> Appeal:
    """Decide an appeal, as another than whoever took the decision or wrote anything down.

    Upheld, the number stays and a job asks whoever holds anything, as after a complaint that is upheld. Refused, the
    number that the appeal brought ends.

    Raises:
        NotFound, NotPermitted: as ever.
        SecondPerson: the actor decided the complaint, or wrote the appeal down.
        AlreadySettled: decided before.
        NotOnThisGround: the ground is on the other side, or unknown.
        ThinReasons: the reasons say nothing.
    """
    row = Appeal.objects.select_for_update(of=("self",)).select_related("complaint").filter(id=appeal_id).first()
    if row is None:
        raise NotFound
    actor.require("oversight.decide")
    if actor.user_id in (row.first_by, row.filed_by):  # rule: W-2
        raise SecondPerson
    if row.state != Appeal.State.FILED:
        raise AlreadySettled
    if ground not in GROUNDS[is_upheld]:
        raise NotOnThisGround(errors=[{"field": "ground", "code": "UNKNOWN"}])
    row.state = Appeal.State.UPHELD if is_upheld else Appeal.State.REFUSED
    decision = decisions.authorise(
        "oversight.appeal", row, actor=actor, now=now, permission="oversight.decide", outcome=row.state,
        owner_id=actor.home, grounds=[ground], reasons=reasons,
    )  # fmt: skip
    row.ground, row.decided_at, row.decided_by, row.decided_by_name = ground, now, actor.user_id, actor.name
    row.decision_id = decision.id
    row.save(update_fields=["state", "ground", "decided_at", "decided_by", "decided_by_name", "decision_id"])
    room = actor.through("gateway")
    with acting_as(room):
        clocks.meet(CLOCK, row.id, now=now)
        is_over = not is_upheld or row.complaint.kind == Complaint.Kind.HELD
        if row.block_id is not None and is_over:
            people.end_block(actor=room, now=now, number_id=row.block_id, reasons=f"decided: {row.number}")
    audit.record("oversight.appeal_decided", row, actor=actor, at=now, after=row.state, reference=row.complaint.number)
    app.configure_task("oversight.ask_after_appeal").defer(appeal_id=str(row.id))
    return row
