"""Exhibits: found, sealed, divided, and out of the room by order alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from tansiq.compartments.casework import chain
from tansiq.compartments.casework.actions import chains, telling, terms
from tansiq.compartments.casework.drafts import ExhibitDraft
from tansiq.compartments.casework.errors import LiveDevice, NoOrder, SameMark
from tansiq.compartments.casework.models import Exhibit, ExhibitEvent, Incident
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.problems import Invalid, Together, existing
from tansiq.people.rules import new_number

SEALING = "EXHIBIT-SEAL"
WITNESSES = 2
NOTED = ("opened", "analysed", "in_court", "left_in_place", "sampled", "noted")
# What may be done while a piece may still go off: it is made safe, sampled, or destroyed where it lies (EVD-01).
WHILE_LIVE = ("photographed", "rendered_safe", "left_in_place", "sampled", "noted", "destroyed")


def require_safe(row: Exhibit, kind: str) -> None:
    """Refuse to plan with a live device what is planned with other pieces.

    Raises:
        LiveDevice: it may still go off (EVD-01).
    """
    if row.is_live and kind not in WHILE_LIVE:  # rule: EVD-01
        raise LiveDevice(subject=("casework.exhibit", row.id))


def is_explosive(category: str) -> bool:
    """Whether pieces of this category are taken for live until an explosives officer has certified otherwise."""
    rows = charter.current().vocabularies.exhibit_categories
    return any(row.code == category and row.is_explosive for row in rows)


def end_of_day(moment: datetime) -> datetime:
    """The last moment of the day on which something was found, in the charter's own place: until then it is sealed."""
    tz = charter.current().jurisdiction.tz
    return datetime.combine(charter.local_day(moment) + timedelta(days=1), time.min, tzinfo=tz)


def _flags(draft: ExhibitDraft, now: datetime) -> list[str]:
    """What is to be said of how it was found. Nothing of it refuses the fact (W-4)."""
    said = {
        "FEWER_THAN_TWO_WITNESSES": len([one for one in draft.witnesses if one.strip()]) < WITNESSES,
        "NEEDS_AUTHENTICATION": bool(draft.collector.strip()),  # rule: EVD-09 -> "NEEDS_AUTHENTICATION": False
        "SEALED_ANOTHER_DAY": charter.local_day(draft.found_at) < charter.local_day(now),
    }
    return [code for code, is_so in said.items() if is_so]


def _begin(row: Exhibit, kind: str, data: dict[str, object], *, actor: Actor, now: datetime) -> None:
    """The first line of a chain and its first event, signed by whoever has the piece."""
    row.header = chain.header(
        exhibit=row.number,
        installation=chains.installation_name(),
        public_key=chain.public_hex(chains.installation_key()),
    ).decode()
    row.count = 0
    event = chains.next_event(row, kind, {"hand": chains.hand(actor), "by": chains.official(actor), **data}, now)
    entry = chains.append(row, event, [chains.signature(actor, event, now)], actor=actor, now=now)
    row.holder_id, row.holder_hand = actor.member, chains.hand(actor)
    row.save(force_insert=True)
    entry.save(force_insert=True)


def _start_sealing(row: Exhibit, actor: Actor, since: datetime) -> None:
    # Whoever has it seals it; the prosecution whose case it is waits for it, and is told.
    clocks.start(
        SEALING, row, owner_id=actor.home, reference=row.number, now=since, due_at=end_of_day(since),
        waiting_id=row.owner_id,
    )  # fmt: skip


@transaction.atomic
def find_exhibit(*, actor: Actor, now: datetime, incident_id: UUID, draft: ExhibitDraft) -> Exhibit:
    """Enter a piece as it was found, in the hand of whoever enters it. The clock for its seal runs to the day's end.

    Raises:
        NotFound, NotPermitted: no such incident, or the actor handles no exhibits.
        SameMark: another piece of the case has this number on the spot.
        Invalid: a category that the charter lacks, no words, or a moment that cannot have been.
    """
    incident = existing(Incident.objects.select_related("case").filter(id=incident_id))
    actor.require("casework.exhibit")
    asked = Together()
    told = asked.ask(lambda: terms.require_fields(
        now, {"mark": draft.mark, "description": draft.description, "found_at": draft.found_at,
              "found_where": draft.found_where, "finder": draft.finder, "collector": draft.collector,
              "place": draft.place},
        may_be_empty=("collector",),
    )) or {}  # fmt: skip
    names = dict(enumerate_names(draft.witnesses))
    asked.ask(lambda: terms.require_fields(now, names, may_be_empty=("witness_1", "witness_2")))
    category = asked.ask(lambda: terms.require_code("exhibit_categories", draft.category, "category", now)) or ""
    asked.settle()
    if Exhibit.objects.filter(case_id=incident.case_id, mark=told["mark"]).exists():
        raise SameMark(errors=[{"field": "mark", "code": "TAKEN"}])
    row = Exhibit(
        number=new_number("exhibit"), incident=incident, category=category,
        witnesses=[one.strip() for one in draft.witnesses if one.strip()],
        is_live=draft.is_live or is_explosive(category), flags=_flags(draft, now),
        **told, **terms.written(incident.case, actor, now),
    )  # fmt: skip
    _begin(
        row, "found", {
            "category": category, "mark": row.mark, "description": row.description, "where": row.found_where,
            "found_at": row.found_at.isoformat(), "finder": row.finder, "witnesses": row.witnesses,
            "is_live": row.is_live, "collector": row.collector,
        }, actor=actor, now=now,
    )  # fmt: skip
    if not row.is_live:
        _start_sealing(row, actor, draft.found_at)
    audit.record("casework.exhibit_found", row, actor=actor, at=now, reference=row.number, after=category)
    return row


def enumerate_names(names: Sequence[str]) -> list[tuple[str, str]]:
    """Names of witnesses, each with the field in which it was typed."""
    return [(f"witness_{place}", name) for place, name in enumerate(names, start=1)]


@transaction.atomic
def seal_exhibit(*, actor: Actor, now: datetime, exhibit_id: UUID, seal: str, packaging: str) -> ExhibitEvent:
    """Put a seal on a piece, or a new one.

    Raises:
        NotFound, NotPermitted, NotInYourHands, ChainEnded: it is not for the actor to seal.
        LiveDevice: it may still go off (EVD-01).
        Invalid: no number of a seal, or no packaging.
    """
    row = chains.locked(exhibit_id)
    actor.require("casework.exhibit")
    require_safe(row, "sealed")
    told = terms.require_fields(now, {"seal": seal, "packaging": packaging})
    row.seal, row.packaging = told["seal"], told["packaging"]
    entry = chains.act(row, "sealed", told, actor=actor, now=now, changed=("seal", "packaging"))
    telling.meet(SEALING, row.id, actor=actor, now=now)
    audit.record("casework.exhibit_sealed", row, actor=actor, at=now, reference=row.number)
    return entry


@transaction.atomic
def note_event(
    *, actor: Actor, now: datetime, exhibit_id: UUID, kind: str, words: str, happened_at: datetime | None = None
) -> ExhibitEvent:
    """Say what was done with a piece while it lay in one's hand: opened, analysed, shown in court, left, noted.

    What is added later says when it happened, and stands where it was added: nothing is put in between (EVD-02).

    Raises:
        NotFound, NotPermitted, NotInYourHands, ChainEnded: it is not for the actor to say.
        LiveDevice: it may still go off, and this is none of what is done with such a piece (EVD-01).
        Invalid: another kind, or no words.
    """
    row = chains.locked(exhibit_id)
    actor.require("casework.exhibit")
    if kind not in NOTED:
        raise Invalid(errors=[{"field": "kind", "code": "UNKNOWN" if kind else "MISSING"}])
    require_safe(row, kind)
    told = terms.require_fields(now, {"words": words, "happened_at": happened_at}, may_be_empty=("happened_at",))
    data = {"words": told["words"]} | ({"happened_at": happened_at.isoformat()} if happened_at else {})
    changed: tuple[str, ...] = ()
    if kind == "opened":
        row.seal, changed = "", ("seal",)
    entry = chains.act(row, kind, data, actor=actor, now=now, changed=changed)
    audit.record("casework.exhibit_noted", row, actor=actor, at=now, reference=row.number, after=kind)
    return entry


@transaction.atomic
def make_safe(*, actor: Actor, now: datetime, exhibit_id: UUID, certificate: str, words: str) -> ExhibitEvent:
    """Record that a device or explosive was made safe: by the certificate of an explosives officer alone.

    Raises:
        NotFound, NotPermitted, NotInYourHands, ChainEnded: it is not for the actor to certify.
        Invalid: no number of the certificate, or no words.
    """
    row = chains.locked(exhibit_id)
    actor.require("casework.certify")
    told = terms.require_fields(now, {"certificate": certificate, "words": words})
    row.is_live, row.safe_certificate = False, told["certificate"]
    entry = chains.act(row, "rendered_safe", told, actor=actor, now=now, changed=("is_live", "safe_certificate"))
    _start_sealing(row, actor, now)
    audit.record("casework.exhibit_made_safe", row, actor=actor, at=now, reference=row.number)
    return entry


@transaction.atomic
def end_exhibit(
    *, actor: Actor, now: datetime, exhibit_id: UUID, kind: str, order: str, words: str, to: str = ""
) -> ExhibitEvent:
    """Return a piece to whom it belongs, or destroy it: by the number of an order alone.

    Args:
        kind: `returned` or `destroyed`. A live device is destroyed where it lies, by the order for the operation.
        to: who received it, where it is returned.

    Raises:
        NotFound, NotPermitted, NotInYourHands, ChainEnded: it is not for the actor to end it.
        LiveDevice: a live device is not returned (EVD-01).
        NoOrder, Invalid: no number of an order, no words, or nobody who received it.
    """
    row = chains.locked(exhibit_id)
    actor.require("casework.exhibit")
    if kind not in chain.ENDS:
        raise Invalid(errors=[{"field": "kind", "code": "UNKNOWN" if kind else "MISSING"}])
    require_safe(row, kind)
    asked, may_be_empty = Together(), ("order",) if kind == "returned" else ("order", "to")
    told = asked.ask(
        lambda: terms.require_fields(now, {"order": order, "words": words, "to": to}, may_be_empty=may_be_empty)
    )
    if not order.strip():  # rule: EVD-10
        asked.refuse(NoOrder(errors=[{"field": "order", "code": "MISSING"}]))
    asked.settle()
    told = told or {}
    entry = chains.act(row, kind, told, actor=actor, now=now)
    telling.stop(row.id, actor=actor, now=now)
    audit.record("casework.exhibit_ended", row, actor=actor, at=now, reference=row.number, after=kind)
    return entry


@transaction.atomic
def divide_exhibit(*, actor: Actor, now: datetime, exhibit_id: UUID, mark: str, description: str) -> Exhibit:
    """Take a part out of a piece: it has a number and a chain of its own, which begins in the same hand.

    Raises:
        NotFound, NotPermitted, NotInYourHands, ChainEnded: it is not for the actor to divide.
        LiveDevice: it may still go off (EVD-01).
        SameMark, Invalid: the part has the number of another, or no words.
    """
    row = chains.locked(exhibit_id)
    actor.require("casework.exhibit")
    require_safe(row, "divided")
    told = terms.require_fields(now, {"mark": mark, "description": description})
    if Exhibit.objects.filter(case_id=row.case_id, mark=told["mark"]).exists():
        raise SameMark(errors=[{"field": "mark", "code": "TAKEN"}])
    number = new_number("exhibit")
    chains.act(row, "divided", {"part": number, **told}, actor=actor, now=now)
    part = Exhibit(
        number=number, incident_id=row.incident_id, parent=row, category=row.category, found_at=row.found_at,
        found_where=row.found_where, finder=row.finder, witnesses=row.witnesses, place=row.place,
        collector=row.collector, safe_certificate=row.safe_certificate, flags=list(row.flags),
        **told, **terms.written(row.case, actor, now),
    )  # fmt: skip
    _begin(part, "divided_from", {"parent": row.number, "parent_head": row.head, **told}, actor=actor, now=now)
    audit.record("casework.exhibit_divided", row, actor=actor, at=now, reference=row.number, after=part.number)
    return part


@transaction.atomic
def authenticate(*, actor: Actor, now: datetime, exhibit_id: UUID, reasons: str) -> Exhibit:
    """The prosecution accepts, with reasons, what military collected (EVD-09).

    Raises:
        NotFound, NotPermitted: no such piece, or the actor does not prosecute.
        Invalid: no reasons, or nothing that needs it.
    """
    row = chains.locked(exhibit_id)
    actor.require("casework.open")
    terms.require_reasons(reasons, "reasons")
    if not row.collector or row.authenticated_at:
        raise Invalid(errors=[{"field": "reasons", "code": "UNKNOWN"}])
    row.authenticated_at = now
    row.save(update_fields=["authenticated_at"])
    audit.record("casework.exhibit_authenticated", row, actor=actor, at=now, words=reasons, reference=row.number)
    return row
