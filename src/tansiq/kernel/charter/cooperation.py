"""What no pack can lower for cooperation: the lock on the heirs' right, and the cap by responsibility."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tansiq.kernel.charter.errors import BelowFloor
from tansiq.kernel.charter.reasons import non_grounds_in
from tansiq.kernel.charter.recognised import NonGround

if TYPE_CHECKING:
    from tansiq.kernel.charter.charter import Charter

FILE: Final = "vocabularies.yaml"
# What every pack must recognise as a term that touches the heirs' right, in both languages.
LOCKED: Final = (
    "يسقط القصاص", "لا دية عليه", "تدفع الدولة الأرش", "بشرط تنازل أولياء الدم", "يعفو عنه أهل القتيل",
    "الحق الخاص محفوظ له", "he will not face qisas", "the diya is paid for him", "the heirs waive their right",
    "the families of the victims agree", "blood money is waived", "بشرط العفو عنه",
)  # fmt: skip
# What every pack must recognise as said in confidence.
CONFIDENTIAL: Final = (
    "مما قاله في برنامج العودة", "محضر لجنة العودة", "أقواله في مكتب الضحايا", "ما قالته الأرملة في الجلسة الخاصة",
    "تقرير الأخصائي النفسي", "what he said in the return programme", "the file of the victims’ office",
    "what he told the psychologist",
)  # fmt: skip
# Four letters or more that somebody typed apart: ق ص ا ص.
_APART = re.compile(r"(?<!\w)(?:\w[^\w\n]+){3,}\w(?!\w)")


def locked_in(text: str, rows: Sequence[NonGround]) -> tuple[NonGround, ...]:
    """What this text touches of the heirs' right, or of what was said in confidence, in the order of the rows.

    Signs without a shape of their own, and letters typed apart, hide no word.
    """
    plain = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    joined = _APART.sub(lambda found: re.sub(r"\W+", "", found.group()), plain)
    return non_grounds_in(f"{plain}\n{joined}" if joined != plain else plain, rows)


def check(charter: Charter) -> None:
    """Hold the lists of cooperation against their floors; raises BelowFloor at the first that they miss."""
    words = charter.vocabularies
    for example in LOCKED:
        standing = tuple(row for row in words.cooperation_locked if row.valid_to is None)
        if not locked_in(example, standing):  # rule: REP-01
            raise BelowFloor(file=FILE, field="cooperation_locked", why=f"must recognise {example!r}")
    for example in CONFIDENTIAL:
        spoken = tuple(row for row in words.cooperation_confidential if row.valid_to is None)
        if not locked_in(example, spoken):  # rule: REP-06
            raise BelowFloor(file=FILE, field="cooperation_confidential", why=f"must recognise {example!r}")
    before = None
    for row in sorted(words.cooperation_responsibilities, key=lambda row: row.order):
        if before is not None and row.most >= before.most:  # rule: REP-04
            why = "whoever answers for more is never offered as much"
            raise BelowFloor(file=FILE, row=row.code, field="cooperation_responsibilities", why=why)
        before = row
