"""What takes a protection away and one person alone has written waits for a second; what protects never waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from browse import signed_in
from django.db.utils import ProgrammingError
from django.urls import reverse
from django.utils.translation import override
from stage import NOW
from victims_matter import DAY, HEIRS, PAPER

from tansiq.compartments.victims import actions, ledger, papers, queries
from tansiq.compartments.victims import waiting as desk
from tansiq.compartments.victims.confirming import NOBODY_YET, as_counted, waiting
from tansiq.compartments.victims.drafts import HeirDraft
from tansiq.compartments.victims.errors import AlreadyDone, AnotherReader
from tansiq.compartments.victims.models import Confirmation, Entry
from tansiq.compartments.victims.tests.test_papers import sheet, words_of
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import NotFound, NotPermitted


def told(at: str, kind: str, *, alone: bool = True, number: int = 1, **event):
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    return SimpleNamespace(
        id=uuid4(), number=number, kind=kind, event={"kind": kind, "at": at} | event, happened_at=moment, is_alone=alone
    )


def paper(at: str, capacity: str, *, born: str = "", heir: str = "H1", **more):
    one = {"heir": heir, "share": "1", "capacity": capacity} | ({"born_on": born} if born else {})
    return told(at, "certificate", heirs=[one], **more)


def ruled(at: str, capacity: str, record: str | None, **more):
    return told(at, "capacity_ruled", heir="H1", capacity=capacity, record=record, **more)


@pytest.mark.rule("Q-16")
@pytest.mark.parametrize(
    ("before", "last", "counts"),
    [
        ((), {"capacity": "capable"}, "capable"),
        ((paper("2020-01-01", "minor"),), {"capacity": "capable"}, "minor"),
        ((paper("2020-01-01", "lacks"),), {"capacity": "capable"}, "lacks"),
        ((paper("2020-01-01", "minor"),), {"capacity": "capable", "alone": False}, "capable"),
        ((paper("2020-01-01", "minor"),), {"capacity": "lacks"}, "lacks"),
        ((paper("2020-01-01", "minor", heir="H2"),), {"capacity": "capable"}, "capable"),
        ((paper("2020-01-01", "minor"), ruled("2021-01-01", "capable", "م/4")), {"capacity": "capable"}, "capable"),
        ((paper("2020-01-01", "minor"), ruled("2021-01-01", "capable", None)), {"capacity": "capable"}, "minor"),
        ((ruled("2021-01-01", "minor", None),), {"capacity": "capable"}, "minor"),
        ((ruled("2027-01-01", "minor", "م/4"),), {"capacity": "capable"}, "capable"),
        ((), {"capacity": "capable", "born": "2010-03-02"}, "minor"),
        ((), {"capacity": "capable", "born": "2008-03-01"}, "capable"),
        ((paper("2020-01-01", "capable", born="2010-03-02"),), {"capacity": "capable"}, "minor"),
        ((ruled("2021-01-01", "capable", "م/4"),), {"capacity": "capable", "born": "2010-03-02"}, "capable"),
    ],
)  # fmt: skip
def test_whom_one_person_calls_capable_counts_as_before(before, last, counts):
    line = paper("2026-03-01", number=9, **last)
    rows = [*(SimpleNamespace(**vars(one) | {"number": at}) for at, one in enumerate(before, 1)), line]

    found = as_counted(rows, set(), child_age=18)
    stands = found.get(9, line.event)["heirs"][0]["capacity"]

    assert stands == counts
    assert (line.id in waiting(rows, found)) == (counts != last["capacity"])
    whole = as_counted(rows, {one.id for one in rows}, child_age=18)
    assert whole == {}


@pytest.mark.rule("Q-11")
def test_an_inheritance_that_one_person_writes_is_nobodys_yet():
    line = told("2026-03-01", "offender_inherits", accused="A1", part="all", **{"from": "H1"})

    assert as_counted([line], set(), child_age=18) == {1: line.event | {"from": NOBODY_YET}}
    assert as_counted([line], {line.id}, child_age=18) == {}
    line.is_alone = False
    assert as_counted([line], set(), child_age=18) == {}


def right(matter):
    with acting_as(matter.cast["office"]):
        [one] = ledger.answer_of(queries.entries(matter.matter.id), at=NOW).rights
    return one.state, one.stop


def waiting_for(matter, who):
    """What the desk of somebody says of the one line that waits."""
    with acting_as(matter.cast[who]), override("en"):
        return next(iter(desk.desk_lines(matter.cast[who])), None)


def printed(matter):
    told = matter.do("judge", queries.matter_file, actor=matter.cast["judge"], now=NOW, matter_id=matter.matter.id, at=NOW,
                     purpose="OPEN_CASE", reference=matter.matter.number)  # fmt: skip
    with acting_as(matter.cast["judge"]):
        return words_of(papers.state_sheet(told, sheet("en", NOW.date())))


@pytest.mark.django_db
@pytest.mark.rule("Q-11", "Q-23", "G1")
def test_an_inheritance_holds_from_the_first_word_and_bars_with_the_second_person(matter):
    matter.characterise()
    row = matter.fact("offender_inherits", accused="A1", part="some", **{"from": "H1"})
    assert right(matter) == ("right_open", True)
    with pytest.raises(AnotherReader):
        matter.do("office", actions.confirm_line, entry_id=row.id)
    with pytest.raises(NotFound):
        matter.do("counsel", actions.confirm_line, entry_id=row.id)
    for nobody in (system_actor("clock"), replace(matter.cast["woman"], roles=frozenset({"heirs_counsel"}))):
        with acting_as(matter.cast["woman"]), pytest.raises(NotPermitted):
            actions.confirm_line(actor=nobody, now=NOW, entry_id=row.id)
    page = signed_in("woman").get(reverse("victims:matter", args=[matter.matter.id]))
    assert "One person alone has written this" in page.text
    assert page.text.count(f"line-{row.id}") == 2
    own, *others = (waiting_for(matter, who) for who in ("office", "woman", "judge"))
    assert [line.what[:9] for line in (own, *others)] == ["You alone", "One perso", "One perso"]
    assert {line.url for line in (own, *others)} == {
        f"{reverse('victims:matter', args=[matter.matter.id])}#line-{row.id}"
    }
    assert own.since_at == row.recorded_at
    assert "not counted yet" in printed(matter)
    with acting_as(matter.cast["counsel"]):
        assert desk.desk_lines(matter.cast["counsel"]) == []

    answer = signed_in("woman").post(reverse("victims:line_confirm", args=[row.id]))

    assert (answer.status_code, right(matter)) == (302, ("barred", True))
    assert waiting_for(matter, "judge") is None
    assert "not counted yet" not in printed(matter)
    with pytest.raises(AlreadyDone):
        matter.do("judge", actions.confirm_line, entry_id=row.id)


@pytest.mark.django_db
@pytest.mark.rule("Q-11", "Q-16")
def test_a_certificate_of_one_clerk_makes_no_minor_capable(matter):
    fresh = [HeirDraft("1/8", "capable", code="H1"), HeirDraft("7/8", "capable", code="H3")]

    def record(who):
        return matter.do(
            who, actions.record_certificate, matter_id=matter.matter.id, on=DAY + timedelta(days=1), paper=PAPER,
            victim="V1", court="محكمة المكلا", number="ح/10", heirs=fresh, supersedes="K1",
        )  # fmt: skip

    def capacity():
        with acting_as(matter.cast["office"]):
            return ledger.circle_of(queries.entries(matter.matter.id), at=NOW).capacity("V1", "H3")

    assert len(HEIRS) == 4
    row = record("office")
    assert (row.is_alone, row.event["heirs"][1]["capacity"], capacity()) == (True, "capable", "minor")
    assert matter.do("office", queries.waiting, matter.matter.id) == {row.id: ("H3",)}
    assert waiting_for(matter, "woman").since_at == row.recorded_at
    confirming = {"entry_id": row.id, "matter_id": row.matter_id, "owner_id": row.owner_id, "confirmed_at": NOW}
    for wrong in (
        lambda **_: Confirmation.objects.create(**confirming, confirmed_by=matter.cast["office"].user),
        lambda **_: Entry.objects.create(
            matter_id=row.matter_id, owner_id=row.owner_id, number=99, kind="certificate", event=row.event,
            happened_at=NOW, paper="x", recorded_at=NOW, recorded_by=matter.cast["office"].user, is_alone=False,
        ),
    ):  # fmt: skip
        with pytest.raises(ProgrammingError):
            matter.do("office", wrong)
    with pytest.raises(AnotherReader):
        matter.do("office", actions.confirm_line, entry_id=row.id)

    matter.do("judge", actions.confirm_line, entry_id=row.id)

    assert capacity() == "capable"
    assert waiting_for(matter, "woman") is None
    assert (record("registrar").is_alone, matter.do("office", queries.waiting, matter.matter.id)) == (False, {})
