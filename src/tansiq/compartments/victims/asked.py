"""The days between the private session and the second asking: which two are told of, and whom the office asks next.

The charter gives the heir days to think (COOLING-OFF-DAYS) and the page read aloud names them; a yes counts from day
seven on, in every charter (Q-10, G11). Both are shown wherever the asking is spoken of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import islice
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.urls import reverse
from django.utils.translation import gettext as _

from tansiq.compartments.victims import ledger
from tansiq.compartments.victims.models import Correction, Entry, Errand, Session
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
    state = _states(now)
    heard = (row for row in _heard(now) if state(row.matter_id, row.waiver) in REFLECTING)
    confirmed = (row for row in _confirmed() if state(row.matter_id, row.event["waiver"]) == "reconfirmed")
    words = _("Confirmed a second time, and not yet sent to the court")
    # What is cut is what the ledger says may be asked or sent: others in front would hide it for good.
    return [
        *(_may_be_asked(row) for row in islice(heard, MOST_LINES)),
        *(_line(words, one.matter.number, one.matter_id, one.event["waiver"], since_at=one.happened_at)
          for one in islice(confirmed, MOST_LINES)),
        *_answered(actor),
    ]  # fmt: skip


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


def _gone(waiver: str, heir: str) -> Q:
    """A waiver that was found void, or whose heir has died: for good, unless two people found that to be a mistake."""
    mistaken = Correction.objects.filter(entry=OuterRef("pk"), confirmed_at__isnull=False)
    void = _of_waiver(["inquiry_closed"], waiver).filter(~Exists(mistaken), event__outcome="void")
    died = Entry.objects.annotate(who=KeyTextTransform("heir", "event")).filter(
        ~Exists(mistaken), matter_id=OuterRef("matter_id"), kind="heir_died", who=OuterRef(heir)
    )  # fmt: skip
    return Q(Exists(void)) | Q(Exists(died))


def _heard(now: datetime) -> Iterator[Session]:
    """First sessions of waivers about which nobody has been asked again, here or at another desk, and soon may be."""
    elsewhere = Errand.objects.filter(matter_id=OuterRef("matter_id"), waiver=OuterRef("waiver"), cancelled_at=None)
    rows = Session.objects.filter(~Exists(_of_waiver(_ASKED, "waiver")), is_second=False, entry__isnull=False)
    rows = rows.filter(~Exists(elsewhere.filter(taken_at=None)), ~_gone("waiver", "entry__heir__code"))
    first: set[tuple[UUID, str]] = set()
    for row in rows.select_related("matter").order_by("held_at", "id"):
        if reflection(row.held_at).counts_from >= now + AHEAD:
            return
        if (row.matter_id, row.waiver) not in first:
            first.add((row.matter_id, row.waiver))
            yield row


def _confirmed() -> QuerySet[Entry]:
    rows = Entry.objects.annotate(name=KeyTextTransform("waiver", "event")).filter(kind="second_confirmation")
    ended = _of_waiver([kind for kind in _ASKED if kind != "second_confirmation"], "name")
    rows = rows.filter(~Exists(ended), ~_gone("name", "heir__code"))
    return rows.select_related("matter").order_by("happened_at", "id")


def _answered(actor: Actor) -> list[DeskLine]:
    """What an heir answered at another desk and nobody of the office has taken into the file."""
    rows = Errand.objects.filter(owner_id=actor.home, done_at__isnull=False, taken_at=None, entry=None)
    return [
        _line(_("The heir was asked at the other desk: take it into the file"), row.number, row.matter_id, row.waiver,
              since_at=row.done_at)
        for row in rows.order_by("done_at", "id")[:MOST_LINES]
    ]  # fmt: skip


def _states(now: datetime) -> Callable[[UUID, str], str]:
    """How far a waiver has come; each matter is read and replayed once."""

    @cache
    def of(matter_id: UUID) -> Callable[[str], ledger.Standing]:
        return ledger.standings(Entry.objects.filter(matter_id=matter_id).order_by("number"), at=now)

    return lambda matter_id, waiver: of(matter_id)(waiver).state
