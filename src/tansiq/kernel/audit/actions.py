"""Writing to the log."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models, transaction

from tansiq.kernel import bounds
from tansiq.kernel.audit.errors import NoPurpose, OwnAct
from tansiq.kernel.audit.models import Entry, Words
from tansiq.kernel.problems import Problem, existing

if TYPE_CHECKING:
    from tansiq.kernel.access.actor import Actor

Subject = models.Model | tuple[str, UUID | None]


def _identity(subject: Subject) -> tuple[str, UUID | None]:
    if isinstance(subject, tuple):
        return subject
    return subject._meta.label_lower, subject.pk


def hash_of(salt: str, body: dict[str, Any]) -> str:
    """SHA-256, in hex, over the salt and the sorted compact JSON of the words."""
    text = salt + json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _write(kind: Entry.Kind, act: str, subject: Subject, *, actor: Actor, at: datetime, **fields: Any) -> Entry:
    subject_kind, subject_id = _identity(subject)
    body = {key: fields.pop(key) for key in ("before", "after", "words") if fields.get(key) not in (None, "")}
    fields = {key: value for key, value in fields.items() if key not in ("before", "after", "words")}
    salt = secrets.token_hex(16)
    entry = Entry(
        at=at,
        kind=kind,
        act=act,
        user_id=actor.user_id,
        agency_id=actor.agency_id,
        system=actor.system,
        subject_kind=subject_kind,
        subject_id=subject_id,
        words_hash=hash_of(salt, body),
        **fields,
    )
    bounds.require(entry)
    Entry.objects.bulk_create([entry])
    if body:
        said = Words(entry=entry, salt=salt, body=body)
        bounds.require(said)
        Words.objects.bulk_create([said])
    return entry


def record(
    act: str,
    subject: Subject,
    *,
    actor: Actor,
    at: datetime,
    before: Any = None,
    after: Any = None,
    words: str = "",
    purpose: str = "",
    reference: str = "",
    owner_id: UUID | None = None,
) -> Entry:
    """Log an act in the transaction of the act.

    Args:
        act: app and past participle, `gateway.hit_validated`.
        subject: the record acted on, or its kind and id.
        before, after: JSON values; kept beside the entry and erasable.
        words: the officer's own words; likewise.
        owner_id: agency that the record belongs to; it may see the entry.
    """
    owner = owner_id or getattr(subject, "owner_id", None)
    return _write(
        Entry.Kind.ACT, act, subject, actor=actor, at=at, before=before, after=after, words=words,
        purpose=purpose, reference=reference, owner_id=owner,
    )  # fmt: skip


def record_read(
    act: str, subject: Subject, *, actor: Actor, at: datetime, purpose: str, reference: str, owner_id: UUID | None,
    shown: Iterable[UUID] = (),
) -> Entry:  # fmt: skip
    """Log a read of a person.

    Args:
        shown: records of people whom one page of a list shows; so that they count as people who were read about, a
            part of each id is kept in the words of the entry, which can be erased.

    Raises:
        NoPurpose: purpose or reference is missing: without a justification there is no record to read (G13).
    """
    if not (purpose and reference):  # rule: G13
        raise NoPurpose(errors=[{"field": "purpose" if not purpose else "reference", "code": "MISSING"}])
    people = sorted({one.hex[:12] for one in shown})
    return _write(
        Entry.Kind.READ, act, subject, actor=actor, at=at, purpose=purpose, reference=reference, owner_id=owner_id,
        after={"people": people} if people else None,
    )  # fmt: skip


def record_refusal(problem: Problem, *, actor: Actor, at: datetime, act: str = "") -> None:
    """Log a refusal, in a transaction of its own after the refused act has rolled back."""
    subject = problem.subject or ("refusal", problem.reference)
    with transaction.atomic():
        _write(Entry.Kind.REFUSAL, problem.code, subject, actor=actor, at=at, words=act)


@transaction.atomic
def erase_words(*, actor: Actor, now: datetime, entry_id: UUID, reason: str) -> None:
    """Erase the words of an entry and their salt; the entry stays, and what it proves.

    Raises:
        NotFound: no such entry, or its words are gone.
        OwnAct: the entry says what the actor did.
    """
    words = existing(Words.objects.filter(entry_id=entry_id).select_related("entry"))
    actor.require("oversight.erase_words")
    if words.entry.user_id == actor.user_id:  # rule: W-2, G14
        raise OwnAct
    words.delete()
    record("audit.words_erased", ("audit.entry", entry_id), actor=actor, at=now, words=reason)


def erase_words_about(subject_ids: Collection[UUID]) -> int:
    """Erase what the log says in words about these records, with the salt; each entry stays, and what it proves.

    Called by whatever erases the records, in its transaction and under its name. Returns how many texts went.
    """
    about = Words.objects.filter(entry__subject_id__in=list(subject_ids)).values_list("pk", flat=True)
    return Words.objects.filter(pk__in=list(about)).delete()[0]
