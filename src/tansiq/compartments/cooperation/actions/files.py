"""Opening a file, naming who works on it, and the steps that move it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.cooperation import rules
from tansiq.compartments.cooperation.actions.protection import CLOCK as PROTECTION_CLOCK
from tansiq.compartments.cooperation.actions.writing import (
    find_file,
    meet_clock,
    put,
    require_code,
    require_fields,
    require_one_of,
    require_open,
    start_clock,
    step,
    written,
)
from tansiq.compartments.cooperation.errors import AlreadyRecorded, ChildSource, NotMined, NotNext
from tansiq.compartments.cooperation.models import Counsel, File, Handler, Step
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.problems import Invalid, NotFound, existing
from tansiq.people.rules import new_number

WINDOW_CLOCK = "COOP-WINDOW"
# What the prosecution itself moves on; the court assesses, and the rest are acts of their own.
MOVES = ("closed", "verification", "protection", "exited", "breach")


@transaction.atomic
def open_file(*, actor: Actor, now: datetime, reference: str, responsibility: str, came_by: str, age: str) -> File:
    """Open a file for somebody who may cooperate. It promises nothing yet.

    Args:
        reference: of his case; his name stands there and not here.
        responsibility: what he answers for, by the charter.
        age: `adult`, `child` or `doubtful`.

    Raises:
        NotPermitted: the actor does not prosecute.
        Invalid: something is missing, or no code of the charter.
        ChildSource: a child, or doubt (REP-05).
        NotMined: it rests on what was said in confidence (REP-06).
    """
    require_one_of(actor, "cooperation.open")
    told = require_fields(now, {"reference": reference})
    require_code("cooperation_responsibilities", responsibility, "responsibility", now)
    if age not in rules.AGES:
        raise Invalid(errors=[{"field": "age", "code": "UNKNOWN" if age else "MISSING"}])
    if age != "adult":  # rule: REP-05
        raise ChildSource
    if require_code("cooperation_came_by", came_by, "came_by", now).is_confidential:  # rule: REP-06
        raise NotMined
    row = File(
        number=new_number("cooperation"), owner_id=actor.home, responsibility=responsibility, came_by=came_by,
        opened_at=now, opened_by=actor.user, opened_by_name=actor.name, **told,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("cooperation.file_opened", row, actor=actor, at=now, reference=row.number)
    return row


def _account(handle: str, role: str) -> tuple[UUID, str]:
    """Whoever signs in by this name and holds the role."""
    try:
        named = access.actor_by_handle(handle.strip())
    except NotFound as fault:
        raise Invalid(errors=[{"field": "handle", "code": "UNKNOWN"}]) from fault
    if role not in named.granted:
        raise Invalid(errors=[{"field": "handle", "code": "UNKNOWN"}])
    return named.user, named.name


@transaction.atomic
def name_counsel(*, actor: Actor, now: datetime, file_id: UUID, name: str, mandate: str, handle: str = "") -> Counsel:
    """Write down who defends the person. With a sign-in name, counsel reads the file.

    Raises:
        NotFound, NotPermitted, FileEnded: as ever.
        Invalid: no name or mandate, or nobody of that sign-in name is defence counsel.
        AlreadyRecorded: that account is named.
    """
    row = find_file(file_id)
    require_one_of(actor, "cooperation.open")
    require_open(row)
    told = require_fields(now, {"name": name, "mandate": mandate})
    user = _account(handle, "defence_counsel")[0] if handle.strip() else None
    if user is not None:
        if user in row.counsel_ids:
            raise AlreadyRecorded
        File.objects.filter(id=row.id).update(counsel_ids=[*row.counsel_ids, user])
    made = Counsel(user_id=user, **told, **written(row, actor, now))
    made.save(force_insert=True)
    if row.state == File.State.APPROACH:
        put(row, File.State.COUNSEL, now=now)
        start_clock(PROTECTION_CLOCK, row, row.number, now=now)
    step(row, "counsel", actor=actor, now=now, at=now, words=made.name, paper=made.mandate)
    audit.record("cooperation.counsel_named", row, actor=actor, at=now, reference=row.number)
    return made


@transaction.atomic
def end_counsel(*, actor: Actor, now: datetime, counsel_id: UUID) -> Counsel:
    """The mandate has ended: nothing is asked until another counsel is named.

    Raises:
        NotFound, NotPermitted, AlreadyRecorded: as ever.
    """
    made = existing(Counsel.objects.filter(id=counsel_id))
    _let_out(made, "counsel_ids", "cooperation.counsel_ended", actor=actor, now=now)
    return made


def _let_out(made: Counsel | Handler, readers: str, act: str, *, actor: Actor, now: datetime) -> None:
    """Write down that somebody's part in a file has ended: he reads nothing of it from now on.

    Args:
        readers: the column of the file that lists those of his kind.
        act: how the log names it.
    """
    row = find_file(made.file_id)
    require_one_of(actor, "cooperation.open")
    if type(made)._default_manager.filter(id=made.id, ended_at=None).update(ended_at=now) != 1:
        raise AlreadyRecorded
    listed = getattr(row, readers)
    if made.user_id in listed:
        File.objects.filter(id=row.id).update(**{readers: [one for one in listed if one != made.user_id]})
    audit.record(act, row, actor=actor, at=now, reference=row.number)
    made.ended_at = now


@transaction.atomic
def name_handler(*, actor: Actor, now: datetime, file_id: UUID, handle: str) -> Handler:
    """Let a handler read the file and hear the person. No prosecutor is one: who promises does not hear (W-2).

    Raises:
        NotFound, NotPermitted, FileEnded, AlreadyRecorded: as ever.
        Invalid: nobody of that sign-in name is a handler.
    """
    row = find_file(file_id)
    require_one_of(actor, "cooperation.open")
    require_open(row)
    user, name = _account(handle, "handler")
    if user in row.handler_ids:
        raise AlreadyRecorded
    File.objects.filter(id=row.id).update(handler_ids=[*row.handler_ids, user])
    made = Handler(user_id=user, name=name, **written(row, actor, now))
    made.save(force_insert=True)
    audit.record("cooperation.handler_named", row, actor=actor, at=now, reference=row.number)
    return made


@transaction.atomic
def end_handler(*, actor: Actor, now: datetime, handler_id: UUID) -> Handler:
    """The handler reads nothing of the file from now on.

    Raises:
        NotFound, NotPermitted, AlreadyRecorded: as ever.
    """
    made = existing(Handler.objects.filter(id=handler_id))
    _let_out(made, "handler_ids", "cooperation.handler_ended", actor=actor, now=now)
    return made


@transaction.atomic
def name_court(*, actor: Actor, now: datetime, file_id: UUID, court_id: UUID) -> File:
    """Say which court assesses it: its judge for cooperation reads the file from now on.

    Raises:
        NotFound, NotPermitted, FileEnded: as ever.
        Invalid: no court.
    """
    row = find_file(file_id)
    require_one_of(actor, "cooperation.open")
    require_open(row)
    if access.court(court_id) is None:
        raise Invalid(errors=[{"field": "court_id", "code": "UNKNOWN"}])
    File.objects.filter(id=row.id).update(court_id=court_id)
    row.court_id = court_id
    audit.record("cooperation.court_named", row, actor=actor, at=now, reference=row.number)
    return row


@transaction.atomic
def record_advice(*, actor: Actor, now: datetime, file_id: UUID, at: datetime, words: str, paper: str = "") -> Step:
    """Write down that counsel advised the person, alone.

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
    """
    row = find_file(file_id)
    require_one_of(actor, "cooperation.open")
    told = require_fields(now, {"at": at, "words": words, "paper": paper}, may_be_empty=("paper",))
    if row.state == File.State.COUNSEL:
        put(row, File.State.ADVISED, now=now)
    made = step(row, "advised", actor=actor, now=now, **told)
    audit.record("cooperation.advised", row, actor=actor, at=now, reference=row.number)
    return made


@transaction.atomic
def start_record(*, actor: Actor, now: datetime, file_id: UUID, at: datetime, paper: str) -> File:
    """Begin the days of disclosure, with the record that says so.

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
        NotNext: the terms are not approved, or it began before.
    """
    row = find_file(file_id)
    require_one_of(actor, "cooperation.open")
    told = require_fields(now, {"at": at, "paper": paper})
    due = clocks.due_of(WINDOW_CLOCK, told["at"])
    put(row, File.State.WINDOW, now=now, started_at=told["at"], window_ends_at=due)
    start_clock(WINDOW_CLOCK, row, row.number, now=now, due_at=due)
    step(row, "window", actor=actor, now=now, **told)
    audit.record("cooperation.window_begun", row, actor=actor, at=now, reference=row.number)
    return row


@transaction.atomic
def move(*, actor: Actor, now: datetime, file_id: UUID, to: str, words: str, paper: str = "") -> File:
    """Close the statements, begin the verification, hand the file to protection, end it, or end it by a breach.

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
        NotNext: the file does not stand where that begins; after a withdrawal there is no breach (REP-08).
    """
    row = find_file(file_id)
    require_one_of(actor, "cooperation.open")
    told = require_fields(now, {"words": words, "paper": paper}, may_be_empty=("paper",))
    if to not in MOVES:
        raise NotNext
    put(row, to, now=now)
    if to == File.State.CLOSED:
        meet_clock(WINDOW_CLOCK, row.id, now=now)
    step(row, to, actor=actor, now=now, at=now, **told)
    audit.record("cooperation.moved", row, actor=actor, at=now, reference=row.number, after=to)
    return row


@transaction.atomic
def withdraw(*, actor: Actor, now: datetime, file_id: UUID, words: str = "") -> File:
    """The person withdraws: whenever he wants, without a reason, and at no cost but the benefit (REP-08).

    Whoever hears it writes it down: counsel, a handler or the prosecution. What he said is handled as he was told at
    the start; planned sessions fall away by themselves, since nothing is planned in a file that has ended.

    Raises:
        NotFound, NotPermitted: as ever.
        AlreadyRecorded: the file has ended.
    """
    row = find_file(file_id)
    require_one_of(actor, "cooperation.open", "cooperation.handle", "cooperation.defend")
    told = require_fields(now, {"words": words}, may_be_empty=("words",))
    if rules.is_ended(row.state):
        raise AlreadyRecorded
    put(row, File.State.WITHDRAWN, now=now)
    step(row, "withdrawn", actor=actor, now=now, at=now, **told)
    audit.record("cooperation.withdrawn", row, actor=actor, at=now, reference=row.number)
    return row
