"""A clock is seen by the agency that must act and by the inspector; an alarm by the role it is addressed to."""

from tansiq.kernel.walls import ACTS, ANYBODY, MINE, Wall, both, either, only, own, role, system

_ADDRESSED = both("role = ANY ((SELECT acl.roles())::text[])", either("agency_id IS NULL", own("agency_id")))

WALLS = {
    "clocks_clock": Wall(
        ended="true",
        select=either(MINE, role("inspector"), system("clock", "gateway", "matcher")),
        insert=either(MINE, system("gateway", "matcher")),
        update=either(MINE, system("clock", "gateway", "matcher")),
        columns=("met_at", "stopped_at", "told_at", "escalated_at"),
        # It ends once; when it was due, and who was told, is not its agency's to write.
        change=both(
            "OLD.met_at IS NULL", "OLD.stopped_at IS NULL", either(system("clock"), only("met_at", "stopped_at"))
        ),
    ),
    "clocks_alarm": Wall(
        ended="true",
        select=either(_ADDRESSED, system("clock", "gateway")),
        # A person tells the inspector and his own agency; clocks and the room tell whom the charter names.
        insert=both(
            either(
                system("clock", "matcher", "gateway"), both(ANYBODY, either("role = 'inspector'", own("agency_id")))
            ),
            "closed_at IS NULL",
        ),
        # The room ends what an alarm asks about, as an order that falls with a judgment.
        update=either(_ADDRESSED, system("gateway")),
        columns=("closed_at", "closed_by", "done"),
        change=both("OLD.closed_at IS NULL", "NEW.closed_at IS NOT NULL", f"NEW.closed_by = {ACTS}"),
    ),
}
