"""What somebody must know at once of a detention, and what is to be said of its facts. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tansiq.compartments.custody.detention import Age, Stay, Whereabouts
from tansiq.compartments.custody.events import Line, end_of, start_of
from tansiq.compartments.custody.world import World
from tansiq.kernel.clocks.rules import due_at

APPEAL_WINDOW: Final = "TRANSFER-APPEAL"


@dataclass(frozen=True)
class Alarm:
    """What somebody must know at once, since when, and who is told."""

    code: str
    since: datetime
    told: tuple[str, ...]


def flags_of_facts(world: World, all_stays: Sequence[Stay]) -> set[str]:
    """What is wrong in what was written down of somebody’s detentions, as codes."""
    flags: set[str] = set()
    for stay in all_stays:
        for line in stay.facts:
            event = line.event
            if event.kind == "arrest" and not event.order and not event.flagrante:
                flags.add("NO_BASIS")
            if event.kind == "detention_order" and event.by == "prosecution":
                longest = _seven_days(world, stay)
                if longest is not None and start_of(event.until, world.tz) > longest:
                    flags.add("ORDER_TOO_LONG")
            if event.kind == "left":
                flags |= _flags_of_transfer(world, stay, line)
            if event.kind == "release_ordered" and stay.end and stay.end.at < line.at:
                flags.add("CHRONOLOGY")
    return flags


def _seven_days(world: World, stay: Stay) -> datetime | None:
    pack = world.charter.on(stay.since.astimezone(world.tz).date())
    row = next((row for row in pack.clocks if row.code == "PROS-HOLD"), None)
    if row is None:
        return None
    place = world.charter.jurisdiction
    return due_at(stay.since, row.limit, row.unit, tz=place.tz, working_days=place.working_days)


def _flags_of_transfer(world: World, stay: Stay, left: Line) -> set[str]:
    """A transfer that happened without its review, or before the person could appeal: written down, flagged."""
    to = left.event.to
    plans = [
        line for line in stay.of("transfer_authorised") if line.at <= left.at and (to is None or line.event.to == to)
    ]
    if not plans:
        return {"NO_TRANSFER_REVIEW"}
    informed = start_of(plans[-1].event.informed_at, world.tz)
    return {"BEFORE_APPEAL_WINDOW"} if left.at < _may_object_until(world, informed) else set()


def _may_object_until(world: World, informed: datetime) -> datetime:
    """Until when somebody may object to his transfer: by the row in force on that day, or by the earliest one. Before
    our rule was written down nobody had less time (W-5)."""
    row = world.charter.clock_of(APPEAL_WINDOW, informed.astimezone(world.tz).date())
    place = world.charter.jurisdiction
    return due_at(informed, row.limit, row.unit, tz=place.tz, working_days=place.working_days)


def alarms_of(world: World, all_stays: Sequence[Stay], held: Whereabouts, age: Age | None) -> list[Alarm]:
    """What somebody must know at once, oldest first; each stands until a person closes it."""
    found: list[tuple[datetime, str, tuple[str, ...]]] = []
    for place, since, until in held.held:
        kind = world.places.type_of(place, since)
        if kind is None:  # rule: EVD-06
            found.append((since, "UNLISTED_PLACE", ("inspector",)))
        elif (ended := _off_the_list(world, place, since, until)) is not None:
            found.append((ended, "UNLISTED_PLACE", ("inspector",)))
        if age is not None and age.is_under_12 and kind == "station":
            found.append((since, "CHILD_IN_STATION", ("child_protection", "inspector")))
    if held.missing_since is not None:
        found.append((held.missing_since, "MISSING_IN_TRANSFER", ("inspector",)))
    for stay in all_stays:
        found += _alarms_of_stay(world, stay)
        found += _spoken_off_the_list(world, stay, held)
    return [Alarm(code, since, told) for since, code, told in sorted(set(found)) if since <= world.now]


def _off_the_list(world: World, place: str, since: datetime, until: datetime | None) -> datetime | None:
    """When a place left the official list while somebody was held in it."""
    end = until or world.now
    if world.places.type_of(place, end) is not None:
        return None
    ends = [until_ for _, until_, _ in world.places.rows_of(place) if until_ is not None and since <= until_ < end]
    return max(ends, default=None)


def _spoken_off_the_list(world: World, stay: Stay, held: Whereabouts) -> list[tuple[datetime, str, tuple[str, ...]]]:
    """Whoever made a statement in a place was held there, whatever the register says of him."""
    known = {place for place, _, _ in held.held}
    return [
        (line.at, "UNLISTED_PLACE", ("inspector",))
        for line in stay.of("statement")
        if line.event.place not in known and world.places.type_of(line.event.place, line.at) is None  # rule: EVD-06
    ]


def _alarms_of_stay(world: World, stay: Stay) -> list[tuple[datetime, str, tuple[str, ...]]]:
    found: list[tuple[datetime, str, tuple[str, ...]]] = []
    if stay.end is not None and stay.end.event.kind == "died":
        found.append((stay.end.at, "DEATH_IN_CUSTODY", ("inspector", "prosecution")))
    if stay.end is not None and stay.end.event.kind == "escaped":
        found.append((stay.end.at, "ESCAPED", ("custody", "prosecution")))
    orders = stay.of("detention_order")
    if orders:
        last = max(orders, key=lambda line: start_of(line.event.until, world.tz))
        ends = min(_end(world, last), longest_order(world, stay, last))
        stopped = [line.at for line in stay.of("release_ordered")] + ([stay.end.at] if stay.end else [])
        if ends < world.now and not any(moment <= ends for moment in stopped):
            found.append((ends, "ORDER_ENDED", ("prosecution", "inspector")))
    for line in stay.of("left"):
        if "NO_TRANSFER_REVIEW" in _flags_of_transfer(world, stay, line):
            found.append((line.at, "NO_TRANSFER_REVIEW", ("inspector",)))
    return found


def _end(world: World, order: Line) -> datetime:
    return end_of(order.event.until, world.tz)


def longest_order(world: World, stay: Stay, order: Line) -> datetime:
    """When an order ends at the latest: one of the prosecution with its seven days, where they run."""
    longest = _seven_days(world, stay) if order.event.by == "prosecution" else None
    return longest or _end(world, order)
