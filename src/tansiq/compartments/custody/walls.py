"""The register is complete for whoever must see it: those who hold or held, prosecution, courts, the inspector."""

from tansiq.kernel.wall_functions import footprint, kits_read
from tansiq.kernel.walls import ACTS, ANYBODY, MINE, Wall, both, either, may, only, own, system

_ROOM = system("custody")
# Whoever arrested, held or receives the person; by need, not everybody of the agency.
_PARTY = both("party_ids && ((SELECT acl.agency_ids())::uuid[])", may("custody.record", "custody.arrest"))
_CHILDRENS = both("is_child", may("custody.child"))
_READS = either(_PARTY, may("custody.read_all"), _CHILDRENS)
_SEEN = "detention_id IN (SELECT id FROM custody_detention)"
_WRITES = may("custody.record", "custody.arrest", "custody.order", "custody.court", "custody.inspect", "custody.child")
_LISTS = may("custody.places")
_DESK = both(MINE, may("custody.enquire"))
_INSPECTS = may("custody.inspect")
# Whoever closed it says that it was not he: it is open again, and nobody has asked that it be closed.
_REOPENED = both(
    only("state", "closed_at", "closed_by", "close_reasons", "close_asked_by", "close_asked_at"),
    f"OLD.closed_by = {ACTS}", "NEW.closed_at IS NULL", "NEW.closed_by IS NULL", "NEW.close_asked_by IS NULL",
    "NEW.close_asked_at IS NULL",
)  # fmt: skip
_HANDS = either(both(either(MINE, own("to_id")), may("custody.record")), _INSPECTS, _ROOM)
_TASKED = both("role = ANY ((SELECT acl.roles())::text[])", either("owner_id IS NULL", MINE))

WALLS = {
    # The official list is public among those who are signed in: a place that is not on it must be seen not to be.
    "custody_place": Wall(
        select=ANYBODY,
        insert=both(_LISTS, f"listed_by = {ACTS}", "until IS NULL"),
        update=either(_LISTS, _ROOM),
        columns=("until", "delisted_by", "agency_id"),
        change=either(
            both(only("until", "delisted_by"), "OLD.delisted_by IS NULL", f"NEW.delisted_by = {ACTS}", _LISTS),
            both(_ROOM, only("agency_id")),
        ),
    ),
    "custody_detention": Wall(
        select=either(_READS, _ROOM, system("clock")),
        insert=both(own("arresting_id"), may("custody.arrest"), f"made_by = {ACTS}", "ended_at IS NULL"),
        # Read off the events by the room alone; who, when and by whom it began stays as it was written.
        update=_ROOM,
        change=only(
            "owner_id",
            "party_ids",
            "kit_id",
            "is_unidentified",
            "state",
            "place",
            "is_child",
            "since",
            "ended_at",
            "release_ordered_at",
            "next_due_at",
            "looks_at",
            "raised",
            "withheld_by",
            "withheld_until",
            "redress_number",
        ),
    ),
    # Added by whoever sees the person's record and acts in it; never changed, never removed.
    "custody_event": Wall(
        select=either(_SEEN, _ROOM),
        # An order of a court comes through its passage, whoever of the court or the prosecution entered it there.
        insert=either(
            both(MINE, _SEEN, _WRITES, f"recorded_by = {ACTS}"),
            both(_ROOM, f"recorded_by = {ACTS}", "kind = 'release_ordered'"),
            # What casework says of a statement of his, under the name of whoever took it.
            both(_ROOM, "kind IN ('statement', 'taint_alleged', 'taint_ruled')", f"recorded_by = {ACTS}"),
        ),
    ),
    "custody_task": Wall(
        ended="done_at IS NOT NULL",
        select=either(_TASKED, _INSPECTS, _ROOM),
        insert=_ROOM,
        update=_TASKED,
        columns=("done_at", "done_by", "done"),
        change=both("OLD.done_at IS NULL", "NEW.done_at IS NOT NULL", f"NEW.done_by = {ACTS}"),
    ),
    "custody_enquiry": Wall(
        ended="closed_at IS NOT NULL AND detention_id IS NOT NULL",
        select=either(_DESK, _INSPECTS, _ROOM),
        insert=both(_DESK, f"asked_by = {ACTS}", "closed_at IS NULL", "detention_id IS NULL"),
        update=either(_DESK, _INSPECTS, _ROOM),
        columns=(
            "state",
            "detention_id",
            "found_at",
            "told_at",
            "told_by",
            "told_words",
            "kin_shown",
            "kin_words",
            "close_reasons",
            "close_asked_by",
            "close_asked_at",
            "closed_at",
            "closed_by",
        ),
        change=either(
            both("OLD.closed_at IS NULL", "NEW.closed_at IS NULL", "NEW.closed_by IS NULL"),
            # Nobody closes it alone.
            both(
                "OLD.closed_at IS NULL",
                f"NEW.closed_by = {ACTS}",
                "OLD.close_asked_by <> NEW.closed_by",  # rule: G24 -> "true",
            ),
            _REOPENED,
        ),
    ),
    "custody_enquiryask": Wall(
        ended="true",
        select=either(both(MINE, may("custody.answer")), _INSPECTS, _ROOM),
        insert=_ROOM,
        update=either(both(MINE, may("custody.answer")), _ROOM),
        columns=("answer", "detention_id", "words", "answered_at", "answered_by"),
    ),
    "custody_handover": Wall(
        select=_HANDS,
        insert=both(MINE, may("custody.record"), f"made_by = {ACTS}", "closed_at IS NULL"),
        update=either(both(own("to_id"), may("custody.record")), _INSPECTS),
        columns=("closed_at", "closed_by"),
        change=both("OLD.closed_at IS NULL", f"NEW.closed_by = {ACTS}"),
    ),
    "custody_handoverline": Wall(
        select=_HANDS,
        insert=both(MINE, may("custody.record"), "signed_at IS NULL"),
        update=both(own("to_id"), may("custody.record")),
        columns=("is_received", "signed_at", "signed_by", "signed_by_name", "words"),
        change=both("OLD.signed_at IS NULL", f"NEW.signed_by = {ACTS}"),
    ),
}

# Answered to one system actor each: whom reads were about, and what is held about whom some kits mean.
FUNCTIONS = {
    **kits_read(
        "custody",
        """
        SELECT l.id, d.kit_id FROM lately l JOIN public.custody_detention d ON d.id = l.subject_id
        UNION ALL SELECT l.id, q.kit_id FROM lately l JOIN public.custody_enquiry q ON q.id = l.subject_id
        UNION ALL SELECT l.id, a.kit_id FROM lately l JOIN public.custody_enquiryask a ON a.id = l.subject_id
        UNION ALL SELECT l.id, d.kit_id FROM lately l
          JOIN public.custody_handoverline h ON h.handover_id = l.subject_id
          JOIN public.custody_detention d ON d.id = h.detention_id
        """,
    ),
    **footprint(
        "custody",
        """
        SELECT 'detention', owner_id, number, '', since, ended_at FROM public.custody_detention
        WHERE kit_id = ANY (kits) AND acl.system() = 'footprint'
        UNION ALL SELECT 'enquiry', owner_id, number, '', asked_at, closed_at FROM public.custody_enquiry
        WHERE kit_id = ANY (kits) AND acl.system() = 'footprint'
        -- Who read of a detention, or of a search, may be told once it has ended (G13).
        UNION ALL SELECT 'detention_reads', e.agency_id, d.number, '', min(e.at), max(e.at)
        FROM public.custody_detention d JOIN public.audit_entry e ON e.subject_id = d.id
        WHERE d.kit_id = ANY (kits) AND e.kind = 'read' AND e.agency_id = d.owner_id AND acl.system() = 'footprint'
        AND d.ended_at IS NOT NULL -- rule: G13
        GROUP BY e.agency_id, d.number
        UNION ALL SELECT 'enquiry_reads', e.agency_id, q.number, '', min(e.at), max(e.at)
        FROM public.custody_enquiry q JOIN public.audit_entry e ON e.subject_id = q.id
        WHERE q.kit_id = ANY (kits) AND e.kind = 'read' AND e.agency_id = q.owner_id AND acl.system() = 'footprint'
        AND q.closed_at IS NOT NULL -- rule: G13
        GROUP BY e.agency_id, q.number
        """,
    ),
}
