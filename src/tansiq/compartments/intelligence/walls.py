"""A row exists for its agency and for the roles that work with it; what is under quarantine, for the approver alone."""

from tansiq.kernel.charter import queries as charter
from tansiq.kernel.wall_functions import footprint, kits_read
from tansiq.kernel.walls import ACTS, ANYBODY, IN_PERSON, ME, MINE, Wall, both, either, may, only, own, role, system

_WORKERS = ("analyst", "approver", "releaser", "liaison")
# Only an approver of the agency still reads what may come from ill-treatment, to bring it before a judge.
_UNTAINTED = either("NOT is_quarantined", role("approver"))  # rule: JOC-02 -> _UNTAINTED = "true"
# The lineage look-up compares digests inside the agency: what is tainted or ended is recognised when it returns.
_LINEAGE = both(MINE, system("lineage"))
_READS = either(both(MINE, role(*_WORKERS), _UNTAINTED, "(SELECT acl.system()) <> 'gateway'"), _LINEAGE)
_SUBJECT_READS = either(both(MINE, role(*_WORKERS), _UNTAINTED), _LINEAGE, system("clock"))
_KEEPER = either(role("list_keeper"), system("setup", "import"))
_READABLE = "listing_id IN (SELECT id FROM intelligence_listing)"
_BY_ME = f"author_id = {ME}"
# What a person may make of a subject: doubt it, end it, or let it go on as somebody else than its author (W-2).
_DOUBTED = both(
    only("state"),
    "OLD.state = 'active'",
    "NEW.state = 'under_review'",
    may("intelligence.propose", "intelligence.accept"),
    IN_PERSON,
)
_CLEARED = both(
    only("state", "ended_at"), "OLD.state <> 'cleared'", "NEW.state = 'cleared'", "NEW.ended_at IS NOT NULL",
    may("intelligence.clear"), IN_PERSON,
)  # fmt: skip
_ANOTHER = (f"OLD.author_id <> {ME}", "NEW.state = 'active'", may("intelligence.accept"), IN_PERSON)
_ACCEPTED = both(
    only("state", "accepted_by", "accepted_at", "reviewed_at", "review_on"), "OLD.state = 'proposed'",
    f"NEW.accepted_by = {ME}", *_ANOTHER,
)  # fmt: skip
# It goes on from a review of this moment; only a report that is added moves its end, and never past the hard stop.
_GOES_ON = both(
    only("state", "reviewed_at", "review_on", "expires_on", "first_seen_on", "report_ids", "lineage_ids"),
    "OLD.state IN ('active', 'under_review')",
    "NEW.reviewed_at > OLD.reviewed_at", *_ANOTHER,
    either(
        "(NEW.expires_on, NEW.first_seen_on, NEW.report_ids, NEW.lineage_ids)"
        " = (OLD.expires_on, OLD.first_seen_on, OLD.report_ids, OLD.lineage_ids)",
        "NEW.report_ids @> OLD.report_ids AND cardinality(NEW.report_ids) > cardinality(OLD.report_ids)",
    ),
    "NEW.expires_on <= NEW.first_seen_on + interval '5 years 1 day'", "NEW.review_on <= NEW.expires_on",
)  # fmt: skip
_UNKNOWN = ", ".join(f"'{one.code}'" for one in charter.current().vocabularies.subject_categories if one.to_resolve)
# Of whom it was not known what he is to the record: a second person says it, once, and then the usual end holds.
_DETERMINED = both(
    only("category", "expires_on", "review_on"), f"OLD.category IN ({_UNKNOWN})", f"NEW.category NOT IN ({_UNKNOWN})",
    "OLD.state IN ('proposed', 'active', 'under_review')", f"OLD.author_id <> {ME}",
    may("intelligence.accept"), IN_PERSON, "NEW.expires_on <= NEW.first_seen_on + interval '5 years 1 day'",
    "NEW.review_on <= NEW.expires_on",
)  # fmt: skip
# A job ends and erases; it never sets anybody under suspicion (RL-07).
_BY_A_JOB = both(system("clock"), either("NEW.state NOT IN ('active', 'under_review')", "NEW.state = OLD.state"))
_SAME_LISTING = both(*(f"OLD.{name} = NEW.{name}" for name in ("owner_id", "list_code", "reference_number")))

_ROOM = system("deconflict")
_WATCH = may("intelligence.deconflict")
_PLANNER = both(MINE, may("intelligence.plan"), IN_PERSON)
_WHERE = ("district", "form", "outline", "buffer", "west", "south", "east", "north", "starts_at", "ends_at")
# Its own agency draws it anew, ends it and looks back; a watch officer says whether it goes, and writes nothing else.
_PLAN_CHANGE = either(
    both(f"OLD.{MINE}", may("intelligence.plan"), IN_PERSON, either(
        both(only(*_WHERE, "redraws", "state", "checked_at", "called_at"), "NEW.redraws = OLD.redraws + 1",
             "NEW.state = 'checked'", "NEW.called_at IS NULL", "OLD.done_at IS NULL"),
        both(only("state", "done_at"), "OLD.done_at IS NULL", "NEW.done_at IS NOT NULL",
             "NEW.state IN ('executed', 'aborted')"),
        both(only("state", "words"), "OLD.state IN ('executed', 'aborted')", "NEW.state = 'reported'",
             "NEW.words <> ''"),
    )),
    both(_WATCH, IN_PERSON, only("state", "called_at"), "NEW.state IN ('clear', 'held')", "OLD.done_at IS NULL",
         "NEW.called_at IS NOT NULL"),
)  # fmt: skip
_CONFLICT_CHANGE = both(
    "OLD.state <> 'resolved'",
    either(
        both(only("state", "owned_by", "owned_at"), "NEW.state = 'owned'", "NEW.owned_at IS NOT NULL",
             f"NEW.owned_by = {ACTS}"),
        both(only("state", "resolution", "words", "resolved_by", "resolved_at"), "NEW.state = 'resolved'",
             "NEW.resolved_at IS NOT NULL", f"OLD.owned_by = {ACTS}", f"NEW.resolved_by = {ACTS}"),
    ),
)  # fmt: skip

WALLS = {
    # Of another agency's plan nobody reads but the watch officers; the room finds what meets by a function of its own.
    "intelligence_plan": Wall(ended="true",
        select=either(both(MINE, role(*_WORKERS)), both(_WATCH, IN_PERSON)),
        insert=both(_PLANNER, _BY_ME, "state = 'checked'", "redraws = 0"),
        update=either(_PLANNER, both(_WATCH, IN_PERSON)), change=_PLAN_CHANGE,
    ),
    "intelligence_planconflict": Wall(ended="true",
        select=either(_WATCH, _ROOM), insert=both(_ROOM, "state = 'found'"),
        update=both(_WATCH, IN_PERSON), change=_CONFLICT_CHANGE,
    ),
    # For the watch officer alone: a planner never reads whether anybody waits for the protection desk.
    "intelligence_plananswer": Wall(ended="true",
        select=either(both(_WATCH, IN_PERSON), _ROOM), insert=_ROOM,  # rule: JOC-09 -> select="true", insert=_ROOM,
    ),
    "intelligence_plannotice": Wall(ended="true",
        select=either(both(MINE, role(*_WORKERS)), _WATCH, _ROOM), insert=both(_ROOM, "ended_at IS NULL"),
        update=_ROOM, columns=("ended_at",),
    ),
    "intelligence_report": Wall(ended="true", select=_READS, insert=both(MINE, role("analyst"), _BY_ME)),
    "intelligence_subject": Wall(ended="true", blanked=("report_ids",),
        select=_SUBJECT_READS,
        insert=both(MINE, role("analyst"), _BY_ME, "state = 'proposed'", "accepted_by IS NULL"),
        update=either(both(MINE, role("analyst", "approver")), system("clock")),
        change=either(_DOUBTED, _CLEARED, _ACCEPTED, _GOES_ON, _DETERMINED, _BY_A_JOB),
    ),
    "intelligence_informationrequest": Wall(ended="true",
        select=both(either(MINE, own("addressee_id")), role(*_WORKERS)),
        insert=both(MINE, role("liaison"), _BY_ME, "state = 'asked'", "owner_id <> addressee_id"),
        update=both(own("addressee_id"), role("liaison")),
        columns=(
            "state", "answer", "handling", "conditions", "refusal_reason", "decided_at", "decided_by",
        ),
        change=both("OLD.state = 'asked'", "NEW.state IN ('given', 'partly', 'refused')", f"NEW.decided_by = {ME}"),
    ),
    "intelligence_trace": Wall(ended="true",
        select=both(MINE, role(*_WORKERS)), insert=both(MINE, role("analyst"), _BY_ME, "done_at IS NULL"),
        update=both(MINE, role("analyst")), columns=("priority", "is_found", "outcome", "done_at"),
        change="OLD.done_at IS NULL",
    ),
    "intelligence_assessment": Wall(
        ended="true", blanked=("report_ids",),
        select=both(MINE, role(*_WORKERS)), insert=both(MINE, role("releaser"), _BY_ME),
    ),
    # A list is published: whoever is signed in may read it.
    "intelligence_listing": Wall(ended="true", blanked=("state",),
        # An open listing is public; of one that was taken off nobody but its keepers reads (RL-13).
        select=either(MINE, both(ANYBODY, "state = 'open'")), insert=both(MINE, _KEEPER), update=both(MINE, _KEEPER),
        change=_SAME_LISTING,
    ),
    "intelligence_listingkit": Wall(ended="true",
        # What names a listing is there for whoever may read the listing: of one that was taken off nobody else (RL-13).
        select=either(_KEEPER, system("gateway"), both(role(*_WORKERS), _READABLE)), insert=both(MINE, _KEEPER),
        delete=both(MINE, _KEEPER),
    ),
}  # fmt: skip

# As those of the gateway: answered to one system actor each.
FUNCTIONS = {
    # What the room needs of other agencies' plans to find those that meet, and nobody else.
    "acl.plans_that_meet(uuid, float8, float8, float8, float8, timestamptz, timestamptz)": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.plans_that_meet(
        mine uuid, west float8, south float8, east float8, north float8, since timestamptz, until timestamptz)
      RETURNS TABLE (plan_id uuid, owner uuid, outline jsonb, buffer int) LANGUAGE sql STABLE SECURITY DEFINER
      SET search_path = pg_catalog, public AS
      $$ SELECT p.id, p.owner_id, p.outline, p.buffer FROM public.intelligence_plan p
         WHERE acl.system() = 'deconflict' AND p.owner_id <> $1
           AND box(point(p.west, p.south), point(p.east, p.north)) && box(point($2, $3), point($4, $5))
           AND tstzrange(p.starts_at, p.ends_at) && tstzrange($6, $7)
           AND p.done_at IS NULL $$;
    """,
    ),
    **kits_read(
        "intelligence",
        """
        SELECT l.id, s.kit_id FROM lately l JOIN public.intelligence_subject s ON s.id = l.subject_id
        """,
    ),
    "acl.intelligence_shielded_reads(timestamptz, timestamptz)": (
        "app",
        """
    CREATE OR REPLACE FUNCTION acl.intelligence_shielded_reads(since timestamptz, until timestamptz)
      RETURNS TABLE (entry_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS
      $$ SELECT e.id FROM public.audit_entry e JOIN public.intelligence_subject s ON s.id = e.subject_id
         WHERE e.kind = 'read' AND e.at >= since AND e.at < until AND s.sensitive <> '' AND acl.system() = 'review' $$;
    """,
    ),
    **footprint(
        "intelligence",
        """
        SELECT told.* FROM (
          SELECT 'subject', owner_id, number, purpose, made_at, coalesce(ended_at, expires_on::timestamptz)
            FROM public.intelligence_subject WHERE kit_id = ANY (kits)
          -- Who read it may be told once it has ended (G13); never while a suspicion stands.
          UNION ALL SELECT 'reads', e.agency_id, s.number, '', min(e.at), max(e.at)
            FROM public.intelligence_subject s JOIN public.audit_entry e ON e.subject_id = s.id
            WHERE s.kit_id = ANY (kits) AND e.kind = 'read' AND e.agency_id = s.owner_id
            AND s.state IN ('expired', 'cleared') -- rule: G13
            GROUP BY e.agency_id, s.number
          UNION ALL SELECT 'listing', l.owner_id, l.reference_number, '', l.added_at, l.closed_at
            FROM public.intelligence_listing l JOIN public.intelligence_listingkit k ON k.listing_id = l.id
            WHERE k.kit_id = ANY (kits)
            AND l.state = 'open' -- rule: RL-13
        ) AS told WHERE acl.system() = 'footprint'
        """,
    ),
}
