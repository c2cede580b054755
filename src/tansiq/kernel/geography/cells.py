"""The grid in which a place is said when nobody may learn it more closely: pure.

A cell is an eightieth of a degree each way: 1.8 square kilometres in Hadhramaut, 1.5 at the northern border of Iraq,
and never below one square kilometre where a charter may lie (JOC-09).
"""

from __future__ import annotations

import math

from tansiq.kernel.geography.shapes import METRES_A_DEGREE, Shape, require_place

SIDE = 0.0125
ROWS, COLUMNS = round(180 / SIDE), round(360 / SIDE)
LEAST_AREA = 1.0
# Beyond this latitude a cell would be smaller than it may be.
FARTHEST = 58.0


def cell_of(lon: float, lat: float) -> int:
    """Number of the cell that a place lies in, 0 or more.

    Raises:
        ValueError: no such place, or one so far north or south that a cell would say too much.
    """
    require_place(lon, lat)
    if abs(lat) > FARTHEST:
        raise ValueError("a cell would be smaller than a square kilometre")
    row = min(ROWS - 1, math.floor((lat + 90) / SIDE))
    return row * COLUMNS + math.floor((lon + 180) / SIDE) % COLUMNS


def shape_of(cell: int) -> Shape:
    """The cell as a shape; raises ValueError for a number that is none."""
    row, column = divmod(cell, COLUMNS)
    if not 0 <= row < ROWS:
        raise ValueError("no such cell")
    west, south = column * SIDE - 180, row * SIDE - 90
    east, north = west + SIDE, south + SIDE
    return Shape((((west, south), (east, south), (east, north), (west, north)),))


def area_of(cell: int) -> float:
    """Square kilometres of a cell."""
    south = divmod(cell, COLUMNS)[0] * SIDE - 90
    wide = SIDE * METRES_A_DEGREE * math.cos(math.radians(south + SIDE / 2))
    return wide * SIDE * METRES_A_DEGREE / 1_000_000
