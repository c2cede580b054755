"""What waits at the protection desk: threats by their hour, dangers to assess, plans to answer about."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tansiq.compartments.protection import queries
from tansiq.compartments.protection.models import Threat
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.deskline import DeskLine

MOST_LINES = 50


def desk_lines(actor: Actor, now: datetime) -> list[DeskLine]:
    """Threats that wait for a decision or an approval, dangers to assess, and plans that wait for an answer."""
    if not actor.has("protection.read"):
        return []
    found = []
    for row in queries.threats(limit=MOST_LINES):
        url = reverse("protection:threat", args=[row.id])
        if row.state == Threat.State.OPEN:
            found.append(DeskLine(_("A life is threatened: decide about a warning"), row.number, row.due_at, url,
                                  _("Decide"), urgent=True))  # fmt: skip
        elif row.state == Threat.State.TO_APPROVE and actor.has("protection.approve"):
            found.append(DeskLine(_("Somebody is not to be warned: approve it or send it back"), row.number, row.due_at,
                                  url, _("Decide"), urgent=True))  # fmt: skip
    found += [
        DeskLine(_("Somebody is to be heard: assess the danger to him"), one.number, one.due_at,
                 reverse("protection:danger", args=[one.id]), _("Assess"))
        for one in queries.dangers(limit=MOST_LINES)
    ]  # fmt: skip
    for check in queries.checks(limit=MOST_LINES):
        found.append(DeskLine(
            _("The watch officer waits for your word about a plan"), check.plan_number,
            clocks.due_of("PLAN-ANSWER", check.received_at), reverse("protection:check", args=[check.id]), _("Reply"),
        ))  # fmt: skip
    return found
