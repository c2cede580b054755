"""The danger to the person: the protection desk is asked, and its number comes back; nobody types it (REP-09)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.cooperation.actions.telling import start_when_due
from tansiq.compartments.cooperation.actions.writing import (
    find_file,
    meet_clock,
    require_fields,
    require_one_of,
    require_open,
    step,
    written,
)
from tansiq.compartments.cooperation.errors import AlreadyAsked
from tansiq.compartments.cooperation.models import File, ProtectionLink
from tansiq.gateway import actions as gateway
from tansiq.gateway.passage_payloads import DangerAssessed
from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.db import acting_as
from tansiq.people.rules import new_number

CLOCK = "COOP-PROTECTION"
ROOM = "cooperation"


@transaction.atomic
def ask_protection(*, actor: Actor, now: datetime, file_id: UUID, whom: str, words: str) -> ProtectionLink:
    """Ask the protection desk, at once, whether it is dangerous to the person and his family that he is heard.

    Neither the file nor the case passes: the desk gets a number that leads back here. It may be asked again once it
    has answered, where the danger is another.

    Raises:
        NotFound, NotPermitted, FileEnded, Invalid: as ever.
        AlreadyAsked: it was asked and has not answered yet.
    """
    row = find_file(file_id)
    require_one_of(actor, "cooperation.open")
    require_open(row)
    told = require_fields(now, {"whom": whom, "words": words})
    if ProtectionLink.objects.filter(file=row, assessed_at=None).exists():
        raise AlreadyAsked
    made = ProtectionLink(number=new_number("danger_asked"), **told, **written(row, actor, now))
    made.save(force_insert=True)
    gateway.ask_about_danger(  # rule: REP-09
        actor=actor, now=now, reference=made.number, whom=made.whom, words=made.words
    )
    step(row, "protection_asked", actor=actor, now=now, at=now, paper=made.number)
    audit.record("cooperation.protection_asked", row, actor=actor, at=now, reference=row.number)
    return made


def is_unassessed(row: File, at: datetime) -> bool:
    """Whether at a moment a danger was not assessed: none yet, or it had been asked about another one since.

    The room looks, for a handler sees no question. Nothing of it is shown.
    """
    if row.protection_at is None or at < row.protection_at:
        return True
    with acting_as(system_actor(ROOM)):
        asked = ProtectionLink.objects.filter(file=row, recorded_at__lte=at)
        return asked.exclude(assessed_at__lte=at).exists()  # rule: REP-09 -> return False


def receive_assessment(actor: Actor, now: datetime, payload: DangerAssessed) -> None:
    """The protection desk has assessed it: its number and the day are written down, and a session may be planned.

    Comes through the passage `danger_assessed`, and is written by the room itself: nobody of the prosecution can, and
    who decided it at the desk is not written here. A file that was erased since has no such question.
    """
    room, at = system_actor(ROOM), datetime.fromisoformat(payload.at)
    with acting_as(room):
        made = ProtectionLink.objects.filter(number=payload.reference, assessed_at=None).first()
        if made is None:
            return
        ProtectionLink.objects.filter(id=made.id).update(assessment=payload.number, assessed_at=at)
        row = find_file(made.file_id)
        if File.objects.filter(id=row.id, protection_at=None).update(protection_at=at) == 1:
            row.protection_at = at
            meet_clock(CLOCK, row.id, now=now)
            start_when_due(row, now=now)
        audit.record(
            "cooperation.protection_assessed", row, actor=room, at=now, owner_id=row.owner_id, reference=row.number
        )
