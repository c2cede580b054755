"""A decision is read by the agency it belongs to, by its parties and by the inspector; nobody changes one."""

from tansiq.kernel.access.rules import ROLES, permissions_of
from tansiq.kernel.walls import HOME, IN_PERSON, ME, Wall, both, either, may, only, own, role, system

_PARTY = "party_ids && (SELECT acl.agency_ids())"
_APPROVER = "approver_user_id = (SELECT acl.user_id())"
_ROOM_COUNTS = both(system("gateway"), f"member_id = {ME}")
_OFFICER = "officer_user_id = (SELECT acl.user_id())"
# A decision names the permission that it rests on; a fact needs none (W-4).
_HELD = (both(f"role = '{name}'", may(name)) for name in sorted(permissions_of(ROLES)))
_PERMITTED = either("verb = 'recorded'", *_HELD)

# What no clock erases, and why.
KEPT = {
    "decisions_decision": "who decided what and when; its words are emptied with the record that it is about",
}

WALLS = {
    "decisions_decision": Wall(
        # Its words go with the record that it is about; what was decided, by whom and when, does not.
        ended="",
        blanked=("reasons", "effect", "appeal"),
        select=either(own("owner_id"), _PARTY, role("inspector")),
        # A person decides: without a user in the transaction there is no decision (G1).
        insert=both("(SELECT acl.user_id()) IS NOT NULL", IN_PERSON, f"member_id = {ME}", _PERMITTED),
    ),
    # The room counts in the name of whoever decides; nobody reads it, not the inspector either.
    "decisions_samereasons": Wall(
        ended="true",
        select=_ROOM_COUNTS, insert=_ROOM_COUNTS, update=_ROOM_COUNTS, columns=("subject_ids", "counted_at"),
    ),
    "decisions_phoneapproval": Wall(
        ended="state <> 'waiting'",
        select=either(_APPROVER, _OFFICER, role("inspector"), system("clock")),
        insert=both(
            _OFFICER, f"officer_id = {ME}", own("agency_id"), f"agency_id = {HOME}", "state = 'waiting'",
            "told_at IS NULL",
        ),
        # Only the approver confirms, once; the clock notes that it has told.
        update=either(_APPROVER, system("clock")),
        columns=("state", "answered_at", "words", "told_at"),
        change=both(
            "OLD.state = 'waiting'",
            either(
                both(
                    IN_PERSON, only("state", "answered_at", "words"), "NEW.state IN ('confirmed', 'disputed')",
                    "NEW.answered_at IS NOT NULL",
                ),
                both(system("clock"), only("told_at"), "OLD.told_at IS NULL", "NEW.told_at IS NOT NULL"),
            ),
        ),
    ),
}  # fmt: skip
