"""Heirs of this office whom nobody can reach: no plan, no consent, or several attempts in a row that reached nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from django.db.models import Exists, OuterRef

from tansiq.compartments.victims import ledger
from tansiq.compartments.victims.consent import CALLED_OFF
from tansiq.compartments.victims.models import Contact, ContactPlan, Entry, Party
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.charter import queries as charter

MOST = 500
NO_PLAN, NO_CONSENT, NOT_REACHED = "no_plan", "no_consent", "not_reached"


@dataclass(frozen=True)
class Unreached:
    """One heir by the code of the file, why, and when somebody last tried."""

    party: Party
    why: str
    tries: int
    last_at: datetime | None
    needs_woman: bool


def why_of(plan: ContactPlan | None, contacts: Sequence[Contact], most: int) -> tuple[str, int]:
    """Why somebody counts as not reached, and after how many attempts in a row; empty where he is reached.

    Args:
        contacts: those that are over, the last first; an earlier record that does not say counts as reached.
        most: of the charter.
    """
    tries = len(list(takewhile(lambda one: one.was_reached is False, contacts)))
    if plan is None:
        return NO_PLAN, tries
    if not plan.purposes:
        return NO_CONSENT, tries
    return (NOT_REACHED, tries) if tries >= most else ("", tries)


def heirs(*, actor: Actor, now: datetime) -> list[Unreached]:
    """Living heirs of the actor's office who are not reached, by file and code: no name stands in a list.

    Raises:
        NotPermitted: another than the office.
    """
    actor.require("victims.record")
    most = int(charter.current().on(charter.local_day(now)).heirs.setting("TRIES-WITHOUT-REACHING") or 1)
    found = []
    for party in _living():
        plan = next((one for one in party.plans.all() if one.replaced_at is None), None)
        done = [one for one in party.contacts.all() if one.done_at is not None and CALLED_OFF not in one.flags]
        why, tries = why_of(plan, done, most)
        if why:
            last = done[0].planned_for if done else None
            found.append(Unreached(party, why, tries, last, plan is not None and plan.needs_woman))
    return found[:MOST]


def _living() -> list[Party]:
    """Living heirs who may be out of reach: whoever consented and was reached the last time is not even read."""
    told = list(Entry.objects.filter(kind="heir_died").only("matter_id", "event"))
    out = ledger.taken_out(told)
    died = {(row.matter_id, row.event["heir"]) for row in told if row.id not in out}
    consents = ContactPlan.objects.filter(party=OuterRef("pk"), replaced_at=None).exclude(purposes=[])
    missed = Contact.objects.filter(party=OuterRef("pk"), done_at__isnull=False, was_reached=False)
    rows = (
        Party.objects.filter(~Exists(consents) | Exists(missed), kind=Party.Kind.HEIR)
        .select_related("matter")
        .prefetch_related("plans", "contacts")
        .order_by("matter__number", "added_at", "code")
    )
    return [row for row in rows if (row.matter_id, row.code) not in died]
