"""Days and moments that people type."""

from __future__ import annotations

import pytest
from django.forms import ValidationError

from tansiq.kernel.pages.fields import DayField, MomentField


@pytest.mark.parametrize("year", ["0001", "1899", "2201", "9999"])
def test_a_year_that_nobody_means_is_refused_in_words(year):
    for field, typed in ((DayField(), f"{year}-01-01"), (MomentField(), f"{year}-01-01T00:00")):
        with pytest.raises(ValidationError, match="1900"):
            field.clean(typed)


@pytest.mark.parametrize("typed", ["-0043-03-15T10:00", "0000-01-01T00:00", "10000-01-01T00:00"])
def test_a_moment_that_no_calendar_holds_is_refused(typed):
    with pytest.raises(ValidationError):
        MomentField().clean(typed)


@pytest.mark.parametrize("year", ["1900", "2200"])
def test_the_first_and_the_last_year_are_taken(year):
    assert DayField().clean(f"{year}-06-01").year == int(year)
    assert MomentField().clean(f"{year}-06-01T12:00").year == int(year)
