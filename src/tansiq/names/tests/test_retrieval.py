"""The keys under which a name is kept, and the plan by which it is found again."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tansiq.names import NEAR, WIDE, Parts, keys, plan, year_keys
from tansiq.names.tests.names_strategies import FAMILIES, ISMS

RECORDS = 1_000_000
FOUND = {
    "as written": [("خالد سعيد عمر باقنزل", "خالد سعيد عمر باقنزل")],
    "the other script": [
        ("خالد سعيد باوزير", "Khaled Ba Wazir"), ("محمد عبدالرحمن القحطاني", "Mohammed Abdurrahman Gahtani"),
        ("يوسف جمال الطرنوبي", "Youssef Gamal Tarnoubi"), ("Khaled Said Omar Baqanzal", "خالد سعيد عمر باقنزل"),
        ("عثمان رمضان السندابي", "Osman Ramazan as-Sindabi"), ("گلبدین کریمی", "Gulbuddin Karimi"),
        ("أبو سعيد الطرنوبي", "Abu Said al-Tarnoubi"),
    ],
    "a missing middle name": [
        ("خالد سعيد عمر باقنزل", "خالد سعيد باقنزل"), ("خالد سعيد باقنزل", "خالد سعيد عمر باقنزل"),
        ("خالد سعيد عمر باقنزل", "Khaled Baqanzal"), ("محمد أحمد سالم الطرنوبي", "محمد سالم الطرنوبي"),
    ],
    "two names against more": [
        ("محمد أحمد علي سالم", "محمد سالم"), ("محمد أحمد علي سالم", "Ahmed Ali"), ("خالد سعيد عمر باقنزل", "خالد سعيد"),
    ],
    "one slip": [
        ("خالد سعيد باقنزل", "خالد سعيد باقتزل"), ("خالد سعيد باقنزل", "خالد سعيد باقزل"),
        ("ناصر عوض بامشجر", "ناصر عوض بامسجر"), ("خالد سعيد باقنزل", "جالد سعيد باقنزل"),
        ("Khaled Said Baqanzal", "Khaled Said Baqnazal"), ("Khaled Said Baqanzal", "خالد سعيد بافنزل"),
    ],
    "another order": [
        ("خالد سعيد عمر باقنزل", "باقنزل خالد سعيد عمر"), ("Khaled Said Baqanzal", "BAQANZAL, Khaled"),
    ],
    "an initial": [("خالد سعيد عمر باقنزل", "K. Said Omar Baqanzal"), ("K. S. Baqanzal", "خالد سعيد باقنزل")],
    "another spelling": [
        ("عبدالله سالم آل كثير", "عبد الله سالم ال كثير"), ("خالد با قنزل", "خالد باقنزل"), ("فاطمة يحيى السندابي", "فاطمه يحيي سندابي"),
        ("Abdul Rahman Salem Tarnoubi", "Abdurrahman Salim al-Tarnubi"),
    ],
}  # fmt: skip


several = st.lists(st.sampled_from(sorted(ISMS)), min_size=2, max_size=3, unique=True)
FOUND_FARTHER = {
    "a slip in a name that many bear": [
        ("حمود سالم الكاف", "محمود سالم الكاف"), ("سعي سالم الكاف", "سعيد سالم الكاف"), ("Slaem Awad Kaf", "Salem Awad Kaf"),
    ],
    "a slip in the article": [
        ("حماد سعادة اكفرا", "حماد سعادة الفرا"), ("فرح عوض لافرا", "فرح عوض الفرا"), ("خليل طلال ايلواحدي", "خليل طلال الواحدي"),
    ],
    "Abd left out": [("حميد المصلي", "عبد الحميد المصلي"), ("Abdul Salam Allawi", "Salam Allawi")],
}  # fmt: skip


def finds(asked, held, records=RECORDS, reach=NEAR):
    """Whether a record that is kept under the keys of `held` fits an arm of the plan."""
    kept = set(keys(held))
    return any(all(kept.intersection(either) for either in arm) for arm in plan(asked, records=records, reach=reach))


@pytest.mark.parametrize(("asked", "held"), [pair for pairs in FOUND.values() for pair in pairs])
@pytest.mark.parametrize("records", [1_000, RECORDS])
def test_a_name_is_found(asked, held, records):
    reach = WIDE if (asked, held) in FOUND["one slip"] and records == RECORDS else NEAR

    assert finds(Parts(full=asked), Parts(full=held), records, reach)


@pytest.mark.parametrize(("asked", "held"), [pair for pairs in FOUND_FARTHER.values() for pair in pairs])
def test_a_name_that_nothing_near_fits_is_looked_for_farther(asked, held):
    assert finds(Parts(full=asked), Parts(full=held), reach=WIDE)


@given(several, st.sampled_from(sorted(FAMILIES)))
@settings(deadline=None, max_examples=100)
def test_who_is_found_near_is_found_farther(isms, family):
    asked, held = Parts(full=" ".join([*isms, family])), Parts(full=f"{ISMS[isms[0]]} {FAMILIES[family]}")

    assert finds(asked, held)
    assert finds(asked, held, reach=WIDE)


def test_parts_and_one_string_find_each_other():
    split = Parts(ism="خالد", father="سعيد", family="با قنزل")

    assert keys(split) == keys(Parts(full="خالد سعيد باقنزل"))
    assert finds(split, Parts(full="Khaled Said Baqanzal"))


@given(several, st.sampled_from(sorted(FAMILIES)))
@settings(deadline=None, max_examples=200)
def test_a_name_with_a_rare_family_is_found_in_the_other_script_and_without_its_middle(isms, family):
    arabic = " ".join([*isms, family])
    latin = " ".join([*(ISMS[ism] for ism in isms), FAMILIES[family]])

    assert finds(Parts(full=arabic), Parts(full=latin))
    assert finds(Parts(full=latin), Parts(full=arabic))
    assert finds(Parts(full=arabic), Parts(full=f"{ISMS[isms[0]]} {FAMILIES[family]}"))
    assert finds(Parts(full=arabic), Parts(full=f"{isms[0]} {family}"))
    assert finds(Parts(full=f"{isms[0]} {family}"), Parts(full=arabic))


@given(several, st.sampled_from(sorted(FAMILIES)), st.integers(0, 30), st.sampled_from("بتدرسفكلمن"))
@settings(deadline=None, max_examples=300)
def test_a_name_is_found_though_one_letter_has_slipped(isms, family, place, letter):
    words = [*isms, family, "السفرجلاني"]  # what has slipped is found by what is rare among the others
    at = place % (len(words) - 1)
    word = words[at]
    middle = 1 + place % max(1, len(word) - 1)
    slipped = [*words[:at], word[:middle] + letter + word[middle + 1 :], *words[at + 1 :]]

    assert finds(Parts(full=" ".join(words)), Parts(full=" ".join(slipped)))


def test_a_kunya_brings_nobody_forward_who_was_asked_about_by_name():
    held = Parts(full="خالد سعيد باقنزل", kunya="أبو سعيد")

    assert not finds(Parts(full="سالم عوض الطرنوبي", kunya="أبو سعيد"), held)
    assert finds(Parts(full="أبو سعيد"), held)


@pytest.mark.rule("E02")
def test_the_father_of_abdullah_is_not_kept_under_abdullah():
    assert not set(keys(Parts(full="أبو عبدالله"))) & set(keys(Parts(full="عبدالله")))
    assert not set(keys(Parts(full="Abu Abdullah"))) & set(keys(Parts(full="عبد الله")))


@pytest.mark.parametrize("nothing", ["", "   ", "،", "\x00"])
def test_no_word_has_no_key_and_finds_nobody(nothing):
    assert keys(Parts(full=nothing)) == []
    assert plan(Parts(full=nothing), records=RECORDS) == []


BORN_1994 = (date(1994, 1, 1), date(1994, 12, 31))


@pytest.mark.parametrize(("year", "is_found"), [(1993, True), (1994, True), (1995, True), (1990, False)])
def test_a_year_of_birth_and_one_name_find_whoever_was_born_about_then(year, is_found):
    held = {*keys(Parts(full="Nima Salehi Watfa")), *year_keys(date(year, 3, 5), date(year, 3, 5))}

    arms = plan(Parts(full="علي إبراهيم صالحي"), records=RECORDS, share=lambda _: 0.002, born=BORN_1994)

    assert any(all(held.intersection(either) for either in arm) for arm in arms) is is_found


def test_a_year_alone_or_with_a_kunya_finds_nobody():
    years = set(year_keys(*BORN_1994))

    for asked in (Parts(full="علي إبراهيم صالحي"), Parts(kunya="أبو سعيد", family="باقنزل")):
        for arm in plan(asked, records=RECORDS, born=BORN_1994):
            assert not all(years.intersection(either) for either in arm)
    assert not any(
        years.intersection(either)
        for arm in plan(Parts(kunya="أبو سعيد", family="باقنزل"), records=RECORDS, born=BORN_1994)
        for either in arm
    )


@pytest.mark.parametrize("born", [(None, None), (date(1990, 1, 1), date(1999, 12, 31))])
def test_a_birth_that_is_not_known_or_known_roughly_is_no_key(born):
    assert year_keys(*born) == ()


def test_a_hijri_year_has_the_keys_of_both_years_in_which_it_lies():
    assert set(year_keys(date(1993, 6, 21), date(1994, 6, 9))) == {
        *year_keys(date(1993, 1, 1), None),
        *year_keys(None, date(1994, 1, 1)),
    }


def test_common_names_are_looked_up_together_and_a_rare_one_alone():
    common, rare = Parts(full="محمد أحمد علي"), Parts(full="باقنزل")

    assert finds(common, Parts(full="محمد أحمد علي سالم"))
    assert not finds(common, Parts(full="محمد سعيد عمر"))
    assert any(len(arm) == 1 for arm in plan(rare, records=RECORDS))


def test_the_shares_of_the_index_decide_what_is_rare():
    asked = Parts(full="خالد سعيد باقنزل")
    held = Parts(full="ناصر عوض باقنزل")

    assert finds(asked, held)
    frequent = plan(asked, records=RECORDS, share=lambda key: 0.05)
    assert not any(all(set(keys(held)).intersection(either) for either in arm) for arm in frequent)
