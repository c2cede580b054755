"""Marks of weapons stay for twenty years after the last word about them, a bulletin two after it was withdrawn."""

from __future__ import annotations

from datetime import timedelta

import pytest
from court_support import Court
from stage import NOW

from tansiq.compartments.casework import actions
from tansiq.compartments.casework.models import TraceRequest, Weapon
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.db import acting_as
from tansiq.kernel.retention import actions as retention

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365.25)


def erase(after):
    with acting_as(ERASER):
        return retention.erase_due(actor=ERASER, now=NOW + after)


ERASER = system_actor("retention")


def left(room):
    with acting_as(room.cast["prosecutor"]):
        return Weapon.objects.count(), TraceRequest.objects.count()


@pytest.mark.rule("EVD-08")
def test_a_weapon_is_kept_for_twenty_years_after_the_answer_about_it(room):
    incident = room.incident()
    told = {"type": "SA-RIF-ASLT", "serial_state": "read", "serial": "AB-12345", "is_loaded": False}
    gun = room.do(room.cast["detective"], actions.record_weapon, incident_id=incident.id, **told)
    asked = room.do(room.cast["detective"], actions.ask_trace, weapon_id=gun.id, sent_to="بلد الصنع", words="لمن بيعت؟")
    answered = NOW + 3 * YEAR
    room.do(
        room.cast["detective"], actions.answer_trace, request_id=asked.id, answer="لشركة", answered_at=answered,
        now=answered,
    )  # fmt: skip

    erase(22.9 * YEAR)
    assert left(room) == (1, 1)
    erase(23.1 * YEAR)
    assert left(room) == (0, 0)


def test_a_bulletin_goes_two_years_after_it_was_withdrawn(room):
    incident = room.incident()
    row = room.do(
        room.cast["prosecutor"], actions.draft_bulletin, incident_id=incident.id, looks_like="حقيبة سوداء على الرصيف"
    )
    erase(9 * YEAR)
    assert room.sees("prosecutor", row)
    room.do(room.cast["prosecutor"], actions.withdraw_bulletin, bulletin_id=row.id, reasons="لم تعد تُرى مثلها")

    erase(1.9 * YEAR)
    assert room.sees("prosecutor", row)
    erase(2.1 * YEAR)
    assert not room.sees("prosecutor", row)


@pytest.mark.rule("JUD-01")
def test_what_an_analyst_said_of_a_rank_goes_after_five_years_and_what_a_court_said_stays(room):
    stand = Court(room)
    accused = stand.accused()
    charge = stand.charge(accused)
    stand.indict(charge)
    said = stand.said(accused, outcomes=((charge, "acquitted"),))
    rank = stand.act(
        "describe_rank", by="detective", accused_id=accused.id, analyst="المحلل سالم", role_claimed="أمير",
        period="2015", source_grade="C", information_grade="3", is_contested=True, words="أقوال مصدر واحد",
    )  # fmt: skip

    erase(4.9 * YEAR)
    assert room.sees("prosecutor", rank)
    erase(5.1 * YEAR)
    assert (room.sees("prosecutor", rank), room.sees("prosecutor", said)) == (False, True)
