"""Whole names by phenomenon: which parts stand where, which are missing, and what is beside them."""

import pytest

from tansiq.names import MATCH_BITS, Kit, Parts, compare

ONE_MAN = {
    "nothing differs": [("خالد سعيد عمر باقنزل", "خالد سعيد عمر باقنزل")],
    "the other script": [
        ("خالد سعيد عمر باقنزل", "Khaled Saeed Omar Baqanzal"), ("عبدالرحمن سالم الدغيلفي", "Abd al-Rahman Salem al-Dughaylifi"),
        ("جمال عوض الطرنوبي", "Gamal Awad Tarnoubi"), ("صلاح الدين عوض الكشمشاوي", "Salahuddin Awad al-Keshmashawi"),
        ("عبدربه منصور بن زلعوم", "Abd Rabbo Mansour bin Zaloum"), ("محمود کریم طرنوبی", "Mahmoud Karim Tarnoubi"),
    ],
    "bin between": [
        ("خالد بن سعيد بن عمر باقنزل", "خالد سعيد عمر باقنزل"), ("Khaled bin Said Baqanzal", "خالد سعيد باقنزل"),
        ("خالد صالح بن دنقل", "خالد صالح دنقل"), ("خالد ابن سعيد باقنزل", "خالد ولد سعيد باقنزل"),
    ],
    "a title in front": [("الشيخ خالد سعيد باقنزل", "خالد سعيد باقنزل"), ("Dr. Khaled Said Baqanzal", "خالد سعيد باقنزل")],
    "missing grandfather": [
        ("خالد سعيد عمر باقنزل", "خالد سعيد باقنزل"), ("خالد سعيد عمر باقنزل", "Khaled Said Baqanzal"),
        ("يسلم عوض مبارك السندابي", "يسلم عوض السندابي"),
    ],
    "missing father and grandfather": [("خالد سعيد عمر باقنزل", "خالد باقنزل"), ("يسلم عوض مبارك السندابي", "Yaslam as-Sindabi")],
    "a nisba more": [("خالد سعيد عمر باقنزل الحضرمي", "خالد سعيد عمر باقنزل")],
    "family first": [
        ("خالد سعيد عمر باقنزل", "باقنزل خالد سعيد عمر"), ("خالد سعيد عمر باقنزل", "BAQANZAL, Khaled Said Omar"),
        ("سالم عوض با قنزل", "Baqanzal Salem Awad"),
    ],
    "two names exchanged": [("خالد سعيد عمر باقنزل", "سعيد خالد عمر باقنزل")],
    "initials": [
        ("خالد سعيد باقنزل", "خ. سعيد باقنزل"), ("Nasser Awad Baqanzal", "N. Awad Baqanzal"),
        ("ناصر عوض باقنزل", "N. A. Baqanzal"), ("خالد سعيد باقنزل", "Khaled S. Baqanzal"),
    ],
    "a slip of the hand": [
        ("خالد سعيد باقنزل", "خالذ سعيد باقنزل"), ("خالد سعيد باقنزل", "خالد سعيد باقنزك"),
        ("ناصر عوض بامشجر", "ناصر عوص بامشجر"), ("Khaled Said Baqanzal", "Khalde Said Baqanzal"),
        ("Khaled Said Baqanzal", "Khaled Said Baqnazal"),
    ],
    "Muhammad in front": [
        ("محمد خالد سعيد باقنزل", "خالد سعيد باقنزل"), ("محمد خالد سعيد باقنزل", "Khaled Said Baqanzal"),
        ("Muhammad Khaled Said Baqanzal", "Khaled Said Baqanzal"),
    ],
    "zadeh, nejad and pour": [
        ("محمود احمدی طرنوبی زاده", "Mahmoud Ahmadi Tarnoubizadeh"), ("محمود احمدی طرنوبیزاده", "محمود احمدی طرنوبی زاده"),
        ("محمود احمدی طرنوبی پور", "Mahmoud Ahmadi Tarnoubi Pour"), ("علی احمدی طرنوبی‌نژاد", "Ali Ahmadi Tarnoubi-Nezhad"),
    ],
    "Abu or Abdul left behind by the family that was put first": [
        ("Tarnoub, Salem Awad Abu", "Salem Awad Abu Tarnoub"), ("Rahman, Nasser Awad Batarouq Abdul", "Nasser Awad Batarouq Abdul Rahman"),
        ("طرنوب سالم عوض أبو", "سالم عوض أبو طرنوب"),
    ],
    "Abd written twice": [
        ("Abd al-Abdulkader Awad Tarnoubi", "عبد القادر عوض الطرنوبي"), ("Abdulabdurrahman Awad Tarnoubi", "عبدالرحمن عوض الطرنوبي"),
        ("Abd ar-Abderrahman Awad Tarnoubi", "عبدالرحمن عوض الطرنوبي"),
    ],
    "called by the name of God without Abd": [("عبد الحميد عوض باقنزل", "حميد عوض باقنزل"), ("Hamid Awad Baqanzal", "عبدالحميد عوض باقنزل")],
    "a title that is the family's name": [("Yaslam Awad Sayyed", "Yaslam Awad al-Sayyid")],
    "of Allah, written apart": [("منصور فیض اللهی", "Mansour Faizollahi")],
    "a slip inside the article": [("خالد سعيد اكقنزل", "خالد سعيد القنزل"), ("خالد سعيد القنزلي", "خالد سعيد ايلقنزلي")],
    "two given names in one word": [
        ("حمیدرضا کریمی طرنوبی", "Hamid Reza Karimi Tarnoubi"), ("Hamidreza Karimi Tarnoubi", "حمید رضا کریمی طرنوبی"),
        ("علیرضا کریمی طرنوبی", "علی رضا کریمی طرنوبی"), ("محمدعلی کریمی طرنوبی", "Mohammad Ali Karimi Tarnoubi"),
    ],
}  # fmt: skip
TWO_MEN = {
    "brothers": [
        ("خالد سعيد باقنزل", "سالم سعيد باقنزل"), ("خالد سعيد عمر باقنزل", "سالم سعيد عمر باقنزل"),
        ("Khaled Said Baqanzal", "Salem Said Baqanzal"), ("خالد سعيد باقنزل", "Salem Said Baqanzal"),
        ("حسن عمر باطروق", "حسين عمر باطروق"), ("Hassan Omar Batarouq", "حسين عمر باطروق"),
    ],
    "brother and sister": [("خالد سعيد باقنزل", "فاطمة سعيد باقنزل")],
    "father and son": [("سعيد عمر باقنزل", "خالد سعيد عمر باقنزل")],
    "cousins": [("خالد سعيد باقنزل", "خالد عمر باقنزل"), ("خالد سعيد عوض باقنزل", "خالد عمر فرج باقنزل")],
    "brothers, one called Muhammad": [
        ("خالد سعيد الطرنوبي", "محمد سعيد الطرنوبي"), ("أحمد سالم الطرنوبي", "محمد سالم الطرنوبي"),
        ("محمود سالم الطرنوبي", "محمد سالم الطرنوبي"), ("Ahmed Salem al-Tarnoubi", "محمد سالم الطرنوبي"),
    ],
    "brothers whose names are spelt nearly alike": [
        ("Hasan Omar Batarouq", "حسين عمر باطروق"), ("Hasan Omar Batarouq", "Husain Omar Batarouq"),
        ("سعيد عمر باطروق", "سعد عمر باطروق"),
    ],
    "one Abd and another": [("عبد الحميد عوض باقنزل", "عبد المجيد عوض باقنزل"), ("حميد عوض باقنزل", "مجيد عوض باقنزل")],
    "another family": [("خالد سعيد باقنزل", "خالد سعيد باطروق"), ("محمد علي الطرنوبي", "محمد علي السندابي")],
    "common names": [
        ("محمد أحمد", "محمد أحمد"), ("محمد", "محمد"), ("محمد أحمد علي", "Mohammed Ahmed"), ("محمد أحمد علي", "محمد أحمد علي"),
    ],
    "a kunya with a nisba": [
        ("أبو سعيد الحضرمي", "أبو سعيد الحضرمي"), ("أبو عمر الطرنوبي", "أبو عمر الطرنوبي"), ("أبو عمر", "أبو عمر"),
        ("أبو سعيد الحضرمي", "خالد سعيد باقنزل"), ("أبو عمر الطرنوبي", "Abu Omar al-Tarnoubi"),
    ],
    "abu and umm": [("أم سعيد الطرنوبي", "أبو سعيد الطرنوبي")],
    "the father of Abdullah (E02)": [
        ("عبدالله الحضرمي", "أبو عبدالله الحضرمي"), ("عبدالله سالم الطرنوبي", "أبو عبدالله سالم الطرنوبي"),
        ("Abdullah al-Tarnoubi", "Abu Abdullah al-Tarnoubi"),
    ],
    "no name": [("", "خالد سعيد باقنزل"), ("", ""), ("بن", "بن")],
}  # fmt: skip


def flat(table):
    return [pytest.param(*pair, id=f"{about}: {' / '.join(pair)}") for about, pairs in table.items() for pair in pairs]


def weight(one, other):
    return compare(Kit(Parts(full=one)), Kit(Parts(full=other))).match_weight


@pytest.mark.parametrize(("one", "other"), flat(ONE_MAN))
def test_one_man_is_a_hit_by_his_name(one, other):
    assert weight(one, other) >= MATCH_BITS


@pytest.mark.parametrize(("one", "other"), flat(TWO_MEN))
def test_no_hit_by_name_alone(one, other):
    assert weight(one, other) < MATCH_BITS


def test_parts_and_one_string_compare_alike():
    split = Kit(Parts(ism="خالد", father="سعيد", family="با قنزل"))

    for other in (
        Kit(Parts(full="Khaled Said Baqanzal")),
        Kit(Parts(ism="Khaled", father="Said", family="Ba Qanzal")),
        Kit(Parts(ism="خالد", father="با قنزل", family="سعيد")),
    ):
        assert compare(split, other).match_weight >= MATCH_BITS


def test_the_whole_name_is_read_only_where_no_part_is_given():
    assert (
        compare(
            Kit(Parts(ism="خالد", family="باقنزل", full="ناصر الطرنوبي")), Kit(Parts(full="خالد باقنزل"))
        ).match_weight
        >= MATCH_BITS
    )


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        ("خالد سعيد باقنزل", "سالم سعيد باقنزل", "ISM_DIFFERS"),
        ("خالد سعيد باقنزل", "خالد عمر باقنزل", "FATHER_DIFFERS"),
        ("Khaled Said Baqanzal", "خالد عمر باقنزل", "FATHER_DIFFERS"),
    ],
)
def test_another_name_in_the_same_place_speaks_against(one, other, conflict):
    assert compare(Kit(Parts(full=one)), Kit(Parts(full=other))).conflicts == (conflict,)


@pytest.mark.parametrize("name", ["خالد سعيد عمر باقنزل", "Khaled Said Omar Baqanzal"])
def test_each_part_that_is_missing_weighs_less(name):
    words = name.split()
    fewer = [name, f"{words[0]} {words[1]} {words[3]}", f"{words[0]} {words[3]}", words[3]]
    weights = [weight(name, other) for other in fewer]

    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == len(weights)
