"""Areas, points in them, and what lies between shapes."""

from __future__ import annotations

import math

import pytest
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.geography import cells, queries, shapes
from tansiq.kernel.geography.layers import Mark, Precision
from tansiq.kernel.geography.shapes import Shape

LON, LAT = st.floats(42.0, 53.0), st.floats(12.5, 18.9)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("المكلا", "YE1927"), ("مكلا", "YE1927"), ("Mukalla", "YE1927"), ("AL MUKALLA", "YE1927"), ("ye1927", "YE1927"),
        ("سيئون", "YE1910"), ("Sayun", "YE1910"),
    ],
)  # fmt: skip
def test_a_district_is_found_in_any_spelling(typed, first):
    assert queries.find_districts(typed)[0] == first


def test_two_spellings_of_one_name_are_one_place():
    assert queries.find_districts("غيل باوزير") == queries.find_districts("غيل با وزير")


@pytest.mark.parametrize("typed", ["", "  ", "لا مكان كهذا", "YE99", "YE19"])
def test_what_is_no_district_is_not_found(typed):
    assert "YE19" not in queries.find_districts(typed)
    assert not typed.strip() or typed == "YE19" or queries.find_districts(typed) == ()


def test_a_point_lies_in_its_district_and_one_at_sea_in_none():
    assert queries.district_at(49.12424, 14.54248) == "YE1927"
    assert queries.district_at(50.0, 12.0) == ""


@pytest.mark.parametrize("pack", ["yem", "irq"])
def test_every_district_has_an_outline_around_its_own_point(pack):
    with override_settings(TANSIQ_CHARTER=pack):
        districts = charter.current().districts()
        outside = [a.pcode for a in districts if not queries.outline(a.pcode).contains(a.lon, a.lat)]
        assert queries.outlines_file() == f"areas/{pack}.json"

    assert (len(districts), outside) == ({"yem": 335, "irq": 101}[pack], [])


def test_neighbours_touch_and_come_after_the_district_itself():
    found = queries.with_neighbours("YE1926")

    assert found[0] == "YE1926"
    assert "YE1927" in found
    assert all(shapes.gap(queries.outline("YE1926"), queries.outline(pcode)) < 200 for pcode in found)
    with pytest.raises(UnknownCode):
        queries.outline("YE9999")


@given(LON, LAT, st.floats(50, 20_000), st.floats(0, 2 * math.pi), st.floats(0.1, 3))
@settings(max_examples=60, deadline=None)
def test_circles_overlap_exactly_where_their_middles_are_near(lon, lat, radius, turn, far):
    away = 2 * radius * far
    other_lat = lat + away * math.sin(turn) / shapes.METRES_A_DEGREE
    other_lon = lon + away * math.cos(turn) / shapes.METRES_A_DEGREE / math.cos(math.radians(lat))
    one, other = shapes.circle(lon, lat, radius), shapes.circle(other_lon, other_lat, radius)

    told = shapes.gap(one, other)

    assert told == pytest.approx(shapes.gap(other, one), abs=radius * 0.02 + 1)
    # A ring of 32 corners lies around the circle, by half of a hundredth at most; the plane errs by as much.
    assert told == pytest.approx(max(0.0, away - 2 * radius), abs=away * 0.02 + radius * 0.03)


def test_one_shape_inside_another_or_crossing_it_touches_it():
    square = shapes.polygon([(48.0, 15.0), (49.0, 15.0), (49.0, 16.0), (48.0, 16.0)])
    inside, across = shapes.circle(48.5, 15.5, 100), shapes.polygon([(47.0, 15.4), (50.0, 15.4), (50.0, 15.5)])

    assert shapes.gap(square, inside) == shapes.gap(inside, square) == 0
    assert shapes.gap(square, across) == 0
    ring_with_hole = Shape((*square.rings, *shapes.circle(48.5, 15.5, 5000).rings))
    assert not ring_with_hole.contains(48.5, 15.5)
    assert ring_with_hole.contains(48.1, 15.1)


@pytest.mark.parametrize(
    "corners",
    [[(48.0, 15.0)], [(48.0, 15.0), (49.0, 15.0)], [(48.0, 15.0), (49.0, 15.0), (48.5, 15.0)],
     [(48.0, 15.0), (49.0, 95.0), (48.5, 16.0)], [(float("nan"), 15.0), (49.0, 15.0), (48.5, 16.0)]],
)  # fmt: skip
def test_what_is_no_area_is_refused(corners):
    with pytest.raises(ValueError, match=r"corners|place"):
        shapes.polygon(corners)


@pytest.mark.rule("JOC-09")
@given(LON, LAT)
@settings(max_examples=100, deadline=None)
def test_a_cell_holds_its_place_and_is_a_square_kilometre_at_least(lon, lat):
    cell = cells.cell_of(lon, lat)

    assert cells.shape_of(cell).bounds.grown(1).meets(shapes.Bounds(lon, lat, lon, lat))
    assert cells.area_of(cell) >= cells.LEAST_AREA
    assert cells.area_of(cells.cell_of(lon, cells.FARTHEST)) >= cells.LEAST_AREA


@pytest.mark.rule("JOC-09")
def test_no_cell_is_told_where_it_would_say_too_much():
    with pytest.raises(ValueError, match="smaller"):
        cells.cell_of(40.0, 58.5)


@pytest.mark.rule("RL-05")
def test_a_mark_gives_its_point_away_only_where_the_precision_allows_one():
    outline = shapes.circle(49.1, 14.5, 900)

    def mark(precision: Precision) -> Mark:
        return Mark("x", "y", "R-1", "YE1927", precision, point=(49.1, 14.5), outline=outline)

    drawn = {one: (mark(one).drawn_point, mark(one).drawn_outline) for one in Precision}
    assert drawn == {
        Precision.DISTRICT: (None, None), Precision.AREA: (None, outline), Precision.POINT: ((49.1, 14.5), None)
    }  # fmt: skip
