"""The prosecution, the handlers of a file, its counsel, its court; a legal reviewer for the terms (C11).

Nobody else reads a row: no analyst, no other handler, nobody of the victims' office, and no inspector, who is told.
"""

from tansiq.compartments.cooperation.rules import ENDED, LEAVES, NEXT
from tansiq.kernel.wall_functions import footprint_by_number, names_read
from tansiq.kernel.walls import ACTS, IN_PERSON, MINE, Wall, both, either, only, own, role, system

# What comes back from the protection desk is written by the room itself: nobody of the prosecution types it.
_ROOM = system("cooperation")
_PROSECUTION = both(MINE, role("prosecutor"), IN_PERSON)
_COURT = both(own("court_id"), role("cooperation_judge"), IN_PERSON)
_HANDLES = both(role("handler"), f"{ACTS} = ANY (handler_ids)", IN_PERSON)
_DEFENDS = both(role("defence_counsel"), f"{ACTS} = ANY (counsel_ids)", IN_PERSON)
_REVIEWS = both(MINE, role("cooperation_legal"), IN_PERSON)
# What belongs to a file is its agency's, whoever writes it.
_TIED = "(file_id, owner_id) IN (SELECT id, owner_id FROM cooperation_file)"
_BY_ME = f"recorded_by = {ACTS}"


def _of(*roles: str) -> str:
    """Of what belongs to a file: these roles, as far as the file exists for them."""
    return both(role(*roles), "file_id IN (SELECT id FROM cooperation_file)", IN_PERSON)


def _pairs() -> str:
    listed = ", ".join(f"('{old}', '{new}')" for old, following in NEXT.items() for new in following)
    return f"(OLD.state, NEW.state) IN ({listed})"


_ENDS = "({ended}) = (NEW.ended_at IS NOT NULL)".format(
    ended="NEW.state IN ({})".format(", ".join(f"'{state}'" for state in ENDED))
)
_STARTS = either(
    only("state", "ended_at"),
    both("NEW.state = 'window'", "NEW.started_at IS NOT NULL", "NEW.window_ends_at IS NOT NULL"),
)
_MOVED = both(
    role("prosecutor"), only("state", "ended_at", "started_at", "window_ends_at"), _pairs(), _ENDS, _STARTS,
    "NEW.state <> 'assessed'",
)  # fmt: skip
# Once a file has ended nobody more is let in; whoever is in it can be let out.
_LET_OUT = both("NEW.handler_ids <@ OLD.handler_ids", "NEW.counsel_ids <@ OLD.counsel_ids")
_NAMED = both(role("prosecutor"), only("handler_ids", "counsel_ids"), either("OLD.ended_at IS NULL", _LET_OUT))
_TO_COURT = both(role("prosecutor"), only("court_id"), "OLD.ended_at IS NULL", "NEW.court_id IS NOT NULL")
_PROTECTED = both(_ROOM, only("protection_at"), "OLD.protection_at IS NULL",
                  "NEW.protection_at IS NOT NULL")  # fmt: skip
_ASSESSED = both(role("cooperation_judge"), only("state"), "OLD.state = 'verification'", "NEW.state = 'assessed'")
# Whoever hears that the person withdraws, or may be a child, writes it down.
_LEAVES = "IN ({})".format(", ".join(f"'{state}'" for state in LEAVES))
_LEFT = both(only("state", "ended_at"), "OLD.ended_at IS NULL", f"NEW.state {_LEAVES}", "NEW.ended_at IS NOT NULL")
# A file begins with an approach; that of a child who was heard has ended when it begins.
_BEGINS = either(both("state = 'approach'", "ended_at IS NULL"), both("state = 'child'", "ended_at IS NOT NULL"))
_READERS = either(_PROSECUTION, _of("handler", "cooperation_judge", "defence_counsel"))
_ALL = either(_PROSECUTION, _of("handler", "cooperation_judge", "defence_counsel", "cooperation_legal"))
_HEARS = either(_PROSECUTION, _of("handler"))
_HELD = (
    "counsel", "place", "place_code", "is_place_listed", "began_at", "ended_at", "present", "health", "breaks",
    "topics", "longest_stretch_minutes", "recording", "words", "flags", "is_usable", "held_at", "held_by",
    "held_by_name",
)  # fmt: skip
_OUTCOME = ("review", "review_words", "reviewed_by", "reviewed_by_name", "reviewed_at")
_APPROVED = ("approved_at", "approved_by", "approved_by_name")


_RESULT = ("result", "value", "result_words", "result_at", "result_by_name")
_DONE = ("outcome", "source", "found", "is_independent", "flags", "done_at", "done_by_name")
_ANSWER = ("answered_at", "answer", "answered_by_name")
_PERFORMED = ("outcome_at", "outcome", "is_performed", "outcome_by_name")


def _once(*columns: str) -> str:
    """A moment is written where none stood, with what goes with it."""
    return both(only(*columns), f"OLD.{columns[0]} IS NULL", f"NEW.{columns[0]} IS NOT NULL")


# What goes with a file that has ended.
_ENDED = "file_id IN (SELECT id FROM cooperation_file WHERE ended_at IS NOT NULL)"

WALLS = {
    "cooperation_file": Wall(
        ended="ended_at IS NOT NULL",
        select=either(_PROSECUTION, _COURT, _HANDLES, _DEFENDS, _REVIEWS, _ROOM),
        insert=both(
            _PROSECUTION, f"opened_by = {ACTS}", _BEGINS, "handler_ids = '{}'", "counsel_ids = '{}'",
            "started_at IS NULL", "window_ends_at IS NULL", "protection_at IS NULL",
        ),
        update=either(_PROSECUTION, _COURT, _HANDLES, _DEFENDS, _ROOM),
        change=either(
            _MOVED, _NAMED, _TO_COURT, _PROTECTED, _ASSESSED,
            both(_LEFT, role("prosecutor", "handler", "defence_counsel")),
        ),
        columns=(
            "state", "ended_at", "started_at", "window_ends_at", "handler_ids", "counsel_ids", "court_id",
            "protection_at",
        ),
    ),
    "cooperation_step": Wall(
        ended=_ENDED,
        select=either(_ALL, _ROOM),
        insert=both(
            either(
                _PROSECUTION, both(_of("handler", "defence_counsel"), f"kind {_LEAVES}"),
                both(_of("cooperation_judge"), "kind = 'assessed'"),
            ),
            _TIED, _BY_ME,
        ),
    ),
    "cooperation_counsel": Wall(
        ended=_ENDED,
        select=_ALL, insert=both(_PROSECUTION, _TIED, _BY_ME, "ended_at IS NULL"),
        update=_PROSECUTION, columns=("ended_at",), change=_once("ended_at"),
    ),
    "cooperation_handler": Wall(
        ended=_ENDED,
        select=either(_PROSECUTION, _of("handler", "cooperation_judge")),
        insert=both(_PROSECUTION, _TIED, _BY_ME, "ended_at IS NULL"),
        update=_PROSECUTION, columns=("ended_at",), change=_once("ended_at"),
    ),
    "cooperation_terms": Wall(
        ended=_ENDED,
        select=either(_ALL, _ROOM),
        insert=both(_PROSECUTION, _TIED, _BY_ME, "review = 'waiting'", "reviewed_at IS NULL", "approved_at IS NULL"),
        update=either(_PROSECUTION, _of("cooperation_legal")), columns=(*_OUTCOME, *_APPROVED),
        change=either(
            both(role("cooperation_legal"), only(*_OUTCOME), "OLD.review = 'waiting'",
                 "NEW.review IN ('passed', 'sent_back')", f"NEW.reviewed_by = {ACTS}",
                 "OLD.recorded_by <> NEW.reviewed_by", "NEW.reviewed_at IS NOT NULL"),
            both(role("prosecutor"), _once(*_APPROVED), "OLD.review = 'passed'", f"NEW.approved_by = {ACTS}"),
        ),
    ),
    "cooperation_protectionlink": Wall(
        ended=_ENDED,
        select=either(_PROSECUTION, _ROOM),
        insert=both(_PROSECUTION, _TIED, _BY_ME, "assessed_at IS NULL", "assessment = ''"),
        update=_ROOM, columns=("assessed_at", "assessment"), change=_once("assessed_at", "assessment"),
    ),
    "cooperation_session": Wall(
        ended=_ENDED,
        select=_READERS,
        insert=both(
            _HEARS, _TIED, _BY_ME,
            either(both("held_at IS NULL", "NOT is_usable", "counsel = 'attended'"), f"held_by = {ACTS}"),
        ),
        update=_HEARS, columns=_HELD,
        change=both(only(*_HELD), "OLD.held_at IS NULL", "NEW.held_at IS NOT NULL", f"NEW.held_by = {ACTS}"),
    ),
    "cooperation_firstwords": Wall(
        ended=_ENDED,
        select=_READERS, insert=both(_HEARS, _TIED, _BY_ME)),
    "cooperation_oncall": Wall(
        ended="true",
        select=either(_PROSECUTION, both(role("handler"), IN_PERSON)),
        insert=both(_PROSECUTION, f"added_by = {ACTS}", "ended_at IS NULL"),
        update=_PROSECUTION, columns=("ended_at",), change=_once("ended_at"),
    ),
    "cooperation_mention": Wall(
        ended=_ENDED,
        select=_READERS, insert=both(_HEARS, _TIED, _BY_ME)),
    "cooperation_claim": Wall(
        ended=_ENDED,
        select=_READERS,
        insert=both(_HEARS, _TIED, _BY_ME, "result = ''", "court_entry = ''", "supports_at IS NULL"),
        update=_PROSECUTION, columns=("status", "status_at", "court_entry", "court_entry_at", "supports_at", *_RESULT),
        change=either(
            both(only("status", "status_at"), "OLD.result = ''"),
            both(only(*_RESULT), "OLD.result = ''", "NEW.result IN ('true', 'false', 'unknown')",
                 "NEW.result_at IS NOT NULL"),
            both(only("court_entry", "court_entry_at"), "OLD.court_entry = ''", "NEW.court_entry <> ''", "OLD.is_late",
                 "NEW.court_entry_at IS NOT NULL"),
            # Nothing supports an arrest that was not found true, or came late without a court.  REP-02 REP-03
            both(_once("supports_at"), "OLD.result = 'true'", "OLD.is_usable",
                 either("NOT OLD.is_late", "OLD.court_entry <> ''")),
        ),
    ),
    "cooperation_check": Wall(
        ended=_ENDED,
        # Counsel reads what came of a claim, not whom else it was asked of.
        select=either(_PROSECUTION, _of("handler", "cooperation_judge")),
        insert=both(_HEARS, _TIED, _BY_ME, "done_at IS NULL", "outcome = ''", "NOT is_independent"),
        update=_HEARS, columns=_DONE,
        change=both(only(*_DONE), "OLD.done_at IS NULL", "NEW.done_at IS NOT NULL"),
    ),
    "cooperation_told": Wall(
        ended=_ENDED,
        select=either(_PROSECUTION, _of("handler")),
        insert=both(either(_PROSECUTION, _of("handler", "defence_counsel", "cooperation_judge")), _TIED, _BY_ME),
    ),
    "cooperation_assessment": Wall(
        ended=_ENDED,
        select=_READERS,
        insert=both(
            either(both(_PROSECUTION, "kind = 'request'"), both(_of("cooperation_judge"), "kind = 'ruling'")), _TIED,
            _BY_ME,
        ),
    ),
    "cooperation_promise": Wall(
        ended=either(_ENDED, both("file_id IS NULL", "outcome_at IS NOT NULL")),
        select=either(_PROSECUTION, _REVIEWS, _of("handler", "cooperation_judge", "defence_counsel")),
        insert=both(
            either(
                both("file_id IS NULL", either(_PROSECUTION, _REVIEWS)),
                both(either(_PROSECUTION, _of("handler", "defence_counsel", "cooperation_legal")), _TIED),
            ),
            _BY_ME, "answered_at IS NULL", "outcome_at IS NULL",
        ),
        update=either(_PROSECUTION, _REVIEWS), columns=(*_ANSWER, *_PERFORMED, "due_on"),
        change=either(
            both(_once(*_ANSWER), role("cooperation_legal")), both(_once(*_PERFORMED), role("prosecutor")),
            both(_once("due_on"), role("prosecutor"), "OLD.flags = '{}'", "OLD.outcome_at IS NULL"),
        ),
    ),
    "cooperation_payment": Wall(
        ended=_ENDED,
        select=either(_PROSECUTION, _of("cooperation_judge")), insert=both(_PROSECUTION, _TIED, _BY_ME),
    ),
    "cooperation_appearance": Wall(
        ended=_ENDED,
        select=_READERS,
        insert=both(
            either(_PROSECUTION, both(_of("handler", "defence_counsel"), "took_place")), _TIED, _BY_ME,
            either("took_place", "has_consent AND had_counsel AND NOT is_condition AND family_risk <> ''"),
        ),
    ),
    # What a psychologist found is written down by who opened the file or by who defends him, never by who hears him.
    "cooperation_examination": Wall(
        ended=_ENDED,
        select=_READERS, insert=both(either(_PROSECUTION, _of("defence_counsel")), _TIED, _BY_ME),
    ),
    # Whoever learns that he was asked to do something writes it down; who asked may be the one that hears him.
    "cooperation_instigation": Wall(
        ended=_ENDED,
        select=either(_PROSECUTION, _of("cooperation_judge", "defence_counsel"), both(_of("handler"), _BY_ME)),
        insert=both(either(_PROSECUTION, _of("handler", "defence_counsel", "cooperation_judge")), _TIED, _BY_ME),
    ),
    "cooperation_call": Wall(
        ended=_ENDED,
        select=either(_PROSECUTION, _of("handler", "cooperation_judge")),
        insert=both(_HEARS, _TIED, _BY_ME, "came_at IS NULL"),
        update=_HEARS, columns=("came_at", "outcome"), change=_once("came_at", "outcome"),
    ),
}  # fmt: skip

# What the room tells of a person without a kit, and whom its reads were about: each to its one system actor.
FUNCTIONS = {
    # By the case that a file goes with, which may be of several: by handle alone, and never by whom somebody named.
    **footprint_by_number(
        "cooperation",
        """
        SELECT 'cooperation_file', owner_id, number, opened_at, ended_at, false FROM public.cooperation_file
        WHERE upper(btrim(reference)) = ANY (numbers) AND acl.system() = 'footprint'
        """,
    ),
    # No name stands in a file: how many were read can be told, and out of which shift.
    **names_read(
        "cooperation",
        """
        SELECT l.id, f.id::text, '' FROM lately l JOIN public.cooperation_file f
        ON f.id = l.subject_id OR f.number = l.reference
        """,
    ),
}
