"""Three things that happen to one right, and what is left of each; every answer was found by hand in the text."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tansiq.compartments.victims import events
from tansiq.compartments.victims.tests.scenes import (
    ADEN,
    Event,
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
from tansiq.kernel.replays import UnreadableError

VALIDATED = ruled("court_validated")
K = [{"condition": "k", "text": "leaves the district"}]


def newer(*heirs: Event, at: str = "2026-03-10", name: str = "H2", ends: str = "H1") -> Event:
    return certificate(at, *heirs, name=name, supersedes=ends)


def died(name: str, at: str) -> Event:
    return event("heir_died", at, heir=name)


def inherits(source: str, at: str, who: str = "A1") -> Event:
    return event("offender_inherits", at, accused=who, part="some", **{"from": source})


def age(says: str, at: str, record: str | None = "R/7") -> Event:
    return event("age_ruled", at, accused="A1", age_at_act=says, record=record)


def judgment(result: str, at: str, charge: str = "C-V1-A1", *, final: bool = True) -> Event:
    return event("judgment", at, charge=charge, result=result, final=final)


WIFE, BROTHER = heir("wife", "1/2"), heir("brother", "1/2")
# Name, facts after the usual case, state, what holds (None: without a waiver), each heir's waiver and share, refused.
CASES: list[tuple[str, list[Event], str, list[str | None], dict[str, tuple[str | None, str]], list[str]]] = [
    ("an heir dies, the heir's heirs are listed, and one of them waives",
     [died("wife", "2026-02-20"), newer(BROTHER, heir("sister", "1/2"), at="2026-02-25"), waiver(who="sister"), VALIDATED],
     "qisas_dropped", [], {"sister": ("court_validated", "claimed"), "brother": (None, "claimed")}, []),
    ("an heir waives and dies, her heirs are listed, and witnesses prove her waiver",
     [waiver(), died("wife", "2026-03-05"), newer(BROTHER, heir("sister", "1/2")), VALIDATED],
     "qisas_dropped", [], {"sister": (None, "claimed"), "brother": (None, "claimed")}, []),
    ("somebody waives whom only the next certificate lists",
     [waiver(who="sister"), newer(WIFE, heir("sister", "1/2")), VALIDATED],
     "qisas_dropped", [], {"sister": ("court_validated", "claimed")}, []),
    ("somebody waives whom the certificate of before no longer lists",
     [newer(BROTHER, heir("sister", "1/2"), at="2026-02-20"), waiver()],
     "right_open", ["W1"], {"brother": (None, "claimed")}, ["NOT_AN_HEIR"]),
    ("dropped from one certificate and listed again in the third",
     [newer(heir("brother", "1"), at="2026-02-10"), newer(WIFE, BROTHER, at="2026-02-20", name="H3", ends="H2"), waiver(), VALIDATED],
     "qisas_dropped", [], {"wife": ("court_validated", "claimed")}, []),
    ("a victim who is found to be unknown after a court has validated", [waiver(), VALIDATED, victim(at="2026-05-01", identified=False)],
     "qisas_dropped", [], {"wife": ("court_validated", "claimed")}, []),
    ("a victim who was unknown when the court validated, and still is",
     [victim(at="2026-03-02", identified=False), waiver(), VALIDATED, pardon("brother", "2026-05-01")],
     "right_open", [], {"wife": ("court_validated", "claimed"), "brother": ("court_validated", "claimed")}, []),
    ("unknown when the court validated, then known, then unknown again",
     [victim(at="2026-03-02", identified=False), waiver(), VALIDATED, victim(at="2026-05-01"),
      victim(at="2026-06-01", identified=False)],
     "qisas_dropped", [], {"wife": ("court_validated", "claimed")}, []),
    ("an inquiry finds her paper void, and she waives anew: the first stop is still a judge's",
     [waiver(), of("inquiry_closed", "2026-03-10", outcome="void"), waiver("W2", at="2026-03-20"), ruled("court_validated", waiver="W2")],
     "qisas_dropped", ["W1"], {"wife": ("court_validated", "claimed")}, []),
    ("withdrawn, the stop is ruled upon, and she waives anew",
     [waiver(), of("waiver_withdrawn", "2026-03-05"), ruled("hold_ruled", "2026-03-10"), waiver("W2", at="2026-03-20")],
     "right_open", ["W2"], {"wife": ("alleged", "claimed")}, []),
    ("two heirs, one rejected and one validated",
     [waiver(), waiver("W2", "brother", diya="waived"), ruled("court_rejected"), ruled("court_validated", waiver="W2")],
     "qisas_dropped", [], {"wife": ("court_rejected", "claimed"), "brother": ("court_validated", "waived")}, []),
    ("a condition is breached after all were met, and the payment comes all the same",
     [waiver(diya="conditional", conditions=K), VALIDATED, of("condition_met", "2026-05-01", condition="k"),
      of("condition_breached", "2026-06-01", condition="k"),
      event("diya_paid", "2026-07-01", heir="brother", victim="V1", accused="A1", amount="نصف المبلغ", currency="YER")],
     "qisas_dropped", [], {"wife": ("court_validated", "disputed"), "brother": (None, "paid")}, []),
    ("an age in doubt, a pardon, and then of age", [age("doubtful", "2026-02-10"), waiver(), VALIDATED, age("adult", "2026-05-01")],
     "qisas_dropped", [], {"wife": ("court_validated", "claimed")}, []),
    ("of age by a ruling, and then a word for him without a number",
     [age("adult", "2026-02-10"), age("child", "2026-05-01", None)], "cannot_be_set", [None], {"wife": (None, "claimed")}, []),
    ("he inherits a part, and is found to be a child", [inherits("brother", "2026-03-01"), age("child", "2026-04-01"), waiver()],
     "cannot_be_set", ["W1", None], {"wife": ("alleged", "claimed")}, []),
    ("he stands in a certificate that another supersedes without him",
     [newer(WIFE, heir("A1", "1/2"), at="2026-02-10"), newer(WIFE, BROTHER, at="2026-02-20", name="H3", ends="H2")],
     "right_open", [], {"wife": (None, "claimed")}, []),
    ("two pardons under one name: both spare, the first says what becomes of the share",
     [pardon(), pardon(at="2026-04-05", diya="waived")], "qisas_dropped", [], {"wife": ("court_validated", "claimed")}, []),
    ("a pardon written down before its record had a number", [pardon(record=None), pardon(at="2026-04-05", diya="waived")],
     "qisas_dropped", [], {"wife": ("court_validated", "waived")}, ["NOT_VALIDATED"]),
    ("a pardon without a number, taken back", [pardon(record=None), of("waiver_withdrawn", "2026-04-05", "P1")],
     "right_open", ["P1"], {"wife": ("withdrawn", "claimed")}, ["NOT_VALIDATED"]),
    ("an heir's own inquiry, opened and closed without a waiver, is no stranger's",
     [of("inquiry_opened", "2026-03-01", "Q1", raised_by="brother", direction="not_to_waive", indicators=[]),
      of("inquiry_closed", "2026-03-09", "Q1", outcome="stands")], "right_open", [], {"brother": (None, "claimed")}, []),
    ("a stranger's inquiry is", [of("inquiry_opened", "2026-03-01", "Q1", raised_by="cousin", direction="to_waive", indicators=[]),
                                 of("inquiry_closed", "2026-03-09", "Q1", outcome="stands")],
     "right_open", [], {"wife": (None, "claimed")}, ["UNKNOWN_WAIVER", "UNKNOWN_WAIVER"]),
]  # fmt: skip


@pytest.mark.rule("Q-28", "Q-25", "Q-19")
@pytest.mark.parametrize(("name", "facts", "state", "holds", "heirs", "refused"), CASES, ids=[one[0] for one in CASES])
def test_interplay(name: str, facts: list[Event], state: str, holds: Any, heirs: Event, refused: list[str]):
    found = stands(*facts)

    assert (found["state"], sorted(held(found), key=str), found["stop"]) == (state, sorted(holds, key=str), bool(holds))
    for who, expected in heirs.items():
        assert (of_heir(found, who)["waiver"], of_heir(found, who)["diya"]) == expected
    assert refusals(found) == refused


def test_one_waiver_towards_two_accused_meets_a_death_an_inheritance_and_a_fixed_penalty():
    facts = [*case(), *(accused(name) for name in ("A2", "A3", "A4")), waiver(accused=["A1", "A2", "A3", "A4"])]
    facts += [characterised(accused="A2"), characterised(accused="A3"), characterised("hadd", accused="A4"), VALIDATED]
    facts += [event("offender_died", "2026-03-15", accused="A2"), inherits("brother", "2026-03-15", "A3")]
    found = replay(facts)

    assert [(one["accused"], one["state"], held(one)) for one in found["rights"]] == [
        ("A1", "qisas_dropped", []), ("A2", "offender_died", []), ("A3", "barred", [None]), ("A4", "not_waivable", []),
    ]  # fmt: skip
    assert refusals(found) == ["TRACK_NOT_WAIVABLE"]


@pytest.mark.parametrize(
    ("facts", "is_told"),
    [
        ([pardon(), pardon(at="2026-04-05", diya="waived")], True),
        ([pardon(), pardon("brother", "2026-04-05")], True),
        ([waiver("P1", "brother"), pardon()], True),
        ([pardon(), pardon(at="2026-04-05", record="R/10")], False),
        ([waiver("P1"), pardon()], False),
        ([pardon(), accused("A2"), characterised(accused="A2"), pardon(accused="A2", diya="waived")], False),
    ],
)
def test_pardons_under_one_name_that_differ_are_two_versions(facts, is_told):
    assert ("two_versions" in stands(*facts)["flags"]) is is_told


@pytest.mark.rule("Q-26")
@pytest.mark.parametrize(
    ("judgments", "is_told"),
    [
        ([judgment("acquitted", "2026-03-01", final=False)], True),
        ([judgment("convicted", "2026-02-20"), judgment("discontinued", "2026-03-01", final=False)], True),
        ([judgment("acquitted", "2026-03-01"), judgment("convicted", "2026-05-01", final=False)], True),
        ([judgment("acquitted", "2026-03-01"), judgment("convicted", "2026-05-01")], False),
        ([judgment("acquitted", "2026-03-01"), judgment("convicted", "2026-05-01", "C-9")], True),
    ],
)
def test_an_acquittal_counts_until_a_later_conviction_of_the_same_charge_is_final(judgments, is_told):
    assert ("ACQUITTED" in codes(stands(characterised(charge="C-9"), *judgments))) is is_told


@pytest.mark.parametrize("amount", [-1, -0.5, "", " ", True, None, [1]])
def test_an_amount_is_never_less_than_nothing_and_never_empty(amount):
    paid = '{"kind": "diya_paid", "at": "2026-03-01", "heir": "a", "victim": "V1", "accused": "A1", "currency": "YER", "amount": %s}'
    for written in (0, 0.5, "5,500,000", "مئة من الإبل"):
        assert len(events.read([paid % json.dumps(written)], ADEN)) == 1
    with pytest.raises(UnreadableError):
        events.read([paid % json.dumps(amount)], ADEN)
    with pytest.raises(UnreadableError):
        events.read([paid % "1e999"], ADEN)


def test_a_right_stands_on_its_own_day():
    facts = [*case(), waiver(), VALIDATED, victim(at="2026-05-01", identified=False)]

    assert right(replay(facts, "2026-03-31"))["state"] == "right_open"
    assert "FIND_HEIRS" in codes(right(replay(facts)))


SECOND = [
    accused("A2"),
    characterised(accused="A2"),
    victim("V2"),
    certificate(name="H9", victim="V2"),
    characterised(victim="V2"),
]


@pytest.mark.rule("JUD-04", "Q-23")
@pytest.mark.parametrize(
    ("who", "towards"),
    [("brother", {}), ("wife", {"accused": "A2"}), ("wife", {"victim": "V2"}), ("boy", {"accused": "A2"})],
)
@pytest.mark.parametrize("first", [waiver(diya="kept"), pardon(name="W1", at="2026-03-01", record=None)])
def test_a_record_proves_no_pardon_that_another_heir_spoke_or_towards_another_under_the_same_name(who, towards, first):
    other = pardon(who, "2026-03-05", "W1", record=None, diya="conditional", **towards)
    found = replay([*case(), *SECOND, first, other, VALIDATED, ruled("court_rejected", "2026-04-02")])
    pair = other["victim"], other["accused"]
    touched = right(found, *pair)

    assert touched["state"] == ("qisas_dropped" if pair == ("V1", "A1") else "right_open")
    assert (of_heir(touched, who)["waiver"], of_heir(touched, who)["diya"]) == ("alleged", "claimed")
    assert held(touched) == ["W1"]
    assert held(right(replay([*case(), *SECOND, first, other, ruled("hold_ruled")]), *pair)) == []
    assert right(found)["state"] == "qisas_dropped"


@pytest.mark.rule("JUD-04")
def test_a_pardon_under_the_name_of_anothers_paper_has_no_condition_of_it():
    paper = waiver(diya="conditional", conditions=K)
    spoken = pardon("brother", "2026-03-05", "W1", diya="conditional")
    found = stands(paper, spoken, VALIDATED, of("condition_met", "2026-05-01", condition="k"))

    assert [of_heir(found, who)["diya"] for who in ("wife", "brother")] == ["waived", "conditional"]
