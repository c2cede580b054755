"""Any text whatever has an answer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.names import (
    Kept,
    Kit,
    Parts,
    compare,
    fold,
    kept_words,
    keys,
    match_weights,
    plan,
    sufficient,
    tokens,
)
from tansiq.names.tests.names_strategies import nearest_among

KHALED = Kit(Parts(full="خالد سعيد عمر باقنزل", kunya="أبو فهد", mother="فاطمة"))
ODD = {
    "nothing": "",
    "a space": " ",
    "a control character": "\x00",
    "every control character": "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)])),
    "direction turned": "\u202e\u2067خالد\u2069 Said \u200f\u200e\u202c",
    "a byte order mark": "\ufeffخالد",
    "a lone surrogate": "\ud800",
    "surrogates the wrong way round": "خالد\udc00\ud800 سعيد",
    "no character": "\ufffe\uffff",
    "a private letter": "\ue000خالد\U0010fffd",
    "a ligature of eighteen letters": "ﷺ" * 3,
    "three kinds of digits": "خالد 31 ٣١ ۳۱",
    "digits alone": "٣١" * 9,
    "one letter ten thousand times": "أ" * 10_000,
    "two letters in turn": "ا ب " * 2_500,
    "Ba without end": "Ba " * 3_333,
    "Abu without end": "أبو " * 2_500,
    "Abd without end": "عبد " * 2_500,
    "the article without end": "ال" * 5_000,
    "marks without a letter": "\u064b" * 10_000,
    "marks on every letter": "a\u0301" * 5_000,
    "tatweel alone": "ـ" * 10_000,
    "presentation forms": "ﻣﺻطﻔﻰ ﻋدﻧﺎن",
    "a face": "👤 👨‍👩‍👧",
    "mathematical letters": "𝕂𝕙𝕒𝕝𝕖𝕕 𝐒𝐚𝐢𝐝",
    "both scripts": "Khaled خالد Сaид 赛义德",
    "both scripts in one word": "Khaليد سaعيد",
    "another script": "Халед Саид 卡立德 Χαλέντ ខាលេដ",
    "apostrophes": "''' ` ´ ʿ",
    "punctuation": '-_.,;:!?/\\|()[]{}<>@#$%^&*+=~"',
    "one letter": "s",
    "one Arabic letter": "س",
    "only a head": "ابو",
    "only a particle": "بن",
    "only abd": "abd",
    "only the article": "ال",
    "heads alone": "abu abu abu ba al umm",
    "one word of a thousand letters": "khaled" * 170,
    "SQL": "'; DROP TABLE people_kit; --",
    "a line break": "خالد\r\nسعيد\u2028باقنزل",
}


def answers(text):
    for odd in (Parts(full=text), Parts(text, text, text, text, text, text, text), Parts(ism="خالد", kunya=text)):
        fold(text)
        tokens(odd)
        keys(odd)
        plan(odd, records=1_000_000)
        sufficient(odd, born=False, strong_identifier=False)
        kit, kept = Kit(odd, place=text), Kept(kept_words(odd))
        weight = compare(kit, KHALED).match_weight
        assert compare(Kit(odd), kept).match_probability <= 1.0
        assert match_weights([KHALED], [Kit(odd), kept]) == pytest.approx([weight, weight], abs=1e-6)
        assert len(nearest_among(KHALED, [kept], least=1)) == len(nearest_among(kit, [kept], least=1)) == 1
    assert Parts(full=text).display() == text


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_input_has_an_answer(text):
    answers(text)


anything = st.text(st.characters(), max_size=80)
mixed = st.text(st.sampled_from("خالدسعيد٣۳3 kS'-\u202e\u200f\u0640\u064e\ud800\x00ﷺgچ\u0301"), max_size=40)


@given(anything | mixed)
@settings(deadline=None, max_examples=300)
def test_any_text_has_an_answer(text):
    answers(text)


@given(st.text(st.characters(), min_size=1, max_size=8), st.integers(100, 10_000))
@settings(deadline=None, max_examples=30)
def test_any_long_text_has_an_answer(chunk, size):
    answers((chunk * size)[:size])


@given(anything, anything)
@settings(deadline=None, max_examples=200)
def test_two_odd_texts_compare(one, other):
    assert compare(Kit(Parts(full=one)), Kit(Parts(full=other))) == compare(
        Kit(Parts(full=other)), Kit(Parts(full=one))
    )
