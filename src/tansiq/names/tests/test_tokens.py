"""Words that belong together, and their kinds."""

import pytest

from tansiq.names import Parts, fold, is_weak, keys, search_keys, tokens


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


def test_folding_tells_what_it_did():
    _, steps = fold("أحمـد َKhálid")

    assert {"FOLD_TATWEEL", "FOLD_MARKS", "FOLD_CASE"} <= {step.code for step in steps}
    assert all(step.ar and step.en for step in steps)


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("خالد سعيد باوزير", "Khaled Ba Wazir"),
        ("محمد عبدالرحمن القحطاني", "Mohd Abdurrahman Gahtani"),
        ("يوسف جمال", "Youssef Gamal"),
        ("أبو سعيد الحضرمي", "Abu Said al-Hadrami"),
    ],
)
def test_both_scripts_share_keys(arabic, latin):
    assert search_keys(Parts(full=latin)) & keys(Parts(full=arabic))
    assert search_keys(Parts(full=arabic)) & keys(Parts(full=latin))


def test_a_kunya_key_retrieves_only_who_is_asked_about_by_kunya():
    held = keys(Parts(full="خالد سعيد باوزير", kunya="أبو سعيد"))
    named = search_keys(Parts(full="سالم عوض التميمي", kunya="أبو سعيد"))
    called = search_keys(Parts(full="أبو سعيد الحضرمي"))

    assert not named & held
    assert {is_weak(key) for key in called & held} == {True}
