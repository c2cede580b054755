"""Imports belong to the list's own agency; list keepers act for it, and the installation's first load."""

from tansiq.kernel.walls import MINE, Wall, both, either, role, system

_KEEPER = either(both(MINE, role("list_keeper")), system("import"))

WALLS = {
    "exchange_import": Wall(select=_KEEPER, insert=_KEEPER, update=_KEEPER),
    "exchange_stagedrow": Wall(select=_KEEPER, insert=_KEEPER, delete=_KEEPER),
}
