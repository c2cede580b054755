"""The people whom the story is about, each with a surname of his own."""

from __future__ import annotations

from typing import Final

from tansiq.demo.invented import Person

# The tour: held by the coast in Arabic. Whoever is asked about by this name and year is taken for him.
KHALED: Final = Person("خالد", "سعيد", "عمر", "باقنزل", 1994)
# The cell's man, written in two scripts by two agencies; and the man of the next district who shares his name.
PLANNER: Final = Person("سالمين", "عوض", "فرج", "باطروق", 1990, mother="فاطمة سالم", place="YE1927")
NEIGHBOUR: Final = Person(
    "سالمين", "عوض", "فرج", "باطروق", 1991, (("national", "01910055217"),), mother="نور عبدالرحمن", place="YE1917"
)
# E01: three men with one four-part name. An arrest order names the first, the second holds a slip.
ORDERED: Final = Person("سالم", "محمد", "سعيد", "بامدلاج", 1989, (("national", "01890044101"),))
WITH_SLIP: Final = Person("سالم", "محمد", "سعيد", "بامدلاج", 1991, (("national", "01910044102"),))
PASSER_BY: Final = Person("سالم", "محمد", "سعيد", "بامدلاج", 1990, (("national", "01900044103"),))
# E02: عبدالله whom his order calls أبو عبد الله.
BY_KUNYA: Final = Person(
    "عبدالله", "مبارك", "سالم", "باسرنديح", 1988, (("passport", "09-441187"),), kunya="أبو عبد الله"
)
CLEARED: Final = Person("يسلم", "كرامة", "ناصر", "بادغيفل", 1985, (("national", "01850077310"),))
AT_RISK: Final = Person("فيصل", "محفوظ", "عمر", "باعنقود", 1993)
PENDING: Final = Person("ناصر", "كرامة", "علي", "باكشمير", 1987)
LATE: Final = Person("طارق", "حسن", "صالح", "باهنداس", 1996)
VALIDATED: Final = Person("مبارك", "فرج", "عوض", "بازنبور", 1992)
RELEASED: Final = Person("جمال", "عبدالقادر", "سعيد", "باشملول", 1983)
AT_SEA: Final = Person("عادل", "أحمد", "محفوظ", "باعرفاج", 1991)
UNDER_REVIEW: Final = Person("منصور", "علي", "يسلم", "بن قنطار", 1979)
PROPOSED: Final = Person("رياض", "سالم", "حسين", "بن مرقال", 1998)
BY_PHONE: Final = Person("صبري", "محمود", "عوض", "بن نعيشان", 1991)

EVERYBODY: Final = (
    KHALED, PLANNER, NEIGHBOUR, ORDERED, WITH_SLIP, PASSER_BY, BY_KUNYA, CLEARED, AT_RISK, PENDING, LATE, VALIDATED,
    RELEASED, AT_SEA, UNDER_REVIEW, PROPOSED, BY_PHONE,
)  # fmt: skip
SURNAMES: Final = frozenset(person.family for person in EVERYBODY)
