"""Signs of pressure: each can be written down and is counted, in either direction; none is a verdict (heirs-law 3.5)."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date

import pytest

from tansiq.compartments.victims import events
from tansiq.compartments.victims.circle import Circle
from tansiq.compartments.victims.replay import replay as replayed
from tansiq.compartments.victims.tests.scenes import (
    ADEN,
    END,
    Event,
    case,
    codes,
    event,
    heir,
    of,
    pack,
    pardon,
    replay,
    ruled,
    stands,
    waiver,
)
from tansiq.kernel.charter.charter import Charter
from tansiq.kernel.charter.heirs import INDICATORS
from tansiq.kernel.replays import moment

SEEN_IN_A_PAPER = {
    "no_reader": {"literate": False},
    "detention_or_military_place": {"place": "معسكر الربوة"},
    "security_payment": {"offered_by": "none", "paid": "two million from a commander"},
    "obtained_by_keeper": {"offered_by": "مدير السجن"},
}


def ticked(*signs: str, direction: str = "to_waive", waiver: str = "W1") -> Event:
    told = {"raised_by": "brother", "direction": direction, "indicators": list(signs)}
    return of("inquiry_opened", "2026-03-02", waiver, **told)


@pytest.mark.rule("Q-10", "Q-24")
@pytest.mark.parametrize("direction", ["to_waive", "not_to_waive"])
@pytest.mark.parametrize("sign", [one for one in INDICATORS if one != "mediator_payment"])
@pytest.mark.parametrize("charter", ["yem", "irq"])
def test_every_sign_can_be_written_down_and_is_counted(sign, direction, charter):
    [found] = replay([*case(), waiver(), ticked(sign, direction=direction)], charter=charter)["rights"]

    assert sign in found["flags"]
    assert "COERCION_INDICATORS" in codes(found)
    assert found["stop"]


@pytest.mark.rule("Q-10")
@pytest.mark.parametrize("sign", sorted(SEEN_IN_A_PAPER))
def test_what_a_paper_itself_shows_is_counted_without_anybody_who_ticks_it(sign):
    assert sign in stands(waiver(**SEEN_IN_A_PAPER[sign]))["flags"]
    assert sign not in stands(waiver())["flags"]


@pytest.mark.rule("Q-10")
def test_a_sign_is_no_verdict_and_stays_when_the_inquiry_is_closed():
    closed = of("inquiry_closed", "2026-03-10", outcome="stands")
    found = stands(waiver(), ticked("displaced"), closed, ruled("court_validated"))

    assert (found["state"], found["stop"]) == ("qisas_dropped", False)
    assert "displaced" in found["flags"]
    assert "coercion_inquiry" not in found["flags"]


@pytest.mark.rule("Q-27")
def test_a_mediator_who_is_ticked_alone_is_none_and_beside_another_is_one():
    assert "mediator_payment" not in stands(waiver(), ticked("mediator_payment"))["flags"]
    assert "mediator_payment" in stands(waiver(), ticked("mediator_payment", "displaced"))["flags"]


def test_a_sign_that_the_charter_does_not_know_is_kept_and_not_counted():
    assert "bad dreams" not in stands(waiver(), ticked("bad dreams"))["flags"]


def test_a_sign_about_a_pardon_in_court_is_counted_too():
    assert "heir_absent" in stands(pardon(), ticked("heir_absent", waiver="P1"))["flags"]


@pytest.mark.rule("Q-10")
def test_a_witness_written_in_two_ways_is_one_and_nobody_is_none():
    def flags(*names: str) -> list[str]:
        papers = [waiver(f"W{place}", witnesses=[name]) for place, name in enumerate(names, 1)]
        return stands(*papers)["flags"]

    assert "same_witness" in flags("أحمد سالم", "احمد سالم", "أحمد  سالم", "احمد سالم")
    assert "same_witness" not in flags("لا أحد", "لا أحد", "لا أحد", "لا أحد")


@pytest.mark.rule("Q-10")
def test_how_many_papers_one_witness_may_stand_on_is_said_by_the_charter():
    papers = [waiver(f"W{place}", witnesses=["سالم"]) for place in (1, 2, 3)]
    law = pack("yem")
    rows = [row.model_copy(update={"value": "2"}) if row.code == "MANY-WAIVERS" else row
            for row in law.heirs.heirs_settings]  # fmt: skip
    stricter = replace(law, heirs=law.heirs.model_copy(update={"heirs_settings": tuple(rows)}))
    lines = events.read([json.dumps(fact) for fact in [*case(), *papers]], law.jurisdiction.tz)

    def flags(charter: Charter) -> tuple[str, ...]:
        [right] = replayed(lines, at=date(2026, 12, 31), charter=charter).rights
        return right.flags

    assert "same_witness" not in flags(law)
    assert "same_witness" in flags(stricter)


def test_one_paper_for_all_the_dead_of_a_market_is_read_once_and_not_for_each_pair(monkeypatch):
    asked, is_stranger = [], Circle.is_stranger
    monkeypatch.setattr(Circle, "is_stranger", lambda *told: asked.append(told) or is_stranger(*told))
    dead, people = [f"D{number}" for number in range(20)], ["A1", "A2", "A3"]

    found = replay([*case(), waiver(victims=["V1", *dead], accused=people)])

    assert len(found["rights"]) == 63
    assert len(asked) <= 2 * len(found["rights"])


def test_a_replay_grows_with_the_heirs_and_not_with_their_square():
    def steps(many: int) -> int:
        """How many calls one replay of that many heirs takes, each of whom waives, objects, and asks or is paid."""
        names = [f"h{number}" for number in range(many)]
        facts = [*case("qisas", *(heir(name, f"1/{many}") for name in names))]
        for name in names:
            facts += [
                waiver(name, name, diya="waived"), ruled("court_validated", waiver=name),
                of("inquiry_opened", "2026-03-02", name, raised_by=name, direction="to_waive", indicators=[]),
                event("request", "2026-03-01", heir=name, victim="V1", accused="A1"),
            ]  # fmt: skip
        lines = events.read([json.dumps(fact) for fact in facts], ADEN)
        calls, before = [0], sys.getprofile()
        sys.setprofile(lambda frame, what, _: calls.__setitem__(0, calls[0] + (what == "call")))
        try:
            replayed(lines, at=moment(END), charter=pack("yem"))
        finally:
            sys.setprofile(before)
        return calls[0]

    assert steps(160) < 2.5 * steps(80)


def opened(by: str, direction: str, at: str = "2026-03-02") -> Event:
    return of("inquiry_opened", at, raised_by=by, direction=direction, indicators=[])


@pytest.mark.rule("Q-24", "E06")
@pytest.mark.parametrize(
    ("closing", "is_open"),
    [
        ({}, False),
        ({"raised_by": "brother", "direction": "to_waive"}, True),
        ({"direction": "not_to_waive"}, True),
        ({"raised_by": "wife"}, True),
    ],
)
def test_a_closing_that_names_its_inquiry_leaves_the_one_in_the_other_direction_open(closing, is_open):
    both = [waiver(), opened("brother", "to_waive"), opened("wife", "not_to_waive")]
    found = stands(*both, of("inquiry_closed", "2026-03-10", outcome="stands", **closing))

    assert ("coercion_inquiry" in found["flags"]) is is_open
    assert ("COERCION_INQUIRY" in codes(found)) is is_open
