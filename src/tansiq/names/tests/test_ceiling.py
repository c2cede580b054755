"""A ceiling is never below what the comparison comes to: nobody is lost who would have been a match."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.names import MATCH_BITS, Kept, Kit, Parts, birth_window, ceilings, compare, folded_parts
from tansiq.names.tests.names_strategies import kits
from tansiq.names.tests.names_strategies import names as any_name

WORDS = ["محمد", "احمد", "خالد", "سعيد", "باوزير", "الكثيري", "كثير", "الحضرمي", "حضرمي", "الحداد", "حداد", "ابو", "شنب", "ابوشنب", "ام", "علي", "عبدالله", "عبدالرحمن", "الشيخ", "بن", "Mohammed", "Muhammad", "Khaled", "Khalid", "Said", "Saeed", "Bawazir", "Kathiri", "Hadrami", "Haddad", "Alhaddad", "Abu", "Shanab", "Ali", "Sheikh", "م", "S"]  # fmt: skip
LETTERS = "ابتثجحخدرسشصضطعغفقكلمنهويabdhiklmnrs"


@st.composite
def written_again(draw):
    """A name and the same name as another hand may write it: words slipped, dropped, moved, or in another part."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
    again = []
    for word in words:
        at, letter = draw(st.integers(0, len(word))), draw(st.sampled_from(LETTERS))
        slips = (
            word,
            word,
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1 :],
        )
        again.append(draw(st.sampled_from(slips)))
    if draw(st.booleans()):
        again = draw(st.permutations(again))
    again = again[: draw(st.integers(1, len(again)))]
    return _placed(draw, words), _placed(draw, again)


def _placed(draw, words):
    kunya = draw(st.sampled_from(("", "", "", "ابو علي", "Abu Ali Hadrami", "ابو علي الحضرمي")))
    if draw(st.booleans()):
        return Parts(full=" ".join(words), kunya=kunya)
    chain = dict(zip(("ism", "father", "grandfather", "family"), words, strict=False))
    return Parts(**chain, kunya=kunya)


def _kept(kit):
    return Kept(folded_parts(kit.parts), kit.born_from, kit.born_to)


def _assert_bounded(asked, held):
    bare = replace(held, place="", identifiers=frozenset())
    [ceiling] = ceilings(asked, [_kept(held)])
    folded = replace(bare, parts=Parts.from_mapping(folded_parts(bare.parts)))
    assert ceiling >= compare(asked, folded).match_weight


@given(kits, kits)
@settings(max_examples=300, deadline=None)
def test_no_comparison_exceeds_its_ceiling(asked, held):
    _assert_bounded(asked, held)


@given(written_again(), st.none() | st.dates(), st.none() | st.dates(), st.just("") | any_name)
@settings(max_examples=500, deadline=None)
def test_no_comparison_of_a_name_written_twice_exceeds_its_ceiling(pair, one, other, mother):
    asked, held = pair
    _assert_bounded(Kit(replace(asked, mother=mother), one, one), Kit(replace(held, mother=mother), other, other))


@given(written_again(), st.dates(), st.dates())
@settings(max_examples=300, deadline=None)
def test_nobody_born_outside_the_window_matches_by_his_name(pair, one, other):
    asked, held = Kit(pair[0], one, one), Kit(pair[1], other, other)
    first, last = birth_window(asked)

    assert first <= other <= last or compare(asked, held).match_weight < MATCH_BITS


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_window_of_the_first_and_the_last_day_has_an_end(day):
    first, last = birth_window(Kit(Parts(full="خالد"), day, day))

    assert first <= day <= last


@pytest.mark.parametrize("asked", [Kit(Parts(full="خالد")), Kit(Parts(full="خالد", mother="فاطمة"), date(1980, 1, 1))])
def test_without_a_birth_or_with_a_mother_there_is_no_window(asked):
    assert birth_window(asked) is None


def test_many_are_bounded_as_each_is():
    asked = Kit(Parts(full="خالد سعيد باوزير"), date(1980, 1, 1), date(1980, 12, 31))
    held = [Kit(Parts(full=name)) for name in ("خالد سعيد باوزير", "خالد سعد باوزير", "محمد علي الحداد", "")]
    together = ceilings(asked, [_kept(kit) for kit in held])

    assert together == [ceilings(asked, [_kept(kit)])[0] for kit in held]
    assert [bits >= MATCH_BITS for bits in together] == [True, False, False, False]
