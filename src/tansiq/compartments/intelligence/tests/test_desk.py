from datetime import timedelta

import pytest
from stage import NOW

from tansiq.compartments.intelligence import actions, queries
from tansiq.kernel.db import acting_as

pytestmark = pytest.mark.django_db


def lines(desk, who, now=NOW):
    with acting_as(desk.cast[who]):
        return [(line.reference, line.urgent) for line in queries.desk_lines(desk.cast[who], now)]


def test_a_proposal_waits_on_the_desk_of_a_second_person(desk):
    row = desk.propose()

    assert lines(desk, "approver") == [(row.number, False)]
    for who in ("analyst", "owner", "stranger", "inspector"):
        assert lines(desk, who) == []


def test_a_review_stands_on_the_desk_thirty_days_ahead(desk):
    row = desk.active()

    assert lines(desk, "approver") == []
    assert lines(desk, "approver", NOW + timedelta(days=340)) == [(row.number, False)]


def test_a_request_stands_on_the_desk_of_the_addressee(desk, do, agencies):
    row = do(
        desk.cast["asker"], actions.ask_information, addressee_id=agencies["beta"], purpose="LIFE_AT_RISK",
        question="هل مرت الشاحنة من نقطتكم؟", why="خطر على حياة الناس في السوق", legal_basis="IMMINENT-DANGER",
        reference="2026/40",
    )  # fmt: skip

    assert lines(desk, "owner") == [(row.number, True)]
    assert lines(desk, "asker") == []
