"""Searching people by words: for a purpose and a reference, and one read of the log for a page (G13)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from tansiq.compartments.intelligence import queries
from tansiq.compartments.intelligence.models import Report, Subject
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.people.rules import is_number


def is_search_read(request: OfficerRequest, words: str, rows: Sequence[Report | Subject]) -> bool:
    """Log that a list was searched by words, once for the page; False where no reason was given, and nothing is shown.

    No words, and the number of a record, name nobody.
    """
    if not words.strip() or is_number(words):
        return True
    reason = flow.reason_kept(request)
    if reason is None:  # rule: G13
        return False
    queries.log_search(
        actor=request.actor, now=timezone.now(), words=words, rows=rows, purpose=reason.purpose,
        reference=reason.reference,
    )  # fmt: skip
    return True
