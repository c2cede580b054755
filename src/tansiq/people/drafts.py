"""A kit as somebody gives it, before it is kept: the same for a form, a file, the API and the command line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from django.conf import settings

from tansiq import names
from tansiq.kernel import keys
from tansiq.kernel.charter import dates
from tansiq.kernel.charter import queries as charter
from tansiq.people import rules
from tansiq.people.errors import BadIdentifier, ImpossibleDate, NoName, WhichCalendar
from tansiq.people.models import IdentifierKind

LONGEST = {"full": 300, "mother": 120, "value": 60, "birth": 40}
LONGEST_PART = 80
PART_NAMES = ("ism", "father", "grandfather", "family", "kunya", "full", "mother")


def longest_of(part: str) -> int:
    """How many letters of a part of a name are kept."""
    return LONGEST.get(part, LONGEST_PART)


@lru_cache
def _blind_key() -> bytes:
    return keys.secret(settings.TANSIQ_DATA_DIR, "identifiers").encode()


@dataclass(frozen=True)
class KitDraft:
    """Name parts, birth as written, place (area code), identifiers as (kind, value)."""

    parts: names.Parts
    birth: str = ""
    place: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()

    def checked(self, *, today: date) -> CheckedKit:
        """The draft with its birth read and its identifiers blinded.

        Raises:
            NoName: neither a name nor an identifier.
            WhichCalendar, ImpossibleDate: the birth cannot be read, or lies in the future.
            BadIdentifier: unknown kind, or no value.
        """
        for field in PART_NAMES:
            if len(getattr(self.parts, field)) > longest_of(field):
                raise NoName(errors=[{"field": field, "code": "TOO_LONG"}])
        if not any(getattr(self.parts, field).strip() for field in PART_NAMES[:-1]) and not self.identifiers:
            raise NoName(errors=[{"field": "full", "code": "MISSING"}])
        blinds = []
        for kind, value in self.identifiers:
            if kind not in IdentifierKind.values:  # rule: RL-02
                raise BadIdentifier(errors=[{"field": "identifiers", "code": "UNKNOWN_KIND"}])
            if not rules.canonical(value) or len(value) > LONGEST["value"]:
                raise BadIdentifier(errors=[{"field": "identifiers", "code": "NO_VALUE"}])
            blinds.append(rules.blind(kind, value, _blind_key()))
        return CheckedKit(draft=self, birth=_read_birth(self.birth, today=today), blinds=tuple(blinds))


def _read_birth(raw: str, *, today: date) -> dates.PartialDate | None:
    if not raw.strip():
        return None
    try:
        born = dates.PartialDate.parse(raw, today=today)
    except dates.AmbiguousDate as fault:
        raise WhichCalendar(errors=[{"field": "birth", "code": "WHICH_CALENDAR"}]) from fault
    except ValueError as fault:
        raise ImpossibleDate(errors=[{"field": "birth", "code": "IMPOSSIBLE_DATE"}]) from fault
    if born.earliest > today or born.latest.year < today.year - 130:
        raise ImpossibleDate(errors=[{"field": "birth", "code": "IMPOSSIBLE_DATE"}])
    return born


@dataclass(frozen=True)
class CheckedKit:
    """A kit whose date and numbers can be read, with what it is matched by.

    Attributes:
        birth: None where none was said.
        blinds: keyed digests of its numbers, each after its kind and a colon.
    """

    draft: KitDraft
    birth: dates.PartialDate | None
    blinds: tuple[str, ...]

    def is_child(self, on: date | datetime) -> bool:
        """Whether the person is under eighteen, or may be: any doubt counts for the child."""
        day = charter.local_day(on) if isinstance(on, datetime) else on
        return self.birth is not None and dates.is_child(self.birth, day) != "adult"

    @property
    def strong_blinds(self) -> tuple[str, ...]:
        """Those of numbers that one person alone bears."""
        return tuple(b for b in self.blinds if b.split(":", 1)[0] in rules.STRONG_KINDS)

    @property
    def number_blinds(self) -> tuple[str, ...]:
        """Those of redress numbers and slips."""
        return tuple(b for b in self.blinds if b.split(":", 1)[0] in rules.NUMBER_KINDS)

    @property
    def compared(self) -> names.Kit:
        """What `names.compare` takes."""
        return names.Kit(
            parts=self.draft.parts,
            born_from=self.birth.earliest if self.birth else None,
            born_to=self.birth.latest if self.birth else None,
            place=self.draft.place,
            identifiers=frozenset(b for b in self.blinds if b.split(":", 1)[0] not in rules.NUMBER_KINDS),
        )

    @property
    def anchors(self) -> tuple[str, ...]:
        """What recognises this very person again: identifiers, or name with full birth date and mother's name."""
        anchors = list(self.blinds)
        exact = self.birth is not None and self.birth.earliest == self.birth.latest
        if exact and self.draft.parts.mother and self.birth:
            # Every part folded and nothing read into it: how names are read may change, whom it means may not.
            folded = sorted((part, names.fold(text)[0]) for part, text in self.draft.parts.as_mapping().items())
            whole = "|".join(f"{part}={text}" for part, text in folded if text) + self.birth.earliest.isoformat()
            anchors.append(rules.blind("whole", whole, _blind_key()))
        return tuple(anchors)

    def without(self, *kinds: str) -> CheckedKit:
        """The same kit without identifiers of these kinds."""
        kept = tuple(pair for pair in self.draft.identifiers if pair[0] not in kinds)
        blinds = tuple(b for b in self.blinds if b.split(":", 1)[0] not in kinds)
        return replace(self, draft=replace(self.draft, identifiers=kept), blinds=blinds)


def blind_of(kind: str, value: str) -> str:
    """The blind form of one identifier."""
    return rules.blind(kind, value, _blind_key())
