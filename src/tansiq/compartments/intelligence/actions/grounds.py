"""Where and when a plan takes place: read, and held against other agencies' plans."""

from __future__ import annotations

import json
from datetime import datetime
from typing import NamedTuple, cast
from uuid import UUID

from django.db import connection

from tansiq.compartments.intelligence.plan_drafts import Ground
from tansiq.compartments.intelligence.plan_models import Plan, PlanConflict, PlanNotice, box_of
from tansiq.gateway.rules import JOINT_ROOM
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.areas import DISTRICT
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks.rules import due_at
from tansiq.kernel.db import acting_as
from tansiq.kernel.geography import queries as geography
from tansiq.kernel.geography import shapes
from tansiq.kernel.geography.shapes import Shape
from tansiq.kernel.problems import Invalid, Together
from tansiq.people.rules import new_number

CONFLICT_CLOCK = "PLAN-CONFLICT"
LONGEST, RADIUS, BUFFER = "PLAN-LONGEST", "PLAN-RADIUS", "PLAN-BUFFER"


def _refuse(field: str, code: str) -> Invalid:
    return Invalid(errors=[{"field": field, "code": code}])


def _require_period(ground: Ground, now: datetime) -> None:
    if ground.ends_at <= ground.starts_at:
        raise _refuse("ends_at", "BEFORE_START")
    pack = charter.current().on(charter.local_day(now))
    row, place = pack.clock(LONGEST), pack.jurisdiction
    longest = due_at(ground.starts_at, row.limit, row.unit, tz=place.tz, working_days=place.working_days)
    if ground.ends_at > longest:  # rule: JOC-09
        raise _refuse("ends_at", "TOO_LONG_A_TIME")
    if ground.ends_at <= now:
        raise _refuse("ends_at", "IN_PAST")


def widest(code: str, now: datetime) -> int:
    """How wide the charter lets a plan be today, in metres: its radius, or what is kept clear around it."""
    return charter.current().on(charter.local_day(now)).plan_limit(code)


def _drawn(ground: Ground, now: datetime) -> Shape:
    try:
        if ground.form == Plan.Form.DISTRICT:
            return geography.outline(ground.district)
        if ground.form == Plan.Form.AREA:
            return shapes.polygon(ground.corners)
        if ground.form == Plan.Form.CIRCLE and ground.middle:
            if ground.radius > widest(RADIUS, now):  # rule: JOC-09
                raise _refuse("radius", "TOO_WIDE")
            return shapes.circle(*ground.middle, ground.radius)
    except UnknownCode as fault:
        raise _refuse("district", "UNKNOWN") from fault
    except ValueError as fault:
        field = "corners" if ground.form == Plan.Form.AREA else "radius"
        raise _refuse(field, "NO_AREA") from fault
    raise _refuse("radius" if ground.form == Plan.Form.CIRCLE else "form", "MISSING")


def shape_of(ground: Ground, now: datetime) -> Shape:
    """The outline of where a plan takes place.

    Raises:
        Invalid: no such district, no area, one that does not touch its district, or a time that cannot be.
    """
    asked = Together()
    asked.ask(lambda: _require_period(ground, now))
    if not 0 <= ground.buffer <= widest(BUFFER, now):  # rule: JOC-09
        asked.fault("buffer", "TOO_WIDE" if ground.buffer > 0 else "OUT_OF_RANGE")
    is_known = asked.ask(lambda: _require_district(ground.district))
    drawn = asked.ask(lambda: _drawn(ground, now)) if is_known else None
    if drawn is not None and not shapes.overlap(drawn, geography.outline(ground.district)):
        asked.fault("district", "NOT_THERE")
    asked.settle()
    return cast("Shape", drawn)


def _require_district(code: str) -> bool:
    try:
        if charter.current().area(code).level == DISTRICT:
            return True
    except UnknownCode as fault:
        raise _refuse("district", "UNKNOWN" if code else "MISSING") from fault
    raise _refuse("district", "UNKNOWN")


def columns_of(ground: Ground, shape: Shape) -> dict[str, object]:
    """The columns of a plan that say where and when."""
    return {
        "district": ground.district, "form": ground.form, "outline": shape.as_lists(), "buffer": ground.buffer,
        "starts_at": ground.starts_at, "ends_at": ground.ends_at, **box_of(shape, ground.buffer),
    }  # fmt: skip


class Met(NamedTuple):
    """Another agency's plan that meets the one that is checked."""

    plan_id: UUID
    owner_id: UUID


def _boxes_that_meet(row: Plan) -> list[tuple[UUID, UUID, list[list[list[float]]], int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM acl.plans_that_meet(%s, %s, %s, %s, %s, %s, %s)",
            [row.owner_id, row.west, row.south, row.east, row.north, row.starts_at, row.ends_at],
        )
        return [(plan, owner, json.loads(outline), buffer) for plan, owner, outline, buffer in cursor.fetchall()]


def plans_that_meet(row: Plan) -> list[Met]:
    """Open plans of other agencies that meet this one in space and time, each with its buffer; for the room alone."""
    shape, found = row.shape, []
    for plan_id, owner_id, outline, buffer in _boxes_that_meet(row):
        if shapes.overlap(shape, Shape.from_lists(outline), within=row.buffer + buffer):
            found.append(Met(plan_id, owner_id))
    return found


def check_others(row: Plan, *, actor: Actor, now: datetime) -> int:
    """Find conflicts between agencies, tell both sides that there is one, and start the watch officer's clock.

    Returns how many are new. Nothing of one plan reaches the other's agency.
    """
    room, joint = actor.through("deconflict"), access.agency_by_code(JOINT_ROOM)
    with acting_as(room):
        with connection.cursor() as cursor:  # two plans at once see each other
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('plans', 0))")
        known = {
            other
            for one in PlanConflict.objects.filter(plan_ids__contains=[row.id]).exclude(state="resolved")
            for other in one.plan_ids
        }
        found = [met for met in plans_that_meet(row) if met.plan_id not in known]
        made = [
            PlanConflict(number=new_number("conflict"), owner_id=joint.id, plan_ids=[row.id, met.plan_id], found_at=now)
            for met in found
        ]
        PlanConflict.objects.bulk_create(made)
        PlanNotice.objects.bulk_create(
            PlanNotice(
                owner_id=owner, plan_id=plan, conflict_number=one.number, phone=joint.duty_phone, found_at=now
            )
            for one, met in zip(made, found, strict=True)
            for plan, owner in ((row.id, row.owner_id), met)
        )  # fmt: skip
    with acting_as(actor.through("gateway")):
        for one in made:
            clocks.start(CONFLICT_CLOCK, one, owner_id=joint.id, reference=one.number, now=now)
    return len(made)
