"""What somebody agreed to: the plan in force, and what speaks against one contact (G10, E45)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from tansiq.compartments.victims.errors import NoConsent, NoContactPlan, NotSafeChannel, WomansOfficerNeeded
from tansiq.compartments.victims.models import ContactPlan, Party
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.problems import Problem

# Of a contact that was planned, and to which the person does not agree any more.
CALLED_OFF = "CALLED_OFF"


def plan_in_force(party: Party, at: datetime | None = None) -> ContactPlan | None:
    """The plan of contact that stands, or stood at some moment; None where nobody had asked how to reach the person."""
    rows = ContactPlan.objects.filter(party=party)
    if at is None:
        return rows.filter(replaced_at=None).first()
    return rows.filter(Q(replaced_at=None) | Q(replaced_at__gt=at), made_at__lte=at).first()


def against(party: Party, purpose: str, channel: str, actor: Actor, at: datetime | None = None) -> list[type[Problem]]:
    """What speaks against a contact now, or spoke against one at some moment, the gravest first."""
    plan = plan_in_force(party, at)
    if plan is None:
        return [NoContactPlan]
    found: list[type[Problem]] = []
    if purpose not in plan.purposes:
        found.append(NoConsent)
    if plan.needs_woman and "womens_officer" not in actor.roles:
        found.append(WomansOfficerNeeded)
    if channel != plan.channel:
        found.append(NotSafeChannel)
    return found
