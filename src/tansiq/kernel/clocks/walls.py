"""A clock is seen by the agency that must act and by the inspector; an alarm by the role it is addressed to."""

from tansiq.kernel.walls import ANYBODY, MINE, Wall, both, either, own, role, system

_ADDRESSED = both("role = ANY ((SELECT acl.roles())::text[])", either("agency_id IS NULL", own("agency_id")))

WALLS = {
    "clocks_clock": Wall(
        select=either(MINE, role("inspector"), system("clock", "gateway", "matcher")),
        insert=either(MINE, system("gateway", "matcher")),
        update=either(MINE, system("clock", "gateway", "matcher")),
    ),
    "clocks_alarm": Wall(
        select=either(_ADDRESSED, system("clock", "gateway")),
        insert=ANYBODY,
        update=_ADDRESSED,
    ),
}
