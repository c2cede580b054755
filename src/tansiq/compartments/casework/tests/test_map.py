"""Incidents on the map: as closely as their place may be shown, to those alone for whom they exist."""

from __future__ import annotations

import pytest
from browse import signed_in
from django.urls import reverse

from tansiq.compartments.casework import mapped
from tansiq.compartments.casework.models import Incident
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.db import acting_as
from tansiq.kernel.geography import cells
from tansiq.kernel.geography import queries as geography
from tansiq.kernel.geography.layers import Precision
from tansiq.kernel.problems import Invalid

MUKALLA = "YE1927"


@pytest.fixture(scope="module")
def inside():
    """A point of the city that no page may show of a house."""
    area = charter.current().area(MUKALLA)
    return (area.lon, area.lat)


def marks(room, who):
    with acting_as(room.cast[who]):
        return mapped.marks(room.cast[who], None)


@pytest.mark.django_db
def test_an_attack_with_a_point_is_drawn_as_one(room, inside):
    row = room.incident(kind="ATTACK", district=MUKALLA, point=inside)

    [mark] = marks(room, "detective")
    assert (row.precision, mark.precision, mark.drawn_point) == ("point", Precision.POINT, inside)


@pytest.mark.django_db
@pytest.mark.rule("RL-05")
def test_of_what_may_have_been_a_home_the_cell_is_drawn_and_the_point_stands_on_no_map(room, inside):
    row = room.incident(district=MUKALLA, point=inside)

    [mark] = marks(room, "detective")
    assert (mark.precision, mark.drawn_point) == (Precision.AREA, None)
    assert mark.drawn_outline == cells.shape_of(cells.cell_of(*inside))
    page = signed_in("detective").get(reverse("desk:map")).content.decode()
    assert row.number in page
    assert str(row.lon) not in page.split("data-drawn")[1].split("data-at")[0]


@pytest.mark.django_db
def test_a_sub_district_is_found_by_its_name_and_drawn_by_its_outline(room):
    sub = next(one for one in charter.current().subdistricts_of("YE1926") if geography.outline(one.pcode))
    row = room.incident(district="YE1926", subdistrict=sub.name_ar)

    [mark] = marks(room, "detective")
    assert (row.subdistrict, row.precision) == (sub.pcode, "area")
    assert mark.drawn_outline == geography.outline(sub.pcode)


@pytest.mark.rule("RL-05")
def test_a_sub_district_smaller_than_a_square_kilometre_is_drawn_as_its_district():
    pack = charter.current()
    small = [
        area for district in pack.districts() for area in pack.subdistricts_of(district.pcode)
        if geography.outline(area.pcode).square_kilometres < cells.LEAST_AREA
    ]  # fmt: skip
    assert small
    row = Incident(kind="OPERATION", district=small[0].parent, subdistrict=small[0].pcode)

    assert mapped.where(row) == (Precision.DISTRICT, None, None)


@pytest.mark.django_db
def test_who_does_not_work_on_the_case_finds_nothing_of_it_on_the_map(room, inside):
    row = room.incident(district=MUKALLA, point=inside)

    for who in ("other_detective", "inspector", "analyst"):
        assert marks(room, who) == []
    assert row.number not in signed_in("other_detective").get(reverse("desk:map")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given",
    [{"point": (49.0, 20.0)}, {"point": (200.0, 14.5)}, {"subdistrict": "لا مكان كهذا"}, {"subdistrict": "YE110121"}],
)
def test_a_place_in_another_district_is_asked_back(room, given):
    with pytest.raises(Invalid):
        room.incident(district=MUKALLA, **given)


def test_every_shipped_sub_district_has_its_outline_around_the_point_that_the_charter_gives():
    pack = charter.current()
    areas = [area for district in pack.districts() for area in pack.subdistricts_of(district.pcode)]

    off = [area.pcode for area in areas if not geography.outline(area.pcode).contains(area.lon, area.lat)]
    assert len(areas) == 2149
    assert len(off) < 25, off
