"""Lines of the duty desk: counsel awaited, sessions, terms and promises for the legal reviewer, files for the court."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tansiq.compartments.cooperation.actions.protection import CLOCK
from tansiq.compartments.cooperation.actions.telling import KIND
from tansiq.compartments.cooperation.models import Call, File, Promise, ProtectionLink, Session, Step, Terms
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.deskline import DeskLine
from tansiq.kernel.replays import end_of

MOST_LINES = 25
AHEAD = timedelta(days=3)


def desk_lines(actor: Actor, now: datetime) -> list[DeskLine]:
    """What waits for the actor in files of cooperation; numbers, nobody's name."""
    found: list[DeskLine] = []
    if actor.has("cooperation.open") or actor.has("cooperation.handle"):
        found += [*_calls(), *_sessions(now)]
    if actor.has("cooperation.open"):
        found += [*_to_keep(now), *_dangers(), *_heirs()]
    if actor.has("cooperation.review"):
        found += [*_terms(), *_promises()]
    if actor.has("cooperation.rule"):
        found += _files()
    return found


def _calls() -> list[DeskLine]:
    rows = Call.objects.filter(came_at=None, file__ended_at=None).select_related("file")[:MOST_LINES]
    return [
        DeskLine(_("Counsel was called and is awaited"), row.file.number, row.due_at,
                 reverse("cooperation:call", args=[row.id]), _("Open"))
        for row in rows
    ]  # fmt: skip


def _sessions(now: datetime) -> list[DeskLine]:
    rows = Session.objects.filter(held_at=None, planned_for__lt=now + AHEAD, file__ended_at=None)
    return [
        DeskLine(_("A session with a cooperating person is planned"), row.number, row.planned_for,
                 reverse("cooperation:session", args=[row.id]), _("Open"))
        for row in rows[:MOST_LINES]
    ]  # fmt: skip


def _dangers() -> list[DeskLine]:
    """Files with a counsel about whose danger the protection desk was not asked, by the clock that runs on them."""
    rows = File.objects.filter(
        ~Exists(ProtectionLink.objects.filter(file=OuterRef("pk"))), protection_at=None, ended_at=None,
    ).exclude(state=File.State.APPROACH)  # fmt: skip
    files = list(rows.order_by("opened_at", "id")[:MOST_LINES])
    running = clocks.Clock.objects.filter(code=CLOCK, subject_id__in=[row.id for row in files], met_at=None)
    due = dict(running.values_list("subject_id", "due_at"))
    return [
        DeskLine(_("Ask the protection desk about the danger to a cooperating person"), row.number, due.get(row.id),
                 reverse("cooperation:act", args=[row.id, "danger"]), _("Ask it"), since_at=row.opened_at)
        for row in files
    ]  # fmt: skip


def _heirs() -> list[DeskLine]:
    """Files of which counsel of the heirs may be told, and nobody has decided it."""
    rows = File.objects.filter(
        Exists(Terms.objects.filter(file=OuterRef("pk"), approved_at__isnull=False)),
        ~Exists(Step.objects.filter(file=OuterRef("pk"), kind=KIND)), protection_at__isnull=False, ended_at=None,
    )  # fmt: skip
    return [
        DeskLine(_("Counsel of the heirs is to be told that an accused speaks"), row.number, None,
                 reverse("cooperation:act", args=[row.id, "heirs-told"]), _("Decide"), since_at=row.protection_at)
        for row in rows.order_by("protection_at", "id")[:MOST_LINES]
    ]  # fmt: skip


def _terms() -> list[DeskLine]:
    rows = Terms.objects.filter(review=Terms.Review.WAITING).select_related("file")[:MOST_LINES]
    return [
        DeskLine(_("Terms wait for legal review"), row.file.number, row.recorded_at,
                 reverse("cooperation:terms", args=[row.id]), _("Review"))
        for row in rows
    ]  # fmt: skip


def _promises() -> list[DeskLine]:
    rows = Promise.objects.filter(answered_at=None).exclude(flags=[])[:MOST_LINES]
    return [
        DeskLine(_("Somebody promised what he may not"), row.number, row.said_at,
                 reverse("cooperation:promise", args=[row.id]), _("Reply"))
        for row in rows
    ]  # fmt: skip


def _to_keep(now: datetime) -> list[DeskLine]:
    """What the prosecution promised and is to have done within days, and what has no day yet."""
    rows = Promise.objects.filter(flags=[], outcome_at=None)
    near = charter.local_day(now + AHEAD)
    rows = rows.filter(Q(due_on=None) | Q(due_on__lte=near)).order_by("due_on", "said_at", "id")
    tz = charter.current().jurisdiction.tz
    return [
        DeskLine(_("The prosecution promised it") if row.due_on else _("A promise of the prosecution has no day"),
                 row.number, end_of(row.due_on, tz) if row.due_on else None,
                 reverse("cooperation:promise", args=[row.id]), _("Open"))
        for row in rows[:MOST_LINES]
    ]  # fmt: skip


def _files() -> list[DeskLine]:
    rows = File.objects.filter(state=File.State.VERIFICATION)[:MOST_LINES]
    return [
        DeskLine(_("A file of cooperation waits for its assessment"), row.number, row.opened_at,
                 reverse("cooperation:file", args=[row.id]), _("Open"))
        for row in rows
    ]  # fmt: skip
