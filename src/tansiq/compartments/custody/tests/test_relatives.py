"""Nobody decides about a relative whom he declared; what happened to one is taken down, and the inspector is told."""

from datetime import timedelta

import pytest
from browse import signed_in
from django.urls import reverse
from stage import NOW

from tansiq.kernel.access import actions as access
from tansiq.kernel.access.errors import ConflictOfInterest

REASONS = "قرأت المحضر واستمعت إليه بحضور محاميه"
SALEM = {"ism": "سالم", "father": "عوض", "family": "باقنزل"}


@pytest.mark.rule("W-2", "E31", "W-4")
def test_a_prosecutor_orders_nothing_about_his_brother_and_an_officer_who_writes_of_his_own_is_told_of(register):
    for who in ("prosecutor", "arrester"):
        register.do(register.cast[who], access.declare_kin, relation="sibling", **SALEM)

    row = register.arrest()

    assert register.alarms().count("KIN-WRITTEN") == 1
    until = NOW + timedelta(hours=90)
    with pytest.raises(ConflictOfInterest):
        register.act(
            "prosecutor", "order_detention", 5, detention_id=row.id, number="ن-9", until=until, reasons=REASONS
        )


@pytest.mark.rule("E31", "G13")
def test_a_list_that_shows_a_declared_relative_is_told_of_once_until_somebody_closed_it(register):
    register.arrest()
    register.do(register.cast["prosecutor"], access.declare_kin, relation="sibling", **SALEM)
    client = signed_in("prosecutor")

    for _ in range(2):
        assert client.get(reverse("custody:register")).status_code == 200

    assert register.alarms().count("KIN-LISTED") == 1
