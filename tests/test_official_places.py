"""Where somebody was heard is compared with the published list; what somebody writes himself is on no list (E16)."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from cooperation_file import HELD, SAID, opened
from django.utils.translation import override
from stage import NOW

from tansiq.compartments.cooperation import actions
from tansiq.compartments.custody import actions as custody
from tansiq.gateway import official_places
from tansiq.gateway.forms.places import PlaceField
from tansiq.kernel.access.rules import Kind, Standing
from tansiq.kernel.db import acting_as

pytestmark = pytest.mark.django_db


@pytest.mark.rule("E16")
@pytest.mark.parametrize(("code", "is_listed"), [("agency:court", True), ("court", False), ("", False)])
def test_a_place_is_listed_by_the_list_and_never_by_how_its_name_reads(cast, do, code, is_listed):
    room = opened(cast, do)
    with acting_as(cast["handler"]):
        name = official_places.places()[-1].name_ar
    made = room.on("prosecutor", actions.record_session, draft=replace(HELD, place_code=code, place=name))

    assert (made.is_place_listed, "UNLISTED_PLACE" not in made.flags) == (is_listed, is_listed)
    with acting_as(cast["handler"]):
        assert official_places.room_of(made.place_code, made.place) == name
    assert made.place.startswith(name)


@pytest.mark.rule("E16")
def test_a_place_counts_from_the_day_on_which_it_was_listed_until_it_was_taken_off(cast, do, agencies):
    told = {"code": "old-station", "name_ar": "مركز قديم", "name_en": "Old station", "kind": "station"}
    told |= {"agency_id": agencies["alpha"], "instrument": "1"}
    place = do(cast["inspector"], custody.list_place, now=NOW - timedelta(days=9), **told)
    do(cast["inspector"], custody.delist_place, now=NOW - timedelta(days=2), place_id=place.id,
       reasons=SAID)  # fmt: skip

    def is_listed(days):
        return official_places.settle("old-station", "الغرفة", NOW - timedelta(days=days))

    with acting_as(cast["handler"]), override("en"):
        assert [is_listed(days)[1] for days in (10, 9, 3, 2, 1)] == [False, True, True, False, False]
        assert is_listed(3)[0] == "مركز قديم، الغرفة"
        assert ("old-station", "Old station (no longer on the list)") in PlaceField().choices


@pytest.mark.rule("E16")
def test_the_seat_of_a_prosecution_is_on_the_list_as_that_of_a_court_is(monkeypatch):
    seats = [
        SimpleNamespace(code=f"{kind}-{standing}", name_ar="مقر", name_en="Seat", kind=kind, standing=standing)
        for kind in Kind for standing in Standing
    ]  # fmt: skip
    monkeypatch.setattr(official_places.access, "agencies", lambda: seats)
    monkeypatch.setattr(official_places, "_LISTS", [])
    assert [one.code for one in official_places.places()] == [
        f"agency:{kind}-{Standing.ACCREDITED}" for kind in (Kind.JUDICIAL, Kind.PROSECUTION)
    ]
