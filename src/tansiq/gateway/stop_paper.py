"""A stop as a sheet that lies on top of the file: which case, since when, and one word. Why stands nowhere on it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from tansiq.gateway.models import Stop
from tansiq.kernel import documents
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.dates import both_calendars

LANGUAGE = "ar"


def pdf(row: Stop, *, agency: str, now: datetime) -> bytes:
    """The sheet for one agency; the words are the same for every cause and every agency (Q-23).

    Args:
        agency: who is told, by name.
    """
    with override(LANGUAGE):
        facts = [
            (_("Told to"), agency),
            (_("Reference of the case"), documents.apart(row.reference)),
            (_("Since"), _moment(row.raised_at)),
            (_("In hand until"), _moment(row.due_at)),
            *([(_("Lifted"), _moment(row.lifted_at))] if row.lifted_at else []),
            *([(_("Said by voice by"), row.heard_from)] if row.acknowledged_at else []),
        ]
        word = _("lifted") if row.lifted_at else _("stop: court")
        blocks: list[documents.Block] = [documents.Notice(word), documents.Facts(facts)]
        if row.lifted_at is None:
            blocks.append(documents.Paragraph(_("What this means"), _(
                "Until the court has spoken nothing is done that cannot be undone. No sentence is carried out."
                " No file is sent for ratification. Nobody is handed abroad. No remains are given away."
            )))  # fmt: skip
            blocks.append(documents.Paragraph(_("What it does not mean"), _(
                "It frees nobody and orders nobody to be held. Why is not told: the words are the same for every cause."
                " A ruling of the court ends it, and nothing else."
            )))  # fmt: skip
        blocks.append(documents.Signatures((_("Said it by voice"), _("Has it in hand, day and hour"))))
        return documents.pdf(
            documents.Document(
                language=LANGUAGE, title=_("Stop"), issuer=_("Joint operations room"), issued_at=now,
                reference=row.number, note=_("Lies on top of the file."), blocks=blocks,
            )
        )  # fmt: skip


def _moment(at: datetime) -> str:
    when = at.astimezone(charter.current().jurisdiction.tz)
    return f"{both_calendars(when.date(), LANGUAGE, 'latn')}، {when:%H:%M}"
