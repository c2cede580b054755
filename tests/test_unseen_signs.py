"""A fact is never refused for a sign that nobody typed or sees: it goes, and what was said stays (W-4)."""

from __future__ import annotations

import pytest
from stage import NOW

from tansiq.compartments.casework.actions import terms
from tansiq.compartments.cooperation.actions import writing
from tansiq.kernel.problems import Invalid


@pytest.mark.rule("W-4")
@pytest.mark.parametrize("require", [terms.require_fields, writing.require_fields], ids=["casework", "cooperation"])
def test_a_text_is_kept_without_signs_that_no_database_holds(require):
    assert require(NOW, {"words": " قال\x00 كذا \x00\nثم\ud800 سكت"}) == {"words": "قال كذا \nثم سكت"}
    with pytest.raises(Invalid) as refusal:
        require(NOW, {"words": "\x00 "})
    assert refusal.value.errors == [{"field": "words", "code": "MISSING"}]


@pytest.mark.rule("W-4")
def test_words_beside_a_fact_are_counted_without_them():
    assert terms.require_length("\x00كلام يكفي هنا", "reason") == "كلام يكفي هنا"
    with pytest.raises(Invalid):
        terms.require_length("قليل" + "\x00" * 9, "reason")
