"""What holds for every name."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tansiq.names import (
    MATCH_BITS,
    MAX_NAME,
    Kept,
    Kit,
    Parts,
    compare,
    fold,
    kept_words,
    keys,
    match_weights,
    plan,
    probability,
    tokens,
)
from tansiq.names.tests.names_strategies import (
    MARKS,
    TATWEEL,
    anything,
    arabic_names,
    kept,
    kits,
    likely_kits,
    names,
    nearest_among,
    parts,
)

# The first comparison of a run compiles what later ones only call.
relaxed = settings(deadline=None)
thorough = settings(deadline=None, max_examples=300)
KHALED = Kit(Parts(full="خالد سعيد عمر باقنزل"))


@given(anything | names)
@relaxed
def test_folding_twice_changes_nothing_more(text):
    folded, _ = fold(text)

    assert fold(folded) == (folded, ())
    assert len(folded) <= MAX_NAME


@given(arabic_names, st.text(MARKS + TATWEEL, min_size=1, max_size=3), st.integers(0, 40))
@relaxed
def test_a_vowel_mark_or_tatweel_never_changes_the_fold_keys_or_score(name, mark, place):
    marked = name[:place] + mark + name[place:]

    assert fold(marked)[0] == fold(name)[0]
    assert keys(Parts(full=marked)) == keys(Parts(full=name))
    assert kept_words(Parts(full=marked)) == kept_words(Parts(full=name))
    assert compare(Kit(Parts(full=marked)), KHALED).match_weight == compare(Kit(Parts(full=name)), KHALED).match_weight


@given(kits | likely_kits, kits | likely_kits)
@thorough
def test_comparison_is_symmetric_bounded_and_the_sum_of_its_steps(a, b):
    found = compare(a, b)

    turned = compare(b, a)
    assert (turned.match_weight, turned.rank_weight, turned.conflicts) == (
        found.match_weight, found.rank_weight, found.conflicts,
    )  # fmt: skip
    assert [(step.code, step.bits) for step in turned.steps] == [(step.code, step.bits) for step in found.steps]
    assert 0.0 <= found.match_probability <= 1.0
    assert found.match_probability == probability(found.match_weight)
    assert -61.0 < found.match_weight < 61.0
    assert found.match_weight == pytest.approx(sum(step.bits for step in found.steps), abs=0.005 * len(found.steps))
    assert all(step.ar and step.en for step in found.steps)


@given(kits | likely_kits, kits | likely_kits)
@thorough
def test_what_the_index_keeps_compares_like_the_name_as_written(a, b):
    a, b = replace(a, place=""), replace(b, place="")
    weight = compare(a, b).match_weight

    assert compare(a, kept(b)).match_weight == pytest.approx(weight)
    assert compare(kept(a), b).match_weight == pytest.approx(weight)
    assert compare(kept(a), kept(b)).match_weight == pytest.approx(weight)


@given(st.lists(st.tuples(kits | likely_kits, kits | likely_kits), min_size=1, max_size=5))
@thorough
def test_many_pairs_are_weighed_like_each(pairs):
    pairs = [tuple(replace(kit, place="", identifiers=frozenset()) for kit in pair) for pair in pairs]
    left, right = zip(*pairs, strict=True)
    each = [compare(a, b).match_weight for a, b in pairs]

    assert match_weights(left, right) == pytest.approx(each, abs=1e-6)
    assert match_weights([kept(a) for a in left], [kept(b) for b in right]) == pytest.approx(each, abs=1e-6)
    of_one = [compare(left[0], b).match_weight for b in right]
    assert match_weights(left[:1], right) == pytest.approx(of_one, abs=1e-6)


@given(likely_kits | kits, st.lists(likely_kits | kits, max_size=8), st.integers(1, 4))
@thorough
def test_the_nearest_are_the_best_and_all_that_reach_the_threshold(asked, others, least):
    held = [replace(kept(kit), identifiers=frozenset()) for kit in [*others, replace(asked, born_from=None)]]
    asked = replace(asked, place="", identifiers=frozenset())

    found = nearest_among(asked, held, least=least)

    ranks = [compare(asked, kit).rank_weight for kit in held]
    hits = {at for at, weight in enumerate(match_weights([asked], held)) if weight >= MATCH_BITS + 1e-6}
    assert len(set(found)) == len(found)
    assert hits <= set(found)
    assert len(found) >= min(least, len(held))
    told = [ranks[at] for at in found]
    assert told == pytest.approx(sorted(told, reverse=True), abs=1e-6)
    assert told[:least] == pytest.approx(sorted(ranks, reverse=True)[:least], abs=1e-6)


def test_nobody_is_nearest_among_none():
    assert nearest_among(KHALED, [], least=12) == []
    assert len(nearest_among(KHALED, [Kept("")], least=12)) == 1


@given(parts)
@relaxed
def test_keys_are_sorted_signed_32_bit_numbers_that_the_order_of_asking_does_not_change(written):
    found = keys(written)

    assert found == sorted(set(found))
    assert all(-(2**31) <= key < 2**31 for key in found)
    for arm in plan(written, records=1_000_000):
        assert arm
        assert all(isinstance(key, int) and -(2**31) <= key < 2**31 for either in arm for key in either)


@given(parts)
@relaxed
def test_tokens_keep_the_words_and_parts_survive_their_mapping(written):
    assert Parts.from_mapping(written.as_mapping()) == written
    assert all(token.kind and token.script in ("ar", "lat") for token in tokens(written))
    assert len(tokens(written)) <= 5 * 12


@given(likely_kits, likely_kits)
@example(KHALED, KHALED)
@relaxed
def test_more_that_agrees_never_weighs_less(a, b):
    bare = compare(a, b).match_weight
    born = [replace(kit, born_from=KHALED.born_from or None) for kit in (a, b)]
    strong = [replace(kit, identifiers=frozenset({"passport:a"})) for kit in born]

    assert compare(*strong).match_weight > min(bare, compare(*born).match_weight) + 30


def test_a_mapping_with_a_foreign_key_is_refused():
    with pytest.raises(ValueError, match="tribe"):
        Parts.from_mapping({"tribe": "x"})


def test_weights_of_no_pairs_are_no_weights():
    assert np.array_equal(match_weights([KHALED], []), np.empty(0))
