"""Reads of intelligence. Row security decides which rows exist; every list is ordered and bounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from tansiq.compartments.intelligence import rules
from tansiq.compartments.intelligence.desk import desk_lines
from tansiq.compartments.intelligence.models import (
    Assessment,
    InformationRequest,
    Listing,
    Report,
    Subject,
    Trace,
)
from tansiq.gateway import queries as gateway
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.access.conflicts import require_no_kin
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit import queries as audit_queries
from tansiq.kernel.bases import require_purpose
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.folding import fold
from tansiq.kernel.clocks import queries as clock_queries
from tansiq.kernel.decisions import named
from tansiq.kernel.decisions import queries as decisions
from tansiq.kernel.problems import existing
from tansiq.people import queries as people

__all__ = ["desk_lines"]
PAGE = 50


@dataclass(frozen=True)
class SubjectFile:
    """A subject as its page shows it.

    Attributes:
        independent_count: different origins behind the reports that the actor may see; not how many reports.
        kit, decisions, disclosures, clocks, entries: rows of the apps below; entries are acts and reads, newest first.
    """

    subject: Subject
    kit: Any
    reports: tuple[Report, ...]
    independent_count: int
    decisions: tuple[Any, ...]
    disclosures: tuple[Any, ...]
    clocks: tuple[Any, ...]
    traces: tuple[Trace, ...]
    entries: tuple[Any, ...]


def independent_count(rows: list[Report]) -> int:
    """How many different origins some reports have."""
    return rules.independent_count(row.lineage_ids for row in rows)


def reports(
    *, text: str = "", district: str = "", now: datetime | None = None, limit: int = PAGE, offset: int = 0
) -> list[Report]:
    """Reports of the actor's agency, newest first.

    Args:
        text: words searched in any spelling.
        now: leaves out what has ended by then; None shows all.
    """
    rows: QuerySet[Report] = Report.objects.all()
    if text:
        rows = rows.filter(Q(folded__contains=fold(text)) | Q(number=text.strip().upper()))
    if district:
        rows = rows.filter(district=district)
    if now:
        rows = rows.filter(expires_on__gt=charter.local_day(now))
    return list(rows.order_by("-received_at", "-id")[offset : offset + limit])


def subjects(
    *, state: str = "", text: str = "", district: str = "", limit: int = PAGE, offset: int = 0
) -> list[Subject]:
    """Subjects of the actor's agency by number and act, newest first; a name is read in the file, with a purpose."""
    rows: QuerySet[Subject] = Subject.objects.all()
    if state:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(Q(folded__contains=fold(text)) | Q(number=text.strip().upper()))
    if district:
        rows = rows.filter(district=district)
    return list(rows.order_by("-made_at", "-id")[offset : offset + limit])


@transaction.atomic
def log_search(
    *, actor: Actor, now: datetime, words: str, rows: Sequence[Report | Subject], purpose: str, reference: str
) -> None:
    """Log a search by words, which may be a name, as one read: no word of it is kept, of what it showed the records.

    Raises:
        NoPurpose: no purpose of the charter, or no reference (G13).
    """
    require_purpose(purpose, now)
    audit.record_read(  # rule: G13
        "intelligence.searched", ("intelligence.search", actor.home), actor=actor, at=now, purpose=purpose.strip(),
        reference=reference.strip(), owner_id=actor.home, shown=[row.id for row in rows],
    )  # fmt: skip
    named.tell_of_list(rows, actor=actor, now=now, reference=reference, words=words)  # rule: E31


@transaction.atomic
def read_report(*, actor: Actor, now: datetime, report_id: UUID, purpose: str, reference: str) -> Report:
    """One report with its words; the read is logged.

    Raises:
        NotFound: absent, or hidden.
        NotPermitted: the actor does not read intelligence.
        NoPurpose: no purpose of the charter, or no reference (G13).
    """
    row = existing(Report.objects.filter(id=report_id))
    actor.require("intelligence.read")
    _log_read("intelligence.report_read", row, actor=actor, now=now, purpose=purpose, reference=reference)
    return row


@transaction.atomic
def subject_file(*, actor: Actor, now: datetime, subject_id: UUID, purpose: str, reference: str) -> SubjectFile:
    """A subject with its kit, sources, decisions, copies, clocks and trail; the read is logged.

    Raises:
        NotFound: absent, or hidden.
        NotPermitted: the actor does not read intelligence.
        ConflictOfInterest: by what the actor declared, the subject may be a relative (W-2).
        NoPurpose: no purpose of the charter, or no reference (G13).
    """
    row = existing(Subject.objects.filter(id=subject_id))
    actor.require("intelligence.read")
    require_no_kin(actor, people.parts_of(row.kit_id))
    _log_read("intelligence.subject_read", row, actor=actor, now=now, purpose=purpose, reference=reference)
    cited = list(Report.objects.filter(id__in=row.report_ids).order_by("-received_at", "-id"))
    return SubjectFile(
        subject=row,
        kit=people.kit(row.kit_id),
        reports=tuple(cited),
        independent_count=independent_count(cited),
        decisions=tuple(decisions.of_subject(row.id)),
        disclosures=tuple(gateway.disclosures_of_subject(row.id)),
        clocks=tuple(clock_queries.of_subject(row.id)),
        traces=tuple(Trace.objects.filter(subject_id=row.id).order_by("-assigned_at")[:PAGE]),
        entries=tuple(audit_queries.of_subject(row.id)),
    )


def _log_read(act: str, row: Report | Subject, *, actor: Actor, now: datetime, purpose: str, reference: str) -> None:
    require_purpose(purpose, now)
    audit.record_read(  # rule: G13
        act, row, actor=actor, at=now, purpose=purpose.strip(), reference=reference.strip(), owner_id=row.owner_id
    )


def information_requests(*, state: str = "", limit: int = PAGE, offset: int = 0) -> list[InformationRequest]:
    """Requests that the actor's agency made or received, newest first."""
    rows: QuerySet[InformationRequest] = InformationRequest.objects.all()
    if state:
        rows = rows.filter(state=state)
    return list(rows.order_by("-asked_at", "-id")[offset : offset + limit])


def information_request(request_id: UUID) -> InformationRequest:
    """One request.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(InformationRequest.objects.filter(id=request_id))


def trace(trace_id: UUID) -> Trace:
    """One trace of the actor's agency.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Trace.objects.filter(id=trace_id))


def traces(*, is_open: bool = True, limit: int = PAGE, offset: int = 0) -> list[Trace]:
    """Traces of the actor's agency: open ones by priority and age, or done ones newest first."""
    if is_open:
        rows = Trace.objects.filter(done_at=None).order_by("priority", "assigned_at", "id")
    else:
        rows = Trace.objects.exclude(done_at=None).order_by("-done_at", "id")
    return list(rows[offset : offset + limit])


def assessments(*, limit: int = PAGE) -> list[Assessment]:
    """Assessments that the actor's agency sent, newest first."""
    return list(Assessment.objects.order_by("-made_at")[:limit])


def listings(
    *, list_code: str = "", text: str = "", state: str = "open", limit: int = PAGE, offset: int = 0
) -> list[Listing]:
    """Entries of published lists by list and reference; words are searched in any spelling."""
    rows: QuerySet[Listing] = Listing.objects.all()
    if list_code:
        rows = rows.filter(list_code=list_code)
    if state:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(folded__contains=fold(text))
    return list(rows.order_by("list_code", "reference_number")[offset : offset + limit])


def listing(listing_id: UUID) -> Listing:
    """One entry.

    Raises:
        NotFound: there is none.
    """
    return existing(Listing.objects.filter(id=listing_id))


def listing_digests(list_code: str) -> dict[str, str]:
    """Digests of the open entries of a list by reference: what a new version is compared with."""
    rows = Listing.objects.filter(list_code=list_code, state=Listing.State.OPEN)
    return dict(rows.order_by("reference_number").values_list("reference_number", "digest"))
