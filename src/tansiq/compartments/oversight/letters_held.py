"""The letter of a footprint: what somebody is told of what is held about him, in plain Arabic.

It is made of lines that were decided to be told, and never says that they are all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from tansiq.compartments.oversight.letters import (
    ABOUT,
    LANGUAGE,
    Letter,
    Paragraph,
    Words,
    appeal_paragraph,
    day_words,
    remedies,
)
from tansiq.compartments.oversight.models import Complaint, Footprint, FootprintLine
from tansiq.kernel.access import queries as access
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.errors import UnknownCode

# What a line of a footprint is, for whoever it is about: no word of the house, no code.
HELD_AS: dict[str, Words] = {
    "ask": gettext_lazy("A question that somebody asked about you"),
    "disclosure": gettext_lazy("A copy of what another agency keeps about you"),
    "order": gettext_lazy("An order to arrest you"),
    "number": gettext_lazy("A number that protects you"),
    "subject": gettext_lazy("A file about a suspicion, which nobody has decided"),
    "reads": gettext_lazy("Who read a file about a suspicion that has ended"),
    "order_reads": gettext_lazy("Who read an order to arrest you that has ended"),
    "number_reads": gettext_lazy("Who read a number that protected you and has ended"),
    "detention_reads": gettext_lazy("Who read of a detention of yours that has ended"),
    "enquiry_reads": gettext_lazy("Who read of a search for you that was closed"),
    "listing": gettext_lazy("Your name on a published list"),
    "detention": gettext_lazy("What was written down about your detention"),
    "enquiry": gettext_lazy("A search for you that somebody near you asked for"),
    "case": gettext_lazy("A case of the prosecution in which you are named"),
    "accused": gettext_lazy("An accusation before a court, which is not a judgment"),
    "victim": gettext_lazy("A court file that names you as a victim"),
    "statement": gettext_lazy("What you said, as it was taken down"),
    "association": gettext_lazy("A record that names you beside a piece of evidence"),
}


def footprint_letter(row: Footprint, lines: Sequence[FootprintLine], appeal_until: datetime | None) -> Letter:
    """What a person is told of what is held about him: what, by whom, for what, until when, how to appeal (G26).

    It never says that it is all: whoever is told nothing reads the same words as one of whom nothing is held.

    Args:
        appeal_until: until when the decision on the complaint can be appealed; None where no appeal is open: then
            where else he can go.

    Raises:
        ValueError: it is not decided what he is told.
    """
    if row.told_at is None:
        raise ValueError("not decided")
    with override(LANGUAGE):
        agencies = access.agency_names()
        told = [Paragraph(_("What you asked for"), str(ABOUT[Complaint.Kind.HELD]))]
        told += [Paragraph(str(HELD_AS[one.kind]), _held(one, agencies)) for one in lines if one.kind in HELD_AS]
        told += [
            Paragraph(
                _("What this letter does not say"),
                _(
                    "This letter names what the law lets us tell you today."
                    " It does not say whether anything else is kept."
                    " Somebody about whom nothing is kept gets a letter with this sentence too."
                ),
            ),
            Paragraph(
                _("Who decided"),
                _("The inspector asked for it. A second person decided on %(day)s what you may be told.")
                % {"day": day_words(row.told_at)},
            ),
            *([appeal_paragraph(appeal_until)] if appeal_until else remedies()),  # rule: G26
        ]
        return Letter(row.complaint_number, "", tuple(told))


def _held(one: FootprintLine, agencies: Mapping[UUID, str]) -> str:
    """Who keeps it, since when, for what and until when; of what has ended, who read it (G13)."""
    if one.kind.endswith("reads"):
        days = {"first": day_words(one.since), "last": day_words(one.until or one.since)}
        words = _("People of %(agency)s read it, first on %(first)s and last on %(last)s.")
        return words % ({"agency": agencies[one.holder_id]} | days)
    told = [_("%(agency)s keeps it since %(day)s.") % {"agency": agencies[one.holder_id], "day": day_words(one.since)}]
    if purpose := _label(one.purpose):
        told.append(_("It is kept for this: %(purpose)s.") % {"purpose": purpose})
    told.append(
        _("It ends on %(day)s.") % {"day": day_words(one.until)} if one.until else _("No day is set on which it ends.")
    )
    return " ".join(told)


def _label(purpose: str) -> str:
    """What it is kept for; empty where the charter names it no more."""
    try:
        return charter.current().label("purposes", purpose, LANGUAGE) if purpose else ""
    except UnknownCode:
        return ""
