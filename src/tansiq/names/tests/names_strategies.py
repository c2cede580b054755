"""Names for property tests: invented from common words, and any text at all."""

from datetime import date

from hypothesis import strategies as st

from tansiq.names import Kept, Kit, Parts, kept_words, nearest
from tansiq.names.comparison import born_days

MARKS = "\u064b\u064e\u064f\u0650\u0651\u0652\u0670"
TATWEEL = "\u0640"
ISMS = {
    "محمد": "Mohammed", "أحمد": "Ahmad", "خالد": "Khaled", "سعيد": "Saeed", "عبدالله": "Abdullah", "يحيى": "Yahya",
    "عبدالرحمن": "Abd al-Rahman", "ناصر": "Nasser", "فاطمة": "Fatima", "يوسف": "Youssef", "عوض": "Awad",
    "صلاح الدين": "Salahuddin", "عطا الله": "Ataullah", "إبراهيم": "Ibrahim", "مبارك": "Mubarak", "صالح": "Saleh",
}  # fmt: skip
FAMILIES = {
    "باقنزل": "Baqanzal", "با مشجر": "Ba Mashjar", "الطرنوبي": "al-Tarnoubi", "السندابي": "as-Sindabi",
    "باطروق": "Batarouq", "الدغيلفي": "al-Dughaylifi", "بن دنقل": "bin Dunqul", "باعنقود": "Ba'anqud",
}  # fmt: skip
ARABIC = [
    *ISMS, *FAMILIES, "عبد", "الرحمن", "با", "وزير", "باوزير", "بن", "آل", "كثير", "الكثيري", "أبو", "أم", "الحضرمي",
    "صلاح", "الدين", "عطا", "الله", "حمیدرضا", "زاده", "گلبدین", "کریمی", "س",
]  # fmt: skip
LATIN = [
    *ISMS.values(), *FAMILIES.values(), "S", "Said", "Abd", "al", "Rahman", "Ba", "Wazir", "bin", "Abu", "Umm", "Salah",
    "ad-Din", "Hamidreza", "Zadeh",
]  # fmt: skip
KUNYAS = ["", "", "أبو سعيد", "Abu Said al-Hadrami", "أم خالد", "ابو عبدالله الطرنوبي"]

# Any character there is, lone surrogates too.
anything = st.text(st.characters(), max_size=60)
arabic_names = st.lists(st.sampled_from(ARABIC), min_size=1, max_size=5).map(" ".join)
latin_names = st.lists(st.sampled_from(LATIN), min_size=1, max_size=5).map(" ".join)
names = st.one_of(
    arabic_names,
    latin_names,
    st.lists(st.sampled_from(ARABIC + LATIN), max_size=6).map(" ".join),
    st.text(alphabet="abdeghiklmnorstuwyz' -", max_size=30),
    st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآىةءئؤ ", max_size=30),
    anything,
)


def _given(drawn):
    return st.one_of(st.just(""), drawn)


parts = st.builds(
    Parts, ism=_given(names), father=_given(names), grandfather=_given(names), family=_given(names),
    kunya=_given(names), full=names, mother=_given(names),
)  # fmt: skip
days = st.none() | st.dates(date(1900, 1, 1), date(2030, 1, 1))
identifiers = st.frozensets(st.sampled_from(["passport:a", "passport:b", "national:a", "odd"]), max_size=2)
kits = st.builds(
    Kit, parts=parts, born_from=days, born_to=days, place=_given(names), identifiers=identifiers,
)  # fmt: skip
# Of words that people have, so that much of it meets.
likely_parts = st.builds(
    Parts, full=st.one_of(arabic_names, latin_names), kunya=st.sampled_from(KUNYAS),
    mother=st.sampled_from(["", "فاطمة", "Fatima", "سلمى"]),
)  # fmt: skip
likely_kits = st.builds(Kit, parts=likely_parts, born_from=st.none() | st.just(date(1985, 1, 1)))


def kept(kit):
    """The kit as the index keeps it."""
    return Kept(kept_words(kit.parts), kit.born_from, kit.born_to, kit.identifiers)


def nearest_among(asked, held, *, least):
    """Places of the `nearest` among kits as the index keeps them."""
    found = nearest(asked, [kit.words for kit in held], [born_days(kit) for kit in held], least=least)
    return [near.place for near in found]
