"""A case exists for the prosecution that it belongs to and for those who work on it; a piece also for its hands.

What hangs on a case or a piece exists where that does. Nobody else reads evidence: the inspector reads the log of it.
"""

from tansiq.compartments.casework.wall_functions import FUNCTIONS as FUNCTIONS
from tansiq.kernel.walls import ACTS, HOME, IN_PERSON, ME, MINE, Wall, both, either, may, only, own, role, system

WORKERS = ("investigator", "exhibits_officer", "eod_operator", "examiner")
_ON_IT = both(f"{ME} = ANY (member_ids)", role(*WORKERS))
_CASE = either(both(MINE, role("prosecutor")), _ON_IT)
_OF_CASE = "case_id IN (SELECT id FROM casework_case)"
_BY_ME = both(f"author_id = {ME}", IN_PERSON)
_IN_HAND = both(f"{ME} IN (holder_id, taker_id)", role(*WORKERS, "prosecutor"))
# The file that is carried out, at the command line of the installation: chains, and nothing else of a case.
_EXPORT = system("exhibits")
_OF_EXHIBIT = "exhibit_id IN (SELECT id FROM casework_exhibit)"
_CHAIN = ("count", "head", "state", "seal", "packaging", "place", "is_live", "safe_certificate", "flags", "has_ended",
          "taker_id", "offer")  # fmt: skip
# Who has a piece goes on with its chain, one signed event at a time, or offers it; a hand changes where the other hand
# takes it, or with a declared gap.
_NEXT = both("NOT OLD.has_ended", "NEW.count = OLD.count + 1", "NEW.head <> OLD.head")
_GOES_ON = both(only(*_CHAIN), f"OLD.holder_id = {ME}", _NEXT)
_OFFERS = both(only("taker_id", "offer"), f"OLD.holder_id = {ME}", "NOT OLD.has_ended")
_TAKES = both(
    only(*_CHAIN, "holder_id", "holder_hand"), f"OLD.taker_id = {ME} OR OLD.holder_id <> {ME}", f"NEW.holder_id = {ME}",
    _NEXT, "NEW.taker_id IS NULL",
)  # fmt: skip
_AUTHENTICATED = both(only("authenticated_at"), "OLD.authenticated_at IS NULL", role("prosecutor"))

# What may come from ill-treatment, and what derives from it, is read by nobody but the prosecution, to bring it before
# a judge; whoever holds a piece still holds it.
_UNTAINTED = either("NOT is_quarantined", role("prosecutor"))  # rule: G7, E16 -> _UNTAINTED = "true"
_QUARANTINE = system("quarantine")
_MARKED = both(_QUARANTINE, only("is_quarantined"))
_PICTURED = both(MINE, may("casework.speak"), "photograph_id IS NOT NULL")
_SPOKEN_OF = both(
    may("casework.speak"), "id IN (SELECT photograph_id FROM casework_bulletin)", "acl.casework_untainted(exhibit_id)"
)
# Serials are compared over all cases: who compares learns nothing of another case, the prosecutions are told.
_SERIALS = system("serials")
_MAY_RECORD, _MAY_WEIGH = may("casework.record"), may("casework.open")


# The court file: the prosecution and investigators of the case, and the court to which it was brought. Nobody else.
_MAY_RULE = may("casework.court")
_OF_FILE = "file_id IN (SELECT id FROM casework_courtfile)"
_CASE_SIDE = both(_OF_CASE, _MAY_RECORD)
_COURT_SIDE = both(own("court_id"), _MAY_RULE)
_SPEAKS, _COURTS = either(_MAY_WEIGH, _MAY_RULE), both(_OF_FILE, _MAY_RULE)
# Until the indictment: the investigation is finished by whoever leads it, whether it is enough the prosecution says.
_WORK = ("standard", "evidence", "exculpatory", "looked_for_against")
_OPEN_WORK = "('recorded', 'investigated', 'insufficient')"
_WORKED = both(
    _MAY_RECORD,
    only(*_WORK, "state"),
    f"OLD.state IN {_OPEN_WORK}",
    "NEW.state = OLD.state OR NEW.state = 'investigated'",
)
# Where people bring a charge, step by step; what a judgment says of it, over whatever it was before (JUD-03). An act of
# which a court has spoken goes back before a court by a judgment alone, and is never indicted a second time.
_STEPS = either(
    both("OLD.state = 'recorded'", "NEW.state IN ('investigated', 'discontinued')"),
    both("OLD.state = 'insufficient'", "NEW.state IN ('investigated', 'discontinued')"),
    both("OLD.state = 'investigated'", "NEW.state IN ('sufficient', 'insufficient', 'discontinued')"),
    both("OLD.state = 'sufficient'", "NEW.state IN ('insufficient', 'discontinued')"),
    both("OLD.state IN ('indicted', 'remanded')", "NEW.state = 'tried'"),
    "NEW.state IN ('convicted', 'acquitted', 'discontinued', 'remanded')",
)  # rule: JUD-03 -> _STEPS = "true"
_INDICTED = both(
    _MAY_WEIGH, only("state", "indicted_at"), "OLD.state = 'sufficient'", "NEW.state = 'indicted'",
    "NEW.indicted_at IS NOT NULL",
)  # fmt: skip
# The last judgment of it that counts, complete and with its paper where it is against the person.
_COUNTS = (
    "({0}.kind = 'judgment' AND {0}.accused_id = casework_charge.accused_id AND CASE"
    " WHEN {0}.outcomes ->> casework_charge.id::text IN ('acquitted', 'discontinued') THEN true"
    " WHEN {0}.outcomes ->> casework_charge.id::text = 'remanded' AND {0}.level = 'first' THEN false"
    " ELSE {0}.sha256 <> '' AND {0}.record_number <> '' AND {0}.judge <> '' END)"
)
_JUDGED = (
    f"EXISTS (SELECT 1 FROM casework_courtact a WHERE {_COUNTS.format('a')}"
    " AND a.outcomes ->> casework_charge.id::text = casework_charge.state"
    f" AND NOT EXISTS (SELECT 1 FROM casework_courtact b WHERE {_COUNTS.format('b')}"
    " AND b.outcomes ->> casework_charge.id::text IS NOT NULL AND b.said_at > a.said_at))"
)
_SAID = either(
    "state NOT IN ('convicted', 'acquitted', 'discontinued', 'remanded')",
    both("state = 'discontinued'", "indicted_at IS NULL"),
    _JUDGED,
)  # rule: JUD-03 -> _SAID = "true"
_WEIGHED = both(_MAY_WEIGH, only(*_WORK), "OLD.state IN ('recorded', 'investigated', 'insufficient', 'sufficient')")
# Whom else it harmed the prosecution adds, until a court has spoken of it; nobody is taken out.
_NAMED = both(
    _MAY_WEIGH, only("victim_ids"), "OLD.state NOT IN ('convicted', 'acquitted', 'discontinued')",
    "NEW.victim_ids @> OLD.victim_ids", "NEW.victim_ids <> OLD.victim_ids",
)  # fmt: skip
_OF_ITS_FILE = "victim_ids <@ ARRAY(SELECT v.id FROM casework_victim v WHERE v.file_id = casework_charge.file_id)"
# What a court said stays as it was written: its paper comes, what nobody wrote down is added, its release goes once.
_PAPER_COMES = both(
    only("record_number", "sha256", "paper_at"), "OLD.sha256 = '' OR OLD.record_number = ''", "NEW.sha256 <> ''",
    "NEW.record_number <> ''",
)  # fmt: skip
_COMPLETED = both(
    only("judge", "outcomes", "flags"), "OLD.judge = '' OR (OLD.kind = 'judgment' AND OLD.outcomes = '{}')",
    "OLD.judge = '' OR NEW.judge = OLD.judge", "OLD.outcomes = '{}' OR NEW.outcomes = OLD.outcomes",
    "NEW.flags @> OLD.flags",
)  # fmt: skip
# Anew where the number of the register was corrected; that it went is never taken back.
_RELEASED = both(
    only("released_as"), "NEW.released_as <> OLD.released_as", "NEW.released_as <> ''",
    either("OLD.released_as = ''", "NEW.released_as <> '-'"),
)  # fmt: skip
_WENT = ("counsel", "interpreter", "is_open", "state", "judge", "record_number", "words", "flags", "finished_at",
         "finished_by_name")  # fmt: skip


def _filed(*conditions: str) -> str:
    """What is written in a court file, by whoever writes it."""
    return both(_OF_FILE, _BY_ME, *conditions)


def _written(*conditions: str) -> str:
    """What is written in a case, by whoever writes it."""
    return both(_OF_CASE, _BY_ME, *conditions)


def _tainted(insert: str) -> Wall:
    """A record that a quarantine reaches: marked by its job, and by nothing else ever changed."""
    return Wall(
        select=either(both(_OF_CASE, _UNTAINTED), _QUARANTINE), insert=insert, update=_QUARANTINE,
        columns=("is_quarantined",), change=_MARKED,
    )  # fmt: skip


WALLS = {
    "casework_case": Wall(
        select=_CASE,
        insert=both(f"opened_by = {ME}", IN_PERSON, either(both(MINE, role("prosecutor")), _ON_IT),
                    may("casework.record")),
        update=both(MINE, role("prosecutor"), IN_PERSON), columns=("member_ids",),
    ),
    "casework_incident": Wall(select=_OF_CASE, insert=both(_OF_CASE, _BY_ME, may("casework.record"))),
    "casework_logentry": Wall(select=_OF_CASE, insert=both(_OF_CASE, _BY_ME, may("casework.record"))),
    "casework_exhibit": Wall(
        select=either(both(_OF_CASE, _UNTAINTED), _IN_HAND, _EXPORT, _QUARANTINE),
        insert=both(
            _OF_CASE, _BY_ME, may("casework.exhibit"), f"holder_id = {ME}", "NOT has_ended", "taker_id IS NULL"
        ),
        update=either(
            both(either(_OF_CASE, _IN_HAND), may("casework.exhibit", "casework.open"), IN_PERSON), _QUARANTINE
        ),
        columns=(*_CHAIN, "holder_id", "holder_hand", "authenticated_at", "is_quarantined"),
        change=either(_GOES_ON, _OFFERS, _TAKES, _AUTHENTICATED, _MARKED),
    ),
    "casework_exhibitevent": Wall(
        select=_OF_EXHIBIT, insert=both(_OF_EXHIBIT, f"member_id = {ME}", may("casework.exhibit"), IN_PERSON)
    ),
    "casework_photograph": Wall(
        select=either(_OF_EXHIBIT, _SPOKEN_OF), insert=both(_OF_EXHIBIT, _BY_ME, may("casework.exhibit"))
    ),
    "casework_countsheet": Wall(
        select=either(f"author_id = {ME}", both(MINE, may("casework.store"))),
        insert=both(MINE, _BY_ME, may("casework.exhibit")),
    ),
    "casework_statement": _tainted(_written(_MAY_RECORD)),
    # Said in the case, or in the register of detentions by somebody to whom the case does not exist.
    "casework_allegation": Wall(
        select=either(_OF_CASE, _QUARANTINE), insert=either(_written(may("casework.read")), _QUARANTINE)
    ),
    # Told of a statement that no case has yet: nobody reads it, the job that places it does.
    "casework_doubt": Wall(select=_QUARANTINE, insert=both(_QUARANTINE, f"owner_id = {HOME}")),
    "casework_ruling": Wall(select=either(_OF_CASE, _QUARANTINE), insert=_written(_MAY_WEIGH)),
    "casework_lineage": Wall(select=either(_OF_CASE, _QUARANTINE), insert=_written(may("casework.read"))),
    "casework_hypothesis": Wall(select=_OF_CASE, insert=_written(_MAY_RECORD)),
    "casework_finding": _tainted(_written(_MAY_RECORD)),
    "casework_element": Wall(
        select=_OF_CASE, insert=_written(_MAY_WEIGH), update=both(_OF_CASE, _MAY_WEIGH, IN_PERSON), columns=("gap",)
    ),
    "casework_evidence": _tainted(_written(_MAY_WEIGH)),
    "casework_brief": Wall(select=both(_OF_CASE, _MAY_WEIGH), insert=_written(_MAY_WEIGH)),
    "casework_device": Wall(
        select=_OF_CASE, insert=_written(may("casework.exhibit")),
        update=both(_OF_CASE, may("casework.certify"), IN_PERSON), change="OLD.reported_at IS NULL",
    ),
    "casework_association": _tainted(_written(_MAY_RECORD)),
    # Approved by another than its author and by the spokesperson of the prosecution, to whom nothing but bulletins with
    # a picture exists; with a picture sent only after both; withdrawn once.
    "casework_bulletin": Wall(ended="withdrawn_at IS NOT NULL",
        select=either(_OF_CASE, _PICTURED),
        insert=_written(may("casework.certify", "casework.open"), "picture_approved_at IS NULL", "sent_at IS NULL",
                        "withdrawn_at IS NULL", "picture_cleared_at IS NULL"),
        update=both(either(both(_OF_CASE, _MAY_WEIGH), _PICTURED), IN_PERSON),
        columns=("picture_approved_at", "picture_approved_by", "picture_cleared_at", "picture_cleared_by", "sent_at",
                 "sent_by", "withdrawn_at", "withdrawn_by"),
        change=either(
            both(
                only("picture_cleared_at", "picture_cleared_by"), "OLD.photograph_id IS NOT NULL",
                "OLD.picture_cleared_at IS NULL", "OLD.sent_at IS NULL", "OLD.withdrawn_at IS NULL",
                "NEW.picture_cleared_at IS NOT NULL", f"NEW.picture_cleared_by = {ME}", f"OLD.author_id <> {ME}",
                may("casework.speak"),
            ),
            both(
                _MAY_WEIGH, only("picture_approved_at", "picture_approved_by"), "OLD.photograph_id IS NOT NULL",
                "OLD.picture_approved_at IS NULL", "OLD.sent_at IS NULL", "NEW.picture_approved_at IS NOT NULL",
                f"NEW.picture_approved_by = {ME}", f"OLD.author_id <> {ME}",
            ),
            both(
                _MAY_WEIGH, only("sent_at", "sent_by"), "OLD.sent_at IS NULL", "OLD.withdrawn_at IS NULL",
                "NEW.sent_at IS NOT NULL", f"NEW.sent_by = {ME}",
                "OLD.photograph_id IS NULL OR OLD.picture_approved_at IS NOT NULL",
                "OLD.photograph_id IS NULL OR OLD.picture_cleared_at IS NOT NULL",  # rule: EVD-11 -> "true",
            ),
            both(_MAY_WEIGH, only("withdrawn_at", "withdrawn_by"), "OLD.withdrawn_at IS NULL",
                 "NEW.withdrawn_at IS NOT NULL", f"NEW.withdrawn_by = {ME}"),
        ),
    ),
    # Of what explosives officers write for each other nobody else sees that it is there.
    "casework_annex": Wall(
        select=both(_OF_CASE, may("casework.certify")), insert=_written(may("casework.certify"))
    ),
    "casework_weapon": Wall(ended="true", select=either(_OF_CASE, _SERIALS), insert=_written(may("casework.exhibit"))),
    "casework_tracerequest": Wall(ended="true",
        select=_OF_CASE, insert=_written(may("casework.exhibit")),
        update=both(_OF_CASE, may("casework.exhibit"), IN_PERSON), columns=("answer", "answered_at", "answered_by"),
        change="OLD.answered_at IS NULL",
    ),
    "casework_courtfile": Wall(
        select=either(_CASE_SIDE, _COURT_SIDE),
        insert=both(_OF_CASE, f"opened_by = {ME}", IN_PERSON, _MAY_RECORD, "court_id IS NULL", "referred_at IS NULL"),
        # Brought before a court once, by the prosecution.
        update=both(_OF_CASE, _MAY_WEIGH, IN_PERSON), columns=("court_id", "referred_at"),
        change="OLD.court_id IS NULL",
    ),
    "casework_accused": Wall(
        select=_OF_FILE, insert=_filed(_MAY_RECORD),
        update=both(_OF_FILE, _SPEAKS, IN_PERSON),
        columns=("detention",),  # rule: Q-16 -> columns=("age_at_act", "age_paper", "detention"),
    ),
    # Beside the first entry, and never changed; the court alone says that a judge has ruled.
    "casework_agestatement": Wall(
        select=_OF_FILE,
        insert=_filed(
            _SPEAKS, "(accused_id, file_id) IN (SELECT id, file_id FROM casework_accused)",
            either("NOT is_ruling", both(_MAY_RULE, "judge <> ''", "record_number <> ''")),  # rule: Q-16 -> "true",
        ),
    ),
    "casework_victim": Wall(
        select=_OF_FILE, insert=_filed(_MAY_RECORD), update=both(_OF_FILE, _SPEAKS, IN_PERSON),
        columns=("heirs_record",),
    ),
    # What became of a victim is said beside the first entry, and never changed; the court alone says it as the court.
    "casework_harmstatement": Wall(
        select=_OF_FILE,
        insert=_filed(
            either(_MAY_RECORD, _MAY_RULE), "(victim_id, file_id) IN (SELECT id, file_id FROM casework_victim)",
            either("by = 'prosecution'", both(_MAY_RULE, "by = 'court'")),
        ),
    ),
    # What an analyst says of a rank is no matter of the court (JUD-01).
    "casework_rank": Wall(ended="true", select=both(_OF_FILE, _MAY_RECORD), insert=_filed(_MAY_RECORD)),
    "casework_charge": Wall(
        select=_OF_FILE, insert=_filed(_MAY_RECORD, "state = 'recorded'", "indicted_at IS NULL"),
        update=both(_OF_FILE, either(_MAY_RECORD, _MAY_RULE), IN_PERSON),
        after=both(_OF_FILE, either(_MAY_RECORD, _MAY_RULE), IN_PERSON, _SAID, _OF_ITS_FILE),
        columns=("state", "indicted_at", "standard", "evidence", "exculpatory", "looked_for_against", "victim_ids"),
        change=either(_WORKED, _WEIGHED, _INDICTED, _NAMED, both(_SPEAKS, only("state"), _STEPS)),
    ),
    "casework_characterisation": Wall(select=_OF_FILE, insert=_filed(_SPEAKS)),
    "casework_settlement": Wall(select=_OF_FILE, insert=_filed(_MAY_WEIGH)),
    "casework_hearing": Wall(
        select=_OF_FILE, insert=_filed(_SPEAKS), update=both(_OF_FILE, _SPEAKS, IN_PERSON),
        columns=(*_WENT, "starts_at", "place"),
        # How it went is said once; until then its hour is moved, and nothing else.
        change=both(
            "OLD.state = 'planned'",
            either(
                both(only(*_WENT), "NEW.state <> 'planned'", "NEW.finished_at IS NOT NULL"), only("starts_at", "place")
            ),
        ),
    ),
    "casework_courtact": Wall(
        select=_OF_FILE, insert=_filed(_SPEAKS), update=both(_OF_FILE, _SPEAKS, IN_PERSON),
        columns=("record_number", "sha256", "paper_at", "judge", "outcomes", "flags", "released_as"),
        change=either(_PAPER_COMES, _COMPLETED, _RELEASED),
    ),
    # Which paper lacks, and that this file raised a stop, the court alone reads: everybody else reads the stop.
    "casework_cardfiled": Wall(select=_COURTS, insert=_filed(_MAY_RULE)),
    "casework_courtstop": Wall(
        select=_COURTS, insert=_filed(_SPEAKS, "lifted_at IS NULL"), update=both(_COURTS, IN_PERSON),
        columns=("lifted_at", "lifted_by", "record_number", "judge"),
        change=both("OLD.lifted_at IS NULL", "NEW.lifted_at IS NOT NULL", f"NEW.lifted_by = {ACTS}"),
    ),
    # A step that cannot be undone: line after line, none ever changed. A certificate of heirs is the court's.
    "casework_finalstep": Wall(
        select=_OF_FILE,
        insert=_filed(
            _SPEAKS, either("kind <> 'certificate'", _MAY_RULE),  # rule: JUD-03 -> _SPEAKS,
            either(
                both("kind = 'execution'", "victim_id IS NULL",
                     "(accused_id, file_id) IN (SELECT id, file_id FROM casework_accused)"),
                both("kind <> 'execution'", "accused_id IS NULL",
                     "(victim_id, file_id) IN (SELECT id, file_id FROM casework_victim)"),
            ),
        ),
    ),
    "casework_prosecutionletter": Wall(select=_OF_FILE, insert=_filed(_MAY_WEIGH)),
}  # fmt: skip
