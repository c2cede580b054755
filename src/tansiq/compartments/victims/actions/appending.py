"""Finding a matter, and adding one event to its ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple, is_dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max
from pydantic import ValidationError

from tansiq.compartments.victims import events
from tansiq.compartments.victims.actions.settling import settle
from tansiq.compartments.victims.kinds import BY_COURT, BY_OFFICE, UNPROVEN, WISHES, lifts
from tansiq.compartments.victims.models import CourtForm, Entry, Matter, Party, Statement
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.problems import Invalid, NotPermitted, existing
from tansiq.kernel.replays import end_of, start_of
from tansiq.kernel.said import is_number

LONGEST_PAPER, LONGEST_BESIDE = 200, 400
PREFIXES = {Party.Kind.VICTIM: "V", Party.Kind.HEIR: "H", Party.Kind.ACCUSED: "A"}
Told = dict[str, Any]


def locked_matter(matter_id: UUID) -> Matter:
    """The matter, with its ledger locked until the end of the transaction: lines are numbered one after the other."""
    row = existing(Matter.objects.filter(id=matter_id))
    with connection.cursor() as cursor:  # a court appends to a row that it may not change
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"ledger of {matter_id}"])
    return row


def require_kind(actor: Actor, kind: str) -> None:
    """Refuse whoever does not record this kind of event.

    Raises:
        NotPermitted: neither the office nor the court of the actor does.
    """
    if actor.system or actor.member_id is None:  # rule: G1
        raise NotPermitted
    office = actor.has("victims.record") and kind in BY_OFFICE | UNPROVEN
    if not office and not (actor.has("victims.rule") and kind in BY_COURT):
        raise NotPermitted


def party(matter: Matter, code: str, field: str, *kinds: str) -> Party:
    """The party of this code.

    Raises:
        Invalid: there is none of that kind in the matter.
    """
    row = Party.objects.filter(matter=matter, code=code, kind__in=kinds).first()
    if row is None:
        raise Invalid(errors=[{"field": field, "code": "UNKNOWN" if code else "MISSING"}])
    return row


def require_storable(**given: object) -> None:
    """Refuse a sign that no database holds, where a text is looked up: what is saved is bounded by its column.

    Raises:
        Invalid: a NUL character.
    """
    if bad := [name for name, value in given.items() if any("\0" in text for text in _texts(value))]:
        raise Invalid(errors=[{"field": name, "code": "UNSTORABLE"} for name in bad])


def _texts(value: object) -> Iterator[str]:
    """Every text at any depth of a value."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _texts(astuple(value))
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def new_party(
    matter: Matter, kind: Party.Kind, *, actor: Actor, now: datetime, name: str = "", reference: str = ""
) -> Party:
    """Somebody whom events can name from now on; the first of a kind is 1."""
    count = Party.objects.filter(matter=matter, kind=kind).count()
    row = Party(
        matter=matter, owner_id=matter.owner_id, kind=kind, code=f"{PREFIXES[kind]}{count + 1}", name=name.strip(),
        reference=reference.strip(), added_at=now, added_by=actor.user,
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def append(
    matter: Matter, kind: str, told: Told, *, at: date, paper: str, actor: Actor, now: datetime,
    heir: Party | None = None, form: CourtForm | None = None, statement: Statement | None = None,
    unlisted: Party | None = None, beside: Mapping[str, str] | None = None,
) -> Entry:  # fmt: skip
    """Add one event, as contracts 6 writes it.

    Args:
        at: when it happened: a day, or an aware time. Not after `now`.
        paper: where it stands, or who said it.
        heir: whose wish it tells.
        form: the form of a court that two people typed alike.
        statement: what the heir had said before anybody was accused, and says again with this.
        beside: what was told with it and has no place in the event, by name; what is empty is left out.
        unlisted: an heir of whom it tells and whom no certificate lists: nothing for counsel of the others either.

    Raises:
        Invalid: no paper, a moment that has not come, or a field that the event cannot have.
        Reauthenticate: it may lift a stop, and the last proof of who acts is too old.
    """
    tz = charter.current().jurisdiction.tz
    require_told(at, paper, now)
    if lifts(kind, told):  # rule: Q-23
        actor.require_fresh()
    more = kept_beside(beside or {})
    event: Told = {"kind": kind, "at": at.isoformat()} | told
    if "record" in event and not is_number(event["record"]):  # rule: Q-05
        event["record"] = None  # it waits: «not issued yet», however it is said, is no number
    event_of(event)
    last = Entry.objects.filter(matter=matter).aggregate(last=Max("number"))["last"] or 0
    row = Entry(
        matter=matter, owner_id=matter.owner_id, number=last + 1, kind=kind, event=event, paper=paper.strip(),
        form=form, statement=statement, beside=more,
        heir=heir if is_wish(kind, told) else unlisted, happened_at=min(end_of(at, tz), now), recorded_at=now,
        recorded_by=actor.user, recorded_by_name=actor.name,
        is_alone=form is None and not actor.has("victims.rule"),  # rule: Q-11, Q-16 -> is_alone=form is None,
    )  # fmt: skip
    row.save(force_insert=True)
    # The log names the kind and the number of the matter: never who is meant, nor what anybody wants.
    audit.record("victims.recorded", row, actor=actor, at=now, reference=matter.number)
    settle(matter, actor=actor, now=now)  # rule: Q-23
    return row


def kept_beside(given: Mapping[str, str]) -> dict[str, str]:
    """What stands beside an event, without blanks.

    Raises:
        Invalid: a text that is too long, or that no database holds.
    """
    require_storable(**given)
    found = {name: text.strip() for name, text in given.items() if text.strip()}
    if long := [name for name, text in found.items() if len(text) > LONGEST_BESIDE]:
        raise Invalid(errors=[{"field": name, "code": "TOO_LONG"} for name in long])
    return found


def require_told(at: date, paper: str, now: datetime) -> None:
    """Refuse a moment that has not come, and words of which nobody knows where they stand.

    Raises:
        Invalid: as said.
    """
    if not paper.strip():
        raise Invalid(errors=[{"field": "paper", "code": "MISSING"}])
    if len(paper.strip()) > LONGEST_PAPER:
        raise Invalid(errors=[{"field": "paper", "code": "TOO_LONG"}])
    if start_of(at, charter.current().jurisdiction.tz) > now:
        raise Invalid(errors=[{"field": "on", "code": "IN_FUTURE"}])


def is_wish(kind: str, told: Told) -> bool:
    """Whether an event tells the wish of one heir: a pardon too, until a court's record says it to everybody."""
    return kind in WISHES or (kind in UNPROVEN and not events.has_number(told.get("record") or ""))


def event_of(event: Told) -> Any:
    """The event that the replay reads.

    Raises:
        Invalid: a field that it cannot have.
    """
    try:
        return events.ADAPTER.validate_python(event)
    except ValidationError as fault:
        found = {_field(error["loc"]): _fault(error) for error in reversed(fault.errors(include_url=False))}
        raise Invalid(errors=[{"field": name, "code": code} for name, code in reversed(found.items())]) from fault


def _fault(error: Mapping[str, Any]) -> str:
    """What is wrong with a field: nothing stands in it, it is none of the answers, or it cannot be read."""
    if error["type"] == "missing" or error["input"] in (None, ""):
        return "MISSING"
    return "UNKNOWN" if error["type"] == "literal_error" else "UNREADABLE"


def _field(place: tuple[int | str, ...]) -> str:
    """The field at fault: the place begins with the kind."""
    names = [str(part) for part in place[1:] if isinstance(part, str)]
    return {"at": "on"}.get(names[0], names[0]) if names else "on"
