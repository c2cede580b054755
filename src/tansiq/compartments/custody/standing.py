"""Stored events as the replay reads them, and what stands of a detention at a moment: one engine for file and pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from tansiq.compartments.custody.detention import Places
from tansiq.compartments.custody.events import ADAPTER, PlaceListed, in_order
from tansiq.compartments.custody.events import Line as EventLine
from tansiq.compartments.custody.models import Detention, Event, Place
from tansiq.compartments.custody.replay import Standing, standings
from tansiq.kernel.charter import queries as charter

# What people write down beside the format of the replay: kept and shown, and no clock looks at it.
BESIDE: Final = frozenset({
    "rights_told", "injuries", "property", "property_returned", "identified", "withheld", "note", "handed_over",
    "case_named",
})  # fmt: skip
# A statement, and what is alleged or ruled of it, belongs to a person's file by its detention; the format names it.
OF_A_STATEMENT: Final = frozenset({"taint_alleged", "taint_ruled"})


# A check of which nothing was written is kept and shown, and nothing rests on it: nobody knows that a doctor saw him.
WITHOUT_WORDS: Final = "CHECK_WITHOUT_WORDS"


def lacks(row: Event) -> bool:
    """Whether an event lacks what would make it count."""
    return WITHOUT_WORDS in row.details.get("flags", ())


def counts(row: Event) -> bool:
    """Whether an event is one of those that the engine reads, and lacks nothing that would make it one."""
    return row.kind not in BESIDE and not lacks(row)


def as_event(kind: str, person: str, at: datetime, fields: dict[str, Any]) -> Any:
    """One event in the format of contracts 7.

    Raises:
        ValueError: a field is missing, unknown or no value of its kind.
    """
    given = {"kind": kind, "at": at.isoformat(), **fields}
    return ADAPTER.validate_python(given if kind in OF_A_STATEMENT else given | {"person": person})


def places_of(rows: Iterable[Place]) -> list[EventLine]:
    """The official list as lines; each stands before everything else that happened."""
    return [
        EventLine(
            0,
            PlaceListed.model_validate(
                {"kind": "place_listed", "at": row.listed_at.isoformat(), "place": row.code, "type": row.kind,
                 "until": row.until.isoformat() if row.until else None}
            ),
            row.listed_at,
        )
        for row in rows
    ]  # fmt: skip


def lines_of(rows: Iterable[Event], numbers: dict[Any, str]) -> list[EventLine]:
    """Stored events as lines, numbered from 1; `numbers` are those of the detentions by id."""
    told = [row for row in rows if counts(row)]
    return [
        EventLine(place, as_event(row.kind, numbers[row.detention_id], row.at, row.fields), row.at)
        for place, row in enumerate(told, 1)
    ]


def of(detentions: Sequence[Detention], now: datetime) -> dict[str, Standing]:
    """What stands of these detentions, by number. Events and places are those that exist for the reader."""
    numbers = {row.id: row.number for row in detentions}
    events = Event.objects.filter(detention_id__in=list(numbers)).order_by("at", "recorded_at", "id")
    lines = in_order([*places_of(Place.objects.order_by("listed_at")), *lines_of(events, numbers)])
    found, _refused = standings(lines, now=now, charter=charter.current())
    return {one.person: one for one in found}


def listed(now: datetime) -> Places:
    """The official list as it stands."""
    lines = [line for line in places_of(Place.objects.order_by("listed_at")) if line.at <= now]
    return Places(lines, charter.current().jurisdiction.tz)
