"""What ends here: a file some time after its end with everything in it, turns of lawyers, promises to many.

What speaks for the person stays: a promise that was not kept, a session that should not have been held so.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, Q, QuerySet

from tansiq.compartments.cooperation import models
from tansiq.compartments.cooperation.models import File, OnCall, Promise, Session
from tansiq.kernel.retention import sources
from tansiq.kernel.retention.sources import Source

# What belongs to a file, what rests on others first.
OF_FILE = (
    models.Check, models.Claim, models.Mention, models.Told, models.Assessment, models.Promise, models.Payment,
    models.Appearance, models.Instigation, models.Examination, models.Session, models.FirstWords, models.Call,
    models.Terms, models.ProtectionLink, models.Handler, models.Counsel, models.Step,
)  # fmt: skip
SPEAKS = ["NO_COUNSEL", "UNLISTED_PLACE"]


def _ended() -> QuerySet[File]:
    return File.objects.filter(ended_at__isnull=False).annotate(ended=F("ended_at"))


def _turns() -> QuerySet[OnCall]:
    return OnCall.objects.annotate(ended=F("until_at"))


def _done() -> QuerySet[Promise]:
    return Promise.objects.filter(file=None, outcome_at__isnull=False).annotate(ended=F("outcome_at"))


def _speaks(row: File) -> bool:
    kept = Q(outcome_at=None) | Q(is_performed=False)
    return (
        Promise.objects.filter(kept, file=row).exists()
        or Session.objects.filter(file=row, flags__overlap=SPEAKS).exists()
        or models.Instigation.objects.filter(file=row).exists()
    )


def _erase(row: File) -> int:
    went = sum(model._default_manager.filter(file_id=row.id).delete()[0] for model in OF_FILE)
    return went + File.objects.filter(id=row.id).delete()[0]


def _touches(row: File) -> list[UUID]:
    found = (model._default_manager.filter(file_id=row.id).values_list("id", flat=True) for model in OF_FILE)
    return [row.id, *(one for ids in found for one in ids)]


def register() -> None:
    """Make known what ends here; called once, when the app is ready."""
    sources.register(
        Source(
            "COOPERATION-ENDED", "cooperation.file", _ended, touches=_touches, reference="number",
            content=lambda row: f"{row.number}|{row.reference}", erase=_erase, speaks=_speaks,
        ),
        Source(
            "ON-CALL-ENDED", "cooperation.oncall", _turns, touches=lambda row: (row.id,),
            content=lambda row: f"{row.name}|{row.phone}",
            erase=lambda row: OnCall.objects.filter(id=row.id).delete()[0],
        ),
        Source(
            "PROMISE-DONE", "cooperation.promise", _done, touches=lambda row: (row.id,), reference="number",
            content=lambda row: f"{row.number}|{row.words}", speaks=lambda row: not row.is_performed,
            erase=lambda row: Promise.objects.filter(id=row.id).delete()[0],
        ),
    )  # fmt: skip
