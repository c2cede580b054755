"""The weekly sample: drawn by lot, every read of a relative or a public figure added, a verdict for each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.oversight.actions.reads import require_judge
from tansiq.compartments.oversight.actions.redress import agency_of_inspectors
from tansiq.compartments.oversight.errors import AlreadySettled
from tansiq.compartments.oversight.models import Finding, ReviewDay, Sample, SampleItem
from tansiq.compartments.oversight.rules import patterns, sampling
from tansiq.compartments.oversight.rules.days import DAY, WEEK, bounds, weeks_due
from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit import queries as log
from tansiq.kernel.audit.errors import OwnAct
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound
from tansiq.kernel.reasons import fault_of


@transaction.atomic
def draw_sample(*, actor: Actor, now: datetime) -> Sample | None:
    """Draw the sample of the oldest week that is over and has none; its reads must have been checked for patterns.

    A worker that was off draws every week that it missed, one call each, in order.

    The seed follows from the week and from every entry of it, so that nobody can steer the draw and everybody can
    repeat it. To the reads that were drawn come all of relatives, and of journalists, lawyers,
    activists and candidates, as far as the checks found any.

    Returns:
        The sample; None where no week is left to draw.
    """
    drawn_on = Sample.objects.order_by("-week_on").values_list("week_on", flat=True).first()
    checked = ReviewDay.objects.order_by("day").values_list("day", flat=True).first()
    due = weeks_due(charter.local_day(now), drawn=drawn_on, checked=checked)  # rule: G13 -> due = []
    if not due:
        return None
    week_on = due[0]
    last = week_on + WEEK - DAY
    since, until = bounds(week_on, last, charter.current().jurisdiction.tz)
    percent = charter.current().jurisdiction.read_sample_percent
    draw = sampling.draw(week_on, lambda: log.read_ids(since=since, until=until), percent=percent)
    row = Sample(week_on=week_on, seed=draw.seed, percent=percent, population=draw.population, drawn_at=now)
    row.save(force_insert=True)
    drawn = draw.entries
    relatives = _found(week_on, last, patterns.OF_RELATIVES).difference(drawn)  # rule: G13 -> relatives = set()
    shielded = _found(week_on, last, (patterns.SHIELDED,)).difference(drawn, relatives)  # rule: G13 -> shielded = set()
    chosen = [(entry, SampleItem.Why.DRAWN) for entry in drawn]
    chosen += [(entry, SampleItem.Why.RELATIVE) for entry in sorted(relatives, key=str)]
    chosen += [(entry, SampleItem.Why.SHIELDED) for entry in sorted(shielded, key=str)]
    SampleItem.objects.bulk_create(
        SampleItem(sample=row, entry_id=entry, why=why, place=place) for place, (entry, why) in enumerate(chosen, 1)
    )
    owner = agency_of_inspectors()
    if chosen and owner:
        with acting_as(system_actor("gateway")):
            clocks.start("READ-SAMPLE", row, owner_id=owner, reference=str(week_on), now=now)  # rule: G14
    audit.record("oversight.sample_drawn", row, actor=actor, at=now, after={"of": row.population, "drawn": len(drawn)})
    return row


def _found(first: date, last: date, of: Sequence[str]) -> set[UUID]:
    """Entries that the checks of these days found to fit one of these patterns."""
    found = Finding.objects.filter(day__range=(first, last), pattern__in=of)
    return {UUID(str(one)) for finding in found for one in finding.entry_ids}


@transaction.atomic
def judge_item(*, actor: Actor, now: datetime, item_id: UUID, verdict: str, words: str = "") -> SampleItem:
    """Say whether a read fits its reference. A verdict that asks can be followed by another; the others stay.

    Args:
        words: what speaks for it; required where the read does not fit.

    Raises:
        NotFound: no such item for the actor.
        NotPermitted: the actor is neither the inspector nor the judge's delegate, who sees those of inspectors alone.
        OwnAct: the actor read it: another inspector judges it, or the delegate.
        AlreadySettled: it fits or does not: that was said before.
        Invalid: unknown verdict, or no words where the read does not fit.
    """
    row = SampleItem.objects.select_for_update().filter(id=item_id).first()
    if row is None:
        raise NotFound
    require_judge(actor)
    if any(entry.user_id == actor.user_id for entry in log.reads(entry_ids=[row.entry_id])):  # rule: W-2, G14
        raise OwnAct
    if row.verdict not in ("", SampleItem.Verdict.ASKED):
        raise AlreadySettled
    if verdict not in SampleItem.Verdict.values:
        raise Invalid(errors=[{"field": "verdict", "code": "UNKNOWN"}])
    if verdict == SampleItem.Verdict.DOES_NOT and (fault := fault_of(words)):
        raise Invalid(errors=[{"field": "words", "code": fault}])
    row.verdict, row.words, row.judged_at, row.judged_by = verdict, words.strip(), now, actor.user_id
    row.save(update_fields=["verdict", "words", "judged_at", "judged_by"])
    _end_clock(row, actor=actor, now=now)
    audit.record("oversight.read_judged", row, actor=actor, at=now, after=verdict, words=words)
    return row


def _end_clock(item: SampleItem, *, actor: Actor, now: datetime) -> None:
    """With the last verdict the clock of the sample is met; a read about which an agency is asked has none yet."""
    waits = SampleItem.objects.filter(sample_id=item.sample_id, verdict__in=("", SampleItem.Verdict.ASKED))
    with acting_as(system_actor("review")):  # of a sample the judge's delegate sees some items only
        if waits.exists():
            return
    with acting_as(actor.through("gateway")):
        clocks.meet("READ-SAMPLE", item.sample_id, now=now)
    clocks.answer_alarms("READ-SAMPLE", item.sample_id, actor=actor, now=now, done=item.words or item.verdict)
