"""Reads of the roster: who is on shift, in which function, when; and who worked when, for the review of reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tansiq import names
from tansiq.kernel.access import spells
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.models import Member, Shift
from tansiq.kernel.problems import existing


def shifts(
    *, since: datetime, until: datetime, agency_id: UUID | None = None, member_id: UUID | None = None, limit: int = 1000
) -> list[Shift]:
    """Shifts that touch a span of time and were not cancelled, in order; other agencies' by function and number."""
    rows = Shift.objects.filter(cancelled_at=None, starts_at__lt=until, ends_at__gt=since).select_related("agency")
    if agency_id:
        rows = rows.filter(agency_id=agency_id)
    if member_id:
        rows = rows.filter(member_id=member_id)
    return list(rows.order_by("agency__code", "starts_at", "function", "staff_number")[:limit])


def shift(shift_id: UUID) -> Shift:
    """One shift that was not cancelled.

    Raises:
        NotFound: there is none, or it is hidden.
    """
    return existing(Shift.objects.filter(id=shift_id, cancelled_at=None))


def has_taken_duty(*, role: str, agency_id: UUID, now: datetime) -> bool:
    """Whether anybody answers for a function of an agency just now: on shift, not merely on call."""
    rows = Shift.objects.filter(cancelled_at=None, is_on_call=False, starts_at__lte=now, ends_at__gt=now)
    return rows.filter(function=role, agency_id=agency_id).exists()


def is_on_duty(actor: Actor, now: datetime, *, function: str = "") -> bool:
    """Whether the actor is on shift now, in this function or in any."""
    rows = Shift.objects.filter(member_id=actor.member, cancelled_at=None, starts_at__lte=now, ends_at__gt=now)
    return (rows.filter(function=function) if function else rows).exists()


@dataclass(frozen=True)
class Reader:
    """A member as the review of reads knows them: whose account, where, their names, and when they were on duty.

    Attributes:
        has_roster: shifts are planned where the member works, or the member took one.
    """

    user_id: UUID
    member_id: UUID
    agency_id: UUID
    names: tuple[str, str]
    spells: tuple[tuple[datetime, datetime], ...]
    has_roster: bool


def readers(user_ids: Iterable[UUID], *, since: datetime, until: datetime) -> dict[UUID, Reader]:
    """Members by account, with their spells of duty, planned on the roster or taken, that end after `since`.

    What begins at `until` or later is left out: a roster that begins tomorrow says nothing of today. Where shifts are
    planned for anybody of the member's unit, duty that the member takes outside the plan is no shift.
    """
    rows = list(Member.objects.filter(user_id__in=list(user_ids)).order_by("id"))
    planned: dict[UUID, list[spells.Spell]] = {}
    taken: dict[UUID, list[spells.Spell]] = {}
    left: dict[UUID, set[datetime]] = {}
    kept = Shift.objects.filter(
        member_id__in=[row.id for row in rows], cancelled_at=None, ends_at__gte=since, starts_at__lt=until
    )
    for one in kept:
        (taken if one.is_taken else planned).setdefault(one.member_id, []).append((one.starts_at, one.ends_at))
        if one.left_at is not None:
            left.setdefault(one.member_id, set()).add(one.left_at)
    plans = _plans({row.agency_id for row in rows}, since=since, until=until)
    return {
        row.user_id: _reader(
            row, planned, taken, left, is_planned=row.id in planned or (row.agency_id, _unit(row.unit)) in plans
        )
        for row in rows
    }


def _reader(
    row: Member, planned: Mapping[UUID, list[spells.Spell]], taken: Mapping[UUID, list[spells.Spell]],
    left: Mapping[UUID, set[datetime]], *, is_planned: bool,
) -> Reader:  # fmt: skip
    worked = spells.worked(
        planned.get(row.id, ()), sorted(set(taken.get(row.id, ()))), left.get(row.id, ()), is_planned=is_planned
    )
    return Reader(
        row.user_id, row.id, row.agency_id, (row.name_ar, row.name_en), worked, has_roster=is_planned or bool(worked)
    )


def _plans(agency_ids: Iterable[UUID], *, since: datetime, until: datetime) -> set[tuple[UUID, str]]:
    """Agencies and their units in which a shift was planned for anybody in this time.

    Whoever is in no unit shares none: a plan for one of them says nothing of the others.
    """
    rows = Shift.objects.filter(
        agency_id__in=list(agency_ids), cancelled_at=None, is_taken=False, ends_at__gte=since, starts_at__lt=until
    )
    found = rows.order_by().values_list("agency_id", "member__unit").distinct()
    return {(agency, unit) for agency, typed in found if (unit := _unit(typed))}


def _unit(typed: str) -> str:
    """A unit as it is compared: it is typed by hand, and written in more than one way."""
    return names.fold(typed)[0]
