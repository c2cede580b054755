"""How a device is recognised: to agencies whose patrols may meet one, each with a copy that can be withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from tansiq.gateway.actions.disclosures import disclose
from tansiq.gateway.errors import AlreadyDecided
from tansiq.gateway.models import Disclosure, SentPicture
from tansiq.gateway.passage_payloads import RecognitionBulletin
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, existing

CLOCK = "BULLETIN-ACKNOWLEDGE"
# It stays with whoever received it: a copy that went on could not be withdrawn with its picture.
HANDLING = "H2"


@dataclass(frozen=True)
class Picture:
    """The approved picture, as every copy gets it."""

    media_type: str
    content: bytes
    sha256: str


@transaction.atomic
def send_bulletin(
    *,
    actor: Actor,
    now: datetime,
    subject: models.Model,
    payload: RecognitionBulletin,
    picture: Picture | None,
    recipient_ids: Sequence[UUID],
    decision_id: UUID,
) -> list[Disclosure]:
    """Give every recipient its copy. Called by the room of the case, after its own decision.

    Raises:
        ReceiverNotReachable: a recipient is suspended, has lost control, or is a list.
        Invalid: nobody but the sender itself would receive it.
    """
    chosen = sorted({one for one in recipient_ids if one != actor.home}, key=str)
    if not chosen:
        raise Invalid(errors=[{"field": "recipient_ids", "code": "MISSING"}])
    room = actor.through("gateway")
    found = []
    with acting_as(room):
        for recipient in chosen:
            row = disclose(
                Disclosure.Kind.BULLETIN, "bulletin", payload, subject, actor=room, now=now, owner_id=actor.home,
                recipient_id=recipient, handling=HANDLING, decision_id=decision_id,
            )  # fmt: skip
            if picture is not None:
                SentPicture(
                    disclosure=row, owner_id=row.owner_id, media_type=picture.media_type, content=picture.content,
                    sha256=picture.sha256,
                ).save(force_insert=True)  # fmt: skip
            clocks.start(CLOCK, row, owner_id=recipient, reference=row.number, now=now, waiting_id=row.owner_id)
            found.append(row)
    return found


@transaction.atomic
def acknowledge_bulletin(*, actor: Actor, now: datetime, disclosure_id: UUID, words: str) -> Disclosure:
    """Say that the recipient's units were told, and how.

    Raises:
        NotFound: no such bulletin that the actor's agency holds.
        NotPermitted: the actor acknowledges nothing for it.
        AlreadyDecided: somebody of the agency said so before.
        Invalid: nothing is said of who was told.
    """
    rows = Disclosure.objects.filter(kind=Disclosure.Kind.BULLETIN, recipient_id__in=actor.agency_ids)
    row = existing(rows.select_for_update().filter(id=disclosure_id, recalled_at=None, lease_ends_at__gt=now))
    actor.require("gateway.acknowledge")
    if row.acknowledged_at is not None:
        raise AlreadyDecided
    told = words.replace("\x00", "").strip()
    if not told:
        raise Invalid(errors=[{"field": "words", "code": "MISSING"}])
    row.acknowledged_at, row.acknowledged_by = now, actor.user
    row.save(update_fields=["acknowledged_at", "acknowledged_by"])
    with acting_as(actor.through("gateway")):
        clocks.meet(CLOCK, row.id, now=now)
    audit.record(
        "gateway.bulletin_acknowledged", row, actor=actor, at=now, words=told, reference=row.number,
        owner_id=row.owner_id,
    )  # fmt: skip
    return row
