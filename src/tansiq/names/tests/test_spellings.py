"""One name in two spellings, and two names that are spelt nearly alike, by phenomenon. Only this word differs."""

import pytest

from tansiq.names import Kit, Parts, compare

ONE_NAME = {
    "hamza": [
        ("أحمد", "احمد"), ("إبراهيم", "ابراهيم"), ("آدم", "ادم"), ("ٱحمد", "أحمد"), ("مؤمن", "مومن"), ("رائد", "رايد"),
        ("علاء", "علا"), ("رؤوف", "روف"), ("هانئ", "هاني"), ("هناء", "Hana"),
    ],
    "ta marbuta": [
        ("فاطمة", "فاطمه"), ("حمزة", "حمزه"), ("طلحة", "Talha"), ("أسامة", "Osama"), ("فاطمة", "Fatima"),
        ("فاطمة", "Fatimah"), ("حذيفة", "Hudhayfah"),
    ],
    "alef maqsura": [
        ("يحيى", "يحيي"), ("موسى", "موسي"), ("علي", "على"), ("مصطفى", "مصطفا"), ("رضى", "رضا"), ("يحيى", "Yahya"),
        ("مصطفى", "Mustafa"), ("عيسى", "Issa"),
    ],
    "marks and tatweel": [("مُحَمَّد", "محمد"), ("خـــالد", "خالد"), ("ﺧﺎﻟﺪ", "خالد"), ("عبدالرّحمٰن", "عبدالرحمن")],
    "joined abd": [
        ("عبدالله", "عبد الله"), ("عبدالرحمن", "عبد الرحمن"), ("عبد ربه", "عبدربه"), ("عبد الرحمان", "عبدالرحمن"),
        ("عبدالكريم", "Abdulkarim"), ("عبدالكريم", "Abd el Karim"), ("عبدالكريم", "Abdul Kareem"),
        ("عبدالرحمن", "Abdurrahman"), ("عبدالعزيز", "Abdelaziz"), ("عبدالله", "Abdallah"), ("عبدالله", "'Abd Allah"),
        ("عبدالقادر", "Abdelkader"), ("عبدالناصر", "Abdel Nasser"), ("عبدالسلام", "Abdessalam"),
        ("عبدربه", "Abd Rabbo"), ("Abd al-Rahman", "Abdurrahman"), ("Abdel Aziz", "Abdulaziz"),
    ],
    "Ba families": [
        ("با وزير", "باوزير"), ("باوزير", "Bawazir"), ("باوزير", "Ba Wazir"), ("باوزير", "Ba-Wazeer"),
        ("با قنزل", "Baqanzal"), ("باقنزل", "Ba Ganzal"), ("باشنوار", "Bashinwar"), ("بامشجر", "Ba Mashjar"),
        ("باعنقود", "Ba'anqud"), ("بازنبور", "Bazanbour"), ("بلفقيه", "با الفقيه"), ("بلفقيه", "Balfaqih"),
    ],
    "the article": [
        ("الطرنوبي", "طرنوبي"), ("الطرنوبي", "al-Tarnoubi"), ("الطرنوبي", "Al Tarnubi"), ("الطرنوبي", "Tarnubi"),
        ("الطرنوبي", "Altarnoubi"), ("الطرنوبي", "El Tarnoubi"), ("آل كثير", "ال كثير"), ("آل كثير", "Al Kathir"),
        ("آل كثير", "الكثيري"), ("القرمزلي", "el-Qurmuzli"),
    ],
    "sun letters": [
        ("السندابي", "as-Sindabi"), ("السندابي", "Assindabi"), ("السندابي", "al-Sindabi"),
        ("الشقنقلي", "ash-Shaqanqali"), ("الدغيلفي", "Ad-Dughaylifi"), ("النهدي", "an-Nahdi"), ("النهدي", "Annahdi"),
        ("الرمانوي", "ar-Rummanawi"), ("الزنجفيلي", "az-Zanjafili"), ("الطرنوبي", "at-Tarnoubi"),
        ("as-Sindabi", "Al Sindabi"),
    ],
    "compounds of الدين, الله and الرحمن": [
        ("صلاح الدين", "صلاحالدين"), ("صلاح الدين", "Salahuddin"), ("صلاح الدين", "Salah ad-Din"),
        ("نور الدين", "Noureddine"), ("عز الدين", "Ezzedine"), ("علاء الدين", "Alaa el-Din"), ("سيف الدين", "Saifuddin"),
        ("عطا الله", "عطاالله"), ("عطا الله", "Ataullah"), ("جار الله", "Jarallah"), ("نصر الله", "Nasrallah"),
        ("حبيب الرحمن", "Habiburrahman"), ("حبيب الرحمن", "Habib ur Rahman"), ("فضل الرحمن", "Fazal-ur-Rehman"),
        ("Salah al-Din", "Salahuddin"),
    ],
    "Persian, Urdu and Kurdish letters": [
        ("کریم", "كريم"), ("علی", "علي"), ("یوسف", "يوسف"), ("فاطمہ", "فاطمة"), ("ہارون", "هارون"),
        ("گلبدین", "كلبدين"), ("پرویز", "برويز"), ("ڕێبوار", "ريبوار"), ("کەریم", "كريم"), ("گلبدین", "Gulbuddin"),
        ("پرویز", "Parviz"), ("چنگیز", "Changiz"), ("ضیا", "Zia"), ("مرتضی", "Morteza"),
    ],
    "g, j and q": [
        ("جمال", "Gamal"), ("جمال", "Jamal"), ("جمال", "Djamel"), ("قاسم", "Gasim"), ("قاسم", "Qasim"),
        ("قاسم", "Kassem"), ("القحطاني", "Gahtani"), ("القحطاني", "Qahtani"), ("غالب", "Ghalib"), ("صادق", "Sadegh"),
        ("رجب", "Ragab"), ("يعقوب", "Yacoub"), ("Jamal", "Gamal"),
    ],
    "th and s": [
        ("عثمان", "Othman"), ("عثمان", "Osman"), ("عثمان", "Usman"), ("الحارث", "Harith"), ("الحارث", "Hares"),
        ("مثنى", "Muthanna"), ("ثابت", "Thabet"), ("ثابت", "Sabit"), ("Othman", "Osman"),
    ],
    "dh, z and d": [
        ("رمضان", "Ramadan"), ("رمضان", "Ramazan"), ("رمضان", "Ramadhan"), ("نظير", "Nadhir"), ("نظير", "Nazir"),
        ("فضل", "Fadl"), ("فضل", "Fazl"), ("ظافر", "Dhafer"), ("ظافر", "Zafer"), ("معاذ", "Muadh"), ("معاذ", "Moaz"),
        ("رضا", "Reza"), ("رضا", "Rida"), ("ذياب", "Dhiyab"), ("Ramadan", "Ramazan"),
    ],
    "a consonant doubled": [("مهند", "Muhannad"), ("مبارك", "Mubbarak"), ("الطرنوبي", "Tarnnoubi"), ("باقنزل", "Baqqanzal")],
    "with and without Abd": [("عبدالحميد", "حميد"), ("عبدالحميد", "Hamid"), ("Abdul Kabir", "Kabir"), ("عبد الرؤوف", "رؤوف")],
    "ou, oo, u and o": [
        ("يوسف", "Yousuf"), ("يوسف", "Youssef"), ("محمود", "Mahmoud"), ("محمود", "Mahmood"), ("محمود", "Mahmud"),
        ("عمر", "Umar"), ("عمر", "Omar"), ("باخرنوب", "Bakharnoob"), ("Youssef", "Yusuf"), ("Mahmoud", "Mahmood"),
    ],
    "e, i, ee and ai": [
        ("سعيد", "Saeed"), ("سعيد", "Said"), ("خالد", "Khaled"), ("خالد", "Khalid"), ("حسين", "Hussein"),
        ("حسين", "Husain"), ("سالم", "Salim"), ("Khaled", "Khalid"), ("Saeed", "Said"), ("Mohamed", "Muhammad"),
    ],
    "a slip on an Arabic keyboard": [
        ("عوض", "عوص"), ("باقنزل", "باقتزل"), ("مبارك", "مبارط"), ("الطرنوبي", "الطرنوبى"), ("الدغيلفي", "الدغليفي"),
    ],
    "a slip on a Latin keyboard": [
        ("Khaled", "Khalde"), ("Khaled", "Khaked"), ("Baqanzal", "Baqnazal"), ("Tarnoubi", "Tarmoubi"),
        ("Mubarak", "Mubaarak"),
    ],
}  # fmt: skip
TWO_NAMES = {
    "one letter apart": [
        ("حسن", "حسين"), ("سالم", "سليم"), ("محمد", "محمود"), ("أحمد", "محمد"), ("سالم", "سلمان"), ("ناصر", "نصر"),
        ("Hassan", "Hussein"), ("Hassan", "حسين"), ("Ahmed", "محمد"), ("Mahmoud", "محمد"), ("فاطمة", "Fathi"),
    ],
    "abd is not abu (E02)": [
        ("عبدالله", "أبو عبدالله"), ("سعيد", "أبو سعيد"), ("Abdullah", "Abu Abdullah"), ("عبدالكريم", "Abu Karim"),
        ("سعيد", "Abu Said"), ("أبو سعيد", "أم سعيد"), ("عبدالرحمن", "أبو الرحمن"),
    ],
    "abd of another": [("عبدالله", "عبدالرحمن"), ("عبدالكريم", "Abdulrahim"), ("عبدالعزيز", "عبدالجبار")],
    "another family": [
        ("باقنزل", "باطروق"), ("باقنزل", "بازنبور"), ("الطرنوبي", "السندابي"), ("Baqanzal", "Bazanbour"),
        ("باقنزل", "Tarnoubi"),
    ],
    "another compound": [("صلاح الدين", "نور الدين"), ("Salahuddin", "نور الدين"), ("عطا الله", "جار الله")],
}  # fmt: skip


def flat(table):
    return [pytest.param(*pair, id=f"{about}: {' / '.join(pair)}") for about, pairs in table.items() for pair in pairs]


def meeting(one, other):
    """Bits of the words that meet when these two are compared; None when none does."""
    steps = compare(Kit(Parts(full=one)), Kit(Parts(full=other))).steps
    bits = [step.bits for step in steps if step.code in ("WORDS_MEET", "KUNYA_MEETS")]
    return sum(bits) if bits else None


@pytest.mark.parametrize(("one", "other"), flat(ONE_NAME))
def test_spellings_of_one_name_meet(one, other):
    bits = meeting(one, other)

    assert bits is not None
    assert bits > 0


@pytest.mark.parametrize(("one", "other"), flat(TWO_NAMES))
def test_names_of_two_men_do_not_meet(one, other):
    assert meeting(one, other) is None


@pytest.mark.parametrize(("one", "other"), flat(ONE_NAME))
def test_another_spelling_is_never_worth_more_than_the_same(one, other):
    assert meeting(one, other) <= max(meeting(one, one), meeting(other, other)) + 1e-9


@pytest.mark.parametrize(("one", "other"), [("عبدالحميد", "حميد"), ("Abdul Hamid", "Hamid")])
def test_a_name_without_its_abd_is_worth_less_than_with_it(one, other):
    assert meeting(one, other) < min(meeting(one, one), meeting(other, other)) - 1


def test_what_may_be_an_article_does_not_make_a_name_rarer():
    assert meeting("Almamluk", "al-Mamlouk") == meeting("Mamluk", "Mamlouk")
    assert meeting("al-Asad", "Al Asad") == meeting("Asad", "Asad")


def test_the_rarer_a_name_is_the_more_it_weighs():
    weights = [meeting(name, name) for name in ("محمد", "أحمد", "خالد", "إلياس", "باقنزل")]

    assert weights == sorted(weights)
    assert weights[-1] > weights[0] + 8
