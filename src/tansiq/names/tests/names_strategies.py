"""Names for property tests: invented from common words, and any text at all."""

from hypothesis import strategies as st

from tansiq.names import Kit, Parts

MARKS = "\u064b\u064e\u064f\u0650\u0651\u0652\u0670"
TATWEEL = "\u0640"
ARABIC = [
    "محمد",
    "أحمد",
    "خالد",
    "سعيد",
    "عبدالله",
    "عبد",
    "الرحمن",
    "با",
    "وزير",
    "باوزير",
    "بن",
    "آل",
    "كثير",
    "الكثيري",
    "أبو",
    "أم",
    "الحضرمي",
    "صلاح",
    "الدين",
    "عطا",
    "الله",
    "فاطمة",
    "يحيى",
]
LATIN = [
    "Mohammed",
    "Khaled",
    "S",
    "Said",
    "Abd",
    "al",
    "Rahman",
    "Abdullah",
    "Ba",
    "Wazir",
    "Bawazir",
    "bin",
    "Abu",
    "Umm",
    "Al-Hadrami",
    "Salah",
    "ad-Din",
    "Ataullah",
    "Fatima",
]

anything = st.text(max_size=60)
names = st.one_of(
    st.lists(st.sampled_from(ARABIC), max_size=6).map(" ".join),
    st.lists(st.sampled_from(LATIN), max_size=6).map(" ".join),
    st.lists(st.sampled_from(ARABIC + LATIN), max_size=6).map(" ".join),
    st.text(alphabet="abdeghiklmnorstuwyz' -", max_size=30),
    st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآىةءئؤ ", max_size=30),
    anything,
)
parts = st.builds(
    Parts,
    ism=st.one_of(st.just(""), names), father=st.one_of(st.just(""), names), family=st.one_of(st.just(""), names),
    kunya=st.one_of(st.just(""), names), full=names, mother=st.one_of(st.just(""), names),
)  # fmt: skip
kits = st.builds(
    Kit,
    parts=parts,
    born_from=st.none() | st.dates(),
    born_to=st.none() | st.dates(),
    place=st.one_of(st.just(""), names),
    identifiers=st.frozensets(st.sampled_from(["passport:a", "passport:b", "national:a", "odd"]), max_size=2),
)
