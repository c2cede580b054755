"""Holds, the steps of our office, inquiries and flags; and what every file has in common."""

from __future__ import annotations

from datetime import date

import pytest

from tansiq.compartments.victims import events
from tansiq.compartments.victims.replay import replay as replayed
from tansiq.compartments.victims.tests.scenes import case as usual
from tansiq.compartments.victims.tests.scenes import (
    certificate,
    characterised,
    codes,
    event,
    held,
    of,
    of_heir,
    pack,
    pardon,
    refusals,
    replay,
    right,
    ruled,
    stands,
    waiver,
)
from tansiq.kernel.replays import line_of

SESSION = of("session", "2026-03-02T10:00+03:00")
CONFIRMED = of("second_confirmation", "2026-03-16T10:00+03:00")
SENT = of("sent_to_court", "2026-03-17")


@pytest.mark.rule("Q-23")
def test_a_hold_stands_from_the_minute_of_the_waiver_and_the_court_has_its_task_within_a_day():
    [timed] = stands(waiver(at="2026-03-01T22:30+00:00"))["holds"]
    [dated] = stands(waiver(at="2026-03-01"))["holds"]

    assert timed == {
        "waiver": "W1", "since": "2026-03-02T01:30:00+03:00", "court_task_due": "2026-03-03T01:30:00+03:00",
    }  # fmt: skip
    assert dated == {"waiver": "W1", "since": "2026-03-01", "court_task_due": "2026-03-02"}
    assert stands(waiver())["stop"]
    assert "RULE_ON_WAIVER" in codes(stands(waiver()))
    assert "RULE_ON_WAIVER" not in codes(stands(waiver(), ruled("hold_ruled")))
    assert not stands(waiver(), at="2026-02-28")["stop"]


@pytest.mark.rule("Q-23")
@pytest.mark.parametrize("kind", ["court_validated", "court_rejected", "hold_ruled"])
def test_a_judge_ends_a_hold_by_the_number_of_a_record(kind):
    assert held(stands(waiver(), ruled(kind))) == []
    assert held(stands(waiver(), ruled(kind, record=""))) == ["W1"]
    assert held(stands(waiver(), ruled(kind), at="2026-03-31")) == ["W1"]
    assert held(stands(waiver(), waiver("W2", "brother"), ruled(kind))) == ["W2"]


@pytest.mark.rule("Q-23")
@pytest.mark.parametrize(
    "later",
    [
        of("waiver_withdrawn", "2026-04-01"),
        of("inquiry_closed", "2026-04-01", outcome="void"),
        of("inquiry_closed", "2026-04-01", outcome="stands"),
        characterised("hadd", "2026-04-01"),
        characterised("tazir", "2026-04-01"),
        event("heir_died", "2026-04-01", heir="wife"),
        event("offender_died", "2026-04-01", accused="A1"),
        event("judgment", "2026-04-01", charge="C-V1-A1", result="acquitted", final=True),
        pardon("brother"),
        certificate("2026-04-01", {"heir": "uncle", "share": "1/1", "capacity": "capable"}, name="H2", supersedes="H1"),
        SENT | {"at": "2026-04-01"},
    ],
)
def test_nothing_else_ends_it(later):
    found = replay([*usual(), waiver(), later])

    assert all(held(one) == ["W1"] for one in found["rights"])


@pytest.mark.rule("Q-23")
def test_a_ruling_before_the_paper_ends_no_hold():
    early = stands(waiver(), ruled("hold_ruled", "2026-02-20"))

    assert held(early) == ["W1"]
    assert "CHRONOLOGY" in early["flags"]


@pytest.mark.rule("Q-23")
def test_a_paper_about_diya_alone_does_not_hold():
    assert held(stands(waiver(qisas=False, diya="waived"))) == []


def test_a_hold_stands_on_every_right_of_the_pair_and_on_no_other():
    found = replay([
        *usual(), characterised("hadd", charge="C-9"), characterised(accused="A2"), characterised(victim="V2"), waiver(),
    ])  # fmt: skip

    assert [(one["victim"], one["accused"], one["track"]) for one in found["rights"] if one["stop"]] == [
        ("V1", "A1", "qisas"),
        ("V1", "A1", "hadd"),
    ]


@pytest.mark.rule("Q-23")
def test_two_versions_keep_the_first_and_either_may_hold():
    first, second = waiver(qisas=False, diya="waived"), waiver(at="2026-03-02")
    validated = ruled("court_validated")
    found = stands(first, second)

    assert "two_versions" in found["flags"]
    assert "TWO_VERSIONS" in codes(found)
    assert [hold["since"] for hold in found["holds"]] == ["2026-03-02"]
    assert stands(first, second, validated)["state"] == "right_open"
    assert "two_versions" not in stands(first, first | {"at": "2026-03-01"})["flags"]


def test_the_flag_stands_beside_the_hold():
    assert "hold" in stands(waiver())["flags"]
    assert "hold" not in stands(waiver(), ruled("hold_ruled"))["flags"]


def test_a_hold_that_was_ruled_on_leaves_the_waiver_where_it_was():
    assert of_heir(stands(waiver(), ruled("hold_ruled")))["waiver"] == "alleged"


def test_a_waiver_goes_its_way_through_the_office():
    facts = [waiver(), SESSION, CONFIRMED, SENT]

    def state(at, *more):
        return of_heir(stands(*facts, *more, at=at))["waiver"]

    assert [state(day) for day in ("2026-03-01", "2026-03-02", "2026-03-03", "2026-03-16", "2026-03-17")] == [
        "alleged", "interviewed", "cooling_off", "reconfirmed", "sent_to_court",
    ]  # fmt: skip
    assert state("2026-05-01", ruled("court_rejected")) == "court_rejected"
    assert state("2026-05-01", ruled("court_validated")) == "court_validated"
    assert state("2026-05-01", of("waiver_withdrawn", "2026-04-01")) == "withdrawn"
    assert state("2026-05-01", of("inquiry_closed", "2026-04-01", outcome="void")) == "void"


@pytest.mark.rule("Q-10", "G11")
@pytest.mark.parametrize(
    ("at", "code"),
    [
        ("2026-03-01T10:00+03:00", ["TOO_EARLY"]),
        ("2026-03-09T09:59:59+03:00", ["TOO_EARLY"]),
        ("2026-03-09T10:00+03:00", []),
        ("2026-03-08", ["TOO_EARLY"]),
        ("2026-03-09", []),
    ],
)
def test_a_second_confirmation_before_day_seven_is_too_early(at, code):
    found = stands(waiver(), SESSION, of("second_confirmation", at))

    assert refusals(found) == code
    assert of_heir(found)["waiver"] == ("cooling_off" if code else "reconfirmed")


@pytest.mark.rule("Q-10", "G11")
def test_our_office_sends_nothing_without_a_session_and_a_second_confirmation():
    assert refusals(stands(waiver(), SENT)) == ["NO_SESSION"]
    assert refusals(stands(waiver(), SESSION, SENT)) == ["NOT_RECONFIRMED"]
    assert refusals(stands(waiver(), of("second_confirmation", "2026-03-16"))) == ["TOO_EARLY"]
    # What the office missed is no defence against the court's own record.
    assert stands(waiver(), SENT, ruled("court_validated"))["state"] == "qisas_dropped"
    assert "SHORT_COOLING_OFF" in codes(stands(waiver(), SESSION, of("second_confirmation", "2026-03-10")))
    assert "SHORT_COOLING_OFF" not in codes(stands(waiver(), SESSION, CONFIRMED))


def test_what_comes_too_late_is_refused_as_well():
    died = event("heir_died", "2026-03-05", heir="wife")
    withdrawn = of("waiver_withdrawn", "2026-03-05")

    assert refusals(stands(waiver(), SESSION, died, CONFIRMED)) == ["CHRONOLOGY"]
    assert refusals(stands(waiver(), SESSION, withdrawn, CONFIRMED)) == ["WITHDRAWN"]
    # A dead heir's waiver goes to the judge as it stands, and stays alleged.
    found = stands(waiver(), died, SENT)
    assert (refusals(found), of_heir(found)["waiver"]) == ([], "alleged")


@pytest.mark.rule("E44")
@pytest.mark.parametrize("reader", [None, "", "none", "لا يوجد"])
def test_a_thumbprint_without_a_reader_is_flagged_and_not_sent(reader):
    found = stands(waiver(literate=False, reader=reader), SESSION, CONFIRMED, SENT)

    assert "no_reader" in found["flags"]
    assert refusals(found) == ["NO_READER"]
    assert of_heir(found)["waiver"] == "reconfirmed"
    read = stands(waiver(literate=False, reader="a teacher"), SESSION, CONFIRMED, SENT)
    assert (refusals(read), "no_reader" in read["flags"]) == ([], False)


@pytest.mark.rule("Q-10", "Q-24")
@pytest.mark.parametrize("direction", ["to_waive", "not_to_waive"])
def test_pressure_in_either_direction_opens_an_inquiry_that_frees_nobody(direction):
    opened = of("inquiry_opened", "2026-03-05", raised_by="brother", direction=direction, indicators=[])
    closed = of("inquiry_closed", "2026-03-20", outcome="stands")

    found = stands(waiver(), opened)
    assert "coercion_inquiry" in found["flags"]
    assert (held(found), of_heir(found)["waiver"]) == (["W1"], "alleged")
    assert "coercion_inquiry" not in stands(waiver(), opened, closed)["flags"]
    assert "coercion_inquiry" in stands(waiver(), opened, closed, opened | {"at": "2026-03-21"})["flags"]
    nobodys = of("inquiry_opened", "2026-03-05", "W9", raised_by="brother", direction=direction, indicators=[])
    assert "coercion_inquiry" in stands(nobodys)["flags"]
    assert stands(nobodys)["refused"] == []


@pytest.mark.rule("Q-24")
@pytest.mark.parametrize(
    ("more", "flag"),
    [
        ({"place": "سجن المكلا المركزي"}, "detention_or_military_place"),
        ({"place": "في المعسكر"}, "detention_or_military_place"),
        ({"place": "Coast camp"}, "detention_or_military_place"),
        ({"offered_by": "قائد اللواء", "paid": "مال"}, "security_payment"),
    ],
)
def test_signs_of_pressure_raise_a_flag_and_decide_nothing(more, flag):
    found = stands(waiver(**more))

    assert flag in found["flags"]
    assert (found["state"], of_heir(found)["waiver"]) == ("right_open", "alleged")
    assert "COERCION_INDICATORS" in codes(found)
    assert flag not in stands(waiver(place="a house in campania", offered_by="officers' widow"))["flags"]


@pytest.mark.rule("Q-24")
def test_one_witness_on_more_than_three_waivers_is_a_sign():
    papers = [waiver(f"W{number}", witnesses=["Salem"]) for number in range(4)]

    assert "same_witness" not in stands(*papers[:3])["flags"]
    assert "same_witness" in stands(*papers)["flags"]


@pytest.mark.rule("W-4")
@pytest.mark.parametrize(
    "fact",
    [
        ruled("court_validated", "2026-02-20"),
        of("waiver_withdrawn", "2026-02-20"),
        event("heir_died", "2026-02-20", heir="wife"),
        pardon("brother", "2025-12-01"),
        certificate("2025-12-01", name="H0"),
    ],
)
def test_times_that_do_not_fit_are_flagged_and_the_fact_stands(fact):
    found = stands(waiver(), fact)

    assert "CHRONOLOGY" in found["flags"]
    assert found["refused"] == []


def test_a_day_and_a_time_of_that_day_fit():
    found = stands(waiver(at="2026-04-01T18:00+03:00"), VALIDATED_THAT_DAY)

    assert "CHRONOLOGY" not in found["flags"]
    assert (found["state"], found["stop"]) == ("qisas_dropped", False)


VALIDATED_THAT_DAY = ruled("court_validated", "2026-04-01")


@pytest.mark.parametrize("kind", ["court_validated", "court_rejected", "hold_ruled"])
def test_a_waiver_that_nobody_recorded_has_no_rulings(kind):
    assert refusals(stands(ruled(kind))) == ["UNKNOWN_WAIVER"]
    # At that moment it does not exist yet.
    assert refusals(stands(ruled(kind, "2026-02-20"), waiver(), at="2026-02-25")) == ["UNKNOWN_WAIVER"]


def test_the_moment_cuts_and_a_day_counts_whole():
    late = ruled("court_validated", "2026-04-01T23:59:59+03:00")

    assert stands(waiver(), late, at="2026-04-01")["state"] == "qisas_dropped"
    assert stands(waiver(), late, at="2026-04-01T23:59:58+03:00")["state"] == "right_open"
    found = replay([*usual(), waiver()], at="2026-04-01T20:00+00:00")
    assert found["at"] == "2026-04-01T23:00:00+03:00"


def test_lines_that_no_file_has_sorted_have_the_same_answer():
    law = pack("yem")
    tz = law.jurisdiction.tz
    read = [events.ADAPTER.validate_python(fact) for fact in [*usual(), waiver(), SESSION, ruled("hold_ruled")]]
    lines = [line_of(one, tz, number=number) for number, one in enumerate(read, 1)]

    first = replayed(lines, at=date(2026, 12, 31), charter=law)
    assert replayed([*lines[::-1], *lines], at=date(2026, 12, 31), charter=law) == first
    assert first.rights[0].heirs[0].waiver == "cooling_off"


def test_accused_of_unknown_age_is_told_to_the_court():
    assert "AGE_NOT_RECORDED" in codes(right(replay([characterised()])))
