"""Who may learn and change what, written a second time: from the design, without Django and without the walls' SQL.

It reads the truth, rows of every table as the database's owner sees them, and says for one person which of them exist,
which he may change under his own name, and what an act tells him beside. Each room is a module of its own and declares
what it has of the following; whatever stands in this folder is taken in.

    VISIBLE      by table: the row exists for him
    MAY_CHANGE   by table and column (`*`: each): he may change that column alone, to `r["new"]`, under his own name
    FIXED        columns that stay as they are, where `*` stands
    MAY_ADD      by table: he may add a row like this one under his own name; all else takes the room or the counter
    MAY_REMOVE   by table: he may remove the row
    DECIDERS     by permission: the roles whose decisions rest on it
    COUNTED      tables of which a page judges every row; what is only bookkeeping is judged as well, and not counted
    NAMED        by argument of an address, or by an address whose argument is another's: the table whose record it
                 names, with the column where that is not `id`; one of several tables, with a space between
    BESIDE       by address and argument: what stands in an address beside a record, as far as it opens anything
    SURFACES     addresses that are more than a page: the log, and what tells people of something
    EXPORTED     classes of rows that are asked for as an export
    QUERIED      by address and argument of its query: the table and column by which it names a record
    LISTED       addresses of lists and counts that stay as they are when he may not know of a step
    UNLISTED     addresses without a record that list and count nothing of anybody, and those which every look changes
    SEARCHED     addresses that search by `q`
    told_beside  rows that an act shows him, though they do not exist for him in the database
    faults       what may never be true, whatever anybody did
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from benchmarks.walls_model import base
from benchmarks.walls_model.base import Beside, Row, Rule, Truth, Who, key_of, tokens, tokens_of

__all__ = [
    "Row",
    "Rule",
    "Truth",
    "Who",
    "every_said",
    "faults",
    "key_of",
    "named",
    "tokens",
    "tokens_of",
    "told_beside",
]

ROOMS: list[ModuleType] = [
    import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__) if found.name != "base"
]


def _of_all(name: str) -> dict[Any, Any]:
    """What the rooms say; none speaks about a table of another."""
    merged: dict[Any, Any] = {}
    for room in ROOMS:
        told = getattr(room, name, {})
        if twice := merged.keys() & told.keys():
            raise ValueError(f"{room.__name__}: {name} says again {sorted(twice)}")
        merged |= told
    return merged


VISIBLE: dict[str, Rule] = _of_all("VISIBLE")
MAY_CHANGE: dict[tuple[str, str], Rule] = _of_all("MAY_CHANGE")
MAY_ADD: dict[str, Rule] = _of_all("MAY_ADD")
MAY_REMOVE: dict[str, Rule] = _of_all("MAY_REMOVE")
NAMED: dict[str, str] = _of_all("NAMED")
BESIDE: dict[tuple[str, str], Beside] = _of_all("BESIDE")
SURFACES: dict[str, str] = _of_all("SURFACES")
QUERIED: dict[tuple[str, str], tuple[str, str]] = _of_all("QUERIED")
FIXED: set[tuple[str, str]] = {place for room in ROOMS for place in getattr(room, "FIXED", ())}
COUNTED: list[str] = [table for room in ROOMS for table in getattr(room, "COUNTED", ())]
LISTED: list[str] = [name for room in ROOMS for name in getattr(room, "LISTED", ())]
UNLISTED: list[str] = [name for room in ROOMS for name in getattr(room, "UNLISTED", ())]
EXPORTED: list[str] = [kind for room in ROOMS for kind in getattr(room, "EXPORTED", ())]
SEARCHED: list[str] = [name for room in ROOMS for name in getattr(room, "SEARCHED", ())]
base.DECIDERS.update(_of_all("DECIDERS"))


def named(address: str, arguments: Iterable[str]) -> list[tuple[str, str, str]]:
    """Argument, table and column by which an address names its record; none where it names none.

    Raises:
        LookupError: an argument of which the model knows neither what it names nor what it may say.
    """
    others = [argument for argument in arguments if (address, argument) not in BESIDE]
    if not others:
        return []
    told = NAMED.get(address) or NAMED.get(others[0])
    if told is None or len(others) > 1:
        raise LookupError(f"{address}: the model does not know what {' and '.join(others)} names")
    split = [one.partition(".") for one in told.split()]
    return [(others[0], table, column or "id") for table, _, column in split]


def every_said(address: str, arguments: Iterable[str], r: Row, t: Truth) -> list[dict[str, str]]:
    """What may stand beside a record in an address."""
    said: list[dict[str, str]] = [{}]
    for argument in arguments:
        if told := BESIDE.get((address, argument)):
            values = told(r, t) if callable(told) else told
            said = [one | {argument: value} for one in said for value in values]
    return said


def told_beside(w: Who, t: Truth) -> Iterable[tuple[str, Row]]:
    """Rows that an act shows a person, though they do not exist for him in the database."""
    for room in ROOMS:
        if hasattr(room, "told_beside"):
            yield from room.told_beside(w, t)


def faults(t: Truth) -> list[str]:
    """What may never be true, whatever anybody did."""
    return [told for room in ROOMS if hasattr(room, "faults") for told in room.faults(t)]
