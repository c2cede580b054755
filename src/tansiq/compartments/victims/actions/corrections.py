"""Lines that were written by mistake: one person says why, another takes them out, and the replay leaves them out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.victims.actions.appending import locked_matter
from tansiq.compartments.victims.actions.settling import settle
from tansiq.compartments.victims.errors import AlreadyDone, AnotherPerson, NotAMistake
from tansiq.compartments.victims.events import has_number
from tansiq.compartments.victims.kinds import MISTAKABLE
from tansiq.compartments.victims.models import Correction, Entry
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.problems import Invalid, NotPermitted, existing

LEAST_WORDS = 10


def _require(actor: Actor) -> None:
    """The office or the court of the file, in person."""
    if actor.system or not (actor.has("victims.record") or actor.has("victims.rule")):
        raise NotPermitted


@transaction.atomic
def say_mistaken(*, actor: Actor, now: datetime, entry_id: UUID, why: str) -> Correction:
    """Say that a line was written by mistake. Nothing changes before another person has confirmed it.

    Raises:
        NotFound: absent, or hidden.
        NotPermitted: neither the office nor the court of the file.
        NotAMistake: a line that holds, or that a court wrote: that is a judge's.
        AlreadyDone: it was said before.
        Invalid: under ten characters.
    """
    row = existing(Entry.objects.filter(id=entry_id).select_related("matter"))
    locked_matter(row.matter_id)
    _require(actor)
    if row.kind not in MISTAKABLE or _holds(row):  # rule: Q-23
        raise NotAMistake
    if len(why.strip()) < LEAST_WORDS:
        raise Invalid(errors=[{"field": "why", "code": "TOO_SHORT"}])
    if Correction.objects.filter(entry=row).exists():
        raise AlreadyDone
    made = Correction(
        matter=row.matter, entry=row, owner_id=row.owner_id, why=why.strip(), said_at=now, said_by=actor.user,
        said_by_name=actor.name,
    )  # fmt: skip
    made.save(force_insert=True)
    audit.record("victims.mistake_said", made, actor=actor, at=now, reference=row.matter.number)
    return made


def _holds(row: Entry) -> bool:
    """Whether no judge has ruled on the stop that the line may have caused, since it was written."""
    if row.kind != "offender_inherits":
        return False
    later = Entry.objects.filter(matter_id=row.matter_id, kind="hold_ruled", number__gt=row.number)
    ruled = later.filter(event__waiver=row.event["accused"])
    return not any(has_number(one.event["record"] or "") for one in ruled)


@transaction.atomic
def take_out(*, actor: Actor, now: datetime, correction_id: UUID) -> Correction:
    """Confirm as the second person that a line was written by mistake: the replay knows it no more, of any day.

    Raises:
        NotFound, NotPermitted: as ever.
        AlreadyDone: it was confirmed before.
        AnotherPerson: whoever said so does not confirm it.
    """
    row = existing(Correction.objects.filter(id=correction_id).select_related("matter"))
    locked_matter(row.matter_id)
    _require(actor)
    row = Correction.objects.select_for_update(of=("self",)).select_related("matter").get(id=correction_id)
    if row.confirmed_at is not None:
        raise AlreadyDone
    if row.said_by == actor.user:
        raise AnotherPerson
    row.confirmed_at, row.confirmed_by, row.confirmed_by_name = now, actor.user, actor.name
    row.save(update_fields=["confirmed_at", "confirmed_by", "confirmed_by_name"])
    audit.record("victims.line_taken_out", row, actor=actor, at=now, reference=row.matter.number)
    settle(row.matter, actor=actor, now=now)
    return row
