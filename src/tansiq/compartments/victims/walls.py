"""The victims' office works here; the court that has a matter reads it, and counsel what concerns his heir.

Nobody who arrests, keeps, informs or negotiates a return reads any of it (C6). Contact plans stay in the office.
"""

from tansiq.compartments.victims.kinds import BY_COURT, BY_OFFICE, MISTAKABLE, TAKES_AWAY, TYPED, UNPROVEN, WAITING
from tansiq.compartments.victims.wall_functions import FUNCTIONS as FUNCTIONS
from tansiq.kernel.walls import ACTS, HOME, IN_PERSON, MINE, Wall, both, either, only, own, role, system

_OFFICE = both(MINE, role("victims_officer", "womens_officer"), IN_PERSON)  # rule: RL-10, Q-20 -> _OFFICE = "true"
_COURT = both(own("court_id"), role("registrar", "judge"), IN_PERSON)
# With the agency of the mandate: one agency names nobody to read the matters of another.
_MY_MATTERS = f"(SELECT matter_id, owner_id FROM victims_counsel WHERE user_id = {ACTS} AND ended_at IS NULL)"
_MY_HEIRS = f"(SELECT party_id FROM victims_counsel WHERE user_id = {ACTS} AND ended_at IS NULL)"
_COUNSEL = both(role("heirs_counsel"), f"(id, owner_id) IN {_MY_MATTERS}", IN_PERSON)
# Another civil desk: one errand, while it is open, and afterwards whoever did it.
_DESK = both(
    own("desk_id"), role("womens_officer"), IN_PERSON, "cancelled_at IS NULL", f"done_at IS NULL OR done_by = {ACTS}"
)
# Of what belongs to a matter: whoever sees the matter, but the inspector sees its handle alone.
_OF_COURT = both(role("registrar", "judge"), "matter_id IN (SELECT id FROM victims_matter)", IN_PERSON)
_OF_COUNSEL = both(role("heirs_counsel"), f"(matter_id, owner_id) IN {_MY_MATTERS}", IN_PERSON)
# An heir whom no certificate lists has a code because of a word spoken: nothing for kin who may press whoever spoke.
_LISTED = either(
    "kind <> 'heir'",
    f"id IN {_MY_HEIRS}",
    "EXISTS (SELECT 1 FROM victims_entry e WHERE e.matter_id = victims_party.matter_id AND e.kind = 'certificate'"
    " AND e.event @> jsonb_build_object('heirs', jsonb_build_array(jsonb_build_object('heir', victims_party.code))))",
)  # rule: Q-23 -> _LISTED = "true"
# Of a court's own certificate alone: the paper is entered first, and names whoever gets a code by it.
_CERTIFIED = both(
    _OF_COURT,
    "kind = 'heir'",
    "reference = ''",
    "EXISTS (SELECT 1 FROM victims_entry e WHERE e.matter_id = victims_party.matter_id AND e.kind = 'certificate'"
    f" AND e.recorded_by = {ACTS}"
    " AND e.event @> jsonb_build_object('heirs', jsonb_build_array(jsonb_build_object('heir', victims_party.code))))",
)
# What belongs to a matter is the matter's agency's, whoever writes it.
_TIED = "(matter_id, owner_id) IN (SELECT id, owner_id FROM victims_matter)"
# An inquiry that another heir raised is nothing for counsel of who is pressed, whom the presser may have found for her.
_NOT_BY_ANOTHER = either(
    "kind <> 'inquiry_opened'", "event->>'raised_by' !~ '^H[0-9]+$'", "event->>'raised_by' = beside->>'pressed'"
)  # rule: Q-23 -> _NOT_BY_ANOTHER = "true"

# Counsel of an heir reads the hearings of the victim whose heirs a court's paper names, his own among them.
_HEARD_OF_MY_VICTIM = either(
    "victim_id IS NULL",
    "EXISTS (SELECT 1 FROM victims_party v JOIN victims_entry e ON e.matter_id = v.matter_id"
    " JOIN victims_party h ON h.matter_id = v.matter_id"
    " WHERE v.id = victims_hearingnotice.victim_id AND e.kind = 'certificate' AND e.event->>'victim' = v.code"
    f" AND h.id IN {_MY_HEIRS}"
    " AND e.event @> jsonb_build_object('heirs', jsonb_build_array(jsonb_build_object('heir', h.code))))",
)  # rule: G10 -> _HEARD_OF_MY_VICTIM = "true"


# A name that the last line of correction brings, or that of a victim who was identified; asked of the owner, for the
# wall of those lines asks this one.
_RESPELT = "name = acl.victims_spelling(id)"  # rule: Q-18 -> _RESPELT = "true"


def _kinds(names: frozenset[str]) -> str:
    return "kind IN ({})".format(", ".join(f"'{name}'" for name in sorted(names)))


# A ruling on paper: of two different people each read the same on one form of the same matter, and the last time.
_TYPED_TWICE = (
    "(form_id, matter_id, kind, event) IN (SELECT a.form_id, a.matter_id, a.kind, a.event FROM victims_typing a"
    " JOIN victims_typing b ON b.form_id = a.form_id"
    " AND acl.victims_alike(b.event::text) = acl.victims_alike(a.event::text)"
    " AND acl.victims_alike(b.paper) = acl.victims_alike(a.paper)"
    " AND b.typed_by <> a.typed_by"
    " JOIN victims_courtform f ON f.id = a.form_id AND a.event @> f.about"
    " AND COALESCE(a.event->>'waiver', a.event->>'accused', a.event->>'heir') = f.waiver"
    " AND (a.kind <> 'pardon_in_court' OR f.about->>'accused' IS NOT NULL)"
    " AND (a.kind = 'hold_ruled' OR f.statement_id IS NULL)"
    " WHERE NOT EXISTS (SELECT 1 FROM victims_typing c WHERE c.form_id = a.form_id"
    " AND (c.typed_by = a.typed_by AND c.typed_at > a.typed_at"
    " OR c.typed_by = b.typed_by AND c.typed_at > b.typed_at)))"
)  # rule: Q-05 -> _TYPED_TWICE = "true"
# A second act on what an heir said before anybody was accused: of the same heir, in the same matter, of the same kind.
_SAID_BEFORE = either(
    "statement_id IS NULL",
    "(statement_id, matter_id, heir_id, kind) IN"
    " (SELECT id, matter_id, heir_id, kind FROM victims_statement WHERE withdrawn_at IS NULL)",
    # A judge ends the stop that a waiver caused which names nobody, also of an heir who does not stand by it.
    "kind = 'hold_ruled' AND (statement_id, matter_id, heir_id) IN"
    " (SELECT id, matter_id, heir_id FROM victims_statement WHERE kind = 'waiver')",
)  # rule: JUD-04 -> _SAID_BEFORE = "true"
# What is typed from a form is about what the form is about: a waiver, or words that name nobody.
_OF_ITS_FORM = either(
    "form_id IS NULL",
    "EXISTS (SELECT 1 FROM victims_courtform f WHERE f.id = victims_entry.form_id"
    " AND f.statement_id IS NOT DISTINCT FROM victims_entry.statement_id)",
)  # rule: JUD-04 -> _OF_ITS_FORM = "true"
_FORM_OF_WORDS = either(
    "statement_id IS NULL",
    "(statement_id, matter_id, waiver) IN"
    " (SELECT id, matter_id, told->>'waiver' FROM victims_statement WHERE kind = 'waiver')",
)
# A ruling that takes a protection away: with its number by two people, or by the court itself.
_ALONE = " AND ".join(
    f"(kind <> '{kind}' OR event->>'record' IS NULL OR event->>'{field}' <> '{value}')"
    for kind, (field, value) in sorted(TAKES_AWAY.items())
)  # rule: Q-05, Q-16 -> _ALONE = "true"
# Of a line that takes a protection away nobody of the office says that it was not written by one person alone.
_SAYS_ALONE = f"is_alone OR NOT ({_kinds(WAITING)})"  # rule: Q-11, Q-16 -> _SAYS_ALONE = "true"
# A ruling on a stop that no waiver caused is nobody's wish, and tells counsel that there was a stop.
_NO_STOP = "kind <> 'hold_ruled' OR heir_id IS NOT NULL"  # rule: Q-23 -> _NO_STOP = "true"
# An inheritance by which the accused is held is a mistake once a judge has ruled on his stop since.
_RULED_ON = (
    "(kind <> 'offender_inherits' OR EXISTS (SELECT 1 FROM victims_entry r WHERE r.matter_id = victims_entry.matter_id"
    " AND r.kind = 'hold_ruled' AND r.number > victims_entry.number"
    " AND r.event->>'waiver' = victims_entry.event->>'accused' AND r.event->>'record' IS NOT NULL))"
)  # rule: Q-23 -> _RULED_ON = "true"
# A yes at another desk that came too early, or to whoever had heard the heir, says so itself.
_SAYS_WHY_NOT = (
    "NEW.answer <> 'yes' OR (NEW.done_at >= NEW.not_before OR 'TOO_EARLY' = ANY (NEW.flags))"
    " AND (NOT NEW.done_by = ANY (NEW.heard_by) OR 'SAME_OFFICER' = ANY (NEW.flags))"
)  # rule: Q-10 -> _SAYS_WHY_NOT = "true"
# A yes of the second asking: in the ledger only where the asking itself may count, whoever writes it by whatever way.
_ASKED_ANEW = (
    "CASE WHEN kind = 'second_confirmation'"
    " THEN acl.victims_may_confirm(matter_id, event->>'waiver', heir_id, event->>'at') ELSE true END"
)  # rule: Q-10, G11 -> _ASKED_ANEW = "true"
# A pardon of which the office heard: it holds, and nothing proves it yet.
_UNPROVEN = "event->>'record' IS NULL"  # rule: Q-25 -> _UNPROVEN = "true"


WALLS = {
    "victims_matter": Wall(
        select=either(_OFFICE, _COURT, _COUNSEL, role("inspector")),
        insert=both(_OFFICE, f"opened_by = {ACTS}"),
        update=_OFFICE, columns=("court_id",), change=both(only("court_id"), "NEW.court_id IS NOT NULL"),
    ),
    "victims_party": Wall(
        select=either(_OFFICE, _OF_COURT, both(_OF_COUNSEL, _LISTED)),
        insert=both(either(_OFFICE, _CERTIFIED), _TIED, f"added_by = {ACTS}"),
        # A spelling is put right beside the line that keeps the old one; nobody becomes somebody else.
        update=_OFFICE, after=both(_OFFICE, _RESPELT), columns=("name",),
        change=both(only("name"), "OLD.kind <> 'accused'", either("OLD.name <> ''", "OLD.kind = 'victim'")),
    ),
    "victims_namechange": Wall(
        # Whoever reads the name reads how it stood before.
        select=either(_OFFICE, _OF_COURT, both(_OF_COUNSEL, "party_id IN (SELECT id FROM victims_party)")),
        insert=both(
            _OFFICE, _TIED, f"changed_by = {ACTS}", "after <> ''",
            "(party_id, matter_id, before) IN"
            " (SELECT id, matter_id, name FROM victims_party WHERE kind <> 'accused' AND name <> '')",
        ),
    ),
    "victims_entry": Wall(
        # A wish of one heir is nothing for the counsel of another, who may be the one that presses.
        select=either(
            _OFFICE, _OF_COURT,
            both(_OF_COUNSEL, f"heir_id IS NULL OR heir_id IN {_MY_HEIRS}", _NOT_BY_ANOTHER, _NO_STOP),
        ),
        insert=both(
            either(
                both(_OFFICE, _kinds(BY_OFFICE), "form_id IS NULL", _ALONE, _SAYS_ALONE, _ASKED_ANEW),
                both(_OFFICE, _kinds(UNPROVEN), "form_id IS NULL", _UNPROVEN),
                both(_OF_COURT, _kinds(BY_COURT), "form_id IS NULL"),
                both(_OFFICE, _kinds(TYPED), _TYPED_TWICE),
            ),
            _TIED, _SAID_BEFORE, _OF_ITS_FORM, f"recorded_by = {ACTS}",
        ),
    ),
    "victims_correction": Wall(
        # Beside the line it tells of: whoever reads the one reads the other.
        select=either(_OFFICE, _OF_COURT, both(_OF_COUNSEL, "entry_id IN (SELECT id FROM victims_entry)")),
        insert=both(
            either(_OFFICE, _OF_COURT), _TIED, f"said_by = {ACTS}", "confirmed_at IS NULL", "confirmed_by IS NULL",
            "(entry_id, matter_id) IN (SELECT id, matter_id FROM victims_entry"
            f" WHERE {_kinds(MISTAKABLE)} AND {_RULED_ON})",
        ),
        update=either(_OFFICE, _OF_COURT), columns=("confirmed_at", "confirmed_by", "confirmed_by_name"),
        change=both(
            only("confirmed_at", "confirmed_by", "confirmed_by_name"), "OLD.confirmed_at IS NULL",
            "NEW.confirmed_at IS NOT NULL", f"NEW.confirmed_by = {ACTS}", "NEW.said_by <> NEW.confirmed_by",
        ),
    ),
    "victims_confirmation": Wall(
        select=either(_OFFICE, _OF_COURT, both(_OF_COUNSEL, "entry_id IN (SELECT id FROM victims_entry)")),
        insert=both(
            either(_OFFICE, _OF_COURT), _TIED, f"confirmed_by = {ACTS}",
            "(entry_id, matter_id) IN (SELECT id, matter_id FROM victims_entry"
            f" WHERE {_kinds(WAITING)} AND is_alone AND recorded_by <> {ACTS})",  # rule: Q-11, Q-16 -> ")",
        ),
    ),
    "victims_inquirynote": Wall(
        # Of who raised it, where an heir did; else of who is pressed. The waiver beside it is not named. How it ended
        # is for the counsel of whoever is pressed, unless another heir raised it, whom the court's reasons may name.
        select=either(
            _OFFICE, _OF_COURT,
            both(_OF_COUNSEL, f"COALESCE(raiser_id, heir_id) IN {_MY_HEIRS}",
                 "direction <> '' OR raiser_id IS NULL OR raiser_id = heir_id"),
        ),
        insert=both(
            either(_OFFICE, _OF_COURT), _TIED, f"recorded_by = {ACTS}",
            "(entry_id, matter_id, heir_id) IN (SELECT id, matter_id, heir_id FROM victims_entry"
            f" WHERE kind IN ('inquiry_opened', 'inquiry_closed') AND recorded_by = {ACTS})",
            "raiser_id IS NULL OR (raiser_id, matter_id) IN"
            " (SELECT id, matter_id FROM victims_party WHERE kind = 'heir')",
        ),
    ),
    "victims_statement": Wall(
        # As of a wish in the ledger.
        select=either(_OFFICE, _OF_COURT, both(_OF_COUNSEL, f"heir_id IN {_MY_HEIRS}")),
        insert=both(_OFFICE, _TIED, f"recorded_by = {ACTS}", "withdrawn_at IS NULL"),
        update=_OFFICE, columns=("withdrawn_at",),
        change=both(only("withdrawn_at"), "OLD.withdrawn_at IS NULL", "NEW.withdrawn_at IS NOT NULL"),
    ),
    "victims_contactplan": Wall(
        ended="replaced_at IS NOT NULL",
        select=_OFFICE, insert=both(_OFFICE, _TIED, f"made_by = {ACTS}", "replaced_at IS NULL"),
        update=_OFFICE, columns=("replaced_at",),
        change=both(only("replaced_at"), "OLD.replaced_at IS NULL", "NEW.replaced_at IS NOT NULL"),
    ),
    "victims_absence": Wall(
        # For the court that has the file; who presses an heir need not learn that nobody reaches another.
        select=either(_OFFICE, _OF_COURT),
        insert=both(
            _OFFICE, _TIED, f"told_by = {ACTS}", "ended_at IS NULL",
            "(heir_id, matter_id) IN (SELECT id, matter_id FROM victims_party WHERE kind = 'heir')",
        ),
        update=_OFFICE, columns=("ended_at",),
        change=both(only("ended_at"), "OLD.ended_at IS NULL", "NEW.ended_at IS NOT NULL"),
    ),
    "victims_heirsearch": Wall(
        # For the court as well, which certifies who the heirs are; what hangs in public is on the paper.
        select=either(_OFFICE, _OF_COURT),
        insert=both(
            _OFFICE, _TIED, f"started_by = {ACTS}", f"responsible = {ACTS}", "ended_at IS NULL", "outcome = ''",
            "(victim_id, matter_id) IN (SELECT id, matter_id FROM victims_party WHERE kind = 'victim')",
        ),
        update=_OFFICE,
        columns=("responsible", "responsible_name", "outcome", "words", "ended_at", "ended_by", "ended_by_name"),
        change=both(
            "OLD.ended_at IS NULL",
            either(
                both(only("responsible", "responsible_name"), f"NEW.responsible = {ACTS}"),
                both(only("outcome", "words", "ended_at", "ended_by", "ended_by_name"), "NEW.ended_at IS NOT NULL",
                     f"NEW.ended_by = {ACTS}"),
            ),
        ),
    ),
    "victims_contact": Wall(
        ended="done_at IS NOT NULL",
        select=_OFFICE, insert=both(_OFFICE, _TIED, f"planned_by = {ACTS}"),
        update=_OFFICE, columns=("flags", "outcome", "was_reached", "done_at", "done_by"),
        change=both("OLD.done_at IS NULL", "NEW.done_at IS NOT NULL", f"NEW.done_by = {ACTS}"),
    ),
    "victims_counsel": Wall(
        select=either(_OFFICE, both(f"user_id = {ACTS}", role("heirs_counsel"))),
        insert=both(_OFFICE, f"named_by = {ACTS}", "ended_at IS NULL"),
        update=_OFFICE, columns=("ended_at",),
        change=both(only("ended_at"), "OLD.ended_at IS NULL", "NEW.ended_at IS NOT NULL"),
    ),
    "victims_session": Wall(
        select=either(_OFFICE, _OF_COURT),
        insert=both(
            _OFFICE, _TIED, f"held_by = {ACTS}", own("desk_id"),
            # What lacked something is no step of the ledger; a no always is the heir's own word.
            "entry_id IS NULL OR flags = '{}' OR answer = 'no'",  # rule: Q-10, G11
        ),
    ),
    "victims_hold": Wall(
        # The inspector reads since when it stands, by handle; only the replay raises one and takes one off.
        select=either(_OFFICE, _OF_COURT, role("inspector"), system("gateway")), insert=system("gateway"),
        update=either(_OF_COURT, system("gateway")), columns=("taken_at", "taken_by", "lifted_at", "court_due_at"),
        change=either(
            both(only("taken_at", "taken_by"), "OLD.taken_at IS NULL", "NEW.taken_at IS NOT NULL",
                 f"NEW.taken_by = {ACTS}", role("registrar", "judge")),
            both(system("gateway"), only("lifted_at"), "OLD.lifted_at IS NULL", "NEW.lifted_at IS NOT NULL"),
            # Something else holds, or another court has the file: the task is to be taken anew.
            both(system("gateway"), only("taken_at", "taken_by", "court_due_at"), "NEW.lifted_at IS NULL",
                 "OLD.taken_at IS NOT NULL", "NEW.taken_at IS NULL", "NEW.taken_by IS NULL"),
        ),
    ),
    "victims_errand": Wall(
        select=either(_OFFICE, _OF_COURT, _DESK),
        insert=both(
            "cancelled_at IS NULL", "entry_id IS NULL", "taken_at IS NULL", "desk_id <> owner_id",
            either(
                both(_OFFICE, _TIED, f"asked_by = {ACTS}", "done_at IS NULL"),
                # A no that was said at the desk beside its errand: the room keeps it, and the desk reads no more by it.
                both(system("gateway"), f"desk_id = {HOME}", f"done_by = {ACTS}", "done_at IS NOT NULL",
                     "answer = 'no'", "meet = ''"),
            ),
        ),
        update=either(_OFFICE, _DESK),
        columns=("meet", "place", "answer", "words", "flags", "done_at", "done_by", "done_by_name", "cancelled_at",
                 "entry_id", "taken_at", "refused"),
        change=either(
            both(only("meet", "place", "answer", "words", "flags", "done_at", "done_by", "done_by_name"),
                 own("NEW.desk_id"), role("womens_officer"), "OLD.done_at IS NULL", "OLD.cancelled_at IS NULL",
                 "NEW.done_at IS NOT NULL", f"NEW.done_by = {ACTS}", "NEW.meet = ''",
                 "NEW.answer IN ('yes', 'no', 'nothing')",
                 _SAYS_WHY_NOT),
            both(only("meet", "cancelled_at"), own("NEW.owner_id"), "OLD.done_at IS NULL", "OLD.cancelled_at IS NULL",
                 "NEW.cancelled_at IS NOT NULL", "NEW.meet = ''"),
            both(only("entry_id", "taken_at", "refused"), own("NEW.owner_id"), "OLD.done_at IS NOT NULL",
                 "OLD.taken_at IS NULL", "NEW.taken_at IS NOT NULL",
                 "NEW.entry_id IS NULL OR OLD.flags = '{}' OR OLD.answer = 'no'"),  # rule: Q-10 -> "true"),
        ),
    ),
    "victims_courtform": Wall(
        select=either(_OFFICE, _OF_COURT), insert=both(_OFFICE, _TIED, _FORM_OF_WORDS, f"printed_by = {ACTS}"),
    ),
    "victims_typing": Wall(
        select=either(_OFFICE, _OF_COURT),
        insert=both(
            _OFFICE, _kinds(TYPED), f"typed_by = {ACTS}",
            "(form_id, matter_id, owner_id) IN (SELECT id, matter_id, owner_id FROM victims_courtform"
            " WHERE statement_id IS NULL OR victims_typing.kind = 'hold_ruled')",
        ),
    ),
    "victims_holdreview": Wall(
        select=either(_OFFICE, _OF_COURT, role("inspector")),
        insert=both(
            role("inspector"), IN_PERSON, f"reviewed_by = {ACTS}",
            "(hold_id, matter_id, owner_id) IN"
            " (SELECT id, matter_id, owner_id FROM victims_hold WHERE lifted_at IS NULL)",
        ),
    ),
    # Comes through the passage, for counsel of the heirs of the file alone: whoever speaks may be killed for it.
    "victims_cooperationnotice": Wall(select=_OF_COUNSEL, insert=system("gateway")),
    # Comes through the passage, whose room writes it; the office says once that somebody was told. Counsel of an heir
    # of that victim reads it as the office does.
    "victims_hearingnotice": Wall(
        ended="true",
        select=either(_OFFICE, both(_OF_COUNSEL, _HEARD_OF_MY_VICTIM)),
        insert=both(system("gateway"), "told_at IS NULL"),
        update=_OFFICE, columns=("told_at", "told_by"),
        change=both(only("told_at", "told_by"), "OLD.told_at IS NULL", "NEW.told_at IS NOT NULL",
                    f"NEW.told_by = {ACTS}"),
    ),
    # Whom the office reached and whom not: for the office alone.
    "victims_hearingtold": Wall(
        ended="true",
        select=_OFFICE,
        insert=both(
            _OFFICE, f"told_by = {ACTS}",
            "(notice_id, owner_id) IN (SELECT id, owner_id FROM victims_hearingnotice)",
        ),
    ),
}  # fmt: skip
