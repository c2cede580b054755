"""A clock is seen by the agency that must act and by the inspector; an alarm by the role it is addressed to.

Jobs are seen by the worker alone: each names what it is about, and all of them together tell who asks how much.
"""

from tansiq.kernel.walls import ACTS, ANYBODY, MINE, Wall, both, either, only, own, role, system

_ADDRESSED = both("role = ANY ((SELECT acl.roles())::text[])", either("agency_id IS NULL", own("agency_id")))
# The worker's own connection is stamped so for as long as it lives; whoever defers a job does not see it again.
_WORKER = Wall(select=system("worker"), insert=system("worker"), update=system("worker"), delete=system("worker"))

_QUEUE = "the worker’s own rows: a job is removed when it is done, and names records by their ids alone"
# What no clock erases, and why.
KEPT = dict.fromkeys(
    ("procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers", "procrastinate_workers"), _QUEUE
)

WALLS = {
    "procrastinate_jobs": _WORKER,
    "procrastinate_events": _WORKER,
    "procrastinate_periodic_defers": _WORKER,
    "procrastinate_workers": _WORKER,
    "clocks_clock": Wall(
        ended="true",
        select=either(MINE, role("inspector"), system("clock", "gateway", "matcher")),
        insert=either(MINE, system("gateway", "matcher")),
        update=either(MINE, system("clock", "gateway", "matcher")),
        columns=("met_at", "stopped_at", "told_at", "escalated_at"),
        # It ends once; when it was due, and who was told, is not its agency's to write.
        change=both(
            "OLD.met_at IS NULL", "OLD.stopped_at IS NULL", either(system("clock"), only("met_at", "stopped_at"))
        ),
    ),
    "clocks_alarm": Wall(
        ended="true",
        select=either(_ADDRESSED, system("clock", "gateway")),
        # A person tells oversight and his own agency; clocks and the room tell whom the charter names.
        insert=both(
            either(
                system("clock", "matcher", "gateway"),
                both(ANYBODY, either("role IN ('inspector', 'judge_delegate')", own("agency_id"))),
            ),
            "closed_at IS NULL",
        ),
        # The room ends what an alarm asks about, as an order that falls with a judgment.
        update=either(_ADDRESSED, system("gateway")),
        columns=("closed_at", "closed_by", "done"),
        # Nobody closes what tells of his own act; a row of nobody's act is everybody's whom it is addressed to.
        change=both(
            "OLD.closed_at IS NULL",
            "NEW.closed_at IS NOT NULL",
            f"NEW.closed_by = {ACTS}",
            f"OLD.acted_by IS DISTINCT FROM {ACTS} OR OLD.acted_by IS NULL",
        ),
    ),
}

# A job is deferred in the transaction of what it follows from, by whoever acts, and a periodic one on the application's
# connection too: with the owner's rights, and no more is told than its number. The functions are procrastinate's own.
_DEFERS = (
    "procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[])",
    "procrastinate_defer_periodic_job_v2(varchar, varchar, varchar, varchar, integer, varchar, bigint, jsonb)",
)
FUNCTIONS = {
    name: ("app", f"ALTER FUNCTION {name} SECURITY DEFINER SET search_path = pg_catalog, public") for name in _DEFERS
}
