"""Detentions replayed from events: where everybody is, every clock, who is told, what is under quarantine.

A fact is never refused, only a plan (W-4): what happened stands with its flags and alarms, and only a transfer that is
planned and an obstacle that is none are refused. Pure; contracts 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tansiq.compartments.custody.alarms import Alarm, alarms_of, flags_of_facts, longest_order
from tansiq.compartments.custody.clocks import Case, Running, clocks_of
from tansiq.compartments.custody.detention import Age, Places, Stay, Whereabouts, age_of, stays, whereabouts
from tansiq.compartments.custody.events import Line, end_of
from tansiq.compartments.custody.world import World
from tansiq.kernel import taint
from tansiq.kernel.charter.charter import Charter
from tansiq.kernel.clocks.rules import due_at


@dataclass(frozen=True)
class Standing:
    """Where one person stands at a moment: the pages and the file read the same."""

    person: str
    held: Whereabouts
    age: Age | None
    clocks: tuple[Running, ...]
    alarms: tuple[Alarm, ...]
    flags: tuple[str, ...]
    quarantined: tuple[str, ...]
    # When something changes without anybody writing it down: an order or an obstacle ends, an arrival is due.
    changes_at: datetime | None = None

    def as_object(self, now: datetime, tz: Any) -> dict[str, Any]:
        """What contracts 7 prints of a person."""
        alarms = [
            {"code": one.code, "since": one.since.astimezone(tz).isoformat(), "told": list(one.told)}
            for one in self.alarms
        ]
        return {
            "person": self.person, "where": self.held.where,
            "clocks": [clock.read(now, tz=tz) for clock in self.clocks], "alarms": alarms, "flags": list(self.flags),
            "quarantined": list(self.quarantined),
        }  # fmt: skip


def replay(lines: Sequence[Line], *, now: datetime, charter: Charter) -> dict[str, Any]:
    """What stands at a moment; what happens after it does not exist.

    Args:
        lines: as `events.read` gives them.
        now: aware; the whole minute is not rounded.

    Returns:
        The object of contracts 7: `at`, `charter`, `people` in order of their names, `refused` in order of the lines.
    """
    people, refused = standings(lines, now=now, charter=charter)
    tz = charter.jurisdiction.tz
    return {
        "at": now.astimezone(tz).isoformat(),
        "charter": charter.jurisdiction.code,
        "people": [one.as_object(now, tz) for one in people],
        "refused": refused,
    }


def standings(lines: Sequence[Line], *, now: datetime, charter: Charter) -> tuple[list[Standing], list[dict[str, Any]]]:
    """Everybody's standing at a moment, in order of their names, and the plans that were refused, by line."""
    until = sorted((line for line in lines if line.at <= now), key=lambda line: line.at)
    places = Places(until, charter.jurisdiction.tz)
    refused = _refused(until, places, charter)
    dropped = {one["line"] for one in refused}
    world = World([line for line in until if line.number not in dropped], now, charter, places)
    tainted, carried = _taint(world)
    found = [_person(world, name, tainted, carried) for name in sorted(world.by_person)]
    return found, sorted(refused, key=lambda one: int(one["line"]))


def refusal_of(event: Any, at: datetime, *, places: Places, charter: Charter) -> str:
    """Why a plan is refused; empty for one that may stand, and for every fact (W-4)."""
    if event.kind == "obstacle":
        closed: dict[str, Any] = {row.code: row for row in charter.rows("release_obstacles")}
        row = closed.get(event.code)
        if row is None or not row.is_obstacle or not event.number:  # rule: EVD-12, E18
            return "NOT_AN_OBSTACLE"
    elif event.kind == "transfer_authorised":
        if places.type_of(event.to, at) is None:  # rule: EVD-06
            return "NOT_A_PLACE_OF_DETENTION"
        if not (event.risk_review and event.legal_signoff and event.informed_at):  # rule: G8, RL-11
            return "NO_TRANSFER_REVIEW"
    return ""


def _refused(lines: Sequence[Line], places: Places, charter: Charter) -> list[dict[str, Any]]:
    told = ((line.number, refusal_of(line.event, line.at, places=places, charter=charter)) for line in lines)
    return [{"line": number, "code": code} for number, code in told if code]


@dataclass(frozen=True)
class _Said:
    """A statement with its conditions and whether it is under quarantine."""

    taken: taint.Taken
    is_quarantined: bool


def _taint(world: World) -> tuple[dict[str, list[_Said]], frozenset[str]]:
    """Statements by person, and the names of what is under quarantine: statements and whatever derives from them."""
    said = [_said(world, line) for line in world.of("statement")]
    tainted = {one.taken.statement: one.taken.at for one in said if one.is_quarantined}
    by_person: dict[str, list[_Said]] = {}
    for one in said:
        by_person.setdefault(one.taken.person, []).append(one)
    return by_person, taint.quarantined(tainted, world.records)


def _said(world: World, line: Line) -> _Said:
    event = line.event
    mine = world.by_person[event.person]
    age, _ = age_of(stays(mine)[0], line.at, world.tz, child_age=world.charter.jurisdiction.child_age)
    is_child = age is not None and age.since <= line.at and (age.until is None or line.at < age.until)
    flags = taint.flags_of(
        counsel=event.counsel, recorded=event.recorded, child=is_child, guardian=event.guardian,
        listed=world.places.type_of(event.place, line.at) is not None,
        stretch_minutes=event.longest_stretch_minutes, longest_minutes=taint.longest_stretch(world.charter, line.at),
        offered=any(one.event.kind == "counsel" and one.at <= line.at for one in mine),
    )  # fmt: skip
    alleged = [one.at for one in world.of("taint_alleged") if one.event.statement == event.statement]
    ruled = [(one.at, one.event.result) for one in world.of("taint_ruled") if one.event.statement == event.statement]
    closed = taint.is_quarantined(flags, alleged, ruled)  # rule: G7 -> closed = False
    return _Said(taint.Taken(event.statement, event.person, line.at, flags), closed)


def _person(world: World, name: str, said: dict[str, list[_Said]], carried: frozenset[str]) -> Standing:
    mine = world.by_person[name]
    all_stays, flags = stays(mine)
    held = whereabouts(all_stays, world.now, world.tz)
    age, of_age = age_of(all_stays, world.now, world.tz, child_age=world.charter.jurisdiction.child_age)
    flags |= of_age | {flag for one in said.get(name, []) for flag in one.taken.flags}
    flags |= flags_of_facts(world, all_stays)
    obstacles = [(line, _hours(world, line.event.code)) for line in mine if line.event.kind == "obstacle"]
    cases = [Case(stay, age, held, world.places, world.charter, obstacles) for stay in all_stays]
    clocks = [clock for case in cases for clock in clocks_of(case)] + _enquiries(world, name)
    return Standing(
        name, held, age, tuple(clocks), tuple(alarms_of(world, all_stays, held, age)), tuple(sorted(flags)),
        tuple(_quarantined(world, name, said, carried)), _changes_at(world, clocks, held, all_stays),
    )  # fmt: skip


def _changes_at(
    world: World, clocks: Sequence[Running], held: Whereabouts, all_stays: Sequence[Stay]
) -> datetime | None:
    """The next moment at which the standing changes by itself, other than a clock that comes to be due."""
    if not all_stays or all_stays[-1].end is not None:
        return None
    moments = [until for clock in clocks for _, until in clock.paused if until is not None]
    for line in all_stays[-1].facts:
        if line.event.kind == "detention_order":
            moments.append(min(end_of(line.event.until, world.tz), longest_order(world, all_stays[-1], line)))
        elif line.event.kind == "left" and line.event.expected_at is not None:
            moments.append(end_of(line.event.expected_at, world.tz))
    places = {place for place, _, until in held.held if until is None}
    moments += [until for place in places for _, until, _ in world.places.rows_of(place) if until is not None]
    return min((moment for moment in moments if moment >= world.now), default=None)


def _hours(world: World, code: str) -> int | None:
    row: Any = next(row for row in world.charter.rows("release_obstacles") if row.code == code)
    return int(row.hours) if row.hours else None


def _quarantined(world: World, name: str, said: dict[str, list[_Said]], carried: frozenset[str]) -> list[str]:
    """What is under quarantine of what the person said, and of what derives from it."""
    mine = {one.taken.statement for one in said.get(name, [])}
    queue = list(mine)
    while queue:
        more = {one.record for one in world.resting.get(queue.pop(), [])} - mine
        mine |= more
        queue += more
    return sorted(mine & carried)


def _is_about(about: Any, name: str) -> bool:
    """Whether a kit means this person: it is the person's name in the file, or gives it."""
    return about == name or (isinstance(about, dict) and name in (about.get("person"), about.get("id")))


def _enquiries(world: World, name: str) -> list[Running]:
    """A clock for each enquiry about the person; a file holds no answers, so none is met."""
    found: list[Running] = []
    for line in world.of("enquiry"):
        if not _is_about(line.event.about, name):
            continue
        pack = world.charter.on(line.at.astimezone(world.tz).date())
        row = next((row for row in pack.clocks if row.code == "ENQUIRY"), None)
        if row is None:
            continue
        place = world.charter.jurisdiction
        due = due_at(line.at, row.limit, row.unit, tz=place.tz, working_days=place.working_days)
        found.append(Running(row, "enquiry", line.at, due))
    return found
