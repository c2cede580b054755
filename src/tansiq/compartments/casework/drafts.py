"""What people fill in, before it is a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypedDict


@dataclass(frozen=True)
class ExhibitDraft:
    """A piece as it was found.

    Attributes:
        mark: its number on the spot.
        place: where it lies now: the spot, a car, a room, a magazine.
        is_live: it may still go off, or nobody has said that it may not.
        collector: who collected it, where it was military.
    """

    mark: str
    category: str
    description: str
    found_at: datetime
    found_where: str
    finder: str
    place: str
    witnesses: tuple[str, ...] = ()
    is_live: bool = False
    collector: str = ""


@dataclass(frozen=True)
class StatementDraft:
    """What somebody said, with the conditions under which he said it (EVD-03, EVD-04).

    Attributes:
        kind: `statement` or `court_record`.
        counsel: attended, offered, refused or not_offered.
        longest_stretch_minutes: the longest time without a break.
        place_code: of the official list of places, empty where it is on none; `place` is then where it was.
        detention: number in the register of detentions, of somebody who is held.
        is_medical_mismatch: the check after it shows what the one before did not.
    """

    kind: str
    speaker: str
    speaker_name: str
    place: str
    place_code: str
    began_at: datetime
    ended_at: datetime
    present: str
    language: str
    counsel: str
    is_recorded: bool
    longest_stretch_minutes: int
    words: str
    is_child: bool = False
    has_guardian: bool = False
    medical_before: str = ""
    medical_after: str = ""
    is_medical_mismatch: bool = False
    record_number: str = ""
    detention: str = ""

    def typed(self) -> dict[str, object]:
        """What people wrote, and moments."""
        names = ("speaker_name", "place", "began_at", "ended_at", "present", "language", "words", "medical_before",
                 "medical_after", "record_number", "detention")  # fmt: skip
        return {name: getattr(self, name) for name in names}

    def chosen(self) -> dict[str, object]:
        """What people chose or counted."""
        names = ("kind", "speaker", "counsel", "is_recorded", "is_child", "has_guardian",
                 "longest_stretch_minutes", "is_medical_mismatch")  # fmt: skip
        return {name: getattr(self, name) for name in names}


class Facets(TypedDict):
    """What every report on a device says: codes of the charter, whether it is safe, and what was done."""

    initiation: str
    delivery: str
    outcome: str
    safety: str
    action: str


class DeviceReport(Facets, total=False):
    """The report of an explosives officer, with what he may leave open."""

    components: Sequence[str]
    charge: str
    charge_kg: Decimal | None
    evacuated_metres: int | None
    samples: str
    sample_witness: str
    residual_hazard: str
    words: str


class Weapon(TypedDict):
    """What is always said of a weapon."""

    type: str
    serial_state: str
    is_loaded: bool


class WeaponMarks(Weapon, total=False):
    """A weapon or ammunition with its marks, as they were read."""

    exhibit_number: str
    maker: str
    country: str
    calibre: str
    serial: str
    marks: str
    lot: str
