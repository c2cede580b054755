"""Threats and pressure that a file shows are with the protection desk at once, by handle (Q-14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from stage import NOW
from victims_matter import PAPER

from tansiq.compartments.victims import actions, ledger, queries
from tansiq.compartments.victims.drafts import WaiverDraft
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.clocks import queries as running
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

pytestmark = [pytest.mark.django_db, pytest.mark.rule("Q-14")]
QUIET = WaiverDraft(
    heir="H1", victims=("V1",), accused=("A1",), qisas=True, diya="kept", channel="paper", signed_by="H1",
    offered_by="لا أحد", paid="لا شيء",
)  # fmt: skip


def threats(matter: Any) -> list[Any]:
    with acting_as(matter.cast["guard"]):
        return list(apps.get_model("protection", "Threat").objects.order_by("received_at"))


def waive(matter: Any, by: str = "office", **change: Any) -> Any:
    return matter.do(by, actions.record_waiver, matter_id=matter.matter.id, draft=replace(QUIET, **change),
                     on=NOW.date(), paper=PAPER)  # fmt: skip


def inquire(matter: Any, by: str, waiver: str = "W1", **change: Any) -> Any:
    told = {"raised_by": "H2", "direction": "not_to_waive", "indicators": ["displaced"]} | change
    return matter.do(by, actions.record_about_waiver, matter_id=matter.matter.id, kind="inquiry_opened", waiver=waiver,
                     on=NOW, paper=PAPER, told=told)  # fmt: skip


def told_after(matter: Any, known: int) -> Any:
    """What the desk was told after that many."""
    [row] = threats(matter)[known:]
    return row


def spoken(matter: Any, by: str, record: str = "") -> Any:
    return matter.do(by, actions.record_pardon, matter_id=matter.matter.id, heir="H1", victim="V1", accused="A1",
                     qisas=True, diya="kept", record=record, judge="القاضي فارس", on=NOW, paper=PAPER)  # fmt: skip


@pytest.mark.rule("Q-23")
def test_every_waiver_opens_an_assessment_whatever_it_shows(matter):
    waive(matter)
    waive(matter, heir="H2", qisas=False, diya="waived")

    rows = threats(matter)
    assert [(row.origin, row.function) for row in rows] == [("victims", "HEIR")] * 2
    assert "H1" in rows[0].threatened
    assert "H2" in rows[1].threatened
    # The desk learns that she may need protection: not her name, and not what she wishes.
    assert all("باغويطة" not in row.words + row.threatened for row in rows)
    assert all("قصاص" not in row.words and "ضغط" in row.words for row in rows)


@pytest.mark.rule("Q-23")
@pytest.mark.parametrize(("by", "record"), [("registrar", "م/3"), ("office", "")])
def test_every_pardon_spoken_in_court_opens_one_too(matter, by, record):
    spoken(matter, by, record)

    [row] = threats(matter)
    assert "W1" in row.words


def test_a_paper_that_shows_pressure_tells_the_desk_which_signs(matter):
    waive(matter)
    waive(matter, place="معسكر الربوة", offered_by="قائد المعسكر", paid="مليونان")

    row = told_after(matter, 1)
    assert (row.origin, row.reference, row.function) == ("victims", matter.matter.number, "HEIR")
    assert "W2" in row.words
    # Only the office reaches her: the desk gets no name, and no name of whom she lost.
    assert "باغويطة" not in row.words + row.threatened
    assert "H1" in row.threatened


@pytest.mark.rule("Q-24")
@pytest.mark.parametrize("by", ["office", "judge"])
@pytest.mark.parametrize("direction", ["to_waive", "not_to_waive"])
def test_an_inquiry_in_either_direction_tells_the_desk(matter, by, direction):
    waive(matter)

    inquire(matter, by, direction=direction)

    # Both were told at one moment: which of them comes first says nothing.
    told = threats(matter)
    assert len(told) == 2
    assert any("النزوح" in row.words or "نازح" in row.words for row in told)


def test_an_inquiry_into_a_pardon_in_court_tells_the_desk_and_no_other_counsel(matter):
    spoken(matter, "registrar", "م/3")

    row = inquire(matter, "office")

    assert row.heir.code == "H1"
    assert len(threats(matter)) == 2


@pytest.mark.parametrize(("code", "function"), [("A1", "SUSPECT"), ("H3", "HEIR"), ("V1", "OTHER")])
def test_whoever_is_threatened_is_protected_the_accused_like_anybody(matter, code, function):
    matter.do("office", actions.report_threat, matter_id=matter.matter.id, threatened=code,
              words="قال أخوه إنه سيقتله عند باب المحكمة")  # fmt: skip

    [row] = threats(matter)
    assert row.function == function
    assert ("ج/2026/71" in row.threatened) is (code == "A1")


@pytest.mark.parametrize(("who", "refusal"), [("counsel", NotFound), ("inspector", NotPermitted), ("asker", NotFound)])
def test_nobody_else_tells_from_this_room(matter, who, refusal):
    with pytest.raises(refusal):
        matter.do(who, actions.report_threat, matter_id=matter.matter.id, threatened="A1", words="سيقتله عند الباب")


@pytest.mark.parametrize(("code", "words"), [("A9", "سيقتله عند الباب"), ("A1", "قليل"), ("A1", "x\0" * 8)])
def test_a_threat_needs_somebody_and_words(matter, code, words):
    with pytest.raises(Invalid):
        matter.do("office", actions.report_threat, matter_id=matter.matter.id, threatened=code, words=words)
    assert threats(matter) == []


def truce(matter: Any, ends_on: Any) -> Any:
    told = {"parties": ["آل باغويطة", "آل بارجاش"], "text": "صلح لمدة معلومة"}
    return matter.fact("settlement", beside={"women_heard": "أم القتيل"},
                       **told | ({"ends_on": ends_on.isoformat()} if ends_on else {}))  # fmt: skip


@pytest.mark.rule("Q-27")
@pytest.mark.parametrize("beside", [None, {}, {"women_heard": " "}, {"mediators": "الشيخ"}])
def test_of_a_settlement_it_is_said_which_women_were_heard_or_why_none(matter, beside):
    told = {"parties": ["آل باغويطة", "آل بارجاش"], "text": "صلح"}
    with pytest.raises(Invalid) as refusal:
        matter.fact("settlement", beside=beside, **told)
    assert refusal.value.errors == [{"field": "women_heard", "code": "MISSING"}]
    row = matter.fact("settlement", beside={"women_heard": "لا أحد، لأن الوسطاء لم يسألوا عنهن"}, **told)
    assert row.beside == {"women_heard": "لا أحد، لأن الوسطاء لم يسألوا عنهن"}


def ends(matter: Any) -> list[Any]:
    rows = apps.get_model("clocks", "Clock").objects.filter(code="SETTLEMENT-END")
    return matter.run(system_actor("gateway"), lambda: list(rows.order_by("due_at")))


@pytest.mark.rule("Q-27")
@pytest.mark.parametrize(("days", "due"), [(30, 27), (2, 0), (-5, 0)])
def test_the_desk_is_told_before_a_truce_ends_and_at_once_where_it_ends_sooner(matter, days, due):
    truce(matter, NOW.date() + timedelta(days=days))

    [clock] = ends(matter)
    assert clock.reference == matter.matter.number
    # The day begins in the place of the charter, and never before the alarm could be raised.
    assert 0 <= (NOW + timedelta(days=due) - clock.due_at).total_seconds() < 24 * 3600
    later = clock.due_at + timedelta(minutes=5)
    matter.run(system_actor("clock"), clocks.raise_due, now=later)
    with acting_as(matter.cast["guard"]):
        assert [row.code for row in running.open_alarms() if row.reference == matter.matter.number] == [
            "SETTLEMENT-END"
        ]  # fmt: skip


@pytest.mark.rule("Q-27")
def test_a_truce_without_an_end_rings_nobody_and_touches_no_right(matter):
    matter.characterise()
    before = matter.do("office", ledger.answer_of, matter.do("office", queries.entries, matter.matter.id), at=NOW)

    truce(matter, None)

    after = matter.do("office", ledger.answer_of, matter.do("office", queries.entries, matter.matter.id), at=NOW)
    assert (ends(matter), after) == ([], before)


def test_whoever_names_a_threat_has_done_what_the_end_of_a_truce_asks_for(matter):
    truce(matter, NOW.date() + timedelta(days=1))
    matter.do("office", actions.report_threat, matter_id=matter.matter.id, threatened="A1",
              words="انتهى الصلح وحلف أخوه أن يقتله")  # fmt: skip

    [clock] = ends(matter)
    assert clock.met_at is not None
