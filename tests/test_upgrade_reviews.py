"""Acts that were alleged before there were reviews get their clock with the upgrade (G4)."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from casework_support import Room
from court_support import Court

UPGRADE = import_module("tansiq.compartments.casework.migrations.0015_reviews_of_earlier_charges")
OPEN = """
    SELECT subject_id, due_at - started_at > interval '364 days' FROM clocks_clock
    WHERE code = 'CHARGE-REVIEW' AND stopped_at IS NULL
"""


@pytest.mark.rule("G4")
def test_an_act_alleged_before_there_were_reviews_gets_a_clock_and_no_other_gets_a_second(
    committed: dict[str, Any], agencies: Any, do: Any, owner_sql: Any
) -> None:
    stand = Court(Room(committed, agencies, do))
    old, new, brought = stand.charge(), stand.charge(), stand.charge()
    stand.indict(brought)
    owner_sql(f"DELETE FROM clocks_clock WHERE subject_id IN ('{old.id}', '{brought.id}')")

    for _ in range(2):
        owner_sql(UPGRADE.START)

    assert sorted(owner_sql(OPEN)) == sorted([(old.id, True), (new.id, True)])
