"""Hearings of which heirs are to be told: the office's list, who agreed to be told, its desk lines, and their end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tansiq.compartments.victims import ledger
from tansiq.compartments.victims.consent import plan_in_force
from tansiq.compartments.victims.models import Entry, HearingNotice, Party
from tansiq.compartments.victims.retention import tellings
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.deskline import DeskLine
from tansiq.kernel.problems import NotFound
from tansiq.kernel.retention import sources
from tansiq.kernel.retention.sources import Source

PURPOSE = "HEARING"
WORDS = {
    "set": gettext_lazy("A hearing was set: tell the heirs, each by the safe way"),
    "moved": gettext_lazy("A hearing was moved: tell the heirs the new hour, each by the safe way"),
    "cancelled": gettext_lazy("A hearing was cancelled: tell the heirs, so that nobody travels"),
}
FOR_COUNSEL = {
    "set": gettext_lazy("A hearing was set in the case of your heir"),
    "moved": gettext_lazy("A hearing was moved in the case of your heir"),
    "cancelled": gettext_lazy("A hearing was cancelled in the case of your heir"),
}
UNTOLD = gettext_lazy("A hearing has begun, and nobody wrote down which heirs were told of it")
UNTOLD_CANCELLED = gettext_lazy(
    "The hour of a cancelled hearing has come, and nobody wrote down which heirs were told that it was cancelled"
)
MOST, MOST_LINES = 200, 25


@dataclass(frozen=True)
class Heir:
    """An heir of the file, by code, and whether he agreed to be told of hearings."""

    party: Party
    agrees: bool
    channel: str


def notices(limit: int = MOST) -> list[HearingNotice]:
    """Notices of the office: those that wait first, by the hour of the hearing; last those that were replaced."""
    rows = HearingNotice.objects.select_related("matter", "victim").annotate(was_replaced=Exists(_later()))
    found = list(rows.order_by("was_replaced", F("told_at").asc(nulls_first=True), "starts_at", "id")[:limit])
    for row in found:
        row.is_last = not row.was_replaced
    return list(found)


def _later() -> QuerySet[HearingNotice]:
    """Later notices of the same hearing for the same victim: they take its place."""
    same = {name: OuterRef(name) for name in ("matter_id", "hearing")}
    for_victim = Q(victim_id=OuterRef("victim_id")) | Q(victim=None)
    return HearingNotice.objects.filter(for_victim, received_at__gt=OuterRef("received_at"), **same)


def notice(hearing_notice_id: UUID) -> HearingNotice:
    """One notice with its file.

    Raises:
        NotFound: absent, or hidden.
    """
    rows = HearingNotice.objects.select_related("matter", "victim").annotate(was_replaced=Exists(_later()))
    row = rows.filter(id=hearing_notice_id).first()
    if row is None:
        raise NotFound
    row.is_last = not row.was_replaced
    return row


def heirs_of(row: HearingNotice) -> list[Heir]:
    """Living heirs of the victim by the certificate in force, and how each may be told (G10).

    Where the number names the file alone, those of each victim. Whoever has not agreed is not contacted.
    """
    circle = ledger.circle_of(Entry.objects.filter(matter_id=row.matter_id), at=charter.local_day(timezone.now()))
    victims = [row.victim.code] if row.victim else circle.victims
    codes = {heir for victim in victims for heir in circle.names(victim)} - circle.died.keys()
    parties = Party.objects.filter(matter_id=row.matter_id, kind=Party.Kind.HEIR)
    parties = parties.filter(code__in=codes)  # rule: G10 -> pass
    found = []
    for party in parties.order_by("added_at", "code"):
        plan = plan_in_force(party)
        agrees = plan is not None and PURPOSE in plan.purposes  # rule: G10 -> agrees = True
        found.append(Heir(party, agrees, plan.channel if plan is not None and agrees else ""))
    return found


def desk_lines(actor: Actor, now: datetime) -> list[DeskLine]:
    """Hearings of which nobody has said yet who was told, for the office; also when the hour has passed.

    For counsel of the heirs, those that are still to come.
    """
    if "heirs_counsel" in actor.roles:
        return _of_counsel(now)
    if not actor.has("victims.record"):
        return []
    rows = HearingNotice.objects.filter(~Exists(_later()), told_at=None).select_related("matter")
    return [
        DeskLine(str(WORDS[row.said] if row.starts_at >= now else _untold(row)), row.matter.number, row.starts_at,
                 reverse("victims:notice", args=[row.id]), _("Open"))
        for row in rows.order_by("starts_at", "id")[:MOST_LINES]
    ]  # fmt: skip


def _untold(row: HearingNotice) -> Promise:
    """What is said once the hour is past. Of one that was cancelled too: heirs may have travelled for nothing."""
    return UNTOLD_CANCELLED if row.said == HearingNotice.Said.CANCELLED else UNTOLD


def _of_counsel(now: datetime) -> list[DeskLine]:
    rows = HearingNotice.objects.filter(~Exists(_later()), starts_at__gte=now).select_related("matter")
    return [
        DeskLine(str(FOR_COUNSEL[row.said]), f"{row.matter.number} {row.hearing}", row.starts_at,
                 reverse("victims:matter", args=[row.matter_id]), _("Open"))
        for row in rows.order_by("starts_at", "id")[:MOST_LINES]
    ]  # fmt: skip


def of_matter(matter_id: UUID) -> list[HearingNotice]:
    """Hearings of a file for whoever reads them, the next hour first; of each the last word."""
    rows = HearingNotice.objects.filter(~Exists(_later()), matter_id=matter_id).select_related("victim")
    return list(rows.order_by("-starts_at", "id")[:MOST])


def _over() -> QuerySet[HearingNotice]:
    return HearingNotice.objects.annotate(ended=F("starts_at"), outcome=F("telling__outcome"))


def register_retention() -> None:
    """Make known what ends here; called once, when the app is ready."""
    sources.register(
        Source(
            "HEARING-NOTICE-OVER", "victims.hearingnotice", _over, touches=lambda row: (row.id, *tellings(row.id)),
            content=lambda row: f"{row.hearing}|{row.place}|{row.outcome or ''}",
            erase=lambda row: HearingNotice.objects.filter(id=row.id).delete()[0], reference="hearing",
        )
    )  # fmt: skip
