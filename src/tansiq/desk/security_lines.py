"""What the desk tells a member about their own sign-in."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from tansiq.kernel.access import queries
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import queries as log
from tansiq.kernel.deskline import DeskLine

TOLD_FOR = timedelta(days=7)
REMOVALS = ("access.factor_removed", "access.factor_reset")


def grants(actor: Actor, now: datetime) -> list[DeskLine]:
    """A role of oversight or of accreditation waits for one of oversight."""
    if not actor.has("access.confirm"):
        return []
    what = _("Somebody shall watch over others, or make members: confirm the role or end it")
    return [
        DeskLine(
            what=what, reference=row.member.staff_number, due_at=None, url=reverse("desk:grant", args=[row.id]),
            act=_("Look"), since_at=row.granted_at,
        )
        for row in queries.waiting_grants()
        if row.member_id != actor.member_id
    ]  # fmt: skip


def lines(actor: Actor, now: datetime) -> list[DeskLine]:
    """For a week: a second factor of this member was removed."""
    if actor.member_id is None:
        return []
    entries = [row for row in log.of_subject(actor.member_id) if row.act in REMOVALS and row.at > now - TOLD_FOR]
    if not entries:
        return []
    what = _("A second factor of yours was removed. If that was not agreed with you, tell your inspector.")
    return [DeskLine(what=what, reference=actor.handle, due_at=None, url=reverse("mfa_index"), act=_("Look"))]
