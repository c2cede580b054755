"""What waits for somebody at the gateway, as lines of the duty desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from django.db.models import Case, When
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tansiq.gateway import lists, queries
from tansiq.gateway.models import Answer, Ask, Disclosure, Hit
from tansiq.kernel.access import queries as access
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks import queries as running
from tansiq.kernel.clocks import words as clock_words
from tansiq.kernel.clocks.queries import LIFE_AT_RISK
from tansiq.kernel.deskline import DeskLine
from tansiq.kernel.reading import beside

MOST_LINES = 50
MOST_ALARMS, LAST = 2_000, 2
# How long a call or an alarm is on the desk of whoever is on duty before it is on everybody's.
FIRST_TO_WHO_IS_ON_DUTY = timedelta(minutes=5)
# An officer who was told to call does so at once; later the call is found by its reference.
CALL_EXPECTED = timedelta(hours=2)


ARRIVED: dict[str, Promise] = {
    Disclosure.Kind.ASSESSMENT: gettext_lazy("An assessment of danger to life arrived"),
    Disclosure.Kind.BULLETIN: gettext_lazy("A recognition bulletin arrived: tell your units"),
}


def _reference(row: Hit) -> str:
    return f"H-{row.id.hex[:8].upper()}"


def _at_risk(row: Hit, words: str) -> str:
    return _("A life is at risk: %(what)s") % {"what": words} if row.is_urgent else words


def _to_take(actor: Actor) -> list[DeskLine]:
    """Stops that nobody of this role has in hand yet."""
    if not actor.has("gateway.take_stop"):
        return []
    return [
        DeskLine(_("stop: court"), row.number, row.due_at, reverse("gateway:stop", args=[row.id]), _("Acknowledge"))
        for row in lists.stops_to_take(limit=MOST_LINES)
    ]  # fmt: skip


def _to_judge(actor: Actor) -> list[DeskLine]:
    if not actor.has("gateway.validate"):
        return []
    return [
        DeskLine(
            _at_risk(row, _("A hit waits for a judgement")), _reference(row), row.due_at,
            reverse("gateway:hit", args=[row.id]), _("Judge it"), urgent=row.is_urgent,
        )
        for row in queries.hits_to_judge(limit=MOST_LINES)
    ]  # fmt: skip


def _to_release(actor: Actor) -> list[DeskLine]:
    if not actor.has("gateway.release"):
        return []
    return [
        DeskLine(
            _at_risk(row, _("A validated hit waits for your decision")), _reference(row),
            clocks.due_of("CORE-DATA", row.validated_at or row.made_at), reverse("gateway:releases", args=[row.id]),
            _("Decide"), urgent=row.is_urgent,
        )
        for row in queries.hits_to_release(owner_ids=actor.agency_ids, limit=MOST_LINES)
    ]  # fmt: skip


def _unread(actor: Actor, now: datetime) -> list[DeskLine]:
    if not actor.has("gateway.read_disclosure"):
        return []
    untold = actor.has("gateway.acknowledge")
    rows = lists.copies_waiting(recipient_ids=actor.agency_ids, now=now, untold=untold, limit=MOST_LINES)
    return [
        DeskLine(
            str(ARRIVED.get(row.kind, _("A disclosure arrived"))), row.number, None,
            reverse("gateway:disclosure", args=[row.id]), _("Read it"), urgent=row.kind in Disclosure.FOR_A_LIFE,
        )
        for row in rows
    ]  # fmt: skip


def _to_acknowledge(actor: Actor) -> list[DeskLine]:
    if actor.agency_ids and not actor.has("gateway.acknowledge"):
        return []  # a suspended agency has no roles left, and still answers
    rows = queries.recalls_to_acknowledge(recipient_ids=actor.recall_agency_ids, limit=MOST_LINES)
    return [
        DeskLine(
            _("A disclosure was withdrawn: say what you did with it"), row.number, row.due_at,
            reverse("gateway:recall", args=[row.id]), _("Acknowledge"),
        )
        for row in rows
    ]  # fmt: skip


def _to_permit(actor: Actor) -> list[DeskLine]:
    if not actor.has("gateway.permit"):
        return []
    return [
        DeskLine(
            _("A recipient asks to pass your disclosure on"), row.disclosure.number, None,
            reverse("gateway:permission", args=[row.id]), _("Decide"),
        )
        for row in queries.permissions_asked(owner_ids=actor.agency_ids, limit=MOST_LINES)
    ]  # fmt: skip


OthersFirst = Callable[[str, UUID | None, datetime], bool]


def _others_first(actor: Actor, now: datetime) -> OthersFirst:
    """Tells of (role, agency, since when) whether somebody else on duty gets this first.

    He has a few minutes to himself, then everybody sees it. Where nobody is on duty, and for whoever is, nothing is
    held back; a life at risk never is. However many lines there are, who is on duty is read once.
    """

    @cache
    def others(role: str, agency_id: UUID) -> bool:
        taken = access.has_taken_duty(role=role, agency_id=agency_id, now=now)
        return taken and not access.is_on_duty(actor, now, function=role)

    def waits(role: str, agency_id: UUID | None, at: datetime) -> bool:
        if agency_id is None or now - at >= FIRST_TO_WHO_IS_ON_DUTY or actor.member_id is None:
            return False
        return others(role, agency_id)

    return waits


def _calls(actor: Actor, now: datetime, others_first: OthersFirst) -> list[DeskLine]:
    if not actor.has("gateway.confirm_identity"):
        return []
    at_risk = [purpose.code for purpose in charter.current().purposes if purpose.urgent]
    rows = Ask.objects.filter(answer=Answer.CALL_FIRST, asked_at__gt=now - CALL_EXPECTED)
    rows = rows.order_by(Case(When(purpose__in=at_risk, then=0), default=1), "asked_at")
    return [
        DeskLine(
            _("An officer was told to call you"), row.number, None, reverse("gateway:call", args=[row.id]), _("Open"),
            urgent=urgent,
        )
        for row in rows[:MOST_LINES]
        for urgent in [charter.current().purpose(row.purpose).urgent]
        if urgent or not others_first("watch_officer", actor.agency_id, row.asked_at)
    ]  # fmt: skip


def _opened(actor: Actor) -> list[DeskLine]:
    if not actor.has("gateway.review_glass"):
        return []
    side = "inspector" if "inspector" in actor.roles else "owner"
    return [
        DeskLine(
            _("A packet was opened for danger to life: review it"), row.number, row.review_due_at,
            reverse("gateway:glass", args=[row.id]), _("Review"),
        )
        for row in lists.glasses_to_review(side, but=actor.member_id, limit=MOST_LINES)
    ]  # fmt: skip


def alarm_words(code: str) -> str:
    """What an alarm says: the clock that ran out, or its own words."""
    try:
        return _("Late: %(clock)s") % {"clock": charter.current().label("clocks", code, get_language() or "ar")}
    except UnknownCode:
        return clock_words.alarm_title(code)


def _due_of_alarm(row: running.Alarm) -> datetime | None:
    """When what the alarm is about was due, or is due: a life at risk leaves ten minutes for a validator.

    None where nothing was due: what somebody must know at once is not late a minute after it happened, and what was
    done meanwhile is not late any more.
    """
    if row.code == LIFE_AT_RISK and row.clock_id is None:
        return clocks.due_of("HIT-VALIDATION-LIFE", row.raised_at)
    if row.clock_id is None or _is_settled(row):
        return None
    # The clock of another agency exists for nobody else; its alarm says how late it came.
    return row.clock.due_at if row.clock else row.raised_at - timedelta(minutes=row.late_minutes)


def _is_settled(row: running.Alarm) -> bool:
    """Whether what a late clock asked for was done, or fell away, since the alarm was raised."""
    return row.clock is not None and (row.clock.met_at is not None or row.clock.stopped_at is not None)


def _raised(row: running.Alarm) -> str:
    """What the alarm is about, for when, that it came late where it did (the worker was off), and that it was done."""
    settled = _("done meanwhile") if _is_settled(row) else ""
    moment, late = clock_words.moment_of(row.reference), clock_words.late_words(row.late_minutes)
    return beside(alarm_words(row.code), moment, late, settled)


def _alarms(actor: Actor, others_first: OthersFirst) -> list[DeskLine]:
    if actor.has("oversight.read_log"):
        return _by_kind()
    return [_alarm(row) for row in running.open_alarms(limit=MOST_LINES)
            if row.code == LIFE_AT_RISK or not others_first(row.role, row.agency_id, row.raised_at)]  # fmt: skip


def _alarm(row: running.Alarm, rank: int = 1) -> DeskLine:
    return DeskLine(
        _raised(row), clock_words.short_reference(row.reference), _due_of_alarm(row),
        reverse("desk:alarm", args=[row.id]), _("Close"), urgent=row.code == LIFE_AT_RISK, since_at=row.raised_at,
        rank=rank,
    )  # fmt: skip


def _by_kind() -> list[DeskLine]:
    """Alarms as the inspector has them: one line a kind, with how many there are and since when the oldest waits.

    They stand behind what somebody waits for; a life at risk has a line of its own, and stands before all.
    """
    kinds: dict[str, list[running.Alarm]] = {}
    for row in running.open_alarms(limit=MOST_ALARMS):
        kinds.setdefault(row.code if row.code != LIFE_AT_RISK else str(row.id), []).append(row)
    return [_alarm(rows[0], LAST) if len(rows) == 1 else _kind(rows) for rows in kinds.values()]


def _kind(rows: list[running.Alarm]) -> DeskLine:
    oldest = rows[0]
    return DeskLine(
        beside(alarm_words(oldest.code), clock_words.open_words(len(rows))),
        clock_words.short_reference(oldest.reference), None,
        f"{reverse('oversight:inbox')}?{urlencode({'kind': oldest.code})}", _("Open"), since_at=oldest.raised_at,
        rank=LAST,
    )  # fmt: skip


def desk_lines(actor: Actor, now: datetime) -> list[DeskLine]:
    """Hits, releases, disclosures, recalls, permissions, calls and alarms that wait for this actor."""
    waiting = _to_take(actor) + _to_judge(actor) + _to_release(actor) + _unread(actor, now) + _to_acknowledge(actor)
    others_first = _others_first(actor, now)
    return (
        waiting + _to_permit(actor) + _opened(actor) + _calls(actor, now, others_first) + _alarms(actor, others_first)
    )
