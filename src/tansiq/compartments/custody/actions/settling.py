"""After each event: the row is read off the events anew, clocks and alarms follow the engine."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from tansiq.compartments.custody import standing
from tansiq.compartments.custody.alarms import Alarm
from tansiq.compartments.custody.clocks import Running
from tansiq.compartments.custody.models import Detention, Event, Place
from tansiq.compartments.custody.replay import Standing
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks import queries as clock_queries
from tansiq.kernel.db import acting_as

ENDED = {"released": Detention.State.RELEASED, "dead": Detention.State.DEAD, "escaped": Detention.State.ESCAPED}
SUBJECT = "custody.detention"
# Who is told of an alarm, in terms of the roles that members hold.
ROLES = {
    "inspector": "inspector", "prosecution": "prosecutor", "custody": "custody_officer", "court": "registrar",
    "child_protection": "child_protection", "gate": "custody_officer", "police": "arresting_officer",
}  # fmt: skip
AT_HOME = frozenset({"custody_officer", "arresting_officer"})


def settle(row: Detention, *, actor: Actor, now: datetime) -> Standing:
    """Read the row off its events; start, meet and stop its clocks; raise what must be known at once.

    Runs under the room's own name: whoever wrote the event decides nothing of what follows from it.
    """
    room = actor.through("custody")
    with acting_as(room):
        told = standing.of([row], now)[row.number]
        _project(row, told, now)
    with acting_as(actor.through("gateway")):
        _keep_clocks(row, told, now)
        raised = _raise(row, told.alarms, actor=actor.through("gateway"), now=now)
    if raised:
        with acting_as(room):
            row.raised = [*row.raised, *raised]
            row.save(update_fields=["raised"])
    return told


def _project(row: Detention, told: Standing, now: datetime) -> None:
    """What lists and walls look at."""
    where, held = told.held.where, told.held.held
    row.state = ENDED.get(where) or (where if where in ("in_transfer", "unaccounted") else Detention.State.HELD)
    row.place = held[-1][0] if held else row.place
    row.is_child = told.age is not None and told.age.is_child
    events = Event.objects.filter(detention_id=row.id)
    ends = events.filter(kind__in=("released", "died", "escaped")).order_by("-at").values_list("at", flat=True)
    row.ended_at = ends.first() if where in ENDED else None
    ordered = events.filter(kind="release_ordered").order_by("at").values_list("at", flat=True)
    row.release_ordered_at = ordered.first()
    row.since = min((clock.started for clock in told.clocks if clock.runs_on != "enquiry"), default=row.since)
    row.next_due_at = min((due for due, _ in open_clocks(told, now)), default=None)
    row.looks_at = told.changes_at
    _hold(row, held)
    row.save(
        update_fields=[
            "state", "place", "is_child", "ended_at", "release_ordered_at", "since", "next_due_at", "looks_at",
            "owner_id", "party_ids",
        ]
    )  # fmt: skip


def _hold(row: Detention, held: Any) -> None:
    """Whoever runs the place where the person is answers for him; a place off the list, whoever wrote it down."""
    if held:
        run_by = Place.objects.filter(code=held[-1][0]).values_list("agency_id", flat=True).first()
        if run_by is not None:
            row.owner_id = run_by
    row.party_ids = list(dict.fromkeys([*map(str, row.party_ids), str(row.owner_id)]))


def open_clocks(told: Standing, now: datetime) -> list[tuple[datetime, Running]]:
    """Clocks that run or are late, by when they were due; unconfirmed law last, since it alarms nobody."""
    found = []
    for clock in told.clocks:
        said = clock.at(now)
        if said.state in ("running", "late") and (clock.row.alarms or clock.order_ends is not None):
            found.append((said.due, clock))
    return sorted(found, key=lambda pair: (pair[0], pair[1].row.code))


def answers_for(row: Detention, clock: Running) -> UUID:
    """The agency that must act: whoever arrested, where the law speaks of the police; else whoever holds."""
    return row.arresting_id if clock.row.who_acts == "police" else row.owner_id


def _keep_clocks(row: Detention, told: Standing, now: datetime) -> None:
    """The kernel's clocks say what the engine's say: they are what tells people in the night."""
    open_rows = [
        one for one in clock_queries.of_subject(row.id) if one.met_at is None and one.stopped_at is None
    ]  # fmt: skip
    for clock in told.clocks:
        said = clock.at(now)
        mine = [one for one in open_rows if (one.code, one.started_at) == (clock.row.code, clock.started)]
        open_rows = [one for one in open_rows if one not in mine]
        if said.state == "met":
            clocks.end([one.id for one in mine], met_at=said.ended_at)
        elif said.state == "stopped":
            clocks.end([one.id for one in mine], stopped_at=said.ended_at or now)
        else:
            due, owner = said.due, answers_for(row, clock)
            clocks.end([one.id for one in mine if (one.due_at, one.owner_id) != (due, owner)], stopped_at=now)
            if not any((one.due_at, one.owner_id) == (due, owner) for one in mine):
                clocks.start(clock.row.code, row, owner_id=owner, reference=row.number, now=clock.started, due_at=due)
    clocks.end([one.id for one in open_rows], stopped_at=now)


def _raise(row: Detention, alarms: tuple[Alarm, ...], *, actor: Actor, now: datetime) -> list[str]:
    """Raise each alarm once; it stands until whoever was told closes it, whatever happens meanwhile."""
    raised = []
    for alarm in alarms:
        key = f"{alarm.code} {alarm.since.isoformat(timespec='minutes')}"
        if key in row.raised or key in raised:
            continue
        for name in alarm.told:
            role = ROLES[name]
            clocks.tell(
                alarm.code, role=role, now=now, reference=row.number, subject=(SUBJECT, row.id),
                agency_id=row.owner_id if role in AT_HOME else None,
            )  # fmt: skip
        audit.record("custody.alarm_raised", row, actor=actor, at=now, after=alarm.code, reference=row.number)
        raised.append(key)
    return raised


def look_again(actor: Actor, now: datetime, detention_id: UUID) -> bool:
    """A moment has come at which something changes by itself: an order has ended, somebody did not arrive."""
    with acting_as(actor.through("custody")):
        row = Detention.objects.select_for_update().filter(id=detention_id, looks_at__lt=now).first()
    if row is None:
        return False
    settle(row, actor=actor, now=now)
    return True
