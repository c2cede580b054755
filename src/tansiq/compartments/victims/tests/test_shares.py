"""Shares of the diya, minors, and what the charter says: case by case."""

from __future__ import annotations

import pytest

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


@pytest.mark.rule("Q-03", "Q-05", "E09")
def test_the_others_keep_their_shares_until_their_own_express_waiver():
    found = stands(waiver(diya="kept"), VALIDATED)
    more = stands(waiver(), VALIDATED, waiver("W2", "brother", qisas=False, diya="waived"))
    last = stands(waiver("W2", "brother", qisas=False, diya="waived"), ruled("court_validated", waiver="W2"))

    assert {one["diya"] for one in found["heirs"]} == {"claimed"}
    assert of_heir(more, "brother")["diya"] == "claimed"
    assert (of_heir(last, "brother")["diya"], last["state"]) == ("waived", "right_open")
    assert {"SHARES_REMAIN", "PUBLIC_RIGHT"} <= set(codes(found))


def test_shares_are_printed_as_written():
    found = replay(case("qisas", heir("wife", "2/16"), heir("son", "١٤/١٦")))

    assert [one["share"] for one in right(found)["heirs"]] == ["2/16", "١٤/١٦"]
    assert "SHARES_DO_NOT_SUM" not in right(found)["flags"]


@pytest.mark.parametrize("shares", [("1/8", "3/4"), ("1/2", "2/3")])
def test_shares_that_do_not_sum_are_flagged_and_nothing_is_refused(shares):
    found = replay(case("qisas", *(heir(f"h{number}", share) for number, share in enumerate(shares))))

    assert "SHARES_DO_NOT_SUM" in right(found)["flags"]
    assert found["refused"] == []


@pytest.mark.rule("Q-06")
def test_conditions_are_met_or_breached_one_by_one():
    conditions = [{"condition": "diya", "text": "paid"}, {"condition": "leave", "text": "the district"}]
    facts = [waiver(diya="conditional", conditions=conditions), VALIDATED]
    met = [of("condition_met", "2026-05-01", condition="diya"), of("condition_met", "2026-05-02", condition="leave")]
    breach = of("condition_breached", "2026-06-01", condition="leave")

    assert of_heir(stands(*facts))["diya"] == "conditional"
    assert "CONDITIONS_PENDING" in codes(stands(*facts, met[0]))
    assert of_heir(stands(*facts, *met))["diya"] == "waived"
    broken = stands(*facts, *met, breach)
    assert (of_heir(broken)["diya"], broken["state"]) == ("disputed", "qisas_dropped")
    assert "CONDITION_BREACHED" in codes(broken)
    assert refusals(stands(*facts, of("condition_met", "2026-05-01", condition="other"))) == ["UNKNOWN_CONDITION"]


@pytest.mark.rule("Q-07", "E08")
@pytest.mark.parametrize("capacity", ["minor", "lacks"])
def test_nobody_waives_outright_for_a_minor_or_incapable_heir(capacity):
    facts = [*case("qisas", heir("wife", "1/2"), heir("boy", "1/2", capacity, represented_by="uncle"))]
    paper = waiver(who="boy", diya="waived", signed_by="uncle")
    found = replay([*facts, paper, VALIDATED])
    open_ = replay([*facts, paper])

    assert refusals(found) == ["WAIVER_FOR_MINOR"]
    assert (right(found)["state"], of_heir(right(found), "boy")["diya"]) == ("right_open", "claimed")
    assert of_heir(right(found), "boy")["waiver"] is None
    assert held(right(open_)) == ["W1"]
    assert "VALIDATED_YET_REFUSED" in codes(right(found))


@pytest.mark.rule("Q-07", "E08")
@pytest.mark.parametrize("diya", ["kept", "conditional"])
def test_a_guardians_pardon_for_diya_is_for_the_judge_and_the_share_stands(diya):
    facts = [waiver(who="boy", diya=diya, signed_by="uncle")]
    found, after = stands(*facts), stands(*facts, VALIDATED)

    assert (of_heir(found, "boy")["waiver"], found["refused"], held(found)) == ("alleged", [], ["W1"])
    assert "GUARDIAN_PARDON" in codes(found)
    assert (after["state"], of_heir(after, "boy")["diya"]) == ("qisas_dropped", "claimed")


@pytest.mark.rule("Q-07")
def test_an_heir_of_sixteen_whom_the_certificate_calls_capable_is_for_the_judge():
    heirs = [heir("wife", "1/2", born_on="2010-01-01"), heir("boy", "1/2")]
    found = right(replay([*case("qisas", *heirs), waiver()]))
    older = right(replay([*case("qisas", *heirs), waiver(at="2028-01-01")], at="2028-01-02"))

    assert (of_heir(found)["waiver"], held(found)) == ("alleged", ["W1"])
    assert "YOUNG_HEIR" in codes(found)
    assert "YOUNG_HEIR" not in codes(older)


def test_capacity_is_what_the_certificate_or_a_later_ruling_says():
    grown = event("capacity_ruled", "2026-02-20", heir="boy", capacity="capable", record="R/3")
    found_minor = event("capacity_ruled", "2026-05-01", heir="wife", capacity="minor", record="R/4")
    lost = event("capacity_ruled", "2026-05-01", heir="wife", capacity="lacks", record="R/5")
    outright = waiver(diya="waived")

    assert stands(grown, waiver(who="boy", diya="waived"))["refused"] == []
    assert refusals(stands(outright, found_minor)) == ["WAIVER_FOR_MINOR"]
    assert of_heir(stands(outright, VALIDATED, lost))["diya"] == "waived"
    assert refusals(stands(event("capacity_ruled", "2026-02-20", heir="boy", capacity="capable", record=""))) == [
        "NOT_VALIDATED"
    ]


@pytest.mark.rule("Q-07", "Q-08")
def test_minors_are_flagged_and_left_to_the_judge():
    alone = right(replay(case("qisas", heir("boy", "1/1", "minor"))))

    assert "minor" in stands()["flags"]
    assert "MINOR_HEIRS" in codes(stands())
    assert "ALL_HEIRS_MINORS" in codes(alone)
    assert "ALL_HEIRS_MINORS" not in codes(stands())
    assert not alone["stop"]


def test_a_share_that_was_waived_is_claimed_again_when_its_heir_is_found_to_be_a_minor():
    found = event("capacity_ruled", "2026-05-01", heir="wife", capacity="minor", record="R/8")

    assert of_heir(stands(waiver(diya="waived"), VALIDATED))["diya"] == "waived"
    assert of_heir(stands(waiver(diya="waived"), VALIDATED, found))["diya"] == "claimed"


def test_a_diya_that_was_paid_is_paid_and_no_debt_is_computed():
    paid = event("diya_paid", "2026-06-01", heir="boy", victim="V1", accused="A1", amount=10, currency="YER")
    stranger = paid | {"heir": "uncle"}

    assert [one["diya"] for one in stands(paid)["heirs"]] == ["claimed", "claimed", "paid"]
    assert "PAID_TO_ANOTHER" in codes(stands(stranger))


@pytest.mark.rule("E14", "Q-17")
def test_the_diya_table_of_the_day_of_judgment_and_that_of_payment_may_differ():
    facts = [victim(), accused(), certificate("2006-02-01"), characterised(at="2006-01-05")]
    judgment = event("judgment", "2006-06-01", charge="C-V1-A1", result="convicted", final=True,
                     diya_amount=700000, diya_instrument="16/1995")  # fmt: skip
    paid = event("diya_paid", "2007-02-01", heir="wife", victim="V1", accused="A1", amount=1, currency="YER")

    def at(day, *facts):
        return codes(right(replay([*facts], at=day)))

    assert "DIYA_TABLE_CHANGED" not in at("2006-12-30", *facts, judgment)
    assert "DIYA_TABLE_CHANGED" in at("2007-03-01", *facts, judgment, paid)
    assert "DIYA_OTHER_TABLE" not in at("2007-03-01", *facts, judgment)
    late = judgment | {"at": "2018-12-16"}
    assert "DIYA_OTHER_TABLE" in at("2019-01-01", *facts, late)
    in_our_digits = late | {"diya_amount": "٥٬٥٠٠٬٠٠٠", "diya_instrument": "٣٢/٢٠٠٦"}
    assert "DIYA_OTHER_TABLE" not in at("2019-01-01", *facts, in_our_digits)
    step = next(s for s in right(replay([*facts, late], at="2019-01-01"))["steps"] if s["code"] == "DIYA_OTHER_TABLE")
    assert (step["article"], step["settled"]) == ("40", False)


@pytest.mark.rule("Q-27")
def test_a_settlement_touches_no_track_and_a_mediators_payment_alone_is_no_sign():
    settled = event("settlement", "2026-05-01", parties=["a", "b"], text="all are pardoned", ends_on="2027-05-01")
    mediated = {"offered_by": "a mediator", "paid": "camels"}

    assert stands(settled) == stands()
    assert "mediator_payment" not in stands(waiver(**mediated))["flags"]
    beside = stands(waiver(**mediated, literate=False))["flags"]
    assert {"mediator_payment", "no_reader"} <= set(beside)


@pytest.mark.rule("Q-22")
def test_another_charter_gives_other_answers_and_no_article_of_the_first():
    facts = [
        waiver(diya="waived"),
        VALIDATED,
        event("offender_inherits", "2026-05-01", accused="A1", part="all", **{"from": "wife"}),
    ]
    found = replay([*case(), *facts], charter="irq")
    [one] = found["rights"]

    assert (one["track"], one["state"], one["stop"], found["refused"]) == ("tazir", "not_waivable", False, [])
    assert [heir_["diya"] for heir_ in one["heirs"]] == ["waived", "claimed", "claimed"]
    assert {(step["article"], step["confidence"], step["settled"]) for step in one["steps"]} == {
        ("not checked", "low", False)
    }
    assert "PUBLIC_RIGHT" in codes(one)
    assert held(replay([*case(), waiver()], charter="irq")["rights"][0]) == ["W1"]
