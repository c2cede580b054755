"""Devices by facets and weapons with their marks."""

from __future__ import annotations

from decimal import Decimal

import pytest
from stage import NOW

from tansiq.compartments.casework import actions
from tansiq.compartments.casework.errors import HazardContent
from tansiq.compartments.casework.models import Device
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

pytestmark = pytest.mark.django_db
REPORT = {
    "initiation": "CMD-REM", "delivery": "CACHE", "outcome": "FOUND-DESTROYED", "safety": "destroyed",
    "action": "in_place", "components": ["SWITCH", "MAIN"], "charge": "EXP-HME", "charge_kg": Decimal("3.5"),
    "evacuated_metres": 200, "samples": "عيّنتان", "sample_witness": "شاهد",
}  # fmt: skip


@pytest.fixture
def incident(room):
    case = room.case()
    number = room.cast["sapper"].staff_number
    room.do(room.cast["prosecutor"], actions.name_worker, case_id=case.id, staff_number=number)
    return room.incident(case)


def find(room, incident, *, by="detective", **given):
    told = {"found_at": NOW, "finder": "الرقيب صلاح"} | given
    return room.do(room.cast[by], actions.find_device, incident_id=incident.id, **told)


def report(room, row, *, by="sapper", **given):
    return room.do(room.cast[by], actions.report_device, device_id=row.id, **REPORT | given)


def weapon(room, incident, *, by="detective", **given):
    told = {"type": "SA-RIF-ASLT", "serial_state": "read", "serial": "АБ-12345", "is_loaded": False} | given
    return room.do(room.cast[by], actions.record_weapon, incident_id=incident.id, **told)


@pytest.mark.rule("EVD-01")
def test_a_device_is_live_and_not_moved_until_it_is_reported_otherwise(room, incident):
    row = find(room, incident)

    assert (row.safety, row.do_not_transport, row.action) == ("live", True, "in_place")
    assert report(room, row, safety="live").do_not_transport
    assert not report(room, find(room, incident)).do_not_transport


def test_the_report_is_due_within_a_day_and_is_made_once_by_an_explosives_officer(room, incident):
    row = find(room, incident)

    with pytest.raises(NotPermitted):
        report(room, row, by="detective")
    report(room, row)
    with acting_as(room.cast["detective"]):
        [clock] = clocks.of_subject(row.id)
        assert (clock.code, clock.met_at) == ("DEVICE-REPORT", NOW)
    with pytest.raises(Invalid):
        report(room, row)


@pytest.mark.parametrize("given", [{"initiation": "MAIN"}, {"components": ["SECRET"]}, {"charge_kg": Decimal(-1)},
                                   {"sample_witness": ""}, {"safety": "perhaps"}])  # fmt: skip
def test_a_report_is_by_facets_of_the_charter(room, incident, given):
    with pytest.raises(Invalid):
        report(room, find(room, incident), **given)


@pytest.mark.rule("EVD-01")
def test_how_it_is_built_is_kept_out_and_only_the_annex_of_explosives_officers_takes_it(room, incident):
    row = find(room, incident)

    with pytest.raises(HazardContent):
        report(room, row, words="يخلط 70% من المادة مع الوقود")
    with pytest.raises(HazardContent):
        find(room, incident, words="توصيل السلك بالبطارية ثم")
    annex = room.do(room.cast["sapper"], actions.add_annex, device_id=row.id, words="ملاحظة للمختصين")
    assert {who: room.sees(who, annex) for who in ("sapper", "detective", "prosecutor", "inspector")} == {
        "sapper": True, "detective": False, "prosecutor": False, "inspector": False,
    }  # fmt: skip
    with acting_as(room.cast["detective"]):
        assert Device.objects.get(id=row.id).words == ""


@pytest.mark.rule("EVD-07", "E21")
def test_the_same_serial_in_two_incidents_is_told_to_the_prosecution_and_merges_nothing(room, incident):
    first = weapon(room, incident)
    other = room.incident(room.case(by="other_detective"), by="other_detective")
    second = weapon(room, other, by="other_detective", serial="аб 12345")

    assert second.flags == ["SERIAL_SEEN_BEFORE"]
    assert first.id != second.id
    assert not room.sees("other_detective", first)
    with acting_as(room.cast["prosecutor"]):
        told = {alarm.reference for alarm in clocks.open_alarms() if alarm.code == "WEAPON-SERIAL-TWICE"}
    assert told == {first.number, second.number}


@pytest.mark.parametrize(("given", "flags"), [({"serial": "12"}, ["SERIAL_OF_ODD_LENGTH"]), ({}, []),
                                              ({"serial": "", "serial_state": "obliterated"}, ["SERIAL_OBLITERATED"])])  # fmt: skip
def test_a_serial_is_kept_as_it_was_read(room, incident, given, flags):
    row = weapon(room, incident, **given)

    assert (row.flags, row.serial) == (flags, given.get("serial", "АБ-12345"))


@pytest.mark.rule("EVD-08")
def test_the_answer_to_a_trace_request_is_kept_with_its_time(room, incident):
    row = weapon(room, incident)
    asked = room.do(room.cast["detective"], actions.ask_trace, weapon_id=row.id, sent_to="بلد الصنع", words="لمن بيعت؟")

    told = room.do(
        room.cast["detective"], actions.answer_trace, request_id=asked.id, answer="بيعت لجيش عام ١٩٨٤", answered_at=NOW
    )

    assert (told.answered_at, told.answer) == (NOW, "بيعت لجيش عام ١٩٨٤")
    with pytest.raises(Invalid):
        room.do(room.cast["detective"], actions.answer_trace, request_id=asked.id, answer="غير ذلك", answered_at=NOW)
    with pytest.raises(NotFound):
        room.do(room.cast["other_detective"], actions.ask_trace, weapon_id=row.id, sent_to="x", words="y")
