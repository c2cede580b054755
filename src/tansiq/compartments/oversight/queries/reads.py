"""Findings, questions and samples."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from tansiq.compartments.oversight.models import Finding, Question, Sample, SampleItem
from tansiq.kernel.problems import NotFound

Row = TypeVar("Row")


def found(row: Row | None) -> Row:
    """The row.

    Raises:
        NotFound: absent, or hidden.
    """
    if row is None:
        raise NotFound
    return row


def findings(*, is_open: bool = True, pattern: str = "", limit: int = 200) -> list[Finding]:
    """Findings, newest day first; the inspector's alone."""
    rows = Finding.objects.filter(closed_at=None) if is_open else Finding.objects.exclude(closed_at=None)
    return list((rows.filter(pattern=pattern) if pattern else rows)[:limit])


def finding(finding_id: UUID) -> Finding:
    return found(Finding.objects.filter(id=finding_id).first())


def questions(*, is_open: bool = True, limit: int = 100) -> list[Question]:
    """Questions that the actor may see: the inspector every one, an agency its own but not to whoever read."""
    rows = Question.objects.filter(answered_at=None) if is_open else Question.objects.exclude(answered_at=None)
    return list(rows[:limit])


def question(question_id: UUID) -> Question:
    return found(Question.objects.filter(id=question_id).first())


def questions_about(about_id: UUID) -> list[Question]:
    """What was asked about a finding or an item, oldest first."""
    return list(Question.objects.filter(about_id=about_id).order_by("asked_at")[:20])


def samples(*, limit: int = 52) -> list[Sample]:
    """Samples by week, newest first, with their items."""
    return list(Sample.objects.prefetch_related("items")[:limit])


def sample(sample_id: UUID) -> Sample:
    return found(Sample.objects.filter(id=sample_id).prefetch_related("items").first())


def item(item_id: UUID) -> SampleItem:
    return found(SampleItem.objects.filter(id=item_id).select_related("sample").first())
