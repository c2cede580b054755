"""Opening a case, naming who works on it, and what happened on the spot."""

from __future__ import annotations

from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import connection, transaction

from tansiq.compartments.casework.actions import terms
from tansiq.compartments.casework.errors import NotAHand
from tansiq.compartments.casework.models import Case, Incident, LogEntry
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.rules import Standing, is_judicial
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.bases import require_basis
from tansiq.kernel.geography.shapes import Point
from tansiq.kernel.problems import Invalid, NotPermitted, Together, existing
from tansiq.people.rules import new_number

CHILDREN = "CHILDREN"


def hand_of(staff_number: str) -> tuple[UUID, UUID]:
    """Member and agency of a staff number, as it stands on the card.

    Raises:
        NotAHand: nobody has it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT member_id, agency_id FROM acl.casework_hand(%s)", [staff_number[:20]])
        found = cursor.fetchone()
    if found is None:
        raise NotAHand(errors=[{"field": "staff_number", "code": "UNKNOWN" if staff_number.strip() else "MISSING"}])
    return found[0], found[1]


def prosecutions() -> list[access.Agency]:
    """Agencies to which a case may belong: accredited, judicial, with somebody who prosecutes. No court leads one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT agency_id FROM acl.casework_prosecutions()")
        prosecuting = {agency_id for (agency_id,) in cursor.fetchall()}
    return [
        row for row in access.agencies()
        if row.id in prosecuting and is_judicial(row.kind) and row.standing == Standing.ACCREDITED
    ]  # fmt: skip


def _require_prosecution(agency_id: UUID | None) -> UUID:
    if agency_id is None:
        raise Invalid(errors=[{"field": "prosecution_id", "code": "MISSING"}])
    if not any(row.id == agency_id for row in prosecutions()):
        raise Invalid(errors=[{"field": "prosecution_id", "code": "UNKNOWN"}])
    return agency_id


@transaction.atomic
def open_case(
    *, actor: Actor, now: datetime, title: str, district: str, legal_basis: str, prosecution_id: UUID | None = None
) -> Case:
    """Open a case. It belongs to the prosecution, whoever opens it; whoever opens it from outside works on it.

    Args:
        prosecution_id: the prosecution that it belongs to; of the actor's own agency where the actor is of one.

    Raises:
        NotPermitted: the actor neither prosecutes nor investigates.
        BasisExpired, UnknownBasis, Invalid: no basis in force, no prosecution, no words or no district.
    """
    is_own = actor.has("casework.open")
    if not (is_own or actor.has("casework.record")):
        raise NotPermitted
    asked = Together()
    told = asked.ask(lambda: terms.require_fields(now, {"title": title}))
    asked.ask(lambda: terms.require_district(district))
    asked.ask(lambda: require_basis(legal_basis, now))  # rule: G2
    owner_id = asked.ask(lambda: _require_prosecution(actor.home if is_own else prosecution_id))
    asked.settle()
    row = Case(
        number=new_number("case"), owner_id=cast("UUID", owner_id), district=district,
        member_ids=[] if is_own else [terms.require_person(actor)], legal_basis=legal_basis, opened_at=now,
        opened_by=terms.require_person(actor), opened_by_name=actor.name, **(told or {}),
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("casework.case_opened", row, actor=actor, at=now, reference=row.number)
    return row


@transaction.atomic
def name_worker(*, actor: Actor, now: datetime, case_id: UUID, staff_number: str, is_on: bool = True) -> Case:
    """Put somebody on a case, or take somebody off it. The prosecution alone does.

    Raises:
        NotFound, NotPermitted: no such case, or the actor does not lead one.
        NotAHand: nobody has this staff number.
    """
    terms.find_case(case_id)
    actor.require("casework.open")
    row = Case.objects.select_for_update().get(id=case_id)
    member_id, _agency = hand_of(staff_number)
    rest = [one for one in row.member_ids if one != member_id]
    row.member_ids = [*rest, member_id] if is_on else rest
    row.save(update_fields=["member_ids"])
    audit.record(
        "casework.worker_named", row, actor=actor, at=now, reference=row.number,
        after={"member": str(member_id), "is_on": is_on},
    )  # fmt: skip
    return row


def _precision(*, place: str, subdistrict: str, point: Point | None) -> Incident.Precision:
    """How closely it is known where it was: by the closest thing that somebody wrote."""
    if point is not None:
        return Incident.Precision.POINT
    if subdistrict:
        return Incident.Precision.AREA
    return Incident.Precision.PLACE if place else Incident.Precision.DISTRICT


@transaction.atomic
def record_incident(
    *, actor: Actor, now: datetime, case_id: UUID, kind: str, happened_at: datetime, district: str, words: str,
    place: str = "", order_number: str = "", subdistrict: str = "", point: Point | None = None,
) -> Incident:  # fmt: skip
    """Write down what happened, or what operation was carried out on whose order.

    Args:
        subdistrict: name or code, where it is known.
        point: longitude and latitude, where they are known.

    Raises:
        NotFound, NotPermitted: no such case, or the actor does not record.
        Invalid: a kind that the charter lacks, no words, a moment that cannot have been, or another district’s place.
    """
    case = terms.find_case(case_id)
    actor.require("casework.record")
    asked = Together()
    told = asked.ask(lambda: terms.require_fields(
        now, {"happened_at": happened_at, "words": words, "place": place, "order_number": order_number},
        may_be_empty=("place", "order_number"),
    )) or {}  # fmt: skip
    asked.ask(lambda: terms.require_code("incident_kinds", kind, "kind", now))
    where = asked.ask(lambda: terms.require_district(district))
    closer = asked.ask(lambda: terms.require_subdistrict(subdistrict, where)) if where else ""
    at = asked.ask(lambda: terms.require_point(point, where)) if where else None
    asked.settle()
    lon, lat = at or (None, None)
    row = Incident(
        number=new_number("incident"), kind=kind, district=district,
        precision=_precision(place=told["place"], subdistrict=closer or "", point=point), subdistrict=closer or "",
        lon=lon, lat=lat, **told, **terms.written(case, actor, now),
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("casework.incident_recorded", row, actor=actor, at=now, reference=row.number, after=kind)
    return row


@transaction.atomic
def add_entry(
    *, actor: Actor, now: datetime, incident_id: UUID, kind: str, happened_at: datetime, words: str
) -> LogEntry:
    """Add a line to the operation log: who entered, what force was used and why, who was there, what was damaged.

    A fact is never refused, whatever it says. A correction is a further line; nothing is changed.

    Raises:
        NotFound, NotPermitted: no such incident, or the actor does not record.
        Invalid: a kind that the charter lacks, no words, or a moment that cannot have been.
    """
    incident = existing(Incident.objects.select_related("case").filter(id=incident_id))
    actor.require("casework.record")
    asked = Together()
    asked.ask(lambda: terms.require_code("operation_log_kinds", kind, "kind", now))
    told = asked.ask(lambda: terms.require_fields(now, {"happened_at": happened_at, "words": words})) or {}
    asked.settle()
    row = LogEntry(
        incident=incident, kind=kind, is_about_child=kind == CHILDREN, **told,
        **terms.written(incident.case, actor, now),
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("casework.log_entered", row, actor=actor, at=now, reference=incident.number, after=kind)
    return row
