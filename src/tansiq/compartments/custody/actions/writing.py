"""One event, written down: found and locked, permitted, validated, written, audited; then the row follows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from tansiq.compartments.custody import standing
from tansiq.compartments.custody.actions.settling import settle
from tansiq.compartments.custody.models import Detention, Event
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.cleaning import cleaned, in_one_line
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.decisions import named
from tansiq.kernel.decisions.errors import ThinReasons
from tansiq.kernel.decisions.rules import are_reasons_thin
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

# A watch may go wrong by so much; what lies further ahead has not happened.
CLOCKS_DIFFER = timedelta(minutes=10)
LONGEST_WORDS, LEAST_WORDS = 4_000, 10
LONGEST_LINE, MOST_LINES = 400, 200
ITEMS_CUT = "ITEMS_CUT"


def found(detention_id: UUID, *, actor: Actor) -> Detention:
    """One detention that the actor may see, locked under the room's name.

    Raises:
        NotFound: absent, or hidden.
    """
    if not Detention.objects.filter(id=detention_id).exists():
        raise NotFound
    with acting_as(actor.through("custody")):
        return Detention.objects.select_for_update().get(id=detention_id)


def require_any(actor: Actor, *permissions: str) -> None:
    """Refuse unless the actor holds one of them.

    Raises:
        NotPermitted: none of them.
    """
    if not any(actor.has(permission) for permission in permissions):
        raise NotPermitted


def happened_at(at: datetime | None, now: datetime) -> datetime:
    """When it happened, to the minute; now where nobody said.

    Raises:
        Invalid: it lies ahead.
    """
    if at is not None and at > now + CLOCKS_DIFFER:
        raise Invalid(errors=[{"field": "at", "code": "IN_FUTURE"}])
    return (at or now).replace(second=0, microsecond=0)


def require_words(words: str, field: str = "words") -> str:
    """What must be said in words.

    Raises:
        Invalid: under 10 characters.
    """
    if len(words.strip()) < LEAST_WORDS:
        raise Invalid(errors=[{"field": field, "code": "TOO_SHORT"}])
    return words.strip()


def require_reasons(reasons: str) -> None:
    """What a decision will ask for, asked beside the rest of its form.

    Raises:
        ThinReasons: they say nothing.
    """
    if are_reasons_thin(reasons, charter.current().boilerplate_reasons):
        raise ThinReasons(errors=[{"field": "reasons", "code": "TOO_THIN"}])


def said(details: dict[str, Any]) -> dict[str, Any]:
    """What people wrote beside the format: clean, without what is empty, and of a length that can be kept."""
    kept = {key: _said(value) for key, value in details.items()}
    if any(isinstance(value, list) and _is_cut(value) for value in details.values()):
        kept["flags"] = [*kept.get("flags", []), ITEMS_CUT]
    return {key: value for key, value in kept.items() if value not in ("", None, [], False)}


def _is_cut(lines: list[Any]) -> bool:
    """Whether a list is longer than can be kept: whoever signs for it is told."""
    is_long = any(len(in_one_line(one)) > LONGEST_LINE for one in lines[:MOST_LINES] if isinstance(one, str))
    return is_long or len(lines) > MOST_LINES


def _said(value: Any) -> Any:
    if isinstance(value, str):
        return cleaned(value)[:LONGEST_WORDS]
    if isinstance(value, list):
        lines = [in_one_line(one)[:LONGEST_LINE] if isinstance(one, str) else one for one in value[:MOST_LINES]]
        return [one for one in lines if one != ""]
    return value


def append(
    row: Detention,
    kind: str,
    *,
    actor: Actor,
    now: datetime,
    at: datetime,
    fields: dict[str, Any] | None = None,
    details: dict[str, Any] | None = None,
    decision_id: UUID | None = None,
    follow: bool = True,
) -> Event:
    """Write an event and let the row follow.

    Args:
        follow: False where more is written in the same breath, and the row follows at its end.

    Raises:
        Invalid: the fields are none of the format.
    """
    given = fields or {}
    if kind not in standing.BESIDE:
        try:
            standing.as_event(kind, row.number, at, given)
        except ValidationError as fault:
            wrong = [str(error["loc"][1]) for error in fault.errors() if len(error["loc"]) > 1]
            raise Invalid(errors=[{"field": name, "code": "MISSING"} for name in wrong or ["kind"]]) from fault
    event = Event(
        detention=row, owner_id=actor.home, kind=kind, at=at, fields=given, details=said(details or {}),
        decision_id=decision_id, recorded_at=now, recorded_by=actor.user, recorded_by_name=actor.name,
        staff_number=actor.staff_number,
    )  # fmt: skip
    event.save(force_insert=True)
    if decision_id is None:  # a fact of its own: whoever witnesses or decides was asked there
        named.tell_of_kin(row, actor=actor, now=now, reference=row.number)
    audit.record(
        f"custody.{kind}", row, actor=actor, at=now, after=given, words=str(event.details.get("words", "")),
        reference=row.number,
    )  # fmt: skip
    if follow:
        settle(row, actor=actor, now=now)
    return event


def witness(
    row: Detention, kind: str, *, actor: Actor, now: datetime, outcome: str, words: str, flags: list[str]
) -> UUID:
    """Write down as a fact what may have been unlawful (W-4); returns the decision's id."""
    fact = decisions.record_fact(
        f"custody.{kind}", row, actor=actor, now=now, outcome=outcome, owner_id=row.owner_id, words=words, flags=flags,
        party_ids=[UUID(str(one)) for one in row.party_ids], reference=row.number,
    )  # fmt: skip
    return fact.id
