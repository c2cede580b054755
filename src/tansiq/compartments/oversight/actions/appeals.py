"""Appeals: whoever does not agree with a decision on his complaint is heard by another than who took it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from tansiq.compartments.oversight.actions.redress import SIGNED, end, inspectorate, require_said, sign
from tansiq.compartments.oversight.errors import AlreadySettled, NotYetDecided, SecondPerson
from tansiq.compartments.oversight.models import Appeal, Complaint
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import existing
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
    complaint = existing(Complaint.objects.select_for_update().filter(id=complaint_id))
    actor.require("oversight.file")
    if complaint.decided_by is None or complaint.appeal_until is None:
        raise NotYetDecided
    if Appeal.objects.filter(complaint=complaint).exists():
        raise AlreadySettled
    require_said(words, {"witness": witness.strip()}, is_oral=is_oral)
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
    row = existing(Appeal.objects.select_for_update(of=("self",)).select_related("complaint").filter(id=appeal_id))
    actor.require("oversight.decide")
    if actor.user_id in (row.first_by, row.filed_by):  # rule: W-2
        raise SecondPerson
    if row.state != Appeal.State.FILED:
        raise AlreadySettled
    sign(row, "oversight.appeal", actor=actor, now=now, is_upheld=is_upheld, ground=ground, reasons=reasons)
    row.save(update_fields=SIGNED)
    is_over = not is_upheld or row.complaint.kind == Complaint.Kind.HELD
    end(row, [CLOCK], actor=actor, now=now, ends_block=is_over)
    audit.record("oversight.appeal_decided", row, actor=actor, at=now, after=row.state, reference=row.complaint.number)
    app.configure_task("oversight.ask_after_appeal").defer(appeal_id=str(row.id))
    return row
