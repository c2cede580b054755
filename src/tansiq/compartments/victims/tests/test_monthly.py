"""No stop is forgotten: the inspector looks at each once a month, and only a judge's ruling ends one (Q-23)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from browse import signed_in
from django.apps import apps
from django.db.utils import ProgrammingError
from django.urls import reverse
from stage import NOW
from victims_matter import PAPER

from tansiq.compartments.victims import actions, held
from tansiq.compartments.victims.drafts import WaiverDraft
from tansiq.compartments.victims.errors import AlreadyDone
from tansiq.compartments.victims.models import HoldReview
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

pytestmark = [pytest.mark.django_db, pytest.mark.rule("Q-23")]
RAISED = NOW - timedelta(days=40)
FOUND = "سُئل أمين السر عن موعد الجلسة"


@pytest.fixture
def stop(matter: Any) -> Any:
    """A stop that has stood for forty days."""
    draft = WaiverDraft(
        heir="H2", victims=("V1",), accused=("A1",), qisas=True, diya="kept", channel="paper", signed_by="H2",
        offered_by="لا أحد", paid="لا شيء",
    )  # fmt: skip
    matter.do("office", actions.record_waiver, now=RAISED, matter_id=matter.matter.id, draft=draft, on=RAISED.date(),
              paper=PAPER)  # fmt: skip
    with acting_as(matter.cast["inspector"]):
        [row] = held.holds()
    return row


def look(matter: Any, stop: Any, by: str = "inspector", found: str = FOUND, now: Any = NOW) -> Any:
    return matter.do(by, actions.review_hold, now=now, hold_id=stop.id, found=found)


def clocks_of(matter: Any, stop: Any) -> list[tuple[Any, Any, Any]]:
    with acting_as(matter.cast["inspector"]):
        rows = apps.get_model("clocks", "Clock").objects.filter(code="HOLD-REVIEW", subject_id=stop.id)
        return [(row.due_at, row.met_at, row.stopped_at) for row in rows.order_by("due_at")]


def rule(matter: Any) -> None:
    matter.do("judge", actions.record_about_waiver, matter_id=matter.matter.id, kind="hold_ruled", waiver="W1", on=NOW,
              paper=PAPER, told={"record": "م/11", "judge": "القاضي فارس"})  # fmt: skip


def test_a_month_runs_with_each_stop_and_again_after_each_look_and_ends_with_the_ruling(matter, stop):
    [(due, met, _)] = clocks_of(matter, stop)
    assert due - RAISED in (timedelta(days=30), timedelta(days=31), timedelta(days=28))
    assert met is None

    made = look(matter, stop)

    assert [met for _, met, _ in clocks_of(matter, stop)] == [NOW, None]
    with acting_as(matter.cast["inspector"]):
        [one] = held.held_in(NOW - timedelta(days=1), NOW)
        assert (one.last, one.due_at) == (made, made.next_due_at)
        assert held.holds() == [stop]
    rule(matter)
    assert clocks_of(matter, stop)[-1][2] == NOW
    with acting_as(matter.cast["inspector"]):
        assert held.holds() == held.to_review(NOW + timedelta(days=60)) == []
        assert len(held.held_in(NOW - timedelta(days=1), NOW + timedelta(days=1))) == 1
    with pytest.raises(AlreadyDone):
        look(matter, stop)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("judge", NotPermitted), ("office", NotPermitted), ("registrar", NotPermitted), ("custodian", NotFound), ("asker", NotFound)],
)  # fmt: skip
def test_no_side_of_the_case_reviews(matter, stop, who, refusal):
    with pytest.raises(refusal):
        look(matter, stop, by=who)


def test_a_review_says_what_was_found_and_stands(matter, stop):
    with pytest.raises(Invalid):
        look(matter, stop, found="قليل")
    row = look(matter, stop)

    for who in ("inspector", "judge", "office"):
        with acting_as(matter.cast[who]):
            assert HoldReview.objects.get() == row
    with acting_as(matter.cast["custodian"]):
        assert HoldReview.objects.count() == 0
    with pytest.raises(ProgrammingError, match="victims_holdreview"):
        matter.run(matter.cast["inspector"], lambda: HoldReview.objects.update(found="x"))


def test_the_pages_of_the_month_show_each_stop_by_number(matter, stop):
    client = signed_in("inspector")
    listed = client.get(reverse("victims:holds_month")).content.decode()
    assert stop.number in listed
    assert reverse("victims:hold_review", args=[stop.id]) in listed

    done = client.post(reverse("victims:hold_review", args=[stop.id]), {"found": FOUND})

    assert done.status_code == 302
    assert FOUND in client.get(reverse("victims:holds_month")).content.decode()
    assert stop.number not in client.get(reverse("victims:holds_month") + "?month=2020-01").content.decode()
    assert client.get(reverse("victims:holds_month") + "?month=9999-12").status_code == 200
    judge = signed_in("judge").get(reverse("victims:holds_month")).content.decode()
    assert stop.number in judge
    assert reverse("victims:hold_review", args=[stop.id]) not in judge
