"""Sessions: none is planned without counsel, and one that took place is kept with what was wrong about it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from browse import signed_in
from cooperation_file import HELD, PLAN, SAID
from django.apps import apps
from django.urls import reverse
from stage import NOW

from tansiq.compartments.cooperation import actions, rules
from tansiq.compartments.cooperation.errors import AlreadyRecorded, NoCounsel, NoProtectionAssessment, NotNext
from tansiq.compartments.cooperation.models import Call, Counsel, FirstWords, OnCall, Session
from tansiq.compartments.protection import actions as protection
from tansiq.compartments.protection.models import Danger
from tansiq.gateway import official_places
from tansiq.kernel.clocks.models import Clock
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound

pytestmark = pytest.mark.django_db


def notices(room):
    with acting_as(room.cast["inspector"]):
        return [(row.code, row.reference) for row in apps.get_model("oversight.Notice").objects.all()]


@pytest.mark.rule("REP-10")
@pytest.mark.parametrize("counsel", ["absent", "part", ""])
def test_no_session_is_planned_without_counsel(room, counsel):
    room.to("window")
    with pytest.raises(NoCounsel):
        room.on("handler", actions.plan_session, **(PLAN | {"counsel": counsel}))


@pytest.mark.rule("REP-09")
def test_no_session_is_planned_before_the_days_run_nor_before_the_danger_was_assessed(room):
    room.to("terms")
    with pytest.raises(NotNext):
        room.on("prosecutor", actions.plan_session, **PLAN)
    room.on("prosecutor", actions.start_record, at=NOW, paper="محضر البداية")
    with pytest.raises(NoProtectionAssessment):
        room.on("prosecutor", actions.plan_session, **PLAN)
    room.assessed(NOW)
    made = room.on("prosecutor", actions.plan_session, **PLAN)
    assert (made.held_at, made.is_usable) == (None, False)
    [counsel] = room.see("prosecutor", Counsel)
    room.do("prosecutor", actions.end_counsel, counsel_id=counsel.id)
    with pytest.raises(NoCounsel):
        room.on("prosecutor", actions.plan_session, **PLAN)
    with pytest.raises(Invalid):
        room.on("prosecutor", actions.plan_session, **(PLAN | {"planned_for": NOW - timedelta(days=1)}))


@pytest.mark.rule("REP-09")
def test_one_before_the_danger_was_assessed_is_kept_flagged_and_told(room):
    room.to("terms")
    early = room.on("handler", actions.record_session, draft=HELD)
    room.assessed(HELD.began_at)
    late = room.on("handler", actions.record_session, draft=HELD)

    assert "NOT_ASSESSED" in early.flags
    assert early.is_usable
    assert "NOT_ASSESSED" not in late.flags
    assert notices(room) == [("SESSION_BEFORE_ASSESSMENT", early.number)]


@pytest.mark.rule("REP-09")
def test_while_another_danger_waits_for_the_desk_none_is_planned_and_one_that_is_held_is_flagged(room):
    room.to("window")
    asked = HELD.began_at - timedelta(minutes=30)
    room.on("prosecutor", actions.ask_protection, now=asked, whom="أسرته", words="تهديد جديد")
    with pytest.raises(NoProtectionAssessment):
        room.on("handler", actions.plan_session, **PLAN)  # who sees no question is held by it as well
    before = room.on("handler", actions.record_session, draft=replace(HELD, began_at=asked - timedelta(minutes=1)))
    during = room.on("handler", actions.record_session, draft=HELD)

    assert ["NOT_ASSESSED" in one.flags for one in (before, during)] == [False, True]
    [waits] = room.see("guard", Danger, assessed_at=None)
    room.do("guard", protection.assess_danger, danger_id=waits.id, reasons=SAID)
    assert room.on("handler", actions.plan_session, **PLAN).held_at is None


@pytest.mark.rule("REP-10", "W-4")
@pytest.mark.parametrize("counsel", ["absent", "part"])
def test_one_that_took_place_without_counsel_is_kept_and_nothing_rests_on_it(room, counsel):
    made = room.on("prosecutor", actions.record_session, draft=replace(HELD, counsel=counsel))

    assert "NO_COUNSEL" in made.flags
    assert not made.is_usable
    assert ("SESSION_WITHOUT_COUNSEL", made.number) in notices(room)


@pytest.mark.rule("E16")
def test_a_place_on_no_list_is_told_to_the_inspector_planned_or_held(room):
    room.to("window")
    planned = room.on("handler", actions.plan_session, **(PLAN | {"place_code": "", "place": "فيلا"}))
    held = room.on("handler", actions.record_session, draft=replace(HELD, place_code=""))

    assert notices(room) == [(code, row.number) for row in (planned, held) for code in ("SESSION_AT_UNLISTED_PLACE",)]
    assert not held.is_usable


@pytest.mark.rule("E16")
def test_of_one_planned_before_the_list_was_kept_the_place_is_asked_and_nothing_stands_there(room, monkeypatch):
    room.to("window")
    with monkeypatch.context() as before:
        before.setattr(official_places, "settle", lambda code, words, at: (words, True))
        made = room.on("handler", actions.plan_session, **(PLAN | {"place_code": ""}))
    client, page = signed_in("handler"), reverse("cooperation:session", args=[made.id])
    session = client.session
    session["purpose"], session["reference"] = "OPEN_CASE", room.file.number
    session.save()
    held = {"began_at": "2026-01-05T10:00", "ended_at": "2026-01-05T12:00", "place": "الغرفة", "counsel": "attended",
            "present": "هو ومحاميه", "longest_stretch_minutes": "60", "topics": "المخازن"}  # fmt: skip

    assert 'value="-" selected' not in client.get(page).text
    assert client.post(page, held).status_code == 422
    assert room.see("handler", Session)[0].held_at is None
    assert client.post(page, held | {"place_code": "-"}).status_code == 302
    [row] = room.see("handler", Session)
    assert (row.place_code, "UNLISTED_PLACE" in row.flags) == ("", True)


def test_a_session_as_planned_is_usable_and_read_by_its_own_people_alone(room):
    room.to("window")
    made = room.on("handler", actions.plan_session, **PLAN)
    held = room.do("handler", actions.hold_session, session_id=made.id, draft=HELD)

    assert (held.flags, held.is_usable, notices(room)) == ([], True, [])
    with pytest.raises(AlreadyRecorded):
        room.do("prosecutor", actions.hold_session, session_id=made.id, draft=HELD)
    for who in room.cast:
        assert bool(room.see(who, Session)) is (who in ("prosecutor", "handler", "defender")), who
    with pytest.raises(NotFound):
        room.do("other_handler", actions.hold_session, session_id=made.id, draft=HELD)


@pytest.mark.parametrize(
    ("change", "flag"),
    [
        ({"recording": ""}, "NO_RECORDING"), ({"longest_stretch_minutes": 241}, "LONG_WITHOUT_BREAK"),
        ({"began_at": NOW - timedelta(days=2)}, "OUTSIDE_WINDOW"), ({"ended_at": NOW - timedelta(hours=4)}, "CHRONOLOGY"),
    ],
)  # fmt: skip
def test_what_is_to_be_said_of_a_session_is_said(room, change, flag):
    room.to("window")
    made = room.on("handler", actions.record_session, draft=replace(HELD, **change))

    assert flag in made.flags


def test_flags_at_the_edge_of_the_days():
    window = (NOW, NOW + timedelta(days=180))
    told = {
        "counsel": True,
        "is_place_listed": True,
        "recording": "a",
        "longest_stretch_minutes": 240,
        "longest_minutes": 240,
        "window": window,
    }
    assert rules.flags_of(**told, began_at=window[0], ended_at=window[0]) == ()
    assert rules.flags_of(**told, began_at=window[1], ended_at=window[1]) == ()
    late = window[1] + timedelta(seconds=1)
    assert rules.flags_of(**told, began_at=late, ended_at=late) == ("OUTSIDE_WINDOW",)
    assert rules.flags_of(**(told | {"window": None}), began_at=NOW, ended_at=NOW) == ("OUTSIDE_WINDOW",)


@pytest.mark.rule("REP-10")
@pytest.mark.parametrize("was_asked", [True, False])
def test_first_words_are_kept_and_asking_is_told(room, was_asked):
    made = room.on(
        "prosecutor", actions.record_first_words, said_at=NOW, place="البوابة", heard_by="العريف", words="أعرف مكانًا",
        was_asked=was_asked,
    )  # fmt: skip

    assert notices(room) == ([("ASKED_BEFORE_COUNSEL", room.file.number)] if was_asked else [])
    assert [one.id for one in room.see("prosecutor", FirstWords)] == [made.id]
    assert room.see("reviewer", FirstWords) == room.see("owner", FirstWords) == []


@pytest.mark.rule("REP-10")
def test_a_call_of_counsel_runs_a_clock_until_he_comes(room):
    room.to("counsel")
    made = room.on("handler", actions.call_counsel, lawyer="المحامي ب")
    [clock] = room.see("prosecutor", Clock, code="COOP-COUNSEL")
    assert (clock.due_at, clock.met_at) == (NOW + timedelta(hours=2), None)
    assert made.due_at == clock.due_at
    room.do("handler", actions.counsel_came, call_id=made.id, outcome="حضر بعد ساعة")
    assert room.see("prosecutor", Clock, code="COOP-COUNSEL")[0].met_at == NOW
    with pytest.raises(AlreadyRecorded):
        room.do("prosecutor", actions.counsel_came, call_id=made.id, outcome="حضر")
    assert room.see("defender", Call) == []


def test_the_roster_is_of_the_prosecution_and_read_by_handlers(room):
    turn = {"name": "المحامي ب", "phone": "+967 5 000 0170"}
    row = room.do("prosecutor", actions.add_on_call, from_at=NOW, until_at=NOW + timedelta(days=1), **turn)
    with pytest.raises(Invalid):
        room.do("prosecutor", actions.add_on_call, from_at=NOW, until_at=NOW, **turn)
    with pytest.raises(Invalid):
        room.do("prosecutor", actions.add_on_call, from_at=NOW, until_at=NOW + timedelta(days=40), **turn)
    for who in room.cast:
        assert bool(room.see(who, OnCall)) is (who in ("prosecutor", "handler", "other_handler")), who
    room.do("prosecutor", actions.end_on_call, on_call_id=row.id)
    with pytest.raises(AlreadyRecorded):
        room.do("prosecutor", actions.end_on_call, on_call_id=row.id)


def test_pages_of_sessions_and_the_roster(room):
    room.to("window")
    client = signed_in("handler")
    soon = (NOW + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    plan = {
        "planned_for": soon,
        "place": "النيابة",
        "place_code": "agency:court",
        "counsel": "absent",
        "topics": "المخازن",
    }
    refused = client.post(reverse("cooperation:act", args=[room.file.id, "session"]), plan)
    assert (refused.status_code, "NO_COUNSEL" in refused.text) == (409, True)
    done = client.post(reverse("cooperation:act", args=[room.file.id, "session"]), plan | {"counsel": "attended"})
    assert done.status_code == 302
    [row] = room.see("handler", Session)
    page = reverse("cooperation:session", args=[row.id])
    assert row.number in client.get(page).text
    held = {"began_at": "2026-01-05T10:00", "ended_at": "2026-01-05T12:00", "place": "النيابة", "place_code": "-",
            "counsel": "absent", "present": "هو والمستلم", "longest_stretch_minutes": "60", "topics": "المخازن"}  # fmt: skip
    assert client.post(page, held | {"place_code": ""}).status_code == 422
    assert client.post(page, held).status_code == 302
    assert "nothing may rest on it" in client.get(page).text
    assert (
        client.post(reverse("cooperation:act", args=[room.file.id, "call"]), {"lawyer": "المحامي ب"}).status_code == 302
    )
    [call] = room.see("handler", Call)
    page = reverse("cooperation:call", args=[call.id])
    assert "المحامي ب" in client.get(page).text
    assert client.post(page, {"outcome": "حضر بعد ساعة"}).status_code == 302
    roster = reverse("cooperation:roster")
    assert client.get(roster).status_code == 200
    assert client.post(roster, {"name": "ب"}).status_code == 200
    turn = {"name": "المحامي ب", "phone": "+967", "from_at": "2026-01-05T10:00", "until_at": soon}
    assert signed_in("prosecutor").post(roster, turn).status_code == 422
    turn["from_at"] = (NOW + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    assert signed_in("prosecutor").post(roster, turn).status_code == 302
    assert "المحامي ب" in client.get(roster).text
