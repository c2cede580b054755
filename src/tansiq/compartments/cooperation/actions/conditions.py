"""Whether he can be heard, and what anybody asked of him beyond telling what he knows. What happened is kept (W-4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.cooperation.actions.writing import (
    find_file,
    require_fields,
    require_one_of,
    tell_inspector,
    written,
)
from tansiq.compartments.cooperation.models import Examination, File, Instigation
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.problems import Invalid

INSTIGATED, NOT_ALONE = "SOURCE_INSTIGATED", "EXAMINED_NOT_ALONE"


@transaction.atomic
def record_examination(
    *, actor: Actor, now: datetime, file_id: UUID, psychologist: str, examined_at: datetime, was_alone: bool,
    finding: str, conditions: str = "", again_on: date | None = None, paper: str = "",
) -> Examination:  # fmt: skip
    """Write down what a psychologist found for the sessions: whether he can be heard, and under which conditions.

    What he told the psychologist is kept nowhere here, and nobody asks for it (REP-06).

    Raises:
        NotFound, NotPermitted: no such file, or neither the prosecution nor his counsel.
        Invalid: nobody saw him, no finding, conditions that nobody names, or to be seen again before.
    """
    row = find_file(file_id)
    require_one_of(actor, "cooperation.open", "cooperation.defend")
    if finding not in Examination.Finding.values:
        raise Invalid(errors=[{"field": "finding", "code": "UNKNOWN" if finding else "MISSING"}])
    told = require_fields(
        now, {"psychologist": psychologist, "examined_at": examined_at, "conditions": conditions, "paper": paper},
        may_be_empty=("conditions", "paper"),
    )  # fmt: skip
    if finding == Examination.Finding.CONDITIONS and not told["conditions"]:
        raise Invalid(errors=[{"field": "conditions", "code": "MISSING"}])
    if again_on is not None and again_on < charter.local_day(told["examined_at"]):
        raise Invalid(errors=[{"field": "again_on", "code": "BEFORE_START"}])
    made = Examination(finding=finding, was_alone=was_alone, again_on=again_on, **told, **written(row, actor, now))
    made.save(force_insert=True)
    if not was_alone:
        tell_inspector(NOT_ALONE, row.number, actor=actor, now=now)
    audit.record("cooperation.examined", row, actor=actor, at=now, reference=row.number, after=finding)
    return made


def last_examination(row: File, at: datetime) -> Examination | None:
    """The last one until a moment: it says whether he could be heard then."""
    return Examination.objects.filter(file=row, examined_at__lte=at).order_by("-examined_at", "-recorded_at").first()


def was_unfit(row: File, at: datetime) -> bool:
    """Whether the last examination before a moment found him unfit to be heard."""
    last = last_examination(row, at)
    return last is not None and last.finding == Examination.Finding.UNFIT


@transaction.atomic
def record_instigation(
    *, actor: Actor, now: datetime, file_id: UUID, kinds: Sequence[str], asked_by: str, asked_at: datetime, words: str,
    reported_by: str, done: str = "",
) -> Instigation:  # fmt: skip
    """Write down that somebody asked him to do something. Nobody may; so it is never refused, and told at once (G15).

    Whoever asked does not read it unless he wrote it down himself; the inspector is told by the number of the file.

    Raises:
        NotFound, NotPermitted: no such file, or nobody who works on it.
        Invalid: it is not said what he was asked to do, by whom and when.
    """
    row = find_file(file_id)
    require_one_of(actor, "cooperation.open", "cooperation.handle", "cooperation.defend", "cooperation.rule")
    if not kinds or not set(kinds) <= set(Instigation.Kind.values):
        raise Invalid(errors=[{"field": "kinds", "code": "UNKNOWN" if kinds else "MISSING"}])
    told = require_fields(
        now, {"asked_by": asked_by, "asked_at": asked_at, "words": words, "reported_by": reported_by, "done": done},
        may_be_empty=("done",),
    )  # fmt: skip
    made = Instigation(kinds=sorted(set(kinds)), **told, **written(row, actor, now))
    made.save(force_insert=True)
    tell_inspector(INSTIGATED, row.number, actor=actor, now=now)  # rule: REP-05
    audit.record("cooperation.instigation_recorded", row, actor=actor, at=now, reference=row.number)
    return made
