"""What waits for prosecution and court at the duty desk: hearings to enter, rulings that wait or lack something."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tansiq.compartments.casework import queries_rulings as rulings
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.deskline import DeskLine

MOST = 50


def desk_lines(actor: Actor, now: datetime) -> list[DeskLine]:
    """Hearings that nobody has entered since, and what a court said whose paper has not come."""
    if not (actor.has("casework.court") or actor.has("casework.open")):
        return []
    return [
        DeskLine(_("A hearing is to be entered as it was"), row.number, row.starts_at,
                 reverse("casework:hearing_finish", args=[row.id]), _("Enter it"))
        for row in rulings.hearings_to_record(now, MOST)
    ] + [
        DeskLine(_("A ruling is pending: its paper has not come"), row.number, None,
                 reverse("casework:paper_new", args=[row.id]), _("Enter the paper"))
        for row in rulings.without_paper(MOST)
    ] + [
        DeskLine(_("A ruling is incomplete: nobody wrote down who said it, or of which charges"), row.number, None,
                 reverse("casework:court_act_complete", args=[row.id]), _("Complete it"))
        for row in rulings.incomplete(MOST)
    ]  # fmt: skip
