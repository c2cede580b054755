"""Days and moments that people type."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.forms import ValidationError
from django.test import RequestFactory

from tansiq.kernel.pages.fields import DayField, MomentField, OpenChoiceField, OpenChoicesField, id_chosen
from tansiq.kernel.pages.flow import page_of


@pytest.mark.parametrize("year", ["0001", "1899", "2201", "9999"])
def test_a_year_that_nobody_means_is_refused_in_words(year):
    for field, typed in ((DayField(), f"{year}-01-01"), (MomentField(), f"{year}-01-01T00:00")):
        with pytest.raises(ValidationError, match="1900"):
            field.clean(typed)


@pytest.mark.parametrize("typed", ["-0043-03-15T10:00", "0000-01-01T00:00", "10000-01-01T00:00", "1900-01-01T02:59"])
def test_a_moment_that_no_calendar_holds_or_that_is_kept_in_another_year_is_refused(typed):
    with pytest.raises(ValidationError):
        MomentField().clean(typed)


@pytest.mark.parametrize("year", ["1900", "2200"])
def test_the_first_and_the_last_year_are_taken(year):
    assert DayField().clean(f"{year}-06-01").year == int(year)
    assert MomentField().clean(f"{year}-06-01T12:00").year == int(year)


@pytest.mark.parametrize("field", [OpenChoiceField(), OpenChoicesField()])
def test_a_choice_that_no_database_holds_is_refused(field):
    typed = "\0" if type(field) is OpenChoiceField else ["a", "\0"]
    with pytest.raises(ValidationError):
        field.clean(typed)


def test_a_page_number_of_any_length_is_a_page():
    rows, _ = page_of(RequestFactory().get("/", {"page": "9" * 5000}), list(range(60)))
    assert rows[0] == 0


def test_what_is_no_id_names_a_record_that_nobody_has():
    one = uuid4()
    assert (id_chosen(str(one)), id_chosen(""), id_chosen("the first")) == (one, None, UUID(int=0))
