"""The two days between the session and the second asking, wherever they are told, and who is to be asked next."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from browse import signed_in
from django.urls import reverse
from stage import NOW
from victims_matter import PAPER, PLAN

from tansiq.compartments.victims import actions, asked, ledger, letters
from tansiq.compartments.victims.drafts import WaiverDraft
from tansiq.compartments.victims.models import Errand
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.db import acting_as
from tansiq.kernel.reading import day

BEFORE = NOW - timedelta(days=9)
ABOUT = letters.About("E-2346-79AC", "سعاد", "ناصر", "ج/2026/71", "مكتب الضحايا")


@pytest.mark.rule("Q-10", "G11")
def test_the_days_that_bind_are_seven_and_those_told_of_are_the_charters():
    found = asked.reflection(NOW)

    assert (found.counts_from - NOW, found.told_until - NOW) == (timedelta(days=7), timedelta(days=14))
    assert asked.until_told(found.counts_from) == found.told_until


@pytest.mark.parametrize(("days", "read"), [(7, "7 أيام"), (10, "10 أيام"), (14, "14 يومًا")])
def test_both_are_read_aloud_as_they_are_counted(monkeypatch, days, read):
    monkeypatch.setattr(asked, "days_told", lambda at: days)

    said = " ".join(one.text for one in letters.before_signing(ABOUT, NOW))

    assert f"أمامك {read} لتفكر" in said
    assert "في أول 7 أيام فلا يُعتد بها" in said


@pytest.mark.django_db
@pytest.mark.rule("Q-10")
def test_whoever_may_be_asked_again_is_on_the_desk_and_then_whoever_confirmed(matter: Any, agencies: Any):
    matter.characterise()
    draft = WaiverDraft(
        heir="H2", victims=("V1",), accused=("A1",), qisas=True, diya="kept", channel="session", signed_by="H2",
        offered_by="لا أحد", paid="لا شيء",
    )  # fmt: skip
    matter.do("woman", actions.record_waiver, now=BEFORE, matter_id=matter.matter.id, draft=draft, on=BEFORE.date(),
              paper=PAPER)  # fmt: skip

    def lines(who: str = "office", now: Any = NOW) -> list[tuple[str, Any]]:
        with acting_as(matter.cast[who]):
            return [(one.what, one.due_at) for one in asked.desk_lines(matter.cast[who], now)]

    def days(code: str) -> str:
        return signed_in("office").get(reverse(code, args=[matter.matter.id, "W1"])).content.decode()

    assert lines() == []
    assert "No private session has taken place yet" in days("victims:again")
    matter.do("woman", actions.hold_session, now=BEFORE, matter_id=matter.matter.id, waiver="W1", is_alone=True,
              was_read_aloud=True, reader="", counsellor="محامية العون", place="بيت عمه", words="قال إنه يعفو لوجه الله")  # fmt: skip
    found = asked.reflection(BEFORE)
    matter.do("woman", actions.write_plan, party_id=matter.id("H2"), draft=PLAN)
    assert lines(now=BEFORE + timedelta(days=3)) == lines("counsel") == []
    [(what, due)] = lines()
    assert (day(charter.local_day(found.counts_from)) in what, due) == (True, found.told_until)
    for code in ("victims:waiver", "victims:again"):
        page = days(code)
        assert all(day(charter.local_day(one)) in page for one in (found.counts_from, found.told_until))

    row = matter.do("woman", actions.ask_desk, now=NOW, matter_id=matter.matter.id, waiver="W1",
                    desk_id=agencies["desk"], meet="عند عمه ضحى")  # fmt: skip
    assert lines() == []
    other = replace(matter.cast["identity"], roles=frozenset({"womens_officer"}))
    matter.run(other, actions.confirm_elsewhere, actor=other, now=NOW, errand_id=row.id, is_alone=True, place="بيت عمه",
               answer="yes", words="ما زال على قوله")  # fmt: skip
    assert ["take it into the file" in what for what, _due in lines()] == [True]
    matter.do("office", actions.take_in, errand_id=row.id)
    assert [what for what, _due in lines()] == ["Confirmed a second time, and not yet sent to the court"]
    matter.do("office", actions.send_to_court, matter_id=matter.matter.id, waiver="W1", paper="كتابنا رقم 8")
    assert lines() == []
    with acting_as(matter.cast["office"]):
        assert Errand.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("gone", ["void", "died"])
def test_nobody_who_may_not_be_asked_stands_before_whoever_may_and_a_file_is_replayed_once(matter, monkeypatch, gone):
    monkeypatch.setattr(asked, "MOST_LINES", 1)
    matter.characterise()
    for at, heir in enumerate(("H1", "H2", "H1"), 1):
        draft = WaiverDraft(
            heir=heir, victims=("V1",), accused=("A1",), qisas=True, diya="kept", channel="session", signed_by=heir,
            offered_by="لا أحد", paid="لا شيء",
        )  # fmt: skip
        told = {"now": BEFORE + timedelta(minutes=at), "matter_id": matter.matter.id}
        matter.do("woman", actions.record_waiver, draft=draft, on=BEFORE.date(), paper=PAPER, **told)
        matter.do("woman", actions.hold_session, waiver=f"W{at}", is_alone=True, was_read_aloud=True, reader="",
                  counsellor="محامية العون", place="بيت عمه", words="قال إنه يعفو لوجه الله", **told)  # fmt: skip
    if gone == "died":
        matter.fact("heir_died", heir="H1")
    else:
        for code in ("W1", "W3"):
            about: dict[str, Any] = {"matter_id": matter.matter.id, "waiver": code, "on": NOW, "paper": PAPER}
            matter.do("office", actions.open_inquiry, direction="to_waive", raised_by="H1", **about)
            matter.do("judge", actions.record_about_waiver, kind="inquiry_closed", told={"outcome": "void"}, **about)
    replays, once = [], ledger.standings
    monkeypatch.setattr(ledger, "standings", lambda rows, at: replays.append(at) or once(rows, at=at))

    with acting_as(matter.cast["office"]):
        [line] = asked.desk_lines(matter.cast["office"], NOW)
        assert [row.waiver for row in asked._heard(NOW)] == ["W2"]

    assert line.reference.endswith("W2")
    assert len(replays) == 1
