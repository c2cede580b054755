"""Imports belong to the list's own agency; list keepers act for it, and the installation's first load."""

from tansiq.kernel.walls import ME, MINE, Wall, both, either, only, role, system

_KEEPER = either(both(MINE, role("list_keeper")), system("import"))

WALLS = {
    "exchange_import": Wall(
        ended="state = 'staged'",
        blanked=("state",),
        select=_KEEPER,
        insert=_KEEPER,
        update=_KEEPER,
        columns=("state", "blocked", "confirmed_at", "confirmed_by"),
        change=either(
            only("blocked"),
            both("OLD.state = 'staged'", "NEW.state = 'applied'", f"NEW.confirmed_by = {ME}"),
        ),
    ),
    "exchange_stagedrow": Wall(ended="true", select=_KEEPER, insert=_KEEPER, delete=_KEEPER),
}
