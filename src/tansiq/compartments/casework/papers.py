"""Papers of the exhibit room: labels to stick on, and the sheet of a count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from tansiq.compartments.casework.models import CountSheet, Exhibit
from tansiq.compartments.casework.words import FOUND_WORDS, word
from tansiq.kernel import documents
from tansiq.kernel.access.naming import named
from tansiq.kernel.charter import queries as charter

LANGUAGE = "ar"


def labels(rows: Sequence[Exhibit], now: datetime) -> bytes:
    """Labels of exhibits in the language of the place: number and QR code, what it is, its seal, its hand."""
    with override(LANGUAGE):
        stickers = []
        for row in rows:
            told = [
                charter.current().label("exhibit_categories", row.category, LANGUAGE),
                _("Number on the spot: %(mark)s") % {"mark": documents.apart(row.mark)},
                _("Seal: %(seal)s") % {"seal": documents.apart(row.seal or "—")},
            ]
            if row.is_live:
                told.append(_("MAY STILL GO OFF: not to be moved"))
            stickers.append(documents.Label(row.number, row.description[:80], told))
        return documents.labels(stickers, language=LANGUAGE, made_at=now)


def sheet(row: CountSheet, issuer: str) -> bytes:
    """The sheet of a count, to be signed by both who counted."""
    with override(LANGUAGE):
        rows = [
            (line["number"], line["mark"], line["seal"] or "—", line["place"], word(FOUND_WORDS, line["found"]))
            for line in row.lines
        ]
        return documents.pdf(
            documents.Document(
                language=LANGUAGE, title=_("Count of exhibits"), issuer=issuer, issued_at=row.made_at,
                reference=row.number, blocks=(
                    documents.Facts(((_("Counted by"), named(row.author_name)), (_("Counted with"), row.witness),
                                     (_("Pieces"), str(len(rows))))),
                    documents.Table(
                        (_("Exhibit"), _("Number on the spot"), _("Seal"), _("Place"), _("Found")), rows,
                        widths=(4, 3, 2, 4, 3),
                    ),
                    documents.Signatures((_("Counted by"), _("Counted with"))),
                ),
            )
        )  # fmt: skip
