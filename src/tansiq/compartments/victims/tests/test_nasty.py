"""Cases that somebody would write to break the replay; each answer was found by hand in the text, not by the engine."""

from __future__ import annotations

from typing import Any

import pytest

from tansiq.compartments.victims.tests.scenes import (
    Event,
    accused,
    case,
    certificate,
    characterised,
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
    victim,
    waiver,
)

DIED = event("heir_died", "2026-03-05", heir="wife")
OFFENDER_DIED = event("offender_died", "2026-05-01", accused="A1")
VALIDATED = ruled("court_validated")
REJECTED = ruled("court_rejected")
VOID = of("inquiry_closed", "2026-03-20", outcome="void")
WITHDRAWN = of("waiver_withdrawn", "2026-03-20")
INHERITS = event("offender_inherits", "2026-05-01", accused="A1", part="some", **{"from": "brother"})
PAID = event("diya_paid", "2026-06-01", heir="wife", victim="V1", accused="A1", amount=1, currency="YER")

# Name, facts after the usual case, state, waivers that hold (None: without one), the wife's waiver, her share, refused.
NASTY: list[tuple[str, list[Event], str, list[str | None], str | None, str, list[str]]] = [
    ("a court validates what was withdrawn", [waiver(), WITHDRAWN, VALIDATED],
     "qisas_dropped", [], "court_validated", "claimed", []),
    ("a court validates what an inquiry found void", [waiver(), VOID, VALIDATED],
     "qisas_dropped", [], "court_validated", "claimed", []),
    ("an inquiry finds void what a court rejected", [waiver(), REJECTED, of("inquiry_closed", "2026-05-01", outcome="void")],
     "right_open", [], "court_rejected", "claimed", []),
    ("rejected, then pardoned in court under another name", [waiver(), REJECTED, pardon(at="2026-05-01")],
     "qisas_dropped", [], "court_validated", "claimed", []),
    ("a second heir's paper after the first has dropped it", [waiver(), VALIDATED, waiver("W2", "brother", at="2026-05-01")],
     "qisas_dropped", ["W2"], "court_validated", "claimed", []),
    ("a pardon by the brother does not speak for the wife's paper", [waiver(), pardon("brother")],
     "qisas_dropped", ["W1"], "alleged", "claimed", []),
    ("a paper on the diya, then one on retaliation", [waiver(qisas=False, diya="waived"), VALIDATED,
                                                     waiver("W2", at="2026-05-01")],
     "right_open", ["W2"], "court_validated", "waived", []),
    ("diya waived, then paid all the same", [waiver(diya="waived"), VALIDATED, PAID],
     "qisas_dropped", [], "court_validated", "paid", []),
    ("diya waived in an alleged paper only", [waiver(diya="waived")],
     "right_open", ["W1"], "alleged", "claimed", []),
    ("waived outright, then only kept: nothing comes back",
     [waiver(diya="waived"), VALIDATED, waiver("W2", at="2026-05-01", diya="kept"),
      ruled("court_validated", "2026-06-01", "W2")],
     "qisas_dropped", [], "court_validated", "waived", []),
    ("the uncle's paper, validated by a court that was misled", [waiver("W1", "uncle"), VALIDATED],
     "right_open", [], None, "claimed", ["NOT_AN_HEIR"]),
    ("the uncle's paper, rejected", [waiver("W1", "uncle"), REJECTED],
     "right_open", [], None, "claimed", ["NOT_AN_HEIR"]),
    ("the uncle pardons in court", [pardon("uncle")],
     "right_open", ["P1"], None, "claimed", ["NOT_AN_HEIR"]),
    ("the boy pardons in court, outright", [pardon("boy", diya="waived")],
     "right_open", ["P1"], None, "claimed", ["WAIVER_FOR_MINOR"]),
    ("the boy's diya alone is waived", [waiver("W1", "boy", qisas=False, diya="waived")],
     "right_open", [], None, "claimed", ["WAIVER_FOR_MINOR"]),
    ("the wife waives towards another accused", [accused("A2"), characterised(accused="A2"), waiver(accused=["A2"]), VALIDATED],
     "right_open", [], None, "claimed", []),
    ("the part of the brother passes to the accused", [INHERITS],
     "barred", [None], None, "claimed", []),
    ("pardoned, then inherited", [waiver(), VALIDATED, INHERITS],
     "qisas_dropped", [], "court_validated", "claimed", []),
    ("inherited, then pardoned", [waiver(), INHERITS, ruled("court_validated", "2026-06-01")],
     "barred", [None], "court_validated", "claimed", []),
    ("inherited, and a paper not yet ruled upon", [waiver(), INHERITS],
     "barred", ["W1", None], "alleged", "claimed", []),
    ("the accused dies, then the court validates", [waiver(), OFFENDER_DIED, ruled("court_validated", "2026-06-01")],
     "offender_died", [], "court_validated", "claimed", []),
    ("pardoned, then the accused dies", [waiver(), VALIDATED, OFFENDER_DIED],
     "qisas_dropped", [], "court_validated", "claimed", []),
    ("the wife dies, and her paper is proved by witnesses", [waiver(), DIED, VALIDATED],
     "qisas_dropped", [], "court_validated", "claimed", []),
    ("the wife had died before her paper was written", [DIED, waiver(at="2026-03-10")],
     "right_open", ["W1"], "alleged", "claimed", []),
    ("a ruling on the hold does not validate", [waiver(), ruled("hold_ruled")],
     "right_open", [], "alleged", "claimed", []),
    ("a ruling on another waiver", [waiver(), waiver("W2", "brother"), ruled("hold_ruled", waiver="W2")],
     "right_open", ["W1"], "alleged", "claimed", []),
    ("a paper that gives up nothing", [waiver(qisas=False)],
     "right_open", [], "alleged", "claimed", []),
    ("one paper twice", [waiver(), waiver()],
     "right_open", ["W1"], "alleged", "claimed", []),
    ("the second version waives the diya too, and the court validates",
     [waiver(), waiver(at="2026-03-02", diya="waived"), VALIDATED],
     "qisas_dropped", [], "court_validated", "claimed", []),
    ("a court's paper without its number, then one with it",
     [waiver(), ruled("court_validated", record=""), ruled("court_validated", "2026-05-01")],
     "qisas_dropped", [], "court_validated", "claimed", ["NOT_VALIDATED"]),
    ("sent too early is no reason for the court not to hear it",
     [waiver(), of("sent_to_court", "2026-03-02"), VALIDATED],
     "qisas_dropped", [], "court_validated", "claimed", ["NO_SESSION"]),
    ("a settlement for all", [event("settlement", "2026-03-01", parties=["x"], text="pardoned all", ends_on=None)],
     "right_open", [], None, "claimed", []),
    ("acquitted: the heirs' right is no verdict", [event("judgment", "2026-04-01", charge="C-V1-A1", result="acquitted", final=True)],
     "right_open", [], None, "claimed", []),
]  # fmt: skip

NASTY += [
    ("the victim himself, while he lived, and his heirs are listed later", [waiver("W1", "V1", at="2026-01-10", diya="waived")],
     "right_open", ["W1"], None, "claimed", ["NOT_AN_HEIR"]),
    ("withdrawn before the session: what the office does afterwards changes nothing",
     [waiver(), of("waiver_withdrawn", "2026-03-05"), of("session", "2026-03-06"), of("second_confirmation", "2026-03-20")],
     "right_open", ["W1"], "withdrawn", "claimed", ["WITHDRAWN"]),
    ("a court's paper whose number is null waits", [waiver(), ruled("court_validated", record=None)],
     "right_open", ["W1"], "alleged", "claimed", ["NOT_VALIDATED"]),
    ("a ruling of the same night in another zone ends the stop", [
        waiver(at="2026-03-01T23:30+00:00"), ruled("hold_ruled", "2026-03-02T02:30+03:00")],
     "right_open", [], "alleged", "claimed", []),
    ("a ruling half an hour before it does not", [
        waiver(at="2026-03-01T23:30+00:00"), ruled("hold_ruled", "2026-03-02T02:00+03:00")],
     "right_open", ["W1"], "alleged", "claimed", []),
    ("validated before it was written: dropped, flagged, and held until a judge rules again",
     [ruled("court_validated", "2026-02-15"), waiver()], "qisas_dropped", ["W1"], "court_validated", "claimed", []),
    ("on a condition that nobody wrote down", [waiver(diya="conditional"), VALIDATED],
     "qisas_dropped", [], "court_validated", "conditional", []),
    ("conditions on retaliation alone leave the share as it is",
     [waiver(conditions=[{"condition": "k", "text": "leaves"}]), VALIDATED],
     "qisas_dropped", [], "court_validated", "claimed", []),
    ("two heirs under one name: the first paper counts", [waiver(), waiver(who="brother", at="2026-03-02"), VALIDATED],
     "qisas_dropped", [], "court_validated", "claimed", []),
    ("the wife dies after the court has validated", [waiver(diya="waived"), VALIDATED, event("heir_died", "2026-05-01", heir="wife")],
     "qisas_dropped", [], "court_validated", "waived", []),
    ("an heir who was missing is declared dead", [event("heir_died", "2026-05-01", heir="brother")],
     "right_open", [], None, "claimed", []),
    ("confirmed six days and nineteen hours after the session, and sent",
     [waiver(), of("session", "2026-03-01T15:00+03:00"), of("second_confirmation", "2026-03-08T10:00+03:00"),
      of("sent_to_court", "2026-03-09")],
     "right_open", ["W1"], "cooling_off", "claimed", ["TOO_EARLY", "NOT_RECONFIRMED"]),
    ("confirmed on the seventh day, and sent",
     [waiver(), of("session", "2026-03-01"), of("second_confirmation", "2026-03-08"), of("sent_to_court", "2026-03-08")],
     "right_open", ["W1"], "sent_to_court", "claimed", []),
    ("a stop is ruled upon while an inquiry is open",
     [waiver(), of("inquiry_opened", "2026-03-02", raised_by="brother", direction="to_waive", indicators=["all_cases"]),
      ruled("hold_ruled")], "right_open", [], "alleged", "claimed", []),
]  # fmt: skip


@pytest.mark.rule("JUD-04")
@pytest.mark.parametrize(
    ("name", "facts", "state", "holds", "paper", "diya", "refused"), NASTY, ids=[one[0] for one in NASTY]
)
def test_nasty(
    name: str, facts: list[Event], state: str, holds: list[str | None], paper: str | None, diya: str, refused: list[str]
):
    found = replay([*case(), *facts])
    one = right(found)

    assert (one["state"], sorted(held(one), key=str), one["stop"]) == (state, sorted(holds, key=str), bool(holds))
    assert (of_heir(one)["waiver"], of_heir(one)["diya"]) == (paper, diya)
    assert refusals(found) == refused
    for waiting in found["rights"]:
        assert [other["diya"] for other in waiting["heirs"] if other["heir"] == "boy"] in ([], ["claimed"])


def test_one_paper_for_three_victims_and_two_accused():
    heirs = {"V1": "wife", "V2": "wife", "V3": "widow"}
    facts: list[Event] = [accused("A1"), accused("A2")]
    for number, (who, name) in enumerate(heirs.items()):
        facts += [victim(who), certificate("2026-02-01", heir(name, "1/1"), name=f"H{number}", victim=who)]
        facts += [
            characterised(victim=who),
            characterised("hadd" if who == "V2" else "qisas", victim=who, accused="A2"),
        ]
    facts += [waiver(victims=["V1", "V2", "V3"], accused=["A1", "A2"]), VALIDATED]
    found = replay(facts)

    assert {(one["victim"], one["accused"], one["track"]): one["state"] for one in found["rights"]} == {
        ("V1", "A1", "qisas"): "qisas_dropped", ("V1", "A2", "qisas"): "qisas_dropped",
        ("V2", "A1", "qisas"): "qisas_dropped", ("V2", "A2", "hadd"): "not_waivable",
        ("V3", "A1", "qisas"): "right_open", ("V3", "A2", "qisas"): "right_open",
    }  # fmt: skip
    assert sorted(refusals(found)) == ["NOT_AN_HEIR", "TRACK_NOT_WAIVABLE"]


def test_an_age_ruled_anew_every_month():
    def age(at: str, what: str, record: str = "R/1") -> Event:
        return event("age_ruled", at, accused="A1", age_at_act=what, record=record)

    facts = [*case(), age("2026-03-01", "child", ""), age("2026-04-01", "adult"), age("2026-05-01", "doubtful", "")]

    def at(day: str) -> tuple[str, list[Any]]:
        one = right(replay(facts, day))
        return one["state"], [hold["since"] for hold in one["holds"]]

    assert at("2026-02-28") == ("right_open", [])
    assert at("2026-03-31") == ("cannot_be_set", ["2026-03-01"])
    assert at("2026-04-30") == ("right_open", [])
    assert at("2026-05-31") == ("cannot_be_set", ["2026-05-01"])


def test_a_fixed_penalty_set_on_a_child_holds_and_the_public_right_does_not():
    def of_track(track: str) -> Event:
        return right(replay([victim(), accused(age="child"), certificate(), characterised(track)]), track=track)

    assert (of_track("hadd")["state"], held(of_track("hadd"))) == ("not_waivable", [None])
    assert (of_track("tazir")["state"], held(of_track("tazir"))) == ("not_waivable", [])


def test_an_heir_who_is_not_born_yet_is_a_minor_whose_share_nobody_touches():
    heirs = [heir("wife", "1/8"), heir("unborn", "7/8", "minor", born_on="2027-01-01")]
    found = right(replay([*case("qisas", *heirs), waiver("W1", "unborn", diya="waived", signed_by="uncle"), VALIDATED]))

    assert (found["state"], of_heir(found, "unborn")["diya"]) == ("right_open", "claimed")
    assert "minor" in found["flags"]


def test_who_is_accused_without_another_word_has_his_right_and_his_stop():
    facts = [victim(), certificate(), characterised(accused="A9"), waiver(accused=["A9"])]
    found = right(replay(facts), accused="A9")

    assert (found["state"], held(found)) == ("right_open", ["W1"])
    assert "AGE_NOT_RECORDED" in {step["code"] for step in found["steps"]}


def test_a_day_before_any_instrument_names_no_article():
    facts = [
        victim(at="1990-01-02"),
        certificate("1990-02-01"),
        characterised(at="1990-01-05"),
        waiver(at="1990-03-01"),
    ]
    found = right(replay(facts, "1990-05-01"))

    assert (found["state"], held(found), found["steps"]) == ("right_open", ["W1"], [])
    assert "63" in {step["article"] for step in right(replay(facts, "1995-01-01"))["steps"]}


@pytest.mark.rule("Q-19")
@pytest.mark.parametrize("facts", [[victim(identified=False), certificate()], [victim()]])
def test_a_validated_paper_that_cannot_act_yet_is_laid_before_the_judge(facts):
    found = right(replay([*facts, accused(), characterised(), waiver(), VALIDATED]))

    assert found["state"] in ("right_open", "heirs_search")
    [step] = [step for step in found["steps"] if step["code"] == "VALIDATED_YET_REFUSED"]
    assert not step["settled"]


def test_the_last_hour_of_a_day_is_that_of_the_place():
    late, next_day = waiver(at="2026-03-01T20:59+00:00"), waiver(at="2026-03-01T21:00+00:00")

    assert held(right(replay([*case(), late], "2026-03-01"))) == ["W1"]
    assert held(right(replay([*case(), next_day], "2026-03-01"))) == []
    assert held(right(replay([*case(), next_day], "2026-03-02"))) == ["W1"]


@pytest.mark.parametrize("track", ["qisas", "hadd", "tazir"])
def test_by_the_other_law_a_child_share_and_a_fixed_penalty_have_their_answer(track):
    facts = [
        *case(track),
        waiver("W1", "boy", diya="waived"),
        waiver("W2", diya="waived"),
        ruled("court_validated", waiver="W2"),
    ]
    found = replay(facts, charter="irq")
    [one] = found["rights"]

    assert (one["track"], one["state"], held(one)) == ("tazir", "not_waivable", ["W1"])
    assert [of_heir(one, name)["diya"] for name in ("wife", "brother", "boy")] == ["waived", "claimed", "claimed"]
    assert refusals(found) == ["WAIVER_FOR_MINOR"]


@pytest.mark.rule("E46")
def test_a_pardon_that_a_commander_promises_on_the_radio_is_nobodys_waiver_and_holds_until_a_judge_has_heard_of_it():
    radio = waiver("W1", "commander", channel="phone", signed_by="commander", offered_by="a commander", paid="none")
    found = replay([*case(), radio, VALIDATED])

    assert refusals(found) == ["NOT_AN_HEIR"]
    assert right(found)["state"] == "right_open"
    assert held(right(replay([*case(), radio]))) == ["W1"]
    assert {one["waiver"] for one in right(found)["heirs"]} == {None}
