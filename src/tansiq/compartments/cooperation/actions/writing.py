"""Finding a file, what every record of it must carry, and what moves it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, models

from tansiq.compartments.cooperation import rules
from tansiq.compartments.cooperation.errors import FileEnded, NotNext
from tansiq.compartments.cooperation.models import Call, Claim, Counsel, File, Step
from tansiq.gateway import passages
from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.charter import Charter
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.cleaning import cleaned
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks import queries as clock_queries
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions.errors import NotAPerson
from tansiq.kernel.problems import Invalid, NotPermitted, existing

_ROOM = system_actor("gateway")
FIRST_YEAR = 1900
AHEAD = timedelta(minutes=5)  # clocks of two devices differ
LONGEST = {
    "paper": 200, "reference": 60, "name": 120, "mandate": 120, "place": 200, "heard_by": 200, "phone": 60,
    "lawyer": 120, "recording": 64, "psychologist": 120, "asked_by": 200, "reported_by": 200,
}  # fmt: skip


def today(now: datetime) -> Charter:
    """The charter of that day."""
    return charter.current().on(charter.local_day(now))


def find_file(file_id: UUID) -> File:
    """The file, locked against other acts until the end of the transaction.

    Raises:
        NotFound: absent, or hidden.
    """
    with connection.cursor() as cursor:  # not every reader may change the row, and each may add to the file
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"cooperation {file_id}"])
    return existing(File.objects.filter(id=file_id))


def require_one_of(actor: Actor, *permissions: str) -> None:
    """Refuse whoever holds none of these, or is no person.

    Raises:
        NotPermitted, NotAPerson: as said.
    """
    if actor.system or actor.member_id is None:
        raise NotAPerson
    if not any(actor.has(permission) for permission in permissions):
        raise NotPermitted


def require_fields(now: datetime, given: Mapping[str, object], *, may_be_empty: tuple[str, ...] = ()) -> dict[str, Any]:
    """Texts without signs that nobody sees or white space at their ends, and moments that can have been.

    Raises:
        Invalid: a text is missing or too long, or a moment lies in the future or before 1900.
    """
    told = {
        name: cleaned(value) if isinstance(value, str) else value for name, value in given.items()
    }  # rule: W-4 -> told = dict(given)
    errors = [
        {"field": name, "code": fault}
        for name, value in told.items()
        if (fault := _fault(name, value, now, may_be_empty=name in may_be_empty))
    ]
    if errors:
        raise Invalid(errors=errors)
    return told


def _fault(name: str, value: object, now: datetime, *, may_be_empty: bool) -> str:
    if value is None or value == "":
        return "" if may_be_empty else "MISSING"
    if isinstance(value, str) and len(value) > LONGEST.get(name, 20_000):
        return "TOO_LONG"
    if isinstance(value, datetime) and value > now + AHEAD:
        return "IN_FUTURE"
    return "TOO_OLD" if isinstance(value, date) and value.year < FIRST_YEAR else ""


def require_code(vocabulary: str, code: str, field: str, now: datetime) -> Any:
    """The row of the charter of the day.

    Raises:
        Invalid: it has none of this code.
    """
    try:
        return next(row for row in today(now).rows(vocabulary) if row.code == code)
    except (StopIteration, UnknownCode) as fault:
        raise Invalid(errors=[{"field": field, "code": "UNKNOWN" if code else "MISSING"}]) from fault


def require_open(row: File) -> None:
    """Refuse a plan in a file that has ended.

    Raises:
        FileEnded: it has.
    """
    if rules.is_ended(row.state):
        raise FileEnded


def written(row: File, actor: Actor, now: datetime) -> dict[str, Any]:
    """The columns of every record of a file."""
    return {
        "file_id": row.id, "owner_id": row.owner_id, "recorded_at": now, "recorded_by": actor.user,
        "recorded_by_name": actor.name,
    }  # fmt: skip


def has_counsel(row: File) -> bool:
    return Counsel.objects.filter(file=row, ended_at=None).exists()


def step(row: File, kind: str, *, actor: Actor, now: datetime, at: datetime, words: str = "", paper: str = "") -> Step:
    """Write down what moved the file."""
    made = Step(kind=kind, happened_at=at, words=words, paper=paper, **written(row, actor, now))
    made.save(force_insert=True)
    return made


def put(row: File, to: str, *, now: datetime, **more: Any) -> None:
    """Let the file stand where a step has brought it; where it ends, its clocks stop.

    Raises:
        NotNext: it does not stand where this step begins.
    """
    if to not in rules.LEAVES and not rules.may_move(row.state, to):
        raise NotNext
    changes: dict[str, Any] = {"state": to} | more
    if rules.is_ended(to):
        changes["ended_at"] = now
        claims = list(Claim.objects.filter(file=row).values_list("id", flat=True))
        with acting_as(_ROOM):
            for one in (row.id, *claims):
                clocks.stop_all(one, now=now)
            clocks.end(_called(row), stopped_at=now)
    if File.objects.filter(id=row.id, state=row.state).update(**changes) != 1:
        raise NotNext
    for name, value in changes.items():
        setattr(row, name, value)


def _called(row: File) -> list[UUID]:
    """Clocks of the calls of a file, by its number: counsel, who may end it, reads no call."""
    rows = clock_queries.Clock.objects.filter(subject_kind=Call._meta.label_lower, reference=row.number)
    return list(rows.values_list("id", flat=True))


def start_clock(
    code: str, subject: models.Model, number: str, *, now: datetime, due_at: datetime | None = None
) -> None:
    """Start a clock of the prosecution's, whoever writes down what it runs from: handlers are of other agencies."""
    with acting_as(_ROOM):
        clocks.start(code, subject, owner_id=subject.owner_id, reference=number, now=now, due_at=due_at)  # type: ignore[attr-defined]


def meet_clock(code: str, subject_id: UUID, *, now: datetime) -> None:
    with acting_as(_ROOM):
        clocks.meet(code, subject_id, now=now)


def tell_inspector(code: str, reference: str, *, actor: Actor, now: datetime) -> None:
    """A notice: a code and a number, no name and no word."""
    notice = passages.Notice(code=code, reference=reference)
    passages.cross("notice", notice, actor=actor, now=now, owner_id=actor.home)


def tell_child_protection(code: str, row: File, *, now: datetime) -> None:
    """An alarm for every civilian child-protection desk: a number, no name and no word."""
    with acting_as(_ROOM):
        clocks.tell(code, role="child_protection", now=now, reference=row.number, subject=("cooperation.file", row.id))


def tell_own(code: str, subject: models.Model, number: str, *, role: str, owner_id: UUID, now: datetime) -> None:
    """An alarm for a role of the prosecution that owns a record; whoever writes it down may be of another agency."""
    with acting_as(_ROOM):
        clocks.tell(
            code, role=role, now=now, reference=number, agency_id=owner_id,
            subject=(subject._meta.label_lower, subject.pk),
        )  # fmt: skip
