"""What is planned or ordered: it may be refused (W-4), and a person with a name decides it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db import transaction

from tansiq.compartments.custody import queries, standing
from tansiq.compartments.custody.actions import tasks
from tansiq.compartments.custody.actions.arrests import place_of
from tansiq.compartments.custody.actions.writing import (
    append,
    found,
    happened_at,
    require_any,
    require_reasons,
    require_words,
)
from tansiq.compartments.custody.errors import ChildPath, Ended, NotAnObstacle, NotAPlaceOfDetention, NoTransferReview
from tansiq.compartments.custody.models import Detention, Event, Place, Task
from tansiq.compartments.custody.replay import refusal_of
from tansiq.gateway.errors import Stopped
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.cleaning import in_one_line
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.decisions import actions as decisions
from tansiq.kernel.problems import Invalid, Problem, Together

REFUSALS: dict[str, type[Problem]] = {
    "NOT_A_PLACE_OF_DETENTION": NotAPlaceOfDetention,
    "NO_TRANSFER_REVIEW": NoTransferReview,
    "NOT_AN_OBSTACLE": NotAnObstacle,
}
UNPAID = "UNPAID-DIYA"
LONGEST_CASE = 60
WITHHELD = "PLACE-WITHHELD"


def _open(row: Detention) -> None:
    if not row.is_open:
        raise Ended


def _require_plan(row: Detention, kind: str, at: datetime, fields: dict[str, Any], now: datetime) -> None:
    """Ask the engine of the replay whether the plan may stand; the pages refuse what the file refuses."""
    event = standing.as_event(kind, row.number, at, fields)
    code = refusal_of(event, at, places=standing.listed(now), charter=charter.current())
    if code:  # rule: EVD-06, EVD-12, G8
        raise REFUSALS[code](errors=_faults(code, fields))


def _faults(code: str, fields: dict[str, Any]) -> list[dict[str, str]]:
    """The fields that a refused plan lacks, so that whoever filled it in finds them all at once."""
    if code == "NO_TRANSFER_REVIEW":
        names = ("risk_review", "legal_signoff", "informed_at")
        return [{"field": name, "code": "MISSING"} for name in names if not fields[name]]
    return [{"field": "to", "code": "UNKNOWN"}] if code == "NOT_A_PLACE_OF_DETENTION" else []


class TransferPlan(TypedDict):
    """A transfer as it is planned.

    `to`: a code of the list. `risk_review`: what was looked at and found, in words. `legal_signoff`: who signed, and
    the number. `informed_at`: since when he knows.
    """

    to: str
    authority: str
    risk_review: str
    legal_signoff: str
    informed_at: datetime | None
    reasons: str


@transaction.atomic
def plan_transfer(*, actor: Actor, now: datetime, detention_id: UUID, **plan: Unpack[TransferPlan]) -> Event:
    """Plan a transfer: where to, to whose hands, what he risks there, who signed, since when he knows (G8).

    He has 72 hours to appeal from the moment he was told; whoever moves him earlier is flagged. A transfer abroad is
    told to the inspector when it is planned.

    Raises:
        NotFound, NotPermitted, ThinReasons: as ever.
        Ended: he is not held any more.
        NotAPlaceOfDetention: the place is not on the list.
        ChildPath: a child, or whoever may be one, and the place is no home.
        Stopped: it is abroad, and the court must speak first in a case of his, whatever the cause (Q-23).
        NoTransferReview: the review, the signature or the telling is missing.
    """
    row = found(detention_id, actor=actor)
    require_any(actor, "custody.order", "custody.court")
    _open(row)
    fields = _planned(row, plan, now)
    listed = Place.objects.get(code=fields["to"])
    if row.is_child and listed.kind != Place.Kind.HOME:  # rule: G6
        raise ChildPath
    if listed.is_abroad and queries.is_stopped(row, actor=actor):  # rule: Q-23
        raise Stopped
    made = decisions.authorise(
        "custody.transfer", row, actor=actor, now=now, permission=_own(actor), outcome="planned", owner_id=row.owner_id,
        reasons=plan["reasons"], party_ids=_parties(row),
    )  # fmt: skip
    _let_read(row, listed.agency_id, actor)
    details = {"authority": plan["authority"], "is_abroad": listed.is_abroad}
    event = append(
        row, "transfer_authorised", actor=actor, now=now, at=now, fields=fields, details=details, decision_id=made.id
    )
    if listed.is_abroad:  # rule: G8
        clocks.tell(
            "TRANSFER_ABROAD", role="inspector", now=now, reference=row.number, subject=("custody.detention", row.id)
        )
    return event


def _planned(row: Detention, plan: TransferPlan, now: datetime) -> dict[str, Any]:
    """The plan in the format of the replay; refuses once for all that it lacks."""
    fields, asked = _fields_of(plan), Together()
    if not plan["to"].strip():
        asked.fault("to", "MISSING")
    else:
        asked.ask(lambda: _require_plan(row, "transfer_authorised", now, fields, now))
    asked.ask(lambda: require_reasons(plan["reasons"]))
    asked.settle()
    return fields


def _fields_of(plan: TransferPlan) -> dict[str, Any]:
    """The plan in the format of the replay."""
    return {
        "to": place_of(plan["to"]), "risk_review": plan["risk_review"].strip() or None,
        "legal_signoff": plan["legal_signoff"].strip() or None,
        "informed_at": plan["informed_at"].isoformat() if plan["informed_at"] else None,
    }  # fmt: skip


def _let_read(row: Detention, agency_id: UUID, actor: Actor) -> None:
    """Whoever receives him reads what he receives."""
    with acting_as(actor.through("custody")):
        row.party_ids = list(dict.fromkeys([*map(str, row.party_ids), str(agency_id)]))
        row.save(update_fields=["party_ids"])


def _own(actor: Actor) -> str:
    """The permission under which this person orders: a prosecution's or a court's."""
    return "custody.court" if actor.has("custody.court") else "custody.order"


def _parties(row: Detention) -> list[UUID]:
    return [UUID(str(one)) for one in row.party_ids]


@transaction.atomic
def order_detention(
    *, actor: Actor, now: datetime, detention_id: UUID, number: str, until: datetime, reasons: str, case: str = ""
) -> Event:
    """Order that he be held until a moment: the prosecution's own order, or a judge's.

    Args:
        case: number of the case in which he is held, where it is known.

    Raises:
        NotFound, NotPermitted, ThinReasons: as ever.
        Ended: he is not held any more.
        Invalid: no number, or an end that lies in the past.
    """
    row = found(detention_id, actor=actor)
    require_any(actor, "custody.order", "custody.court")
    _open(row)
    asked = Together()
    if not in_one_line(number):
        asked.fault("number", "MISSING")
    if until <= now:
        asked.fault("until", "IN_PAST")
    asked.ask(lambda: require_reasons(reasons))
    asked.settle()
    by = "judge" if actor.has("custody.court") else "prosecution"
    made = decisions.authorise(
        "custody.detain", row, actor=actor, now=now, permission=_own(actor), outcome="detained", owner_id=row.owner_id,
        reasons=reasons, ends_at=until, party_ids=_parties(row),
    )  # fmt: skip
    fields = {"by": by, "number": in_one_line(number), "until": until.isoformat()}
    return append(
        row, "detention_order", actor=actor, now=now, at=now, fields=fields, decision_id=made.id,
        details={"case": in_one_line(case)[:LONGEST_CASE]},
    )  # fmt: skip


@transaction.atomic
def claim_obstacle(
    *, actor: Actor, now: datetime, detention_id: UUID, obstacle: str, number: str, details: dict[str, Any]
) -> Event:
    """Say what keeps him after a release order. Only what the closed list names, with its paper, does (EVD-12).

    Args:
        details: what the row of the list needs: authority, court, date, doctor, counsel present, consent.

    Raises:
        NotFound, NotPermitted: as ever.
        Ended: he is not held any more. Invalid: nothing is named.
        NotAnObstacle: the list does not know it, names it as none, or its number or what it needs is missing.
        Reauthenticate: it keeps somebody who should go, and the last proof of who acts is too old.
    """
    row = found(detention_id, actor=actor)
    actor.require("custody.record")
    actor.require_fresh()
    _open(row)
    if not obstacle.strip():
        raise Invalid(errors=[{"field": "obstacle", "code": "MISSING"}])
    fields = {"code": obstacle.strip(), "number": in_one_line(number) or None}
    needed = [name for name in _needs(obstacle) if not str({"number": number, **details}.get(name, "")).strip()]
    if needed and is_obstacle(obstacle):  # rule: EVD-12
        faults = [{"field": name.replace(" ", "_"), "code": "MISSING"} for name in needed]
        raise NotAnObstacle(errors=faults)
    _require_plan(row, "obstacle", now, fields, now)
    return append(row, "obstacle", actor=actor, now=now, at=now, fields=fields, details=details)


def is_obstacle(code: str) -> bool:
    """Whether the closed list names it as one that keeps somebody."""
    rows: tuple[Any, ...] = charter.current().rows("release_obstacles")
    return any(row.code == code and row.is_obstacle for row in rows)


def _needs(code: str) -> tuple[str, ...]:
    rows: tuple[Any, ...] = charter.current().rows("release_obstacles")
    return next((tuple(row.needs) for row in rows if row.code == code), ())


@transaction.atomic
def open_insolvency(*, actor: Actor, now: datetime, detention_id: UUID, words: str = "") -> Task:
    """An unpaid diya or fine keeps nobody: the court decides on it by itself, and he goes (EVD-12).

    Raises:
        NotFound, NotPermitted: as ever.
    """
    row = found(detention_id, actor=actor)
    actor.require("custody.record")
    return tasks.open_task(row, Task.Kind.INSOLVENCY, actor=actor, now=now, words=words)


@transaction.atomic
def withhold_place(
    *, actor: Actor, now: datetime, detention_id: UUID, by: str, until: datetime, words: str
) -> Detention:
    """His family is not told where he is: by his own wish or by a judge, until a review at the latest (G24).

    Args:
        by: `self` or `judge`.
        until: the day of the review; the withholding ends with it by itself.
        words: his own words before whom, or the number of the judge's order.

    Raises:
        NotFound, NotPermitted: as ever.
        Invalid: neither, no words, or no review within the time that the charter gives.
        Reauthenticate: it hides somebody, and the last proof of who acts is too old.
    """
    row = found(detention_id, actor=actor)
    require_any(actor, "custody.record", "custody.court")
    actor.require_fresh()
    _open(row)
    asked = Together()
    if by not in ("self", "judge"):
        asked.fault("by", "UNKNOWN" if by else "MISSING")
    asked.ask(lambda: require_words(words))
    latest = clocks.due_of(WITHHELD, now)
    if not now < until <= latest:  # rule: G24
        asked.fault("until", "IN_PAST" if until <= now else "TOO_LATE")
    asked.settle()
    row.withheld_by, row.withheld_until = by, until
    with acting_as(actor.through("custody")):
        row.save(update_fields=["withheld_by", "withheld_until"])
    details = {"words": words, "by": by, "until": until.isoformat()}
    append(row, "withheld", actor=actor, now=now, at=happened_at(None, now), details=details)
    return row


def obstacles(lang: str) -> list[tuple[str, str, bool]]:
    """The closed list as people choose from it: code, words, and whether it keeps anybody."""
    rows: tuple[Any, ...] = charter.current().rows("release_obstacles")
    try:
        return [(row.code, row.name(lang), bool(row.is_obstacle)) for row in rows]
    except UnknownCode:
        return []
