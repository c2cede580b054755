"""Invented pairs with the verdict that is expected."""

from datetime import date

import pytest

from tansiq.names import MATCH_THRESHOLD, Kit, Parts, compare


def kit(name="", *, born=None, born_to=None, **given):
    others = {key: given.pop(key) for key in ("place", "identifiers") if key in given}
    start = date(born, 1, 1) if isinstance(born, int) else born
    end = date(born_to or born, 12, 31) if isinstance(born, int) else born_to
    return Kit(Parts(full=name, **given), start, end, **others)


def is_hit(a, b):
    return compare(a, b).match_probability >= MATCH_THRESHOLD


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("خالد سعيد باوزير", "خالد سعيد با وزير"),
        ("خالد سعيد باوزير", "Khaled S. Ba Wazir"),
        ("خالد سعيد باوزير", "Khalid Saeed Bawazir"),
        ("Khaled Said Ba Wazir", "Khalid Saeed Bawazeer"),
        ("خالد سعيد باسندان", "باسندان خالد سعيد"),
        ("خالد بن سعيد بن عوض باقنزل", "خالد عوض باقنزل"),
        ("عبدالرحمن سالم الدغيلفي", "Abd al-Rahman Salem al-Dughaylifi"),
        ("جمال عوض القحطاني", "Gamal Awad Gahtani"),
        ("ناصر عوض بامشجر", "ناصر عوص بامشجر"),
        ("يسلم عمر الطرنوبي", "يسلم عمر طرنوبي"),
        ("محمود کریم شنواری", "محمود كريم شنواري"),
    ],
)
def test_one_man(one, other):
    assert is_hit(kit(one), kit(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("محمد أحمد", "محمد أحمد"),
        ("محمد", "محمد"),
        ("محمد أحمد علي", "Mohammed Ahmed"),
        ("خالد سعيد باسندان", "سالم سعيد باسندان"),
        ("خالد سعيد عوض باسندان", "خالد عمر فرج باقنزل"),
        ("سعيد عوض باسندان", "خالد سعيد عوض باسندان"),
        ("Khaled Said Ba Wazir", "Salem Said Ba Wazir"),
        ("حسن عمر باطروق", "حسين عمر باطروق"),
        ("محمود سالم الوهمي", "محمد سالم الوهمي"),
        ("عبدالله الحضرمي", "أبو عبدالله الحضرمي"),
        ("أبو سعيد الحضرمي", "أبو سعيد الحضرمي"),
        ("أبو سعيد الحضرمي", "خالد سعيد باوزير"),
        ("", "خالد سعيد باوزير"),
        ("", ""),
    ],
)
def test_no_hit_by_name_alone(one, other):
    assert not is_hit(kit(one), kit(other))


def test_a_kunya_points_the_right_way_and_an_identifier_decides():
    named = kit("خالد سعيد باوزير", identifiers=frozenset({"passport:9"}))
    called = kit("أبو سعيد الحضرمي", identifiers=frozenset({"passport:9"}))
    stranger = compare(kit("أبو عمر الصنعاني"), kit("خالد سعيد باوزير"))
    weak = compare(kit("أبو سعيد الحضرمي"), kit("خالد سعيد باوزير"))

    assert is_hit(named, called)
    assert stranger.match_weight < weak.match_weight
    assert not weak.conflicts


def test_a_kunya_with_nisba_and_birth_year_is_no_hit():
    assert not is_hit(kit("أبو سعيد الطرنوبي", born=1985), kit("أبو سعيد الطرنوبي", born=1985))


@pytest.mark.rule("E02")
def test_abdullah_is_not_met_by_the_father_of_abdullah():
    same = compare(kit("عبدالله سالم الطرنوبي"), kit("عبدالله سالم الطرنوبي"))
    kunya = compare(kit("عبدالله سالم الطرنوبي"), kit("أبو عبدالله سالم الطرنوبي"))

    assert not any("عبدالله" in step.en and step.code == "WORDS_MEET" for step in kunya.steps)
    assert kunya.match_probability < MATCH_THRESHOLD < same.match_probability


@pytest.mark.rule("E02")
def test_words_of_abdullah_and_abu_abdullah_never_meet():
    from tansiq.names.evidence import NO_MATCH, meet
    from tansiq.names.tokens import Token

    ism, kunya = Token("عبدالله", "عبدالله", "ism", "ar"), Token("عبدالله", "عبدالله", "kunya", "ar")

    assert meet(ism, kunya) == NO_MATCH


@pytest.mark.rule("E01")
def test_of_three_men_with_one_four_part_name_the_birth_tells():
    name = "محمد سالم عوض الطرنوبي"
    wanted, namesake, other = kit(name, born=1985), kit(name, born=1993), kit(name, born=1971)

    assert is_hit(wanted, kit(name, born=1985))
    for man in (namesake, other):
        assert compare(wanted, man).conflicts == ("BIRTH_DIFFERS",)
        assert not is_hit(wanted, man)


@pytest.mark.rule("E01")
def test_a_name_alone_never_proves_which_man_it_is():
    name = "يسلم بشنوار قنزل زنبور الطرنوبي السندابي"

    assert MATCH_THRESHOLD < compare(kit(name), kit(name)).match_probability < 0.96


@pytest.mark.parametrize(
    ("mine", "theirs", "codes"),
    [
        ({"born": 1985}, {"born": 1986}, ()),
        ({"born": 1985}, {"born": 1999}, ("BIRTH_DIFFERS",)),
        ({"born": date(1999, 4, 17), "born_to": date(2000, 4, 5)}, {"born": 2000}, ()),  # 1420 of the Hijra
        ({"mother": "فاطمة"}, {"mother": "Fatima"}, ()),
        ({"mother": "فاطمة"}, {"mother": "سلمى"}, ("MOTHER_DIFFERS",)),
        (
            {"identifiers": frozenset({"national:1"})},
            {"identifiers": frozenset({"national:2"})},
            ("IDENTIFIER_DIFFERS",),
        ),
        ({"identifiers": frozenset({"national:1"})}, {"identifiers": frozenset({"passport:2"})}, ()),
        ({"place": "المكلا"}, {"place": "Mukalla"}, ()),
    ],
)
def test_evidence_beside_the_name(mine, theirs, codes):
    name = "ناصر عوض باقنزل"
    bare = compare(kit(name), kit(name)).match_weight
    found = compare(kit(name, **mine), kit(name, **theirs))

    assert found.conflicts == codes
    if codes:
        assert found.match_weight < bare - 4
    else:
        assert found.match_weight >= bare


def test_fathers_that_differ_are_a_conflict():
    found = compare(kit(ism="خالد", father="سعيد", family="باسندان"), kit(ism="خالد", father="عمر", family="باسندان"))

    assert found.conflicts == ("FATHER_DIFFERS",)
    assert found.match_probability < MATCH_THRESHOLD


def test_parts_and_one_string_compare_alike():
    split = kit(ism="خالد", father="سعيد", family="با وزير")

    assert is_hit(split, kit("Khaled Said Bawazir"))
    assert is_hit(kit(ism="خالد", father="با وزير", family="سعيد"), split)


def test_a_rare_family_name_weighs_more_than_a_common_name():
    def bits(name):
        return next(s.bits for s in compare(kit(name), kit(name)).steps if s.code == "WORDS_MEET")

    assert bits("باقنزل") > bits("محمد") + 8
