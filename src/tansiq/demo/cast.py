"""Who is in the demo: thirteen agencies, their members for every role, and how they are enrolled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from tansiq.demo import tables
from tansiq.demo.tables import Words
from tansiq.kernel.access import actions, queries
from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.access.rules import OVERSIGHT, Kind
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.db import acting_as

PASSWORD = "rehearsal-of-tansiq"  # noqa: S105  printed by the demo, worth nothing elsewhere
SYSTEM_AGENCIES = frozenset({"joint-room", "protection", "un", "ofac"})
SIGNED_BEFORE = timedelta(days=95)
ACCREDITOR = "demo-accreditor"
# Whom the accreditor has made an inspector, and nobody of oversight has confirmed.
UNCONFIRMED = "demo-inspector3"


@dataclass(frozen=True)
class AgencyRow:
    """An agency. `areas` are codes of its governorates or operational areas; `power` is the legal power it cites."""

    code: str
    name: Words
    kind: Kind
    areas: tuple[str, ...]
    power: str
    may_arrest: bool


@dataclass(frozen=True)
class MemberRow:
    """A member; `may` says in words what the sign-in is good for."""

    handle: str
    agency: str
    name: Words
    roles: tuple[str, ...]
    unit: str
    may: Words


def _agency(row: dict[str, str]) -> AgencyRow:
    return AgencyRow(
        row["code"], Words(row["name_ar"], row["name_en"]), Kind(row["kind"]), tuple(row["areas"].split()),
        row["power"], row["may_arrest"] == "yes",
    )  # fmt: skip


def _member(row: dict[str, str]) -> MemberRow:
    return MemberRow(
        row["handle"], row["agency"], Words(row["name_ar"], row["name_en"]), tuple(row["roles"].split()), row["unit"],
        Words(row["may_ar"], row["may_en"]),
    )  # fmt: skip


AGENCIES: tuple[AgencyRow, ...] = tuple(_agency(row) for row in tables.rows("agencies.csv"))
MEMBERS: tuple[MemberRow, ...] = tuple(_member(row) for row in tables.rows("members.csv"))


def are_enrolled() -> bool:
    """Whether the agencies of the demo are in this database."""
    return any(row.code == AGENCIES[0].code for row in queries.agencies())


def foreign_agencies() -> list[str]:
    """Codes of agencies that are neither of the demo nor of every installation."""
    known = SYSTEM_AGENCIES | {row.code for row in AGENCIES}
    return [row.code for row in queries.agencies() if row.code not in known]


def districts_of(row: AgencyRow) -> list[str]:
    """P-codes of the districts that an agency works in, in order."""
    pack = charter.current()
    joined = {area.code: area.districts for area in pack.operational_areas}
    found = {district.pcode for district in pack.districts() if district.parent in row.areas}
    return sorted(found.union(*(joined.get(code, ()) for code in row.areas)))


def enrol(now: datetime) -> None:
    """Accredit the agencies, enrol the members: accreditor and oversight by the installation, others by him."""
    at, setup = now - SIGNED_BEFORE, system_actor("setup")
    with acting_as(setup), transaction.atomic():
        _enrol_members(setup, at, [row for row in MEMBERS if row.handle == ACCREDITOR])
    accreditor = queries.actor_by_handle(ACCREDITOR)
    with acting_as(accreditor), transaction.atomic():
        for place, row in enumerate(AGENCIES):
            actions.add_agency(
                actor=accreditor, now=at, code=row.code, name_ar=row.name.ar, name_en=row.name.en, kind=row.kind,
                may_arrest=row.may_arrest, command="اللجنة الأمنية", legal_power=row.power,
                districts=districts_of(row), charter_signed_on=charter.local_day(at),
                duty_phone=f"+967 5 000 01{20 + place}",
            )  # fmt: skip
    with acting_as(setup), transaction.atomic():
        _enrol_members(setup, at, [row for row in MEMBERS if _watches(row)])
    with acting_as(accreditor), transaction.atomic():
        _enrol_members(accreditor, at, [row for row in MEMBERS if row.handle != ACCREDITOR and not _watches(row)])


def _watches(row: MemberRow) -> bool:
    return bool(set(row.roles) & set(OVERSIGHT)) and row.handle != UNCONFIRMED


def _enrol_members(actor: Actor, at: datetime, rows: list[MemberRow]) -> None:
    ids = {row.code: row.id for row in queries.agencies()}
    for row in rows:
        actions.add_member(
            actor=actor, now=at, handle=row.handle, password=PASSWORD, agency_id=ids[row.agency], name_ar=row.name.ar,
            name_en=row.name.en, roles=row.roles, vouched=True, unit=row.unit,
            phone=f"+967 5 000 01{50 + MEMBERS.index(row)}",
        )  # fmt: skip
