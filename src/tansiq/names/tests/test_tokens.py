"""Words that belong together, and their kinds."""

import pytest

from tansiq.names import Parts, fold, kept_words, tokens


def folded(name):
    return [token.folded for token in tokens(Parts(full=name)) if token.kind != "particle"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("عبد الله سالم", "عبدالله سالم"),
        ("خالد با وزير", "خالد باوزير"),
        ("سالم بلفقيه", "سالم با الفقيه"),
        ("علي بن سالم", "علي ابن سالم"),
        ("سالم آل كثير", "سالم ال كثير"),
        ("صلاح الدين", "صلاحالدين"),
        ("عطا الله", "عطاالله"),
        ("أبو العباس", "ابوالعباس"),
        ("فاطمة يحيى", "فاطمه يحيي"),
        ("Khaled Ba Wazir", "KHALED BA-WAZIR"),
        ("Khaled Ba Wazir", "Khaled Bawazir"),
        ("Abd al-Rahman Said", "Abdurrahman Said"),
        ("Abdullah", "'Abd Allah"),
        ("Salah ad-Din Omar", "Salahuddin Omar"),
        ("Salem al-Hadrami", "Salem Alhadrami"),
        ("Abou Said", "Abu Said"),
        ("محمود کریمی", "محمود كريمي"),
        ("رقم ٣١", "رقم 31"),
        ("رقم ۳۱", "رقم 31"),
    ],
)
def test_written_differently_and_the_same(one, other):
    assert folded(one) == folded(other)
    assert kept_words(Parts(full=one)) == kept_words(Parts(full=other))


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("خالد سعيد باوزير", ["ism", "nasab", "laqab"]),
        ("خالد بن سعيد الحضرمي", ["ism", "particle", "nasab", "nisba"]),
        ("أبو سعيد الحضرمي", ["kunya", "nisba"]),
        ("موسى أبو دقة", ["ism", "laqab"]),
        ("محمد أحمد", ["ism", "nasab"]),
        ("الكثيري سالم علي", ["nisba", "ism", "nasab"]),
        ("Khaled S. Ba Wazir", ["ism", "nasab", "laqab"]),
        ("أبو بكر علي", ["ism", "nasab"]),
        ("الشيخ خالد سعيد", ["particle", "ism", "nasab"]),
        ("أم خالد", ["kunya"]),
        ("عبد الله", ["ism"]),
    ],
)
def test_kinds(name, kinds):
    assert [token.kind for token in tokens(Parts(full=name))] == kinds


@pytest.mark.rule("E02")
def test_abd_is_not_abu():
    assert [token.kind for token in tokens(Parts(full="عبد الله"))] == ["ism"]
    assert [token.kind for token in tokens(Parts(full="أبو عبد الله"))] == ["kunya"]
    assert folded("عبدالله") != folded("أبو عبد الله")


def test_raw_words_are_kept_as_written():
    assert [token.raw for token in tokens(Parts(full="عبـد الله  أحمَد"))] == ["عبـد الله", "أحمَد"]
    assert Parts(ism="أحمَد", family="با وزير", kunya="أبو سعيد").display() == "أحمَد با وزير (أبو سعيد)"


def test_what_is_kept_says_what_each_word_is_and_keeps_no_particle():
    kept = kept_words(Parts(full="الشيخ خالد بن سعيد با قنزل", kunya="أبو فهد الحضرمي", mother="فاطمة سالم"))

    assert [word[1:] for word in kept.split()] == ["خالد", "سعيد", "باقنزل", "ابو_فهد", "الحضرمي", "فاطمه"]
    assert len({word[0] for word in kept.split()}) == 6
    assert kept_words(Parts()) == ""


def test_folding_tells_what_it_did():
    _, steps = fold("أحمـد َKhálid ۳")

    assert {"FOLD_TATWEEL", "FOLD_MARKS", "FOLD_CASE", "FOLD_DIGITS"} <= {step.code for step in steps}
    assert all(step.ar and step.en for step in steps)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("خـالد", "FOLD_TATWEEL"), ("أحمد", "FOLD_MARKS"), ("علاء", "FOLD_SILENT"), ("ٱحمد", "FOLD_ALEF"),
        ("يحيى", "FOLD_YA"), ("فاطمة", "FOLD_TA_MARBUTA"), ("کریم", "FOLD_LETTERS"), ("Weiß", "FOLD_CASE"),
        ("Søren", "FOLD_LATIN"), ("٣", "FOLD_DIGITS"), ("Ba-Wazir", "FOLD_BREAKS"), ("ا" * 300, "FOLD_CUT"),
    ],
)  # fmt: skip
def test_each_folding_has_its_step(text, code):
    assert code in {step.code for step in fold(text)[1]}
    assert fold(fold(text)[0])[1] == ()
