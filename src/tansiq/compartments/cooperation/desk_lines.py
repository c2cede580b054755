"""Lines of the duty desk: counsel awaited, sessions, terms and promises for the legal reviewer, files for the court."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from tansiq.compartments.cooperation.models import Call, File, Promise, Session, Terms
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.deskline import DeskLine

MOST_LINES = 25
AHEAD = timedelta(days=3)


def desk_lines(actor: Actor, now: datetime) -> list[DeskLine]:
    """What waits for the actor in files of cooperation; numbers, nobody's name."""
    found: list[DeskLine] = []
    if actor.has("cooperation.open") or actor.has("cooperation.handle"):
        found += [*_calls(), *_sessions(now)]
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


def _files() -> list[DeskLine]:
    rows = File.objects.filter(state=File.State.VERIFICATION)[:MOST_LINES]
    return [
        DeskLine(_("A file of cooperation waits for its assessment"), row.number, row.opened_at,
                 reverse("cooperation:file", args=[row.id]), _("Open"))
        for row in rows
    ]  # fmt: skip
