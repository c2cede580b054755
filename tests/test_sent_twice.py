"""The same form sent twice is asked about before it stands twice, and is never refused for good (W-4)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from browse import signed_in
from django.db import connections
from django.test import Client
from django.urls import reverse
from victims_matter import DAY, PAPER, opened

from tansiq.compartments.custody.models import Detention
from tansiq.compartments.victims import queries
from tansiq.compartments.victims.models import Entry
from tansiq.kernel.db import acting_as


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


@pytest.mark.rule("W-4")
def test_of_two_that_are_sent_at_once_the_second_waits_and_is_asked(committed, do):
    session, start = signed_in("arrester"), Barrier(2)
    typed = {"full": "سالم عوض", "place": "-", "place_words": "بيت خلف السوق"}

    def click(_nth):
        client = Client()
        client.cookies = session.cookies
        try:
            start.wait(10)
            return client.post(reverse("custody:arrest_new"), typed).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=2) as pool:
        assert sorted(pool.map(click, range(2))) == [302, 409]
    assert do(committed["inspector"], Detention.objects.count) == 1
