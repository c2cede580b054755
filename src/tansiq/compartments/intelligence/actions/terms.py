"""What every record must carry, checked against the charter of the day."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime, time
from typing import Any, TypeVar
from uuid import UUID

from tansiq.compartments.intelligence import rules
from tansiq.compartments.intelligence.drafts import ReportDraft, Terms
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.rules import Handling
from tansiq.kernel.bases import require_basis, require_code, require_purpose
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.cleaning import cleaned
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.decisions.errors import NotAPerson
from tansiq.kernel.problems import Invalid
from tansiq.kernel.reasons import SHORTEST_REASON, fault_of

HARD_STOP = "SUBJECT-HARD-STOP"
Draft = TypeVar("Draft", ReportDraft, Terms)


def begin_of(day: date) -> datetime:
    """The first moment of a day in the charter's own place."""
    return datetime.combine(day, time.min, tzinfo=charter.current().jurisdiction.tz)


def last_day(*, first_seen_on: date, wanted: date | None = None) -> date:
    """Day on which a record ends by itself, by the charter and never after the floor."""
    stop = charter.local_day(clocks.due_of(HARD_STOP, begin_of(first_seen_on)))
    return rules.expiry(first_seen_on=first_seen_on, wanted=wanted, stop=stop)


def require_member(actor: Actor) -> UUID:
    """The member who writes a record down.

    Raises:
        NotAPerson: a system actor writes none.
    """
    if actor.system or actor.member_id is None:
        raise NotAPerson
    return actor.member_id


def require_storable(**given: object) -> None:
    """Refuse a text or a day that cannot be kept, at any depth of a draft.

    Raises:
        Invalid: a NUL character, or a day before 1900 or after 2200.
    """
    faults = {
        field: code
        for name, value in given.items()
        for field, leaf in rules.leaves(name, value)
        if (code := rules.fault_of(leaf))
    }
    if faults:
        raise Invalid(errors=[{"field": field, "code": code} for field, code in faults.items()])


def as_kept(draft: Draft) -> Draft:
    """The draft of a fact with its texts cleaned: for a sign that nobody sees no fact is refused (W-4)."""
    return replace(draft, **{part.name: _as_kept(getattr(draft, part.name)) for part in fields(draft)})


def _as_kept(value: object) -> Any:
    if isinstance(value, str):
        return cleaned(value)
    return as_kept(value) if isinstance(value, Terms) else value


def require_words(value: str, field: str) -> str:
    """The words without white space at their ends.

    Raises:
        Invalid: under ten characters, or nothing but a set phrase.
    """
    if fault := fault_of(value, charter.current().boilerplate_reasons):
        raise Invalid(errors=[{"field": field, "code": fault}], shortest=SHORTEST_REASON)
    return value.strip()


def require_handling(handling: str, conditions: str) -> None:
    """Refuse a handling code that does not exist, and conditions that are announced and not written.

    Raises:
        Invalid: either.
    """
    if handling not in list(Handling):
        raise Invalid(errors=[{"field": "handling", "code": "UNKNOWN"}])
    if handling == Handling.CONDITIONS and not conditions.strip():
        raise Invalid(errors=[{"field": "conditions", "code": "MISSING"}])


def require_terms(terms: Terms, now: datetime) -> dict[str, Any]:
    """The columns that every record carries.

    Raises:
        NoPurpose: no purpose of the charter.
        BasisExpired, UnknownBasis: the legal basis is not in force (G2).
        Invalid: a grade, a handling code or the district is not of the charter.
    """
    require_purpose(terms.purpose, now)
    require_basis(terms.legal_basis, now)  # rule: G2
    require_code("source_grades", terms.source_grade, "source_grade", now)
    require_code("information_grades", terms.information_grade, "information_grade", now)
    require_handling(terms.handling, terms.conditions)
    try:
        charter.current().area(terms.district)
    except UnknownCode as fault:
        raise Invalid(errors=[{"field": "district", "code": "UNKNOWN"}]) from fault
    return {
        "source_grade": terms.source_grade,
        "information_grade": terms.information_grade,
        "handling": terms.handling,
        "conditions": terms.conditions.strip(),
        "legal_basis": terms.legal_basis,
        "purpose": terms.purpose.strip(),
        "district": terms.district,
    }
