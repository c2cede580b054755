"""What the inspector closed, judged or decided is erased in time; what is open, or speaks for somebody, stays."""

from __future__ import annotations

import json
from uuid import UUID

from django.db.models import F, Max, Q, QuerySet, UUIDField, Value
from django.db.models.functions import Greatest

from tansiq.compartments.oversight.models import (
    Appeal,
    Complaint,
    Finding,
    Footprint,
    HolderTask,
    Notice,
    Question,
    Sample,
    SampleItem,
)
from tansiq.kernel.retention import sources
from tansiq.kernel.retention.sources import Source

# What no clock erases, and why.
KEPT = {
    "oversight_reviewday": "a day and how many reads it had: nobody is in it, and no day is checked twice",
    "oversight_footprintline": "erased with the lease of its footprint, by the footprint itself",
}


def _closed() -> QuerySet[Notice]:
    return Notice.objects.filter(closed_at__isnull=False).annotate(ended=F("closed_at"))


def _findings() -> QuerySet[Finding]:
    return Finding.objects.filter(closed_at__isnull=False).annotate(ended=F("closed_at"))


def _samples() -> QuerySet[Sample]:
    """Samples of which every read has its last verdict."""
    waits = Q(items__verdict__in=("", SampleItem.Verdict.ASKED))
    owner = Value(None, output_field=UUIDField())
    judged = Sample.objects.exclude(id__in=Sample.objects.filter(waits).values("id"))
    return judged.annotate(ended=Greatest("drawn_at", Max("items__judged_at")), owner_id=owner)


def _complaints() -> QuerySet[Complaint]:
    """Complaints that were decided, and whose appeal was, if there is one."""
    decided = Complaint.objects.filter(decided_at__isnull=False).exclude(appeal__state=Appeal.State.FILED)
    return decided.annotate(ended=Greatest("decided_at", "appeal_until", "appeal__decided_at"))


def _footprints() -> QuerySet[Footprint]:
    """Footprints whose lines are erased, and those to which the second key said no."""
    over = Footprint.objects.filter(Q(erased_at__isnull=False) | Q(is_approved=False))
    owner = Value(None, output_field=UUIDField())
    return over.annotate(ended=Greatest("decided_at", "erased_at"), owner_id=owner)


def _is_owed(row: Complaint) -> bool:
    """Whether a holder still owes its answer: that speaks for whoever complained."""
    return HolderTask.objects.filter(complaint=row, answered_at=None).exists()


def _questions(about: list[UUID]) -> QuerySet[Question]:
    return Question.objects.filter(about_id__in=about)


def _of_finding(row: Finding) -> list[UUID]:
    return [row.id, *_questions([row.id]).values_list("id", flat=True)]


def _of_sample(row: Sample) -> list[UUID]:
    items = list(SampleItem.objects.filter(sample=row).values_list("id", flat=True))
    return [row.id, *items, *_questions(items).values_list("id", flat=True)]


def _of_complaint(row: Complaint) -> list[UUID]:
    tasks = HolderTask.objects.filter(complaint=row).values_list("id", flat=True)
    return [row.id, *tasks, *Appeal.objects.filter(complaint=row).values_list("id", flat=True)]


def _erase_finding(row: Finding) -> int:
    return _questions([row.id]).delete()[0] + Finding.objects.filter(id=row.id).delete()[0]


def _erase_sample(row: Sample) -> int:
    items = SampleItem.objects.filter(sample=row)
    went = _questions(list(items.values_list("id", flat=True))).delete()[0] + items.delete()[0]
    return went + Sample.objects.filter(id=row.id).delete()[0]


def _erase_complaint(row: Complaint) -> int:
    """The complaint with what holders answered and its appeal; the kit stays with the number that it was given."""
    went = HolderTask.objects.filter(complaint=row).delete()[0] + Appeal.objects.filter(complaint=row).delete()[0]
    return went + Complaint.objects.filter(id=row.id).delete()[0]


def _said(row: Complaint) -> str:
    return json.dumps([row.number, row.kind, row.words, row.state], ensure_ascii=False)


def register() -> None:
    """Make known what ends here; called once, when the app is ready."""
    sources.register(
        Source(
            "NOTICE-CLOSED", "oversight.notice", _closed, touches=lambda row: (row.id,), owner="agency_id",
            content=lambda row: f"{row.code}|{row.reference}|{row.done}", reference="code",
            erase=lambda row: Notice.objects.filter(id=row.id).delete()[0],
        ),
        Source(
            "FINDING-CLOSED", "oversight.finding", _findings, touches=_of_finding, owner="agency_id",
            content=lambda row: f"{row.pattern}|{row.day}|{row.done}", erase=_erase_finding, reference="pattern",
        ),
        Source(
            "SAMPLE-JUDGED", "oversight.sample", _samples, touches=_of_sample, reference="week_on",
            content=lambda row: f"{row.week_on}|{row.seed}", erase=_erase_sample,
        ),
        Source(
            "COMPLAINT-DECIDED", "oversight.complaint", _complaints, touches=_of_complaint, reference="number",
            content=_said, erase=_erase_complaint, speaks=_is_owed,
        ),
        Source(
            "FOOTPRINT-ENDED", "oversight.footprint", _footprints, touches=lambda row: (row.id,), reference="number",
            content=lambda row: f"{row.number}|{row.complaint_number}|{row.reasons}",
            erase=lambda row: Footprint.objects.filter(id=row.id).delete()[0],
        ),
    )  # fmt: skip
