"""What somebody types is read in a time that grows with its length, and not with its square."""

from __future__ import annotations

import time

import pytest

from tansiq.compartments.intelligence.forms import plans
from tansiq.compartments.protection import forms
from tansiq.people import rules

SECONDS = 1.0


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        (plans._CORNER.match, f"1{' ' * 20_000}x"), (forms._PLACE.match, f"1{' ' * 20_000}x"),
        (rules.confidential_numbers_in, f"V{' ' * 200_000}x"),
    ],
)  # fmt: skip
def test_a_long_row_of_spaces_is_read_at_once(read, typed):
    before = time.perf_counter()
    assert not read(typed)
    assert time.perf_counter() - before < SECONDS


@pytest.mark.parametrize("typed", ["13.5,44.2", " 13.5 ، 44.2 ", "13.5 44.2", "13.5\t;44.2"])
def test_a_corner_is_read_as_people_write_it(typed):
    for pattern in (plans._CORNER, forms._PLACE):
        found = pattern.match(typed)
        assert found is not None
        assert found.groups() == ("13.5", "44.2")
