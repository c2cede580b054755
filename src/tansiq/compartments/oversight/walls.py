"""The inspector reads here and closes; the audited unit answers and closes nothing (G14)."""

from tansiq.kernel.access.rules import ANSWERING
from tansiq.kernel.walls import ACTS, ANYBODY, HOME, MINE, Wall, both, either, own, role, system

_INSPECTOR = role("inspector")
_REVIEW = system("review")
# Whoever read does not answer for himself, nor learn that he is asked about.
_NOT_THE_READER = "reader_id IS DISTINCT FROM (SELECT acl.user_id())"  # rule: G14 -> _NOT_THE_READER = "true"
_ANSWERS = both(own("agency_id"), role(*ANSWERING), _NOT_THE_READER)
_DESK = both(MINE, role("identity_desk", "caseworker", "inspector"))
_CORRECTS = both(own("holder_id"), role("releaser", "approver", "prosecutor", "list_keeper"))
_KEYS = role("inspector", "judge_delegate")
# The two keys of a footprint, while its lease runs; nobody else, and afterwards nobody.
_LEASED = (
    "footprint_id IN (SELECT id FROM oversight_footprint WHERE is_approved AND lease_ends_at > now()"
    " AND (SELECT acl.user_id()) IN (requested_by, decided_by))"
)

WALLS = {
    "oversight_notice": Wall(
        ended="closed_at IS NOT NULL",
        select=_INSPECTOR,
        insert=both(ANYBODY, either("agency_id IS NULL", f"agency_id = {HOME}"), "closed_at IS NULL"),
        update=_INSPECTOR,
        columns=("closed_at", "closed_by", "done"),
        change=both("OLD.closed_at IS NULL", "NEW.closed_at IS NOT NULL", f"NEW.closed_by = {ACTS}"),
    ),
    "oversight_reviewday": Wall(select=either(_INSPECTOR, _REVIEW), insert=_REVIEW),
    "oversight_finding": Wall(
        select=either(_INSPECTOR, _REVIEW), insert=_REVIEW,
        update=_INSPECTOR, columns=("closed_at", "closed_by", "done"),
    ),
    "oversight_question": Wall(
        select=either(_INSPECTOR, _ANSWERS), insert=_INSPECTOR, update=_ANSWERS,
        columns=("answer", "answered_at", "answered_by"),
    ),
    "oversight_sample": Wall(select=either(_INSPECTOR, _REVIEW), insert=_REVIEW),
    "oversight_sampleitem": Wall(
        select=either(_INSPECTOR, _REVIEW), insert=_REVIEW, update=_INSPECTOR,
        columns=("verdict", "words", "judged_at", "judged_by"),
    ),
    "oversight_complaint": Wall(
        select=either(_DESK, _INSPECTOR, system("redress")), insert=_DESK,
        update=either(_DESK, _INSPECTOR, system("redress")),
        columns=(
            "received_at", "state", "ground", "due_at", "decided_at", "decided_by", "decided_by_name", "decision_id",
            "appeal_until", "passed_at",
        ),
    ),
    "oversight_holdertask": Wall(
        # The desk that took the complaint never sees whether anybody was asked.
        select=either(_CORRECTS, _INSPECTOR, system("redress")), insert=system("redress"), update=_CORRECTS,
        columns=("did", "kept_basis", "reasons", "answered_at", "answered_by"),
    ),
    "oversight_footprint": Wall(
        select=either(_KEYS, system("footprint")), insert=_INSPECTOR, update=either(_KEYS, system("footprint")),
        columns=(
            "decided_at", "decided_by", "is_approved", "lease_ends_at", "line_count", "told_at", "told_ids",
            "erased_at",
        ),
    ),
    "oversight_footprintline": Wall(
        select=either(_LEASED, system("footprint")), insert=system("footprint"), delete=system("footprint")
    ),
}  # fmt: skip
