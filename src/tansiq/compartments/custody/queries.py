"""Reads of the register; every list is ordered and bounded, and holds what exists for the reader."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from tansiq.compartments.custody.models import (
    Detention,
    Enquiry,
    EnquiryAsk,
    Event,
    Handover,
    HandoverLine,
    Place,
    Task,
)
from tansiq.gateway import queries as gateway
from tansiq.gateway.official_places import OfficialPlace
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.rules import Standing
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import existing
from tansiq.names import Parts
from tansiq.people import queries as people

# Rows are handed out by these queries; their type stands here for whoever annotates.
__all__ = ["Detention", "EnquiryAsk", "Event"]
MOST = 500
NAME_PARTS = ("full", "ism", "father", "grandfather", "family", "kunya")


def place_choices(lang: str) -> list[tuple[str, str]]:
    rows = Place.objects.filter(until=None).order_by("code")
    return [(row.code, row.name_ar if lang.startswith("ar") else row.name_en) for row in rows]


def addresses(actor: Actor, numbers: Collection[str]) -> dict[str, str]:
    """Where numbers of the register lead whoever reads all of it, and those of hand-overs whoever inspects them."""
    found: dict[str, str] = {}
    if actor.has("custody.read_all"):
        rows = Detention.objects.filter(number__in=numbers).values_list("number", "id")
        found |= {number: reverse("custody:detention", args=[row_id]) for number, row_id in rows}
    if actor.has("custody.inspect"):
        sheets = Handover.objects.filter(number__in=numbers).values_list("number", "id")
        found |= {number: reverse("custody:handover", args=[row_id]) for number, row_id in sheets}
    return found


def official_places() -> list[OfficialPlace]:
    """What this room puts on the published list of official places, those that are off it again among them."""
    return [
        OfficialPlace(row.code, row.name_ar, row.name_en, since=row.listed_at, until=row.until)
        for row in Place.objects.filter(is_abroad=False).order_by("code")[:MOST]
    ]


def places() -> list[Place]:
    return list(Place.objects.order_by(F("until").asc(nulls_first=True), "code")[:MOST])


def place(place_id: UUID) -> Place:
    return existing(Place.objects.filter(id=place_id))


def place_names(lang: str) -> dict[str, str]:
    """Names of listed places by code; one that is off the list is its own words."""
    rows = Place.objects.values_list("code", "name_ar", "name_en")
    return {code: name_ar if lang.startswith("ar") else name_en for code, name_ar, name_en in rows}


def detention(detention_id: UUID) -> Detention:
    """One record.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Detention.objects.filter(id=detention_id))


def register(*, show: str = "open", limit: int = MOST) -> list[Detention]:
    """The first of the register, most urgent clock first."""
    return list(whole_register(show=show)[:limit])


def whole_register(*, show: str = "open", number: str = "") -> QuerySet[Detention]:
    """The register, most urgent clock first: whoever is held, whoever is to go, or whoever has gone.

    Args:
        number: part of a number; then whoever bears it, held or not.
    """
    if number.strip():
        return Detention.objects.filter(number__icontains=number.strip()).order_by("-made_at", "number")
    chosen = {
        "open": Q(ended_at=None),
        "release": Q(ended_at=None, release_ordered_at__isnull=False),
        "unaccounted": Q(state__in=("unaccounted", "in_transfer")),
        "ended": Q(ended_at__isnull=False),
    }.get(show, Q(ended_at=None))
    order = ("-ended_at", "number") if show == "ended" else (F("next_due_at").asc(nulls_last=True), "number")
    return Detention.objects.filter(chosen).order_by(*order)


def arrested_by(agency_ids: Iterable[UUID], *, limit: int = 50) -> list[Detention]:
    rows = Detention.objects.filter(arresting_id__in=list(agency_ids), ended_at=None)
    return list(rows.order_by(F("next_due_at").asc(nulls_last=True))[:limit])


def to_release(*, limit: int = MOST) -> list[Detention]:
    rows = Detention.objects.filter(ended_at=None, release_ordered_at__isnull=False)
    return list(rows.order_by("release_ordered_at")[:limit])


def to_present(*, limit: int = MOST) -> list[Detention]:
    """Whoever is held and was not yet brought before anybody, or whose order nears its end."""
    rows = Detention.objects.filter(ended_at=None, release_ordered_at=None)
    return list(rows.order_by(F("next_due_at").asc(nulls_last=True), "number")[:limit])


def was_presented(ids: Iterable[UUID]) -> set[UUID]:
    rows = Event.objects.filter(detention_id__in=list(ids), kind="presented")
    return set(rows.values_list("detention_id", flat=True))


def events_of(row: Detention) -> list[Event]:
    return list(Event.objects.filter(detention_id=row.id).order_by("at", "recorded_at"))


def statements_of(row: Detention) -> list[str]:
    """Numbers of his statements, as casework told them, oldest first."""
    told = Event.objects.filter(detention_id=row.id, kind="statement").order_by("at", "recorded_at")
    return [str(one["statement"]) for one in told.values_list("fields", flat=True)]


def cases_of(row: Detention) -> list[str]:
    """Numbers of the cases in which somebody is held, as orders and people named them."""
    named = Event.objects.filter(detention_id=row.id, details__has_key="case").order_by("at", "recorded_at")
    return [str(one["case"]) for one in named.values_list("details", flat=True)]


def is_stopped(row: Detention, *, actor: Actor) -> bool:
    """Whether the court must speak before anything that cannot be undone is done to him; why is not told (Q-23)."""
    return gateway.is_stopped(cases_of(row), detention=row.number, actor=actor)


def open_plans_abroad(detention_id: UUID | None = None) -> list[Event]:
    """Plans to hand somebody abroad who is held still and has not left for there since, the newest of each person."""
    held = (
        Q(detention__ended_at=None) if detention_id is None else Q(detention_id=detention_id, detention__ended_at=None)
    )
    plans = Event.objects.filter(held, kind="transfer_authorised", details__is_abroad=True).select_related("detention")
    newest = {row.detention_id: row for row in plans.order_by("at", "recorded_at")}
    gone: dict[UUID, list[Event]] = {}
    for left in Event.objects.filter(detention_id__in=list(newest), kind="left"):
        gone.setdefault(left.detention_id, []).append(left)
    return [
        plan for of, plan in newest.items()
        if not any(one.at >= plan.at and one.fields.get("to") in (None, plan.fields["to"]) for one in gone.get(of, []))
    ]  # fmt: skip


def is_plan_stopped(row: Detention, *, actor: Actor) -> bool:
    """Whether a plan to hand him abroad waits for the court, as those read who hold, order and inspect."""
    may = any(actor.has(f"custody.{one}") for one in ("record", "order", "court", "inspect"))
    return may and bool(open_plans_abroad(row.id)) and is_stopped(row, actor=actor)


def abroad(*, limit: int = 100) -> list[Event]:
    """The register of transfers abroad: planned, newest first (G8)."""
    rows = Event.objects.filter(kind="transfer_authorised", details__is_abroad=True).select_related("detention")
    return list(rows.order_by("-at")[:limit])


def off_the_list(*, limit: int = MOST) -> list[Detention]:
    """Whoever is held in a place that is not on the list."""
    listed = Place.objects.filter(until=None).values("code")
    return list(
        Detention.objects.filter(ended_at=None, state="held").exclude(place__in=listed).order_by("since")[:limit]
    )


def names_of(rows: Iterable[Detention], *, actor: Actor) -> dict[UUID, str]:
    """Whose record it is, by record: whoever sees the record sees the name as it was written."""
    found = list(rows)
    with acting_as(actor.through("gateway")):
        written = people.written([row.kit_id for row in found])
    return {row.id: name_of(written[row.kit_id][0]) if row.kit_id in written else "" for row in found}


def kit_name(kit_id: UUID, *, actor: Actor) -> str:
    with acting_as(actor.through("gateway")):
        written = people.written([kit_id])
    return name_of(written[kit_id][0]) if kit_id in written else ""


def name_of(parts: Parts) -> str:
    told = parts.as_mapping()
    return " ".join(told[name] for name in NAME_PARTS if told[name].strip())


def tasks(*, limit: int = 100) -> list[Task]:
    return list(Task.objects.filter(done_at=None).order_by("made_at")[:limit])


def task(task_id: UUID) -> Task:
    return existing(Task.objects.filter(id=task_id))


def enquiries(*, is_open: bool = True, limit: int = MOST) -> list[Enquiry]:
    return list(Enquiry.objects.filter(closed_at__isnull=is_open).order_by("due_at")[:limit])


def enquiry(enquiry_id: UUID) -> Enquiry:
    return existing(Enquiry.objects.filter(id=enquiry_id))


def enquiry_by_number(number: str) -> Enquiry:
    return existing(Enquiry.objects.filter(number=number.strip().upper()))


def asks(agency_ids: Iterable[UUID], *, limit: int = 100) -> list[EnquiryAsk]:
    rows = EnquiryAsk.objects.filter(owner_id__in=list(agency_ids), answer="")
    return list(rows.order_by("due_at", "id")[:limit])


def asks_of_inspector(now: datetime, *, limit: int = 100) -> list[EnquiryAsk]:
    """Questions to forces that stand outside, or whose time is up: the inspector goes and looks."""
    outside = [row.id for row in access.agencies() if row.standing != Standing.ACCREDITED]
    rows = EnquiryAsk.objects.filter(Q(owner_id__in=outside) | Q(due_at__lt=now), answer="")
    return list(rows.order_by("due_at", "id")[:limit])


def ask(ask_id: UUID) -> EnquiryAsk:
    return existing(EnquiryAsk.objects.filter(id=ask_id))


def handovers(*, limit: int = 50) -> list[Handover]:
    return list(Handover.objects.order_by("-made_at")[:limit])


def handover(handover_id: UUID) -> Handover:
    return existing(Handover.objects.filter(id=handover_id))


def lines_of(row: Handover) -> list[HandoverLine]:
    return list(HandoverLine.objects.filter(handover=row).order_by("place"))


def line(line_id: UUID) -> HandoverLine:
    return existing(HandoverLine.objects.filter(id=line_id))


def withheld_now(row: Detention, now: datetime) -> bool:
    return row.withheld_until is not None and row.withheld_until > now
