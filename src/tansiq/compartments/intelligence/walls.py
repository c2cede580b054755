"""A row exists for its agency and for the roles that work with it; what is under quarantine, for the approver alone."""

from tansiq.kernel.walls import ANYBODY, MINE, Wall, both, either, own, role, system

_WORKERS = ("analyst", "approver", "releaser", "liaison")
# Only an approver of the agency still reads what may come from ill-treatment, to bring it before a judge.
_UNTAINTED = either("NOT is_quarantined", role("approver"))  # rule: JOC-02 -> _UNTAINTED = "true"
# The lineage look-up compares digests inside the agency: what is tainted or ended is recognised when it returns.
_LINEAGE = both(MINE, system("lineage"))
_READS = either(both(MINE, role(*_WORKERS), _UNTAINTED, "(SELECT acl.system()) <> 'gateway'"), _LINEAGE)
_SUBJECT_READS = either(both(MINE, role(*_WORKERS), _UNTAINTED), _LINEAGE, system("clock"))
_KEEPER = either(role("list_keeper"), system("setup", "import"))

WALLS = {
    "intelligence_report": Wall(select=_READS, insert=both(MINE, role("analyst"))),
    "intelligence_subject": Wall(
        select=_SUBJECT_READS,
        insert=both(MINE, role("analyst")),
        update=either(both(MINE, role("analyst", "approver")), system("clock")),
    ),
    "intelligence_informationrequest": Wall(
        select=both(either(MINE, own("addressee_id")), role(*_WORKERS)),
        insert=both(MINE, role("liaison")),
        update=both(own("addressee_id"), role("liaison")),
        columns=(
            "state", "answer", "handling", "conditions", "refusal_reason", "decided_at", "decided_by",
        ),
    ),
    "intelligence_trace": Wall(
        select=both(MINE, role(*_WORKERS)), insert=both(MINE, role("analyst")), update=both(MINE, role("analyst")),
        columns=("priority", "is_found", "outcome", "done_at"),
    ),
    "intelligence_assessment": Wall(select=both(MINE, role(*_WORKERS)), insert=both(MINE, role("releaser"))),
    # A list is published: whoever is signed in may read it.
    "intelligence_listing": Wall(
        # An open listing is public; of one that was taken off nobody but its keepers reads (RL-13).
        select=either(MINE, both(ANYBODY, "state = 'open'")), insert=both(MINE, _KEEPER), update=both(MINE, _KEEPER)
    ),
    "intelligence_listingkit": Wall(
        select=either(_KEEPER, system("gateway"), role(*_WORKERS)), insert=both(MINE, _KEEPER),
        delete=both(MINE, _KEEPER),
    ),
}  # fmt: skip
