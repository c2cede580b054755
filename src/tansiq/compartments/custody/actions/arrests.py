"""An arrest is written down: a fact, never refused, whatever is missing or wrong about it (W-4)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from django.db import transaction

from tansiq.compartments.custody import standing
from tansiq.compartments.custody.actions import enquiries, tasks
from tansiq.compartments.custody.actions.settling import settle
from tansiq.compartments.custody.actions.writing import append, found, happened_at, require_words, witness
from tansiq.compartments.custody.models import Detention, Place, Task
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import dates
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.folding import fold
from tansiq.kernel.cleaning import cleaned, in_one_line
from tansiq.kernel.problems import Problem, Together
from tansiq.names import Parts
from tansiq.people import actions as people
from tansiq.people.drafts import LONGEST as KIT_LONGEST
from tansiq.people.drafts import PART_NAMES, CheckedKit, KitDraft, longest_of
from tansiq.people.rules import STRONG_KINDS, new_number

NOBODY_SAID: Final = "مجهول"
LONGEST: Final = {"unit": 120, "officers": 300, "place": 80, "order_number": 60}
AGES: Final = ("adult", "child", "doubtful")


@dataclass(frozen=True)
class ArrestDraft:
    """An arrest as whoever was there tells it.

    Attributes:
        kit: the person; a kunya alone, or nothing, is kept as somebody who is not identified.
        place: code of a place on the list, or the words for one that is not on it.
        basis: `order`, `flagrante`, or empty where neither was there.
        details: reasons told, language, rights, search, injuries and force, as contracts and ICPPED 17(3) name them.
        property: things taken from the person, one a line.
        family: who of the family was told; empty where nobody was.
        counsel: offered, attended, refused, or empty.
    """

    kit: KitDraft
    place: str = ""
    at: datetime | None = None
    unit: str = ""
    officers: str = ""
    basis: str = ""
    order_number: str = ""
    age: str = "adult"
    details: dict[str, Any] = field(default_factory=dict)
    property: str = ""
    injuries: str = ""
    family: str = ""
    counsel: str = ""


def kit_of(draft: KitDraft, now: datetime) -> tuple[CheckedKit, list[str]]:
    """The kit, whatever is wrong with it: what cannot be read is left out of it, said in a flag, and kept in words."""
    today = charter.local_day(now)
    told = {name: in_one_line(getattr(draft.parts, name)) for name in PART_NAMES}
    flags = ["NAME_CUT"] if any(len(told[name]) > longest_of(name) for name in PART_NAMES) else []
    parts = Parts(**{name: told[name][: longest_of(name)] for name in PART_NAMES})
    numbers = tuple((kind, in_one_line(value)) for kind, value in draft.identifiers)
    kept = replace(draft, parts=parts, birth=in_one_line(draft.birth)[: KIT_LONGEST["birth"]], identifiers=numbers)
    for lacks, without in (
        ("BIRTH_UNREADABLE", {"birth": ""}), ("NUMBER_UNREADABLE", {"identifiers": ()}),
        ("NO_NAME", {"parts": Parts(full=NOBODY_SAID)}),
    ):  # fmt: skip
        try:
            return kept.checked(today=today), flags
        except Problem:
            tried = replace(kept, **without)
            flags.append(lacks)
            kept = tried
    return kept.checked(today=today), flags


def is_identified(checked: CheckedKit) -> bool:
    """Whether the kit gives a name or a strong number: a kunya alone is nobody."""
    parts = checked.draft.parts
    named = (parts.ism.strip() or parts.full.strip()) and parts.full.strip() != NOBODY_SAID
    return bool(named) or any(kind in STRONG_KINDS for kind, _ in checked.draft.identifiers)


def _age(draft: ArrestDraft, checked: CheckedKit, on: datetime) -> dict[str, Any]:
    """The age as it was said, and what the birth says; any doubt is the child's (G6)."""
    said = draft.age if draft.age in AGES else "doubtful"
    birth = checked.birth
    if birth is None:
        return {"age": said}
    if birth.earliest == birth.latest:
        return {"age": said, "born_on": birth.earliest.isoformat()}
    if said == "adult" and dates.is_child(birth, charter.local_day(on)) != "adult":  # rule: G6
        return {"age": "doubtful"}
    return {"age": said}


def place_of(words: str) -> str:
    """The code of a place on the list that these words name; else the words themselves."""
    told = in_one_line(words)[: LONGEST["place"]]
    for row in Place.objects.order_by("code"):
        if told == row.code or fold(told) in (fold(row.name_ar), fold(row.name_en)):
            return row.code
    return told or "?"


@transaction.atomic
def record_arrest(*, actor: Actor, now: datetime, draft: ArrestDraft) -> Detention:
    """Write down an arrest; the clocks run from its minute.

    An arrest in a place off the list, without an order, of a child, of somebody without a name: each is written down
    with its alarm or its flag. Somebody who is not identified is sent to have his fingerprints taken.

    Raises:
        NotPermitted: the actor writes down no arrests.
        Invalid: it lies in the future.
    """
    actor.require("custody.arrest")
    at = happened_at(draft.at, now)
    checked, flags = kit_of(draft.kit, now)
    place = place_of(draft.place)
    row = _begun(draft, checked, place, at, actor=actor, now=now)
    fields = {
        "place": place, "unit": row.unit, "officers": row.officers,
        "order": row.order_number or None, "flagrante": draft.basis == "flagrante", **_age(draft, checked, at),
    }  # fmt: skip
    if standing.listed(now).type_of(place, at) is None:
        flags.append("UNLISTED_PLACE")
    if draft.basis not in ("order", "flagrante"):
        flags.append("NO_BASIS")
    fact = witness(row, "arrest", actor=actor, now=now, outcome="arrested", words=draft.details.get("reasons", ""),
                   flags=flags)  # fmt: skip
    kept = {**draft.details, "flags": flags, "birth": draft.kit.birth if "BIRTH_UNREADABLE" in flags else ""}
    append(row, "arrest", actor=actor, now=now, at=at, fields=fields, details=kept, decision_id=fact, follow=False)
    _beside(row, draft, actor=actor, now=now, at=at)
    settle(row, actor=actor, now=now)
    if row.is_unidentified:
        tasks.open_task(row, Task.Kind.FINGERPRINT, actor=actor, now=now, owner_id=row.owner_id)
    enquiries.look_for(row, checked, actor=actor, now=now)
    return row


def _begun(
    draft: ArrestDraft, checked: CheckedKit, place: str, at: datetime, *, actor: Actor, now: datetime
) -> Detention:
    kit = people.add_kit(actor=actor, now=now, owner_id=actor.home, checked=checked, index="none")
    row = Detention(
        number=new_number("detention"), kit_id=kit.id, owner_id=actor.home, arresting_id=actor.home,
        party_ids=[actor.home], unit=in_one_line(draft.unit)[: LONGEST["unit"]],
        officers=in_one_line(draft.officers)[: LONGEST["officers"]] or actor.name,
        order_number=in_one_line(draft.order_number)[: LONGEST["order_number"]] if draft.basis == "order" else "",
        is_unidentified=not is_identified(checked), made_at=now, made_by=actor.user, place=place, since=at,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("custody.recorded", row, actor=actor, at=now, reference=row.number)
    return row


def _beside(row: Detention, draft: ArrestDraft, *, actor: Actor, now: datetime, at: datetime) -> None:
    """What the same form says beside the arrest, each as an event of its own."""
    told: list[tuple[str, dict[str, Any], dict[str, Any]]] = []
    if draft.details.get("rights"):
        told.append(("rights_told", {}, {"language": draft.details.get("language", "")}))
    if cleaned(draft.injuries):
        told.append(("injuries", {}, {"words": draft.injuries}))
    if cleaned(draft.family):
        told.append(("family_told", {}, {"words": draft.family}))
    if draft.counsel in ("offered", "attended", "refused"):
        told.append(("counsel", {"result": draft.counsel}, {"language": draft.details.get("language", "")}))
    if items := [line for line in cleaned(draft.property).split("\n") if line.strip()]:
        told.append(("property", {}, {"items": items}))
    for kind, fields, details in told:
        append(row, kind, actor=actor, now=now, at=at, fields=fields, details=details, follow=False)


@transaction.atomic
def identify(
    *, actor: Actor, now: datetime, detention_id: UUID, draft: KitDraft, words: str, at: datetime | None = None
) -> Detention:
    """He is known now: a new kit, the old one stays with what it said. Enquiries of families are looked at again.

    Raises:
        NotFound, NotPermitted: as ever.
        NoName, WhichCalendar, ImpossibleDate, BadIdentifier: the kit cannot be read.
        Invalid: how it was established is under 10 characters.
    """
    row = found(detention_id, actor=actor)
    actor.require("custody.record")
    asked = Together()
    asked.ask(lambda: require_words(words))
    known = asked.ask(lambda: draft.checked(today=charter.local_day(now)))
    asked.settle()
    checked = cast("CheckedKit", known)
    kit = people.add_kit(actor=actor, now=now, owner_id=actor.home, checked=checked, index="none")
    moment = happened_at(at, now)
    before = str(row.kit_id)
    tasks.note_identity(row, kit.id, is_unidentified=not is_identified(checked), actor=actor)
    append(row, "identified", actor=actor, now=now, at=moment, details={"words": words, "before": before})
    if not row.is_unidentified:
        tasks.close_of(row, Task.Kind.FINGERPRINT, actor=actor, now=now, done=words)
    enquiries.look_for(row, checked, actor=actor, now=now)
    return row
