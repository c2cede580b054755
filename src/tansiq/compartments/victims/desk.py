"""Lines of the duty desk: contacts that are planned, what is to be asked, and what waits for a second person."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from tansiq.compartments.victims import asked, held, queries, said, searches, waiting
from tansiq.compartments.victims.models import Contact, ContactPlan, CooperationNotice, Hold
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.deskline import DeskLine
from tansiq.kernel.reading import day
from tansiq.kernel.replays import end_of

MOST_LINES = 25
AHEAD = timedelta(days=3)
TOLD_FOR = timedelta(days=30)


def desk_lines(actor: Actor, now: datetime) -> list[DeskLine]:
    """Contacts of the next three days and those whose hour has passed; for the court, tasks that nobody has taken."""
    return (
        _contacts(actor, now)
        + _tasks(actor)
        + _reviews(actor, now)
        + _errands(actor)
        + asked.desk_lines(actor, now)
        + waiting.desk_lines(actor)
        + _statements(actor)
        + _spoken(actor, now)
        + _for_a_woman(actor)
        + _searches(actor)
    )


def _spoken(actor: Actor, now: datetime) -> list[DeskLine]:
    """Counsel of heirs reads for some weeks that an accused speaks to the prosecution; then it stands in the file."""
    if "heirs_counsel" not in actor.roles:
        return []
    rows = CooperationNotice.objects.filter(received_at__gt=now - TOLD_FOR).select_related("matter")
    return [
        DeskLine(_("An accused speaks to the prosecution: the heirs’ right is untouched"), row.matter.number, None,
                 reverse("victims:matter", args=[row.matter_id]), _("Open"))
        for row in rows[:MOST_LINES]
    ]  # fmt: skip


def _for_a_woman(actor: Actor) -> list[DeskLine]:
    """Heirs who asked for a woman and whom nobody has planned to reach since, for women's officers (E45)."""
    if "womens_officer" not in actor.roles:
        return []
    since = Contact.objects.filter(party_id=OuterRef("party_id"), planned_at__gte=OuterRef("made_at"))
    asked = ContactPlan.objects.filter(~Exists(since), replaced_at=None, needs_woman=True).exclude(purposes=[])
    return [
        DeskLine(_("An heir asked for a woman: plan the contact yourself"), f"{row.matter.number} {row.party.code}",
                 None, reverse("victims:party", args=[row.party_id]), _("Open"), since_at=row.made_at)
        for row in asked.select_related("matter", "party").order_by("made_at", "id")[:MOST_LINES]
    ]  # fmt: skip


def _searches(actor: Actor) -> list[DeskLine]:
    """Searches for heirs, by the number of their notice, for whoever answers for them (Q-19)."""
    if not actor.has("victims.record"):
        return []
    return [
        DeskLine(_("Heirs are searched for: look what has come of it"), row.number,
                 end_of(row.due_on, charter.current().jurisdiction.tz), reverse("victims:search", args=[row.id]),
                 _("Open"))
        for row in searches.open_searches(MOST_LINES) if row.responsible == actor.user
    ]  # fmt: skip


def _statements(actor: Actor) -> list[DeskLine]:
    """Heirs who spoke before anybody was accused, and who are to be asked again now that somebody is."""
    if not actor.has("victims.record"):
        return []
    return [
        DeskLine(_("Somebody is accused now: ask the heir again"), f"{row.matter.number} {row.heir.code}",
                 accused.added_at, reverse("victims:matter", args=[row.matter_id]), _("Open"))
        for row, accused in said.unasked()[:MOST_LINES]
    ]  # fmt: skip


def _errands(actor: Actor) -> list[DeskLine]:
    """Heirs of another office whom a woman of this desk asks the second time."""
    if not actor.has("victims.record"):
        return []
    return [
        DeskLine(_("An heir is asked the second time here: a yes counts from %(day)s on")
                 % {"day": day(charter.local_day(row.not_before))}, row.number, asked.until_told(row.not_before),
                 reverse("victims:errand", args=[row.id]), _("Open"))
        for row in queries.errands_of(actor)[:MOST_LINES]
    ]  # fmt: skip


def _reviews(actor: Actor, now: datetime) -> list[DeskLine]:
    """Stops whose monthly review is due soon, for the inspector."""
    if not actor.has("victims.review"):
        return []
    return [
        DeskLine(_("A stop stands: its monthly review is due"), one.hold.number, one.due_at,
                 reverse("victims:holds_month"), _("Open"))
        for one in held.to_review(now + AHEAD)[:MOST_LINES]
    ]  # fmt: skip


def _tasks(actor: Actor) -> list[DeskLine]:
    """The court's tasks from the first day of each hold."""
    if not actor.has("victims.rule"):
        return []
    rows = Hold.objects.filter(taken_at=None, lifted_at=None)
    return [
        DeskLine(_("A stop waits for a judge"), row.number, row.court_due_at, reverse("victims:holds"), _("Open"))
        for row in rows[:MOST_LINES]
    ]


def _contacts(actor: Actor, now: datetime) -> list[DeskLine]:
    if not actor.has("victims.record"):
        return []
    rows = Contact.objects.filter(done_at=None, planned_for__lt=now + AHEAD).select_related("matter", "party")
    return [
        DeskLine(_("A contact is planned: read the contact plan first"), f"{row.matter.number} {row.party.code}",
                 row.planned_for, reverse("victims:party", args=[row.party_id]), _("Open"))
        for row in rows.order_by("planned_for", "id")[:MOST_LINES]
    ]  # fmt: skip
