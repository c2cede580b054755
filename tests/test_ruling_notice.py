"""Something was ruled: the victims' office, which keeps a ledger of its own, is told that it was, and no word of what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from casework_support import Room
from court_support import REASONS, Court
from django.db import connection, transaction
from stage import NOW
from victims_matter import DAY, PAPER, opened

from tansiq.compartments.victims import actions as victims
from tansiq.gateway.models import Crossing
from tansiq.kernel.clocks.models import Alarm
from tansiq.kernel.db import acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def stand(cast, agencies, do):
    return Court(Room(cast, agencies, do))


@pytest.fixture
def matter(cast, do, agencies):
    return opened(cast, do, agencies["court"])


def told(stand, who="office"):
    with acting_as(stand.cast[who]):
        return list(Alarm.objects.filter(code="RULED-IN-CASE").values_list("reference", flat=True))


@pytest.mark.parametrize("by_case", [True, False], ids=["by the number of the case", "by the file of the heirs"])
def test_the_office_that_keeps_a_file_of_the_case_is_told_that_something_was_ruled(stand, matter, by_case):
    accused = stand.accused()
    record = "" if by_case else f"{matter.matter.number}/V1"
    charge = stand.charge(accused, victim_ids=(stand.victim(heirs_record=record).id,))
    stand.indict(charge)
    if by_case:
        matter.do("office", victims.add_accused, matter_id=matter.matter.id, reference=f" {stand.case.number.lower()}",
                  age_at_act="adult", on=DAY, paper=PAPER)  # fmt: skip
    assert told(stand) == []

    stand.said(accused, outcomes=((charge, "convicted"),), penalty="death")
    stand.track(charge, by="registrar", is_fact=True, victim_id=charge.victim_ids[0], now=NOW + timedelta(hours=1))

    assert told(stand) == [matter.matter.number] * 2
    for who in ("prosecutor", "registrar", "custodian", "inspector", "caseworker"):
        assert told(stand, who) == []
    with acting_as(stand.cast["prosecutor"]):
        for crossing in Crossing.objects.filter(passage="ruling_notice"):
            assert list(crossing.payload) == ["sha256"]


def test_where_no_file_is_about_the_case_nobody_is_told_and_nobody_but_the_passage_can_ask(stand, matter):
    accused = stand.accused()
    stand.said(accused, kind="stay", by="prosecutor")

    assert told(stand) == []
    for who in ("prosecutor", "office", "inspector"):
        with acting_as(stand.cast[who]), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM acl.victims_ruled(%s, %s)", [["ج/2026/71"], [matter.matter.number]])
            assert cursor.fetchall() == []


def test_what_the_prosecution_decided_is_told_as_a_ruling_is_and_what_it_only_says_is_not(stand, matter):
    accused = stand.accused()
    charge = stand.charge(accused, victim_ids=(stand.victim(heirs_record=f"{matter.matter.number}/V1").id,))
    stand.move(charge, "investigated")
    stand.act("state_age", accused_id=accused.id, age_at_act="doubtful", age_paper="تقرير طبي 9")
    letter = {"accused_id": accused.id, "paper": "كتاب 5", "reasons": REASONS}
    stand.act("write_letter", decision="open", **letter)
    assert told(stand) == []

    stand.track(charge, "tazir", victim_id=charge.victim_ids[0])
    stand.act("write_letter", decision="not_charged", **letter)
    stand.move(charge, "insufficient")
    stand.move(charge, "discontinued")

    assert told(stand) == [matter.matter.number] * 4
