"""The protection desk and nobody else (C7): no watch officer, no planner, no inspector reads a row of this room."""

from tansiq.kernel.wall_functions import footprint_by_number, names_read
from tansiq.kernel.walls import IN_PERSON, ME, MINE, Wall, both, either, may, only, system

_ROOM = system("protection")
_DESK = both(MINE, may("protection.read"), IN_PERSON)  # rule: JOC-09 -> _DESK = "true"
_ANSWERED = both(only("state", "answer", "answered_by", "answered_at", "words"), "OLD.state = 'checked'",
                 "NEW.state = 'answered'", may("protection.decide"), IN_PERSON)  # fmt: skip
_CHECKED = both(_ROOM, only("state", "is_touched", "is_drawn", "touched_ids"), "OLD.state = 'waiting'")
_DECIDED = both(only("state", "decision", "ground", "reasons", "decided_by", "decided_at"), "OLD.state = 'open'",
                f"NEW.decided_by = {ME}", may("protection.decide"))  # fmt: skip
_APPROVED = both(only("state", "approved_by", "approved_at"), "OLD.state = 'approve'", f"NEW.approved_by = {ME}",
                 "OLD.decided_by <> NEW.approved_by", may("protection.approve"))  # fmt: skip
_SENT_BACK = both(only("state", "decision", "ground", "reasons", "decided_by", "decided_at"), "OLD.state = 'approve'",
                  "NEW.state = 'open'", may("protection.approve"))  # fmt: skip
_TAKEN_BACK = both(
    only("state", "decision", "ground", "reasons", "decided_by", "decided_at", "approved_by", "approved_at"),
    "OLD.state = 'decided'", "OLD.warned_at IS NULL", f"OLD.approved_by = {ME}", "NEW.state = 'open'",
    "NEW.approved_by IS NULL", may("protection.approve"),
)  # fmt: skip
_WARNED = both(only("state", "warned_at", "warned_by", "was_understood", "dependants", "outcome"),
               "OLD.state IN ('open', 'approve', 'decided')", "OLD.warned_at IS NULL", "NEW.warned_at IS NOT NULL",
               "NEW.state = 'decided'", may("protection.decide"))  # fmt: skip
_AGAIN = both(only("was_understood", "dependants", "outcome"), "OLD.state = 'decided'", "OLD.warned_at IS NOT NULL",
              may("protection.decide"))  # fmt: skip
_ASSESSED = both(only("assessed_at", "assessed_by", "found"), "OLD.assessed_at IS NULL", "NEW.assessed_at IS NOT NULL",
                 f"NEW.assessed_by = {ME}", "NEW.found <> ''", may("protection.decide"), IN_PERSON)  # fmt: skip
_CLOSED = both(only("state", "outcome", "closed_at"), "OLD.state = 'decided'", "NEW.state = 'closed'",
               "NEW.closed_at IS NOT NULL", may("protection.decide"))  # fmt: skip

WALLS = {
    "protection_protected": Wall(ended="true",
        select=either(_DESK, _ROOM),
        insert=both(_DESK, may("protection.enter"), f"author_id = {ME}", "ended_at IS NULL"),
        update=both(_DESK, may("protection.enter")), columns=("ended_at",), change="OLD.ended_at IS NULL",
    ),
    "protection_check": Wall(ended="true",
        select=either(_DESK, _ROOM), insert=both(_ROOM, "state = 'waiting'"), update=either(_DESK, _ROOM),
        change=either(_ANSWERED, _CHECKED),
    ),
    "protection_danger": Wall(ended="assessed_at IS NOT NULL",
        select=either(_DESK, _ROOM), insert=both(_ROOM, "assessed_at IS NULL"), update=_DESK, change=_ASSESSED,
        columns=("assessed_at", "assessed_by", "found"),
    ),
    "protection_threat": Wall(ended="closed_at IS NOT NULL",
        select=either(_DESK, _ROOM),  # rule: PRT-06 -> select="true",
        insert=both(_ROOM, "state = 'open'"), update=_DESK,
        change=both(IN_PERSON, either(_DECIDED, _APPROVED, _SENT_BACK, _TAKEN_BACK, _WARNED, _AGAIN, _CLOSED)),
    ),
}  # fmt: skip

# What the room tells of a person without a kit, and whom its reads were about: each to its one system actor.
FUNCTIONS = {
    # A threat that names somebody or that another number leads to, and what is protected for it: by handle alone.
    **footprint_by_number(
        "protection",
        """
        SELECT 'threat', owner_id, number, received_at, closed_at, false FROM public.protection_threat
        WHERE acl.system() = 'footprint' AND (upper(btrim(reference)) = ANY (numbers) OR EXISTS (
          SELECT 1 FROM acl.kit_words(kits) k
          WHERE cardinality(k.words) >= 3 AND acl.name_words(threatened) @> k.words))
        UNION ALL SELECT 'threat', owner_id, number, asked_at, assessed_at, false FROM public.protection_danger
        WHERE acl.system() = 'footprint' AND EXISTS (
          SELECT 1 FROM acl.kit_words(kits) k
          WHERE cardinality(k.words) >= 3 AND acl.name_words(whom) @> k.words)
        UNION ALL SELECT 'protected', owner_id, number, made_at, coalesce(ended_at, until::timestamptz), false
        FROM public.protection_protected
        WHERE acl.system() = 'footprint' AND upper(btrim(file_ref)) = ANY (numbers)
        """,
    ),
    # Whoever is threatened stands there in words, often without a name.
    **names_read(
        "protection",
        """
        SELECT l.id, t.id::text, t.threatened FROM lately l JOIN public.protection_threat t ON t.id = l.subject_id
        UNION ALL SELECT l.id, d.id::text, d.whom FROM lately l JOIN public.protection_danger d ON d.id = l.subject_id
        """,
    ),
}
