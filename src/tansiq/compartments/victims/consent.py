"""What somebody agreed to: the plan in force, and what speaks against one contact (G10, E45)."""

from __future__ import annotations

from tansiq.compartments.victims.errors import NoConsent, NoContactPlan, NotSafeChannel, WomansOfficerNeeded
from tansiq.compartments.victims.models import ContactPlan, Party
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.problems import Problem


def plan_in_force(party: Party) -> ContactPlan | None:
    """The plan of contact that stands; None where nobody has asked how the person may be reached."""
    return ContactPlan.objects.filter(party=party, replaced_at=None).first()


def against(party: Party, purpose: str, channel: str, actor: Actor) -> list[type[Problem]]:
    """What speaks against a contact, the gravest first."""
    plan = plan_in_force(party)
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
