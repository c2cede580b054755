"""The days between the private session and the second asking: which two are told of, and whom the office asks next.

The charter gives the heir days to think (COOLING-OFF-DAYS) and the page read aloud names them; a yes counts from day
seven on, in every charter (Q-10, G11). Both are shown wherever the asking is spoken of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.urls import reverse
from django.utils.translation import gettext as _

from tansiq.compartments.victims import ledger
from tansiq.compartments.victims.models import Entry, Errand, Session
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.heirs import MIN_COOLING_OFF_DAYS
from tansiq.kernel.deskline import DeskLine
from tansiq.kernel.reading import day

MOST_LINES, AHEAD = 25, timedelta(days=3)
REFLECTING = ("interviewed", "cooling_off")
# After one of these a waiver is not asked about any more; what the replay refuses of them is looked at afterwards.
_ASKED = ("second_confirmation", "waiver_withdrawn", "sent_to_court", "court_validated", "court_rejected")


@dataclass(frozen=True)
class Reflection:
    """The two days of one session.

    Attributes:
        counts_from: before it a yes confirms nothing.
        told_until: until when the heir was told that there is time to think; never earlier.
    """

    counts_from: datetime
    told_until: datetime


def days_told(at: datetime) -> int:
    """Days for reflection by the charter in force on a day; never fewer than those that bind."""
    told = charter.current().on(charter.local_day(at)).heirs.setting("COOLING-OFF-DAYS")
    return max(int(told or 0), MIN_COOLING_OFF_DAYS)


def reflection(session_at: datetime) -> Reflection:
    """From a session on: seven days that bind, and the days of the charter that the heir was told of."""
    return Reflection(
        session_at + timedelta(days=MIN_COOLING_OFF_DAYS), session_at + timedelta(days=days_told(session_at))
    )  # fmt: skip


def until_told(counts_from: datetime) -> datetime:
    """The second of the two days by the first, where the session itself is not seen: at another desk."""
    return reflection(counts_from - timedelta(days=MIN_COOLING_OFF_DAYS)).told_until


def counted(rows: Iterable[Session]) -> Session | None:
    """The first session from which the days run: one that was private."""
    return next((one for one in rows if not one.is_second and one.entry_id is not None), None)


def both_days(found: Reflection) -> str:
    """The two days as one sentence."""
    return _("A yes counts from %(day)s on. The heir was told that there is time until %(told)s.") % {
        "day": day(charter.local_day(found.counts_from)), "told": day(charter.local_day(found.told_until)),
    }  # fmt: skip


def desk_lines(actor: Actor, now: datetime) -> list[DeskLine]:
    """Heirs who may be asked again, answers that were given elsewhere, and what is confirmed and was not sent."""
    if not actor.has("victims.record"):
        return []
    heard = [row for row in _heard() if reflection(row.held_at).counts_from < now + AHEAD][:MOST_LINES]
    confirmed = list(_confirmed()[:MOST_LINES])
    ledgers = _ledgers({row.matter_id for row in heard} | {row.matter_id for row in confirmed})
    lines = []
    for row in heard:
        if ledger.standing(ledgers[row.matter_id], row.waiver, at=now).state in REFLECTING:
            lines.append(_may_be_asked(row))
    for one in confirmed:
        waiver = one.event["waiver"]
        if ledger.standing(ledgers[one.matter_id], waiver, at=now).state == "reconfirmed":
            words = _("Confirmed a second time, and not yet sent to the court")
            lines.append(_line(words, one.matter.number, one.matter_id, waiver, since_at=one.happened_at))
    return lines + _answered(actor)


def _may_be_asked(row: Session) -> DeskLine:
    found = reflection(row.held_at)
    words = _("This heir may be asked again, from %(day)s on") % {"day": day(charter.local_day(found.counts_from))}
    return _line(words, row.matter.number, row.matter_id, row.waiver, due_at=found.told_until)


def _line(
    words: str, number: str, matter_id: UUID, waiver: str, *, due_at: datetime | None = None,
    since_at: datetime | None = None,
) -> DeskLine:  # fmt: skip
    return DeskLine(
        words, f"{number} {waiver}", due_at, reverse("victims:waiver", args=[matter_id, waiver]), _("Open"),
        since_at=since_at,
    )  # fmt: skip


def _of_waiver(kinds: Iterable[str], waiver: str) -> QuerySet[Entry]:
    """Later lines of the same waiver."""
    rows = Entry.objects.annotate(of=KeyTextTransform("waiver", "event"))
    return rows.filter(matter_id=OuterRef("matter_id"), kind__in=kinds, of=OuterRef(waiver))


def _heard() -> list[Session]:
    """First sessions of waivers about which nobody has been asked again, here or at another desk."""
    elsewhere = Errand.objects.filter(matter_id=OuterRef("matter_id"), waiver=OuterRef("waiver"), cancelled_at=None)
    rows = Session.objects.filter(~Exists(_of_waiver(_ASKED, "waiver")), is_second=False, entry__isnull=False)
    rows = rows.filter(~Exists(elsewhere.filter(taken_at=None))).select_related("matter").order_by("held_at", "id")
    first: dict[tuple[UUID, str], Session] = {}
    for row in rows[: 4 * MOST_LINES]:
        first.setdefault((row.matter_id, row.waiver), row)
    return list(first.values())


def _confirmed() -> QuerySet[Entry]:
    rows = Entry.objects.annotate(name=KeyTextTransform("waiver", "event")).filter(kind="second_confirmation")
    ended = _of_waiver([kind for kind in _ASKED if kind != "second_confirmation"], "name")
    return rows.filter(~Exists(ended)).select_related("matter").order_by("happened_at", "id")


def _answered(actor: Actor) -> list[DeskLine]:
    """What an heir answered at another desk and nobody of the office has taken into the file."""
    rows = Errand.objects.filter(owner_id=actor.home, done_at__isnull=False, taken_at=None, entry=None)
    return [
        _line(_("The heir was asked at the other desk: take it into the file"), row.number, row.matter_id, row.waiver,
              since_at=row.done_at)
        for row in rows.order_by("done_at", "id")[:MOST_LINES]
    ]  # fmt: skip


def _ledgers(matters: set[UUID]) -> dict[UUID, list[Entry]]:
    found: dict[UUID, list[Entry]] = defaultdict(list)
    for row in Entry.objects.filter(matter_id__in=matters).order_by("matter_id", "number"):
        found[row.matter_id].append(row)
    return found
