"""A hold of the replay becomes a stop at prison and prosecution, and a task of the court; only the replay ends it."""

from __future__ import annotations

from datetime import datetime

from tansiq.compartments.victims import ledger, said
from tansiq.compartments.victims.held import MONTHLY
from tansiq.compartments.victims.models import Entry, Hold, Matter, Party
from tansiq.gateway import actions as gateway
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks import queries as running
from tansiq.kernel.db import acting_as

COURT_TASK = "HOLD-COURT-TASK"


def settle(matter: Matter, *, actor: Actor, now: datetime) -> None:
    """Deliver every hold that began with the last event, and take off those that a judge has ended (Q-23).

    Called in the transaction of each event: no minute lies between a word that holds and its stop.
    """
    rows = list(Entry.objects.filter(matter=matter))
    answer = ledger.answer_of(rows, at=now)
    held = {right.accused for right in answer.rights if right.stop}
    held |= said.held(matter.id, now)  # rule: Q-23
    open_ = {row.party.code: row for row in Hold.objects.filter(matter=matter, lifted_at=None).select_related("party")}
    for code in sorted(held - open_.keys()):
        accused = Party.objects.filter(matter=matter, kind=Party.Kind.ACCUSED, code=code).first()
        if accused is not None:
            _raise(matter, accused, actor=actor, now=now)
    for code in sorted(open_.keys() & held):
        _renew(matter, open_[code], rows, actor=actor, now=now)  # rule: Q-23
    for code in sorted(open_.keys() - held):
        _lift(matter, open_[code], actor=actor, now=now)


def _raise(matter: Matter, accused: Party, *, actor: Actor, now: datetime) -> None:
    stops = gateway.raise_stop(actor=actor, now=now, reference=accused.reference, owner_id=matter.owner_id)
    room = actor.through("gateway")
    row = Hold(
        matter=matter, party=accused, owner_id=matter.owner_id, number=matter.number, raised_at=now,
        court_due_at=clocks.due_of(COURT_TASK, now), stop_ids=stops,
    )  # fmt: skip
    with acting_as(room):
        row.save(force_insert=True)
        clocks.start(
            COURT_TASK, row, owner_id=matter.court_id or matter.owner_id, reference=matter.number, now=now,
            due_at=row.court_due_at,
        )  # fmt: skip
        start_monthly(row, now=now)  # rule: Q-23
        audit.record("victims.hold_raised", row, actor=room, at=now, reference=matter.number)


def _renew(matter: Matter, row: Hold, rows: list[Entry], *, actor: Actor, now: datetime) -> None:
    """Ask the court anew where something holds of which it did not know when it took the task."""
    if row.taken_at is None:
        return
    known = [one for one in rows if one.recorded_at <= row.taken_at]
    if not _causes(matter, row.party, rows, now, now) <= _causes(matter, row.party, known, now, row.taken_at):
        _ask_again(matter, row, actor=actor, now=now)


def _causes(matter: Matter, accused: Party, rows: list[Entry], now: datetime, until: datetime) -> set[object]:
    """What holds somebody, by what is known of it until a moment: waivers, causes without one, words of nobody."""
    answer = ledger.answer_of(rows, at=now)
    mine = [right for right in answer.rights if right.accused == accused.code]
    found: set[object] = {(hold.waiver, hold.since) for right in mine for hold in right.holds}
    return found | {one.id for one in said.statements(matter.id) if said.held_of([one], [accused], until)}


def _ask_again(matter: Matter, row: Hold, *, actor: Actor, now: datetime) -> None:
    room = actor.through("gateway")
    with acting_as(room):
        row.taken_at, row.taken_by, row.court_due_at = None, None, clocks.due_of(COURT_TASK, now)
        row.save(update_fields=["taken_at", "taken_by", "court_due_at"])
        clocks.start(
            COURT_TASK, row, owner_id=matter.court_id or matter.owner_id, reference=matter.number, now=now,
            due_at=row.court_due_at,
        )  # fmt: skip
        audit.record("victims.task_renewed", row, actor=room, at=now, reference=matter.number)


def start_monthly(row: Hold, *, now: datetime) -> None:
    """Let the month run in which the inspector looks at a hold that still stands."""
    clocks.start(
        MONTHLY, row, owner_id=row.matter.court_id or row.owner_id, reference=row.number, now=now,
        due_at=clocks.due_of(MONTHLY, now),
    )  # fmt: skip


def move_to_court(matter: Matter, *, actor: Actor, now: datetime) -> None:
    """A court was named: what the office was asked for in its place is the court's from now on, due when it was due."""
    room = actor.through("gateway")
    for row in Hold.objects.filter(matter=matter, lifted_at=None).select_related("party"):
        if row.taken_at is not None:  # another court had taken it
            _ask_again(matter, row, actor=actor, now=now)
        with acting_as(room):
            for clock in running.of_subject(row.id):
                is_open = clock.met_at is None and clock.stopped_at is None
                if is_open and clock.owner_id != matter.court_id:
                    clocks.end([clock.id], stopped_at=now)
                    clocks.start(
                        clock.code, row, owner_id=matter.court_id or matter.owner_id, reference=row.number, now=now,
                        due_at=clock.due_at,
                    )  # fmt: skip


def _lift(matter: Matter, row: Hold, *, actor: Actor, now: datetime) -> None:
    gateway.lift_stops(actor=actor, now=now, stop_ids=row.stop_ids, owner_id=matter.owner_id)
    room = actor.through("gateway")
    with acting_as(room):
        row.lifted_at = now
        row.save(update_fields=["lifted_at"])
        clocks.stop_all(row.id, now=now)
        audit.record("victims.hold_lifted", row, actor=room, at=now, reference=matter.number)
