"""Agencies are a directory that every member reads; members and roles are read at home and by oversight."""

from tansiq.kernel.walls import ANYBODY, Wall, both, either, own, role, system

_SETUP = system("setup")
_HOME = either(own("agency_id"), "user_id = (SELECT acl.user_id())", role("accreditor", "inspector"), system("setup"))

WALLS = {
    "access_agency": Wall(
        select=ANYBODY,
        insert=either(_SETUP, role("accreditor")),
        update=either(_SETUP, role("accreditor"), both(own("id"), role("releaser"))),
        columns=("standing", "excluded_validator_ids", "charter_signed_on", "trained_on"),
    ),
    "access_standingchange": Wall(select=role("accreditor", "inspector"), insert=role("accreditor")),
    "access_member": Wall(
        select=_HOME,
        insert=either(_SETUP, role("accreditor")),
        update=either(_SETUP, role("accreditor"), "user_id = (SELECT acl.user_id())"),
        columns=("on_duty_until", "reviewed_on"),
    ),
    "access_rolegrant": Wall(
        select="member_id IN (SELECT id FROM access_member)",
        insert=either(_SETUP, role("accreditor")),
        update=either(_SETUP, role("accreditor")),
    ),
}
