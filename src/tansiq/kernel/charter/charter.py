"""A charter: one pack, read and found whole, and the questions that apps ask of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from tansiq.kernel.charter import areas, reasons, recognised, schema
from tansiq.kernel.charter import heirs as heirs_law
from tansiq.kernel.charter import vocabularies as terms
from tansiq.kernel.charter.errors import BasisExpired, UnknownCode

Found = TypeVar("Found", bound=schema.Row)
SOURCE, INFORMATION = "source_grades", "information_grades"


@dataclass(frozen=True, eq=False)
class Charter:
    """The law of one jurisdiction, immutable.

    As loaded (`day` is None) it holds every row of every time, so that old records keep their words; a code that was
    written anew answers with its latest row. `on(day)` holds only what was in force that day: use it to decide.
    """

    jurisdiction: schema.Jurisdiction
    instruments: tuple[schema.Instrument, ...]
    purposes: tuple[schema.Purpose, ...]
    legal_bases: tuple[schema.LegalBasis, ...]
    clocks: tuple[schema.Clock, ...]
    retention: tuple[schema.Retention, ...]
    holidays: tuple[schema.Holiday, ...]
    operational_areas: tuple[schema.OperationalArea, ...]
    vocabularies: terms.Vocabularies
    heirs: heirs_law.Heirs
    gazetteer: areas.Gazetteer
    fingerprint_hex: str
    day: date | None = None
    whole: Charter | None = None

    def on(self, day: date) -> Charter:
        """The charter as it stood on this day, replayable at any time."""
        return _on(self.whole or self, day)

    def fingerprint(self) -> str:
        """SHA-256 of the pack's files, in hex: what a decision cites to say which charter it rested on."""
        return self.fingerprint_hex

    def rows(self, vocabulary: str) -> tuple[schema.Row, ...]:
        """All rows of a vocabulary or of instruments, purposes, legal_bases, clocks, in the order of the pack.

        Raises:
            UnknownCode: there is no such list.
        """
        found = self.lists().get(vocabulary)
        if found is None:
            raise UnknownCode("vocabularies", vocabulary, self.day)
        return found

    def choices(self, vocabulary: str, lang: str) -> list[tuple[str, str]]:
        """Pairs of code and words for a form, in the order of the pack."""
        return [(row.code, row.name(lang)) for row in self.rows(vocabulary)]

    def label(self, vocabulary: str, code: str, lang: str) -> str:
        """The words for a code; raises UnknownCode."""
        return self._find(self.rows(vocabulary), vocabulary, code).name(lang)

    def purpose(self, code: str) -> schema.Purpose:
        """The purpose of this code; raises UnknownCode."""
        return self._find(self.purposes, "purposes", code)

    def instrument(self, code: str) -> schema.Instrument:
        """The instrument of this code; raises UnknownCode."""
        return self._find(self.instruments, "instruments", code)

    def legal_basis(self, code: str) -> schema.LegalBasis:
        """The legal basis of this code, in force or not (`valid_basis` asks that); raises UnknownCode."""
        return self._find(self.legal_bases, "legal_bases", code)

    def clock(self, code: str) -> schema.Clock:
        """The clock of this code; raises UnknownCode."""
        return self._find(self.clocks, "clocks", code)

    def clock_of(self, code: str, on: date) -> schema.Clock:
        """The clock as it stood on this day, and before our rule was written down its earliest row.

        So nobody who was held, heard or moved then is worse off (W-5).

        Raises:
            UnknownCode: no row has this code.
        """
        whole = self.whole or self
        rows = sorted((row for row in whole.clocks if row.code == code), key=lambda row: row.valid_from)
        if not rows:
            raise UnknownCode("clocks", code, self.day)
        return next((row for row in rows if row.is_valid(on)), rows[0])

    def plan_limit(self, code: str) -> int:
        """How wide a planned operation may be, in metres."""
        return self._find(self.vocabularies.plan_limits, "plan_limits", code).amount

    def kept(self, code: str) -> schema.Retention:
        """How long what this code names is kept."""
        return self._find(self.retention, "retention", code)

    def act(self, code: str) -> terms.Act:
        """What a person may be said to have done, by its code; raises UnknownCode."""
        return self._find(self.vocabularies.acts, "acts", code)

    def subject_category(self, code: str) -> terms.SubjectCategory:
        """What a person is to a record, by its code; raises UnknownCode."""
        return self._find(self.vocabularies.subject_categories, "subject_categories", code)

    def how_obtained(self, code: str) -> terms.HowObtained:
        """The way of knowing of this code; raises UnknownCode."""
        return self._find(self.vocabularies.how_obtained, "how_obtained", code)

    def handling(self, code: str) -> terms.Handling:
        """The handling code with what its owner allows; raises UnknownCode."""
        return self._find(self.vocabularies.handling_codes, "handling_codes", code)

    def recall_acknowledgement(self, code: str) -> terms.RecallAcknowledgement:
        """What a recipient says it did with its copy, by its code; raises UnknownCode."""
        return self._find(self.vocabularies.recall_acknowledgements, "recall_acknowledgements", code)

    def valid_basis(self, code: str, on: date) -> schema.LegalBasis:
        """The legal basis of this code in force on this day.

        Raises:
            UnknownCode: no row has this code.
            BasisExpired: there is one, but not on this day: it has ended or not yet begun.

        Source:
            Safeguard G2.
        """
        rows = [row for row in (self.whole or self).legal_bases if row.code == code]
        if not rows:
            raise UnknownCode("legal_bases", code)
        in_force = [row for row in rows if row.is_valid(on)]
        if not in_force:  # rule: G2
            raise BasisExpired(code, on)
        return in_force[0]

    def grade_sentence(self, source: str, information: str, lang: str) -> str:
        """Both grades as one plain sentence with the pair in brackets: "usually reliable source, … (B2)"."""
        first = self.label(SOURCE, source, lang)
        second = self.label(INFORMATION, information, lang)
        comma = "،" if lang.startswith("ar") else ","
        return f"{first}{comma} {second} ({source}{information})"

    @property
    def boilerplate_reasons(self) -> frozenset[str]:
        """Set phrases that give no reason, as written in the pack."""
        return frozenset(phrase for row in self.vocabularies.boilerplate_reasons for phrase in row.phrases)

    def non_grounds_in(self, text: str) -> tuple[recognised.NonGround, ...]:
        """The non-grounds that this text names: tribe, place, family, relative, belief and their like."""
        return reasons.non_grounds_in(text, self.vocabularies.non_grounds)

    def hazards_in(self, text: str) -> tuple[recognised.HazardContent, ...]:
        """What of this text says how a device is built."""
        return reasons.recognised_in(text, self.vocabularies.hazard_contents)

    def holidays_in(self, years: Iterable[int]) -> frozenset[date]:
        """Fixed civil holidays of these years."""
        days = (row.falls_on(year) for year in years for row in self.holidays)
        return frozenset(day for day in days if day is not None)

    def area(self, pcode: str) -> areas.Area:
        """The area of this P-code; raises UnknownCode."""
        return self.gazetteer.area(pcode)

    def governorates(self) -> tuple[areas.Area, ...]:
        """Every governorate, ordered by code."""
        return self.gazetteer.of_level(areas.GOVERNORATE)

    def districts(self) -> tuple[areas.Area, ...]:
        """Every district, ordered by code."""
        return self.gazetteer.of_level(areas.DISTRICT)

    def subdistricts_of(self, pcode: str) -> tuple[areas.Area, ...]:
        """Sub-districts of a district, ordered by code."""
        return tuple(area for area in self.gazetteer.of_level(areas.SUBDISTRICT) if area.parent == pcode)

    def search_areas(self, text: str, limit: int = 20) -> tuple[areas.Area, ...]:
        """Areas whose name fits in any usual spelling, best first, at most `limit`."""
        return self.gazetteer.search(text, limit=limit)

    def lists(self) -> dict[str, tuple[schema.Row, ...]]:
        """Every list of dated rows by its name."""
        own: dict[str, tuple[schema.Row, ...]] = {name: getattr(self, name) for name in DATED}
        for whole in (self.vocabularies, self.heirs):
            own |= {name: getattr(whole, name) for name in type(whole).model_fields}
        return own

    def _find(self, rows: tuple[Found, ...], vocabulary: str, code: str) -> Found:
        found = [row for row in rows if row.code == code]
        if not found:
            raise UnknownCode(vocabulary, code, self.day)
        return max(found, key=lambda row: row.valid_from)


# The lists of dated rows beside the vocabularies.
DATED = ("instruments", "purposes", "legal_bases", "clocks", "retention", "holidays", "operational_areas")


@lru_cache(maxsize=128)
def _on(charter: Charter, day: date) -> Charter:
    def in_force(rows: tuple[schema.Row, ...]) -> tuple[Any, ...]:
        return tuple(row for row in rows if row.is_valid(day))

    lists: dict[str, Any] = {name: in_force(getattr(charter, name)) for name in DATED}
    parts: dict[str, Any] = {}
    for name in ("vocabularies", "heirs"):
        part = getattr(charter, name)
        kept = {field: in_force(getattr(part, field)) for field in type(part).model_fields}
        parts[name] = part.model_copy(update=kept)
    return replace(charter, day=day, whole=charter, **lists, **parts)
