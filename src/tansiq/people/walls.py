"""A kit belongs to the agency that wrote it down. The counter sees numbers and orders, the matcher the held index."""

from tansiq.kernel.walls import MINE, Wall, both, either, own, role, system

_OF_MY_KIT = "kit_id IN (SELECT id FROM people_kit)"
# The gateway reads one kit by id, for a validator who compares or for the packet that is released.
_ROOM = system("gateway", "matcher", "counter")

WALLS = {
    "people_kit": Wall(select=either(MINE, _ROOM), insert=MINE, update=MINE, delete=MINE),
    "people_identifier": Wall(select=_OF_MY_KIT, insert=_OF_MY_KIT, delete=_OF_MY_KIT),
    "people_heldentry": Wall(select=MINE, insert=MINE, update=MINE, delete=MINE, matcher=True),
    "people_orderentry": Wall(select=either(MINE, system("counter")), insert=MINE, update=MINE, delete=MINE),
    "people_link": Wall(
        select=either(MINE, _ROOM),
        insert=either(both(MINE, "judged_by = (SELECT acl.user_id())"), system("gateway")),
        update=either(MINE, system("gateway")),
    ),
    "people_protectivenumber": Wall(
        select=either(own("owner_id"), system("counter", "gateway"), role("watch_officer")),
        insert=either(MINE, system("gateway")),
        update=either(MINE, system("gateway")),
    ),
}
