"""The footprint of one person: asked for by one inspector on the person's own complaint, opened by a second key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.oversight.errors import (
    AlreadySettled,
    LeaseEnded,
    NobodySeen,
    NoComplaint,
    NotForHim,
    NotHisOwn,
    SecondPerson,
)
from tansiq.compartments.oversight.models import Appeal, Complaint, Footprint, FootprintLine
from tansiq.kernel import footprint
from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, existing
from tansiq.people import queries as people
from tansiq.people.rules import new_number

PURPOSE = "REDRESS_CHECK"


@transaction.atomic
def request_footprint(*, actor: Actor, now: datetime, complaint_number: str, reasons: str) -> Footprint:
    """Ask for the footprint of whoever brought a complaint; nothing is looked up before the second key.

    Raises:
        NotPermitted: the actor is not the inspector.
        NoComplaint: there is no complaint of this number: nobody is looked up without his own request.
        SecondPerson: the actor wrote the complaint down himself: it would be nobody's request but his own.
        NotHisOwn: another brought it without a mandate, or it was refused because nothing shows who the person is.
        ThinReasons: the reasons say nothing.
    """
    actor.require("oversight.footprint")
    complaint = Complaint.objects.filter(number=complaint_number.strip().upper()).first()
    if complaint is None:  # rule: G13
        raise NoComplaint(errors=[{"field": "complaint_number", "code": "NO_SUCH_NUMBER"}])
    if complaint.filed_by == actor.user_id:  # rule: RL-09, G13
        raise SecondPerson
    if not complaint.is_his_own:  # rule: G13
        raise NotHisOwn
    row = Footprint(
        number=new_number("footprint"), complaint_number=complaint.number, kit_id=complaint.kit_id, requested_at=now,
        requested_by=actor.user, reasons=reasons.strip(),
    )  # fmt: skip
    row.save(force_insert=True)
    decisions.authorise(
        "oversight.footprint", row, actor=actor, now=now, permission="oversight.footprint", outcome="requested",
        owner_id=actor.home, reasons=reasons,
    )  # fmt: skip
    audit.record("oversight.footprint_requested", row, actor=actor, at=now, reference=complaint.number)
    return row


def _complaint_of(row: Footprint, *, is_told: bool = False) -> tuple[Complaint, bool]:
    """The complaint as it stands now, under the system's name, for the judge's delegate reads none; and whether an
    appeal was brought.

    Raises:
        NotHisOwn: it was refused since because nothing shows who the person is, or it is gone.
        NotForHim: the person is to be told, and it is not decided for him.
    """
    with acting_as(system_actor("redress")):
        complaint = Complaint.objects.filter(number=row.complaint_number).first()
        if complaint is None or not complaint.is_his_own:  # rule: G13
            raise NotHisOwn
        if is_told and not complaint.is_for_him:  # rule: G13
            raise NotForHim
        return complaint, Appeal.objects.filter(complaint=complaint).exists()


def _filed_by(row: Footprint) -> UUID | None:
    """Who wrote the complaint down; nobody where it is gone."""
    with acting_as(system_actor("redress")):
        return Complaint.objects.filter(number=row.complaint_number).values_list("filed_by", flat=True).first()


def _require_seen(complaint: Complaint, row: Footprint) -> None:
    """There was somebody to whom another than whoever asks handed the receipt, or who was heard."""
    if not complaint.is_seen_beside(row.requested_by):  # rule: G13
        raise NobodySeen


@transaction.atomic
def look_behind(*, actor: Actor, now: datetime, footprint_id: UUID) -> Complaint:
    """The complaint on which a footprint was asked for, for the second key alone, before it is turned: one read.

    Raises:
        NotFound: no such footprint for the actor.
        NotPermitted: the actor holds no second key.
        SecondPerson: the actor asked for it.
        AlreadySettled: decided before: nothing is left to weigh.
        NotHisOwn: the complaint is gone, or does not speak for the person any more.
    """
    row = existing(Footprint.objects.filter(id=footprint_id))
    actor.require("oversight.second_key")
    if row.requested_by == actor.user_id:
        raise SecondPerson
    if row.decided_at is not None:
        raise AlreadySettled
    complaint, _ = _complaint_of(row)
    audit.record_read(
        "oversight.complaint_weighed", complaint, actor=actor, at=now, purpose=PURPOSE, reference=complaint.number,
        owner_id=None,
    )  # fmt: skip
    return complaint


def _found(footprint_id: UUID) -> Footprint:
    return existing(Footprint.objects.select_for_update().filter(id=footprint_id))


@transaction.atomic
def decide_footprint(*, actor: Actor, now: datetime, footprint_id: UUID, is_approved: bool, reasons: str) -> Footprint:
    """Turn the second key, or refuse to; opened, the lines are there for both for as long as the lease runs.

    Raises:
        NotFound: no such footprint for the actor.
        NotPermitted: the actor holds no second key.
        SecondPerson: the actor asked for it, or wrote the complaint down (RL-09).
        AlreadySettled: decided before.
        NotHisOwn: it would be opened, and the complaint does not speak for the person any more.
        NobodySeen: it would be opened, nobody but whoever asked handed over the receipt, and nothing is decided.
        ThinReasons: the reasons say nothing.
    """
    row = _found(footprint_id)
    actor.require("oversight.second_key")
    if row.requested_by == actor.user_id:  # rule: RL-09
        raise SecondPerson
    if row.decided_at is not None:
        raise AlreadySettled
    if _filed_by(row) == actor.user_id:  # rule: RL-09, G13
        raise SecondPerson
    if is_approved:
        _require_seen(_complaint_of(row)[0], row)
    decisions.authorise(
        "oversight.footprint", row, actor=actor, now=now, permission="oversight.second_key",
        outcome="opened" if is_approved else "refused", owner_id=actor.home, reasons=reasons,
    )  # fmt: skip
    row.decided_at, row.decided_by, row.is_approved = now, actor.user_id, is_approved
    row.lease_ends_at = clocks.due_of("FOOTPRINT-LEASE", now) if is_approved else None
    row.line_count = _gather(row) if is_approved else None
    row.save(update_fields=["decided_at", "decided_by", "is_approved", "lease_ends_at", "line_count"])
    act = "oversight.footprint_opened" if is_approved else "oversight.footprint_refused"
    audit.record(act, row, actor=actor, at=now, words=reasons, reference=row.complaint_number)
    return row


def _gather(row: Footprint) -> int:
    """Write down what each app tells; under the footprint's own name, which every function asks for."""
    with acting_as(system_actor("matcher")):
        checked = people.checked(row.kit_id)
        alike = people.candidates_held(checked)
    with acting_as(system_actor("footprint")):
        certain = {row.kit_id, *people.kits_of_person(checked)}
        certain |= {one.kit_id for one in alike if one.shares_strong_identifier}
        maybe = {one.kit_id for one in alike} - certain
        told = [(line, True) for line in footprint.of(sorted(certain, key=str))]
        sure = {(line.kind, line.holder_id, line.handle) for line, _ in told}
        others = footprint.of(sorted(maybe, key=str)) if maybe else []
        told += [(line, False) for line in others if (line.kind, line.holder_id, line.handle) not in sure]
        FootprintLine.objects.bulk_create(
            FootprintLine(
                footprint=row, place=place, kind=line.kind, holder_id=line.holder_id, handle=line.handle,
                purpose="" if line.by_handle else line.purpose, since=line.since, until=line.until,
                is_by_handle=line.by_handle, is_certain=is_certain and line.is_certain,
            )
            for place, (line, is_certain) in enumerate(told, 1)
        )  # fmt: skip
    return len(told)


@transaction.atomic
def read_footprint(*, actor: Actor, now: datetime, footprint_id: UUID) -> tuple[Footprint, list[FootprintLine]]:
    """Read an open footprint as one of its two keys; every line is one entry of the log.

    Raises:
        NotFound: no such footprint for the actor.
        LeaseEnded: it is over, was refused, or the actor is neither of the two.
    """
    row = existing(Footprint.objects.filter(id=footprint_id))
    is_key = actor.user_id in (row.requested_by, row.decided_by)
    if not is_key or row.lease_ends_at is None or row.lease_ends_at <= now:
        raise LeaseEnded
    lines = list(FootprintLine.objects.filter(footprint_id=row.id))
    for line in lines:
        audit.record_read(  # rule: G13
            "oversight.footprint_read", line, actor=actor, at=now, purpose=PURPOSE, reference=row.complaint_number,
            owner_id=line.holder_id if not line.is_by_handle else None,
        )  # fmt: skip
    return row, lines


@transaction.atomic
def tell_footprint(
    *, actor: Actor, now: datetime, footprint_id: UUID, line_ids: Sequence[UUID], reasons: str
) -> Footprint:
    """Decide which lines the person may be told, possibly none: a decision of its own, by the second key.

    Raises:
        NotFound, NotPermitted: as ever.
        SecondPerson: the actor asked for the footprint.
        AlreadySettled: decided before.
        LeaseEnded: the lines are gone.
        NotHisOwn, NotForHim: the complaint, or its appeal, is not decided for the person.
        Invalid: a line that is not of it, that leaves its room by handle alone, or that may be another person's.
        ThinReasons: the reasons say nothing.
    """
    row = _found(footprint_id)
    actor.require("oversight.second_key")
    if row.requested_by == actor.user_id:
        raise SecondPerson
    if row.told_at is not None:
        raise AlreadySettled
    if row.decided_by != actor.user_id or row.lease_ends_at is None or row.lease_ends_at <= now:
        raise LeaseEnded
    _complaint_of(row, is_told=True)
    # What was found by a name alone may be another man's, and is his to be told.
    own = FootprintLine.objects.filter(footprint_id=row.id, is_by_handle=False, is_certain=True)
    known = set(own.values_list("id", flat=True))
    if not known.issuperset(line_ids):
        raise Invalid(errors=[{"field": "line_ids", "code": "UNKNOWN"}])
    decisions.authorise(
        "oversight.footprint_told", row, actor=actor, now=now, permission="oversight.second_key",
        outcome="told" if line_ids else "nothing_told", owner_id=actor.home, reasons=reasons,
    )  # fmt: skip
    row.told_at, row.told_ids = now, list(line_ids)
    row.save(update_fields=["told_at", "told_ids"])
    audit.record(
        "oversight.footprint_told", row, actor=actor, at=now, after=len(line_ids), words=reasons,
        reference=row.complaint_number,
    )  # fmt: skip
    return row


@transaction.atomic
def print_footprint_letter(
    *, actor: Actor, now: datetime, footprint_id: UUID
) -> tuple[Footprint, list[FootprintLine], datetime | None]:
    """What the person is told, to be printed by one of the two keys while the lease runs; each time is a read.

    The moment is that until which he can appeal; none where he appealed, or his time is over.

    Raises:
        NotHisOwn, NotForHim: the complaint, or its appeal, is not decided for the person.
        NotFound: no such footprint for the actor.
        LeaseEnded: nothing was decided to be told, the lines are gone, or the actor is neither of the two.
    """
    row = existing(Footprint.objects.filter(id=footprint_id))
    is_key = actor.user_id in (row.requested_by, row.decided_by)
    if not is_key or row.told_at is None or row.lease_ends_at is None or row.lease_ends_at <= now:
        raise LeaseEnded
    complaint, is_appealed = _complaint_of(row, is_told=True)
    audit.record_read(
        "oversight.footprint_letter_printed", row, actor=actor, at=now, purpose=PURPOSE,
        reference=row.complaint_number, owner_id=None,
    )  # fmt: skip
    until = complaint.appeal_until
    is_over = is_appealed or until is None or until < now
    lines = list(FootprintLine.objects.filter(footprint_id=row.id, id__in=row.told_ids))
    return row, lines, None if is_over else until


@transaction.atomic
def end_footprints(*, actor: Actor, now: datetime) -> int:
    """Erase the lines of every footprint whose lease has ended; that there was one, and how many lines, stays."""
    over = Footprint.objects.select_for_update().filter(lease_ends_at__lte=now, erased_at=None)
    rows = list(over.order_by("requested_at")[:100])
    for row in rows:
        FootprintLine.objects.filter(footprint_id=row.id).delete()
        Footprint.objects.filter(id=row.id).update(erased_at=now)
        audit.record(
            "oversight.footprint_erased", row, actor=actor, at=now, after=row.line_count,
            reference=row.complaint_number,
        )  # fmt: skip
    return len(rows)
