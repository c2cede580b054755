"""Detentions replayed: clocks, alarms, refusals and quarantine, case by case."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.compartments.custody import events
from tansiq.compartments.custody.replay import replay
from tansiq.kernel.charter.loading import load
from tansiq.kernel.taint import STRETCH

REPOSITORY = Path(__file__).resolve().parents[5]
EXAMPLES = REPOSITORY / "examples" / "custody"
ADEN = ZoneInfo("Asia/Aden")
BEGIN = datetime(2026, 11, 1, 6, 0, tzinfo=ADEN)


@pytest.fixture(scope="module")
def yem():
    return load(REPOSITORY / "charter" / "yem")


@pytest.fixture(scope="module")
def irq():
    return load(REPOSITORY / "charter" / "irq")


def at(hours: float) -> str:
    return (BEGIN + timedelta(hours=hours)).isoformat()


def happened(hours: float, kind: str, person: str | None = "P", **fields: object) -> dict[str, object]:
    return {"kind": kind, "at": at(hours), **({"person": person} if person else {}), **fields}


PRISON = happened(-100, "place_listed", None, place="prison", type="prison")
STATION = happened(-100, "place_listed", None, place="station", type="station")
HOME = happened(-100, "place_listed", None, place="home", type="home")
ARREST = happened(0, "arrest", place="prison", unit="patrol", officers=["O-1"], flagrante=True, age="adult")


def stands(charter, hours: float, *facts: dict[str, object]) -> dict[str, object]:
    """What stands so many hours after the arrest."""
    lines = events.read([json.dumps(fact) for fact in (PRISON, STATION, HOME, *facts)], ADEN)
    return replay(lines, now=BEGIN + timedelta(hours=hours), charter=charter)


def person(found, name="P"):
    return next(one for one in found["people"] if one["person"] == name)


def clock(found, code, name="P"):
    return next(one for one in person(found, name)["clocks"] if one["clock"] == code)


def codes(found, name="P"):
    return [alarm["code"] for alarm in person(found, name)["alarms"]]


@pytest.mark.parametrize(
    ("hours", "facts", "state", "late", "told"),
    [
        (23, [], "running", 0, []),
        (24, [], "running", 0, []),
        (24.5, [], "late", 30, ["prosecution"]),
        (37, [], "late", 780, ["prosecution", "inspector"]),
        (48, [happened(20, "presented", to="judge")], "met", 0, []),
        (48, [happened(25, "presented", to="prosecution")], "met", 60, ["prosecution"]),
        (48, [happened(10, "released")], "stopped", 0, []),
    ],
)
def test_whoever_is_arrested_is_brought_before_a_judge_or_the_prosecution(yem, hours, facts, state, late, told):
    found = clock(stands(yem, hours, ARREST, *facts), "ARR-TO-JUDICIARY")

    assert (found["state"], found["late_minutes"], found["told"]) == (state, late, told)
    assert (found["runs_on"], found["ours"], found["confidence"]) == ("arrest", False, "high")


@pytest.mark.parametrize(
    ("until", "due"), [(72, 72), (168, 168), (400, 168)], ids=["shorter", "seven days", "longer than the law"]
)
def test_an_order_of_the_prosecution_moves_its_hold_and_never_past_seven_days(yem, until, due):
    order = happened(20, "detention_order", by="prosecution", number="N1", until=at(until))

    found = stands(yem, 30, ARREST, order)

    assert clock(found, "PROS-HOLD")["due"] == at(due)
    assert ("ORDER_TOO_LONG" in person(found)["flags"]) is (until > 168)


def test_an_order_of_a_judge_meets_the_hold_of_the_prosecution_and_its_end_alarms_whatever_the_confidence(yem):
    order = happened(100, "detention_order", by="judge", number="J1", until=at(300))

    before, after = stands(yem, 299, ARREST, order), stands(yem, 301, ARREST, order)

    assert clock(before, "PROS-HOLD")["state"] == "met"
    assert (clock(before, "JUDGE-EXTEND")["due"], clock(before, "JUDGE-EXTEND")["told"]) == (at(300), [])
    assert clock(after, "JUDGE-EXTEND")["state"] == "late"
    assert clock(after, "JUDGE-EXTEND")["confidence"] == "low"
    assert clock(after, "JUDGE-EXTEND")["told"] == ["court"]
    assert "ORDER_ENDED" in codes(after)


@pytest.mark.rule("W-5")
def test_law_that_nobody_has_confirmed_is_shown_with_its_true_state_and_tells_nobody(yem):
    found = clock(stands(yem, 60, ARREST, happened(20, "presented", to="prosecution")), "PROS-DECIDE")

    assert (found["state"], found["late_minutes"], found["told"]) == ("late", 960, [])


@pytest.mark.rule("EVD-12", "Q-26")
def test_a_release_spoken_in_court_counts_and_an_obstacle_off_the_list_does_not(yem):
    spoken = happened(200, "release_ordered", by="court", spoken=True)
    diya = happened(201, "obstacle", code="UNPAID-DIYA", number="D1")
    bare = happened(202, "obstacle", code="COURT-STAY")

    found = stands(yem, 225, ARREST, spoken, diya, bare)

    assert [one["code"] for one in found["refused"]] == ["NOT_AN_OBSTACLE", "NOT_AN_OBSTACLE"]
    assert clock(found, "RELEASE-EXECUTE")["state"] == "late"
    assert clock(found, "PROS-HOLD")["state"] == "stopped"


def test_an_obstacle_stops_the_release_while_it_is_valid_and_no_longer(yem):
    facts = (
        ARREST,
        happened(200, "release_ordered", by="court", number="R1"),
        happened(210, "obstacle", code="OWN-WISH", number="W1"),
    )

    during, after = stands(yem, 240, *facts), stands(yem, 259, *facts)

    assert clock(during, "RELEASE-EXECUTE")["state"] == "stopped"
    assert clock(after, "RELEASE-EXECUTE")["state"] == "running"
    assert clock(stands(yem, 273, *facts), "RELEASE-EXECUTE")["late_minutes"] == 60


@pytest.mark.rule("EVD-06", "W-4")
def test_a_place_off_the_list_is_written_down_and_the_inspector_told(yem):
    villa = {**ARREST, "place": "villa"}

    found = stands(yem, 1, villa)

    assert person(found)["where"] == "villa"
    assert person(found)["alarms"] == [{"code": "UNLISTED_PLACE", "since": at(0), "told": ["inspector"]}]
    assert found["refused"] == []


@pytest.mark.rule("EVD-06", "G8", "RL-11", "W-4")
@pytest.mark.parametrize(
    ("plan", "refusal"),
    [
        ({"to": "villa", "risk_review": True, "legal_signoff": True, "informed_at": at(1)}, "NOT_A_PLACE_OF_DETENTION"),
        ({"to": "station", "risk_review": False, "legal_signoff": True, "informed_at": at(1)}, "NO_TRANSFER_REVIEW"),
        ({"to": "station", "risk_review": True, "legal_signoff": True}, "NO_TRANSFER_REVIEW"),
        ({"to": "station", "risk_review": True, "legal_signoff": True, "informed_at": at(1)}, None),
    ],
)
def test_a_plan_is_refused_and_what_happened_is_not(yem, plan, refusal):
    facts = (
        ARREST,
        happened(2, "transfer_authorised", **plan),
        happened(80, "left", place="prison", to=plan["to"], expected_at=at(82)),
        happened(81, "arrived", place=plan["to"]),
    )

    found = stands(yem, 90, *facts)

    assert [one["code"] for one in found["refused"]] == ([refusal] if refusal else [])
    assert person(found)["where"] == plan["to"]
    assert ("NO_TRANSFER_REVIEW" in person(found)["flags"]) is (refusal is not None)


def test_whoever_left_and_did_not_arrive_is_missing(yem):
    left = happened(10, "left", place="prison", to="station", expected_at=at(12))

    assert person(stands(yem, 12, ARREST, left))["where"] == "in_transfer"
    assert person(stands(yem, 12.1, ARREST, left))["where"] == "unaccounted"
    assert "MISSING_IN_TRANSFER" in codes(stands(yem, 12.1, ARREST, left))


@pytest.mark.parametrize("age", ["child", "doubtful"])
def test_whoever_is_or_may_be_a_child_follows_the_childs_path_until_a_ruling(yem, age):
    arrest = {**ARREST, "place": "station", "age": age}

    found = stands(yem, 30, arrest)
    ruled = stands(yem, 30, arrest, happened(26, "age_ruled", age="adult", record="J1"))

    assert clock(found, "CHILD-HANDOVER")["told"] == ["child_protection"]
    assert clock(found, "CHILD-TO-JUDICIARY")["state"] == "late"
    assert clock(found, "JUV-O12-STATION")["late_minutes"] == 360
    assert clock(ruled, "CHILD-HANDOVER")["state"] == "stopped"


def test_a_child_under_twelve_in_a_police_station_alarms_at_once_and_a_birth_overrules_what_was_written(yem):
    found = stands(yem, 1, {**ARREST, "place": "station", "born_on": "2016-02-01"})

    assert "CHILD_IN_STATION" in codes(found)
    assert "AGE_CONFLICT" in person(found)["flags"]
    assert (
        clock(stands(yem, 40, ARREST | {"age": "child"}, happened(20, "arrived", place="home")), "CHILD-HANDOVER")[
            "state"
        ]
        == "met"
    )


def test_a_death_alarms_and_stops_the_clocks(yem):
    found = stands(yem, 50, ARREST, happened(10, "died"))

    assert person(found)["where"] == "dead"
    assert person(found)["alarms"] == [
        {"code": "DEATH_IN_CUSTODY", "since": at(10), "told": ["inspector", "prosecution"]}
    ]
    assert clock(found, "ARR-TO-JUDICIARY")["state"] == "stopped"


def test_a_presentation_before_the_arrest_keeps_both_and_runs_from_the_earlier(yem):
    found = stands(yem, 30, ARREST, happened(-3, "presented", to="judge"))

    assert "CHRONOLOGY" in person(found)["flags"]
    assert clock(found, "ARR-TO-JUDICIARY")["started"] == at(-3)


def test_whoever_is_caught_again_has_clocks_again(yem):
    found = stands(yem, 80, ARREST, happened(30, "escaped"), happened(50, "recaptured", place="prison"))

    assert person(found)["where"] == "prison"
    assert [one["runs_on"] for one in person(found)["clocks"] if one["clock"] == "REGISTER"] == ["arrest", "recaptured"]


def test_whoever_is_caught_again_and_nobody_says_where_is_where_he_was(yem):
    found = stands(yem, 80, ARREST, happened(30, "escaped"), happened(50, "recaptured"))

    assert person(found)["where"] == "prison"


@pytest.mark.parametrize(
    ("code", "first"), [("CHILD-HANDOVER", "child_protection"), ("RELEASE-EXECUTE", "prosecution")]
)
@pytest.mark.parametrize(("hours", "tells_inspector"), [(25, False), (47, False), (48, True)])
def test_those_above_are_told_when_the_row_says(yem, code, first, hours, tells_inspector):
    ordered = happened(0, "release_ordered", by="court", number="R1")

    told = clock(stands(yem, hours, {**ARREST, "age": "child"}, ordered), code)["told"]

    assert told[0] == first
    assert ("inspector" in told) is tells_inspector


@pytest.mark.rule("W-5")
def test_the_longest_that_unconfirmed_law_gives_tells_nobody_before_the_order_itself_has_ended(yem):
    order = happened(20, "detention_order", by="judge", number="J1", until=at(20 + 60 * 24))

    before, after = stands(yem, 20 + 50 * 24, ARREST, order), stands(yem, 21 + 60 * 24, ARREST, order)

    assert (clock(before, "JUDGE-EXTEND")["state"], clock(before, "JUDGE-EXTEND")["told"]) == ("late", [])
    assert "court" in clock(after, "JUDGE-EXTEND")["told"]


def test_hours_in_a_second_station_count_from_the_arrest(yem):
    child = {**ARREST, "place": "station", "age": "child"}
    second = happened(-100, "place_listed", None, place="station 2", type="station")
    moved = (happened(10, "left", place="station", to="station 2"), happened(12, "arrived", place="station 2"))

    found = clock(stands(yem, 30, second, child, *moved), "JUV-O12-STATION")

    assert (found["runs_on"], found["started"], found["state"], found["late_minutes"]) == ("arrest", at(0), "late", 360)


@pytest.mark.rule("EVD-06")
def test_whoever_spoke_in_a_place_off_the_list_was_held_there(yem):
    said = happened(5, "statement", statement="S", place="villa", counsel=True, recorded=True)

    found = person(stands(yem, 9, ARREST, said))

    assert found["alarms"] == [{"code": "UNLISTED_PLACE", "since": at(5), "told": ["inspector"]}]
    assert found["quarantined"] == ["S"]


SAID = {"statement": "S", "place": "prison", "counsel": True, "recorded": True, "longest_stretch_minutes": 60}


@pytest.mark.rule("EVD-06")
def test_whoever_spoke_where_he_was_held_was_held_nowhere_else(yem):
    found = person(stands(yem, 9, ARREST, happened(5, "statement", **SAID)))

    assert [alarm for alarm in found["alarms"] if alarm["code"] == "UNLISTED_PLACE"] == []


@pytest.mark.rule("G7", "E16")
@pytest.mark.parametrize(
    ("conditions", "more", "is_closed"),
    [
        ({}, [], False),
        ({"counsel": False}, [], True),
        ({"place": "villa"}, [], True),
        ({"recorded": False, "longest_stretch_minutes": 300}, [], False),
        ({}, [happened(9, "taint_alleged", None, statement="S", indicator="injuries")], True),
        (
            {"counsel": False},
            [happened(99, "taint_ruled", None, statement="S", result="admissible", record="J")],
            False,
        ),
        (
            {"counsel": False},
            [happened(99, "taint_ruled", None, statement="S", result="inadmissible", record="J")],
            True,
        ),
    ],
)
def test_a_tainted_statement_is_closed_with_everything_derived_until_a_judge_rules(yem, conditions, more, is_closed):
    facts = [
        ARREST,
        happened(1, "counsel", result="offered"),
        happened(5, "statement", **(SAID | conditions)),
        happened(7, "derived", None, record="R1", **{"from": ["S"]}),
        happened(8, "derived", None, record="R2", **{"from": ["R1"]}),
        *more,
    ]

    assert person(stands(yem, 120, *facts))["quarantined"] == (["R1", "R2", "S"] if is_closed else [])


@pytest.mark.rule("EVD-04")
@pytest.mark.parametrize(("minutes", "limit", "is_flagged"), [(240, 4, False), (241, 4, True), (181, 3, True)])
def test_how_long_somebody_is_heard_without_a_break_the_charter_says(yem, irq, minutes, limit, is_flagged):
    taken = happened(5, "statement", **(SAID | {"longest_stretch_minutes": minutes}))
    for whole in (yem, irq):
        rows = [row.model_copy(update={"limit": limit}) if row.code == STRETCH else row for row in whole.clocks]
        found = person(stands(replace(whole, clocks=tuple(rows)), 9, ARREST, taken))
        assert ("LONG_WITHOUT_BREAK" in found["flags"]) is is_flagged
        assert found["quarantined"] == []


@pytest.mark.rule("G23")
def test_a_statement_before_counsel_was_offered_is_flagged(yem):
    taken = happened(5, "statement", **(SAID | {"counsel": False}))

    assert "NO_OFFER_OF_COUNSEL" in person(stands(yem, 9, ARREST, taken))["flags"]
    offered = happened(4, "counsel", result="refused")
    assert "NO_OFFER_OF_COUNSEL" not in person(stands(yem, 9, ARREST, offered, taken))["flags"]


@pytest.mark.rule("EVD-13")
@pytest.mark.parametrize(
    ("origin", "is_closed"),
    [
        (None, True),
        ({"recorded_at": at(2), "by": "A", "had_read": ["S"]}, False),
        ({"recorded_at": at(6), "by": "A", "had_read": ["S"]}, True),
        ({"recorded_at": at(6), "by": "A", "had_read": ["R0"]}, True),
        ({"recorded_at": at(6), "by": "A", "had_read": []}, False),
        ({"recorded_at": at(6), "by": "A"}, True),
    ],
    ids=["none", "before it", "after, had read it", "after, had read what came of it", "never saw it", "no log"],
)
def test_a_taint_ends_only_at_an_origin_of_its_own(yem, origin, is_closed):
    facts = [
        ARREST,
        happened(5, "statement", **(SAID | {"counsel": False})),
        happened(6, "derived", None, record="R0", **{"from": ["S"]}),
        happened(7, "derived", None, record="R1", independent_origin=origin, **{"from": ["S"]}),
    ]

    assert ("R1" in person(stands(yem, 120, *facts))["quarantined"]) is is_closed


@pytest.mark.parametrize("about", ["P", {"person": "P"}])
def test_an_enquiry_has_its_clock(yem, about):
    found = stands(yem, 60, ARREST, happened(5, "enquiry", None, enquiry="E1", about=about, by="kin", kin_shown=True))

    assert (clock(found, "ENQUIRY")["state"], clock(found, "ENQUIRY")["told"]) == ("late", ["custody"])


@pytest.mark.parametrize("name", ["cell", "release"])
def test_the_worked_cases_come_out_as_they_stand_beside_them(name, yem):
    expected = json.loads((EXAMPLES / f"{name}.json").read_text())
    lines = events.read_file(EXAMPLES / f"{name}.jsonl", ADEN)

    assert replay(lines, now=datetime.fromisoformat(expected["at"]), charter=yem) == expected


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("nonsense", "no JSON object"),
        ("[1]", "no JSON object"),
        ('{"kind": "arrested", "at": "2026-11-01"}', "unknown kind 'arrested'"),
        ('{"at": "2026-11-01"}', "kind is missing"),
        ('{"kind": "registered", "at": "2026-11-01"}', "person"),
        ('{"kind": "registered", "at": "2026-11-01", "person": "P", "by": "x"}', "registered has no key 'by'"),
        ('{"kind": "registered", "at": "2026-11-01T06:00", "person": "P"}', "at"),
        ('{"kind": "registered", "at": "yesterday", "person": "P"}', "at"),
        ('{"kind": "presented", "at": "2026-11-01", "person": "P", "to": "general"}', "to"),
        ('{"kind": "registered", "kind": "died", "at": "2026-11-01", "person": "P"}', "a key stands twice"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(line, why):
    with pytest.raises(events.UnreadableError, match="line 2") as told:
        events.read([json.dumps(PRISON), line], ADEN)

    assert why in told.value.why


def test_a_bare_date_is_that_day_in_the_charters_place():
    [line] = events.read(['{"kind": "registered", "at": "2026-11-01", "person": "P"}'], ADEN)

    assert line.at == datetime(2026, 11, 1, tzinfo=ADEN)
    assert events.end_of(date(2026, 11, 1), ADEN) > datetime(2026, 11, 1, 23, 59, tzinfo=ADEN)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), hours=st.integers(0, 400), twice=st.booleans())
def test_neither_the_order_of_the_lines_nor_an_event_given_twice_means_anything(yem, seed, hours, twice):
    lines = [line for line in (EXAMPLES / "cell.jsonl").read_text().splitlines() if line]
    mixed = lines * 2 if twice else list(lines)
    random.Random(seed).shuffle(mixed)
    now = BEGIN + timedelta(hours=hours)

    one, other = (replay(events.read(of, ADEN), now=now, charter=yem) for of in (lines, mixed))

    assert one["people"] == other["people"]
    assert len(one["refused"]) == len(other["refused"])


KINDS = ("registered", "medical_check", "presented", "left", "arrived", "released", "died", "escaped", "recaptured")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(-10, 200)), max_size=9), st.integers(0, 300))
def test_no_sequence_of_facts_is_ever_refused_or_fails(yem, facts, hours):
    fields = {"presented": {"to": "judge"}, "left": {"place": "prison"}, "arrived": {"place": "villa"}}
    said = [happened(hour, kind, **fields.get(kind, {})) for kind, hour in facts]

    found = stands(yem, hours, ARREST, *said)

    assert found["refused"] == []
    assert {one["person"] for one in found["people"]} == {"P"}


def test_the_schema_in_the_documents_is_that_of_the_events():
    assert json.loads((REPOSITORY / "docs" / "custody.schema.json").read_text()) == events.ADAPTER.json_schema()


@pytest.mark.rule("G8")
@pytest.mark.parametrize(("after", "early"), [(71.9, True), (72, False)])
@pytest.mark.parametrize("country", ["yem", "irq"])
def test_nobody_is_taken_away_before_the_time_to_object_is_over(request, country, after, early):
    pack = request.getfixturevalue(country)
    plan = happened(4, "transfer_authorised", to="station", risk_review=True, legal_signoff=True, informed_at=at(5))
    found = stands(pack, 200, ARREST, plan, happened(5 + after, "left", place="prison", to="station"))

    assert ("BEFORE_APPEAL_WINDOW" in person(found)["flags"]) is early
