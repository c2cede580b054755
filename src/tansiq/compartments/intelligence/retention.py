"""What of this compartment ends by itself, and what is erased once it has ended."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.db.models import F, Func, QuerySet, Value
from django.db.models.functions import Coalesce

from tansiq.compartments.intelligence.actions.reviews import SUBJECT, due_to_expire, expire_one
from tansiq.compartments.intelligence.actions.subjects import CLEARED
from tansiq.compartments.intelligence.models import (
    Assessment,
    InformationRequest,
    Listing,
    ListingKit,
    Plan,
    PlanAnswer,
    PlanConflict,
    PlanNotice,
    Report,
    Subject,
    Trace,
)
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.retention import sources
from tansiq.kernel.retention.sources import Ending, Source
from tansiq.people import actions as people
from tansiq.people import queries as people_queries

ENDED = (Subject.State.EXPIRED, Subject.State.CLEARED)


def _undetermined() -> list[str]:
    return [row.code for row in charter.current().vocabularies.subject_categories if row.to_resolve]


def _ended_subjects() -> QuerySet[Subject]:
    rows = Subject.objects.filter(state__in=ENDED).exclude(category__in=_undetermined())
    return rows.annotate(ended=F("ended_at"))


def _never_categorised() -> QuerySet[Subject]:
    return Subject.objects.filter(state__in=ENDED, category__in=_undetermined()).annotate(ended=F("ended_at"))


def _of_subject(row: Subject) -> tuple[UUID, ...]:
    traces = Trace.objects.filter(subject_id=row.id).order_by("id").values_list("id", flat=True)
    return (row.id, row.kit_id, *people_queries.link_ids([row.kit_id]), *traces)


def _said_of(row: Subject) -> str:
    said = {"kit": people_queries.content_of(row.kit_id), "act": row.act, "act_words": row.act_words}
    return json.dumps(said, sort_keys=True, ensure_ascii=False)


def _of_the_cleared(row: Subject) -> list[tuple[str, str]]:
    """By what his return is recognised: he, by a paper, and a report that he was cleared of."""
    if row.state != Subject.State.CLEARED:
        return []
    anchors = people_queries.checked(row.kit_id).anchors
    return [(CLEARED, f"{anchor}|{root}") for anchor in anchors for root in row.lineage_ids]


def _erase_subject(row: Subject) -> int:
    went = Trace.objects.filter(subject_id=row.id).delete()[0]
    return went + Subject.objects.filter(id=row.id).delete()[0] + people.erase_kits([row.kit_id])


def _erase_report(row: Report) -> int:
    # What rests on it goes on without it, until the day of its own end.
    for model in (Subject, Assessment):
        rest = Func(F("report_ids"), Value(row.id), function="array_remove")
        model.objects.filter(report_ids__contains=[row.id]).update(report_ids=rest)
    return Report.objects.filter(id=row.id).delete()[0]


def _listing_kits(row: Listing) -> list[UUID]:
    return list(ListingKit.objects.filter(listing=row).order_by("kit_id").values_list("kit_id", flat=True))


def _is_somebody_else(row: Listing) -> bool:
    """Whether a person judged somebody to be another than this one: once listed again, that must still be known."""
    return people_queries.has_judged_different(_listing_kits(row))


def _erase_listing(row: Listing) -> int:
    kits = _listing_kits(row)
    return Listing.objects.filter(id=row.id).delete()[0] + people.erase_kits(kits)


def _erase_plan(row: Plan) -> int:
    conflicts = PlanConflict.objects.filter(plan_ids__contains=[row.id])
    numbers = list(conflicts.values_list("number", flat=True))
    went = PlanNotice.objects.filter(conflict_number__in=numbers).delete()[0]
    went += PlanAnswer.objects.filter(plan_id=row.id).delete()[0]
    return went + conflicts.delete()[0] + Plan.objects.filter(id=row.id).delete()[0]


def _subject(rule: str, rows: Any) -> Source:
    return Source(
        rule, SUBJECT, rows, touches=_of_subject, content=_said_of, erase=_erase_subject, more=_of_the_cleared,
        first_known=lambda row: row.first_seen_on, reference="number", locks=True,
    )  # fmt: skip


def _of_answers() -> tuple[Source, ...]:
    """What was asked of others, traced, and sent in danger."""
    return (
        Source(
            "REQUEST-ANSWERED", "intelligence.informationrequest",
            lambda: InformationRequest.objects.filter(decided_at__isnull=False).annotate(ended=F("decided_at")),
            touches=lambda row: (row.id,), content=lambda row: f"{row.question}|{row.answer}", reference="number",
            erase=lambda row: InformationRequest.objects.filter(id=row.id).delete()[0],
        ),
        Source(
            "TRACE-DONE", "intelligence.trace",
            lambda: Trace.objects.filter(done_at__isnull=False).annotate(ended=F("done_at")),
            touches=lambda row: (row.id,), content=lambda row: f"{row.question}|{row.outcome}", reference="number",
            erase=lambda row: Trace.objects.filter(id=row.id).delete()[0],
        ),
        Source(
            "ASSESSMENT-SENT", "intelligence.assessment", lambda: Assessment.objects.annotate(ended=F("made_at")),
            touches=lambda row: (row.id,), content=lambda row: f"{row.text}|{row.warned}",
            erase=lambda row: Assessment.objects.filter(id=row.id).delete()[0],
        ),
    )  # fmt: skip


def register() -> None:
    """Make known what ends here; called once, when the app is ready."""
    sources.register(
        Source(
            "PLAN-ENDED", "intelligence.plan",
            lambda: Plan.objects.annotate(ended=Coalesce("done_at", "ends_at")),
            touches=lambda row: (row.id,), content=lambda row: f"{row.number}|{row.task}|{row.words}",
            erase=_erase_plan, reference="number",
        ),
        Ending(SUBJECT, due_to_expire, expire_one),
        _subject("SUBJECT-ENDED", _ended_subjects),
        _subject("UNCATEGORISED-ERASE", _never_categorised),
        Source(
            "REPORT-ENDED", "intelligence.report", lambda: Report.objects.annotate(ended=F("expires_on")),
            touches=lambda row: (row.id,), content=lambda row: row.text_digest, erase=_erase_report,
            # What may come from ill-treatment is kept for a judge: it speaks for whoever suffered it.
            speaks=lambda row: row.is_quarantined,  # rule: JOC-02
            first_known=lambda row: row.first_seen_on, reference="number",
        ),
        Source(
            "LISTING-CLOSED", "intelligence.listing",
            lambda: Listing.objects.filter(state=Listing.State.CLOSED).annotate(ended=F("closed_at")),
            touches=lambda row: (row.id, *(kits := _listing_kits(row)), *people_queries.link_ids(kits)),
            content=lambda row: f"{row.list_code}|{row.reference_number}|{row.digest}", erase=_erase_listing,
            speaks=_is_somebody_else,  # rule: G5
            locks=True,
        ),
        *_of_answers(),
    )  # fmt: skip
