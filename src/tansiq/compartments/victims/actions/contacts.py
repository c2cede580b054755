"""Contact with victims and heirs: planned only as they agreed to it, recorded however it took place (G10, W-4)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.victims.actions.appending import locked_matter
from tansiq.compartments.victims.consent import CALLED_OFF, against, plan_in_force
from tansiq.compartments.victims.drafts import PlanDraft
from tansiq.compartments.victims.errors import (
    AlreadyDone,
    NoConsent,
    NoContactPlan,
    WomansOfficerNeeded,
)
from tansiq.compartments.victims.models import Contact, ContactPlan, Errand, Matter, Party
from tansiq.gateway import passages
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.bases import require_code
from tansiq.kernel.problems import Invalid, existing

LONGEST = {"reach": 200, "safe_time": 200, "not_present": 200, "language": 60, "distance": 200}
LEAST_WORDS = 10
UNAGREED = "CONTACT_WITHOUT_CONSENT"


def _reachable(party_id: UUID) -> Party:
    row = existing(Party.objects.filter(id=party_id, kind__in=(Party.Kind.VICTIM, Party.Kind.HEIR)))
    locked_matter(row.matter_id)
    return row


@transaction.atomic
def write_plan(*, actor: Actor, now: datetime, party_id: UUID, draft: PlanDraft) -> ContactPlan:
    """Write down with the person how and for what they may be reached. It replaces the plan before it.

    What is planned and no longer agreed to is called off. Whoever asked for a woman takes that back before a woman.

    Raises:
        NotFound, NotPermitted: as ever.
        WomansOfficerNeeded: the person asked for a woman, and the actor is no women's officer (E45).
        Invalid: a purpose or way that the charter does not know, or no safe time.
    """
    party = _reachable(party_id)
    actor.require("victims.record")
    before = plan_in_force(party)
    if before is not None and before.needs_woman and "womens_officer" not in actor.roles:  # rule: E45, G11
        raise WomansOfficerNeeded
    require_code("contact_channels", draft.channel, "channel", now)
    for purpose in draft.purposes:
        require_code("contact_purposes", purpose, "purposes", now)
    words = {name: str(getattr(draft, name)).strip() for name in LONGEST}
    if long := [name for name, text in words.items() if len(text) > LONGEST[name]]:
        raise Invalid(errors=[{"field": name, "code": "TOO_LONG"} for name in long])
    if not words["safe_time"]:
        raise Invalid(errors=[{"field": "safe_time", "code": "MISSING"}])
    return _replace(
        party, actor=actor, now=now, purposes=sorted(set(draft.purposes)), channel=draft.channel,
        needs_woman=draft.needs_woman, is_literate=draft.is_literate, **words,
    )  # fmt: skip


def _replace(party: Party, *, actor: Actor, now: datetime, **fields: object) -> ContactPlan:
    ContactPlan.objects.filter(party=party, replaced_at=None).update(replaced_at=now)
    row = ContactPlan(
        matter_id=party.matter_id, party=party, owner_id=party.owner_id, made_at=now, made_by=actor.user,
        made_by_name=actor.name, **fields,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("victims.contact_agreed", row, actor=actor, at=now)
    planned = Contact.objects.filter(party=party, done_at=None)
    unagreed = planned.exclude(purpose__in=row.purposes, channel=row.channel)
    unagreed.update(flags=[CALLED_OFF], done_at=now, done_by=actor.user)  # rule: G10
    return row


@transaction.atomic
def withdraw_consent(*, actor: Actor, now: datetime, party_id: UUID) -> ContactPlan:
    """The person wants no contact any more: for no purpose, from now on. No reason is asked for.

    What was planned is called off. One that took place all the same is recorded as every other.

    Raises:
        NotFound, NotPermitted: as ever.
        NoContactPlan: there was no consent.
    """
    party = _reachable(party_id)
    actor.require("victims.record")
    plan = plan_in_force(party)
    if plan is None:
        raise NoContactPlan
    kept = ("channel", "reach", "safe_time", "not_present", "needs_woman", "language", "is_literate", "distance")
    return _replace(party, actor=actor, now=now, purposes=[], **{name: getattr(plan, name) for name in kept})


@transaction.atomic
def plan_contact(
    *, actor: Actor, now: datetime, party_id: UUID, purpose: str, channel: str, planned_for: datetime
) -> Contact:
    """Plan a contact, within what the person agreed to.

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
        NoContactPlan, NoConsent, NotSafeChannel, WomansOfficerNeeded: the person did not agree to this.
    """
    party = _reachable(party_id)
    actor.require("victims.record")
    require_code("contact_purposes", purpose, "purpose", now)
    require_code("contact_channels", channel, "channel", now)
    if planned_for < now:
        raise Invalid(errors=[{"field": "planned_for", "code": "IN_PAST"}])
    faults = against(party, purpose, channel, actor)
    if faults:  # rule: G10, E45
        raise faults[0]
    row = _contact(party, actor=actor, now=now, purpose=purpose, channel=channel, planned_for=planned_for)
    audit.record("victims.contact_planned", row, actor=actor, at=now)
    return row


def _contact(party: Party, *, actor: Actor, now: datetime, **fields: object) -> Contact:
    row = Contact(
        matter_id=party.matter_id, party=party, owner_id=party.owner_id, planned_at=now, planned_by=actor.user, **fields
    )
    row.save(force_insert=True)
    return row


@transaction.atomic
def finish_contact(*, actor: Actor, now: datetime, contact_id: UUID, outcome: str, was_reached: bool = True) -> Contact:
    """Say what came of a planned contact. Nobody reached is an outcome too; what was wrong with it is flagged.

    Raises:
        NotFound, NotPermitted: as ever.
        AlreadyDone: it was said before.
        Invalid: nothing said.
    """
    row = existing(Contact.objects.select_for_update(of=("self",)).filter(id=contact_id))
    actor.require("victims.record")
    if row.done_at is not None:
        raise AlreadyDone
    row.outcome, row.was_reached, row.done_at, row.done_by = _words(outcome), was_reached, now, actor.user
    row.flags = _flaws(row.party, row.purpose, row.channel, now, actor=actor, now=now)  # rule: E45
    row.save(update_fields=["flags", "outcome", "was_reached", "done_at", "done_by"])
    audit.record("victims.contact_made", row, actor=actor, at=now)
    return row


def _flaws(party: Party, purpose: str, channel: str, at: datetime, *, actor: Actor, now: datetime) -> list[str]:
    """What was wrong with a contact that took place then; the inspector is told of one without consent."""
    flags = [fault.code for fault in against(party, purpose, channel, actor, at)]
    if {NoConsent.code, NoContactPlan.code} & set(flags):  # rule: G10, W-4
        tell_inspector(UNAGREED, party.matter, actor=actor, now=now)
    return flags


def _words(outcome: str) -> str:
    if len(outcome.strip()) < LEAST_WORDS:
        raise Invalid(errors=[{"field": "outcome", "code": "TOO_SHORT"}])
    return outcome.strip()


@transaction.atomic
def record_contact(
    *, actor: Actor, now: datetime, party_id: UUID, purpose: str, channel: str, took_place_at: datetime, outcome: str,
    was_reached: bool = True,
) -> Contact:  # fmt: skip
    """Record a contact that took place without a plan. It is never refused; what was wrong with it is flagged.

    The inspector is told of one without consent, by the number of the matter.

    Raises:
        NotFound, NotPermitted: as ever.
        Invalid: an unknown purpose or way, a moment that has not come, or nothing said.
    """
    party = _reachable(party_id)
    actor.require("victims.record")
    require_code("contact_purposes", purpose, "purpose", now)
    require_code("contact_channels", channel, "channel", now)
    if took_place_at > now:
        raise Invalid(errors=[{"field": "took_place_at", "code": "IN_FUTURE"}])
    flags = _flaws(party, purpose, channel, took_place_at, actor=actor, now=now)
    row = _contact(
        party, actor=actor, now=now, purpose=purpose, channel=channel, planned_for=took_place_at, flags=flags,
        outcome=_words(outcome), was_reached=was_reached, done_at=now, done_by=actor.user,
    )  # fmt: skip
    audit.record("victims.contact_recorded", row, actor=actor, at=now)
    return row


def tell_of_unplanned(party: Party, purpose: str, *, actor: Actor, now: datetime) -> None:
    """Tell the inspector of somebody who was met though nobody had asked how that is safe, or who had not agreed to it.

    The meeting took place and is not refused (W-4); the inspector reads the number of the file.
    """
    plan = plan_in_force(party)
    if plan is None:  # rule: G10
        tell_inspector("SESSION_WITHOUT_CONTACT_PLAN", party.matter, actor=actor, now=now)
    elif purpose not in plan.purposes:  # rule: G10
        tell_inspector(UNAGREED, party.matter, actor=actor, now=now)


def tell_inspector(code: str, matter: Matter | Errand, *, actor: Actor, now: datetime) -> None:
    """Tell the inspector of something in a file of victims, by the number of the file alone.

    Also from a desk that has lost its standing: what was said there is kept, and told.
    """
    notice = passages.Notice(code=code, reference=matter.number)
    passages.cross("notice", notice, actor=actor, now=now, owner_id=actor.agency_id or actor.home)
