"""Shapes on the ground and what lies between them: pure. Degrees as longitude and latitude, lengths in metres.

A shape is small beside the earth: lengths are taken on a plane through its middle. At the extent of a district the
error is below one in a hundred, which is why whoever compares plans adds a buffer.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

Point = tuple[float, float]
Ring = tuple[Point, ...]
Array = np.ndarray[Any, np.dtype[np.float64]]

METRES_A_DEGREE = 111_320.0
FEWEST_POINTS, MOST_POINTS = 3, 200
CIRCLE_POINTS = 32


class Bounds(NamedTuple):
    """The smallest upright box around a shape, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def grown(self, metres: float) -> Bounds:
        """The box with so much around it: never too little."""
        up = metres / METRES_A_DEGREE * 1.01
        aside = up / max(0.01, math.cos(math.radians(max(abs(self.south), abs(self.north)))))
        return Bounds(self.west - aside, self.south - up, self.east + aside, self.north + up)

    def meets(self, other: Bounds) -> bool:
        """Whether two boxes have a point in common."""
        across = self.west <= other.east and other.west <= self.east
        return across and self.south <= other.north and other.south <= self.north


@dataclass(frozen=True)
class Shape:
    """One or several rings, each without its first point repeated; what lies in an odd number of them lies inside."""

    rings: tuple[Ring, ...]

    @cached_property
    def bounds(self) -> Bounds:
        """The smallest box, in degrees, in which it lies."""
        xs, ys = zip(*(point for ring in self.rings for point in ring), strict=True)
        return Bounds(min(xs), min(ys), max(xs), max(ys))

    @cached_property
    def square_kilometres(self) -> float:
        """How large it is, on a plane through its middle; a ring inside another is counted twice, which is too much."""
        wide = METRES_A_DEGREE * math.cos(math.radians(self.middle[1])) / 1000
        return sum(abs(_doubled(ring)) for ring in self.rings) / 2 * wide * METRES_A_DEGREE / 1000

    @property
    def middle(self) -> Point:
        """The middle of its box, longitude and latitude."""
        west, south, east, north = self.bounds
        return (west + east) / 2, (south + north) / 2

    def contains(self, lon: float, lat: float) -> bool:
        """Whether a point lies inside; of a point on the very edge either may be said."""
        west, south, east, north = self.bounds
        if not (west <= lon <= east and south <= lat <= north):
            return False
        return sum(_crosses(ring, lon, lat) for ring in self.rings) % 2 == 1

    def as_lists(self) -> list[list[list[float]]]:
        """Rings as JSON keeps them."""
        return [[[lon, lat] for lon, lat in ring] for ring in self.rings]

    @classmethod
    def from_lists(cls, rings: Sequence[Sequence[Sequence[float]]]) -> Shape:
        """A shape from what `as_lists` gave."""
        return cls(tuple(tuple((float(lon), float(lat)) for lon, lat in ring) for ring in rings))


def _doubled(ring: Ring) -> float:
    """Twice the area of a ring in square degrees, with a sign for the way round."""
    following = (*ring[1:], ring[0])
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in zip(ring, following, strict=True))


def _crosses(ring: Ring, lon: float, lat: float) -> int:
    """How often a line from the point to the east crosses the ring."""
    crossings, (x, y) = 0, ring[-1]
    for next_x, next_y in ring:
        if (y > lat) != (next_y > lat) and lon < x + (lat - y) * (next_x - x) / (next_y - y):
            crossings += 1
        x, y = next_x, next_y
    return crossings


def circle(lon: float, lat: float, radius: float) -> Shape:
    """A circle as a ring that holds all of it.

    Raises:
        ValueError: a radius that is not above 0, or a place that is none.
    """
    if radius <= 0:
        raise ValueError("a circle has a radius above 0")
    require_place(lon, lat)
    up = radius / METRES_A_DEGREE / math.cos(math.pi / CIRCLE_POINTS)
    aside = up / math.cos(math.radians(lat))
    turns = (2 * math.pi * step / CIRCLE_POINTS for step in range(CIRCLE_POINTS))
    return Shape((tuple((lon + aside * math.cos(turn), lat + up * math.sin(turn)) for turn in turns),))


def polygon(points: Iterable[Point]) -> Shape:
    """An area by its corners in order; the first may stand at the end again.

    Raises:
        ValueError: too few or too many corners, one that is no place, or no area between them.
    """
    ring = tuple(points)
    if ring and ring[0] == ring[-1]:
        ring = ring[:-1]
    if not FEWEST_POINTS <= len(set(ring)) <= MOST_POINTS:
        raise ValueError(f"an area has {FEWEST_POINTS} to {MOST_POINTS} corners")
    for lon, lat in ring:
        require_place(lon, lat)
    if not _doubled(ring):
        raise ValueError("these corners hold no area")
    return Shape((ring,))


def require_place(lon: float, lat: float) -> None:
    """Refuse what is no place on which anybody lives; raises ValueError."""
    if not (math.isfinite(lon) and math.isfinite(lat) and -180 <= lon <= 180 and -80 <= lat <= 80):
        raise ValueError("no such place")


def gap(one: Shape, other: Shape) -> float:
    """Metres between two shapes, 0 where they touch or one lies in the other."""
    origin = one.middle
    if one.contains(*other.rings[0][0]) or other.contains(*one.rings[0][0]):
        return 0.0
    starts, ends = _edges(one, origin)
    other_starts, other_ends = _edges(other, origin)
    if _any_cross(starts, ends, other_starts, other_ends):
        return 0.0
    return float(min(_least(starts, other_starts, other_ends), _least(other_starts, starts, ends)))


def overlap(one: Shape, other: Shape, *, within: float = 0.0) -> bool:
    """Whether two shapes touch, or come as near as this to each other."""
    return one.bounds.grown(within).meets(other.bounds) and gap(one, other) <= within


def _edges(shape: Shape, origin: Point) -> tuple[Array, Array]:
    """Starts and ends of every edge, in metres from a point."""
    scale = np.array([METRES_A_DEGREE * math.cos(math.radians(origin[1])), METRES_A_DEGREE])
    starts = [(np.array(ring, dtype=np.float64) - origin) * scale for ring in shape.rings]
    return np.concatenate(starts), np.concatenate([np.roll(ring, -1, axis=0) for ring in starts])


def _least(points: Array, starts: Array, ends: Array) -> float:
    """The least distance from any of the points to any of the edges."""
    along = ends - starts
    length = np.maximum((along**2).sum(axis=1), 1e-9)
    offset = points[:, None, :] - starts[None, :, :]
    share = np.clip((offset * along).sum(axis=2) / length, 0.0, 1.0)
    away = offset - share[:, :, None] * along
    return float(np.sqrt((away**2).sum(axis=2).min()))


def _any_cross(starts: Array, ends: Array, other_starts: Array, other_ends: Array) -> bool:
    def side(a: Array, b: Array, c: Array) -> Array:
        return np.sign((b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1])
                       - (b[..., 1] - a[..., 1]) * (c[..., 0] - a[..., 0]))  # fmt: skip

    a, b, c, d = starts[:, None, :], ends[:, None, :], other_starts[None, :, :], other_ends[None, :, :]
    apart = (side(a, b, c) * side(a, b, d) < 0) & (side(c, d, a) * side(c, d, b) < 0)
    return bool(apart.any())


def from_topology(topology: Mapping[str, Any]) -> dict[str, Shape]:
    """Shapes of a TopoJSON file with quantised arcs, by the P-code in their properties."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[list[Point]] = []
    for arc in topology["arcs"]:
        x = y = 0
        line: list[Point] = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        arcs.append(line)

    def ring(indices: Sequence[int]) -> Ring:
        points: list[Point] = []
        for index in indices:
            points += (arcs[index] if index >= 0 else arcs[~index][::-1])[:-1]
        return tuple(points)

    found: dict[str, Shape] = {}
    for layer in topology["objects"].values():
        for area in layer["geometries"]:
            parts = [area["arcs"]] if area["type"] == "Polygon" else area["arcs"]
            found[area["properties"]["pcode"]] = Shape(tuple(ring(one) for part in parts for one in part))
    return found
