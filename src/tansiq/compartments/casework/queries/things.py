"""Reads of devices, weapons and bulletins."""

from __future__ import annotations

from uuid import UUID

from tansiq.compartments.casework.models import Annex, Bulletin, Device, Photograph, TraceRequest, Weapon
from tansiq.compartments.casework.queries.cases import MOST
from tansiq.kernel.problems import existing


def devices(case_id: UUID) -> list[Device]:
    """Devices of a case, by when they were found."""
    return list(Device.objects.filter(case_id=case_id).order_by("found_at", "id")[:MOST])


def device(device_id: UUID) -> Device:
    """One device.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Device.objects.select_related("case", "incident").filter(id=device_id))


def annexes(device_id: UUID) -> list[Annex]:
    """What explosives officers wrote for each other; for everybody else there is none."""
    return list(Annex.objects.filter(device_id=device_id).order_by("made_at", "id"))


def weapons(case_id: UUID) -> list[Weapon]:
    """Weapons of a case."""
    return list(Weapon.objects.filter(case_id=case_id).order_by("made_at", "id")[:MOST])


def weapon(weapon_id: UUID) -> Weapon:
    """One weapon.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Weapon.objects.select_related("case", "exhibit").filter(id=weapon_id))


def trace_requests(weapon_id: UUID) -> list[TraceRequest]:
    """Questions about a weapon, the oldest first."""
    return list(TraceRequest.objects.filter(weapon_id=weapon_id).order_by("made_at", "id"))


def trace_request(request_id: UUID) -> TraceRequest:
    """One question about a weapon.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(TraceRequest.objects.filter(id=request_id))


def bulletins() -> list[Bulletin]:
    """Bulletins of the actor's cases, newest first."""
    return list(Bulletin.objects.select_related("incident").order_by("-made_at", "-id")[:MOST])


def bulletin(bulletin_id: UUID) -> Bulletin:
    """One bulletin with what it is about.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Bulletin.objects.select_related("case", "incident", "device").filter(id=bulletin_id))


def pictured() -> list[Bulletin]:
    """Bulletins with a picture, as the spokesperson sees them: those that wait first, then the newest."""
    rows = Bulletin.objects.filter(photograph__isnull=False).order_by("-made_at", "-id")[:MOST]
    return sorted(rows, key=lambda row: not waits_for_clearing(row))


def waits_for_clearing(row: Bulletin) -> bool:
    """Whether the spokesperson still has to look at its picture."""
    return not (row.picture_cleared_at or row.sent_at or row.withdrawn_at)


def pictured_one(bulletin_id: UUID) -> Bulletin:
    """One of them, without its case.

    Raises:
        NotFound: absent, hidden, or without a picture.
    """
    return existing(Bulletin.objects.filter(photograph__isnull=False).filter(id=bulletin_id))


def spoken_picture(bulletin_id: UUID) -> Photograph:
    """The picture of one of them.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Photograph.objects.filter(id__in=[pictured_one(bulletin_id).photograph_id]))
