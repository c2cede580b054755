"""Words of the pages for what the records keep as codes that are not the charter's."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
REVEALED = "intelligence.field_revealed"


class DecisionWords(NamedTuple):
    """What a decision is called, what it asks, and what it brings about."""

    title: Words
    question: Words
    effect: Words


DECISIONS: dict[str, DecisionWords] = {
    "intelligence.accept": DecisionWords(
        _("Accepted as a subject"),
        _("Does this statement name a definite act, and does it hold well enough to keep a record of this person?"),
        _("From now on the record is matched with asks of every agency. Nobody may be detained on it."
          " It ends unless somebody reviews it within twelve months."),
    ),
    "intelligence.keep": DecisionWords(
        _("Kept after review"),
        _("Is this record still needed, with nothing new against the person?"),
        _("The record goes on for twelve months at most, and never beyond its last day."),
    ),
    "intelligence.categorise": DecisionWords(
        _("Category determined"),
        _("What is this person to the record, and what shows it?"),
        _("Undetermined, the record is erased six months after it was made. Determined, it goes on to its own last"
          " day; reviews stay as they were."),
    ),
    "intelligence.revalidate": DecisionWords(
        _("Kept on a present suspicion"),
        _("Is there a present suspicion, from another origin, made since the last review?"),
        _("The last day of the record moves to five years after the new report."),
    ),
    "intelligence.clear": DecisionWords(
        _("Cleared"),
        _("Is this the wrong person, or did the suspicion fall away?"),
        _("The record is matched no more. Every copy at every agency is withdrawn at once, without the cause."
          " This cannot be undone."),
    ),
    "intelligence.review": DecisionWords(
        _("Put under review"),
        _("Is there a doubt about this record?"),
        _("Until a second person has decided, the record is not matched."),
    ),
}  # fmt: skip

APPEAL = _("The person, or anybody for them, can ask the redress desk: free, by voice or on paper.")

ROLES: dict[str, Words] = {
    "intelligence.accept": _("approver"),
    "intelligence.clear": _("approver"),
    "gateway.release": _("release authority"),
    "gateway.recall": _("release authority"),
}

ACTS: dict[str, Words] = {
    "intelligence.subject_proposed": _("Proposed"),
    "intelligence.subject_accepted": _("Accepted by a second person"),
    "intelligence.subject_kept": _("Kept after review"),
    "intelligence.subject_revalidated": _("Kept on a present suspicion"),
    "intelligence.subject_cleared": _("Cleared"),
    "intelligence.subject_expired": _("Ended: nobody reviewed it in time"),
    "intelligence.subject_categorised": _("Category determined"),
    "intelligence.review_opened": _("Put under review"),
    "intelligence.subject_read": _("File read"),
    "intelligence.report_read": _("Report read"),
    "intelligence.report_recorded": _("Report recorded"),
    REVEALED: _("Hidden field shown"),
}

SYSTEMS: dict[str, Words] = {"clock": _("The clock, by itself"), "setup": _("Set-up")}

PARTS: dict[str, Words] = {
    "full": _("as written"),
    "ism": _("given name"),
    "father": _("father"),
    "grandfather": _("grandfather"),
    "family": _("family name"),
    "kunya": _("kunya"),
}

FOUND: dict[bool | None, Words] = {
    True: _("Found"), False: _("Nothing found"), None: _("Could not be told"),
}  # fmt: skip
