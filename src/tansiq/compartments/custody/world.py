"""All that a file or the register tells up to a moment, by what it is about. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tansiq.compartments.custody.detention import Places
from tansiq.compartments.custody.events import Line, start_of
from tansiq.kernel import taint
from tansiq.kernel.charter.charter import Charter

_OF_NOBODY: Final = frozenset({"place_listed", "derived", "taint_alleged", "taint_ruled", "enquiry"})


@dataclass
class World:
    """All lines up to the moment, by what they are about."""

    lines: list[Line]
    now: datetime
    charter: Charter
    places: Places

    def __post_init__(self) -> None:
        self.by_kind: dict[str, list[Line]] = {}
        self.by_person: dict[str, list[Line]] = {}
        for line in self.lines:
            self.by_kind.setdefault(line.event.kind, []).append(line)
            if line.event.kind not in _OF_NOBODY:
                self.by_person.setdefault(line.event.person, []).append(line)
        self.records = [rests(line, self.tz) for line in self.of("derived")]
        self.resting = taint.children(self.records)

    @property
    def tz(self) -> Any:
        """The time zone in which days are counted."""
        return self.charter.jurisdiction.tz

    def of(self, *kinds: str) -> list[Line]:
        """Lines of these kinds, oldest first within each."""
        return [line for kind in kinds for line in self.by_kind.get(kind, [])]


def rests(line: Line, tz: Any) -> taint.Rests:
    """On what a record rests, as the rules of taint read it."""
    origin = line.event.independent_origin
    if origin is None:
        return taint.Rests(line.event.record, tuple(line.event.from_))
    recorded_at = start_of(origin.recorded_at, tz)
    had_read = None if origin.had_read is None else frozenset(origin.had_read)
    return taint.Rests(line.event.record, tuple(line.event.from_), recorded_at, had_read)
