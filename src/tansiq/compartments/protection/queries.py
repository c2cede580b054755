"""Threats, checks and what is protected, for the protection desk."""

from __future__ import annotations

from uuid import UUID

from tansiq.compartments.protection.models import Check, Danger, Protected, Threat
from tansiq.kernel.problems import existing

MOST = 500


def threats(*, is_open: bool = True, limit: int = MOST) -> list[Threat]:
    """Threats, the most urgent hour first; closed ones newest first."""
    if is_open:
        return list(Threat.objects.filter(closed_at=None).order_by("due_at", "number")[:limit])
    return list(Threat.objects.filter(closed_at__isnull=False).order_by("-closed_at", "number")[:limit])


def threat(threat_id: UUID) -> Threat:
    """One threat; raises NotFound."""
    return existing(Threat.objects.filter(id=threat_id))


def dangers(*, is_open: bool = True, limit: int = MOST) -> list[Danger]:
    """Questions about a danger that wait for an assessment, the first due first; or those answered, newest first."""
    if is_open:
        return list(Danger.objects.filter(assessed_at=None).order_by("due_at", "number")[:limit])
    return list(Danger.objects.filter(assessed_at__isnull=False).order_by("-assessed_at", "number")[:limit])


def danger(danger_id: UUID) -> Danger:
    """One question about a danger; raises NotFound."""
    return existing(Danger.objects.filter(id=danger_id))


def checks(*, is_open: bool = True, limit: int = MOST) -> list[Check]:
    """Checks that wait for an answer, the oldest first; or those that do not, newest first."""
    rows = Check.objects.filter(state=Check.State.CHECKED)
    if not is_open:
        rows = Check.objects.exclude(state=Check.State.CHECKED)
    return list(rows.order_by("received_at" if is_open else "-received_at", "plan_number")[:limit])


def check(check_id: UUID) -> tuple[Check, list[Protected]]:
    """One check with what it touches; raises NotFound."""
    row = existing(Check.objects.filter(id=check_id))
    return row, list(Protected.objects.filter(id__in=row.touched_ids).order_by("number"))


def waiting_checks() -> list[UUID]:
    """Checks whose job has not run; for the room itself."""
    return list(Check.objects.filter(state=Check.State.WAITING).order_by("received_at").values_list("id", flat=True))


def protected(*, is_open: bool = True, limit: int = MOST) -> list[Protected]:
    """What is protected, the newest first."""
    rows = Protected.objects.filter(ended_at=None) if is_open else Protected.objects.exclude(ended_at=None)
    return list(rows.order_by("-made_at", "number")[:limit])
