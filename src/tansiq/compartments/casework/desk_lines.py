"""What waits for somebody of a case at the duty desk: pieces that wait for his hand, and those that are not sealed."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tansiq.compartments.casework import queries
from tansiq.compartments.casework.actions.exhibits import end_of_day
from tansiq.compartments.casework.models import Exhibit
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.deskline import DeskLine

MOST = 50


def desk_lines(actor: Actor, now: datetime) -> list[DeskLine]:
    """Pieces that are offered to the actor, and pieces in his hand without a seal; pictures for the spokesperson."""
    if actor.has("casework.speak"):
        return [
            DeskLine(_("A picture waits for the spokesperson"), row.number, None,
                     reverse("casework:picture", args=[row.id]), _("Look at it"))
            for row in queries.pictured() if queries.waits_for_clearing(row)
        ]  # fmt: skip
    if not actor.has("casework.exhibit") or actor.member_id is None:
        return []
    offered = Exhibit.objects.filter(taker_id=actor.member_id).order_by("made_at")[:MOST]
    unsealed = Exhibit.objects.filter(holder_id=actor.member_id, seal="", has_ended=False, is_live=False)
    return [
        DeskLine(_("An exhibit waits for your signature"), row.number, None,
                 reverse("casework:take", args=[row.id]), _("Take over"))
        for row in offered
    ] + [
        DeskLine(_("An exhibit in your hands has no seal"), row.number, end_of_day(row.found_at),
                 reverse("casework:seal", args=[row.id]), _("Put a seal on it"))
        for row in unsealed.order_by("found_at")[:MOST]
    ]  # fmt: skip
