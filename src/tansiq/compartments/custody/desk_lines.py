"""What waits for somebody of the custody room at the duty desk."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tansiq.compartments.custody import queries
from tansiq.compartments.custody.models import Detention
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.deskline import DeskLine

MOST_LINES = 50


def _file(row: Detention) -> str:
    return reverse("custody:detention", args=[row.id])


def _holds(actor: Actor) -> list[DeskLine]:
    """Releases first: from the minute at which they were spoken they are the gate's."""
    if not actor.has("custody.record"):
        return []
    lines = [
        DeskLine(
            _("A release was ordered: let him go"), row.number,
            clocks.due_of("RELEASE-EXECUTE", row.release_ordered_at or row.since),
            reverse("custody:act", args=[row.id, "released"]), _("He walked out"),
        )
        for row in queries.to_release(limit=MOST_LINES)
        if row.owner_id in actor.agency_ids
    ]  # fmt: skip
    lines += [
        DeskLine(_("The next clock of somebody who is held"), row.number, row.next_due_at, _file(row), _("Look at it"))
        for row in queries.register(limit=MOST_LINES)
        if row.owner_id in actor.agency_ids and row.release_ordered_at is None and row.next_due_at is not None
    ]
    return lines


def _arrests(actor: Actor) -> list[DeskLine]:
    if not actor.has("custody.arrest") or actor.has("custody.record"):
        return []
    rows = queries.arrested_by(actor.agency_ids, limit=MOST_LINES)
    seen = queries.was_presented(row.id for row in rows)
    return [
        DeskLine(
            _("Bring him before the prosecution or a judge"), row.number, clocks.due_of("ARR-TO-JUDICIARY", row.since),
            _file(row), _("Look at it"),
        )
        for row in rows
        if row.id not in seen and row.release_ordered_at is None
    ]  # fmt: skip


def _orders(actor: Actor) -> list[DeskLine]:
    if not actor.has("custody.order"):
        return []
    rows = queries.to_present(limit=MOST_LINES)
    seen = queries.was_presented(row.id for row in rows)
    return [
        DeskLine(
            _("Somebody waits for your order: hold or release")
            if row.id in seen
            else _("Somebody is to be brought before you"),
            row.number, row.next_due_at, _file(row), _("Decide") if row.id in seen else _("Look at it"),
        )
        for row in rows
        if row.next_due_at is not None
    ]  # fmt: skip


def _children(actor: Actor) -> list[DeskLine]:
    if not actor.has("custody.child"):
        return []
    return [
        DeskLine(
            _("A child, or whoever may be one, is held"), row.number, row.next_due_at, _file(row), _("Take him in")
        )
        for row in queries.register(limit=MOST_LINES)
    ]


def _families(actor: Actor, now: datetime) -> list[DeskLine]:
    lines = []
    if actor.has("custody.enquire"):
        lines += [
            DeskLine(
                _("A family waits to be told")
                if row.detention_id and row.kin_shown
                else _("A family waits for an answer"),
                row.number, row.due_at, reverse("custody:enquiry", args=[row.id]), _("Open"),
            )
            for row in queries.enquiries(limit=MOST_LINES)
            if row.told_at is None or (row.detention_id and row.kin_shown and row.state == "found")
        ]  # fmt: skip
        lines += [
            DeskLine(
                _("An enquiry waits for a second person to close it"), row.number, None,
                reverse("custody:enquiry", args=[row.id]), _("Decide"),
            )
            for row in queries.enquiries(limit=MOST_LINES)
            if row.close_asked_by not in (None, actor.user_id)
        ]  # fmt: skip
    if actor.has("custody.inspect"):
        lines += [
            DeskLine(
                _("A force has not told a family whom it holds: go there and look"), row.number, row.due_at,
                reverse("custody:answer", args=[row.id]), _("Reply"),
            )
            for row in queries.asks_of_inspector(now, limit=MOST_LINES)
        ]  # fmt: skip
    if actor.has("custody.answer"):
        lines += [
            DeskLine(
                _("A family asks whether you hold somebody"), row.number, row.due_at,
                reverse("custody:answer", args=[row.id]), _("Reply"),
            )
            for row in queries.asks(actor.agency_ids, limit=MOST_LINES)
        ]  # fmt: skip
    return lines


def _tasks(actor: Actor) -> list[DeskLine]:
    if not (actor.has("custody.record") or actor.has("custody.court")):
        return []
    return [
        DeskLine(
            str(row.get_kind_display()), row.number, None,
            _file(row.detention) if row.kind == "fingerprint" else reverse("custody:task", args=[row.id]), _("Open"),
        )
        for row in queries.tasks(limit=MOST_LINES)
        if row.role in actor.roles
    ]  # fmt: skip


def desk_lines(actor: Actor, now: datetime) -> list[DeskLine]:
    """Releases, running clocks, presentations, children, families and tasks."""
    return _holds(actor) + _arrests(actor) + _orders(actor) + _children(actor) + _families(actor, now) + _tasks(actor)
