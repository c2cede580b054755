"""The notice of a hearing, in Arabic: who is to come, where and when, and what the person may ask for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from tansiq.compartments.casework.models import Accused, Hearing
from tansiq.kernel import documents
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.reading import moment

LANGUAGE = "ar"


def notice(row: Hearing, people: Sequence[Accused], *, issuer: str, now: datetime) -> bytes:
    """The paper for the accused and counsel. Heirs get none from here: the victims' office reaches them."""
    with documents.printed(LANGUAGE):
        facts = [
            (_("Court file"), documents.apart(row.file.number)),
            (_("Hearing"), charter.current().label("hearing_kinds", row.kind, LANGUAGE)),
            (_("Accused"), "، ".join(one.name for one in people)),
            (_("When"), moment(row.starts_at)),
            (_("Court and room"), row.place),
            (_("Counsel of the accused"), row.counsel or "—"),
            (_("Language"), row.language),
            *([(_("Interpreter"), row.interpreter)] if row.interpreter else []),
        ]
        return documents.pdf(
            documents.Document(
                language=LANGUAGE, title=_("Notice of a hearing"), issuer=issuer, issued_at=now, reference=row.number,
                blocks=(
                    documents.Facts(tuple(facts)),
                    documents.Notice(_("Nothing is decided before the hearing. The accused is heard.")),
                    documents.Paragraph(
                        _("What you may ask for"),
                        _(
                            "You may come with counsel. If you have none, say so: the court names one."
                            " You may ask for an interpreter. You may ask for more time to prepare."
                        ),
                    ),
                    documents.Signatures((_("For the court"), _("Received by"))),
                ),
            )
        )  # fmt: skip
