"""The same form sent twice is asked about before it stands twice, and is never refused for good (W-4)."""

from __future__ import annotations

import pytest
from browse import signed_in
from django.urls import reverse
from victims_matter import DAY, PAPER, opened

from tansiq.compartments.victims import queries
from tansiq.compartments.victims.models import Entry
from tansiq.kernel.db import acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter(cast, do, agencies):
    return opened(cast, do, agencies["court"])


@pytest.mark.rule("W-4")
def test_what_was_sent_before_stands_twice_only_where_somebody_says_that_it_is_another_one(matter):
    office = signed_in("office")
    page = reverse("victims:fact", args=[matter.matter.id, "diya_paid"])
    typed = {"on": DAY.isoformat(), "paper": PAPER, "heir": "H1", "victim": "V1", "accused": "A1", "amount": "200000",
             "currency": "YER"}  # fmt: skip

    def paid():
        with acting_as(matter.cast["office"]):
            return Entry.objects.filter(kind="diya_paid").count()

    answers = [office.post(page, typed | more).status_code for more in ({}, {}, {"paper": "إيصال آخر 13"}, {})]
    assert (answers, paid()) == ([302, 409, 302, 409], 2)

    again = office.post(page, typed)
    assert "It is another one of the same kind" in again.text
    assert office.post(page, typed | {"send_again": "on"}).status_code == 302
    assert signed_in("office").post(page, typed).status_code == 302  # what another session sent is not known here
    assert paid() == 4
    assert len(matter.do("office", queries.entries, matter.matter.id, "diya_paid")) == 4


def test_what_an_action_refuses_the_second_time_it_says_itself(matter):
    office = signed_in("office")
    page = reverse("victims:accused_new", args=[matter.matter.id])
    typed = {"on": DAY.isoformat(), "paper": PAPER, "reference": "ج/2026/99", "age_at_act": "adult"}
    assert office.post(page, typed).status_code == 302

    answer = office.post(page, typed)

    assert answer.status_code == 422
    assert "SENT_BEFORE" not in answer.text
