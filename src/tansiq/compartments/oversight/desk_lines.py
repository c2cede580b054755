"""What waits for the inspector, for a desk that takes complaints and for an agency that answers, on the duty desk."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tansiq.compartments.oversight import queries
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.deskline import DeskLine
from tansiq.kernel.reading import day

MOST_LINES = 50
# Somebody waits for these: they stand before what the house has to do with itself.
OWN = 0


def _inspector(actor: Actor) -> list[DeskLine]:
    if not actor.has("oversight.decide"):
        return []
    lines = [
        DeskLine(
            _("A complaint waits for your decision"), row.number, row.due_at,
            reverse("oversight:complaint_decide", args=[row.id]), _("Decide"), rank=OWN,
        )
        for row in queries.complaints(limit=MOST_LINES)
    ]  # fmt: skip
    lines += [
        DeskLine(
            _("An appeal waits for another inspector than the first"), row.number, row.due_at,
            reverse("oversight:appeal", args=[row.id]), _("Decide"), rank=OWN,
        )
        for row in queries.appeals(limit=MOST_LINES)
        if actor.user_id not in (row.first_by, row.filed_by)
    ]  # fmt: skip
    return lines


def _reads(actor: Actor) -> list[DeskLine]:
    """Reads to look at: whoever's for the inspector, those of inspectors alone for the judge's delegate."""
    if not (actor.has("oversight.close") or actor.has("oversight.judge_inspector")):
        return []
    lines = [
        DeskLine(
            str(row.get_pattern_display()), row.id.hex[:8].upper(), clocks.due_of("READ-FINDING", row.found_at),
            reverse("oversight:finding", args=[row.id]), _("Look at it"),
        )
        for row in queries.findings(limit=MOST_LINES)
    ]  # fmt: skip
    lines += [
        DeskLine(
            _("Reads of the weekly sample wait for a verdict"), day(row.week_on),
            clocks.due_of("READ-SAMPLE", row.drawn_at), reverse("oversight:sample", args=[row.id]), _("Judge it"),
        )
        for row in queries.samples(limit=4)
        if any(not one.verdict for one in row.items.all())
    ]  # fmt: skip
    return lines


def _second_key(actor: Actor) -> list[DeskLine]:
    if not actor.has("oversight.second_key"):
        return []
    return [
        DeskLine(
            _("A footprint waits for the second key"), row.number, None,
            reverse("oversight:footprint", args=[row.id]), _("Open"),
        )
        for row in queries.footprints(limit=MOST_LINES)
        if row.decided_at is None and row.requested_by != actor.user_id
    ]  # fmt: skip


def _desk(actor: Actor) -> list[DeskLine]:
    if not actor.has("oversight.file"):
        return []
    return [
        DeskLine(
            _("A receipt is not yet in the person’s hand"), row.number, clocks.due_of("REDRESS-ACK", row.filed_at),
            reverse("oversight:complaint_receipt", args=[row.id]), _("Print it"),
        )
        for row in queries.complaints(limit=MOST_LINES)
        if row.received_at is None and row.owner_id in actor.agency_ids
    ]  # fmt: skip


def _agency(actor: Actor) -> list[DeskLine]:
    if not actor.has("oversight.answer"):
        return []
    lines = [
        DeskLine(
            _("A complaint was upheld: put right what you hold"), row.number, row.due_at,
            reverse("oversight:task", args=[row.id]), _("Reply"),
        )
        for row in queries.tasks(limit=MOST_LINES)
    ]  # fmt: skip
    lines += [
        DeskLine(
            _("The inspector asks for the reason of a read"), row.number,
            clocks.due_of("READ-QUESTION", row.asked_at), reverse("oversight:question", args=[row.id]), _("Reply"),
        )
        for row in queries.questions(limit=MOST_LINES)
    ]  # fmt: skip
    return lines


def desk_lines(actor: Actor, now: datetime) -> list[DeskLine]:
    """Complaints, findings, samples, second keys, receipts and what an agency owes the inspector."""
    return _inspector(actor) + _reads(actor) + _second_key(actor) + _desk(actor) + _agency(actor)
