"""Heirs of a victim whom nobody knows are searched for by a public notice that endangers nobody (Q-19)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.victims.actions.appending import locked_matter, require_storable
from tansiq.compartments.victims.errors import AlreadyDone, NamesSomebody
from tansiq.compartments.victims.models import HeirSearch, Party
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.folding import fold
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, existing
from tansiq.kernel.replays import end_of
from tansiq.people.rules import new_number

SEARCH, NOT_FOUND = "HEIRS-SEARCH", "HEIRS-NOT-FOUND"
LONGEST = {"place": 200, "happened": 120, "court": 200}


@dataclass(frozen=True)
class NoticeDraft:
    """What the public notice says.

    Attributes:
        place: as anybody may read it, no house and no road.
        happened: the day or the season, in words; may be empty.
        prints_name: the victim's name may stand on it.
    """

    place: str
    happened: str = ""
    court: str = ""
    prints_name: bool = False


@transaction.atomic
def search_heirs(*, actor: Actor, now: datetime, party_id: UUID, draft: NoticeDraft, due_on: date) -> HeirSearch:
    """Begin the search for the heirs of a victim: whoever begins it answers for it until a colleague takes it over.

    Args:
        due_on: the day on which the office looks what has come of it.

    Raises:
        NotFound: absent, hidden, or no victim.
        NotPermitted: another than the office.
        AlreadyDone: they are searched for already.
        NamesSomebody: the notice names an heir, or an accused by his case.
        Invalid: no place, a text that is too long, a name that nobody knows, or a day that has passed.
    """
    row = existing(Party.objects.filter(id=party_id, kind=Party.Kind.VICTIM).select_related("matter"))
    locked_matter(row.matter_id)
    actor.require("victims.record")
    told = _told(draft)
    if due_on <= charter.local_day(now):
        raise Invalid(errors=[{"field": "due_on", "code": "TOO_OLD"}])
    if draft.prints_name and not row.name:
        raise Invalid(errors=[{"field": "prints_name", "code": "MISSING"}])
    if HeirSearch.objects.filter(victim=row, ended_at=None).exists():
        raise AlreadyDone
    _require_nobody(told, Party.objects.filter(matter_id=row.matter_id).exclude(id=row.id))
    made = HeirSearch(
        number=new_number("heirs_search"), matter=row.matter, victim=row, owner_id=row.owner_id, due_on=due_on,
        prints_name=draft.prints_name, responsible=actor.user, responsible_name=actor.name, started_at=now,
        started_by=actor.user, **told,
    )  # fmt: skip
    made.save(force_insert=True)
    with acting_as(actor.through("gateway")):
        clocks.start(  # rule: Q-19
            SEARCH, made, owner_id=made.owner_id, reference=made.number, now=now,
            due_at=end_of(due_on, charter.current().jurisdiction.tz),
        )  # fmt: skip
    audit.record("victims.search_begun", made, actor=actor, at=now, reference=row.matter.number)
    return made


def _told(draft: NoticeDraft) -> dict[str, str]:
    told = {name: getattr(draft, name).strip() for name in LONGEST}
    require_storable(**told)
    errors = [{"field": name, "code": "TOO_LONG"} for name, most in LONGEST.items() if len(told[name]) > most]
    if not told["place"]:
        errors.append({"field": "place", "code": "MISSING"})
    if errors:
        raise Invalid(errors=errors)
    return told


def _require_nobody(told: dict[str, str], others: Iterable[Party]) -> None:
    """A notice that hangs in public names nobody but whom it is about.

    Raises:
        NamesSomebody: it names an heir, another victim, or a case.
    """
    named = [fold(word) for row in others for word in (row.name, row.reference) if word.strip()]
    faults = [name for name, text in told.items() if any(word in fold(text) for word in named)]
    if faults:  # rule: Q-19
        raise NamesSomebody(errors=[{"field": name, "code": NamesSomebody.code} for name in faults])


def _open(search_id: UUID, actor: Actor) -> HeirSearch:
    row = existing(HeirSearch.objects.filter(id=search_id).select_related("matter", "victim"))
    locked_matter(row.matter_id)
    actor.require("victims.record")
    row.refresh_from_db(fields=["ended_at"])
    if row.ended_at is not None:
        raise AlreadyDone
    return row


@transaction.atomic
def take_search(*, actor: Actor, now: datetime, search_id: UUID) -> HeirSearch:
    """Answer for a search from now on.

    Raises:
        NotFound, NotPermitted: as ever.
        AlreadyDone: it has ended.
    """
    row = _open(search_id, actor)
    before, row.responsible, row.responsible_name = row.responsible_name, actor.user, actor.name
    row.save(update_fields=["responsible", "responsible_name"])
    audit.record(
        "victims.search_taken", row, actor=actor, at=now, reference=row.matter.number, before=before, after=actor.name
    )
    return row


@transaction.atomic
def end_search(*, actor: Actor, now: datetime, search_id: UUID, outcome: str, words: str) -> HeirSearch:
    """Say what came of a search. Who the heirs are a court certifies; where nobody was found the court is told.

    Raises:
        NotFound, NotPermitted: as ever.
        AlreadyDone: it has ended.
        Invalid: no such outcome, or nothing said.
    """
    row = _open(search_id, actor)
    require_storable(words=words)
    if outcome not in HeirSearch.Outcome or not words.strip():
        field = "words" if outcome in HeirSearch.Outcome else "outcome"
        raise Invalid(errors=[{"field": field, "code": "MISSING"}])
    row.outcome, row.words = outcome, words.strip()
    row.ended_at, row.ended_by, row.ended_by_name = now, actor.user, actor.name
    row.save(update_fields=["outcome", "words", "ended_at", "ended_by", "ended_by_name"])
    with acting_as(actor.through("gateway")):
        clocks.meet(SEARCH, row.id, now=now)
        if outcome == HeirSearch.Outcome.NONE and row.matter.court_id:
            clocks.tell(  # rule: Q-19
                NOT_FOUND, role="registrar", agency_id=row.matter.court_id, now=now, reference=row.matter.number,
                subject=("victims.heirsearch", row.id),
            )  # fmt: skip
    audit.record("victims.search_ended", row, actor=actor, at=now, reference=row.matter.number, after=outcome)
    return row
