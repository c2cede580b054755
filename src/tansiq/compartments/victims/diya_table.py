"""The diya table in force on a day: what the text names, never what anybody owes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from tansiq.compartments.victims.sheets import Sheet, day, law_name
from tansiq.compartments.victims.words import CURRENCIES, SURE
from tansiq.kernel import reading
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.documents import Block, Document, Facts, Paragraph, Table, apart, printed


def rows(on: date, language: str) -> list[dict[str, str]]:
    """The rows of the diya table in force on a day: what the text names, never what anybody owes."""
    pack = charter.current().on(on)
    told = []
    for row in pack.heirs.diya_table:
        instrument = pack.instrument(row.instrument)
        number, name = apart(instrument.number) if instrument.number else "", instrument.name(language)
        told.append({
            "name": row.name(language), "sum": f"{row.amount:,} {CURRENCIES.get(row.currency, row.currency)}",
            "instrument": f"{reading.number(name)} {number}".strip(), "since": day(row.valid_from, language),
            "until": day(row.valid_to, language) if row.valid_to else "", "sure": str(SURE[row.confidence.value]),
            "note": row.note_ar if language == "ar" else row.note_en,
        })  # fmt: skip
    return told


def blocks(sheet: Sheet) -> Iterator[Block]:
    """The table of the day as a part of a paper, where this law has one."""
    with printed(sheet.language):
        told = [row | {"sum": reading.number(row["sum"])} for row in rows(sheet.on, sheet.language)]
    if not told:
        return
    yield Table(
        (_("Diya"), _("Sum in the text"), _("Instrument"), _("In force since"), _("How sure")),
        [(one["name"], one["sum"], one["instrument"], one["since"], one["sure"]) for one in told],
        heading=_("Diya table in force on that day"), widths=(3, 3, 5, 4, 3),
    )  # fmt: skip
    notes = [one["note"] for one in told if one["note"]]
    yield Paragraph("", "\n".join([*notes, _("What is owed in a case is for the court.")]))


def paper(sheet: Sheet) -> Document:
    """The diya table in force on a day, by itself."""
    with override(sheet.language):
        head = Facts((
            (_("In force on"), day(sheet.on, sheet.language)),
            (_("Law"), law_name(sheet.language)),
        ))  # fmt: skip
        table = list(blocks(sheet)) or [Paragraph("", _("This law has no such table on that day."))]
        return Document(
            language=sheet.language, title=_("Diya table"), issuer=sheet.issuer, issued_at=sheet.now,
            blocks=[head, *table],
        )  # fmt: skip
