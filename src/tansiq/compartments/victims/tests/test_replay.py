"""The heirs' right replayed: states, waivers and refusals, case by case."""

from __future__ import annotations

import pytest

from tansiq.compartments.victims.answer import Heir, Right
from tansiq.compartments.victims.tests.scenes import (
    accused,
    case,
    certificate,
    characterised,
    codes,
    event,
    heir,
    held,
    of,
    of_heir,
    pardon,
    refusals,
    replay,
    right,
    ruled,
    stands,
    victim,
    waiver,
)

VALIDATED = ruled("court_validated")
REQUEST = event("request", "2026-02-10", heir="brother", victim="V1", accused="A1")


@pytest.mark.parametrize(
    ("facts", "track", "state"),
    [
        ([victim(), accused()], "qisas", "not_opened"),
        ([victim(), accused(), characterised()], "qisas", "heirs_search"),
        ([victim(), accused(), certificate()], "qisas", "heirs_listed"),
        ([victim(), accused(), certificate(), characterised()], "qisas", "right_open"),
        ([victim(), accused(), certificate(), characterised("hadd")], "hadd", "not_waivable"),
        ([victim(), accused(), characterised("tazir")], "tazir", "not_waivable"),
    ],
)
def test_a_right_opens_with_a_certificate_and_a_characterisation(facts, track, state):
    assert right(replay(facts), track=track)["state"] == state


@pytest.mark.rule("Q-02", "Q-09", "Q-05")
def test_one_heirs_validated_waiver_ends_retaliation_for_all():
    before, after = stands(waiver()), stands(waiver(), VALIDATED)

    assert (before["state"], of_heir(before)["waiver"]) == ("right_open", "alleged")
    assert (after["state"], of_heir(after)["waiver"], after["stop"]) == ("qisas_dropped", "court_validated", False)


@pytest.mark.rule("Q-02", "JUD-04")
def test_it_touches_no_other_victim_accused_or_track():
    facts = [
        *case(), victim("V2"), accused("A2"), certificate(name="H2", victim="V2"), characterised(accused="A2"),
        characterised(victim="V2"), characterised("hadd", charge="C-9"), waiver(), VALIDATED,
    ]  # fmt: skip
    found = replay(facts)
    states = {(one["victim"], one["accused"], one["track"]): one["state"] for one in found["rights"]}

    assert states == {
        ("V1", "A1", "qisas"): "qisas_dropped", ("V1", "A1", "hadd"): "not_waivable",
        ("V1", "A2", "qisas"): "right_open", ("V2", "A1", "qisas"): "right_open",
    }  # fmt: skip
    assert of_heir(right(found, track="hadd"))["waiver"] is None


@pytest.mark.rule("E06")
def test_a_widow_waives_a_brother_objects_and_there_are_minors():
    objects = of("inquiry_opened", "2026-03-05", raised_by="brother", direction="to_waive", indicators=[])
    found = stands(REQUEST, waiver(), objects)
    ended = stands(REQUEST, waiver(), objects, VALIDATED)

    assert found["flags"] == ["minor", "coercion_inquiry", "hold"]
    assert (found["state"], held(found)) == ("right_open", ["W1"])
    assert (ended["state"], ended["stop"]) == ("qisas_dropped", False)
    assert [(one["requested"], one["waiver"], one["diya"]) for one in ended["heirs"]] == [
        (False, "court_validated", "claimed"),
        (True, None, "claimed"),
        (False, None, "claimed"),
    ]


@pytest.mark.rule("Q-01")
def test_a_request_and_a_waiver_are_two_ledgers_and_silence_is_neither():
    silent, asked = stands(), stands(REQUEST)
    both = stands(REQUEST, waiver(who="brother"), VALIDATED)

    assert [one["requested"] for one in asked["heirs"]] == [False, True, False]
    assert {one["waiver"] for one in silent["heirs"]} == {None}
    assert "NO_HEIR_ASKS" in codes(silent)
    assert "REQUEST_RECORDED" in codes(asked)
    assert of_heir(both, "brother")["requested"]
    assert both["state"] == "qisas_dropped"


@pytest.mark.rule("Q-13")
def test_what_the_public_right_still_brings_is_never_computed():
    [step] = [step for step in stands(waiver(), VALIDATED)["steps"] if step["code"] == "PUBLIC_RIGHT"]

    assert step == {"code": "PUBLIC_RIGHT", "who": "court", "article": "235", "confidence": "medium", "settled": False}


@pytest.mark.rule("Q-04")
def test_a_pardon_before_judgment_and_one_after_it_open_different_steps():
    judgment = event("judgment", "2026-03-15", charge="C-V1-A1", result="convicted", final=False)

    assert "NOT_PRONOUNCED" in codes(stands(waiver(), VALIDATED))
    after = codes(stands(waiver(), judgment, VALIDATED))
    assert "STAY" in after
    assert "NOT_PRONOUNCED" not in after


@pytest.mark.rule("Q-05")
def test_a_court_paper_without_its_number_is_pending():
    found = stands(waiver(), ruled("court_validated", record=" "))

    assert (found["state"], of_heir(found)["waiver"], held(found)) == ("right_open", "alleged", ["W1"])
    assert refusals(found) == ["NOT_VALIDATED"]


@pytest.mark.parametrize("channel", ["session", "in_court", "paper", "phone", "tribal"])
def test_whatever_the_channel_a_paper_is_alleged(channel):
    assert of_heir(stands(waiver(channel=channel)))["waiver"] == "alleged"


@pytest.mark.rule("Q-11", "Q-12", "E12")
@pytest.mark.parametrize("part", ["all", "some"])
def test_an_offender_who_inherits_any_part_bars_retaliation_and_holds(part):
    found = stands(event("offender_inherits", "2026-05-01", accused="A1", part=part, **{"from": "wife"}))

    assert (found["state"], held(found), found["stop"]) == ("barred", [None], True)
    assert {one["diya"] for one in found["heirs"]} == {"claimed"}
    step = next(step for step in found["steps"] if step["code"] == "AFTER_BAR")
    assert (step["confidence"], step["settled"]) == ("medium", False)
    other = next(step for step in found["steps"] if step["code"] == "OTHER_PENALTY")
    assert (other["article"], other["confidence"], other["settled"]) == ("234", "low", False)


def test_an_inheritance_from_somebody_else_bars_nothing():
    stranger = event("offender_inherits", "2026-05-01", accused="A1", part="all", **{"from": "stranger"})
    other = event("offender_inherits", "2026-05-01", accused="A2", part="all", **{"from": "wife"})
    unknown = [victim(), accused(), characterised(), stranger]

    of_another = [*case(), victim("V2"), certificate("2026-02-01", heir("stranger", "1/1"), name="H2", victim="V2")]

    assert (stands(stranger)["state"], held(stands(stranger))) == ("right_open", [None])
    assert held(right(replay([*of_another, stranger]))) == []
    assert stands(other)["state"] == "right_open"
    assert held(right(replay(unknown))) == [None]
    assert "INHERITANCE_UNCLEAR" in codes(right(replay(unknown)))


@pytest.mark.rule("E12")
def test_an_accused_who_stands_in_the_certificate_himself_bars_it_until_it_is_corrected():
    listed = case("qisas", heir("wife", "1/2"), heir("A1", "1/2"))
    corrected = certificate("2026-03-01", heir("wife", "1/1"), name="H2", supersedes="H1")
    from_him = event("offender_inherits", "2026-05-01", accused="A1", part="all", **{"from": "V1"})

    found = right(replay(listed))
    assert (found["state"], held(found), found["holds"][0]["since"]) == ("barred", [None], "2026-02-01")
    assert "OFFENDER_AMONG_HEIRS" in codes(found)
    assert right(replay([*listed, corrected]))["state"] == "right_open"
    assert stands(from_him)["state"] == "barred"


@pytest.mark.rule("Q-16")
@pytest.mark.parametrize("age", ["child", "doubtful"])
def test_a_track_set_on_a_child_cannot_be_set_and_holds(age):
    facts = [victim(), accused(age=age), certificate(), characterised(by="judge")]
    found = right(replay(facts))
    ruled_adult = event("age_ruled", "2026-06-01", accused="A1", age_at_act="adult", record="R/2")

    assert (found["state"], held(found)) == ("cannot_be_set", [None])
    assert found["holds"][0]["since"] == "2026-01-05"
    assert right(replay([*facts, ruled_adult]))["state"] == "right_open"
    assert right(replay([*facts, waiver(), VALIDATED]))["state"] == "cannot_be_set"


@pytest.mark.rule("Q-26")
def test_a_word_for_him_counts_when_spoken_and_one_against_him_by_its_record():
    spoken_child = event("age_ruled", "2026-06-01", accused="A1", age_at_act="child", record="")
    spoken_adult = event("age_ruled", "2026-06-01", accused="A1", age_at_act="adult", record="")
    free = event("judgment", "2026-06-01", charge="C-V1-A1", result="acquitted", final=False)

    assert stands(spoken_child)["state"] == "cannot_be_set"
    found = replay([victim(), accused(age="child"), certificate(), characterised(), spoken_adult])
    assert (right(found)["state"], refusals(found)) == ("cannot_be_set", ["NOT_VALIDATED"])
    assert "ACQUITTED" in codes(stands(free))


@pytest.mark.rule("Q-19")
def test_no_waiver_closes_the_track_of_a_victim_who_is_not_identified():
    facts = [victim(identified=False), accused(), certificate(), characterised(), waiver(), VALIDATED]

    found = right(replay(facts))
    assert found["state"] == "right_open"
    assert "FIND_HEIRS" in codes(found)
    assert right(replay([*facts, victim(at="2026-06-01")]))["state"] == "qisas_dropped"


@pytest.mark.rule("Q-20", "JUD-05")
def test_who_is_no_heir_of_a_victim_waives_nothing_of_his():
    facts = [*case(), victim("V2"), certificate("2026-02-01", heir("aunt", "1/1"), name="H2", victim="V2"),
             characterised(victim="V2"), waiver(victims=["V1", "V2"]), VALIDATED]  # fmt: skip
    found = replay(facts)

    assert refusals(found) == ["NOT_AN_HEIR"]
    assert right(found)["state"] == "qisas_dropped"
    assert right(found, "V2")["state"] == "right_open"
    assert "beyond_own_case" in right(found)["flags"]
    assert refusals(stands(waiver(who="uncle"))) == ["NOT_AN_HEIR"]
    assert held(stands(waiver(who="uncle"))) == ["W1"]


def test_without_a_certificate_nobody_is_a_stranger_and_no_paper_has_an_effect():
    facts = [victim(), accused(), characterised(), waiver(), VALIDATED]

    assert replay(facts)["refused"] == []
    assert right(replay(facts))["state"] == "heirs_search"
    assert right(replay([*facts, certificate("2026-05-01")]))["state"] == "qisas_dropped"
    assert right(replay([*facts[:3], pardon()]))["state"] == "qisas_dropped"


def test_a_certificate_that_supersedes_another_takes_its_place():
    later = certificate("2026-02-20", heir("wife", "1/4"), heir("uncle", "3/4"), name="H2", supersedes="H1")
    both = certificate("2026-02-20", heir("wife", "1/4"), heir("uncle", "3/4"), name="H2")

    found = stands(later, waiver(who="uncle"), waiver("W2", "brother"))
    assert [one["heir"] for one in found["heirs"]] == ["wife", "uncle"]
    assert refusals(found) == ["NOT_AN_HEIR"]
    assert "TWO_CERTIFICATES" in codes(stands(both))
    assert stands(both, waiver("W2", "brother"))["refused"] == []
    # Who stood in the certificate of the day was an heir; what a court validated then stays.
    assert stands(waiver(at="2026-02-10", who="brother"), later, VALIDATED)["state"] == "qisas_dropped"


@pytest.mark.rule("E10")
@pytest.mark.parametrize("track", ["hadd", "tazir"])
def test_no_heir_waives_a_fixed_penalty_or_the_public_right(track):
    found = stands(waiver(), VALIDATED, track=track)
    spoken = stands(pardon(), track=track)

    assert (found["state"], refusals(found)) == ("not_waivable", ["TRACK_NOT_WAIVABLE"])
    assert held(stands(waiver(), track=track)) == ["W1"]
    assert (spoken["state"], refusals(spoken), held(spoken)) == ("not_waivable", ["TRACK_NOT_WAIVABLE"], ["P1"])


def test_a_new_characterisation_undoes_no_waiver_and_ends_no_hold():
    anew = characterised("hadd", "2026-03-15", by="judge")

    pending, validated = replay([*case(), waiver(), anew]), replay([*case(), waiver(), VALIDATED, anew])
    assert pending["refused"] == []
    assert [held(right(pending, track=track)) for track in ("qisas", "hadd")] == [["W1"], ["W1"]]
    assert right(validated)["state"] == "qisas_dropped"
    assert "TRACK_CHANGED" in codes(right(validated))
    # From a fixed penalty to retaliation: the earlier waiver was never refused for good.
    back = replay([*case("hadd"), waiver(), characterised("qisas", "2026-03-15"), VALIDATED])
    assert (right(back)["state"], back["refused"]) == ("qisas_dropped", [])


@pytest.mark.rule("Q-25")
def test_a_pardon_spoken_in_court_counts_whatever_the_office_missed():
    found = stands(waiver(), pardon(name="W1"))
    of_another = stands(waiver(), pardon("brother"))

    assert (found["state"], of_heir(found)["waiver"], found["stop"]) == ("qisas_dropped", "court_validated", False)
    assert "MISSED_STEPS" in codes(found)
    assert (of_another["state"], held(of_another)) == ("qisas_dropped", ["W1"])
    written_there = stands(waiver(channel="in_court"), VALIDATED)
    assert (written_there["state"], "MISSED_STEPS" in codes(written_there)) == ("qisas_dropped", True)
    assert "MISSED_STEPS" not in codes(stands(waiver(channel="in_court")))
    assert "MISSED_STEPS" not in codes(stands(waiver(), VALIDATED))
    without_record = stands(pardon(record=""))
    assert (without_record["state"], held(without_record)) == ("right_open", ["P1"])
    assert refusals(without_record) == ["NOT_VALIDATED"]


@pytest.mark.rule("Q-25")
@pytest.mark.parametrize(
    "later",
    [
        of("waiver_withdrawn", "2026-05-01"),
        of("inquiry_closed", "2026-05-01", outcome="void"),
        characterised("hadd", "2026-05-01"),
        event("offender_inherits", "2026-05-01", accused="A1", part="all", **{"from": "wife"}),
        event("offender_died", "2026-05-01", accused="A1"),
        ruled("court_rejected", "2026-05-01"),
        event("capacity_ruled", "2026-05-01", heir="wife", capacity="minor", record="R/8"),
        certificate("2026-05-01", heir("uncle", "1/1"), name="H2", supersedes="H1"),
    ],
)
def test_what_a_court_validated_nothing_undoes(later):
    assert stands(waiver(), VALIDATED, later)["state"] == "qisas_dropped"
    assert stands(waiver(diya="waived"), VALIDATED, later)["state"] == "qisas_dropped"


@pytest.mark.rule("Q-25")
def test_a_pardon_that_a_court_heard_before_any_certificate_stays():
    facts = [victim(), accused(), characterised(), pardon("uncle")]

    assert right(replay(facts))["state"] == "qisas_dropped"
    assert right(replay([*facts, certificate("2026-05-01")]))["state"] == "qisas_dropped"


@pytest.mark.rule("Q-28", "Q-18")
def test_an_heir_who_dies_before_the_court_has_ruled_leaves_the_waiver_to_the_judge():
    died = event("heir_died", "2026-03-05", heir="wife")
    found = stands(waiver(), died)

    assert (of_heir(found)["waiver"], held(found), of_heir(found)["diya"]) == ("alleged", ["W1"], "claimed")
    assert {"DEAD_HEIRS_WAIVER", "SHARE_PASSES"} <= set(codes(found))
    assert of_heir(stands(waiver(), of("session", "2026-03-02"), died))["waiver"] == "alleged"
    sent = [of("session", "2026-03-02"), of("second_confirmation", "2026-03-16"), of("sent_to_court", "2026-03-17")]
    late = stands(waiver(), *sent, event("heir_died", "2026-03-20", heir="wife"))
    assert (of_heir(late)["waiver"], held(late), late["refused"]) == ("alleged", ["W1"], [])
    assert "DEAD_HEIRS_WAIVER" in codes(late)
    assert stands(waiver(), died, VALIDATED)["state"] == "qisas_dropped"


@pytest.mark.rule("Q-28")
def test_what_kin_take_back_after_the_heirs_death_is_not_taken_back():
    died = event("heir_died", "2026-03-05", heir="wife")
    by_kin, by_her = of("waiver_withdrawn", "2026-03-10"), of("waiver_withdrawn", "2026-03-04")
    found = stands(waiver(), died, by_kin)

    assert (of_heir(found)["waiver"], held(found), refusals(found)) == ("alleged", ["W1"], ["CHRONOLOGY"])
    assert of_heir(stands(waiver(), by_her, died))["waiver"] == "withdrawn"
    # On the day of the death nobody knows which came first.
    assert of_heir(stands(waiver(), of("waiver_withdrawn", "2026-03-05"), died))["waiver"] == "withdrawn"


def test_the_death_of_the_accused_ends_an_open_right():
    died = event("offender_died", "2026-05-01", accused="A1")

    found = stands(waiver(), died)
    assert (found["state"], held(found)) == ("offender_died", ["W1"])
    assert stands(died, track="hadd")["state"] == "not_waivable"


def test_a_victim_whom_nobody_names_with_an_accused_stands_with_each():
    found = replay([victim(), victim("V2"), accused(), accused("A2"), characterised()])

    assert [(one["victim"], one["accused"]) for one in found["rights"]] == [("V1", "A1"), ("V2", "A1"), ("V2", "A2")]


def test_an_empty_file_has_an_answer():
    assert replay([]) == {"at": "2026-12-31", "charter": "yem", "rights": [], "refused": []}


@pytest.mark.rule("Q-05", "Q-23")
@pytest.mark.parametrize("record", ["-", "none", "لا يوجد", "—", " . "])
@pytest.mark.parametrize("kind", ["court_validated", "court_rejected", "hold_ruled"])
def test_a_dash_or_none_is_no_number_of_a_record(kind, record):
    found = stands(waiver(), ruled(kind, record=record))

    assert (found["state"], of_heir(found)["waiver"], held(found)) == ("right_open", "alleged", ["W1"])
    assert refusals(found) == ["NOT_VALIDATED"]


@pytest.mark.rule("Q-05")
@pytest.mark.parametrize("number", ["", "-", "لا يوجد", None])
def test_a_certificate_without_a_number_ends_no_other_and_names_nobody(number):
    later = certificate("2026-02-20", heir("cousin", "1"), name="H2", supersedes="H1") | {"number": number}
    found = stands(later, waiver(), VALIDATED)

    assert [one["heir"] for one in found["heirs"]] == ["wife", "brother", "boy"]
    assert found["state"] == "qisas_dropped"
    assert refusals(found) == ["NOT_VALIDATED"]


@pytest.mark.rule("Q-11", "Q-05")
def test_a_certificate_without_a_number_that_names_the_accused_holds_and_bars_nothing():
    found = stands(certificate("2026-02-20", heir("A1", "1"), name="H2") | {"number": "-"})

    assert (found["state"], held(found)) == ("right_open", [None])


@pytest.mark.rule("Q-00")
@pytest.mark.parametrize("state", ["minor", "hold", "execution_due", ""])
def test_no_answer_names_a_state_that_is_none(state):
    with pytest.raises(ValueError, match="no such state"):
        Right("V1", "A1", "qisas", state)
    with pytest.raises(ValueError, match="no such state"):
        Heir("wife", "1/8", requested=False, waiver=state, diya="claimed")
    with pytest.raises(ValueError, match="no such state"):
        Heir("wife", "1/8", requested=False, waiver=None, diya=state)
