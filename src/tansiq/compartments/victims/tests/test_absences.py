"""An heir abroad whom nobody reaches: told to the judge, flagged, and nothing in any right changes by it (Q-08, E06)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from browse import signed_in
from django.urls import reverse
from django.utils.translation import override
from stage import NOW

from tansiq.compartments.victims import actions, ledger, papers, queries
from tansiq.compartments.victims.errors import AlreadyDone
from tansiq.compartments.victims.models import Absence
from tansiq.compartments.victims.tests.test_papers import sheet, words_of
from tansiq.compartments.victims.views import rights
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

pytestmark = pytest.mark.django_db
SINCE, KNOWN = NOW.date() - timedelta(days=40), "خارج البلد، ولا يُعرف عنوانه"


@pytest.fixture
def away(matter: Any) -> Any:
    def run(code: str = "H2", *, by: str = "office", **change: Any) -> Any:
        told = {"since": SINCE, "known": KNOWN} | change
        return matter.do(by, actions.say_absent, party_id=matter.id(code), **told)

    matter.characterise()
    return run


def read(matter: Any, by: str) -> Any:
    return matter.do(by, queries.matter_file, actor=matter.cast[by], now=NOW, matter_id=matter.matter.id,
                     at=NOW.date(), purpose="OPEN_CASE", reference="V/1")  # fmt: skip


@pytest.mark.rule("Q-08", "E06")
def test_the_judge_is_told_who_is_not_reached_and_no_right_changes(matter, away):
    rows = matter.do("office", queries.entries, matter.matter.id)
    before = ledger.answer_of(rows, at=NOW)
    away()

    told = read(matter, "judge")
    assert told.answer.rights == before.rights
    with override("en"):
        [right] = rights.rights(told, NOW.date())
        assert "an heir is not reached" in right["flags"]
        # Before that day nobody knew of it.
        assert "an heir is not reached" not in rights.rights(told, SINCE - timedelta(days=1))[0]["flags"]
    said = words_of(papers.state_sheet(told, sheet("en", NOW.date())))
    assert KNOWN in said
    assert "Not reached since" in said
    page = signed_in("judge").get(reverse("victims:matter", args=[matter.matter.id])).text
    assert "not reached since" in page
    assert "+967 5 000 0161" not in page + said  # how anybody is reached stays in the office


@pytest.mark.rule("Q-08")
def test_once_reached_the_flag_is_gone(matter, away):
    row = away()

    matter.do("office", actions.end_absence, absence_id=row.id)

    assert read(matter, "judge").absent(NOW.date()) == []
    assert read(matter, "judge").absent(NOW.date() - timedelta(days=1)) == [row]
    with pytest.raises(AlreadyDone):
        matter.do("office", actions.end_absence, absence_id=row.id)


def test_counsel_of_another_heir_does_not_learn_it(matter, away):
    away()
    matter.do("office", actions.name_counsel, matter_id=matter.matter.id, heir="H1", handle="counsel", mandate="7")

    with acting_as(matter.cast["counsel"]):
        assert Absence.objects.count() == 0
    assert KNOWN not in signed_in("counsel").get(reverse("victims:matter", args=[matter.matter.id])).text


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"since": NOW.date() + timedelta(days=2)}, Invalid), ({"known": " "}, Invalid), ({"known": "x" * 201}, Invalid),
        ({"known": "x\0"}, Invalid), ({"code": "V1"}, NotFound), ({"code": "A1"}, NotFound), ({"by": "judge"}, NotPermitted),
        ({"by": "asker"}, NotFound),
    ],
)  # fmt: skip
def test_it_is_told_by_the_office_of_an_heir_with_a_day_and_words(away, change, refusal):
    with pytest.raises(refusal):
        away(**change)


def test_it_is_told_once_and_from_the_page_of_the_heir(matter, away):
    client, party = signed_in("woman"), reverse("victims:party", args=[matter.id("H1")])
    to = reverse("victims:absence_new", args=[matter.id("H1")])
    assert to in client.get(party).text

    assert client.post(to, {"since": str(SINCE), "known": ""}).status_code == 422
    assert client.post(to, {"since": str(SINCE), "known": KNOWN}).status_code == 302

    with pytest.raises(AlreadyDone):
        away("H1")
    with acting_as(matter.cast["office"]):
        row = Absence.objects.get()
    assert KNOWN in client.get(party).text
    assert client.post(reverse("victims:absence_end", args=[row.id])).status_code == 302
    assert KNOWN not in client.get(party).text
