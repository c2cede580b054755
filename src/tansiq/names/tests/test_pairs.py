"""The invented pairs of docs/names.md and the verdict that is expected of each."""

import pytest

from tansiq.names import MATCH_BITS, compare
from tansiq.names.tests import pairs

PAIRS = pairs.read()


@pytest.mark.parametrize("pair", PAIRS, ids=[pair.phenomenon for pair in PAIRS])
def test_a_pair_gets_the_verdict_that_is_expected(pair):
    one, other = pair.kits
    found = compare(one, other)

    assert (found.match_weight >= MATCH_BITS) is pair.is_hit
    assert compare(other, one).match_weight == found.match_weight


def test_each_phenomenon_stands_once_in_both_languages_with_both_verdicts_in_the_table():
    assert len({pair.phenomenon for pair in PAIRS}) == len({pair.phenomenon_ar for pair in PAIRS}) == len(PAIRS)
    assert {pair.is_hit for pair in PAIRS} == {True, False}
    assert all(any("\u0600" <= letter <= "\u06ff" for letter in pair.phenomenon_ar) for pair in PAIRS)


@pytest.mark.parametrize("side", ["خالد; tribe=x", "خالد; born=then", "خالد; passport"])
def test_a_side_with_something_unknown_is_refused(side):
    with pytest.raises(ValueError, match=r"."):
        pairs.kit(side)
