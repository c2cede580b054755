"""Outlines of the areas of this installation's charter, and which district a point lies in."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.areas import DISTRICT, SUBDISTRICT
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.geography.shapes import Shape, from_topology

# Served as a static file as well, so that a browser keeps it.
FOLDER = Path(__file__).resolve().parent.parent / "static" / "areas"


def outlines_file() -> str:
    """Static path of the outlines of the charter's areas; "" where none are shipped for it."""
    code = charter.current().jurisdiction.code
    return f"areas/{code}.json" if (FOLDER / f"{code}.json").is_file() else ""


def subdistricts_file(district: str) -> str:
    """Static path of the outlines of sub-districts around a district; "" where none are shipped."""
    code, wider = charter.current().jurisdiction.code, charter.current().area(district).parent
    return f"areas/{code}/{wider}.json" if (FOLDER / code / f"{wider}.json").is_file() else ""


def outline(pcode: str) -> Shape:
    """The shape of a governorate, a district or a sub-district.

    Raises:
        UnknownCode: no such area, or no outline of it is shipped.
    """
    code, area = charter.current().jurisdiction.code, charter.current().area(pcode)
    found = _outlines(code)
    if area.level == SUBDISTRICT:
        found = _outlines(f"{code}/{charter.current().area(area.parent).parent}")
    try:
        return found[pcode]
    except KeyError:
        raise UnknownCode("outlines", pcode) from None


def district_at(lon: float, lat: float) -> str:
    """P-code of the district that a point lies in; "" at sea, abroad, or where no outlines are shipped."""
    shapes = _outlines(charter.current().jurisdiction.code)
    for area in charter.current().districts():
        shape = shapes.get(area.pcode)
        if shape is not None and shape.contains(lon, lat):
            return area.pcode
    return ""


def with_neighbours(pcode: str) -> tuple[str, ...]:
    """A district and those that touch it, itself first; raises UnknownCode."""
    return (pcode, *charter.current().area(pcode).neighbours)


def find_districts(text: str, *, limit: int = 8) -> tuple[str, ...]:
    """P-codes of districts that a name or a code means, best first.

    A name that is a district's whole name, in any spelling, means the first that the charter's search tells; any other
    name may mean several.
    """
    pack, typed = charter.current(), text.strip().upper()
    try:
        if pack.area(typed).level == DISTRICT:
            return (typed,)
    except UnknownCode:
        pass
    found = [area.pcode for area in pack.search_areas(text, limit=200) if area.level == DISTRICT]
    return tuple(found[:limit])


@lru_cache(maxsize=32)
def _outlines(code: str) -> dict[str, Shape]:
    path = FOLDER / f"{code}.json"
    return from_topology(json.loads(path.read_text())) if path.is_file() else {}
