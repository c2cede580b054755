"""The inspector reads here and closes; the audited unit answers and closes nothing (G14)."""

from tansiq.kernel.access.rules import ANSWERING
from tansiq.kernel.walls import ACTS, ANYBODY, HOME, MINE, Wall, both, either, may, only, own, role, system

_INSPECTOR = role("inspector")
_REVIEW = system("review")
# Whoever read does not answer for himself, nor learn that he is asked about.
_NOT_THE_READER = "reader_id IS DISTINCT FROM (SELECT acl.user_id())"  # rule: G14 -> _NOT_THE_READER = "true"
# Nobody judges his own reads, nor asks about them: the inspector is audited by another inspector.
_NOT_MY_READS = "reader_id IS DISTINCT FROM (SELECT acl.user_id())"  # rule: W-2 -> _NOT_MY_READS = "true"
_NOT_MY_ENTRY = (
    "EXISTS (SELECT 1 FROM audit_entry e WHERE e.id = entry_id AND e.user_id IS DISTINCT FROM (SELECT acl.user_id()))"
)
# Where there is one inspector alone, his own reads would wait for ever: the judge's delegate looks at these, and at
# nobody else's. Whose account is an inspector's, and who read, is asked past the walls of members and of the log.
_READ_BY = "acl.oversight_is_inspector(reader_id)"  # rule: G14 -> _READ_BY = "true"
_OF_INSPECTOR = both(role("judge_delegate"), _READ_BY)
_BY_INSPECTOR = both(role("judge_delegate"), "acl.oversight_is_inspectors(entry_id)")
_ANSWERS = both(own("agency_id"), role(*ANSWERING), _NOT_THE_READER)
_DESK = both(MINE, role("identity_desk", "caseworker", "inspector"))
_CORRECTS = both(own("holder_id"), role("releaser", "approver", "prosecutor", "list_keeper"))
_KEYS = role("inspector", "judge_delegate")
# The two keys of a footprint, while its lease runs; nobody else, and afterwards nobody.
_LEASED = (
    "footprint_id IN (SELECT id FROM oversight_footprint WHERE is_approved AND lease_ends_at > now()"
    " AND (SELECT acl.user_id()) IN (requested_by, decided_by))"
)
_CLOSED = both("OLD.closed_at IS NULL", "NEW.closed_at IS NOT NULL", f"NEW.closed_by = {ACTS}")
_ANSWERED = both("OLD.answered_at IS NULL", "NEW.answered_at IS NOT NULL", f"NEW.answered_by = {ACTS}")
_DECISION = ("state", "ground", "decided_at", "decided_by", "decision_id", "appeal_until")
_HANDED = both(
    only("received_at", "received_by"), "OLD.received_at IS NULL", "NEW.received_at IS NOT NULL",
    f"NEW.received_by = {ACTS}", may("oversight.file"),
)  # fmt: skip
_EXTENDED = both(only("state", "due_at"), "OLD.state = 'filed'", "NEW.state = 'extended'", may("oversight.decide"))
_DECIDED = both(
    only(*_DECISION), "OLD.state IN ('filed', 'extended')", "NEW.state IN ('upheld', 'refused')",
    may("oversight.decide"), f"OLD.filed_by <> {ACTS}", f"NEW.decided_by = {ACTS}", "NEW.decision_id IS NOT NULL",
)  # fmt: skip
_PASSED = both(system("redress"), only("passed_at"), "OLD.passed_at IS NULL")
# Neither whoever took the decision, nor whoever wrote the appeal down.
_APPEAL_DECIDED = both(
    only("state", "ground", "decided_at", "decided_by", "decision_id"), "OLD.state = 'filed'",
    "NEW.state IN ('upheld', 'refused')", may("oversight.decide"), f"OLD.filed_by <> {ACTS}", f"OLD.first_by <> {ACTS}",
    f"NEW.decided_by = {ACTS}", "NEW.decision_id IS NOT NULL",
)  # fmt: skip
# Who wrote a complaint down asks for nothing on it, and opens nothing (RL-09); the judge's delegate sees none.
_ANOTHERS = f"complaint_number IN (SELECT number FROM oversight_complaint WHERE filed_by <> {ACTS})"
_NOT_FILED = f"NOT EXISTS (SELECT FROM oversight_complaint WHERE number = complaint_number AND filed_by = {ACTS})"
# The judge's delegate sees no complaint: whether the person was seen is asked past its wall.
_SEEN = "is_approved IS NOT TRUE OR acl.oversight_is_seen(complaint_number, requested_by)"
_SECOND_KEY = (f"OLD.requested_by <> {ACTS}", may("oversight.second_key"))

WALLS = {
    "oversight_notice": Wall(
        ended="closed_at IS NOT NULL",
        select=_INSPECTOR,
        insert=both(
            ANYBODY, either("agency_id IS NULL", f"agency_id = {HOME}"),
            either("acted_by IS NULL", f"acted_by = {ACTS}"), "closed_at IS NULL",
        ),
        update=_INSPECTOR,
        columns=("closed_at", "closed_by", "done"),
        change=both(_CLOSED, either("OLD.acted_by IS NULL", f"OLD.acted_by <> {ACTS}")),
    ),
    "oversight_reviewday": Wall(select=either(_INSPECTOR, _REVIEW), insert=_REVIEW),
    "oversight_finding": Wall(
        ended="closed_at IS NOT NULL",
        select=either(_INSPECTOR, _REVIEW, _OF_INSPECTOR), insert=_REVIEW,
        update=either(_INSPECTOR, _OF_INSPECTOR), after=either(both(_INSPECTOR, _NOT_MY_READS), _OF_INSPECTOR),
        columns=("closed_at", "closed_by", "done"),
        change=_CLOSED,
    ),
    # A question goes with what it was asked about.
    "oversight_question": Wall(
        ended="true",
        select=either(_INSPECTOR, _ANSWERS, _OF_INSPECTOR),
        insert=both(_INSPECTOR, _NOT_MY_READS, f"asked_by = {ACTS}", "answered_at IS NULL"), update=_ANSWERS,
        columns=("answer", "answered_at", "answered_by"), change=_ANSWERED,
    ),
    "oversight_sample": Wall(
        ended="true",
        # The delegate sees a week in which a read of an inspector was drawn.
        select=either(
            _INSPECTOR, _REVIEW, both(role("judge_delegate"), "id IN (SELECT sample_id FROM oversight_sampleitem)")
        ),
        insert=_REVIEW,
    ),
    "oversight_sampleitem": Wall(
        ended="verdict IN ('fits', 'does_not')",
        select=either(_INSPECTOR, _REVIEW, _BY_INSPECTOR), insert=_REVIEW,
        update=either(_INSPECTOR, _BY_INSPECTOR), after=either(both(_INSPECTOR, _NOT_MY_ENTRY), _BY_INSPECTOR),
        columns=("verdict", "words", "judged_at", "judged_by"),
        change=both("OLD.verdict IN ('', 'asked')", "NEW.verdict <> ''", f"NEW.judged_by = {ACTS}"),
    ),
    "oversight_complaint": Wall(
        ended="decided_at IS NOT NULL",
        select=either(_DESK, _INSPECTOR, system("redress")),
        insert=both(
            _DESK, f"filed_by = {ACTS}", "state = 'filed'", "received_at IS NULL", "decided_at IS NULL",
            "passed_at IS NULL",
        ),
        update=either(_DESK, _INSPECTOR, system("redress")),
        columns=("received_at", "received_by", "due_at", "passed_at", *_DECISION),
        change=either(_HANDED, _EXTENDED, _DECIDED, _PASSED),
    ),
    "oversight_appeal": Wall(
        ended="decided_at IS NOT NULL",
        select=either(_DESK, _INSPECTOR, system("redress")),
        insert=both(
            either(_DESK, _INSPECTOR), f"filed_by = {ACTS}", "state = 'filed'", "decided_at IS NULL",
            "passed_at IS NULL",
            "first_by = (SELECT c.decided_by FROM oversight_complaint c WHERE c.id = complaint_id"
            " AND c.owner_id = oversight_appeal.owner_id)",
        ),
        update=either(_INSPECTOR, system("redress")),
        columns=("state", "ground", "decided_at", "decided_by", "decision_id", "passed_at"),
        change=either(_APPEAL_DECIDED, _PASSED),
    ),
    "oversight_holdertask": Wall(
        ended="answered_at IS NOT NULL",
        # The desk that took the complaint never sees whether anybody was asked.
        select=either(_CORRECTS, _INSPECTOR, system("redress")), insert=system("redress"), update=_CORRECTS,
        columns=("did", "kept_basis", "reasons", "answered_at", "answered_by"),
        change=both("OLD.did = ''", "NEW.did <> ''", "NEW.answered_at IS NOT NULL", f"NEW.answered_by = {ACTS}"),
    ),
    "oversight_footprint": Wall(
        ended="erased_at IS NOT NULL OR NOT is_approved",
        select=either(_KEYS, system("footprint")),
        insert=both(_INSPECTOR, f"requested_by = {ACTS}", "decided_at IS NULL", "told_at IS NULL", _ANOTHERS),
        update=either(_KEYS, system("footprint")), after=either(system("footprint"), both(_KEYS, _NOT_FILED, _SEEN)),
        columns=(
            "decided_at", "decided_by", "is_approved", "lease_ends_at", "line_count", "told_at", "told_ids",
            "erased_at",
        ),
        change=either(
            # The second key is another's than the first; what the person is told is for the second to say.
            both(
                only("decided_at", "decided_by", "is_approved", "lease_ends_at", "line_count"), *_SECOND_KEY,
                "OLD.decided_at IS NULL", f"NEW.decided_by = {ACTS}", "NEW.decided_at IS NOT NULL",
            ),
            both(only("told_at", "told_ids"), *_SECOND_KEY, "OLD.told_at IS NULL", "NEW.told_at IS NOT NULL",
                 f"OLD.decided_by = {ACTS}"),
            both(system("footprint"), only("erased_at"), "OLD.erased_at IS NULL"),
        ),
    ),
    "oversight_footprintline": Wall(
        select=either(_LEASED, system("footprint")), insert=system("footprint"), delete=system("footprint")
    ),
}  # fmt: skip

FUNCTIONS = {
    # Whether an account is an inspector's now, and whether a read was made under one: for the judge's delegate alone.
    "acl.oversight_is_inspector(uuid)": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.oversight_is_inspector(account uuid) RETURNS boolean LANGUAGE sql STABLE
      SECURITY DEFINER SET search_path = pg_catalog, public AS
      $$ SELECT 'judge_delegate' = ANY (acl.roles()) AND EXISTS (
           SELECT FROM public.access_member m JOIN public.access_rolegrant g ON g.member_id = m.id
           WHERE m.user_id = account AND g.role = 'inspector' AND g.ended_at IS NULL) $$;
    """,
    ),
    "acl.oversight_is_inspectors(uuid)": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.oversight_is_inspectors(entry uuid) RETURNS boolean LANGUAGE sql STABLE
      SECURITY DEFINER SET search_path = pg_catalog, public AS
      $$ SELECT EXISTS (SELECT FROM public.audit_entry e
           WHERE e.id = entry AND e.kind = 'read' AND acl.oversight_is_inspector(e.user_id)) $$;
    """,
    ),
    # Whether another than whoever asks handed the person the receipt, or an inspector decided: for the keys alone.
    "acl.oversight_is_seen(text, uuid)": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.oversight_is_seen(complaint text, asker uuid) RETURNS boolean LANGUAGE sql STABLE
      SECURITY DEFINER SET search_path = pg_catalog, public AS
      $$ SELECT acl.roles() && '{inspector,judge_delegate}'::text[] AND EXISTS (
           SELECT FROM public.oversight_complaint c WHERE c.number = complaint AND (c.decided_at IS NOT NULL
             OR (c.received_at IS NOT NULL AND c.received_by IS DISTINCT FROM asker))) $$;
    """,
    ),
}
