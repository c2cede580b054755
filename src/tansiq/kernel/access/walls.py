"""Agencies are a directory that every member reads; members and roles are read at home and by oversight."""

from tansiq.kernel.access.rules import CLOSED_ROOMS, GUARDED, OVERSIGHT
from tansiq.kernel.walls import ACTS, ANYBODY, IN_PERSON, ME, Wall, both, either, may, only, own, role, system

_SETUP = system("setup")
_GUARDED = "role IN ('" + "', '".join(GUARDED) + "')"
_WATCHES = role(*OVERSIGHT)
_HOME = either(
    own("agency_id"),
    "user_id = (SELECT acl.user_id())",
    role("accreditor", "inspector"),
    system("setup", "review", "clock"),
)
_OWN_SESSION = "user_id = (SELECT acl.user_id())"
_SESSIONS = either(_OWN_SESSION, role("accreditor"), _SETUP)
_HEAD = both(role("unit_head"), own("agency_id"))
_SAME_ROLE = "(SELECT acl.roles()) @> ARRAY[function::text]"
# Where the roster is proven it is read across agencies: function and staff number, no name (G27). Who works in a closed
# room is read by himself and whoever holds the same role there, by whoever plans or grants, and by oversight.
_ROSTER = either(
    both(either(own("agency_id"), role("watch_officer")), f"function <> ALL ('{{{','.join(CLOSED_ROOMS)}}}'::text[])"),
    both(own("agency_id"), either(role("unit_head", "watch_officer"), f"member_id = {ME}", _SAME_ROLE)),
    role("accreditor", "inspector"),
    system("setup", "duty", "review"),
)
_MY_KIN = "user_id = (SELECT acl.user_id())"
# A declaration that is taken back holds for a day under every pack, and nobody writes it shorter by SQL; an hour is for
# clocks that differ, and for what the act takes.
_HOLDS = "NEW.holds_until >= now() + interval '23 hours'"
# Nobody reviews, moves or freezes himself (W-2).
_ANOTHER = f"OLD.id <> {ME}"
_TAKEN_BY_ME = both(system("duty"), f"member_id = {ME}", "is_taken")
# Planners take a shift off the roster; whoever is frozen, or loses the function, loses his shifts.
_CANCELLED = both(IN_PERSON, only("cancelled_at"), "OLD.cancelled_at IS NULL", "NEW.cancelled_at IS NOT NULL")

_STAFF = "who worked here, with which role and for whom: the log names its members by it for as long as it is kept"
# What no clock erases, and why.
KEPT = {
    "access_agency": "an institution, no person",
    "access_standingchange": "the history of an institution’s standing, by which its acts are judged",
    **dict.fromkeys(("access_member", "access_rolegrant", "access_unitfreeze", "access_shift"), _STAFF),
    "usersessions_usersession": "goes with the session that it describes: at sign-out, or when its hours are over",
}

WALLS = {
    "access_agency": Wall(
        select=ANYBODY,
        insert=either(_SETUP, role("accreditor")),
        update=either(_SETUP, role("accreditor"), both(own("id"), role("releaser"))),
        columns=("standing", "excluded_validator_ids", "charter_signed_on", "trained_on"),
        # An agency names whom it excludes; its standing is the accreditor's alone.
        change=either(
            _SETUP,
            both(role("accreditor"), only("standing", "charter_signed_on", "trained_on")),
            both(own("OLD.id"), may("gateway.exclude"), only("excluded_validator_ids")),
        ),
    ),
    "access_standingchange": Wall(
        select=role("accreditor", "inspector"), insert=both(role("accreditor"), f"member_id = {ME}")
    ),
    "access_member": Wall(
        select=_HOME,
        insert=either(_SETUP, role("accreditor")),
        update=either(
            _SETUP, role("accreditor"), both("user_id = (SELECT acl.user_id())", system("duty")), _HEAD, system("clock")
        ),
        columns=(
            "on_duty_until", "reviewed_on", "review_told_at", "lapse_told_at", "frozen_at", "agency_id", "unit",
            "phone",
        ),
        change=either(
            _SETUP,
            both(role("accreditor"), _ANOTHER),
            both(system("duty"), only("on_duty_until")),
            both(role("unit_head"), _ANOTHER, only("reviewed_on", "review_told_at", "lapse_told_at")),
            both(system("clock"), only("review_told_at", "lapse_told_at")),
        ),
    ),
    "access_rolegrant": Wall(
        # A judge's delegate confirms who watches and who makes members, of whatever agency.
        select=either("member_id IN (SELECT id FROM access_member)", both(role("judge_delegate"), _GUARDED)),
        # Nobody grants himself a role (W-2), nor confirms what he grants (G14).
        insert=either(
            _SETUP,
            both(
                role("accreditor"), f"granted_by = {ACTS}", f"member_id <> {ME}", "ended_at IS NULL",
                "confirmed_at IS NULL", "confirmed_by IS NULL",
            ),
        ),
        # The head of a unit ends a role of his own people on review; he grants none.
        update=either(
            _SETUP,
            role("accreditor"),
            both(role("unit_head"), f"member_id IN (SELECT id FROM access_member WHERE {own('agency_id')})"),
            both(_WATCHES, _GUARDED),
        ),
        columns=("ended_at", "confirmed_at", "confirmed_by"),
        change=both(
            "OLD.ended_at IS NULL",
            f"OLD.member_id <> {ME}",
            either(
                both(role("accreditor", "unit_head"), only("ended_at"), "NEW.ended_at IS NOT NULL"),
                # What a reset takes back waits again.
                both(role("accreditor"), only("confirmed_at", "confirmed_by"), "NEW.confirmed_at IS NULL",
                     "NEW.confirmed_by IS NULL"),
                # Whoever watches confirms what waits, or ends it; never what he granted.
                both(
                    _WATCHES, f"OLD.{_GUARDED}", "OLD.confirmed_at IS NULL", f"OLD.granted_by <> {ACTS}",
                    either(
                        both(only("ended_at"), "NEW.ended_at IS NOT NULL"),
                        both(only("confirmed_at", "confirmed_by"), "NEW.confirmed_at IS NOT NULL",
                             f"NEW.confirmed_by = {ACTS}"),
                    ),
                ),
            ),
        ),
    ),
    "access_unitfreeze": Wall(
        select=role("accreditor", "inspector"), insert=both(role("accreditor"), f"by_id = {ME}")
    ),
    "access_shift": Wall(
        select=_ROSTER,
        insert=both(
            own("agency_id"), f"planned_by = {ME}", "cancelled_at IS NULL",
            either(both(IN_PERSON, role("unit_head", "watch_officer"), "NOT is_taken"), _TAKEN_BY_ME),
        ),
        update=either(
            both(own("agency_id"), role("unit_head", "watch_officer")), role("accreditor"),
            both(own("agency_id"), system("duty")),
        ),
        columns=("ends_at", "left_at", "cancelled_at"),
        change=either(_CANCELLED, both(system("duty"), f"OLD.member_id = {ME}", "OLD.is_taken")),
    ),
    # Where somebody is signed in, from which address and browser: their own, and whoever may end it.
    "usersessions_usersession": Wall(
        select=either(_SESSIONS, system("clock")), insert=_OWN_SESSION, update=_OWN_SESSION,
        delete=either(_SESSIONS, system("clock")),
    ),
    "access_kin": Wall(
        ended="ended_at IS NOT NULL",
        select=either(_MY_KIN, role("inspector"), system("review")),
        insert=both(_MY_KIN, f"member_id = {ME}", "ended_at IS NULL"), update=_MY_KIN,
        columns=("ended_at", "holds_until", "marks"),
        change=both(
            "OLD.ended_at IS NULL",
            either(
                both(only("ended_at", "holds_until"), "NEW.ended_at IS NOT NULL", _HOLDS),
                # Declared before other spellings were recognised, and said once more.
                both(only("marks"), "OLD.marks = '{}'", "NEW.marks <> '{}'"),
            ),
        ),
    ),
}  # fmt: skip
