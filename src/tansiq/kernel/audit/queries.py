"""Reads of the log. Every list is newest first and bounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tansiq.kernel.audit.models import Entry, Words

# Rows are handed out by these queries; their types stand here for whoever annotates.
__all__ = ["Entry"]
CHUNK = 2_000


def of_subject(subject_id: UUID, *, limit: int = 100) -> list[Entry]:
    """Acts and reads of one record, as far as the actor may see them."""
    return list(Entry.objects.filter(subject_id=subject_id).exclude(kind=Entry.Kind.REFUSAL)[:limit])


def reads_of_subject(subject_id: UUID, *, limit: int = 50) -> list[Entry]:
    """Reads of one record, as far as the actor may see them, newest first."""
    return list(Entry.objects.filter(subject_id=subject_id, kind=Entry.Kind.READ)[:limit])


def latest(*, limit: int = 100) -> list[Entry]:
    """The last acts, reads and refusals that the actor may see, newest first."""
    return list(Entry.objects.all()[:limit])


def refusals_by_code(*, since: datetime) -> dict[str, int]:
    """How often each code was refused, never by whom or about whom."""
    rows = Entry.objects.filter(kind=Entry.Kind.REFUSAL, at__gte=since).order_by().values("act")
    return {row["act"]: row["n"] for row in rows.annotate(n=Count("id"))}


def reads(
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    subject_id: UUID | None = None,
    user_id: UUID | None = None,
    reference: str = "",
    entry_ids: Iterable[UUID] | None = None,
    limit: int = 500,
) -> list[Entry]:
    """The newest reads of people, so many; asks are reads too. What is not given does not narrow."""
    rows = every_read(
        since=since, until=until, subject_id=subject_id, user_id=user_id, reference=reference, entry_ids=entry_ids
    )
    return list(rows[:limit])


def every_read(
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    subject_id: UUID | None = None,
    user_id: UUID | None = None,
    reference: str = "",
    entry_ids: Iterable[UUID] | None = None,
) -> QuerySet[Entry]:
    """Reads of people, newest first, for a list that is read page by page. What is not given does not narrow.

    Args:
        since, until: the first moment and the one after the last.
        reference: the case, task or number that a read named.
        entry_ids: these entries alone.
    """
    rows = Entry.objects.filter(kind=Entry.Kind.READ)
    given = {
        "at__gte": since, "at__lt": until, "subject_id": subject_id, "user_id": user_id,
        "reference": reference or None, "id__in": None if entry_ids is None else list(entry_ids),
    }  # fmt: skip
    return rows.filter(**{name: value for name, value in given.items() if value is not None})


def acts_and_reads(
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    kind: str = "",
    agency_id: UUID | None = None,
    text: str = "",
    user_ids: Iterable[UUID] = (),
    systems: Iterable[str] = (),
) -> QuerySet[Entry]:
    """Acts and reads of the whole log, newest first, for a list that is read page by page.

    Args:
        text: part of a reference; entries of `user_ids` and of `systems` fit as well.
    """
    rows = Entry.objects.exclude(kind=Entry.Kind.REFUSAL)
    given = {"at__gte": since, "at__lt": until, "kind": kind or None, "agency_id": agency_id}
    rows = rows.filter(**{name: value for name, value in given.items() if value is not None})
    if text:
        rows = rows.filter(
            Q(reference__icontains=text) | Q(user_id__in=list(user_ids)) | Q(user_id=None, system__in=list(systems))
        )
    return rows


def read_ids(*, since: datetime, until: datetime) -> Iterator[UUID]:
    """Ids of every read of a period in their order, one after the other; asked in a transaction."""
    rows = Entry.objects.filter(kind=Entry.Kind.READ, at__gte=since, at__lt=until).order_by("id")
    return rows.values_list("id", flat=True).iterator(chunk_size=CHUNK)


def reads_for_review(
    *, since: datetime, until: datetime, size: int
) -> Iterator[list[tuple[UUID, UUID, datetime]]]:  # fmt: skip
    """Entry, account and moment of every read by a person in a period: pages of at most `size`, the oldest first."""
    rows = Entry.objects.filter(kind=Entry.Kind.READ, at__gte=since, at__lt=until).exclude(user_id=None)
    rows, after = rows.order_by("at", "id"), Q()
    while True:
        found = rows.filter(after).values_list("id", "user_id", "at")[:size]
        page = [(entry, user, at) for entry, user, at in found if user]
        if page:
            yield page
            entry, _user, at = page[-1]
            after = Q(at__gt=at) | Q(at=at, id__gt=entry)
        if len(page) < size:
            return


def people_shown(*, since: datetime, until: datetime) -> dict[UUID, list[str]]:
    """Of each read of a list in a period, by its entry, what tells the people whom it showed from others."""
    rows = Words.objects.filter(
        entry__kind=Entry.Kind.READ, entry__at__gte=since, entry__at__lt=until, body__after__has_key="people"
    )
    return {entry_id: list(body["after"]["people"]) for entry_id, body in rows.values_list("entry_id", "body")}


def counts(*, since: datetime, until: datetime, acts: Iterable[str]) -> dict[tuple[str, UUID | None], int]:
    """How often each act was done by each agency in a period."""
    rows = Entry.objects.filter(at__gte=since, at__lt=until, act__in=list(acts)).order_by()
    counted = rows.values("act", "agency_id").annotate(n=Count("id"))
    return {(row["act"], row["agency_id"]): row["n"] for row in counted}


def outcomes(*, since: datetime, until: datetime, act: str) -> dict[str, int]:
    """How often an act ended in each way, by what the entry says that it came to."""
    rows = Words.objects.filter(entry__act=act, entry__at__gte=since, entry__at__lt=until).order_by()
    return {row["body__after"] or "": row["n"] for row in rows.values("body__after").annotate(n=Count("entry_id"))}


def refusals_in(*, since: datetime, until: datetime) -> dict[str, int]:
    """How often each code was refused in a period."""
    rows = Entry.objects.filter(kind=Entry.Kind.REFUSAL, at__gte=since, at__lt=until).order_by().values("act")
    return {row["act"]: row["n"] for row in rows.annotate(n=Count("id"))}


def count_refusals(code: str, *, subject_id: UUID, since: datetime) -> int:
    """How often this was refused about one record; under `figures`, which sees refusals of all."""
    return sum(count_refusals_by(code, subject_id=subject_id, since=since).values())


def count_refusals_by(code: str, *, subject_id: UUID, since: datetime) -> dict[UUID | None, int]:
    """How often this was refused about one record to each account; under `figures`, which sees refusals of all."""
    rows = Entry.objects.filter(kind=Entry.Kind.REFUSAL, act=code, subject_id=subject_id, at__gt=since).order_by()
    return {row["user_id"]: row["n"] for row in rows.values("user_id").annotate(n=Count("id"))}
