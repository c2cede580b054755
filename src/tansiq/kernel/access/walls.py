"""Agencies are a directory that every member reads; members and roles are read at home and by oversight."""

from tansiq.kernel.walls import ACTS, ANYBODY, ME, Wall, both, either, may, only, own, role, system

_SETUP = system("setup")
_HOME = either(
    own("agency_id"), "user_id = (SELECT acl.user_id())", role("accreditor", "inspector"), system("setup", "review")
)
_OWN_SESSION = "user_id = (SELECT acl.user_id())"
_SESSIONS = either(_OWN_SESSION, role("accreditor"), _SETUP)

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
        update=either(_SETUP, role("accreditor"), "user_id = (SELECT acl.user_id())"),
        columns=("on_duty_until", "reviewed_on"),
        change=either(_SETUP, role("accreditor"), both(f"OLD.user_id = {ACTS}", only("on_duty_until"))),
    ),
    "access_rolegrant": Wall(
        select="member_id IN (SELECT id FROM access_member)",
        insert=either(_SETUP, both(role("accreditor"), f"granted_by = {ACTS}", "ended_at IS NULL")),
        update=either(_SETUP, role("accreditor")),
        columns=("ended_at",),
        change=both("OLD.ended_at IS NULL", "NEW.ended_at IS NOT NULL"),
    ),
    # Where somebody is signed in, from which address and browser: their own, and whoever may end it.
    "usersessions_usersession": Wall(select=_SESSIONS, insert=_OWN_SESSION, update=_OWN_SESSION, delete=_SESSIONS),
}
