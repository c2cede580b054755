"""Reads of the inspector's room. Row security decides which rows exist; every list is ordered and bounded."""

from tansiq.compartments.oversight.queries.figures import (
    Figures,
    figures_of,
    published_month,
    published_year,
    refused,
)
from tansiq.compartments.oversight.queries.notices import addresses, is_notice, open_notices
from tansiq.compartments.oversight.queries.reads import (
    finding,
    findings,
    item,
    question,
    questions,
    questions_about,
    sample,
    samples,
)
from tansiq.compartments.oversight.queries.redress import (
    appeal,
    appeal_of,
    appeals,
    complaint,
    complaint_by_number,
    complaints,
    footprint,
    footprints,
    task,
    tasks,
    tasks_of,
)

__all__ = [
    "Figures",
    "addresses",
    "appeal",
    "appeal_of",
    "appeals",
    "complaint",
    "complaint_by_number",
    "complaints",
    "figures_of",
    "finding",
    "findings",
    "footprint",
    "footprints",
    "is_notice",
    "item",
    "open_notices",
    "published_month",
    "published_year",
    "question",
    "questions",
    "questions_about",
    "refused",
    "sample",
    "samples",
    "task",
    "tasks",
    "tasks_of",
]
