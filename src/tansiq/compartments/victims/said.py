"""What heirs said before anybody was accused, and whom of them the office asks again; what a victim says who lives.

Row security decides which rows exist.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from tansiq.compartments.victims.events import has_number
from tansiq.compartments.victims.models import Entry, Party, Statement
from tansiq.kernel.problems import NotFound, existing

MOST = 500
# What a judge says of a stop that a statement caused.
RULED = "hold_ruled"


def statements(matter_id: UUID) -> list[Statement]:
    """What heirs said while nobody was accused, the first first, with what was taken up of it."""
    rows = Statement.objects.filter(matter_id=matter_id).select_related("heir").prefetch_related("acts__form")
    return list(rows[:MOST])


def statement(matter_id: UUID, told: str, kind: str) -> Statement:
    """A statement that is taken up: of this matter and kind, by its handle.

    Raises:
        NotFound: absent, hidden, withdrawn, or no handle.
    """
    try:
        key = UUID(told)
    except ValueError as fault:
        raise NotFound from fault
    return existing(Statement.objects.filter(id=key, matter_id=matter_id, kind=kind, withdrawn_at=None))


def held(matter_id: UUID, now: datetime) -> set[str]:
    """Accused of a matter for whom something irreversible waits because of what was said of nobody."""
    accused = Party.objects.filter(matter_id=matter_id, kind=Party.Kind.ACCUSED)
    return held_of(Statement.objects.filter(matter_id=matter_id).prefetch_related("acts__form"), accused, now)


def held_of(rows: Iterable[Statement], accused: Iterable[Party], until: datetime) -> set[str]:
    """The same from rows that are in hand, as it stood at a moment.

    The text is silent on whom a pardon means that was given before anybody was accused, so that it holds for each, as
    an alleged waiver does, and is a waiver of nobody: until the heir has said it of that one, which then holds by
    itself, or a judge has ruled since it was said. What was taken back before somebody was accused holds nothing for
    him; afterwards it ends no stop.
    """
    everybody, found = list(accused), set()
    for row in rows:
        if row.kind != Statement.Kind.WAIVER or not row.told["qisas"] or row.recorded_at > until:
            continue
        acts = [act for act in row.acts.all() if act.recorded_at <= until]
        asked = {code for act in acts if act.kind != RULED for code in _accused_of(act)}
        ruled = [at for act in acts if act.kind == RULED and (at := _ruled_until(row, act))]
        named = row.told.get("accused") or [one.code for one in everybody]
        found |= {
            one.code for one in everybody
            if one.kind == Party.Kind.ACCUSED and one.added_at <= until and one.code not in asked and one.code in named
            and not (row.withdrawn_at and row.withdrawn_at < one.added_at)
            and not any(one.added_at <= at for at in ruled)
        }  # fmt: skip
    return found


def _ruled_until(row: Statement, act: Entry) -> datetime | None:
    """Until when somebody was accused whom a ruling sets free of the stop; None where it ends nothing.

    One from before the words were said is not about them, and one on a form knows those who stand on it, no other.
    """
    if not has_number(act.event["record"]) or act.happened_at < row.said_at:  # rule: Q-23
        return None
    if act.form_id is None:
        return act.happened_at
    return min(act.happened_at, act.form.printed_at) if act.form else None  # rule: Q-23 -> return act.happened_at


def on_form(row: Statement, accused: Iterable[Party], printed_at: datetime) -> list[Party]:
    """Whom a form on a statement names: each for whom something irreversible waited when it was printed."""
    everybody = list(accused)
    codes = held_of([row], everybody, printed_at)
    return [one for one in everybody if one.code in codes]


def statement_on(statement_id: UUID) -> Statement:
    """A statement with what came of it, by its handle.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Statement.objects.filter(id=statement_id).select_related("heir").prefetch_related("acts__form"))


def may_speak(parties: Iterable[Party], entries: Iterable[Entry]) -> list[Party]:
    """Victims who live, or lived when they came into the file: whoever was hurt may ask and waive for himself."""
    alive = {row.event["victim"] for row in entries if row.kind == "victim" and not row.event["died_on"]}
    return [row for row in parties if row.kind == Party.Kind.VICTIM and row.code in alive]


def waiver_said(statement_id: UUID) -> Statement:
    """What an heir said of a waiver, by its handle.

    Raises:
        NotFound: absent, hidden, or no waiver.
    """
    rows = Statement.objects.filter(id=statement_id, kind=Statement.Kind.WAIVER).select_related("matter", "heir")
    return existing(rows.prefetch_related("acts__form"))


def unasked() -> list[tuple[Statement, Party]]:
    """Statements that stand, with the first accused against whom the heir has not yet been asked anew."""
    rows = list(
        Statement.objects.filter(withdrawn_at=None, heir__kind=Party.Kind.HEIR)
        .select_related("matter", "heir").prefetch_related("acts")
    )  # fmt: skip
    accused: dict[UUID, list[Party]] = {}
    for one in Party.objects.filter(matter_id__in={row.matter_id for row in rows}, kind=Party.Kind.ACCUSED):
        accused.setdefault(one.matter_id, []).append(one)
    found = []
    for row in rows:
        asked = {code for act in row.acts.all() if act.kind != RULED for code in _accused_of(act)}
        left = [one for one in accused.get(row.matter_id, []) if one.code not in asked]
        if left:
            found.append((row, left[0]))
    return found


def _accused_of(entry: Entry) -> list[str]:
    named = entry.event["accused"]
    return list(named) if isinstance(named, list) else [named]
