"""Every clock of a detention, from the rows of the charter: what it runs on, when it is due, what it says. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from tansiq.compartments.custody.detention import Age, Places, Stay, Whereabouts, obstacle_ends
from tansiq.compartments.custody.events import Line, end_of
from tansiq.kernel.charter.charter import Charter
from tansiq.kernel.charter.schema import Clock
from tansiq.kernel.clocks.rules import above_at, due_at, state_at

# What meets a clock that runs from the arrest.
MET_BY: Final = {
    "ARR-TO-JUDICIARY": ("presented",),
    "CHILD-TO-JUDICIARY": ("presented",),
    "REGISTER": ("registered",),
    "MEDICAL": ("medical_check",),
    "FAMILY": ("family_told",),
}
HOLDS: Final = frozenset({"PROS-DECIDE", "PROS-HOLD", "JUDGE-EXTEND", "COURT-EXTEND"})
CHILDRENS: Final = frozenset({"CHILD-TO-JUDICIARY", "CHILD-HANDOVER", "JUV-U12-HOME", "JUV-O12-STATION"})


@dataclass(frozen=True)
class Reading:
    """What a clock says at a moment. `ended_at`: when it was met or stopped; None while it has not ended."""

    due: datetime
    state: str
    late_minutes: int
    left_minutes: int
    is_paused: bool
    ended_at: datetime | None


@dataclass
class Running:
    """A clock before it is read: moments of its start, end and stop; `paused` are stretches in which it stood still."""

    row: Clock
    runs_on: str
    started: datetime
    due: datetime
    met: datetime | None = None
    stopped: datetime | None = None
    paused: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    order_ends: datetime | None = None  # the end of an order's own, which alarms whatever the row's confidence

    def at(self, now: datetime) -> Reading:
        """What the clock says at a moment."""
        pausing = any(since <= now and (until is None or now < until) for since, until in self.paused)
        past = sum(((until or now) - since for since, until in self.paused if since <= now), timedelta())
        due = self.due + past
        told = state_at(now, due_at=due, met_at=self.met, stopped_at=self.stopped)
        if pausing and told.state in ("running", "late"):
            return Reading(due, "stopped", 0, 0, True, None)
        ends = [moment for moment in (self.met, self.stopped) if moment is not None and moment <= now]
        return Reading(due, told.state, told.late_minutes, told.left_minutes, False, min(ends, default=None))

    def read(self, now: datetime, *, tz: Any) -> dict[str, Any]:
        """What the clock says, as contracts 7 prints it."""
        told = self.at(now)
        return {
            "clock": self.row.code, "runs_on": self.runs_on, "started": self.started.astimezone(tz).isoformat(),
            "due": told.due.astimezone(tz).isoformat(), "state": told.state, "late_minutes": told.late_minutes,
            "told": list(self.told(now)), "basis": self.row.basis, "ours": self.row.ours,
            "confidence": self.row.confidence.value,
        }  # fmt: skip

    def told(self, now: datetime) -> tuple[str, ...]:
        """Who has been told by now: those whom the row names once it is late, those above when the row says."""
        due = self.at(now).due
        ended = min([moment for moment in (self.met, self.stopped) if moment is not None], default=now)
        if ended > now:
            ended = now
        past_order = self.order_ends is not None and ended > self.order_ends
        if ended <= due or not (self.row.alarms or past_order):  # rule: W-5
            return ()
        above = ended >= above_at(self.row, self.started, due)
        return tuple(dict.fromkeys((*self.row.told, *(self.row.escalates_to if above else ()))))


@dataclass(frozen=True)
class Case:
    """All that the clocks of one detention look at."""

    stay: Stay
    age: Age | None
    held: Whereabouts
    places: Places
    charter: Charter
    obstacles: Sequence[tuple[Line, int | None]]

    @property
    def tz(self) -> Any:
        """The time zone in which days are counted."""
        return self.charter.jurisdiction.tz

    def first(self, *kinds: str) -> Line | None:
        """The first fact of these kinds; None where there is none."""
        return next(iter(self.stay.of(*kinds)), None)


def clocks_of(case: Case) -> list[Running]:
    """The clocks of one detention, in the order of the charter."""
    day = case.stay.since.astimezone(case.tz).date()
    found: list[Running] = []
    for row in case.charter.on(day).clocks:
        make = _STARTS.get(row.starts_at)
        if row.code in CHILDRENS and case.age is None:
            continue
        clock = make(case, row) if make else None
        if clock is not None:
            found.append(_ended(case, clock))
    return found


def _begin(case: Case, row: Clock, runs_on: str, started: datetime) -> Running:
    place = case.charter.jurisdiction
    due = due_at(started, row.limit, row.unit, tz=place.tz, working_days=place.working_days)
    return Running(row, runs_on, started, due)


def _from_arrest(case: Case, row: Clock) -> Running | None:
    clock = _begin(case, row, case.stay.begun_by, case.stay.since)
    if row.code in MET_BY:
        met = case.first(*MET_BY[row.code])
        clock.met = max(met.at, clock.started) if met else None
    elif row.code == "PROS-HOLD":
        _prosecution_hold(case, clock)
    elif row.code == "CHILD-HANDOVER":
        clock.met = _arrived_at(case, "home")
    elif row.code in ("JUV-U12-HOME", "JUV-O12-STATION"):
        return _in_place_of_children(case, row)
    return clock


def _prosecution_hold(case: Case, clock: Running) -> None:
    """An order of the prosecution ends when it says, seven days after the arrest at the latest; a judge's meets it."""
    longest = clock.due
    for line in case.stay.of("detention_order"):
        if line.event.by == "judge":
            clock.met = line.at
            return
        clock.order_ends = end_of(line.event.until, case.tz)
        clock.due = min(clock.order_ends, longest)


def _in_place_of_children(case: Case, row: Clock) -> Running | None:
    """How long a child is in a place that the law bounds: a home while under twelve, a station from twelve on."""
    age = case.age
    if age is None:
        return None
    wanted = "home" if row.code == "JUV-U12-HOME" else "station"
    if age.is_under_12 != (wanted == "home"):
        return None
    ended = case.stay.end.at if case.stay.end else None
    times = [
        (since, until) for place, since, until in case.held.held
        if case.stay.since <= since and (ended is None or since <= ended)
        and case.places.type_of(place, since) == wanted
    ]  # fmt: skip
    if not times:
        return None
    # The row runs from the arrest: hours on the way, or in a second place of the kind, count.
    clock = _begin(case, row, case.stay.begun_by, case.stay.since)
    clock.met = None if any(until is None for _, until in times) else max(until for _, until in times if until)
    return clock


def _arrived_at(case: Case, kind: str) -> datetime | None:
    return next(
        (
            since
            for place, since, _ in case.held.held
            if since >= case.stay.since and case.places.type_of(place, since) == kind
        ),
        None,
    )


def _from_presentation(case: Case, row: Clock) -> Running | None:
    presented = next((line for line in case.stay.of("presented") if line.event.to == "prosecution"), None)
    if presented is None:
        return None
    clock = _begin(case, row, "presented", presented.at)
    decided = next(
        (line for line in case.stay.of("detention_order", "release_ordered") if line.at >= presented.at), None
    )
    clock.met = decided.at if decided else None
    return clock


def _from_judges_order(case: Case, row: Clock) -> Running | None:
    orders = [line for line in case.stay.of("detention_order") if line.event.by == "judge"]
    if not orders:
        return None
    clock = _begin(case, row, "detention_order", orders[0].at)
    clock.order_ends = max(end_of(line.event.until, case.tz) for line in orders)
    clock.due = min(clock.due, clock.order_ends)
    return clock


def _from_release_order(case: Case, row: Clock) -> Running | None:
    ordered = case.first("release_ordered")
    if ordered is None:
        return None
    clock = _begin(case, row, "release_ordered", ordered.at)
    released = case.stay.end if case.stay.end and case.stay.end.event.kind == "released" else None
    clock.met = released.at if released else None
    for line, hours in case.obstacles:
        if line.at >= ordered.at:
            clock.paused.append((line.at, obstacle_ends(line.event.code, line.at, hours)))
    clock.paused = _joined(clock.paused)
    return clock


def _joined(stretches: list[tuple[datetime, datetime | None]]) -> list[tuple[datetime, datetime | None]]:
    """Stretches that overlap, as one."""
    found: list[tuple[datetime, datetime | None]] = []
    for since, until in sorted(stretches, key=lambda stretch: stretch[0]):
        if found and (found[-1][1] is None or since <= found[-1][1]):
            last = found[-1][1]
            found[-1] = (found[-1][0], None if last is None or until is None else max(last, until))
        else:
            found.append((since, until))
    return found


def _ended(case: Case, clock: Running) -> Running:
    """What stops a clock besides being met: the end of the detention, a ruling on age, an order of release."""
    stops = [case.stay.end.at] if case.stay.end is not None else []
    if clock.row.code in CHILDRENS and case.age is not None and case.age.until is not None:
        stops.append(case.age.until)
    ordered = case.first("release_ordered")
    if clock.row.code in HOLDS and ordered is not None:
        stops.append(ordered.at)
    if clock.met is None or (stops and min(stops) < clock.met):
        clock.stopped = min(stops, default=None)
    return clock


_STARTS: Final[dict[str, Callable[[Case, Clock], Running | None]]] = {
    "arrest": _from_arrest,
    "received_by_prosecution": _from_presentation,
    "first_judge_order": _from_judges_order,
    "release_order": _from_release_order,
}
