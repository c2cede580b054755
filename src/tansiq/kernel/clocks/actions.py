"""Starting, meeting and stopping clocks; raising and closing alarms."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from tansiq.kernel import bounds
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit.errors import OwnAct
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.schema import Clock as ClockRow
from tansiq.kernel.clocks import rules
from tansiq.kernel.clocks.models import Alarm, Clock
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, existing
from tansiq.kernel.reasons import fault_of

# Who answers for the roles that the charter tells, in terms of the roles that members hold.
ROLE_TOLD = {
    "validator": "watch_officer",
    "owner": "releaser",
    "recipient": "liaison",
    "redress_desk": "identity_desk",
    "access_officer": "accreditor",
    "legal_adviser": "watch_officer",
    "prosecution": "prosecutor",
    "custody": "custody_officer",
    "court": "registrar",
    "gate": "custody_officer",
    "prison": "custody_officer",
    "police": "arresting_officer",
    "cooperation": "prosecutor",
    "case_prosecution": "prosecutor",
    "victims_office": "victims_officer",
}


# These wait for one agency, whoever started them.
OF_ONE_AGENCY = frozenset({"HOLD-ACKNOWLEDGE", "HOLD-ACKNOWLEDGE-PRISON"})
# These ask for no record, only that whoever is told looks who is in danger: closed with what was done, they are met.
MET_BY_CLOSING = frozenset({"SETTLEMENT-END"})


def due_of(code: str, started_at: datetime) -> datetime:
    """When a clock of this code would be due, by the charter in force at its start; before its first row by that one.

    What is written down late may have happened before any rule of ours: a fact is no defect (W-4).
    """
    day = charter.local_day(started_at)
    pack = charter.current().on(day)
    row, place = pack.clock_of(code, day), pack.jurisdiction
    years = range(started_at.year, started_at.year + 3)
    return rules.due_at(
        started_at, row.limit, row.unit, tz=place.tz, working_days=place.working_days,
        holidays=pack.holidays_in(years),
    )  # fmt: skip


def start(
    code: str,
    subject: models.Model,
    *,
    owner_id: UUID,
    reference: str,
    now: datetime,
    due_at: datetime | None = None,
    waiting_id: UUID | None = None,
) -> Clock:
    """Start a clock on a record; it runs with the transaction that starts it.

    Args:
        owner_id: the agency that must act.
        due_at: an end of its own, where the record carries one.
        waiting_id: the agency that waits for it, where it is another.
    """
    row = Clock(
        code=code,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        reference=reference,
        owner_id=owner_id,
        waiting_id=waiting_id,
        started_at=now,
        due_at=due_at or due_of(code, now),
    )
    row.save(force_insert=True)
    return row


def meet(code: str, subject_id: UUID, *, now: datetime) -> None:
    """What the clock asked for was done. Met late stays late."""
    Clock.objects.filter(code=code, subject_id=subject_id, met_at=None, stopped_at=None).update(met_at=now)


def stop_all(subject_id: UUID, *, now: datetime) -> None:
    """The reason for every clock of this record fell away."""
    Clock.objects.filter(subject_id=subject_id, met_at=None, stopped_at=None).update(stopped_at=now)


def end(clock_ids: Collection[UUID], *, met_at: datetime | None = None, stopped_at: datetime | None = None) -> None:
    """End these clocks at the moment of the fact, whenever it was written down. One that has ended stays so."""
    if clock_ids:
        rows = Clock.objects.filter(id__in=list(clock_ids), met_at=None, stopped_at=None)
        rows.update(met_at=met_at, stopped_at=stopped_at)


def tell(
    code: str,
    *,
    role: str,
    now: datetime,
    reference: str,
    agency_id: UUID | None = None,
    subject: tuple[str, UUID | None] = ("", None),
    clock: Clock | None = None,
    is_escalation: bool = False,
    due_at: datetime | None = None,
    acted_by: UUID | None = None,
) -> Alarm:
    """Raise an alarm for a role, of one agency or of all.

    Args:
        acted_by: whose act it tells of, where somebody must look at that act: he does not close it.
        due_at: when it should have been raised, where no clock says so; one that comes later says how late it is.
    """
    due = due_at if clock is None else above_at(clock) if is_escalation else clock.due_at
    late = int((now - due).total_seconds() // 60) if due else 0
    row = Alarm(
        code=code, clock=clock, subject_kind=subject[0], subject_id=subject[1], reference=reference, role=role,
        agency_id=agency_id, raised_at=now, late_minutes=max(0, late), is_escalation=is_escalation,
        acted_by=acted_by,
    )  # fmt: skip
    bounds.require(row)
    Alarm.objects.bulk_create([row])
    return row


def _agency_told(clock: Clock, name: str, role: str) -> UUID | None:
    """The agency whose members of a role are told; None for every one that has the role."""
    if name in ("owner", "case_prosecution"):
        return clock.waiting_id or clock.owner_id
    if clock.code in OF_ONE_AGENCY and name != "inspector":  # each agency that is told has a stop of its own
        return clock.waiting_id
    # A late validation, or a file of cooperation, is told where its clock stands, and nowhere else.
    at_home = role in ("releaser", "liaison", "approver", "custody_officer", "arresting_officer") or name in (
        "validator", "cooperation", "victims_office",
    )  # fmt: skip
    return clock.owner_id if at_home else None


def _tell_all(clock: Clock, row: ClockRow, told: tuple[str, ...], *, now: datetime, is_escalation: bool) -> bool:
    """Tell these roles, save whoever has the first alarm of this clock still open: nobody is told of one thing twice.

    Returns:
        Whether anybody was told.
    """
    has_it = set(Alarm.objects.filter(clock=clock, closed_at=None).values_list("role", "agency_id"))
    roles = [(ROLE_TOLD.get(name, name), name) for name in told]
    addressed = [(role, _agency_told(clock, name, role)) for role, name in roles]
    untold = [one for one in addressed if one not in has_it]
    for role, agency in untold:
        tell(
            row.code, role=role, now=now, reference=clock.reference, agency_id=agency, clock=clock,
            subject=(clock.subject_kind, clock.subject_id), is_escalation=is_escalation,
        )  # fmt: skip
    return bool(untold)


def raise_due(*, actor: Actor, now: datetime, limit: int = 500) -> int:
    """Tell about every clock that is late, once; tell those above once it is late by half its length.

    Unconfirmed law tells nobody (W-5). Returns how many clocks were told about.
    """
    late = Clock.objects.select_for_update(skip_locked=True).filter(met_at=None, stopped_at=None, due_at__lt=now)
    waiting = late.filter(models.Q(told_at=None) | models.Q(escalated_at=None)).order_by("due_at", "id")
    return sum(_tell_all_due(clock, actor=actor, now=now) for clock in waiting[:limit])


def _tell_all_due(clock: Clock, *, actor: Actor, now: datetime) -> bool:
    told = _tell_next(clock, actor=actor, now=now)
    return (clock.escalated_at is None and _tell_next(clock, actor=actor, now=now)) or told


def tell_late(*, actor: Actor, now: datetime, clock_id: UUID) -> bool:
    """Tell what one late clock says next: those who must act, or, once it is late by half its length, those above.

    Returns:
        False where somebody met it meanwhile, or all of it was told.
    """
    late = Clock.objects.select_for_update().filter(id=clock_id, met_at=None, stopped_at=None, due_at__lt=now)
    clock = late.filter(models.Q(told_at=None) | models.Q(escalated_at=None)).first()
    return clock is not None and _tell_next(clock, actor=actor, now=now)


def _tell_next(clock: Clock, *, actor: Actor, now: datetime) -> bool:
    row = charter.current().clock(clock.code)
    if not row.alarms:  # rule: W-5
        Clock.objects.filter(id=clock.id).update(told_at=now, escalated_at=now)
        clock.told_at = clock.escalated_at = now
        return False
    if clock.told_at is None:
        is_heard = _tell_all(clock, row, row.told, now=now, is_escalation=False)
        clock.told_at = now
    elif now >= above_at(clock):
        is_heard = _tell_all(clock, row, row.escalates_to or ("inspector",), now=now, is_escalation=True)
        clock.escalated_at = now  # also where all of them have it on the desk: this clock has nothing more to say
    else:
        return False
    clock.save(update_fields=["told_at", "escalated_at"])
    if not is_heard:
        return False
    audit.record("clocks.told", clock, actor=actor, at=now, after=clock.code, owner_id=clock.owner_id)
    return True


def above_at(clock: Clock) -> datetime:
    """When those above are told: as the row says, or once it is late by half its length."""
    return rules.above_at(charter.current().clock(clock.code), clock.started_at, clock.due_at)


@transaction.atomic
def close_alarm(*, actor: Actor, now: datetime, alarm_id: UUID, done: str) -> Alarm:
    """Close an alarm with what was done. Only whoever it is addressed to sees it, so nobody else can (G14).

    Raises:
        NotFound: no such alarm for the actor, or closed already.
        OwnAct: it tells of what the actor did.
        Invalid: what was done is under 10 characters.
    """
    row = existing(Alarm.objects.select_for_update().filter(id=alarm_id, closed_at=None))
    if row.acted_by is not None and row.acted_by == actor.user_id:  # rule: W-2, G14
        raise OwnAct
    if fault := fault_of(done):
        raise Invalid(errors=[{"field": "done", "code": fault}])
    row.closed_at, row.closed_by, row.done = now, actor.user_id, done.strip()
    row.save(update_fields=["closed_at", "closed_by", "done"])
    if row.clock_id is not None and row.code in MET_BY_CLOSING:  # rule: Q-27
        with acting_as(actor.through("gateway")):
            end([row.clock_id], met_at=now)
    audit.record("clocks.alarm_closed", row, actor=actor, at=now, words=done)
    return row


def answer_alarms(code: str, subject_id: UUID, *, actor: Actor, now: datetime, done: str) -> int:
    """Close the open alarms of this code about a record, in the act that does what they ask for.

    Args:
        actor: whoever acts; an alarm that is not addressed to them stays open.
        done: reasons of the act; nobody has to say a second time what was done.

    Returns:
        How many were closed.
    """
    if actor.user_id is None:  # a job closes nothing: an alarm ends by somebody's act
        return 0
    rows = list(Alarm.objects.select_for_update().filter(code=code, subject_id=subject_id, closed_at=None))
    rows = [row for row in rows if row.acted_by is None or row.acted_by != actor.user_id]
    for row in rows:
        row.closed_at, row.closed_by, row.done = now, actor.user_id, done.strip()
        row.save(update_fields=["closed_at", "closed_by", "done"])
        audit.record("clocks.alarm_closed", row, actor=actor, at=now, after=code)
    return len(rows)
