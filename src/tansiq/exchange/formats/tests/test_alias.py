"""Taking apart what an issuer wrote as one alias."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.exchange.formats.listing import collapse, script_of, split_alias


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Salem Baqanzal (سالم باقنزل),", ("Salem Baqanzal", "سالم باقنزل")),
        ("Salem Baqanzal سالم باقنزل", ("Salem Baqanzal", "سالم باقنزل")),
        ("سالم (original script); Salem; Salem", ("سالم", "Salem")),
        ("Salem (original script: Салем)", ("Salem", "Салем")),
        ("Baqanzal Front (BF)", ("Baqanzal Front (BF)",)),
        ("Baqanzal, Salem", ("Baqanzal, Salem",)),
        ("Salem; Salim", ("Salem", "Salim")),
        ("Salem 2 سالم 2", ("Salem 2", "سالم 2")),
        ("", ()),
        ("-", ()),
    ],
)
def test_an_alias_is_divided_where_the_issuer_divided_it(written, names):
    assert split_alias(written) == names


@given(st.text(max_size=200))
def test_any_text_gives_names_with_letters_that_stood_in_it(text):
    for name in split_alias(text):
        assert any(letter.isalpha() for letter in name)
        assert name == collapse(name)
        assert all(word in text for word in name.split())


@given(st.text(max_size=200))
def test_a_name_that_was_taken_out_of_a_mixed_alias_has_no_second_script_between_its_words(text):
    if script_of(text) == "mixed":
        for name in split_alias(text):
            assert len({script_of(word) for word in name.split() if any(map(str.isalpha, word))} - {"mixed"}) <= 1
