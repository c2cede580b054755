"""A family asks after somebody (G24): every force is asked, kin are told, and nobody closes it alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast
from uuid import UUID

from django.db import transaction

from tansiq import names
from tansiq.compartments.custody.actions.writing import LONGEST_WORDS, require_words
from tansiq.compartments.custody.errors import AlreadyAnswered, ForceAnswers
from tansiq.compartments.custody.models import Detention, Enquiry, EnquiryAsk, Place
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.rules import Kind, Standing
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.folding import fold
from tansiq.kernel.cleaning import cleaned, in_one_line
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import NotFound, Together
from tansiq.people import actions as people
from tansiq.people import queries as people_queries
from tansiq.people.drafts import CheckedKit, KitDraft
from tansiq.people.rules import new_number

RELATIONS: Final = (
    "mother", "father", "wife", "husband", "sister", "brother", "guardian", "counsel", "other",
    "daughter", "son",  # rule: E43
)  # fmt: skip
# Of the persons whom a force holds, so many that may be meant are put before whoever answers for it.
MOST_LIKE = 5
SHORTEST_NAME = 3
CLOCK = "ENQUIRY"


@dataclass(frozen=True)
class EnquiryDraft:
    """What somebody who looks for a relative says, at a desk or by voice.

    Attributes:
        relation: one of `RELATIONS`: the asker is the person's mother, son, and so on.
        is_by_child: whoever asks is a child: heard in the same way, with an adult whom the child trusts (E43).
        kin_words: how kinship was shown; empty where it was not. No paper is needed where two witnesses know them.
        last_seen: where, when and with whom he was last seen.
        at_place: the place at which they asked for him, where they did (E49).
    """

    kit: KitDraft
    by_name: str
    relation: str
    channel: str = "desk"
    is_by_child: bool = False
    kin_words: str = ""
    last_seen: str = ""
    at_place: str = ""


@transaction.atomic
def open_enquiry(*, actor: Actor, now: datetime, draft: EnquiryDraft) -> Enquiry:
    """Write down whom a family looks for, and ask every force. A number to search with is given in every case.

    What the family is told at the desk does not depend on what anybody holds, unless kinship was shown.

    Raises:
        NotPermitted: the actor's desk hears no families.
        Invalid: nobody asks, or an unknown relation or channel.
        NoName, WhichCalendar, ImpossibleDate, BadIdentifier: the person cannot be written down so.
    """
    actor.require("custody.enquire")
    checked = _checked(draft, now)
    kit = people.add_kit(actor=actor, now=now, owner_id=actor.home, checked=checked, index="none")
    row = Enquiry(
        number=new_number("enquiry"), owner_id=actor.home, kit_id=kit.id, by_name=in_one_line(draft.by_name)[:120],
        relation=draft.relation, is_by_child=draft.is_by_child, kin_shown=bool(cleaned(draft.kin_words)),
        kin_words=in_one_line(draft.kin_words)[:200], channel=draft.channel,
        last_seen=cleaned(draft.last_seen)[:LONGEST_WORDS], asked_at=now, asked_by=actor.user,
        due_at=clocks.due_of(CLOCK, now),
    )  # fmt: skip
    row.save(force_insert=True)
    with acting_as(actor.through("gateway")):
        clocks.start(CLOCK, row, owner_id=actor.home, reference=row.number, now=now)
    audit.record("custody.enquiry_opened", row, actor=actor, at=now, reference=row.number)
    _ask_all(row, actor=actor, now=now)
    _tell_of_place(row, draft.at_place, actor=actor, now=now)
    _recognise(row, checked, actor=actor, now=now)
    return row


def _checked(draft: EnquiryDraft, now: datetime) -> CheckedKit:
    """Whom they look for; every fault of the form is told at once."""
    asked, name = Together(), in_one_line(draft.by_name)
    if len(name) < SHORTEST_NAME:
        asked.fault("by_name", "TOO_SHORT_A_NAME" if name else "MISSING")
    if draft.relation not in RELATIONS:
        asked.fault("relation", "UNKNOWN" if draft.relation else "MISSING")
    if draft.channel not in Enquiry.Channel.values:
        asked.fault("channel", "UNKNOWN" if draft.channel else "MISSING")
    checked = asked.ask(lambda: draft.kit.checked(today=charter.local_day(now)))
    asked.settle()
    return cast("CheckedKit", checked)


def _forces() -> list[UUID]:
    """Every agency that arrests, and every one that runs a place on the list."""
    arrests = set(access.agencies().filter(may_arrest=True).exclude(kind=Kind.LIST).values_list("id", flat=True))
    runs = set(Place.objects.values_list("agency_id", flat=True))
    return sorted(arrests | runs, key=str)


def _ask_all(row: Enquiry, *, actor: Actor, now: datetime) -> None:
    """Each force is asked by itself, suspended or not; the clock of each runs."""
    for agency_id in _forces():  # rule: G24 -> for agency_id in []:
        one = EnquiryAsk(
            enquiry=row, number=row.number, kit_id=row.kit_id, desk_id=row.owner_id, owner_id=agency_id, asked_at=now,
            due_at=row.due_at,
        )  # fmt: skip
        with acting_as(actor.through("custody")):
            one.save(force_insert=True)
        with acting_as(actor.through("gateway")):
            clocks.start(CLOCK, one, owner_id=agency_id, reference=row.number, now=now, waiting_id=row.owner_id)


def _tell_of_place(row: Enquiry, at_place: str, *, actor: Actor, now: datetime) -> None:
    """A family was sent to, or waits at, a place that is not on the list: the inspector hears of it at once (E49)."""
    words = at_place.strip()
    if not words:
        return
    known = {fold(name) for place in Place.objects.all() for name in (place.code, place.name_ar, place.name_en)}
    if fold(words) not in known:  # rule: E49
        clocks.tell(
            "FAMILY_AT_UNLISTED_PLACE", role="inspector", now=now, reference=row.number,
            subject=("custody.enquiry", row.id),
        )  # fmt: skip
        audit.record("custody.family_at_unlisted_place", row, actor=actor, at=now, words=words, reference=row.number)


def _recognise(row: Enquiry, checked: CheckedKit, *, actor: Actor, now: datetime) -> None:
    """Whoever has an equal strong identifier is he; by a name alone a person of the force says so."""
    if not checked.strong_blinds:
        return
    with acting_as(actor.through("custody")):
        kits = dict(Detention.objects.filter(ended_at=None).values_list("kit_id", "id"))
    with acting_as(actor.through("gateway")):
        same = people_queries.equal_identifiers(kits, checked.strong_blinds)
    if same:
        _find(row, sorted(kits[kit_id] for kit_id in same)[0], actor=actor, now=now)


def _find(row: Enquiry, detention_id: UUID, *, actor: Actor, now: datetime) -> None:
    with acting_as(actor.through("custody")):
        row.state, row.detention_id, row.found_at = Enquiry.State.FOUND, detention_id, now
        row.save(update_fields=["state", "detention_id", "found_at"])
    audit.record("custody.enquiry_found", row, actor=actor, at=now, reference=row.number)


def look_for(detention: Detention, checked: CheckedKit, *, actor: Actor, now: datetime) -> None:
    """Somebody is held, or known by name, from now on: enquiries that are open are looked at again."""
    with acting_as(actor.through("custody")):
        waiting = list(Enquiry.objects.filter(closed_at=None, detention_id=None).order_by("asked_at"))
    if not waiting:
        return
    with acting_as(actor.through("gateway")):
        same = people_queries.equal_identifiers({row.kit_id for row in waiting}, checked.strong_blinds)
        near = people_queries.checked_many(row.kit_id for row in waiting if row.kit_id not in same)
    for row in waiting:
        if row.kit_id in same:
            _find(row, detention.id, actor=actor, now=now)
        elif row.kit_id in near and is_alike(near[row.kit_id], checked):
            _ask_again(row, detention.owner_id, actor=actor, now=now)


def _ask_again(row: Enquiry, agency_id: UUID, *, actor: Actor, now: datetime) -> None:
    """A force that said no holds somebody now who may be meant: it is asked once more. That it has answered before
    stays: its desk is not shown whom this force took since (G24)."""
    with acting_as(actor.through("custody")):
        asked = EnquiryAsk.objects.filter(enquiry=row, owner_id=agency_id, answer=EnquiryAsk.Answer.NOT_HERE)
        asked.update(answer="", detention_id=None, words="")


def is_the_inspectors(ask: EnquiryAsk, now: datetime) -> bool:
    """Whether the inspector goes and looks: the force stands outside and reads nothing here, or its time is up."""
    return ask.due_at < now or access.agency(ask.owner_id).standing != Standing.ACCREDITED


def is_alike(one: CheckedKit, other: CheckedKit) -> bool:
    """Whether two kits may mean one person. A score suggests; somebody who holds him says that it is he."""
    told = names.compare(one.compared, other.compared)
    return told.match_probability >= names.MATCH_THRESHOLD


def candidates(ask: EnquiryAsk, *, actor: Actor) -> list[Detention]:
    """Persons whom the force holds and who may be meant, likeliest first. The inspector, who looks for a force that
    writes nothing here, chooses among everybody whom the register knows."""
    with acting_as(actor.through("gateway")):
        wanted = people_queries.checked(ask.kit_id)
    rows = Detention.objects.filter(ended_at=None)
    if ask.owner_id in actor.agency_ids:
        rows = rows.filter(owner_id=ask.owner_id)
    held = list(rows.order_by("-made_at"))
    with acting_as(actor.through("gateway")):
        kits = people_queries.checked_many(row.kit_id for row in held)
    told = {
        row.id: names.compare(wanted.compared, kits[row.kit_id].compared) for row in held if row.kit_id in kits
    }  # fmt: skip
    near = [row for row in held if row.id in told and told[row.id].match_probability >= names.MATCH_THRESHOLD]
    return sorted(near, key=lambda row: -told[row.id].rank_weight)[:MOST_LIKE]


@transaction.atomic
def answer_enquiry(
    *, actor: Actor, now: datetime, ask_id: UUID, answer: str, detention_id: UUID | None = None, words: str = ""
) -> EnquiryAsk:
    """Say for one's own force whether it holds the person whom a family looks for.

    A force that stands outside reads nothing here, not even whom a family looks for (G20); and a force may be silent.
    Neither ends the search (G24): the inspector goes there, asks, looks, and writes down what he was told and found.

    Raises:
        NotFound: no such question to the actor's agency, or no such person held by it.
        NotPermitted: the actor neither answers for it nor inspects.
        ForceAnswers: the inspector, before the time of a force that may answer itself is up.
        AlreadyAnswered: it was answered.
        Invalid: neither here nor not here, here without the person's record, or no words of the inspector.
    """
    ask = _locked(ask_id, actor)
    is_looked_after = ask.owner_id not in actor.agency_ids
    actor.require("custody.inspect" if is_looked_after else "custody.answer")
    if ask.answer:
        raise AlreadyAnswered
    if is_looked_after and not is_the_inspectors(ask, now):  # rule: G24
        raise ForceAnswers
    _require_answer(ask, answer, detention_id, words, is_looked_after=is_looked_after)
    ask.answer, ask.words, ask.answered_at, ask.answered_by = answer, cleaned(words), now, actor.user
    ask.detention_id = detention_id if answer == EnquiryAsk.Answer.HERE else None
    with acting_as(actor.through("custody")):
        ask.save(update_fields=["answer", "words", "answered_at", "answered_by", "detention_id"])
    with acting_as(actor.through("gateway")):
        clocks.meet(CLOCK, ask.id, now=now)
    audit.record("custody.enquiry_answered", ask, actor=actor, at=now, after=answer, reference=ask.number)
    if ask.detention_id is not None:
        with acting_as(actor.through("custody")):
            row = Enquiry.objects.select_for_update().get(id=ask.enquiry_id)
        if row.closed_at is None and row.detention_id is None:
            _find(row, ask.detention_id, actor=actor, now=now)
    return ask


def _locked(ask_id: UUID, actor: Actor) -> EnquiryAsk:
    """One question that exists for the actor, locked under the room's name."""
    if not EnquiryAsk.objects.filter(id=ask_id).exists():
        raise NotFound
    with acting_as(actor.through("custody")):
        return EnquiryAsk.objects.select_for_update().select_related(None).get(id=ask_id)


def _require_answer(
    ask: EnquiryAsk, answer: str, detention_id: UUID | None, words: str, *, is_looked_after: bool
) -> None:
    asked = Together()
    if answer not in EnquiryAsk.Answer.values:
        asked.fault("answer", "UNKNOWN" if answer else "MISSING")
    if answer == EnquiryAsk.Answer.HERE and detention_id is None:
        asked.fault("detention_id", "MISSING")
    if is_looked_after:
        asked.ask(lambda: require_words(words))
    asked.settle()
    if detention_id is None:
        return
    rows = Detention.objects.filter(id=detention_id)
    if not (rows if is_looked_after else rows.filter(owner_id=ask.owner_id)).exists():
        raise NotFound
