"""What one person has written and a second one reads before it counts, for the desk (Q-05, Q-11, Q-16).

Lines that take a protection away, lines that are said to be mistakes, and court's forms that were typed once.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Final
from uuid import UUID

from django.db.models import Min, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from tansiq.compartments.victims import ledger
from tansiq.compartments.victims.models import Correction, CourtForm, Entry
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.deskline import DeskLine

MOST_LINES: Final = 25
# Lines of one person alone that may wait: an inheritance, and a certificate by which somebody is capable whom another
# line calls a minor or incapable, or who is young by a birth. Whether they do wait the ledger says, file by file.
_MAY_WAIT: Final = """
SELECT e.* FROM victims_entry e
WHERE e.is_alone AND e.kind IN ('offender_inherits', 'certificate')
  AND NOT EXISTS (SELECT 1 FROM victims_confirmation c WHERE c.entry_id = e.id)
  AND NOT EXISTS (SELECT 1 FROM victims_correction k WHERE k.entry_id = e.id AND k.confirmed_at IS NOT NULL)
  AND (e.kind = 'offender_inherits' OR EXISTS (
    SELECT 1 FROM jsonb_array_elements(e.event -> 'heirs') AS h WHERE h ->> 'capacity' = 'capable' AND EXISTS (
      SELECT 1 FROM victims_entry o WHERE o.matter_id = e.matter_id AND (
        (o.kind = 'capacity_ruled' AND o.event ->> 'heir' = h ->> 'heir' AND o.event ->> 'capacity' <> 'capable')
        OR (o.kind = 'certificate' AND EXISTS (
          SELECT 1 FROM jsonb_array_elements(o.event -> 'heirs') AS b
          WHERE b ->> 'heir' = h ->> 'heir' AND (b ->> 'capacity' <> 'capable' OR b ->> 'born_on' IS NOT NULL)))))))
ORDER BY e.recorded_at, e.id
"""


def desk_lines(actor: Actor) -> list[DeskLine]:
    """Since when each waits, and its page; whoever wrote it reads that it is not for him to confirm."""
    is_office = actor.has("victims.record")
    if not is_office and not actor.has("victims.rule"):
        return []
    rows = list(islice(lines(), MOST_LINES))
    prefetch_related_objects(rows, "matter")
    return [
        *(_line(row, _words(row, actor)) for row in rows),
        *_corrections(actor),
        *(_forms() if is_office else []),
    ]


def lines() -> Iterator[Entry]:
    """Lines of every file that exists for the actor and that wait for a second person, the oldest first."""

    @cache
    def waits(matter_id: UUID) -> frozenset[UUID]:
        return frozenset(ledger.waiting(Entry.objects.filter(matter_id=matter_id).order_by("number")))

    for row in Entry.objects.raw(_MAY_WAIT):
        if row.id in waits(row.matter_id):
            yield row


def _words(row: Entry, actor: Actor) -> str:
    if row.recorded_by == actor.user:
        return _("You alone have written this: it counts once a colleague, or the court, has read the paper")
    return _("One person alone has written this: read the paper, and confirm the line if it says so")


def _line(row: Entry, words: str) -> DeskLine:
    to = reverse("victims:matter", args=[row.matter_id])
    return DeskLine(words, row.matter.number, None, f"{to}#line-{row.id}", _("Open"), since_at=row.recorded_at)


def _corrections(actor: Actor) -> list[DeskLine]:
    """Lines that somebody else calls a mistake: they count until a second person takes them out."""
    rows = Correction.objects.filter(confirmed_at=None).exclude(said_by=actor.user)
    words = _("A line is said to be a mistake, and counts: take it out as the second person, or leave it")
    return [
        DeskLine(words, row.matter.number, None,
                 f"{reverse('victims:matter', args=[row.matter_id])}#line-{row.entry_id}", _("Open"),
                 since_at=row.said_at)
        for row in rows.select_related("matter").order_by("said_at", "id")[:MOST_LINES]
    ]  # fmt: skip


def _forms() -> list[DeskLine]:
    """Forms of a court that were typed, and of which no two people have read the same yet."""
    rows = CourtForm.objects.annotate(typed_at=Min("typings__typed_at")).filter(typed_at__isnull=False, entry=None)
    words = _("What a court wrote was typed: it counts once two people have typed the same")
    return [
        DeskLine(words, row.number, None, reverse("victims:court_form", args=[row.id]), _("Open"),
                 since_at=row.typed_at)
        for row in rows.order_by("typed_at", "id")[:MOST_LINES]
    ]  # fmt: skip
