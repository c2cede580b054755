"""The steps of our office on a waiver: heard alone, sent to the court. These are bound (G11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tansiq.compartments.victims import ledger
from tansiq.compartments.victims.actions.appending import (
    Told,
    append,
    event_of,
    locked_matter,
    require_kind,
)
from tansiq.compartments.victims.actions.contacts import tell_inspector, tell_of_unplanned
from tansiq.compartments.victims.consent import plan_in_force
from tansiq.compartments.victims.errors import NoCourt, NoReader, NoSession, NotReconfirmed
from tansiq.compartments.victims.models import Entry, Errand, Matter, Party, Session
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.problems import Invalid, Problem
from tansiq.kernel.replays import Line, start_of

PURPOSE, LONGEST_NAME, LONGEST_PLACE = "SESSION", 120, 200
ENTERED_LATE, LATE = "SESSION_ENTERED_LATE", timedelta(days=1)
# What an hour with an heir was without, as its page says it: it took place, and no step rests on it.
NOT_ALONE, NOT_A_WOMAN = "NOT_ALONE", "NOT_A_WOMAN"
# What the inspector reads of it, by what it was without.
TOLD = {NOT_A_WOMAN: "SESSION_WITHOUT_WOMAN"} | dict.fromkeys(
    (NOT_ALONE, "NOT_READ_ALOUD", "NO_READER"), "SESSION_NOT_PRIVATE"
)
OUT_OF_TURN = "ASKED_OUT_OF_TURN"
# What the replay would say of a waiver that our own office sends is refused before it is sent.
REFUSALS: dict[str, type[Problem]] = {
    "NO_SESSION": NoSession, "NOT_RECONFIRMED": NotReconfirmed, "NO_READER": NoReader,
}  # fmt: skip


def known(matter: Matter, waiver: str) -> Entry:
    """The first paper, or the pardon spoken in court, of this name.

    Raises:
        Invalid: nobody recorded one.
    """
    rows = Entry.objects.filter(matter=matter, kind__in=("waiver", "pardon_in_court"), event__waiver=waiver)
    row = rows.order_by("number").first()
    if row is None:
        raise Invalid(errors=[{"field": "waiver", "code": "UNKNOWN" if waiver else "MISSING"}])
    return row


def require_effect(matter: Matter, event: Told, now: datetime) -> None:
    """Refuse a step of our own office that the replay would give no effect."""
    if (code := against(matter, event, now)) in REFUSALS:  # rule: G11, E44
        raise REFUSALS[code]


def against(matter: Matter, event: Told, now: datetime) -> str:
    """Why the replay would give an event no effect; empty where it would have one."""
    rows = list(Entry.objects.filter(matter=matter))
    lines, number = ledger.lines_of(rows), max(row.number for row in rows) + 1
    made = event_of(event)
    lines.append(Line(number, made, start_of(made.at, charter.current().jurisdiction.tz)))
    found = ledger.replayed(lines, at=now)
    return next((one.code for one in found.refused if one.line == number), "")


def is_woman_missed(actor: Actor, heir: Party | None, at: datetime) -> bool:
    """Whether the heir had asked for a woman when she was heard, and was heard by somebody else (E45)."""
    plan = plan_in_force(heir, at) if heir else None
    return plan is not None and plan.needs_woman and "womens_officer" not in actor.roles


def tell_of_flags(flags: Sequence[str], matter: Matter | Errand, *, actor: Actor, now: datetime) -> None:
    """Tell the inspector of what an hour with an heir was without, each kind once."""
    for code in dict.fromkeys(TOLD.get(flag, OUT_OF_TURN) for flag in flags):  # rule: W-4 -> for code in ():
        tell_inspector(code, matter, actor=actor, now=now)


def tell_if_unsafe(heir: Party | None, actor: Actor, now: datetime) -> None:
    """A session is a contact: one for which nobody has asked how the heir is met safely is told (G10)."""
    if heir is not None:
        tell_of_unplanned(heir, PURPOSE, actor=actor, now=now)


@transaction.atomic
def hold_session(
    *, actor: Actor, now: datetime, matter_id: UUID, waiver: str, is_alone: bool, was_read_aloud: bool, reader: str,
    counsellor: str, place: str, words: str, held_at: datetime | None = None,
) -> Session:  # fmt: skip
    """Write down the private session: the heir alone with our officer, who says what the waiver does and does not do.

    It took place and is kept (W-4). Where somebody else was there, nothing was read, or the heir had asked for a woman
    and none heard her, it is no session of the ledger: no step rests on it, it is flagged, and the inspector is told.

    Args:
        held_at: when it took place, where it is written down later; the days for reflection run from then.
        is_alone: nobody was present but our officer, whom the heir chose to bring, and the counsellor.
        was_read_aloud: the page of what the waiver does was read to the heir before anything else.
        reader: who read it, where the heir does not read: somebody whom the heir trusts.
        counsellor: the independent counsellor, or why there was none.
        place: where the heir was heard.
        words: what the heir said, in the heir's words.

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
    """
    matter = locked_matter(matter_id)
    require_kind(actor, "session")
    paper = known(matter, waiver)
    _require_told(counsellor, words)
    where, at, beside = where_heard(actor, place), held_at or now, counsellor.strip()[:200]
    if at > now:
        raise Invalid(errors=[{"field": "held_at", "code": "IN_FUTURE"}])
    flags = _lacking(paper, is_alone=is_alone, was_read_aloud=was_read_aloud, reader=reader)
    if is_woman_missed(actor, paper.heir, at):  # rule: E45
        flags.append(NOT_A_WOMAN)
    entry = None if flags else append(
        matter, "session", {"waiver": waiver}, at=at, paper=beside, actor=actor, now=now, heir=paper.heir
    )  # fmt: skip
    row = Session(
        matter=matter, owner_id=matter.owner_id, entry=entry, waiver=waiver, is_second=False, flags=flags,
        reader=reader.strip()[:LONGEST_NAME], counsellor=counsellor.strip()[:LONGEST_NAME], words=words.strip(),
        held_at=at, recorded_at=now if held_at else None, held_by=actor.user, held_by_name=actor.name, **where,
    )  # fmt: skip
    row.save(force_insert=True)
    _tell_of_session(row, paper.heir, actor, now)
    audit.record("victims.session_held", row, actor=actor, at=now, reference=matter.number)
    return row


def _tell_of_session(row: Session, heir: Party | None, actor: Actor, now: datetime) -> None:
    """Tell the inspector of a session that lacked something, was entered late, or was not planned safely."""
    tell_of_flags(row.flags, row.matter, actor=actor, now=now)
    if now - row.held_at > LATE:  # a day that is named afterwards shortens what is left for reflection
        tell_inspector(ENTERED_LATE, row.matter, actor=actor, now=now)
    tell_if_unsafe(heir, actor, now)


def _lacking(paper: Entry, *, is_alone: bool, was_read_aloud: bool, reader: str) -> list[str]:
    """What a session was without that a private one needs; codes for its page."""
    reads = bool(paper.event.get("literate", True)) or bool(reader.strip())
    met = {NOT_ALONE: is_alone, "NOT_READ_ALOUD": was_read_aloud, "NO_READER": reads}
    return [code for code, holds in met.items() if not holds]  # rule: G11, JUD-04, E44 -> return []


def _require_told(counsellor: str, words: str) -> None:
    """The counsellor, or why there was none, and what the heir said in ten characters at least."""
    if not counsellor.strip():
        raise Invalid(errors=[{"field": "counsellor", "code": "MISSING"}])
    if len(words.strip()) < 10:
        raise Invalid(errors=[{"field": "words", "code": "TOO_SHORT"}])


def where_heard(actor: Actor, place: str) -> Told:
    """Where somebody was heard, and at whose desk."""
    if not place.strip() or len(place.strip()) > LONGEST_PLACE:
        raise Invalid(errors=[{"field": "place", "code": "TOO_LONG" if place.strip() else "MISSING"}])
    return {"place": place.strip(), "desk_id": actor.home}


@transaction.atomic
def send_to_court(*, actor: Actor, now: datetime, matter_id: UUID, waiver: str, paper: str) -> Entry:
    """Send a waiver to the court that has the matter: a plan of our office, and bound as one (G11).

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
        NoCourt: no court has the matter.
        NoSession, NotReconfirmed, NoReader: a step is missing.
    """
    matter = locked_matter(matter_id)
    require_kind(actor, "sent_to_court")
    mine = known(matter, waiver)
    if matter.court_id is None:
        raise NoCourt
    require_effect(matter, {"kind": "sent_to_court", "at": now.isoformat(), "waiver": waiver}, now)
    return append(
        matter, "sent_to_court", {"waiver": waiver}, at=now, paper=paper, actor=actor, now=now, heir=mine.heir
    )


def waivers_of(rows: Sequence[Entry]) -> list[Entry]:
    """The first paper of each waiver, and each pardon."""
    found: dict[str, Entry] = {}
    for row in rows:
        if row.kind in ("waiver", "pardon_in_court"):
            found.setdefault(row.event["waiver"], row)
    return list(found.values())
