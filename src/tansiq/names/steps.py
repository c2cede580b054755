"""The steps of a comparison in words, Arabic and English."""

from __future__ import annotations

from typing import Final, NamedTuple

from tansiq.names import weights as w
from tansiq.names.parts import Step


class Sides(NamedTuple):
    """The words of both names as they were written."""

    one: tuple[str, ...]
    other: tuple[str, ...]


_OF_TWO: Final = {
    w.WORDS_MEET: ("WORDS_MEET", "«{one}» تقابل «{other}»", "“{one}” meets “{other}”"),
    w.ISM_SWAPPED: ("ISM_SWAPPED", "تبادل الاسم الأول موضعه", "the given name changed places"),
    w.ISM_DIFFERS: ("ISM_DIFFERS", "الاسم مختلف: «{one}» و«{other}»", "given names differ: “{one}”, “{other}”"),
    w.FATHER_DIFFERS: ("FATHER_DIFFERS", "الأب مختلف: «{one}» و«{other}»", "fathers differ: “{one}”, “{other}”"),
    w.FAMILY_DIFFERS: (
        "FAMILY_DIFFERS", "العائلة مختلفة: «{one}» و«{other}»", "family names differ: “{one}”, “{other}”",
    ),
}  # fmt: skip
_PLAIN: Final = {
    w.WORD_MOVED: ("WORD_MOVED", "اسم العائلة في موضع آخر", "the family name stands in another place"),
    w.ISM_ABSENT: ("ISM_ABSENT", "الاسم الأول لأحدهما غائب عن الآخر", "one given name is absent from the other"),
    w.PREFIX_ABSENT: ("PREFIX_ABSENT", "«محمد» قبل الاسم غائبة", "“Muhammad” before the name is absent"),
    w.FAMILY_DIFFERS: ("FAMILY_DIFFERS", "اللقب أو النسبة مختلفة", "the family name or nisba differs"),
    w.WORDS_MEET: ("WORDS_MEET", "اللقب أو النسبة واحدة", "the family name or nisba agrees"),
    w.PATRONYMIC_DIFFERS: ("PATRONYMIC_DIFFERS", "اسم في النسب مختلف", "a name of the line differs"),
    w.KIN: ("KIN", "الأقارب يشتركون في النسب والعائلة", "kin share line and family"),
    w.KUNYA_MEETS: ("KUNYA_MEETS", "الكنية واحدة، وهي قرينة ضعيفة", "same kunya: weak evidence"),
    w.KUNYA_DIFFERS: ("KUNYA_DIFFERS", "الكنية مختلفة", "the kunya differs"),
    w.KUNYA_OF_LINE: ("KUNYA_OF_LINE", "الكنية توافق اسما في النسب", "the kunya is a name of the line"),
    w.KUNYA_IS_NO_ISM: ("KUNYA_IS_NO_ISM", "لم تُساوَ الكنية والاسم: أبو فلان ليس فلانا", "a kunya is not a name"),
    w.LEVELLED: ("LEVELLED", "الاسم وحده لا يُثبت الشخص", "a name alone does not prove the person"),
    w.LEAST: ("LEVELLED", "حدّ أدنى لأثر الاسم", "least that a name can weigh"),
    w.BIRTH_AGREES: ("BIRTH_AGREES", "تاريخ الميلاد متوافق", "births agree"),
    w.BIRTH_NEAR: ("BIRTH_NEAR", "الميلاد متقارب", "births lie close to each other"),
    w.BIRTH_DIFFERS: ("BIRTH_DIFFERS", "تاريخ الميلاد مختلف", "births differ"),
    w.MOTHER_AGREES: ("MOTHER_AGREES", "اسم الأم متوافق", "mother's names agree"),
    w.MOTHER_DIFFERS: ("MOTHER_DIFFERS", "اسم الأم مختلف", "mother's names differ"),
    w.PLACE_AGREES: ("PLACE_AGREES", "المكان متوافق", "places agree"),
    w.PLACE_DIFFERS: ("PLACE_DIFFERS", "المكان مختلف", "places differ"),
}


def worded(code: int, i: int, j: int, bits: float, sides: Sides) -> Step:
    """One step in words; `i` and `j` are places in the two names where the step is about words."""
    value = round(bits, 2)
    if code == w.WORD_ABSENT:
        return Step("WORD_ABSENT", f"أسماء غائبة: {i}", f"names absent: {i}", value)
    if code in _OF_TWO and 0 <= i < len(sides.one) and 0 <= j < len(sides.other):
        name, ar, en = _OF_TWO[code]
        words = {"one": sides.one[i], "other": sides.other[j]}
        return Step(name, ar.format(**words), en.format(**words), value)
    name, ar, en = _PLAIN[code]
    return Step(name, ar, en, value)
