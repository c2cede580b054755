"""Reads of the cooperation room. Row security decides which rows exist; every list is ordered and bounded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tansiq.compartments.cooperation.models import (
    Appearance,
    Assessment,
    Call,
    Check,
    Claim,
    Counsel,
    Examination,
    File,
    FirstWords,
    Handler,
    Instigation,
    Mention,
    OnCall,
    Payment,
    Promise,
    ProtectionLink,
    Session,
    Step,
    Terms,
    Told,
)
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.bases import require_purpose
from tansiq.kernel.problems import existing

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
    claims: tuple[Claim, ...]
    mentions: int
    told: tuple[Told, ...]
    promises: tuple[Promise, ...]
    payments: tuple[Payment, ...]
    appearances: tuple[Appearance, ...]
    assessments: tuple[Assessment, ...]
    examinations: tuple[Examination, ...]
    instigations: tuple[Instigation, ...]
    links: tuple[ProtectionLink, ...]


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
    return existing(File.objects.filter(id=file_id))


@transaction.atomic
def open_file(row: File, *, actor: Actor, now: datetime, purpose: str, reference: str, printed: bool = False) -> None:
    """Let somebody read of a file whatever their walls show them, or print it; the read is logged.

    Raises:
        NotPermitted: the actor reads no files of cooperation.
        NoPurpose: no purpose of the charter, or no reference (G13).
    """
    actor.require("cooperation.read")
    require_purpose(purpose, now)
    audit.record_read(  # rule: G13
        "cooperation.printed" if printed else "cooperation.file_read", row, actor=actor, at=now, purpose=purpose,
        reference=reference, owner_id=row.owner_id,
    )  # fmt: skip


@transaction.atomic
def file_read(*, actor: Actor, now: datetime, file_id: UUID, purpose: str, reference: str) -> FileRead:
    """A file with everything in it; the read is logged.

    Raises:
        NotFound: absent, or hidden.
        NotPermitted: the actor reads no files of cooperation.
        NoPurpose: no purpose of the charter, or no reference (G13).
    """
    row = file(file_id)
    open_file(row, actor=actor, now=now, purpose=purpose, reference=reference)
    return FileRead(
        row,
        tuple(Step.objects.filter(file=row)[:MOST]),
        tuple(Counsel.objects.filter(file=row)[:MOST]),
        tuple(Handler.objects.filter(file=row)[:MOST]),
        tuple(Terms.objects.filter(file=row)[:MOST]),
        tuple(Session.objects.filter(file=row)[:MOST]),
        tuple(FirstWords.objects.filter(file=row)[:MOST]),
        tuple(Call.objects.filter(file=row)[:MOST]),
        tuple(Claim.objects.filter(file=row)[:MOST]),
        Mention.objects.filter(file=row).count(),
        tuple(Told.objects.filter(file=row)[:MOST]),
        tuple(Promise.objects.filter(file=row)[:MOST]),
        tuple(Payment.objects.filter(file=row)[:MOST]),
        tuple(Appearance.objects.filter(file=row)[:MOST]),
        tuple(Assessment.objects.filter(file=row)[:MOST]),
        tuple(Examination.objects.filter(file=row)[:MOST]),
        tuple(Instigation.objects.filter(file=row)[:MOST]),
        tuple(ProtectionLink.objects.filter(file=row)[:MOST]),
    )


def terms(terms_id: UUID) -> Terms:
    """One version of the terms.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Terms.objects.filter(id=terms_id).select_related("file"))


def session(session_id: UUID) -> Session:
    """One session.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Session.objects.filter(id=session_id).select_related("file"))


def call(call_id: UUID) -> Call:
    """One call of counsel.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Call.objects.filter(id=call_id).select_related("file"))


def on_call(now: datetime, *, is_now: bool = False) -> list[OnCall]:
    """Lawyers on the roster whose turn has not passed; `is_now`: whose turn it is."""
    rows = OnCall.objects.filter(ended_at=None, until_at__gt=now)
    return list((rows.filter(from_at__lte=now) if is_now else rows)[:MOST])


def claims(row: File) -> list[Claim]:
    """Claims of a file, the first recorded first."""
    return list(Claim.objects.filter(file=row).select_related("session")[:MOST])


def claim(claim_id: UUID) -> Claim:
    """One claim.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Claim.objects.filter(id=claim_id).select_related("file", "session"))


def checks(row: Claim) -> list[Check]:
    """Checks of a claim that exist for the actor."""
    return list(Check.objects.filter(claim=row)[:MOST])


def check(check_id: UUID) -> Check:
    """One check.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Check.objects.filter(id=check_id).select_related("claim", "file"))


def of_session(row: Session) -> tuple[list[Claim], list[Mention]]:
    """What was told in a session."""
    return list(Claim.objects.filter(session=row)[:MOST]), list(Mention.objects.filter(session=row)[:MOST])


def promises(*, is_open: bool = False) -> list[Promise]:
    """Promises that exist for the actor, the last said first; `is_open`: of which nobody said what became."""
    rows = Promise.objects.select_related("file").order_by("-said_at", "-id")
    return list((rows.filter(outcome_at=None) if is_open else rows)[:MOST])


def promise(promise_id: UUID) -> Promise:
    """One promise.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Promise.objects.filter(id=promise_id).select_related("file"))


def promises_of(row: File) -> list[Promise]:
    """Promises of a file, the first said first."""
    return list(Promise.objects.filter(file=row)[:MOST])
