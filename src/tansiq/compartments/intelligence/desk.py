"""What waits for somebody at the duty desk."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tansiq.compartments.intelligence import plan_queries
from tansiq.compartments.intelligence.models import InformationRequest, Plan, PlanConflict, PlanNotice, Subject
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.deskline import DeskLine

NOBODY = UUID(int=0)
MOST_LINES = 50
REVIEW_AHEAD = timedelta(days=30)


def _at(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=charter.current().jurisdiction.tz)


def _to_accept(actor: Actor) -> list[DeskLine]:
    if not actor.has("intelligence.accept"):
        return []
    rows = Subject.objects.filter(state=Subject.State.PROPOSED).exclude(author_id=actor.member_id or NOBODY)
    return [
        DeskLine(_("A proposed subject waits for a second person"), row.number, _at(row.review_on),
                 reverse("intelligence:subject", args=[row.id]), _("Decide"))
        for row in rows.order_by("review_on")[:MOST_LINES]
    ]  # fmt: skip


def _to_review(actor: Actor, now: datetime) -> list[DeskLine]:
    if not actor.has("intelligence.accept"):
        return []
    soon = Q(state=Subject.State.ACTIVE, review_on__lte=charter.local_day(now + REVIEW_AHEAD))
    rows = Subject.objects.filter(soon | Q(state=Subject.State.UNDER_REVIEW))
    return [
        DeskLine(_("A subject record ends unless it is reviewed"), row.number, _at(row.review_on),
                 reverse("intelligence:subject", args=[row.id]), _("Review"))
        for row in rows.order_by("review_on")[:MOST_LINES]
    ]  # fmt: skip


def _to_answer(actor: Actor) -> list[DeskLine]:
    if not actor.has("intelligence.answer"):
        return []
    rows = InformationRequest.objects.filter(addressee_id__in=actor.agency_ids, state=InformationRequest.State.ASKED)
    return [
        DeskLine(_("Another agency asks for information"), row.number, row.due_at,
                 reverse("intelligence:request", args=[row.id]), _("Reply"), urgent=row.purpose == "LIFE_AT_RISK")
        for row in rows.order_by("due_at")[:MOST_LINES]
    ]  # fmt: skip


def _to_call(actor: Actor) -> list[DeskLine]:
    """For watch officers: conflicts, each with its clock, and plans that wait for a call."""
    if not actor.has("intelligence.deconflict"):
        return []
    found = [
        DeskLine(
            _("Plans of two agencies touch each other"),
            row.number,
            clocks.due_of("PLAN-CONFLICT", row.found_at),
            reverse("intelligence:conflict", args=[row.id]),
            _("Take it") if not row.owned_by else _("Resolve it"),
        )
        for row in plan_queries.conflicts(limit=MOST_LINES)
        if row.state == PlanConflict.State.FOUND or row.owned_by == actor.user_id
    ]
    return found + [
        DeskLine(_("A planned operation waits for your call"), row.number, clocks.due_of("PLAN-CALL", row.checked_at),
                 reverse("intelligence:plan", args=[row.id]), _("Call"))
        for row in plan_queries.plans(state=Plan.State.CHECKED, limit=MOST_LINES)
    ]  # fmt: skip


def _touched(actor: Actor) -> list[DeskLine]:
    """For planners: that another agency's plan touches theirs, and nothing of it."""
    if not actor.has("intelligence.plan"):
        return []
    rows = PlanNotice.objects.filter(owner_id__in=actor.agency_ids, ended_at=None).order_by("found_at")
    return [
        DeskLine(_("Another agency’s plan touches yours: call the watch officer"), row.conflict_number, None,
                 reverse("intelligence:plan", args=[row.plan_id]), _("Read"))
        for row in rows[:MOST_LINES]
    ]  # fmt: skip


def desk_lines(actor: Actor, now: datetime) -> list[DeskLine]:
    """Subjects to accept, reviews due within thirty days, requests to answer, plans to call, conflicts."""
    waiting = _to_accept(actor) + _to_review(actor, now) + _to_answer(actor)
    return waiting + _to_call(actor) + _touched(actor)
