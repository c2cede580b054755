"""Reads of the cooperation room. Row security decides which rows exist; every list is ordered and bounded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.cooperation.models import (
    Call,
    Counsel,
    File,
    FirstWords,
    Handler,
    OnCall,
    Session,
    Step,
    Terms,
)
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.bases import require_purpose
from tansiq.kernel.problems import NotFound

MOST = 500


@dataclass(frozen=True)
class FileRead:
    """A file as its page shows it; for counsel and the legal reviewer without what does not exist for them."""

    file: File
    steps: tuple[Step, ...]
    counsels: tuple[Counsel, ...]
    handlers: tuple[Handler, ...]
    terms: tuple[Terms, ...]
    sessions: tuple[Session, ...]
    first_words: tuple[FirstWords, ...]
    calls: tuple[Call, ...]


def files(*, number: str = "", limit: int = MOST) -> list[File]:
    """Files that exist for the actor, newest first: numbers and states."""
    rows = File.objects.all()
    if number:
        rows = rows.filter(number=number.strip().upper())
    return list(rows[:limit])


def file(file_id: UUID) -> File:
    """One file.

    Raises:
        NotFound: absent, or hidden.
    """
    row = File.objects.filter(id=file_id).first()
    if row is None:
        raise NotFound
    return row


@transaction.atomic
def file_read(*, actor: Actor, now: datetime, file_id: UUID, purpose: str, reference: str) -> FileRead:
    """A file with everything in it; the read is logged.

    Raises:
        NotFound: absent, or hidden.
        NotPermitted: the actor reads no files of cooperation.
        NoPurpose: no purpose of the charter, or no reference (G13).
    """
    row = file(file_id)
    actor.require("cooperation.read")
    require_purpose(purpose, now)
    audit.record_read(
        "cooperation.file_read", row, actor=actor, at=now, purpose=purpose, reference=reference, owner_id=row.owner_id
    )
    return FileRead(
        row,
        tuple(Step.objects.filter(file=row)[:MOST]),
        tuple(Counsel.objects.filter(file=row)[:MOST]),
        tuple(Handler.objects.filter(file=row)[:MOST]),
        tuple(Terms.objects.filter(file=row)[:MOST]),
        tuple(Session.objects.filter(file=row)[:MOST]),
        tuple(FirstWords.objects.filter(file=row)[:MOST]),
        tuple(Call.objects.filter(file=row)[:MOST]),
    )


def terms(terms_id: UUID) -> Terms:
    """One version of the terms.

    Raises:
        NotFound: absent, or hidden.
    """
    row = Terms.objects.filter(id=terms_id).select_related("file").first()
    if row is None:
        raise NotFound
    return row


def session(session_id: UUID) -> Session:
    """One session.

    Raises:
        NotFound: absent, or hidden.
    """
    row = Session.objects.filter(id=session_id).select_related("file").first()
    if row is None:
        raise NotFound
    return row


def call(call_id: UUID) -> Call:
    """One call of counsel.

    Raises:
        NotFound: absent, or hidden.
    """
    row = Call.objects.filter(id=call_id).select_related("file").first()
    if row is None:
        raise NotFound
    return row


def on_call(now: datetime, *, is_now: bool = False) -> list[OnCall]:
    """Lawyers on the roster whose turn has not passed; `is_now`: whose turn it is."""
    rows = OnCall.objects.filter(ended_at=None, until_at__gt=now)
    return list((rows.filter(from_at__lte=now) if is_now else rows)[:MOST])
