"""A child is never a source (REP-05): that one was heard is kept and told; doubt that comes later ends all plans."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.cooperation import rules
from tansiq.compartments.cooperation.actions.writing import (
    find_file,
    put,
    require_fields,
    require_one_of,
    step,
    tell_child_protection,
    tell_inspector,
)
from tansiq.compartments.cooperation.errors import ChildSource
from tansiq.compartments.cooperation.models import File
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.people.rules import new_number

HEARD = "CHILD_HEARD"


@transaction.atomic
def record_child(*, actor: Actor, now: datetime, reference: str, words: str) -> File:
    """Record that a child, or somebody who may be one, was heard: a file without terms, in which nothing is planned.

    What took place is written into it as into any other (W-4); nothing rests on it. Child protection and the inspector
    are told at once, by its number.

    Args:
        reference: of the case; the name stands there and not here.
        words: who heard the child, when and where, as far as anybody knows.

    Raises:
        NotPermitted, Invalid: as ever.
    """
    require_one_of(actor, "cooperation.open")
    told = require_fields(now, {"reference": reference, "words": words})
    row = File(
        number=new_number("cooperation"), owner_id=actor.home, reference=told["reference"], state=File.State.CHILD,
        opened_at=now, opened_by=actor.user, opened_by_name=actor.name, ended_at=now,
    )  # fmt: skip
    row.save(force_insert=True)
    step(row, File.State.CHILD, actor=actor, now=now, at=now, words=told["words"])
    _tell(row, actor, now)
    audit.record("cooperation.child_recorded", row, actor=actor, at=now, reference=row.number)
    return row


@transaction.atomic
def doubt_age(*, actor: Actor, now: datetime, file_id: UUID, at: datetime, words: str, paper: str = "") -> File:
    """Write down that the person is a child, or may be one: from now on nothing is planned in the file (G6).

    Whoever hears of it writes it down. In a file that has ended it is kept beside what stands there.

    Raises:
        NotFound, NotPermitted, Invalid: as ever.
    """
    row = find_file(file_id)
    require_one_of(actor, "cooperation.open", "cooperation.handle", "cooperation.defend")
    told = require_fields(now, {"at": at, "words": words, "paper": paper}, may_be_empty=("paper",))
    if not rules.is_ended(row.state):
        put(row, File.State.CHILD, now=now)  # rule: REP-05
    step(row, File.State.CHILD, actor=actor, now=now, **told)
    _tell(row, actor, now)
    audit.record("cooperation.age_doubted", row, actor=actor, at=now, reference=row.number)
    return row


def _tell(row: File, actor: Actor, now: datetime) -> None:
    tell_child_protection(HEARD, row, now=now)  # rule: REP-05
    tell_inspector(ChildSource.code, row.number, actor=actor, now=now)  # rule: REP-05
