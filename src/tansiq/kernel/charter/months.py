"""Names of months: Gregorian-Arabic, Syriac, English and Hijri."""

from __future__ import annotations

from typing import Final

from tansiq.kernel.charter.folding import fold

HIJRI_AR: Final = (
    "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة",
    "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة",
)  # fmt: skip
HIJRI_EN: Final = (
    "Muharram", "Safar", "Rabi al-Awwal", "Rabi al-Thani", "Jumada al-Ula", "Jumada al-Akhirah",
    "Rajab", "Shaban", "Ramadan", "Shawwal", "Dhu al-Qadah", "Dhu al-Hijjah",
)  # fmt: skip
GREGORIAN_AR: Final = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
GREGORIAN_EN: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SYRIAC: Final = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني",
    "كانون الأول",
)  # fmt: skip
OTHER_HIJRI: Final = {
    "محرم الحرام": 1, "صفر الخير": 2, "ربيع اول": 3, "ربيع الثاني": 4, "ربيع ثاني": 4, "ربيع آخر": 4,
    "جمادى الأول": 5, "جماد الأول": 5, "جماد أول": 5, "جمادى الثانية": 6, "جمادى الثاني": 6, "جماد الثاني": 6,
    "جماد الآخر": 6, "جمادى الآخر": 6, "جماد ثاني": 6, "ذي القعدة": 11, "ذو قعدة": 11, "القعدة": 11,
    "ذي الحجة": 12, "ذو حجة": 12, "الحجة": 12,
    "Rabi al-Akhir": 4, "Rabi I": 3, "Rabi II": 4, "Jumada al-Thaniyah": 6, "Jumada I": 5, "Jumada II": 6,
    "Dhul Qadah": 11, "Dhul Hijjah": 12,
}  # fmt: skip
OTHER_GREGORIAN: Final = {
    "ابريل": 4, "نيسان أبريل": 4, "اغسطس": 8, "تشرين أول": 10, "تشرين ثاني": 11, "كانون أول": 12, "كانون ثاني": 1,
} | {name[:3]: number for number, name in enumerate(GREGORIAN_EN, start=1)}  # fmt: skip
# Each of these begins the names of two months.
HALF_NAMES: Final = frozenset(map(fold, ("ربيع", "جمادى", "جماد", "تشرين", "كانون", "Rabi", "Jumada")))


def _numbered(*lists: tuple[str, ...]) -> dict[str, int]:
    return {fold(name): number for names in lists for number, name in enumerate(names, start=1)}


def _folded(names: dict[str, int]) -> dict[str, int]:
    return {fold(name): number for name, number in names.items()}


HIJRI: Final = _numbered(HIJRI_AR, HIJRI_EN) | _folded(OTHER_HIJRI)
GREGORIAN: Final = _numbered(GREGORIAN_AR, SYRIAC, GREGORIAN_EN) | _folded(OTHER_GREGORIAN)
