"""Findings, questions and samples."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from tansiq.compartments.oversight.models import Finding, Question, Sample, SampleItem
from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.audit import queries as log
from tansiq.kernel.audit.queries import Entry
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import existing


def findings(*, is_open: bool = True, pattern: str = "", limit: int = 200) -> list[Finding]:
    """Findings, newest day first; the inspector's alone."""
    rows = Finding.objects.filter(closed_at=None) if is_open else Finding.objects.exclude(closed_at=None)
    return list((rows.filter(pattern=pattern) if pattern else rows)[:limit])


def finding(finding_id: UUID) -> Finding:
    """One finding.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Finding.objects.filter(id=finding_id))


def questions(*, is_open: bool = True, limit: int = 100) -> list[Question]:
    """Questions that the actor may see: the inspector every one, an agency its own but not to whoever read."""
    rows = Question.objects.filter(answered_at=None) if is_open else Question.objects.exclude(answered_at=None)
    return list(rows[:limit])


def question(question_id: UUID) -> Question:
    """One question about a read.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Question.objects.filter(id=question_id))


def questions_about(about_id: UUID) -> list[Question]:
    """What was asked about a finding or an item, oldest first."""
    return list(Question.objects.filter(about_id=about_id).order_by("asked_at")[:20])


def samples(*, limit: int = 52) -> list[Sample]:
    """Samples by week, newest first, with their items."""
    return list(Sample.objects.prefetch_related("items")[:limit])


def sample(sample_id: UUID) -> Sample:
    """One weekly sample with its items.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(Sample.objects.filter(id=sample_id).prefetch_related("items"))


def item(item_id: UUID) -> SampleItem:
    """One read of a sample.

    Raises:
        NotFound: absent, or hidden.
    """
    return existing(SampleItem.objects.filter(id=item_id).select_related("sample"))


def reads_behind(actor: Actor, entry_ids: Iterable[UUID]) -> list[Entry]:
    """The reads of a finding or an item that the actor sees; for the judge's delegate, who sees no log, in its name."""
    if not actor.has("oversight.judge_inspector"):
        return log.reads(entry_ids=entry_ids)
    with acting_as(system_actor("review")):
        return log.reads(entry_ids=entry_ids)
