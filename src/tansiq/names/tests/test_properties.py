"""What holds for every name, however odd."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.names import MAX_NAME, Kit, Parts, compare, fold, folded_parts, keys, search_keys, sufficient, tokens
from tansiq.names.tests.names_strategies import ARABIC, MARKS, TATWEEL, anything, kits, names, parts

ODD = [
    "",
    " ",
    "\x00",
    "\u202e\u2067خالد\u2069",
    "\ud800",
    "ﷺ" * 3,
    "٣١" * 9,
    "أ" * 10_000,
    "ا ب " * 2_500,
    "Ba " * 3_333,
]
ODD += [
    "ﻣﺻطﻔﻰ ﻋدﻧﺎن",
    "👤",
    "s",
    "ابو",
    "بن",
    "abd",
    "ال",
    "\u064b",
    "𝕂𝕙𝕒𝕝𝕖𝕕",
    "Khaled خالد",
    "a\u0301" * 5_000,
    "'",
    "abu abu abu",
]


@given(anything | names)
@settings(deadline=None)
def test_folding_twice_changes_nothing_more(text):
    folded, _ = fold(text)

    assert fold(folded) == (folded, ())
    assert len(folded) <= MAX_NAME


@given(
    st.lists(st.sampled_from(ARABIC), min_size=1, max_size=5).map(" ".join),
    st.sampled_from(MARKS + TATWEEL),
    st.integers(0, 40),
)
@settings(deadline=None)
def test_a_vowel_mark_or_tatweel_never_changes_the_fold_keys_or_score(name, mark, place):
    marked = name[:place] + mark + name[place:]

    assert fold(marked)[0] == fold(name)[0]
    assert keys(Parts(full=marked)) == keys(Parts(full=name))
    plain = Kit(Parts(full="محمد سعيد باوزير"))
    assert compare(Kit(Parts(full=marked)), plain).match_weight == compare(Kit(Parts(full=name)), plain).match_weight


@given(parts)
@settings(deadline=None)
def test_what_the_index_keeps_reads_like_the_name_as_written(written):
    kept = Parts.from_mapping(folded_parts(written))

    assert folded_parts(kept) == folded_parts(written)
    assert keys(kept) == keys(written)
    assert search_keys(kept) == search_keys(written)
    assert [(t.folded, t.kind) for t in tokens(kept)] == [(t.folded, t.kind) for t in tokens(written)]


@given(kits, kits)
@settings(max_examples=300, deadline=None)
def test_comparison_is_symmetric_bounded_and_the_same_for_folded_kits(a, b):
    found = compare(a, b)

    assert compare(b, a) == found
    assert 0.0 <= found.match_probability <= 1.0
    assert found.match_weight == pytest.approx(sum(step.bits for step in found.steps), abs=0.1)
    kept = replace(a, parts=Parts.from_mapping(folded_parts(a.parts)))
    assert compare(kept, b).match_weight == pytest.approx(found.match_weight)


@given(parts)
@settings(deadline=None)
def test_keys_are_signed_32_bit_and_search_keys_are_among_them(written):
    assert all(-(2**31) <= key < 2**31 for key in keys(written))
    assert search_keys(written) <= keys(written)


@pytest.mark.parametrize("text", ODD)
def test_odd_input_has_an_answer(text):
    odd = Parts(ism=text, father=text, kunya=text, full=text, mother=text)

    compare(Kit(odd, place=text), Kit(Parts(full=text)))
    sufficient(odd, born=False, strong_identifier=False)
    folded_parts(odd)
    tokens(odd)
    keys(odd)
    assert Parts(full=text).display() == text


@given(parts)
@settings(deadline=None)
def test_parts_survive_their_mapping(written):
    assert Parts.from_mapping(written.as_mapping()) == written


def test_a_mapping_with_a_foreign_key_is_refused():
    with pytest.raises(ValueError, match="tribe"):
        Parts.from_mapping({"tribe": "x"})
